//! How the cells of a file's text columns are read where numbers or moments are wanted of them, decided over whole columns.

use super::dates::DateOrder;
use super::options::{ColumnChoice, DayNumbers, ReadOptions};
use super::question::DecimalSign;
use super::rule::RepairRule;
use std::collections::{BTreeMap, BTreeSet};

/// What was decided of a file's writing, kept for who makes a table of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AsWritten {
    /// By column: what was chosen or found out.
    pub(crate) columns: BTreeMap<String, ColumnChoice>,
    /// By column: the currency of its amounts, where it is one, as its code or sign.
    pub(crate) currencies: BTreeMap<String, String>,
    /// Columns whose numbers are all written in percent.
    pub(crate) shares: BTreeSet<String>,
    /// The sign before fractions that the file proves.
    pub(crate) decimal: Option<DecimalSign>,
    /// The order of dates that the file proves.
    pub(crate) date_order: Option<DateOrder>,
    /// From which day numbers of days count.
    pub(crate) day_numbers: DayNumbers,
    /// Repairs that are not to be made.
    pub(crate) off: BTreeSet<RepairRule>,
    /// How far ahead of UTC times without a zone are, in microseconds.
    pub(crate) ahead: i64,
}

impl AsWritten {
    pub(crate) fn of(options: &ReadOptions) -> Self {
        Self {
            columns: options.columns.clone(),
            day_numbers: options.day_numbers.unwrap_or_default(),
            off: options.off.clone(),
            ahead: options.ahead(),
            ..Self::default()
        }
    }
}
