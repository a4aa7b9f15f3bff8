//! What a measure answers.

use outturn_core::table::TableKind;
use outturn_core::units::{Currency, Unit};
use serde::{Deserialize, Serialize};

/// A number that went into a value, named, for the receipt.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Input {
    /// What it is.
    pub name: String,
    /// Its value in the base unit.
    pub value: f64,
    /// The base unit.
    pub unit: Unit,
}

impl Input {
    /// A named count.
    #[must_use]
    pub fn count(name: &str, value: f64) -> Self {
        Self {
            name: name.to_owned(),
            value,
            unit: Unit::Count,
        }
    }

    /// A named value in this unit.
    #[must_use]
    pub fn new(name: &str, value: f64, unit: Unit) -> Self {
        Self {
            name: name.to_owned(),
            value,
            unit,
        }
    }
}

/// The value of a metric over one slice of rows.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Observation {
    /// In the base unit; `None` when the slice has nothing to compute it from. Missing is not zero.
    pub value: Option<f64>,
    /// The currency of a money value, when the data names one.
    pub currency: Option<Currency>,
    /// Rows that went into it.
    pub rows_used: u64,
    /// Rows of the slice that could not: they lack a value the formula needs.
    pub rows_skipped: u64,
    /// Why rows of the slice do not count, each reason with their number: those that could not, and those that are none of its events.
    #[serde(default)]
    pub left_out: Vec<(String, u64)>,
    /// The numbers it was computed from.
    pub inputs: Vec<Input>,
    /// How it was made, where that is not the metric's own formula: `mean of 3 months as supplied`.
    pub made: Option<String>,
}

impl Observation {
    /// Takes what another observation says of the same rows: those that one of them uses are used.
    pub(super) fn also_of(&mut self, used: u64, skipped: u64, left_out: Vec<(String, u64)>) {
        let all = (self.rows_used + self.rows_skipped).max(used + skipped);
        self.rows_used = self.rows_used.max(used);
        self.rows_skipped = all - self.rows_used;
        for (reason, rows) in left_out {
            match self.left_out.iter_mut().find(|(known, _)| *known == reason) {
                Some((_, known)) => *known = rows.max(*known),
                None => self.left_out.push((reason, rows)),
            }
        }
    }

    /// Adds reasons for which rows do not count; of one that is there already, their number.
    pub fn leave_out(&mut self, reasons: Vec<(String, u64)>) {
        for (reason, rows) in reasons {
            match self.left_out.iter_mut().find(|(known, _)| *known == reason) {
                Some((_, known)) => *known += rows,
                None => self.left_out.push((reason, rows)),
            }
        }
    }
}

/// Why a metric cannot be computed from what is loaded. `Display` is the sentence on the card.
#[derive(Debug, Clone, PartialEq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unavailable {
    /// No table of that kind is loaded.
    #[error("No {} loaded yet.", .0.schema().plural)]
    Table(TableKind),
    /// The table is there, the column is not.
    #[error("The {} have no column {}.", .table.schema().plural, described(*.table, .column))]
    Column {
        /// The table.
        table: TableKind,
        /// The missing column.
        column: String,
    },
    /// Amounts in several currencies are never added.
    #[error("The amounts are in {}; they are never added together. Keep one currency in the file or give each its own.", .0.join(", "))]
    MixedCurrencies(Vec<String>),
    /// Amounts on several cost bases are never added.
    #[error("The amounts are on the bases {}; they are never added together. Load one basis at a time.", .0.join(", "))]
    MixedBases(Vec<String>),
    /// This metric cannot be cut that way.
    #[error("It cannot be broken down by {0}.")]
    Breakdown(String),
    /// The values of shorter periods, of which there are so many, do not say that of the longer one.
    #[error(
        "Quantiles of shorter periods cannot be combined. The receipt shows the {0}; choose a shorter period to see each."
    )]
    NotCombined(String),
    /// A share was supplied whose values are no shares of one.
    #[error(
        "{name} is a share, and {value} of its values are over 1. Are they in percent? Name the series “{name} (%)”, or divide its values by 100."
    )]
    NotAShare {
        /// The metric's id.
        name: String,
        /// How many of its values are too large.
        value: u64,
    },
    /// Of a counter there is but one sample, from which nothing rises.
    #[error(
        "A counter says how much it rose, which takes two samples or more. In this period there is no second one."
    )]
    NoRise,
    /// There are rows in the chosen period, and none can be used.
    #[error("No row of this period can be used: {0}.")]
    NoUsableRow(String),
    /// What is to be divided by one another is not of the same time.
    #[error(
        "The {} and the {} have no day in common: load both for the same time.",
        .0.schema().plural,
        .1.schema().plural
    )]
    Apart(TableKind, TableKind),
    /// The formula cannot be read.
    #[error("The formula cannot be read. {0}")]
    Formula(String),
    /// There is no row at all in the chosen period.
    #[error("No row falls in this period.")]
    Period,
}

/// A column's name and what it holds.
fn described(table: TableKind, column: &str) -> String {
    match table.schema().column(column) {
        Some(schema) => format!("{column} ({})", schema.meaning),
        None => column.to_owned(),
    }
}
