//! The loaded tables and the way their rows are cut.

use super::cache::Cache;
use super::rows::{ByValue, Cuts, OUTSIDE, Rows, Run, Slices, by_span, counted_by_span};
use super::{Counted, Sources, Unavailable};
use outturn_core::calendar::Span;
use outturn_core::table::{Column, Table, TableKind};
use std::any::Any;
use std::rc::Rc;

/// The loaded tables and the way their rows are cut; what a measure is given.
pub struct Scope<'a> {
    sources: &'a Sources,
    slices: Slices,
    cache: Cache,
}

impl<'a> Scope<'a> {
    /// A scope over these tables, cut so.
    #[must_use]
    pub fn new(sources: &'a Sources, slices: Slices) -> Self {
        Self {
            sources,
            slices,
            cache: Cache::default(),
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
    fn cache(&self) -> (&Cache, &[Span]) {
        match &self.slices {
            Slices::Spans(spans) => (self.sources.cache(), spans),
            Slices::Values { spans, .. } => (&self.cache, spans),
        }
    }

    /// Something that several expressions want of the same slices, by its name: it is computed once. `bytes` is what it holds, roughly.
    ///
    /// # Errors
    /// That of `compute`.
    pub fn shared<T: Any>(
        &self,
        name: &str,
        bytes: fn(&T) -> usize,
        compute: impl FnOnce() -> Result<T, Unavailable>,
    ) -> Result<Rc<T>, Unavailable> {
        let (cache, spans) = self.cache();
        cache.shared(name, spans, bytes, compute)
    }

    /// The rows of a table that count, whatever their time.
    #[must_use]
    pub fn counted(&self, kind: TableKind) -> Counted {
        self.sources.counted(kind)
    }

    /// The table of a kind.
    ///
    /// # Errors
    /// [`Unavailable::Table`] when none is loaded.
    pub fn table(&self, kind: TableKind) -> Result<&'a Table, Unavailable> {
        self.sources
            .get(kind)
            .map(|t| t.table().as_ref())
            .ok_or(Unavailable::Table(kind))
    }

    /// A column of a table.
    ///
    /// # Errors
    /// [`Unavailable::Table`] or [`Unavailable::Column`].
    pub fn column(&self, kind: TableKind, name: &str) -> Result<&'a Column, Unavailable> {
        self.table(kind)?
            .column(name)
            .ok_or_else(|| Unavailable::Column {
                table: kind,
                column: name.to_owned(),
            })
    }

    /// The rows of a table, each in the slice its time column puts it in. A row without a time is in none.
    ///
    /// # Errors
    /// [`Unavailable::Table`], [`Unavailable::Column`], or [`Unavailable::Breakdown`] when the table lacks the column that the slices are values of.
    pub fn rows(&self, kind: TableKind) -> Result<Rows<'a>, Unavailable> {
        match kind.schema().time {
            Some(time) => self.rows_at(kind, time),
            None => Err(Unavailable::Column {
                table: kind,
                column: "date".to_owned(),
            }),
        }
    }

    /// As [`rows`](Self::rows), by another time column.
    ///
    /// # Errors
    /// As [`rows`](Self::rows).
    pub fn rows_at(&self, kind: TableKind, time: &'static str) -> Result<Rows<'a>, Unavailable> {
        let table = self.table(kind)?;
        let when = self.column(kind, time)?;
        let (cache, spans) = self.cache();
        let clock = self.sources.clock(kind);
        let counted = self.sources.counted(kind);
        let cuts = match &self.slices {
            Slices::Spans(_) => cache.cuts((kind, time), spans, || {
                if let Some(counted) = counted.each() {
                    return Cuts::Rows(counted_by_span((when, clock), counted, spans));
                }
                let mut runs: Vec<Run> = Vec::new();
                by_span((when, clock), table.rows(), spans, |rows, slice| {
                    if runs.last().is_none_or(|run| run.slice != slice) {
                        let first = rows.start as u32;
                        runs.push(Run { first, slice });
                    }
                });
                Cuts::of_runs(runs, table.rows())
            }),
            Slices::Values {
                column,
                values,
                rest,
                ..
            } => {
                let by = table
                    .column(column)
                    .and_then(Column::as_text)
                    .ok_or_else(|| Unavailable::Breakdown(column.clone()))?;
                cache.cuts((kind, time), spans, || {
                    let slices = ByValue::new(by, values, *rest);
                    let width = self.slices.width() as u32;
                    let mut cuts = Vec::with_capacity(table.rows());
                    by_span((when, clock), table.rows(), spans, |rows, span| {
                        by.for_each_code(rows, |code| {
                            let slice = slices.slice(code);
                            let counts = counted.has(cuts.len());
                            let inside = counts && span != OUTSIDE && slice != OUTSIDE;
                            cuts.push(if inside {
                                span * width + slice
                            } else {
                                OUTSIDE
                            });
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
