//! What the user may say in place of what would be found out.

use super::dates::DateOrder;
use super::decode::Encoding;
use super::question::{Answer, DecimalSign, MergedNumber, Question, Subject};
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
    /// From which day a spreadsheet counts the numbers that are its days; from 1900 unless it is chosen.
    pub day_numbers: Option<DayNumbers>,
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
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ColumnChoice {
    /// What it holds. Cells that are not of that type are missing, and it is said how many.
    pub kind: Option<ColumnType>,
    /// Which of day and month comes first.
    pub date_order: Option<DateOrder>,
    /// What stands between whole numbers and fractions.
    pub decimal: Option<DecimalSign>,
    /// The currency that is counted, of several at its numbers.
    pub currency: Option<OneCurrency>,
    /// What numbers without a percent sign are, beside some that have one.
    pub percent: Option<PercentMeaning>,
    /// What a dash is among its numbers.
    pub dash: Option<DashMeaning>,
    /// How far ahead of UTC, in minutes, letters are that several zones have.
    pub zones: BTreeMap<String, i16>,
    /// What its moments at one local midnight are: the days that they are written as, or moments.
    pub days: Option<DayMeaning>,
    /// What `m` behind its numbers is.
    pub letter_m: Option<LetterM>,
    /// What its cells without a value are, below one that has one.
    pub gaps: Option<GapMeaning>,
}

/// One of several currencies in a column. Amounts in the others are left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OneCurrency {
    /// ISO 4217 code, or the sign where it is that of several currencies.
    pub code: String,
    /// Whether numbers without any sign are in this currency, too.
    pub unmarked: bool,
}

/// What a number without a percent sign is in a column where others have one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PercentMeaning {
    /// What it says: 0.6 is 0.6.
    AsTheyStand,
    /// A percentage: 0.6 is 0.006.
    Percent,
}

/// What `m` is behind a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LetterM {
    /// Millions, as reports write it.
    Millions,
    /// Thousandths, as SI and Kubernetes have it.
    Thousandths,
    /// Minutes.
    Minutes,
}

/// What cells without a value are below one that has one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GapMeaning {
    /// The same, as in a table whose cells were merged.
    AsAbove,
    /// No value.
    NoValue,
}

/// What a dash is among numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DashMeaning {
    /// Zero, as bookkeepers write it.
    Zero,
    /// No value.
    NoValue,
}

/// From which day a spreadsheet counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayNumbers {
    /// 1 is 1 January 1900, and 60 a day that there was not: from March 1900 on, days since 30 December 1899.
    #[default]
    Since1900,
    /// Days since 1 January 1904, as Excel for the Macintosh counted.
    Since1904,
}

/// What moments are that all stand at midnight of the zone they name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayMeaning {
    /// Days, as they are written: `2026-03-01T00:00:00+01:00` is the 1st of March, and so is `2026-02-28T23:00:00Z`.
    AsWritten,
    /// Moments: `2026-03-01T00:00:00+01:00` is 23:00 of the 28th of February in UTC.
    Moments,
}

impl ReadOptions {
    /// Takes the answer to a question; reading the file anew heeds it.
    pub fn answer(&mut self, question: &Question, answer: &Answer) {
        match answer {
            Answer::Sheet(name) => self.sheet = Some(name.clone()),
            // Who keeps the files takes the others.
            Answer::Sheets(names) => self.sheet = names.first().cloned(),
            Answer::Merged(number) => self.merged = Some(*number),
            Answer::RowsAt(path) => self.rows_at = Some(path.clone()),
            Answer::Dates(order) if question.column.is_none() => self.date_order = Some(*order),
            Answer::Decimal(sign) if question.column.is_none() => self.decimal = Some(*sign),
            _ => {
                for name in question.columns() {
                    let column = self.columns.entry(name.to_owned()).or_default();
                    column.take(question.subject, answer);
                }
            }
        }
    }

    /// Whether a repair may be made.
    pub fn repairs(&self, rule: RepairRule) -> bool {
        !self.off.contains(&rule)
    }

    /// What was said about a column.
    pub(crate) fn column(&self, name: &str) -> ColumnChoice {
        let own = self.columns.get(name).cloned().unwrap_or_default();
        ColumnChoice {
            date_order: own.date_order.or(self.date_order),
            decimal: own.decimal.or(self.decimal),
            ..own
        }
    }

    /// How far ahead of UTC times without a zone are, in microseconds.
    pub(crate) fn ahead(&self) -> i64 {
        i64::from(self.utc_offset_minutes.unwrap_or(0)) * 60_000_000
    }
}

impl ColumnChoice {
    fn take(&mut self, subject: Subject, answer: &Answer) {
        match answer {
            Answer::Dates(order) => self.date_order = Some(*order),
            Answer::Decimal(sign) => self.decimal = Some(*sign),
            Answer::Currency(one) => self.currency = Some(one.clone()),
            Answer::Percent => self.percent = Some(PercentMeaning::Percent),
            Answer::Dash(meaning) => self.dash = Some(*meaning),
            Answer::Days(meaning) => self.days = Some(*meaning),
            Answer::LetterM(meaning) => self.letter_m = Some(*meaning),
            Answer::Gaps(meaning) => self.gaps = Some(*meaning),
            Answer::Zone { letters, minutes } => {
                self.zones.insert(letters.clone(), *minutes);
            }
            Answer::Numbers if subject == Subject::Percent => {
                self.percent = Some(PercentMeaning::AsTheyStand);
            }
            Answer::Numbers => self.kind = Some(ColumnType::Number),
            Answer::Text => self.kind = Some(ColumnType::Text),
            Answer::Sheet(_) | Answer::Sheets(_) | Answer::RowsAt(_) | Answer::Merged(_) => {}
        }
    }
}
