//! What an OpenDocument spreadsheet says of its cells beside their values: which are merged, hidden, or formulas without a result.
//!
//! Source: OpenDocument 1.3, part 3, 9.1 (tables), 19.610 (`table:formula`), 19.676 and 19.679 (spans), 19.749 (`table:visibility`).

use crate::book::{Area, Seen};
use crate::formulas::Formulas;
use crate::xml::{Event, Xml, attributes};
use crate::zip::Archive;
use quick_xml::events::BytesStart;
use std::collections::BTreeMap;

/// Columns and rows that a sheet can have.
const WIDEST: usize = 16_384;
const LONGEST: u32 = 1 << 20;
/// Most merged cells of a sheet.
const MOST: usize = 1 << 16;

/// What is beside the values of one sheet.
#[derive(Debug, Default)]
pub(crate) struct Beside {
    pub(crate) merged: Vec<Area>,
    pub(crate) seen: Seen,
    formulas: Formulas,
}

/// A cell, row or column while it is read.
#[derive(Debug, Default)]
struct Told {
    name: String,
    repeated: u32,
    rows: u32,
    columns: usize,
    formula: Option<String>,
    valued: bool,
    value: String,
    hidden: bool,
}

impl Told {
    fn of(tag: &BytesStart<'_>) -> Self {
        let mut told = Self {
            repeated: 1,
            rows: 1,
            columns: 1,
            ..Self::default()
        };
        for (name, value) in attributes(tag) {
            match name {
                "name" => told.name = value.into_owned(),
                "number-columns-repeated" | "number-rows-repeated" => {
                    told.repeated = value.parse().unwrap_or(1);
                }
                "number-rows-spanned" => told.rows = value.parse().unwrap_or(1),
                "number-columns-spanned" => told.columns = value.parse().unwrap_or(1),
                "formula" => told.formula = Some(value.into_owned()),
                "value-type" => told.valued = true,
                "value" => told.value = value.into_owned(),
                "visibility" => told.hidden = matches!(&*value, "collapse" | "filter"),
                _ => {}
            }
        }
        told
    }
}

/// The sheets by their names. What is wrong with the part is told by who reads its values.
pub(crate) fn beside(archive: &Archive<'_>) -> BTreeMap<String, Beside> {
    let Ok(Some(part)) = archive.part("content.xml") else {
        return BTreeMap::new();
    };
    let mut tables = Tables::default();
    let mut xml = Xml::new(part);
    while let Ok(Some(event)) = xml.next() {
        let is_cell = match event {
            Event::Open(tag) => tables.open(&tag, false),
            Event::Empty(tag) => tables.open(&tag, true),
            Event::Close(tag) => {
                tables.close(tag.local_name().as_ref());
                false
            }
            Event::Text(text) => {
                tables.text.push_str(&text);
                false
            }
            Event::Nothing => false,
        };
        if is_cell {
            xml.was_useful();
        }
    }
    for beside in tables.all.values_mut() {
        // Nothing in the format says that a workbook wants to be calculated.
        beside.seen.uncalculated = beside.formulas.uncalculated(false);
    }
    tables.all
}

/// The tables so far, and the place in the one at hand.
#[derive(Debug, Default)]
struct Tables {
    all: BTreeMap<String, Beside>,
    name: String,
    row: u32,
    column: usize,
    columns: usize,
    hidden: bool,
    valued: bool,
    repeated: u32,
    cell: Told,
    text: String,
    /// The first text of the row at hand.
    first: String,
    /// Numbers of the row at hand, by their columns.
    numbers: BTreeMap<usize, f64>,
}

impl Tables {
    /// Begins a tag, which may be all of it; whether it is a cell.
    fn open(&mut self, tag: &BytesStart<'_>, is_all: bool) -> bool {
        let name = tag.local_name();
        match name.as_ref() {
            "table" => {
                self.name = Told::of(tag).name;
                (self.row, self.columns) = (0, 0);
            }
            "table-column" => self.columns(&Told::of(tag)),
            "table-row" => {
                let told = Told::of(tag);
                (self.hidden, self.repeated) = (told.hidden, told.repeated);
                (self.column, self.valued) = (0, false);
                if is_all {
                    self.end_row();
                }
            }
            "table-cell" | "covered-table-cell" => {
                self.cell = Told::of(tag);
                self.text.clear();
                if is_all {
                    self.end_cell();
                }
                return true;
            }
            _ => {}
        }
        false
    }

    fn close(&mut self, name: &str) {
        match name {
            "table-row" => self.end_row(),
            "table-cell" | "covered-table-cell" => self.end_cell(),
            _ => {}
        }
    }

    fn beside(&mut self) -> &mut Beside {
        self.all.entry(self.name.clone()).or_default()
    }

    fn columns(&mut self, told: &Told) {
        let end = (self.columns + told.repeated as usize).min(WIDEST);
        if told.hidden {
            let hidden = self.columns..end;
            self.beside().seen.hidden_columns.extend(hidden);
        }
        self.columns = end;
    }

    fn end_cell(&mut self) {
        let (row, column) = (self.row, self.column);
        let cell = std::mem::take(&mut self.cell);
        self.column = (column + cell.repeated as usize).min(WIDEST);
        self.valued |= cell.valued;
        if column >= WIDEST || row >= LONGEST {
            return;
        }
        let text = std::mem::take(&mut self.text);
        if self.first.is_empty() {
            text.trim().clone_into(&mut self.first);
        }
        if let Ok(number) = cell.value.parse() {
            self.numbers.insert(column, number);
        }
        let beside = self.beside();
        if (cell.rows > 1 || cell.columns > 1) && beside.merged.len() < MOST {
            beside.merged.push(Area {
                top: row,
                left: column,
                bottom: row.saturating_add(cell.rows.max(1) - 1),
                right: column.saturating_add(cell.columns.max(1) - 1),
            });
        }
        if let Some(formula) = &cell.formula {
            let result = match cell.value.as_str() {
                "" => text.as_str(),
                value => value,
            };
            let result = cell.valued.then_some(result);
            beside.formulas.formula(row, column, formula, result);
        } else if cell.valued && text.trim().parse::<f64>().is_err() {
            beside.formulas.name(column, text.trim());
        }
    }

    fn end_row(&mut self) {
        let row = self.row;
        if self.hidden && self.valued {
            self.beside().seen.hide_row(row);
        }
        let numbers = std::mem::take(&mut self.numbers);
        let number = |at: usize| numbers.get(&at).copied();
        let first = std::mem::take(&mut self.first);
        // Rows below the last one with something in it are told of, too.
        if self.valued {
            self.beside().formulas.end_row(row, &first, &number);
        }
        self.row = row.saturating_add(self.repeated);
    }
}
