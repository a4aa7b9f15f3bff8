//! What the user may say in place of what would be found out.

use super::dates::DateOrder;
use super::decode::Encoding;
use super::question::{Answer, DecimalSign, MergedNumber, Question};
use super::rule::RepairRule;
use outturn_core::table::ColumnType;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The user's choices in place of what would be found out; `None` is "find out".
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ReadOptions {
    /// How its characters are written.
    pub encoding: Option<Encoding>,
    /// The character between cells, one of ASCII. Choosing it says that the file is delimited text.
    pub delimiter: Option<char>,
    /// The character around cells, one of ASCII; a double quote unless it is chosen.
    pub quote: Option<char>,
    /// Whether the first row names the columns. Choosing it says that the file is delimited text.
    pub header: Option<bool>,
    /// How many records come before the header, or before the first row where there is no header.
    pub preamble: Option<u32>,
    /// Which of day and month comes first in the file's dates.
    pub date_order: Option<DateOrder>,
    /// What stands between whole numbers and fractions.
    pub decimal: Option<DecimalSign>,
    /// How far ahead of UTC, in minutes, times are that do not say their zone; `None` is not at all.
    pub utc_offset_minutes: Option<i16>,
    /// Further words for no value, beside `NULL`, `N/A`, `NaN`, `None`, `?` and `-`. They are compared as they stand.
    pub null_words: Vec<String>,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// What numbers are that stand in a cell over several rows of a sheet.
    pub merged: Option<MergedNumber>,
    /// Where in a JSON document the rows are, as dotted names from its top: `data.result`. Empty is the document itself.
    pub rows_at: Option<String>,
    /// Repairs that are not to be made.
    pub off: BTreeSet<RepairRule>,
    /// What is said about single columns, by their unique names in the file.
    pub columns: BTreeMap<String, ColumnChoice>,
}

/// What the user says about one column; it counts before what is said of the whole file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ColumnChoice {
    /// What it holds. Cells that are not of that type are missing, and it is said how many.
    pub kind: Option<ColumnType>,
    /// Which of day and month comes first.
    pub date_order: Option<DateOrder>,
    /// What stands between whole numbers and fractions.
    pub decimal: Option<DecimalSign>,
}

impl ReadOptions {
    /// Takes the answer to a question; reading the file anew heeds it.
    pub fn answer(&mut self, question: &Question, answer: &Answer) {
        let column = question
            .column
            .as_ref()
            .map(|name| self.columns.entry(name.clone()).or_default());
        match (answer, column) {
            (Answer::Sheet(name), _) => self.sheet = Some(name.clone()),
            // Who keeps the files takes the others.
            (Answer::Sheets(names), _) => self.sheet = names.first().cloned(),
            (Answer::RowsAt(path), _) => self.rows_at = Some(path.clone()),
            (Answer::Merged(number), _) => self.merged = Some(*number),
            (Answer::Dates(order), Some(column)) => column.date_order = Some(*order),
            (Answer::Dates(order), None) => self.date_order = Some(*order),
            (Answer::Decimal(sign), Some(column)) => column.decimal = Some(*sign),
            (Answer::Decimal(sign), None) => self.decimal = Some(*sign),
            (Answer::Numbers, Some(column)) => column.kind = Some(ColumnType::Number),
            (Answer::Text, Some(column)) => column.kind = Some(ColumnType::Text),
            (Answer::Numbers | Answer::Text, None) => {}
        }
    }

    /// Whether a repair may be made.
    pub fn repairs(&self, rule: RepairRule) -> bool {
        !self.off.contains(&rule)
    }

    /// What was said about a column.
    pub(crate) fn column(&self, name: &str) -> ColumnChoice {
        let own = self.columns.get(name).copied().unwrap_or_default();
        ColumnChoice {
            kind: own.kind,
            date_order: own.date_order.or(self.date_order),
            decimal: own.decimal.or(self.decimal),
        }
    }

    /// How far ahead of UTC times without a zone are, in microseconds.
    pub(crate) fn ahead(&self) -> i64 {
        i64::from(self.utc_offset_minutes.unwrap_or(0)) * 60_000_000
    }
}
