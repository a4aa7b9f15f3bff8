//! Metric series with one column a metric, unfolded to one row a value. A cell without a number is no value, not a zero.

use super::super::error::ImportError;
use super::super::file::RawFile;
use super::super::report::LeftOutReason;
use super::convert::{How, Wanted};
use super::kind::selector;
use super::selection::Selection;
use super::source;
use super::{Mapping, SampleKind, Unit};
use outturn_core::table::{Column, ColumnKind, Decimals, Table, TextBuilder, TextColumn};
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
    let mut beside = Beside::of(mapping);
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
        let unit = edit.and_then(|e| e.unit);
        let kind = edit.and_then(|e| e.kind);
        let selected = selector(metric).filter(|_| kind.is_some());
        let said = edit.and_then(|e| e.name.as_deref());
        let name = match (&selected, said) {
            (_, Some(said)) => said,
            (Some((name, _)), None) => name,
            // Once its numbers are converted, a name that says their unit would say the wrong one.
            (None, None) if unit.is_some() && unit == Unit::of_name(metric) => Unit::bare(metric),
            (None, None) => metric,
        };
        let labels = selected.as_ref().map_or(&[][..], |(_, labels)| labels);
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
                beside.push(kind, labels);
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
    for (name, column) in beside.finish() {
        table.push(&name, Column::Text(column));
    }
    Ok(table)
}

/// What the selectors of counters and buckets say: the columns that stand beside the values.
#[derive(Default)]
struct Beside {
    kinds: Option<TextBuilder>,
    labels: Vec<(String, TextBuilder)>,
}

impl Beside {
    fn of(mapping: &Mapping) -> Self {
        let counted = mapping.metric_edits.iter().filter(|e| e.kind.is_some());
        let mut beside = Self::default();
        for edit in counted {
            beside.kinds.get_or_insert_default();
            for (label, _) in selector(&edit.column).into_iter().flat_map(|(_, l)| l) {
                if !beside.labels.iter().any(|(known, _)| *known == label) {
                    beside.labels.push((label, TextBuilder::default()));
                }
            }
        }
        beside
    }

    fn push(&mut self, kind: Option<SampleKind>, labels: &[(String, String)]) {
        if let Some(kinds) = &mut self.kinds {
            kinds.push(kind.map(SampleKind::word));
        }
        for (label, column) in &mut self.labels {
            let own = labels.iter().find(|(known, _)| known == label);
            column.push(own.map(|(_, value)| value.as_str()));
        }
    }

    fn finish(self) -> impl Iterator<Item = (String, TextColumn)> {
        let kinds = self.kinds.map(|kinds| ("sample_kind".to_owned(), kinds));
        let columns = kinds.into_iter().chain(self.labels);
        columns.map(|(name, column)| (name, column.finish()))
    }
}
