//! Why a row does not count, for the receipt.

use super::aggregate::Walk;
use super::row::{Row, Test};
use super::value::Events;
use super::{Observation, Scope, Unavailable};
use outturn_core::table::{Column, Table};
use std::collections::BTreeMap;

/// Why a row of a slice does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reason {
    /// It lacks something that the expression needs.
    NoValue,
    /// What it measures the length of has not ended.
    Open,
    /// It ends before it begins.
    EndsBefore,
    /// It is none of the events.
    Filtered,
}

/// Rows used and left out so far in one slice.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Tally {
    pub(super) used: u64,
    left_out: [u64; 4],
}

impl Tally {
    /// So many rows used, and none left out.
    pub(super) fn used(used: u64) -> Self {
        Self {
            used,
            ..Self::default()
        }
    }

    /// One more that does not count.
    pub(super) fn leave_out(&mut self, reason: Reason) {
        self.left_out[reason as usize] += 1;
    }

    /// How many cannot be used: they lack something. Those that are no events are not among them.
    pub(super) fn skipped(&self) -> u64 {
        let lack = [Reason::NoValue, Reason::Open, Reason::EndsBefore];
        lack.iter()
            .map(|reason| self.left_out[*reason as usize])
            .sum()
    }

    /// The lines of a receipt: reason and number, of those that there are.
    pub(super) fn lines(&self, of: Option<&Row>, events: &Events) -> Vec<(String, u64)> {
        let known = Reason::ALL
            .into_iter()
            .map(|reason| (reason, self.left_out[reason as usize]));
        known
            .filter(|(_, rows)| *rows > 0)
            .map(|(reason, rows)| (reason.words(of, events), rows))
            .collect()
    }
}

impl Reason {
    /// All of them, in the order of their numbers.
    pub(super) const ALL: [Self; 4] = [Self::NoValue, Self::Open, Self::EndsBefore, Self::Filtered];

    /// In words, behind a number of rows.
    pub(super) fn words(self, of: Option<&Row>, events: &Events) -> String {
        match (self, of) {
            (Self::Open, Some(Row::Seconds { to, .. } | Row::WorkingSeconds { to, .. })) => {
                format!("still open, without {to}")
            }
            (
                Self::EndsBefore,
                Some(Row::Seconds { from, to } | Row::WorkingSeconds { from, to }),
            ) => {
                format!("end before they begin: {to} before {from}")
            }
            (Self::NoValue, Some(Row::Seconds { from, .. } | Row::WorkingSeconds { from, .. })) => {
                format!("without {from}")
            }
            (Self::Filtered, _) => format!("filtered out, no {}", events.words()),
            _ => "without a value".to_owned(),
        }
    }
}

/// The two times whose distance is what a row is worth, where it is one.
pub(super) struct Times<'a> {
    from: &'a Column,
    to: &'a Column,
}

impl<'a> Times<'a> {
    pub(super) fn of(row: Option<&Row>, table: &'a Table) -> Option<Self> {
        let Some(Row::Seconds { from, to } | Row::WorkingSeconds { from, to }) = row else {
            return None;
        };
        Some(Self {
            from: table.column(from)?,
            to: table.column(to)?,
        })
    }

    /// Why there is no distance.
    pub(super) fn why(&self, row: usize) -> Reason {
        match (self.from.timestamp(row), self.to.timestamp(row)) {
            (None, _) => Reason::NoValue,
            (Some(_), None) => Reason::Open,
            (Some(from), Some(to)) if to < from => Reason::EndsBefore,
            (Some(_), Some(_)) => Reason::NoValue,
        }
    }
}

/// Most words by which rows that are none of the events are named, of a slice.
const MOST_NAMED: usize = 6;

/// Names rows that are none of the events by the words that tell them apart, where words do: `for “licences”, not counted` in place
/// of a line for all of them.
pub(super) fn name_filtered(
    scope: &Scope<'_>,
    events: &Events,
    observed: &mut [Observation],
) -> Result<(), Unavailable> {
    let Some(columns) = events.only.and_then(Test::words_of) else {
        return Ok(());
    };
    let line = Reason::Filtered.words(None, events);
    let has_line = |one: &Observation| one.left_out.iter().any(|(reason, _)| *reason == line);
    if !observed.iter().any(has_line) {
        return Ok(());
    }
    let walk = Walk::new(scope, events, None)?;
    let table = walk.rows.table;
    let texts = columns.iter().filter_map(|name| table.column(name));
    let texts: Vec<&Column> = texts.collect();
    let mut named = vec![BTreeMap::<&str, u64>::new(); observed.len()];
    walk.each_of_all(|slice, (row, event)| {
        if event == Err(Reason::Filtered) {
            let mut words = texts.iter().filter_map(|text| text.text(row));
            let words = words.find(|words| !words.trim().is_empty());
            *named[slice].entry(words.unwrap_or_default()).or_default() += 1;
        }
    });
    for (one, named) in observed.iter_mut().zip(named) {
        one.left_out.retain(|(reason, _)| *reason != line);
        let mut named: Vec<(&str, u64)> = named.into_iter().collect();
        named.sort_by_key(|(_, rows)| std::cmp::Reverse(*rows));
        let rest = named.split_off(named.len().min(MOST_NAMED));
        let lines = named.into_iter().map(|(words, rows)| match words {
            "" => ("that do not say what for, not counted".to_owned(), rows),
            words => (format!("for “{words}”, not counted"), rows),
        });
        one.leave_out(lines.collect());
        let others: u64 = rest.iter().map(|(_, rows)| rows).sum();
        if others > 0 {
            one.leave_out(vec![("for others, not counted".to_owned(), others)]);
        }
    }
    Ok(())
}
