//! Which tables give a value its time, and by which of their columns.

use super::reads::Reads;
use super::row::Row;
use super::sources::times;
use super::value::{Elapsed, Events, Value};
use super::{Read, Sources};
use outturn_core::table::TableKind;

/// A table that gives a value its time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timed {
    /// The table.
    pub table: TableKind,
    /// The columns without which a row is no part of the value. What comes later than the row, as a label does, is there only for rows
    /// of which it has arrived.
    pub with: Vec<&'static str>,
}

impl Timed {
    /// A table of which every row counts.
    fn all_of(table: TableKind) -> Self {
        Self {
            table,
            with: Vec::new(),
        }
    }

    /// Of events, each worth so much.
    fn by(events: &Events, of: Option<&Row>) -> Self {
        let mut reads = Reads(Vec::new());
        reads.events(events, true);
        if let Some(of) = of {
            reads.row(events.table, of, true);
        }
        Self::reading(events.table, &reads.0)
    }

    /// A table by what is read of it. Its times say when its rows are, whether they are there or not.
    fn reading(table: TableKind, reads: &[Read]) -> Self {
        let when = times(table);
        let carried = |read: &&Read| {
            let is_time = when.iter().any(|(time, _)| *time == read.column);
            read.table == table && read.required && !is_time
        };
        Self {
            table,
            with: reads.iter().filter(carried).map(|r| r.column).collect(),
        }
    }
}

impl Value {
    /// The tables whose time it takes to have a value, of what is loaded: those that its events are in, not those that only say more
    /// of them. Of several ways to compute it, the first that can be gone.
    #[must_use]
    pub fn timed_by(&self, sources: &Sources) -> Vec<Timed> {
        match *self {
            Self::Number(_) | Self::Unread(_) => Vec::new(),
            Self::Elapsed {
                which: Elapsed::Covered(table),
                ..
            } => vec![Timed::all_of(table)],
            Self::Count(ref events) => vec![Timed::by(events, None)],
            Self::Sum { ref of, ref events }
            | Self::Mean {
                ref of, ref events, ..
            }
            | Self::Quantile {
                ref of, ref events, ..
            }
            | Self::Periods {
                ref of, ref events, ..
            } => vec![Timed::by(events, Some(of))],
            Self::Money {
                amount, ref events, ..
            } => vec![Timed::by(events, Some(&Row::Column(amount)))],
            Self::Distinct { column, ref events } => {
                vec![Timed::by(events, Some(&Row::Column(column)))]
            }
            Self::Named(_, _, value)
            | Self::Counted(_, value)
            | Self::Standing(_, value)
            | Self::Written(_, value) => value.timed_by(sources),
            Self::Plus(a, b) | Self::Minus(a, b) | Self::Times(a, b) | Self::Over(a, b) => {
                let mut all = a.timed_by(sources);
                for timed in b.timed_by(sources) {
                    match all.iter_mut().find(|known| known.table == timed.table) {
                        Some(known) => known.also(timed.with),
                        None => all.push(timed),
                    }
                }
                all
            }
            Self::Either(values) => {
                let first = values.iter().find(|value| value.is_loaded(sources));
                first.map_or_else(Vec::new, |first| first.timed_by(sources))
            }
            Self::Custom(custom) => {
                let first = custom.reads.first();
                first
                    .map(|read| Timed::reading(read.table, custom.reads))
                    .into_iter()
                    .collect()
            }
        }
    }
}

impl Timed {
    fn also(&mut self, with: Vec<&'static str>) {
        for column in with {
            if !self.with.contains(&column) {
                self.with.push(column);
            }
        }
    }
}
