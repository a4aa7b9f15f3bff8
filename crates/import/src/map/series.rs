//! Metric series with one column a metric, unfolded to one row a value. A cell without a number is no value, not a zero.

use super::super::error::ImportError;
use super::super::file::RawFile;
use super::super::report::LeftOutReason;
use super::Mapping;
use super::convert::{How, Wanted};
use super::selection::Selection;
use super::source;
use outturn_core::table::{Column, ColumnKind, Decimals, Table, TextBuilder};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// One row for each metric and each row of the file that has a value for it; `columns` are those that repeat beside it.
pub(super) fn unfold(
    raw: &RawFile,
    mapping: &Mapping,
    columns: &[(String, Arc<Column>)],
    selection: &mut Selection<'_>,
    notes: &mut Vec<String>,
) -> Result<Table, ImportError> {
    let mut rows: Vec<u32> = Vec::new();
    let mut names = TextBuilder::default();
    let mut values = Decimals::default();
    let mut used = vec![false; raw.table.rows()];
    // Rows without any value, and why that of the last metric is none.
    let mut why: FxHashMap<u32, (LeftOutReason, &str)> = FxHashMap::default();
    for metric in &mapping.metrics {
        if raw.is_open(metric) || mapping.waits(metric) {
            notes.push(format!("{metric} waits for an answer."));
            let open = (0..raw.table.rows() as u32)
                .map(|row| (row, (LeftOutReason::Unanswered, metric.as_str())));
            why.extend(open);
            continue;
        }
        let wanted = Wanted {
            table: mapping.kind,
            name: "value",
            kind: ColumnKind::Number,
            order: None,
            how: How::under(mapping, &raw.written, Some(metric)),
        };
        let edit = mapping.metric_edits.iter().find(|e| e.column == *metric);
        let name = edit.and_then(|e| e.name.as_deref()).unwrap_or(metric);
        let unit = edit.and_then(|e| e.unit);
        let converted = source::in_unit(&source::column(raw, metric)?, unit, wanted);
        selection.repaired(&converted, name);
        if let Some((row, reason)) = converted.bad.first() {
            notes.push(format!(
                "{metric}: {} values are missing because they are {} (first in row {}).",
                converted.bad.len(),
                reason.label(),
                raw.file_row(*row as usize)
            ));
        }
        let bad = converted.bad.iter();
        why.extend(bad.map(|(row, reason)| (*row, (*reason, metric.as_str()))));
        for (row, used) in used
            .iter_mut()
            .enumerate()
            .filter(|(row, _)| selection.keeps(*row))
        {
            if let Some(value) = converted.column.number(row) {
                rows.push(row as u32);
                names.push(Some(name));
                values.push(Some(value));
                *used = true;
            }
        }
    }
    let missing = || mapping.metrics.first().map(String::as_str);
    for row in (0..used.len()).filter(|&row| !used[row]) {
        let (reason, column) = match why.get(&(row as u32)) {
            Some((reason, column)) => (*reason, Some(*column)),
            None => (LeftOutReason::MissingRequired, missing()),
        };
        selection.leave_out(row, reason, column);
    }
    let mut table = Table::new(rows.len());
    let (times, others): (Vec<_>, Vec<_>) = columns.iter().partition(|(name, _)| name == "date");
    for (name, column) in times {
        table.push(name, column.take(&rows));
    }
    table.push("metric", Column::Text(names.finish()));
    table.push("value", Column::F64(values));
    for (name, column) in others {
        table.push(name, column.take(&rows));
    }
    Ok(table)
}
