//! Applying a mapping to a file.
//!
//! A row without a usable value in a column that the table needs is left out, with its reason. An unusable value in any other
//! column is missing there, and counted in a note.

use super::super::error::{Fault, ImportError};
use super::super::read::RawFile;
use super::super::report::{LeftOut, LeftOutReason};
use super::convert::{Converted, Wanted, convert};
use super::source::{self, refuse};
use super::{Binding, Mapping, RowRule, series};
use crate::table::{Column, ColumnKind, ColumnSchema, Table, TableKind};
use std::sync::Arc;

/// A canonical table made of a file.
#[derive(Debug, Clone)]
pub struct Mapped {
    /// Columns under canonical names, in canonical types; label columns of metric series under their own.
    pub table: Table,
    /// Which table it is.
    pub kind: TableKind,
    /// Data rows in the file.
    pub rows_read: usize,
    /// Data rows of the file that are in the table.
    pub rows_used: usize,
    /// The others, in order, those among them that could not even be read.
    pub left_out: Vec<LeftOut>,
    /// What the user should know, in sentences.
    pub notes: Vec<String>,
}

/// Makes the canonical table that a mapping describes. Columns that are used as they are are shared with the file's table.
///
/// # Errors
/// When the mapping names a column that the file does not have, leaves a needed one unbound, or gives a constant that is no value
/// of its column.
pub fn apply(raw: &RawFile, mapping: &Mapping) -> Result<Mapped, ImportError> {
    check_bound(raw, mapping)?;
    let mut selection = Selection::new(raw);
    selection.by_rule(&mapping.rows)?;
    let mut notes = Vec::new();
    let mut columns: Vec<(String, Arc<Column>)> = Vec::new();
    for schema in mapping.kind.schema().columns {
        let Some(binding) = mapping.binding(schema.name) else {
            continue;
        };
        if !mapping.metrics.is_empty() && matches!(schema.name, "metric" | "value") {
            continue;
        }
        let wanted = Wanted {
            table: mapping.kind,
            name: schema.name,
            kind: schema.kind,
            order: binding.date_order,
        };
        let converted = source::fill(raw, binding, wanted)?;
        if let Some(note) = &converted.note {
            notes.push(format!("{}: {note}.", schema.name));
        }
        if schema.required {
            selection.need(&converted, binding);
        } else if let Some(&(row, reason)) = converted.bad.first() {
            let count = converted.bad.len();
            let row = raw.file_row(row as usize);
            notes.push(format!(
                "{}: {count} values are missing because they are {} (first in row {row}).",
                schema.name,
                reason.label()
            ));
        }
        columns.push((schema.name.to_owned(), converted.column));
    }
    if mapping.kind == TableKind::Uptime {
        selection.need_probe_or_outage(&columns);
    }
    if mapping.kind == TableKind::MetricSeries {
        for name in mapping
            .labels
            .iter()
            .filter(|n| mapping.kind.schema().column(n).is_none())
        {
            columns.push((name.clone(), source::column(raw, name)?));
        }
    }
    if mapping.metrics.is_empty() {
        let table = selection.table(columns);
        return Ok(selection.finish(mapping.kind, table, notes));
    }
    let table = series::unfold(raw, mapping, &columns, &mut selection, &mut notes)?;
    Ok(selection.finish(mapping.kind, table, notes))
}

/// Every needed column is bound.
fn check_bound(raw: &RawFile, mapping: &Mapping) -> Result<(), ImportError> {
    let schema = mapping.kind.schema();
    let unfolds = |column: &ColumnSchema| {
        !mapping.metrics.is_empty() && matches!(column.name, "metric" | "value")
    };
    let unbound = schema
        .columns
        .iter()
        .find(|c| c.required && mapping.binding(c.name).is_none() && !unfolds(c));
    let bound = |name| mapping.binding(name).is_some();
    let probe = mapping.kind == TableKind::Uptime
        && !(bound("timestamp") && bound("up"))
        && !bound("started_at");
    match unbound.map(|c| c.name).or(probe.then_some("up")) {
        None => Ok(()),
        Some(canonical) => Err(refuse(
            raw,
            Fault::Unbound {
                canonical: canonical.to_owned(),
                table: schema.label.to_owned(),
            },
        )),
    }
}

/// Which of the file's rows are used, and why the others are not.
pub(super) struct Selection<'a> {
    raw: &'a RawFile,
    keep: Vec<bool>,
    left_out: Vec<LeftOut>,
}

