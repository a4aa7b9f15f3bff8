//! Metric series with one column a metric, unfolded to one row a value. A cell without a number is no value, not a zero.

use super::super::error::ImportError;
use super::super::file::RawFile;
use super::super::report::LeftOutReason;
use super::Mapping;
use super::convert::Wanted;
use super::selection::Selection;
use super::source;
use outturn_core::table::{Column, ColumnKind, Decimals, Table, TextBuilder};
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
    for metric in &mapping.metrics {
        let wanted = Wanted {
            table: mapping.kind,
            name: "value",
            kind: ColumnKind::Number,
            order: None,
        };
        let edit = mapping.metric_edits.iter().find(|e| e.column == *metric);
        let name = edit.and_then(|e| e.name.as_deref()).unwrap_or(metric);
        let unit = edit.and_then(|e| e.unit);
        let converted = source::in_unit(&source::column(raw, metric)?, unit, wanted);
        if !converted.bad.is_empty() {
            notes.push(format!(
                "{metric}: {} values are missing because they are not a number.",
                converted.bad.len()
            ));
        }
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
    for row in (0..used.len()).filter(|&row| !used[row]) {
        selection.leave_out(
            row,
            LeftOutReason::MissingRequired,
            mapping.metrics.first().map(String::as_str),
        );
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
