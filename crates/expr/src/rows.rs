//! Which slice each row of a table falls into.

use outturn_core::calendar::{Span, Zone};
use outturn_core::table::{Column, Table, TextColumn};
use outturn_core::units::Timestamp;
use rustc_hash::FxHashMap;
use std::ops::Range;
use std::rc::Rc;

/// How the rows are cut.
#[derive(Debug, Clone, PartialEq)]
pub enum Slices {
    /// One slice a span of days; spans are ordered and do not overlap.
    Spans(Vec<Span>),
    /// One slice a value of a text column within a span: those of the first span, then those of the next.
    Values {
        /// Ordered, and not overlapping. Rows outside them do not count.
        spans: Vec<Span>,
        /// The column.
        column: String,
        /// Its values; the empty one is that of cells without any.
        values: Vec<String>,
        /// Whether all other values make one slice more, after those of each span.
        rest: bool,
    },
}

impl Slices {
    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Spans(spans) => spans.len(),
            Self::Values { spans, .. } => spans.len() * self.width(),
        }
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The same slices, each of fewer of its days.
    #[must_use]
    pub fn cut(&self, to: impl Fn(Span) -> Span) -> Self {
        let mut cut = self.clone();
        let (Self::Spans(spans) | Self::Values { spans, .. }) = &mut cut;
        spans.iter_mut().for_each(|span| *span = to(*span));
        cut
    }

    /// The spans of days, in order.
    #[must_use]
    pub fn spans(&self) -> &[Span] {
        match self {
            Self::Spans(spans) | Self::Values { spans, .. } => spans,
        }
    }

    /// The same values, of one span alone.
    #[must_use]
    pub fn of(&self, span: Span) -> Self {
        let mut one = self.clone();
        let (Self::Spans(spans) | Self::Values { spans, .. }) = &mut one;
        *spans = vec![span];
        one
    }

    /// The days of slice `i`.
    #[must_use]
    pub fn span(&self, i: usize) -> Span {
        match self {
            Self::Spans(spans) => spans[i],
            Self::Values { spans, .. } => spans[i / self.width()],
        }
    }

    /// How many slices a span has.
    #[must_use]
    pub fn width(&self) -> usize {
        match self {
            Self::Spans(_) => 1,
            Self::Values { values, rest, .. } => values.len() + usize::from(*rest),
        }
    }

    /// The value that slice `i` is of; `None` for a whole span, and for all other values.
    #[must_use]
    pub fn value(&self, i: usize) -> Option<&str> {
        match self {
            Self::Spans(_) => None,
            Self::Values { values, .. } => values.get(i % self.width()).map(String::as_str),
        }
    }
}

/// Most rows that are looked at together.
pub(super) const LONGEST: usize = 1024;

/// Marks rows that are in no slice.
pub(super) const OUTSIDE: u32 = u32::MAX;

/// Rows one after the other that fall into one slice: from a row up to where the next run begins. Logs come in order of time, so
/// there are about as many as there are slices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) first: u32,
    pub(super) slice: u32,
}

/// Which slice each row is in.
#[derive(Debug)]
pub(super) enum Cuts {
    /// Logs come in order of time: in spans, many rows that follow one another are in one slice.
    Runs(Vec<Run>),
    /// Values alternate from row to row, and so do the days of a log in no order: a slice a row.
    Rows(Vec<u32>),
}

/// Runs of fewer rows than this on average are no gain.
const WORTH_A_RUN: usize = 8;

impl Cuts {
    /// Of a table with so many rows.
    pub(super) fn of_runs(runs: Vec<Run>, rows: usize) -> Self {
        if runs.len() <= rows / WORTH_A_RUN {
            return Self::Runs(runs);
        }
        // A log in no order of time.
        let mut slices = Vec::with_capacity(rows);
        let ends = runs.iter().skip(1).map(|next| next.first as usize);
        for (run, end) in runs.iter().zip(ends.chain([rows])) {
            slices.resize(end, run.slice);
        }
        Self::Rows(slices)
    }

