//! What fills one canonical column.

use super::super::dates::DateOrder;
use super::unit::Unit;
use serde::{Deserialize, Serialize};

/// Where a canonical column's values come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// A column of the file.
    Column(String),
    /// The same value in every row.
    Constant(String),
    /// In each row the first of these columns that has a value.
    FirstOf(Vec<String>),
    /// The first day of a quarter that two columns name, `1` or `Q1`.
    YearQuarter {
        /// The column with the year.
        year: String,
        /// The column with the quarter.
        quarter: String,
    },
    /// The first day of a month that two columns name, by number or English name.
    YearMonth {
        /// The column with the year.
        year: String,
        /// The column with the month.
        month: String,
    },
    /// A moment so long after another: what a tool writes as seconds to acknowledge or as a duration.
    After {
        /// The column with the earlier moment.
        start: String,
        /// The column with how long after it.
        length: String,
        /// What the lengths count.
        unit: Unit,
    },
    /// A moment so many steps after the first: numbers that count periods without saying which.
    Counted {
        /// The column with the numbers.
        column: String,
        /// What one step is.
        step: Step,
        /// The day of the first step, as `2026-01-01`; without one there are no moments, except by order.
        start: Option<String>,
    },
    /// How much a running total has risen since the row before it.
    Risen {
        /// The column with the totals.
        column: String,
        /// The column with their moments.
        time: String,
        /// Columns that tell one running total from another.
        by: Vec<String>,
        /// When it starts anew.
        since: Since,
    },
    /// A value inside a column of JSON text, such as one tag of a bill. Spaces around names do not count.
    Inside {
        /// The column.
        column: String,
        /// The names that lead to the value, outermost first. In a list, `[stage=Production]` leads to the first object of which that is
        /// true.
        path: Vec<String>,
    },
    /// Numbers of which each says in another column what it counts: brought to what the canonical column counts, each by itself. Of a unit
    /// that is none of time and no percentage a number stays as it is.
    InUnits {
        /// The column with the numbers.
        column: String,
        /// The column with their units: words, or JSON that names one as Datadog has it.
        units: String,
    },
    /// An argument in a column of calls: `age` for `column` in `ValueDrift(column=age,method=psi)`.
    Argument {
        /// The column.
        column: String,
        /// The argument's name.
        name: String,
    },
}

/// Since when a running total is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Since {
    /// The first of the month.
    Month,
    /// The first day of the year, be it a fiscal one.
    Year,
    /// Whenever it began.
    Beginning,
}

/// What numbers count that are no moments.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Days.
    Day,
    /// Weeks.
    Week,
    /// Months of the calendar.
    Month,
    /// Nothing that has a date: only their order is known. Such a series is compared with others of the same steps and is on no
    /// scorecard.
    Order,
}

impl Step {
    /// All of them, the likeliest last.
    pub const ALL: [Self; 4] = [Self::Day, Self::Week, Self::Month, Self::Order];

    /// For people: `days`.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Day => "days",
            Self::Week => "weeks",
            Self::Month => "months",
            Self::Order => "steps without a date",
        }
    }
}

impl Source {
    /// A column of the file.
    #[must_use]
    pub fn column(name: &str) -> Self {
        Self::Column(name.to_owned())
    }

    /// The same value in every row.
    #[must_use]
    pub fn constant(value: &str) -> Self {
        Self::Constant(value.to_owned())
    }

    /// A moment `length` after `start`.
    #[must_use]
    pub fn after(start: &str, length: &str, unit: Unit) -> Self {
        Self::After {
            start: start.to_owned(),
            length: length.to_owned(),
            unit,
        }
    }

    /// The file's columns that it reads.
    #[must_use]
    pub fn columns(&self) -> Vec<&str> {
        match self {
            Self::Column(name) => vec![name],
            Self::Constant(_) => Vec::new(),
            Self::FirstOf(names) => names.iter().map(String::as_str).collect(),
            Self::YearQuarter { year, quarter } => vec![year, quarter],
            Self::YearMonth { year, month } => vec![year, month],
            Self::After { start, length, .. } => vec![start, length],
            Self::InUnits { column, units } => vec![column, units],
            Self::Risen {
                column, time, by, ..
            } => {
                let first = [column.as_str(), time];
                first
                    .into_iter()
                    .chain(by.iter().map(String::as_str))
                    .collect()
            }
            Self::Counted { column, .. }
            | Self::Inside { column, .. }
            | Self::Argument { column, .. } => vec![column],
        }
    }
}

/// One canonical column and what it is filled from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Binding {
    /// The canonical column.
    pub canonical: String,
    /// What fills it.
    pub source: Source,
    /// Which of day and month comes first, where the source's dates leave it open.
    #[serde(default)]
    pub date_order: Option<DateOrder>,
    /// What the source's numbers count, where that is not what the canonical column counts.
    #[serde(default)]
    pub unit: Option<Unit>,
    /// Values of the source and what each stands for, compared without case unless one is spelled exactly so; an empty one stands
    /// for no value. A value that is not here stays as it is.
    #[serde(default)]
    pub words: Vec<(String, String)>,
}

impl Binding {
    /// Filled from this source, as it stands.
    #[must_use]
    pub fn new(canonical: &str, source: Source) -> Self {
        Self {
            canonical: canonical.to_owned(),
            source,
            date_order: None,
            unit: None,
            words: Vec::new(),
        }
    }
}
