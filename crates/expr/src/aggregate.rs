//! Events walked once, block by block: what each is worth, which slice it is in, how many it stands for.

use super::left_out::{Reason, Times};
use super::program::{Compiler, Program};
use super::row::Row;
use super::rows::{LONGEST, OUTSIDE};
use super::value::{Events, Silence};
use super::{Rows, Scope, Unavailable};
use std::ops::Range;

/// Events with their columns looked up.
pub(super) struct Walk<'a> {
    pub(super) rows: Rows<'a>,
    of: Option<Program<'a>>,
    only: Option<Program<'a>>,
    weight: Option<Program<'a>>,
    times: Option<Times<'a>>,
}

/// A row: its place, and what it is worth and how many events it stands for, or why it does not count.
pub(super) type Event = (usize, Result<(f64, f64), Reason>);

impl<'a> Walk<'a> {
    /// The events of a scope, worth so much each; without a worth, one.
    pub(super) fn new(
        scope: &Scope<'a>,
        events: &Events,
        of: Option<&Row>,
    ) -> Result<Self, Unavailable> {
        let rows = match events.at {
            Some(at) => scope.rows_at(events.table, at)?,
            None => scope.rows(events.table)?,
        };
        let compiler = Compiler {
            scope,
            kind: events.table,
            table: rows.table,
        };
        Ok(Self {
            of: of.map(|of| compiler.row(of)).transpose()?,
            only: events.only.map(|test| compiler.test(test)).transpose()?,
            weight: match events.weight {
                Some(weight) => match compiler.row(weight)? {
                    Program::Number(1.0) => None,
                    weight => Some(weight),
                },
                None => None,
            },
            times: Times::of(of, rows.table),
            rows,
        })
    }

    /// Whether each row is one event.
    pub(super) fn is_plain(&self) -> bool {
        self.weight.is_none()
    }

    /// Whether every row of a slice is one event that can be used, so that counting rows is enough.
    pub(super) fn is_every_row(&self) -> bool {
        self.is_plain() && self.only.is_none() && self.of.is_none()
    }

    /// Calls `each(slice, event)` for all rows of a slice.
    pub(super) fn each(&self, within: Range<usize>, mut each: impl FnMut(usize, Event)) {
        let (mut worth, mut counts, mut weights) = ([1.0; LONGEST], [1.0; LONGEST], [1.0; LONGEST]);
        self.rows.blocks(within, &mut |rows, slices| {
            let n = slices.len();
            for (program, out) in [
                (&self.of, &mut worth),
                (&self.only, &mut counts),
                (&self.weight, &mut weights),
            ] {
                if let Some(program) = program {
                    program.run(rows.clone(), &mut out[..n]);
                }
            }
            for (at, (row, slice)) in rows.zip(slices).enumerate() {
                if *slice == OUTSIDE {
                    continue;
                }
                let (worth, weight) = (worth[at], weights[at]);
                let is_known = !(worth.is_nan() || weight.is_nan() || counts[at].is_nan());
                let event = match counts[at] == 0.0 {
                    true => Err(Reason::Filtered),
                    false if is_known => Ok((worth, weight)),
                    false => Err(self.why(row)),
                };
                each(*slice as usize, (row, event));
            }
        });
    }

    /// Why an event cannot be used.
    fn why(&self, row: usize) -> Reason {
        let times = self.times.as_ref();
        times.map_or(Reason::NoValue, |times| times.why(row))
    }

    /// The same for all rows.
    pub(super) fn each_of_all(&self, each: impl FnMut(usize, Event)) {
        self.each(0..self.rows.table.rows(), each);
    }
}

/// Whether no row in slice `i` means that nothing happened.
pub(super) fn nothing_happened(scope: &Scope<'_>, events: &Events, i: usize) -> bool {
    match events.silence {
        Silence::Unknown => false,
        Silence::Zero => true,
        Silence::ZeroWhereCovered => {
            let covered = scope.sources().coverage(events.table);
            covered.is_some_and(|covered| covered.observed(scope.slices().span(i)).is_some())
        }
    }
}
