//! Which tables and columns an expression reads.

use super::Sources;
use super::row::{Row, Test};
use super::value::{Elapsed, Events, Value};
use outturn_core::table::TableKind;

/// A column that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Read {
    /// Its table.
    pub table: TableKind,
    /// Its name.
    pub column: &'static str,
    /// Without it there is no value.
    pub required: bool,
}

/// Gathers what is read, each once; what is required somewhere is required.
pub(super) struct Reads(pub(super) Vec<Read>);

impl Reads {
    fn add(&mut self, table: TableKind, column: &'static str, required: bool) {
        let known = |read: &&mut Read| read.table == table && read.column == column;
        match self.0.iter_mut().find(known) {
            Some(read) => read.required |= required,
            None => self.0.push(Read {
                table,
                column,
                required,
            }),
        }
    }

    pub(super) fn row(&mut self, table: TableKind, row: &Row, required: bool) {
        match *row {
            Row::Number(_) => {}
            Row::Column(name) => self.add(table, name, required),
            Row::Optional(name, _) => self.add(table, name, false),
            Row::Seconds { from, to }
            | Row::WorkingSeconds { from, to }
            | Row::Age {
                since: from,
                on: to,
            } => {
                self.add(table, from, required);
                self.add(table, to, required);
            }
            Row::Flag(test) => self.test(table, test, required),
            Row::NotNegative(of) => self.row(table, of, required),
            Row::Plus(a, b) | Row::Minus(a, b) | Row::Times(a, b) | Row::Over(a, b) => {
                self.row(table, a, required);
                self.row(table, b, required);
            }
        }
    }

    fn test(&mut self, table: TableKind, test: &Test, required: bool) {
        match *test {
            Test::Within { of, .. } => self.row(table, of, required),
            Test::AtMost { of, most } => {
                self.row(table, of, required);
                self.row(table, most, required);
            }
            Test::Holds(column)
            | Test::Is { column, .. }
            | Test::OneOf { column, .. }
            | Test::Word { column, .. } => {
                self.add(table, column, required);
            }
            Test::Present(column)
            | Test::HoldsIfKnown(column)
            | Test::BeginsWithIfAny { column, .. } => {
                self.add(table, column, false);
            }
            Test::After { column, than }
            | Test::Later { column, than }
            | Test::Same {
                column,
                other: than,
            } => {
                self.add(table, column, required);
                self.add(table, than, required);
            }
            Test::Says { columns, .. } | Test::SaysIfAny { columns, .. } => {
                columns
                    .iter()
                    .for_each(|column| self.add(table, column, false));
            }
            Test::Loaded(of) => self.test(table, of, false),
            Test::NamedIn {
                column,
                table: other,
                by,
            } => {
                self.add(table, column, required);
                self.add(other, by, required);
            }
            Test::Not(of) => self.test(table, of, required),
            Test::All(parts) => parts
                .iter()
                .for_each(|part| self.test(table, part, required)),
            // One of them is enough.
            Test::Any(parts) | Test::Evidence(parts) => {
                parts.iter().for_each(|part| self.test(table, part, false));
            }
        }
    }

    pub(super) fn events(&mut self, events: &Events, required: bool) {
        if let Some(at) = events.at.or(events.table.schema().time) {
            self.add(events.table, at, required);
        }
        if let Some(test) = events.only {
            self.test(events.table, test, required);
        }
        if let Some(weight) = events.weight {
            self.row(events.table, weight, required);
        }
    }

