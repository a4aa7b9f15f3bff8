//! The canonical tables: what each is called, its columns, their types, what they mean, and the other names they usually have.
//!
//! One literal a table, by bucket of the metrics that are computed from it; all are listed in [`ALL`].

mod governance;
mod kind;
mod platform;
mod quality;
mod reliability;
mod systems;
mod value;
mod velocity;

pub use kind::TableKind;

use serde::{Deserialize, Serialize};

/// The type a canonical column is brought to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ColumnKind {
    /// A moment in UTC.
    Timestamp,
    /// A number in the unit that the column's name or meaning says.
    Number,
    /// Yes or no.
    Boolean,
    /// Text, kept as it is but for surrounding space.
    Text,
}

/// What a number of a canonical column counts. Numbers in other units of the same quantity are converted to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Quantity {
    /// Things, points or anything else without a unit to convert.
    Plain,
    /// Whatever the metric counts, in its base unit: seconds, ratio, money.
    Base,
    /// Milliseconds.
    Milliseconds,
    /// Seconds.
    Seconds,
    /// Minutes.
    Minutes,
    /// Hours.
    Hours,
    /// Whole units of a currency.
    Money,
    /// A share, 0 to 1.
    Ratio,
}

/// One column of a canonical table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ColumnSchema {
    /// Canonical name.
    pub name: &'static str,
    /// Without it the table says nothing.
    pub required: bool,
    /// The type it is brought to.
    pub kind: ColumnKind,
    /// What it holds, in what unit.
    pub meaning: &'static str,
    /// Other names of it. A name stands here only if it says the same in the same unit.
    pub usual: &'static [&'static str],
    /// What its numbers count.
    pub quantity: Quantity,
    /// The words it is brought to, where they are fixed; empty where any text will do.
    pub words: &'static [&'static str],
}

/// What tells when the rows of a table are true.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dated {
    /// Each says so itself.
    ByRow,
    /// Without a column of times all rows of a file are of the day on which it was saved.
    ByFile,
    /// The same, and rows say how things stand: the newest register stands until a newer one comes. The columns name one thing of it: two
    /// files with a thing in common are versions of one register, others are parts of it.
    Register(&'static [&'static str]),
}

/// One canonical table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TableSchema {
    /// Which one it is.
    pub kind: TableKind,
    /// Its name in documents: `predictions`.
    pub name: &'static str,
    /// Its name for people: `Predictions`.
    pub label: &'static str,
    /// Its rows in a sentence, where others would call them so: `no GPU readings loaded yet`.
    pub plural: &'static str,
    /// What one row is.
    pub row: &'static str,
    /// The column that says when; `None` where a row is true at all times.
    pub time: Option<&'static str>,
    /// What tells it where that column does not.
    pub dated: Dated,
    /// Columns of which one must be there beside the needed ones before a file is taken for this table unasked. Empty where
    /// the needed ones say enough.
    pub marks: &'static [&'static str],
    /// Text columns by which rows are told apart, in the order in which breakdowns by them are shown. Names of single rows and what
    /// only says how a row went are not among them.
    pub labels: &'static [&'static str],
    /// All columns, in order.
    pub columns: &'static [ColumnSchema],
}

/// Every canonical table. Of two that fit a file alike the earlier is offered first.
pub const ALL: &[TableSchema] = &[
    reliability::PREDICTIONS,
    reliability::VOLUMES,
    reliability::INCIDENTS,
    reliability::DEPLOYMENTS,
    value::COSTS,
    value::METRIC_SERIES,
    reliability::UPTIME,
    value::CASES,
    velocity::TRAINING_RUNS,
    quality::STRESS_TESTS,
    quality::FEATURES,
    quality::DRIFT_CHECKS,
    quality::DRIFT_EVENTS,
    governance::MODELS,
    governance::CONTROLS,
    governance::FINDINGS,
    velocity::WORKFLOW_RUNS,
    systems::CONNECTORS,
    systems::FRESHNESS,
    systems::WORKFLOW_TOOLS,
    velocity::INITIATIVES,
    value::AB_TESTS,
    platform::TIME_LOGS,
    platform::SURVEYS,
    platform::PLATFORM,
    systems::GPU,
];

/// The day of which a register, or a list of results, tells.
const AS_OF: ColumnSchema = optional("as_of", ColumnKind::Timestamp, "the day of which it tells")
    .or(&["as_of_date", "snapshot_at", "snapshot_date", "snapshot"]);

const fn required(name: &'static str, kind: ColumnKind, meaning: &'static str) -> ColumnSchema {
    ColumnSchema {
        required: true,
        ..optional(name, kind, meaning)
    }
}

const fn optional(name: &'static str, kind: ColumnKind, meaning: &'static str) -> ColumnSchema {
    ColumnSchema {
        name,
        required: false,
        kind,
        meaning,
        usual: &[],
        quantity: Quantity::Plain,
        words: &[],
    }
}

impl ColumnSchema {
    const fn or(mut self, usual: &'static [&'static str]) -> Self {
        self.usual = usual;
        self
    }

    const fn of(mut self, quantity: Quantity) -> Self {
        self.quantity = quantity;
        self
    }

    const fn words(mut self, words: &'static [&'static str]) -> Self {
        self.words = words;
        self
    }
}

impl TableKind {
    /// Its schema.
    #[must_use]
    pub fn schema(self) -> &'static TableSchema {
        // Every kind has its literal in ALL; a test walks them.
        ALL.iter().find(|s| s.kind == self).unwrap_or(&ALL[0])
    }
}

impl TableSchema {
    /// Whether its rows say how things stand until newer ones do.
    #[must_use]
    pub fn is_register(&self) -> bool {
        matches!(self.dated, Dated::Register(_))
    }

    /// The column of this name.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<&'static ColumnSchema> {
        self.columns.iter().find(|c| c.name == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_has_its_own_schema_with_its_time_column_marks_and_labels() {
        for schema in ALL {
            assert_eq!(schema.kind.schema().name, schema.name);
            if let Some(time) = schema.time {
                let kind = schema.column(time).map(|c| c.kind);
                assert_eq!(kind, Some(ColumnKind::Timestamp), "{}", schema.name);
            }
            if let Dated::Register(names) = schema.dated {
                let known = names.iter().all(|name| schema.column(name).is_some());
                assert!(known && !names.is_empty(), "{}", schema.name);
            }
            for mark in schema.marks {
                let known = schema.column(mark).is_some_and(|c| !c.required);
                assert!(known, "{}: {mark}", schema.name);
            }
            for label in schema.labels {
                let kind = schema.column(label).map(|c| c.kind);
                assert_eq!(kind, Some(ColumnKind::Text), "{}: {label}", schema.name);
            }
        }
    }

    #[test]
    fn within_a_table_a_name_means_one_column() {
        for schema in ALL {
            let mut names: Vec<&str> = schema
                .columns
                .iter()
                .flat_map(|c| c.usual.iter().copied().chain([c.name]))
                .collect();
            let count = names.len();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), count, "{}", schema.name);
        }
    }
}
