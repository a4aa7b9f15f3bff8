//! The rows of one sheet.

use super::strings::{self, Strings};
use super::xml::{Event, Xml, attributes};
use crate::book::{self, Cell};
use crate::serial::{self, Style};
use crate::zip::bad;
use outturn_import::Fault;
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
    cells: Vec<Cell>,
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

    fn put(&mut self, cell: Cell) {
        if !cell.is_empty() {
            if self.cells.len() <= self.at {
                self.cells.resize(self.at + 1, Cell::default());
            }
            self.cells[self.at] = cell;
        }
        self.at += 1;
    }
}

/// Reads a sheet row by row.
pub(super) struct Rows<'a> {
    xml: Xml<'a>,
    shared: &'a Shared,
    /// Rows so far, those with nothing in them among them, and cells of the row at hand.
    rows: usize,
    cells: usize,
}

impl<'a> Rows<'a> {
    pub(super) fn new(xml: Xml<'a>, shared: &'a Shared) -> Self {
        Self {
            xml,
            shared,
            rows: 0,
            cells: 0,
        }
    }
}

impl book::Rows for Rows<'_> {
    fn made(&self) -> usize {
        self.xml.made()
    }

    fn next(&mut self) -> Result<Option<Vec<Cell>>, Fault> {
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
                        row.put(open.cell(self.shared));
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
                    return Ok(Some(row.cells));
                }
                row = Row::default();
            }
            // Cells count, with or without a value; each row, and all rows together, can have so many.
            if std::mem::replace(&mut known, (self.rows, self.cells)) != (self.rows, self.cells) {
                self.xml.was_useful();
            }
        }
        Ok(None)
    }
}

impl Open {
    /// What the cell holds.
    fn cell(&self, shared: &Shared) -> Cell {
        let value = self.value.as_str();
        if value.is_empty() {
            return Cell::default();
        }
        Cell::Text(match self.kind {
            Kind::Shared => {
                let at = value.trim().parse().ok();
                let text = at.and_then(|at| shared.strings.get(at));
                strings::unescape(text.unwrap_or_default())
            }
            Kind::Text => strings::unescape(value),
            Kind::Boolean => if value.trim() == "0" { "false" } else { "true" }.to_owned(),
            Kind::Error => return Cell::Error(value.to_owned()),
            Kind::Date => value.to_owned(),
            Kind::Number => number(value.trim(), self.style, shared),
        })
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
