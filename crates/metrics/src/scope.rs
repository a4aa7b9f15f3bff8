//! Which rows count, and into which slice each falls.

use super::kept::Kept;
use super::measure::{Labelled, Latencies};
use super::{Lack, Sources};
use crate::calendar::Span;
use crate::table::{Column, Table, TableKind, TextColumn};
use crate::units::Timestamp;
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
        /// Its values.
        values: Vec<String>,
    },
}

impl Slices {
    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Spans(spans) => spans.len(),
            Self::Values { spans, values, .. } => spans.len() * values.len(),
        }
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The days of slice `i`.
    #[must_use]
    pub fn span(&self, i: usize) -> Span {
        match self {
            Self::Spans(spans) => spans[i],
            Self::Values { spans, values, .. } => spans[i / values.len()],
        }
    }
}

/// Marks rows that are in no slice.
const OUTSIDE: u32 = u32::MAX;

/// Rows one after the other that fall into one slice: from a row up to where the next run begins. Logs come in order of time, so
/// there are about as many as there are slices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Run {
    first: u32,
    slice: u32,
}

/// Which slice each row is in.
#[derive(Debug)]
pub(super) enum Cuts {
    /// Logs come in order of time: in spans, many rows that follow one another are in one slice.
    Runs(Vec<Run>),
    /// Values alternate from row to row: a slice a row.
    Rows(Vec<u32>),
}

impl Cuts {
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
    slices: usize,
    cuts: Rc<Cuts>,
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

    /// Calls `each` with rows that follow one another and the slice of each, so that a column is looked at once for many rows.
    fn blocks(&self, within: Range<usize>, each: &mut dyn FnMut(Range<usize>, &[u32])) {
        const LONGEST: usize = 1024;
        let mut same = [OUTSIDE; LONGEST];
        match &*self.cuts {
            Cuts::Rows(slices) => each(within.clone(), &slices[within]),
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

/// The loaded tables and the way their rows are cut; what a measure is given.
pub struct Scope<'a> {
    sources: &'a Sources,
    slices: Slices,
    kept: Kept,
}

impl<'a> Scope<'a> {
    /// A scope over these tables, cut so.
    #[must_use]
    pub fn new(sources: &'a Sources, slices: Slices) -> Self {
        Self {
            sources,
            slices,
            kept: Kept::default(),
        }
    }

    /// How the rows are cut.
    #[must_use]
    pub fn slices(&self) -> &Slices {
        &self.slices
    }

    /// The loaded tables.
    #[must_use]
    pub fn sources(&self) -> &'a Sources {
        self.sources
    }

    /// What was computed for its slices before, and the spans by which it is found again.
    fn kept(&self) -> (&Kept, &[Span]) {
        match &self.slices {
            Slices::Spans(spans) => (self.sources.kept(), spans),
            Slices::Values { spans, .. } => (&self.kept, spans),
        }
    }

    /// The latencies of its slices. They are computed once.
    pub(super) fn latencies(&self, compute: impl FnOnce() -> Vec<Latencies>) -> Rc<[Latencies]> {
        let (kept, spans) = self.kept();
        kept.latencies(spans, compute)
    }

    /// The predictions of its slices by class. They are counted once.
    pub(super) fn labelled(
        &self,
        compute: impl FnOnce() -> Result<Labelled, Lack>,
    ) -> Result<Rc<Labelled>, Lack> {
        let (kept, spans) = self.kept();
        kept.labelled(spans, compute)
    }

    /// The table of a kind.
    ///
    /// # Errors
    /// [`Lack::Table`] when none is loaded.
    pub fn table(&self, kind: TableKind) -> Result<&'a Table, Lack> {
        self.sources
            .get(kind)
            .map(|t| t.table().as_ref())
            .ok_or(Lack::Table(kind))
    }

    /// A column of a table.
    ///
    /// # Errors
    /// [`Lack::Table`] or [`Lack::Column`].
    pub fn column(&self, kind: TableKind, name: &str) -> Result<&'a Column, Lack> {
        self.table(kind)?.column(name).ok_or_else(|| Lack::Column {
            table: kind,
            column: name.to_owned(),
        })
    }

    /// The rows of a table, each in the slice its time column puts it in. A row without a time is in none.
    ///
    /// # Errors
    /// [`Lack::Table`], [`Lack::Column`], or [`Lack::Breakdown`] when the table lacks the column that the slices are values of.
    pub fn rows(&self, kind: TableKind) -> Result<Rows<'a>, Lack> {
        match kind.schema().time {
            Some(time) => self.rows_at(kind, time),
            None => Err(Lack::Column {
                table: kind,
                column: "date".to_owned(),
            }),
        }
    }

    /// As [`rows`](Self::rows), by another time column.
    ///
    /// # Errors
    /// As [`rows`](Self::rows).
    pub fn rows_at(&self, kind: TableKind, time: &'static str) -> Result<Rows<'a>, Lack> {
        let table = self.table(kind)?;
        let when = self.column(kind, time)?;
        let (kept, spans) = self.kept();
        let cuts = match &self.slices {
            Slices::Spans(_) => kept.cuts((kind, time), spans, || {
                let mut runs: Vec<Run> = Vec::new();
                by_span(when, table.rows(), spans, |rows, slice| {
                    if runs.last().is_none_or(|run| run.slice != slice) {
                        let first = rows.start as u32;
                        runs.push(Run { first, slice });
                    }
                });
                Cuts::Runs(runs)
            }),
            Slices::Values { column, values, .. } => {
                let by = table
                    .column(column)
                    .and_then(Column::as_text)
                    .ok_or_else(|| Lack::Breakdown(column.clone()))?;
                kept.cuts((kind, time), spans, || {
                    let (slices, width) = (by_value(by, values), values.len() as u32);
                    let mut cuts = Vec::with_capacity(table.rows());
                    by_span(when, table.rows(), spans, |rows, span| {
                        by.for_each_code(rows, |code| {
                            let slice = slices.get(code as usize);
                            let slice = slice.filter(|slice| span != OUTSIDE && **slice != OUTSIDE);
                            cuts.push(slice.map_or(OUTSIDE, |slice| span * width + slice));
                        });
                    });
                    Cuts::Rows(cuts)
                })
            }
        };
        Ok(Rows {
            table,
            slices: self.slices.len(),
            cuts,
        })
    }
}

/// Calls `each` with rows that follow one another and the slice they are in, for all rows in order.
fn by_span(when: &Column, rows: usize, spans: &[Span], mut each: impl FnMut(Range<usize>, u32)) {
    let bounds: Vec<(i64, i64)> = spans
        .iter()
        .map(|s| (s.start_moment().0, s.end_moment().0))
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

/// The slice of each code of a text column.
fn by_value(by: &TextColumn, values: &[String]) -> Vec<u32> {
    by.entries()
        .map(|entry| {
            let at = values.iter().position(|v| v == entry);
            at.map_or(OUTSIDE, |i| i as u32)
        })
        .collect()
}
