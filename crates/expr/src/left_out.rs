//! Why a row does not count, for the receipt.

use super::row::Row;
use super::value::Events;
use outturn_core::table::{Column, Table};

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
        let all = [
            Reason::NoValue,
            Reason::Open,
            Reason::EndsBefore,
            Reason::Filtered,
        ];
        let known = all
            .into_iter()
            .map(|reason| (reason, self.left_out[reason as usize]));
        known
            .filter(|(_, rows)| *rows > 0)
            .map(|(reason, rows)| (reason.words(of, events), rows))
            .collect()
    }
}

impl Reason {
    /// In words, behind a number of rows.
    fn words(self, of: Option<&Row>, events: &Events) -> String {
        match (self, of) {
            (Self::Open, Some(Row::Seconds { to, .. })) => format!("still open, without {to}"),
            (Self::EndsBefore, Some(Row::Seconds { from, to })) => {
                format!("end before they begin: {to} before {from}")
            }
            (Self::NoValue, Some(Row::Seconds { from, .. })) => format!("without {from}"),
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
        let Some(Row::Seconds { from, to }) = row else {
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
