//! Which rows count, and into which slice each falls.

use super::kept::Kept;
use super::measure::Latencies;
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

/// Gathers runs row by row.
#[derive(Default)]
struct Runs {
    runs: Vec<Run>,
    rows: u32,
}

impl Runs {
    #[inline]
    fn push(&mut self, slice: u32) {
        if self.runs.last().is_none_or(|run| run.slice != slice) {
            let first = self.rows;
            self.runs.push(Run { first, slice });
        }
        self.rows += 1;
    }
}

/// The rows of a table with the slice of each.
pub struct Rows<'a> {
    /// The table.
    pub table: &'a Table,
    runs: Rc<[Run]>,
}

impl Rows<'_> {
    /// Calls `each(rows, slice)` for all rows that are in a slice: for rows that follow one another, in order.
    pub fn for_each_run(&self, mut each: impl FnMut(Range<usize>, usize)) {
        for (i, run) in self.runs.iter().enumerate() {
            if run.slice != OUTSIDE {
                let next = self.runs.get(i + 1);
                let end = next.map_or(self.table.rows(), |next| next.first as usize);
                each(run.first as usize..end, run.slice as usize);
            }
        }
    }

    /// Calls `each(row, slice)` for every row that is in a slice.
    pub fn for_each(&self, mut each: impl FnMut(usize, usize)) {
        self.for_each_run(|rows, slice| rows.for_each(|row| each(row, slice)));
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

    /// The latencies of its slices. They are computed once.
    pub(super) fn latencies(&self, compute: impl FnOnce() -> Vec<Latencies>) -> Rc<[Latencies]> {
        match &self.slices {
            Slices::Spans(spans) => self.sources.latencies(spans, compute),
            Slices::Values { spans, .. } => self.kept.latencies(spans, compute),
        }
    }

    /// The table of a kind.
    ///
    /// # Errors
    /// [`Lack::Table`] when none is loaded.
    pub fn table(&self, kind: TableKind) -> Result<&'a Table, Lack> {
        self.sources
            .get(kind)
            .map(|t| t.table.as_ref())
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
        let runs = match &self.slices {
            Slices::Spans(spans) => self.sources.runs((kind, time), spans, || {
                let mut runs = Runs::default();
                by_span(when, table.rows(), spans, |slice| runs.push(slice));
                runs.runs.into()
            }),
            Slices::Values {
                spans,
                column,
                values,
            } => {
                let by = table
                    .column(column)
                    .and_then(Column::as_text)
                    .ok_or_else(|| Lack::Breakdown(column.clone()))?;
                self.kept.runs((kind, time), spans, || {
                    let (slices, width) = (by_value(by, values), values.len() as u32);
                    let mut row = 0;
                    let mut runs = Runs::default();
                    by_span(when, table.rows(), spans, |span| {
                        let slice = slices.get(by.raw_code(row) as usize);
                        row += 1;
                        let slice = slice.filter(|slice| span != OUTSIDE && **slice != OUTSIDE);
                        runs.push(slice.map_or(OUTSIDE, |slice| span * width + slice));
                    });
                    runs.runs.into()
                })
            }
        };
        Ok(Rows { table, runs })
    }
}

/// Calls `each` with the slice of each row, in order.
fn by_span(when: &Column, rows: usize, spans: &[Span], mut each: impl FnMut(u32)) {
    let bounds: Vec<(i64, i64)> = spans
        .iter()
        .map(|s| (s.start_moment().0, s.end_moment().0))
        .collect();
    // Logs come in order of time: the slice of the row above is the likeliest.
    let mut last = (0, i64::MAX, i64::MIN);
    when.for_each_timestamp(0..rows, |moment| {
        let Some(Timestamp(t)) = moment else {
            return each(OUTSIDE);
        };
        if !(last.1 <= t && t < last.2) {
            let at = bounds.partition_point(|&(_, end)| end <= t);
            last = match bounds.get(at) {
                Some(&(start, end)) if start <= t => (at as u32, start, end),
                _ => return each(OUTSIDE),
            };
        }
        each(last.0);
    });
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