impl<'a> Selection<'a> {
    fn new(raw: &'a RawFile) -> Self {
        Self {
            raw,
            keep: vec![true; raw.table.rows()],
            left_out: raw.left_out.clone(),
        }
    }

    /// Whether a row is used.
    pub(super) fn keeps(&self, row: usize) -> bool {
        self.keep.get(row).copied().unwrap_or(false)
    }

    /// Leaves a row out, if it is not already.
    pub(super) fn leave_out(&mut self, row: usize, reason: LeftOutReason, column: Option<&str>) {
        let Some(keep) = self.keep.get_mut(row).filter(|keep| **keep) else {
            return;
        };
        *keep = false;
        let found = column.and_then(|name| self.raw.table.column(name)?.display(row));
        self.left_out.push(LeftOut {
            row: self.raw.file_row(row),
            reason,
            column: column.map(str::to_owned),
            found,
        });
    }

    fn by_rule(&mut self, rule: &RowRule) -> Result<(), ImportError> {
        let RowRule::LastPer { column: name } = rule else {
            return Ok(());
        };
        let wanted = Wanted {
            table: TableKind::Incidents,
            name: "id",
            kind: ColumnKind::Text,
            order: None,
        };
        let keys = convert(&source::column(self.raw, name)?, wanted).column;
        let Some(keys) = keys.as_text() else {
            return Ok(());
        };
        let mut last = vec![0; keys.distinct()];
        for row in 0..keys.len() {
            if let Some(code) = keys.code(row) {
                last[code as usize] = row;
            }
        }
        for row in 0..keys.len() {
            if let Some(by) = keys
                .code(row)
                .map(|code| last[code as usize])
                .filter(|by| *by != row)
            {
                let reason = LeftOutReason::Superseded {
                    by: self.raw.file_row(by),
                };
                self.leave_out(row, reason, Some(name));
            }
        }
        Ok(())
    }

    /// Leaves out the rows that have no value in a column that is needed.
    fn need(&mut self, converted: &Converted, binding: &Binding) {
        if converted.column.present() == self.keep.len() {
            return;
        }
        let sources = binding.source.columns();
        for &(row, reason) in &converted.bad {
            self.leave_out(row as usize, reason, sources.first().copied());
        }
        for row in 0..self.keep.len() {
            if !has(&converted.column, row) {
                self.leave_out(
                    row,
                    LeftOutReason::MissingRequired,
                    sources.first().copied(),
                );
            }
        }
    }

    /// Uptime rows say something if they are a probe with its answer or an outage with its beginning.
    fn need_probe_or_outage(&mut self, columns: &[(String, Arc<Column>)]) {
        let column = |name: &str| columns.iter().find(|(n, _)| n == name).map(|(_, c)| c);
        let given = |name: &str, row| column(name).is_some_and(|c| has(c, row));
        for row in 0..self.keep.len() {
            if !(given("timestamp", row) && given("up", row) || given("started_at", row)) {
                self.leave_out(row, LeftOutReason::MissingRequired, None);
            }
        }
    }

    /// The table of the rows that are used.
    fn table(&self, columns: Vec<(String, Arc<Column>)>) -> Table {
        if self.keep.iter().all(|keep| *keep) {
            let mut table = Table::new(self.keep.len());
            for (name, column) in columns {
                table.push(&name, column);
            }
            return table;
        }
        let rows: Vec<u32> = (0..self.keep.len() as u32)
            .filter(|&row| self.keep[row as usize])
            .collect();
        let mut table = Table::new(rows.len());
        for (name, column) in columns {
            table.push(&name, column.take(&rows));
        }
        table
    }

    fn finish(mut self, kind: TableKind, table: Table, notes: Vec<String>) -> Mapped {
        crate::order::sort_by_key(&mut self.left_out, |out| out.row);
        Mapped {
            table,
            kind,
            rows_read: self.raw.rows_read,
            rows_used: self.keep.iter().filter(|keep| **keep).count(),
            left_out: self.left_out,
            notes,
        }
    }
}

/// Whether a column has a value at a row.
pub(super) fn has(column: &Column, row: usize) -> bool {
    match column {
        Column::I64(values) | Column::Timestamp(values) => values.get(row).is_some(),
        Column::F64(values) => values.get(row).is_some(),
        Column::Bool(values) => values.get(row).is_some(),
        Column::Text(values) => values.code(row).is_some(),
    }
}