    /// Bytes held.
    pub(super) fn bytes(&self) -> usize {
        match self {
            Self::Runs(runs) => size_of_val(&**runs),
            Self::Rows(slices) => size_of_val(&**slices),
        }
    }
}

/// The rows of a table with the slice of each.
pub struct Rows<'a> {
    /// The table.
    pub table: &'a Table,
    pub(super) slices: usize,
    pub(super) cuts: Rc<Cuts>,
}

impl Rows<'_> {
    /// Calls `each(rows, slice)` for all rows that are in a slice: for rows that follow one another, in order.
    pub fn for_each_run(&self, mut each: impl FnMut(Range<usize>, usize)) {
        self.runs(0..self.table.rows(), &mut each);
    }

    /// Calls `each(row, slice)` for every row that is in a slice.
    pub fn for_each(&self, mut each: impl FnMut(usize, usize)) {
        self.for_each_run(|rows, slice| rows.for_each(|row| each(row, slice)));
    }

    /// How many rows are in each slice.
    #[must_use]
    pub fn counts(&self) -> Vec<u64> {
        let mut counts = vec![0; self.slices];
        match &*self.cuts {
            Cuts::Runs(_) => {
                self.for_each_run(|rows, slice| counts[slice] += rows.len() as u64);
            }
            Cuts::Rows(slices) => {
                let slices = slices.iter().filter(|slice| **slice != OUTSIDE);
                slices.for_each(|slice| counts[*slice as usize] += 1);
            }
        }
        counts
    }

    /// Calls `each(row, slice, number)` for those of some rows that are in a slice.
    pub fn for_each_number(
        &self,
        column: &Column,
        within: Range<usize>,
        mut each: impl FnMut(usize, usize, Option<f64>),
    ) {
        self.blocks(within, &mut |rows, slices| {
            let mut slices = rows.clone().zip(slices);
            column.for_each_number(rows, |number| {
                if let Some((row, slice)) = slices.next().filter(|(_, slice)| **slice != OUTSIDE) {
                    each(row, *slice as usize, number);
                }
            });
        });
    }

    /// The same for the codes of text; [`TextColumn::MISSING`] where a cell is.
    pub fn for_each_code(&self, text: &TextColumn, mut each: impl FnMut(usize, usize, u32)) {
        self.blocks(0..self.table.rows(), &mut |rows, slices| {
            let mut slices = rows.clone().zip(slices);
            text.for_each_code(rows, |code| {
                if let Some((row, slice)) = slices.next().filter(|(_, slice)| **slice != OUTSIDE) {
                    each(row, *slice as usize, code);
                }
            });
        });
    }

    fn runs(&self, within: Range<usize>, each: &mut dyn FnMut(Range<usize>, usize)) {
        match &*self.cuts {
            Cuts::Runs(runs) => {
                let before = runs.partition_point(|run| run.first as usize <= within.start);
                for (i, Run { first, slice }) in
                    runs.iter().enumerate().skip(before.saturating_sub(1))
                {
                    let next = runs.get(i + 1);
                    let end = next.map_or(self.table.rows(), |next| next.first as usize);
                    let rows = within.start.max(*first as usize)..within.end.min(end);
                    if rows.is_empty() {
                        break;
                    }
                    if *slice != OUTSIDE {
                        each(rows, *slice as usize);
                    }
                }
            }
            Cuts::Rows(slices) => {
                for (row, slice) in within.clone().zip(&slices[within]) {
                    if *slice != OUTSIDE {
                        each(row..row + 1, *slice as usize);
                    }
                }
            }
        }
    }

    /// Calls `each` with up to [`LONGEST`] rows that follow one another and the slice of each, so that a column is looked at once for many rows.
    pub(super) fn blocks(&self, within: Range<usize>, each: &mut dyn FnMut(Range<usize>, &[u32])) {
        let mut same = [OUTSIDE; LONGEST];
        match &*self.cuts {
            Cuts::Rows(slices) => {
                for first in within.clone().step_by(LONGEST) {
                    let rows = first..within.end.min(first + LONGEST);
                    let of_rows = &slices[rows.clone()];
                    // Under a filter most rows may be in none.
                    if of_rows.iter().any(|slice| *slice != OUTSIDE) {
                        each(rows, of_rows);
                    }
                }
            }
            Cuts::Runs(_) => self.runs(within, &mut |rows, slice| {
                let longest = rows.len().min(LONGEST);
                same[..longest].fill(slice as u32);
                for first in rows.clone().step_by(LONGEST) {
                    let rows = first..rows.end.min(first + LONGEST);
                    each(rows.clone(), &same[..rows.len()]);
                }
            }),
        }
    }
}

