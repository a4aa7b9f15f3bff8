//! The rows of one sheet.

use super::strings::{self, Strings};
use crate::book::{self, Cell, Seen};
use crate::formulas::Formulas;
use crate::serial::{self, Style};
use crate::xml::{Event, Xml, attribute, attributes};
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
    /// The workbook wants to be calculated when it is opened.
    pub(super) to_calculate: bool,
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
    /// Its formula, where it has one, and whether what comes is that.
    formula: Option<String>,
    in_formula: bool,
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
    hidden: bool,
}

impl Row {
    /// Goes where a cell says that it is, if it does; so many are told of so far.
    fn place(&mut self, place: Option<Cow<'_, str>>, told: usize) -> Result<(), Fault> {
        if let Some(place) = place {
            self.at = book::column(&place).ok_or_else(|| bad("a cell of it has no place"))?;
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
    far: Far<'a>,
}

/// How far a sheet is read.
struct Far<'a> {
    shared: &'a Shared,
    /// Rows so far, those with nothing in them among them, and cells of the row at hand.
    rows: usize,
    cells: usize,
    /// The row after the last one, as the sheet counts, from 0.
    next: u32,
    seen: Seen,
    formulas: Formulas,
}

impl<'a> Rows<'a> {
    pub(super) fn new(xml: Xml<'a>, shared: &'a Shared) -> Self {
        let far = Far {
            shared,
            rows: 0,
            cells: 0,
            next: 0,
            seen: Seen::default(),
            formulas: Formulas::default(),
        };
        Self { xml, far }
    }
}

impl Far<'_> {
    /// Begins a row: which one it is, where it says it, and whether it is hidden.
    fn begin(&mut self, row: &mut Row, attributes: (Option<u32>, bool)) {
        let (at, hidden) = attributes;
        self.next = at.unwrap_or(self.next);
        row.hidden = hidden;
    }

    /// Takes a tag with something in it.
    fn opened(
        &mut self,
        tag: &BytesStart<'_>,
        row: &mut Row,
        open: &mut Open,
    ) -> Result<(), Fault> {
        match tag.local_name().as_ref() {
            "c" => {
                self.cells += 1;
                row.place(open.begin(tag), self.cells)?;
            }
            "v" | "t" => open.in_value = !open.aside,
            "f" => (open.formula, open.in_formula) = (Some(String::new()), true),
            "rPh" => open.aside = true,
            "row" => self.begin(row, told(tag)),
            _ => {}
        }
        Ok(())
    }

    /// Takes a tag with nothing in it.
    fn empty(&mut self, tag: &BytesStart<'_>, row: &mut Row, open: &mut Open) -> Result<(), Fault> {
        match tag.local_name().as_ref() {
            "c" => {
                self.cells += 1;
                row.place(open.begin(tag), self.cells)?;
                row.at += 1;
            }
            "f" => open.formula = Some(String::new()),
            "col" if self.seen.hidden_columns.len() < WIDEST => {
                self.seen.hidden_columns.extend(hidden_columns(tag));
            }
            "row" => {
                self.begin(row, told(tag));
                row.ended = true;
            }
            _ => {}
        }
        Ok(())
    }

    /// Takes the end of a tag.
    fn closed(&mut self, name: &str, row: &mut Row, open: &mut Open) {
        match name {
            "v" | "t" => open.in_value = false,
            "f" => open.in_formula = false,
            "rPh" => open.aside = false,
            "c" => {
                let cell = open.cell(self.shared);
                self.note(open, row.at, &cell);
                row.put(cell);
                open.end();
            }
            "row" => row.ended = true,
            _ => {}
        }
    }

    /// Counts a row that is complete; `None` where it has nothing in it.
    fn end(&mut self, row: Row) -> Result<Option<book::Row>, Fault> {
        self.rows += 1;
        self.cells = 0;
        if self.rows > LONGEST {
            return Err(bad("it has more rows than a sheet can have"));
        }
        let at = self.next;
        self.next = at.saturating_add(1);
        if row.cells.is_empty() {
            return Ok(None);
        }
        let number = |at: usize| row.cells.get(at)?.text().parse().ok();
        let first = row.cells.iter().find(|cell| !cell.is_empty());
        let first = first.map_or("", Cell::text);
        self.formulas.end_row(at, first, &number);
        if row.hidden {
            self.seen.hide_row(at);
        }
        let cells = row.cells;
        Ok(Some(book::Row { at, cells }))
    }

    /// Ends a cell with what is to be known of its formula.
    fn note(&mut self, open: &Open, column: usize, cell: &Cell) {
        if let Some(formula) = &open.formula {
            let value = open.value.trim();
            let without = value.is_empty() && open.kind != Kind::Text;
            let result = (!without).then_some(value);
            self.formulas.formula(self.next, column, formula, result);
        } else if matches!(open.kind, Kind::Shared | Kind::Text) {
            self.formulas.name(column, cell.text());
        }
    }
}

/// What a row says of itself: which one it is, from 0, and whether it is hidden.
fn told(tag: &BytesStart<'_>) -> (Option<u32>, bool) {
    let (mut at, mut hidden) = (None, false);
    for (name, value) in attributes(tag) {
        match name {
            "r" => at = value.parse().ok().and_then(|row: u32| row.checked_sub(1)),
            "hidden" => hidden = matches!(&*value, "1" | "true"),
            _ => {}
        }
    }
    (at, hidden)
}

/// Columns that a tag hides, from 0; none where it hides none. Source: ECMA-376-1, 18.3.1.13.
fn hidden_columns(tag: &BytesStart<'_>) -> std::ops::Range<usize> {
    let of = |name| attribute(tag, name);
    let number = |name| of(name).and_then(|n| n.parse::<usize>().ok()).unwrap_or(0);
    match of("hidden").as_deref() {
        Some("1" | "true") => number("min").saturating_sub(1)..number("max").min(WIDEST),
        _ => 0..0,
    }
}

impl book::Rows for Rows<'_> {
    fn made(&self) -> usize {
        self.xml.made()
    }

    fn seen(&self) -> Seen {
        Seen {
            uncalculated: self.far.formulas.uncalculated(self.far.shared.to_calculate),
            ..self.far.seen.clone()
        }
    }

    fn next(&mut self) -> Result<Option<book::Row>, Fault> {
        let mut row = Row::default();
        let mut open = Open::default();
        let mut known = (self.far.rows, self.far.cells);
        while let Some(event) = self.xml.next()? {
            match event {
                Event::Open(tag) => self.far.opened(&tag, &mut row, &mut open)?,
                Event::Empty(tag) => self.far.empty(&tag, &mut row, &mut open)?,
                Event::Text(text) if open.in_value => open.value.push_str(&text),
                Event::Text(text) if open.in_formula => {
                    open.formula.get_or_insert_default().push_str(&text);
                }
                Event::Close(tag) => match tag.local_name().as_ref() {
                    "sheetData" => return Ok(None),
                    name => self.far.closed(name, &mut row, &mut open),
                },
                _ => {}
            }
            if row.ended
                && let Some(whole) = self.far.end(std::mem::take(&mut row))?
            {
                return Ok(Some(whole));
            }
            // Cells count, with or without a value; each row, and all rows together, can have so many.
            if std::mem::replace(&mut known, (self.far.rows, self.far.cells))
                != (self.far.rows, self.far.cells)
            {
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
