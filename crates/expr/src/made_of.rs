//! What a value is made of: the cells that go into it, not those that only say which rows count and when.

use super::reads::Read;
use super::row::{Row, Test};
use super::value::{Events, Value};
use outturn_core::table::TableKind;

/// What goes into a value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ingredient {
    /// Its table.
    pub table: TableKind,
    /// A column whose cells do; `None` where the rows are counted.
    pub column: Option<&'static str>,
    /// What the rows are called, in the plural: `requests`.
    pub noun: &'static str,
    /// Which rows of the table; `None` for all.
    pub only: Option<&'static Test>,
}

impl Ingredient {
    /// Whether the same cells may go into both.
    #[must_use]
    pub fn meets(&self, other: &Self) -> bool {
        let apart = match (self.only, other.only) {
            (Some(a), Some(b)) => excludes(a, b),
            _ => false,
        };
        self.table == other.table && self.column == other.column && !apart
    }

    /// For people: `“cost” of costs`, `the number of requests`.
    #[must_use]
    pub fn words(&self) -> String {
        match self.column {
            Some(column) => format!("“{column}” of {}", self.table.schema().plural),
            None => format!("the number of {}", self.noun),
        }
    }
}

/// Whether no row passes both tests, as far as the tests alone say: answers of two kinds.
fn excludes(a: &Test, b: &Test) -> bool {
    match (a, b) {
        (
            Test::Is { column, word },
            Test::Is {
                column: other_column,
                word: other,
            },
        ) => column == other_column && word != other,
        (Test::All(parts), other) | (other, Test::All(parts)) => {
            parts.iter().any(|part| excludes(part, other))
        }
        _ => false,
    }
}

/// Gathers ingredients, each once.
#[derive(Default)]
struct Gathered(Vec<Ingredient>);

impl Gathered {
    fn add(&mut self, events: &Events, column: Option<&'static str>) {
        let found = Ingredient {
            table: events.table,
            column,
            noun: events.noun,
            only: events.only,
        };
        if !self.0.contains(&found) {
            self.0.push(found);
        }
    }

    fn row(&mut self, events: &Events, row: &Row) {
        match *row {
            Row::Number(_) => {}
            Row::Column(name) | Row::Optional(name, _) => self.add(events, Some(name)),
            Row::Seconds { from, to }
            | Row::WorkingSeconds { from, to }
            | Row::Age {
                since: from,
                on: to,
            } => {
                self.add(events, Some(from));
                self.add(events, Some(to));
            }
            Row::Flag(test) => self.test(events, test),
            Row::NotNegative(of) => self.row(events, of),
            Row::Plus(a, b) | Row::Minus(a, b) | Row::Times(a, b) | Row::Over(a, b) => {
                self.row(events, a);
                self.row(events, b);
            }
        }
    }

    fn test(&mut self, events: &Events, test: &Test) {
        match *test {
            Test::Within { of, .. } => self.row(events, of),
            Test::AtMost { of, most } => {
                self.row(events, of);
                self.row(events, most);
            }
            Test::Holds(column)
            | Test::Is { column, .. }
            | Test::OneOf { column, .. }
            | Test::HoldsIfKnown(column)
            | Test::Word { column, .. }
            | Test::Present(column)
            | Test::BeginsWithIfAny { column, .. }
            | Test::NamedIn { column, .. } => self.add(events, Some(column)),
            Test::After { column, than }
            | Test::Later { column, than }
            | Test::Same {
                column,
                other: than,
            } => {
                self.add(events, Some(column));
                self.add(events, Some(than));
            }
            Test::Says { columns, .. } | Test::SaysIfAny { columns, .. } => {
                columns
                    .iter()
                    .for_each(|column| self.add(events, Some(column)));
            }
            Test::Loaded(of) | Test::Not(of) => self.test(events, of),
            Test::All(parts) | Test::Any(parts) | Test::Evidence(parts) => {
                parts.iter().for_each(|part| self.test(events, part));
            }
        }
    }

    fn value(&mut self, value: &Value) {
        match *value {
            Value::Number(_) | Value::Unread(_) | Value::Elapsed { .. } | Value::Periods { .. } => {
            }
            Value::Count(ref events) => {
                self.add(events, None);
                if let Some(weight) = events.weight {
                    self.row(events, weight);
                }
            }
            Value::Sum { ref of, ref events } => {
                self.row(events, of);
                // A sum of yes and no counts rows.
                if matches!(of, Row::Flag(_)) {
                    self.add(events, None);
                }
            }
            Value::Mean {
                ref of, ref events, ..
            }
            | Value::Quantile {
                ref of, ref events, ..
            } => {
                self.row(events, of);
            }
            Value::Distinct { column, ref events } => self.add(events, Some(column)),
            Value::Money {
                amount, ref events, ..
            } => self.add(events, Some(amount)),
            Value::Named(_, _, value)
            | Value::Counted(_, value)
            | Value::Standing(_, value)
            | Value::Written(_, value) => {
                self.value(value);
            }
            Value::Plus(a, b) | Value::Minus(a, b) | Value::Times(a, b) | Value::Over(a, b) => {
                self.value(a);
                self.value(b);
            }
            Value::Either(values) => values.iter().for_each(|value| self.value(value)),
            Value::Custom(custom) => {
                let is_value =
                    |read: &&Read| read.required && read.table.schema().time != Some(read.column);
                for read in custom.reads.iter().filter(is_value) {
                    self.add(&Events::of(read.table, "rows"), Some(read.column));
                }
            }
        }
    }
}

impl Value {
    /// What it is made of: the columns whose cells go into it, and the rows that it counts. Columns that only say which rows are meant,
    /// when they count, or how many events a row stands for in a mean, are not among them.
    ///
    /// ```
    /// use outturn_core::table::TableKind;
    /// use outturn_expr::{Events, Row, Value};
    /// const RECOVERY: Value = Value::Quantile {
    ///     of: Row::Seconds { from: "detected_at", to: "resolved_at" },
    ///     events: Events::of(TableKind::Incidents, "incidents"),
    ///     q: 0.5,
    ///     together: &[0.5],
    ///     counted: "incidents",
    /// };
    /// let columns: Vec<_> = RECOVERY.made_of().iter().map(|of| of.column).collect();
    /// assert_eq!(columns, [Some("detected_at"), Some("resolved_at")]);
    /// ```
    #[must_use]
    pub fn made_of(&self) -> Vec<Ingredient> {
        let mut gathered = Gathered::default();
        gathered.value(self);
        gathered.0
    }
}
