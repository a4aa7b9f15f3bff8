//! Metrics of the user's own: a formula that they typed, made into a definition like those of the catalogue.

use crate::events::{CHARGES, INCIDENTS, REQUESTS};
use crate::{
    Additivity, Bucket, Definition, Direction, Example, Kind, Metric, Sources, Target, Unchanged,
};
use outturn_core::table::TableKind;
use outturn_core::units::Unit;
use outturn_expr::language::{Known, Mistake, Reading, kept, read, word};
use outturn_expr::{Events, Row, Value};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::sync::{Mutex, PoisonError};

/// What ids of metrics of the user's own begin with.
pub const TYPED_PREFIX: &str = "own:";

/// A metric of the user's own, as they typed it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Typed {
    /// Stable name in files and links: `own:refund_rate`.
    pub id: String,
    /// Name for people.
    pub label: String,
    /// The formula.
    pub formula: String,
    /// The table that is meant where its columns are in several.
    pub table: Option<TableKind>,
    /// What the result is shown as, where that is not what follows from the formula.
    pub unit: Option<Unit>,
}

/// What the rows of a table are in formulas: what they are in the catalogue.
#[must_use]
pub fn rows(table: TableKind) -> Events {
    match table {
        TableKind::Predictions => REQUESTS,
        TableKind::Incidents => INCIDENTS,
        TableKind::Costs => CHARGES,
        table => Events::of(table, table.schema().plural),
    }
}

/// What formulas are read with.
#[must_use]
pub fn known(table: Option<TableKind>, sources: &Sources) -> Known<'_> {
    Known {
        rows,
        table,
        sources,
    }
}

/// The metrics of the user's own, in their order.
#[must_use]
pub fn typed(all: &[Typed], sources: &Sources) -> Vec<Metric<'static>> {
    let metrics = all
        .iter()
        .map(|one| Metric::Defined(one.definition(sources)));
    metrics.collect()
}

impl Typed {
    /// Reads the formula.
    ///
    /// # Errors
    /// What is wrong with it, and where.
    pub fn read(&self, sources: &Sources) -> Result<Reading, Mistake> {
        read(&self.formula, &known(self.table, sources))
    }

    /// An id that none of some others has, by the name for people.
    #[must_use]
    pub fn free_id(label: &str, others: &[Self]) -> String {
        let words = label.split(|c: char| !c.is_alphanumeric());
        let words: Vec<String> = words
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect();
        let stem = match words.is_empty() {
            true => format!("{TYPED_PREFIX}metric"),
            false => format!("{TYPED_PREFIX}{}", words.join("_")),
        };
        let numbered = (2..).map(|n| format!("{stem}_{n}"));
        let mut ids = std::iter::once(stem.clone()).chain(numbered);
        let free = ids.find(|id| !others.iter().any(|other| other.id == *id));
        free.unwrap_or(stem)
    }

    /// What it is as a metric. One whose formula cannot be read has no value, and says why.
    ///
    /// A definition is kept for as long as the program runs, once for all that is the same.
    #[must_use]
    pub fn definition(&self, sources: &Sources) -> &'static Definition {
        /// What a definition follows from: what is typed, and the columns of the files' own.
        type Made = FxHashMap<(Typed, String), &'static Definition>;
        static MADE: Mutex<Option<Made>> = Mutex::new(None);
        let columns = known(self.table, sources).own_columns();
        let key = (self.clone(), columns);
        let known = || {
            let made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
            made.as_ref()?.get(&key).copied()
        };
        known().unwrap_or_else(|| {
            let definition = kept(self.made(sources));
            let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
            made.get_or_insert_default().insert(key, definition);
            definition
        })
    }

    fn made(&self, sources: &Sources) -> Definition {
        let text = word(&self.formula);
        let blank = Definition {
            id: word(&self.id),
            label: word(&self.label),
            unit: self.unit.unwrap_or(Unit::Number),
            table: self.table.unwrap_or(TableKind::MetricSeries),
            ..BLANK
        };
        match self.read(sources) {
            Err(mistake) => Definition {
                meaning: "A formula that cannot be read.",
                value: Value::Unread(word(&format!("“{}”: {mistake}", self.formula))),
                ..blank
            },
            Ok(reading) => Definition {
                meaning: word(&sentence(&reading.value.words())),
                unit: self.unit.unwrap_or(reading.unit),
                table: reading.tables.first().copied().unwrap_or(blank.table),
                value: Value::Written(text, kept(reading.value)),
                additivity: additivity(&reading.value),
                least_n: least_n(&reading.value),
                unchanged: unchanged(&reading.value),
                ..blank
            },
        }
    }
}

