//! Which rows of a file are in the table made from it, and why the others are not.

use super::super::error::ImportError;
use super::super::file::RawFile;
use super::super::report::{LeftOut, LeftOutReason, RepairLog};
use super::convert::{Converted, How, Wanted, convert};
use super::made::Made;
use super::mapped::Mapped;
use super::{Binding, Mapping, RowFilter, RowRule, identity, repeats, source};
use outturn_core::steps::pause;
use outturn_core::table::{Column, ColumnKind, Table, TableKind};
use rustc_hash::FxHashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

/// Which of the file's rows are used, and why the others are not.
pub(super) struct Selection<'a> {
    raw: &'a RawFile,
    keep: Vec<bool>,
    left_out: Vec<LeftOut>,
    repairs: RepairLog,
}

impl<'a> Selection<'a> {
    pub(super) fn new(raw: &'a RawFile) -> Self {
        Self {
            raw,
            keep: vec![true; raw.table.rows()],
            left_out: raw.left_out.clone(),
            repairs: RepairLog::default(),
        }
    }

    /// Counts what was done to the spellings of a column.
    pub(super) fn repaired(&mut self, converted: &Converted, name: &str) {
        for repair in &converted.repairs {
            self.repairs.add(repair.rule, repair.count, || {
                format!("{} in {name}", repair.example)
            });
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

    pub(super) fn by_filters(
        &mut self,
        filters: &[RowFilter],
        made: &mut Made<'_>,
    ) -> Result<(), ImportError> {
        for filter in filters {
            let passes = filter.passes(self.raw)?;
            made.left_out(passes.iter().filter(|passes| !**passes).count())?;
            for row in (0..passes.len()).filter(|&row| !passes[row]) {
                self.leave_out(row, LeftOutReason::Filtered, Some(&filter.column));
            }
        }
        Ok(())
    }

    /// Leaves out every row that is left, for the sake of a column.
    pub(super) fn leave_out_all(&mut self, reason: LeftOutReason, binding: &Binding) {
        for row in 0..self.keep.len() {
            self.leave_out(row, reason, binding.source.columns().first().copied());
        }
    }

    pub(super) fn by_rule(&mut self, rule: &RowRule) -> Result<(), ImportError> {
        let (name, by) = match rule {
            RowRule::All | RowRule::Each => return Ok(()),
            RowRule::LastOf { columns } => return self.last_of(columns),
            RowRule::LastPer { column, by } => (column, by),
        };
        let by = by
            .as_deref()
            .map(|by| source::column(self.raw, by))
            .transpose()?;
        let wanted = Wanted {
            table: TableKind::Incidents,
            name: "id",
            kind: ColumnKind::Text,
            order: None,
            how: How::default(),
        };
        let keys = convert(&source::column(self.raw, name)?, wanted).column;
        let Some(keys) = keys.as_text() else {
            return Ok(());
        };
        let mut last: Vec<Option<usize>> = vec![None; keys.distinct()];
        for row in (0..keys.len()).filter(|&row| self.keeps(row)) {
            if let Some(code) = keys.code(row) {
                let last = &mut last[code as usize];
                if last.is_none_or(|known| !earlier(by.as_deref(), row, known)) {
                    *last = Some(row);
                }
            }
        }
        for row in 0..keys.len() {
            if let Some(by) = keys
                .code(row)
                .and_then(|code| last[code as usize])
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

    /// Leaves out all but the last of the rows that agree in these columns.
    fn last_of(&mut self, names: &[String]) -> Result<(), ImportError> {
        let columns = names.iter().map(|name| source::column(self.raw, name));
        let columns: Vec<Arc<Column>> = columns.collect::<Result<_, _>>()?;
        let key = |row: usize| -> Vec<Option<u64>> {
            let bits = columns.iter().map(|column| repeats::bits(column, row));
            bits.collect()
        };
        let rows = || (0..self.keep.len()).rev().filter(|&row| self.keeps(row));
        let mut last: FxHashMap<Vec<Option<u64>>, usize> = FxHashMap::default();
        let mut superseded = Vec::new();
        for row in rows() {
            match last.entry(key(row)) {
                Entry::Occupied(by) => superseded.push((row, *by.get())),
                Entry::Vacant(free) => drop(free.insert(row)),
            }
        }
        for (row, by) in superseded {
            let by = self.raw.file_row(by);
            let column = names.first().map(String::as_str);
            self.leave_out(row, LeftOutReason::Superseded { by }, column);
        }
        Ok(())
    }

    /// Leaves out rows that are the same thing as another one.
    pub(super) fn once_each(&mut self, mapping: &Mapping) {
        let found = repeats::find(self.raw, mapping, |row| self.keeps(row));
        let column = identity::id_column(self.raw, mapping);
        for (row, reason) in found.aside {
            self.leave_out(row, reason, column);
        }
    }

    /// Leaves out the rows that have no value in a column that is needed.
    pub(super) fn need(&mut self, converted: &Converted, binding: &Binding) {
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

    /// Rows say something if all of one group is given, such as a probe with its answer or an outage with its beginning.
    pub(super) fn need_either(&mut self, columns: &[(String, Arc<Column>)], groups: &[&[&str]]) {
        let column = |name: &str| columns.iter().find(|(n, _)| n == name).map(|(_, c)| c);
        let given = |name: &str, row| column(name).is_some_and(|c| has(c, row));
        for row in 0..self.keep.len() {
            let one = |group: &&[&str]| group.iter().all(|name| given(name, row));
            if !groups.iter().any(one) {
                self.leave_out(row, LeftOutReason::MissingRequired, None);
            }
        }
    }

    /// The table of the rows that are used.
    pub(super) async fn table(
        &self,
        columns: Vec<(String, Arc<Column>)>,
        made: &mut Made<'_>,
    ) -> Result<Table, ImportError> {
        if self.keep.iter().all(|keep| *keep) {
            let mut table = Table::new(self.keep.len());
            for (name, column) in columns {
                table.push(&name, column);
            }
            return Ok(table);
        }
        let rows: Vec<u32> = (0..self.keep.len() as u32)
            .filter(|&row| self.keep[row as usize])
            .collect();
        let mut table = Table::new(rows.len());
        for (name, column) in columns {
            let column = Arc::new(column.take(&rows));
            made.column(&column)?;
            pause().await;
            table.push(&name, column);
        }
        Ok(table)
    }

    pub(super) fn finish(
        mut self,
        kind: TableKind,
        table: Table,
        beside: Table,
        notes: Vec<String>,
    ) -> Mapped {
        self.left_out.sort_by_key(|out| out.row);
        Mapped {
            table: Arc::new(table),
            kind,
            rows_read: self.raw.rows_read,
            rows_used: self.keep.iter().filter(|keep| **keep).count(),
            left_out: self.left_out,
            beside: Arc::new(beside),
            repairs: self.repairs.finish(),
            notes,
        }
    }
}

/// Whether a row comes before another by a column's moments or numbers. A row without one comes before all that have one.
fn earlier(by: Option<&Column>, row: usize, other: usize) -> bool {
    let Some(column) = by else { return false };
    let at = |row| {
        let micros = column.timestamp(row).map(|t| t.0 as f64);
        micros.or_else(|| column.number(row))
    };
    match (at(row), at(other)) {
        (Some(row), Some(other)) => row < other,
        (None, other) => other.is_some(),
        (Some(_), None) => false,
    }
}

/// Whether a column has a value at a row.
pub(super) fn has(column: &Column, row: usize) -> bool {
    match column {
        Column::I64(values) => values.get(row).is_some(),
        Column::Timestamp(values) => values.get(row).is_some(),
        Column::F64(values) => values.get(row).is_some(),
        Column::Bool(values) => values.get(row).is_some(),
        Column::Text(values) => values.code(row).is_some(),
    }
}
