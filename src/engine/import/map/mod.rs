//! From a file's own columns to those of a canonical table.

mod apply;
mod convert;
mod series;
mod source;
mod words;

pub use apply::{Mapped, apply};

use super::dates::DateOrder;
use crate::table::TableKind;
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

    /// The file's columns that it reads.
    #[must_use]
    pub fn columns(&self) -> Vec<&str> {
        match self {
            Self::Column(name) => vec![name],
            Self::Constant(_) => Vec::new(),
            Self::FirstOf(names) => names.iter().map(String::as_str).collect(),
            Self::YearQuarter { year, quarter } => vec![year, quarter],
            Self::YearMonth { year, month } => vec![year, month],
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
}

/// Which rows of the file are rows of the table.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowRule {
    /// Every one.
    #[default]
    All,
    /// The last one, in the file's order, of those that have the same value in a column. Rows without a value there all stay.
    LastPer {
        /// The column.
        column: String,
    },
}

/// How a file becomes a canonical table; edited column by column.
///
/// ```
/// use outturn_engine::import::{Mapping, Source};
/// use outturn_engine::table::TableKind;
/// let mut mapping = Mapping::new(TableKind::Costs);
/// mapping.bind("date", Source::column("day")).bind("cost", Source::column("amount")).bind("currency", Source::constant("EUR"));
/// mapping.unbind("currency");
/// assert_eq!(mapping.bindings.len(), 2);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapping {
    /// The table it makes.
    pub kind: TableKind,
    /// The canonical columns that are filled, each once.
    pub bindings: Vec<Binding>,
    /// Which rows are used.
    #[serde(default)]
    pub rows: RowRule,
    /// For metric series with one column a metric: those columns. Empty for one row a value.
    #[serde(default)]
    pub metrics: Vec<String>,
    /// For metric series: further columns kept beside the values, under their own names.
    #[serde(default)]
    pub labels: Vec<String>,
}

impl Mapping {
    /// A mapping that binds nothing yet.
    #[must_use]
    pub fn new(kind: TableKind) -> Self {
        Self {
            kind,
            bindings: Vec::new(),
            rows: RowRule::All,
            metrics: Vec::new(),
            labels: Vec::new(),
        }
    }

    /// Fills a canonical column from this source from now on.
    pub fn bind(&mut self, canonical: &str, source: Source) -> &mut Self {
        match self.bindings.iter_mut().find(|b| b.canonical == canonical) {
            Some(binding) => binding.source = source,
            None => self.bindings.push(Binding {
                canonical: canonical.to_owned(),
                source,
                date_order: None,
            }),
        }
        self
    }

    /// Leaves a canonical column without values from now on.
    pub fn unbind(&mut self, canonical: &str) -> &mut Self {
        self.bindings.retain(|b| b.canonical != canonical);
        self
    }

    /// The binding of a canonical column.
    #[must_use]
    pub fn binding(&self, canonical: &str) -> Option<&Binding> {
        self.bindings.iter().find(|b| b.canonical == canonical)
    }

    /// Says which of day and month comes first in a bound column's dates.
    pub fn order_dates(&mut self, canonical: &str, order: DateOrder) -> &mut Self {
        if let Some(binding) = self.bindings.iter_mut().find(|b| b.canonical == canonical) {
            binding.date_order = Some(order);
        }
        self
    }
}
