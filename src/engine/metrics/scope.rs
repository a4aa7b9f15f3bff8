//! Which rows count, and into which slice each falls.

use super::{Lack, Sources};
use crate::calendar::Span;
use crate::table::{Column, Table, TableKind};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// How the rows are cut.
#[derive(Debug, Clone, PartialEq)]
pub enum Slices {
    /// One slice a span of days; spans are ordered and do not overlap.
    Spans(Vec<Span>),
    /// One slice a value of a text column, within a span.
    Values {
        /// Rows outside it do not count.
        span: Span,
        /// The column.
        column: String,
        /// Its values, one slice each.
        values: Vec<String>,
    },
}

impl Slices {
    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Spans(spans) => spans.len(),
            Self::Values { values, .. } => values.len(),
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
            Self::Values { span, .. } => *span,
        }
    }
}

/// Marks a row that is in no slice.
const OUTSIDE: u32 = u32::MAX;

/// The rows of a table with the slice of each.
pub struct Rows<'a> {
    /// The table.
    pub table: &'a Table,
    slice_of: Rc<[u32]>,
}

impl Rows<'_> {
    /// Calls `each(row, slice)` for every row that is in a slice.
    pub fn for_each(&self, mut each: impl FnMut(usize, usize)) {
        for (row, &slice) in self.slice_of.iter().enumerate() {
            if slice != OUTSIDE {
                each(row, slice as usize);
            }
        }
    }
}

/// A table and the column that says when.
type Cut = (TableKind, &'static str);

/// The loaded tables and the way their rows are cut; what a measure is given.
pub struct Scope<'a> {
    sources: &'a Sources,
    slices: Slices,
    /// The slice of each row, by table and time column: measures of one table share it.
    cut: RefCell<HashMap<Cut, Rc<[u32]>>>,
}

impl<'a> Scope<'a> {
    /// A scope over these tables, cut so.
    #[must_use]
    pub fn new(sources: &'a Sources, slices: Slices) -> Self {
        Self {
            sources,
            slices,
            cut: RefCell::default(),
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
        if let Some(slice_of) = self.cut.borrow().get(&(kind, time)) {
            return Ok(Rows {
                table,
                slice_of: Rc::clone(slice_of),
            });
        }
        let when = self.column(kind, time)?;
        let slice_of: Rc<[u32]> = match &self.slices {
            Slices::Spans(spans) => by_span(when, table.rows(), spans).into(),
            Slices::Values {
                span,
                column,
                values,
            } => {
                let by = table
                    .column(column)
                    .filter(|c| c.as_text().is_some())
                    .ok_or_else(|| Lack::Breakdown(column.clone()))?;
                let mut slice_of = by_span(when, table.rows(), &[*span]);
                by_value(&mut slice_of, by, values);
                slice_of.into()
            }
        };
        self.cut
            .borrow_mut()
            .insert((kind, time), Rc::clone(&slice_of));
        Ok(Rows { table, slice_of })
    }
}

fn by_span(when: &Column, rows: usize, spans: &[Span]) -> Vec<u32> {
    let bounds: Vec<(i64, i64)> = spans
        .iter()
        .map(|s| (s.start_moment().0, s.end_moment().0))
        .collect();
    // Logs come in order of time: the slice of the row above is the likeliest.
    let mut last = 0;
    (0..rows)
        .map(|row| {
            let Some(t) = when.timestamp(row) else {
                return OUTSIDE;
            };
            if let Some(&(start, end)) = bounds.get(last)
                && start <= t.0
                && t.0 < end
            {
                return last as u32;
            }
            let at = bounds.partition_point(|&(_, end)| end <= t.0);
            match bounds.get(at) {
                Some(&(start, _)) if start <= t.0 => {
                    last = at;
                    at as u32
                }
                _ => OUTSIDE,
            }
        })
        .collect()
}

fn by_value(slice_of: &mut [u32], by: &Column, values: &[String]) {
    let Some(text) = by.as_text() else { return };
    let slice_of_code: Vec<u32> = text
        .entries()
        .map(|entry| {
            values
                .iter()
                .position(|v| v == entry)
                .map_or(OUTSIDE, |i| i as u32)
        })
        .collect();
    for (row, slice) in slice_of.iter_mut().enumerate() {
        if *slice != OUTSIDE {
            *slice = text
                .code(row)
                .map_or(OUTSIDE, |code| slice_of_code[code as usize]);
        }
    }
}
