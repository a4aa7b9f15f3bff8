//! The rows of one sheet, as delimited text: what follows reads a workbook like any other table.

use super::super::error::Fault;
use super::serial;
use super::strings::{self, Strings};
use super::styles::Style;
use super::xml::{Event, Xml, attributes};
use super::zip::bad;
use outturn_core::steps::pause;
use quick_xml::events::BytesStart;
use std::borrow::Cow;

/// Columns and rows that a sheet can have.
const WIDEST: usize = 16_384;
const LONGEST: usize = 1 << 20;

/// What all sheets of a workbook share.
#[derive(Debug, Default)]
pub(super) struct Shared {
    pub(super) strings: Strings,
    pub(super) styles: Vec<Style>,
    pub(super) since_1904: bool,
    /// Errors in cells are missing, not text.
    pub(super) errors_are_missing: bool,
}

/// Errors that cells held: how many, and the first.
#[derive(Debug, Default, Clone)]
pub(super) struct Errors {
    pub(super) count: u64,
    pub(super) first: String,
}

/// What a cell's value is. Source: ECMA-376-1, 18.18.11.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Kind {
    #[default]
    Number,
    /// The place of a text that cells share.
    Shared,
    Text,
    Boolean,
    Error,
    /// A date as ISO 8601 writes it.
    Date,
}

/// A cell while it is read.
#[derive(Debug, Default)]
struct Open {
    kind: Kind,
    style: usize,
    value: String,
    /// Inside `v` or `t`.
    in_value: bool,
    /// Inside what says how a text is pronounced.
    aside: bool,
}

impl Kind {
    fn of(told: &str) -> Self {
        match told {
            "s" => Self::Shared,
            "str" | "inlineStr" => Self::Text,
            "b" => Self::Boolean,
            "e" => Self::Error,
            "d" => Self::Date,
            _ => Self::Number,
        }
    }
}

impl Open {
    /// Begins a cell; the answer is its place, where it says it.
    fn begin<'t>(&mut self, tag: &'t BytesStart<'_>) -> Option<Cow<'t, str>> {
        self.end();
        let mut place = None;
        for (name, value) in attributes(tag) {
            match name {
                "r" => place = Some(value),
                "s" => self.style = value.parse().unwrap_or(0),
                "t" => self.kind = Kind::of(&value),
                _ => {}
            }
        }
        place
    }

    /// Forgets the cell, and keeps the room for its value.
    fn end(&mut self) {
        self.value.clear();
        *self = Self {
            value: std::mem::take(&mut self.value),
            ..Self::default()
        };
    }
}

/// A row while it is read: its cells so far, where the next one is, and whether it is complete.
#[derive(Debug, Default)]
struct Row {
    cells: Vec<String>,
    at: usize,
    ended: bool,
}

impl Row {
    /// Goes where a cell says that it is, if it does; so many are told of so far.
    fn place(&mut self, place: Option<Cow<'_, str>>, told: usize) -> Result<(), Fault> {
        if let Some(place) = place {
            self.at = column(&place).ok_or_else(|| bad("a cell of it has no place"))?;
        }
        if self.at.max(told - 1) >= WIDEST {
            return Err(bad("it has more columns than a sheet can have"));
        }
        Ok(())
    }

    fn put(&mut self, text: String) {
        if !text.is_empty() {
            if self.cells.len() <= self.at {
                self.cells.resize(self.at + 1, String::new());
            }
            self.cells[self.at] = text;
        }
        self.at += 1;
    }
}

/// Reads a sheet row by row.
pub(super) struct Rows<'a> {
    xml: Xml<'a>,
    /// Most cells that a row had so far: shorter ones are filled, as the sheet shows them.
    width: usize,
    /// Rows so far, those with nothing in them among them, and cells of the row at hand.
    rows: usize,
    cells: usize,
    pub(super) errors: Errors,
}

impl<'a> Rows<'a> {
    pub(super) fn new(xml: Xml<'a>) -> Self {
        Self {
            xml,
            width: 0,
            rows: 0,
            cells: 0,
            errors: Errors::default(),
        }
    }

    /// Bytes unpacked of the sheet so far.
    pub(super) fn made(&self) -> usize {
        self.xml.made()
    }

