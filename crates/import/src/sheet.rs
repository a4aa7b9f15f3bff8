//! The sheet of a workbook, as whoever reads workbooks hands it over: its text, and this about it.

use super::file::FormatKind;
use super::question::Question;
use super::report::RepairLog;
use super::rule::RepairRule;
use serde::{Deserialize, Serialize};

/// What is known of a sheet once it is read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sheet {
    /// The format of its workbook.
    pub kind: FormatKind,
    /// Whether the workbook was packed with gzip.
    pub gzip: bool,
    /// Its name.
    pub name: String,
    /// Names of all sheets that the workbook shows.
    pub all: Vec<String>,
    /// Names of the sheets that it hides, which are not read.
    pub hidden: Vec<String>,
    /// What is to be asked: which sheet is the table, where more than one may be, and what numbers over several rows are.
    pub questions: Vec<Question>,
    /// Cells that were errors, and are missing.
    pub errors: u64,
    /// What the first of them showed: `#DIV/0!`.
    pub first_error: String,
    /// Cells under merged ones that were filled.
    pub filled: u64,
    /// The first merged cell and what it holds: `A2:A4: api`.
    pub first_filled: String,
    /// Rows that the sheet hides, which are read.
    pub hidden_rows: u64,
    /// The first of them, from 1.
    pub first_hidden_rows: Vec<u32>,
    /// Letters of the columns that it hides, which are read.
    pub hidden_columns: Vec<String>,
    /// Whether its workbook counts days from 1904.
    pub since_1904: bool,
}

impl Sheet {
    /// A sheet of which nothing is known yet.
    #[must_use]
    pub fn of(kind: FormatKind) -> Self {
        Self {
            kind,
            gzip: false,
            name: String::new(),
            all: Vec::new(),
            hidden: Vec::new(),
            questions: Vec::new(),
            errors: 0,
            first_error: String::new(),
            filled: 0,
            first_filled: String::new(),
            hidden_rows: 0,
            first_hidden_rows: Vec::new(),
            hidden_columns: Vec::new(),
            since_1904: false,
        }
    }

    /// Tells the log of repairs.
    pub(super) fn note(&self, repairs: &mut RepairLog) {
        repairs.add(RepairRule::ErrorCell, self.errors, || {
            format!("{} → missing", self.first_error)
        });
        repairs.add(RepairRule::MergedCell, self.filled, || {
            self.first_filled.clone()
        });
    }

    /// What the user should know, in sentences.
    pub(super) fn warnings(&self) -> Vec<String> {
        let mut all = Vec::new();
        if !self.hidden.is_empty() {
            let (sheets, are) = match self.hidden.as_slice() {
                [_] => ("a sheet that was", "it"),
                _ => ("sheets that were", "them"),
            };
            all.push(format!(
                "The workbook hides {sheets} not read: {}. Show {are} in the workbook to have {are} read here.",
                self.hidden.join(", ")
            ));
        }
        if self.hidden_rows > 0 {
            let numbers: Vec<String> = self.first_hidden_rows.iter().map(u32::to_string).collect();
            let more = self.hidden_rows > numbers.len() as u64;
            all.push(format!(
                "The sheet hides {} of its rows, which count like the others: {}{}.",
                self.hidden_rows,
                numbers.join(", "),
                if more { ", …" } else { "" }
            ));
        }
        if !self.hidden_columns.is_empty() {
            all.push(format!(
                "The sheet hides columns, which are read like the others: {}.",
                self.hidden_columns.join(", ")
            ));
        }
        all
    }
}