const BLANK: Definition = Definition {
    id: "",
    label: "",
    meaning: "",
    unit: Unit::Number,
    good: Direction::Unset,
    target: Target::None,
    kind: Kind::Leading,
    bucket: Bucket::Own,
    source: "Your own formula",
    table: TableKind::MetricSeries,
    also_by: &[],
    value: Value::Number(0.0),
    additivity: Additivity::Recomputed,
    least_n: 0,
    unchanged: Unchanged::LastDigit,
    events: None,
    also: &[],
    example: Example {
        tables: &[],
        value: 0.0,
        why: "",
    },
};

/// Words as a sentence.
fn sentence(words: &str) -> String {
    let mut chars = words.chars();
    let first = chars.next().map(char::to_uppercase);
    let first: String = first.into_iter().flatten().collect();
    format!("{first}{}.", chars.as_str())
}

/// What the value of a longer period is made of.
fn additivity(value: &Value) -> Additivity {
    match *value {
        Value::Count(_) | Value::Sum { .. } | Value::Money { .. } => Additivity::Sum,
        Value::Mean {
            of: Row::Flag(_), ..
        } => Additivity::Ratio,
        Value::Mean {
            total: (_, Unit::Seconds),
            ..
        } => Additivity::Duration,
        Value::Quantile { q, .. } if is_inner(q) => Additivity::Quantile,
        Value::Standing(..) => Additivity::Latest,
        Value::Named(_, _, of) | Value::Counted(_, of) | Value::Written(_, of) => additivity(of),
        Value::Times(of, &Value::Number(_))
        | Value::Times(&Value::Number(_), of)
        | Value::Over(of, &Value::Number(_)) => additivity(of),
        // One without a share.
        Value::Minus(&Value::Number(_), of) if additivity(of) == Additivity::Ratio => {
            Additivity::Ratio
        }
        Value::Plus(a, b) | Value::Minus(a, b) if both_add_up(a, b) => Additivity::Sum,
        Value::Over(a, b) => match elapsed(b) {
            Some(per) if additivity(a) == Additivity::Sum => Additivity::Rate(per),
            None if both_add_up(a, b) => Additivity::Ratio,
            _ => Additivity::Recomputed,
        },
        _ => Additivity::Recomputed,
    }
}

fn both_add_up(a: &Value, b: &Value) -> bool {
    additivity(a) == Additivity::Sum && additivity(b) == Additivity::Sum
}

/// The length of time that a rate is divided by.
fn elapsed(value: &Value) -> Option<outturn_core::units::Per> {
    match *value {
        Value::Elapsed { per, .. } => Some(per),
        Value::Named(_, _, of) => elapsed(of),
        _ => None,
    }
}

/// Neither the smallest nor the largest.
fn is_inner(q: f64) -> bool {
    0.0 < q && q < 1.0
}

/// Below so many a value is too uncertain for a verdict, as in the catalogue: of a quantile what leaves five on its outer side.
fn least_n(value: &Value) -> u64 {
    match *value {
        Value::Mean {
            of: Row::Flag(_), ..
        } => 20,
        Value::Mean { .. } => 5,
        Value::Quantile { q, .. } if is_inner(q) => (5.0 / q.min(1.0 - q)).round() as u64,
        Value::Named(_, _, of)
        | Value::Counted(_, of)
        | Value::Written(_, of)
        | Value::Times(of, &Value::Number(_))
        | Value::Times(&Value::Number(_), of)
        | Value::Over(of, &Value::Number(_))
        | Value::Minus(&Value::Number(_), of) => least_n(of),
        _ => 0,
    }
}

/// What tells a change from chance.
fn unchanged(value: &Value) -> Unchanged {
    match *value {
        Value::Mean {
            of: Row::Flag(_), ..
        } => Unchanged::Newcombe,
        Value::Mean { .. } => Unchanged::Welch,
        Value::Quantile { q, .. } if is_inner(q) => Unchanged::Ranks,
        Value::Count(_) => Unchanged::Poisson,
        Value::Named(_, _, of) | Value::Counted(_, of) | Value::Written(_, of) => unchanged(of),
        // The rest of a share is as sure as the share.
        Value::Minus(&Value::Number(1.0), of) if unchanged(of) == Unchanged::Newcombe => {
            Unchanged::Newcombe
        }
        Value::Over(a, b) if elapsed(b).is_some() && unchanged(a) == Unchanged::Poisson => {
            Unchanged::Poisson
        }
        _ => Unchanged::LastDigit,
    }
}