    /// The cells of the next row with something in it; `None` is the end of the sheet.
    pub(super) async fn next(&mut self, shared: &Shared) -> Result<Option<Vec<String>>, Fault> {
        let mut row = Row::default();
        let mut open = Open::default();
        let mut known = (self.rows, self.cells);
        while let Some(event) = self.xml.next()? {
            match event {
                Event::Open(tag) => match tag.local_name().as_ref() {
                    "c" => {
                        self.cells += 1;
                        row.place(open.begin(&tag), self.cells)?;
                    }
                    "v" | "t" => open.in_value = !open.aside,
                    "rPh" => open.aside = true,
                    _ => {}
                },
                Event::Empty(tag) => match tag.local_name().as_ref() {
                    "c" => {
                        self.cells += 1;
                        row.place(open.begin(&tag), self.cells)?;
                        row.at += 1;
                    }
                    "row" => row.ended = true,
                    _ => {}
                },
                Event::Text(text) if open.in_value => open.value.push_str(&text),
                Event::Close(tag) => match tag.local_name().as_ref() {
                    "v" | "t" => open.in_value = false,
                    "rPh" => open.aside = false,
                    "c" => {
                        row.put(self.errors.shown(&open, shared));
                        open.end();
                    }
                    "row" => row.ended = true,
                    "sheetData" => return Ok(None),
                    _ => {}
                },
                _ => {}
            }
            if row.ended {
                self.rows += 1;
                self.cells = 0;
                if self.rows > LONGEST {
                    return Err(bad("it has more rows than a sheet can have"));
                }
                if !row.cells.is_empty() {
                    self.width = self.width.max(row.cells.len());
                    return Ok(Some(row.cells));
                }
                row = Row::default();
            }
            // Cells count, with or without a value; each row, and all rows together, can have so many.
            if std::mem::replace(&mut known, (self.rows, self.cells)) != (self.rows, self.cells) {
                self.xml.was_useful();
            }
            if self.xml.went_on() {
                pause().await;
            }
        }
        Ok(None)
    }

    /// Appends the next row as a line; `false` at the end of the sheet.
    pub(super) async fn write(
        &mut self,
        shared: &Shared,
        text: &mut String,
    ) -> Result<bool, Fault> {
        let Some(cells) = self.next(shared).await? else {
            return Ok(false);
        };
        for at in 0..self.width {
            if at > 0 {
                text.push(',');
            }
            let cell = cells.get(at).map_or("", String::as_str);
            let plain = !cell.contains(['"', ',', '\n', '\r']) && cell.trim().len() == cell.len();
            if plain {
                text.push_str(cell);
            } else {
                text.push('"');
                text.push_str(&cell.replace('"', "\"\""));
                text.push('"');
            }
        }
        // A line with nothing in it would be no row.
        text.push_str(if self.width == 1 && cells[0].is_empty() {
            "\"\"\n"
        } else {
            "\n"
        });
        Ok(true)
    }
}

impl Errors {
    /// A cell's value as text.
    fn shown(&mut self, open: &Open, shared: &Shared) -> String {
        let value = open.value.as_str();
        if value.is_empty() {
            return String::new();
        }
        match open.kind {
            Kind::Shared => {
                let at = value.trim().parse().ok();
                let text = at.and_then(|at| shared.strings.get(at));
                strings::unescape(text.unwrap_or_default())
            }
            Kind::Text => strings::unescape(value),
            Kind::Boolean => if value.trim() == "0" { "false" } else { "true" }.to_owned(),
            Kind::Error if shared.errors_are_missing => {
                if self.count == 0 {
                    value.clone_into(&mut self.first);
                }
                self.count += 1;
                String::new()
            }
            Kind::Error | Kind::Date => value.to_owned(),
            Kind::Number => number(value.trim(), open.style, shared),
        }
    }
}

/// A number, or the date that its style makes of it.
fn number(value: &str, style: usize, shared: &Shared) -> String {
    let style = shared.styles.get(style).copied().unwrap_or_default();
    let date = match style {
        Style::Number => None,
        _ => outturn_core::decimal::parse(value)
            .and_then(|serial| serial::text(serial, style, shared.since_1904)),
    };
    date.unwrap_or_else(|| value.to_owned())
}

/// The column, from 0, of a place such as `AB12`.
fn column(place: &str) -> Option<usize> {
    let letters = place.bytes().take_while(u8::is_ascii_alphabetic);
    let mut column = 0usize;
    for letter in letters {
        let digit = usize::from(letter.to_ascii_uppercase() - b'A') + 1;
        column = column.checked_mul(26)?.checked_add(digit)?;
    }
    column.checked_sub(1)
}

#[cfg(test)]
mod tests {
    use super::column;

    #[test]
    fn places_name_their_column() {
        for (place, at) in [
            ("A1", Some(0)),
            ("Z9", Some(25)),
            ("AA10", Some(26)),
            ("XFD1048576", Some(16_383)),
            ("12", None),
        ] {
            assert_eq!(column(place), at, "{place}");
        }
    }
}
