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
    /// Which sheet is the table, where more than one may be.
    pub question: Option<Question>,
    /// Cells that were errors, and are missing.
    pub errors: u64,
    /// What the first of them showed: `#DIV/0!`.
    pub first_error: String,
}

impl Sheet {
    /// Tells the log of repairs.
    pub(super) fn note(&self, repairs: &mut RepairLog) {
        repairs.add(RepairRule::ErrorCell, self.errors, || {
            format!("{} → missing", self.first_error)
        });
    }
}