    fn value(&mut self, value: &Value, required: bool) {
        match *value {
            Value::Number(_) | Value::Unread(_) => {}
            Value::Elapsed {
                which: Elapsed::Covered(table),
                ..
            } => {
                if let Some(time) = table.schema().time {
                    self.add(table, time, false);
                }
            }
            Value::Count(ref events) => self.events(events, required),
            Value::Sum { ref of, ref events }
            | Value::Mean {
                ref of, ref events, ..
            }
            | Value::Quantile {
                ref of, ref events, ..
            }
            | Value::Periods {
                ref of, ref events, ..
            } => {
                self.events(events, required);
                self.row(events.table, of, required);
            }
            Value::Distinct { column, ref events } => {
                self.events(events, required);
                self.add(events.table, column, required);
            }
            Value::Money {
                amount,
                currency,
                same,
                ref events,
            } => {
                self.events(events, required);
                self.add(events.table, amount, required);
                self.add(events.table, currency, false);
                self.add(events.table, same, false);
            }
            Value::Named(_, _, value)
            | Value::Counted(_, value)
            | Value::Standing(_, value)
            | Value::Written(_, value) => {
                self.value(value, required);
            }
            Value::Plus(a, b) | Value::Minus(a, b) | Value::Times(a, b) | Value::Over(a, b) => {
                self.value(a, required);
                self.value(b, required);
            }
            Value::Either(values) => {
                // One of them is enough.
                values.iter().for_each(|value| self.value(value, false));
            }
            Value::Custom(custom) => {
                for read in custom.reads {
                    self.add(read.table, read.column, read.required && required);
                }
            }
        }
    }
}

impl Value {
    /// What the events are that its denominator counts, or that it counts itself: `incidents`.
    #[must_use]
    pub fn noun(&self) -> Option<&'static str> {
        match *self {
            Self::Number(_) | Self::Unread(_) | Self::Elapsed { .. } => None,
            Self::Custom(custom) => Some(custom.noun),
            Self::Count(ref events)
            | Self::Sum { ref events, .. }
            | Self::Distinct { ref events, .. }
            | Self::Money { ref events, .. }
            | Self::Mean { ref events, .. }
            | Self::Quantile { ref events, .. }
            | Self::Periods { ref events, .. } => Some(events.noun),
            Self::Named(_, _, value)
            | Self::Counted(_, value)
            | Self::Standing(_, value)
            | Self::Written(_, value) => value.noun(),
            Self::Plus(a, b) | Self::Minus(a, b) | Self::Times(a, b) | Self::Over(a, b) => {
                b.noun().or(a.noun())
            }
            Self::Either(values) => values.iter().find_map(Self::noun),
        }
    }

    /// Whether all that it cannot do without is loaded.
    pub(super) fn is_loaded(&self, sources: &Sources) -> bool {
        let reads = self.reads();
        let mut needed = reads.iter().filter(|read| read.required);
        let has = |read: &Read| {
            let table = sources.get(read.table)?.table().column(read.column);
            table.map(|_| ())
        };
        let one_is = match self {
            Self::Either(values) => values.iter().any(|value| value.is_loaded(sources)),
            _ => true,
        };
        one_is && needed.all(|read| has(read).is_some())
    }

    /// The columns that it reads, in the order in which it does.
    #[must_use]
    pub fn reads(&self) -> Vec<Read> {
        let mut reads = Reads(Vec::new());
        reads.value(self, true);
        reads.0
    }

    /// The tables that it is computed from, of what is loaded: of several ways those of the one that is gone.
    #[must_use]
    pub fn tables_of(&self, sources: &Sources) -> Vec<TableKind> {
        let mut tables: Vec<TableKind> = Vec::new();
        for table in self.gone(sources).into_iter().flat_map(Self::tables) {
            if !tables.contains(&table) {
                tables.push(table);
            }
        }
        tables
    }

    /// The values without others in them that it is computed from.
    fn gone(&self, sources: &Sources) -> Vec<&Self> {
        match self {
            Self::Named(_, _, value)
            | Self::Counted(_, value)
            | Self::Standing(_, value)
            | Self::Written(_, value) => value.gone(sources),
            Self::Plus(a, b) | Self::Minus(a, b) | Self::Times(a, b) | Self::Over(a, b) => {
                let mut both = a.gone(sources);
                both.extend(b.gone(sources));
                both
            }
            Self::Either(values) => {
                let way = values.iter().find(|value| value.is_loaded(sources));
                way.map_or_else(|| vec![self], |way| way.gone(sources))
            }
            _ => vec![self],
        }
    }

    /// The tables that it reads, in the order in which it does.
    #[must_use]
    pub fn tables(&self) -> Vec<TableKind> {
        let mut tables: Vec<TableKind> = Vec::new();
        for read in self.reads() {
            if !tables.contains(&read.table) {
                tables.push(read.table);
            }
        }
        tables
    }
}