/// Calls `each` with rows that follow one another and the slice they are in, for all rows in order. Spans begin when a clock shows it.
pub(super) fn by_span(
    (when, clock): (&Column, &Zone),
    rows: usize,
    spans: &[Span],
    mut each: impl FnMut(Range<usize>, u32),
) {
    let bounds: Vec<(i64, i64)> = spans
        .iter()
        .map(|s| {
            (
                clock.moment(s.start_moment()).0,
                clock.moment(s.end_moment()).0,
            )
        })
        .collect();
    let mut first = 0;
    while first < rows {
        let mut slice = OUTSIDE;
        let mut end = first + 1;
        if let Some(Timestamp(t)) = when.timestamp(first) {
            let at = bounds.partition_point(|&(_, end)| end <= t);
            let before = at.checked_sub(1).map_or(i64::MIN, |at| bounds[at].1);
            let inside = match bounds.get(at) {
                Some(&(start, end)) if start <= t => {
                    slice = at as u32;
                    start..end
                }
                // Between two spans.
                Some(&(start, _)) => before..start,
                None => before..i64::MAX,
            };
            end = when.timestamps_within(end, inside);
        }
        each(first..end, slice);
        first = end;
    }
}

/// The span of every row that counts.
pub(super) fn counted_by_span(by: (&Column, &Zone), counted: &[bool], spans: &[Span]) -> Vec<u32> {
    let mut slices = Vec::with_capacity(counted.len());
    by_span(by, counted.len(), spans, |rows, slice| {
        let slice_of = |counts: &bool| if *counts { slice } else { OUTSIDE };
        slices.extend(counted[rows].iter().map(slice_of));
    });
    slices
}

/// Which slice of a span each value of a text column is in.
pub(super) struct ByValue {
    codes: Vec<u32>,
    missing: u32,
}

impl ByValue {
    pub(super) fn new(by: &TextColumn, values: &[String], rest: bool) -> Self {
        let places: FxHashMap<&str, u32> = values
            .iter()
            .enumerate()
            .map(|(at, value)| (value.as_str(), at as u32))
            .collect();
        let rest = if rest { values.len() as u32 } else { OUTSIDE };
        let place = |value: &str| places.get(value).copied().unwrap_or(rest);
        Self {
            codes: by.entries().map(place).collect(),
            missing: place(""),
        }
    }

    /// The slice of a code; [`OUTSIDE`] where it is in none.
    pub(super) fn slice(&self, code: u32) -> u32 {
        let known = self.codes.get(code as usize);
        known.copied().unwrap_or(self.missing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn runs(slices: &[u32], each: usize) -> Vec<Run> {
        let runs = slices.iter().enumerate().map(|(n, slice)| Run {
            first: (n * each) as u32,
            slice: *slice,
        });
        runs.collect()
    }

    #[test]
    fn short_runs_become_a_slice_a_row() {
        let slices = [0, OUTSIDE, 1, 0];
        for (each, expected) in [
            (WORTH_A_RUN, None),
            (2, Some([0, 0, OUTSIDE, OUTSIDE, 1, 1, 0, 0])),
        ] {
            match (
                Cuts::of_runs(runs(&slices, each), slices.len() * each),
                expected,
            ) {
                (Cuts::Runs(kept), None) => assert_eq!(kept, runs(&slices, each)),
                (Cuts::Rows(rows), Some(expected)) => assert_eq!(rows, expected),
                (cuts, _) => panic!("{each} rows a run: {cuts:?}"),
            }
        }
    }
}
