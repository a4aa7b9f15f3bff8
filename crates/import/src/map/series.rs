//! Metric series with one column a metric, and drift checks with one column a check, unfolded to one row a value. A cell without a number
//! is no value, not a zero.

use super::super::error::ImportError;
use super::super::file::RawFile;
use super::super::report::LeftOutReason;
use super::super::written::AsWritten;
use super::convert::{How, Wanted};
use super::kind::selector;
use super::selection::Selection;
use super::shown_in::SHARE;
use super::source;
use super::{Amount, Binding, Mapping, SampleKind, Unit};
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
    let mut values = Unfolded::new(raw, mapping);
    for name in &mapping.metrics {
        if raw.is_open(name) || mapping.waits(name) {
            notes.push(format!("{name} waits for an answer."));
            values.leave_open(name);
        } else {
            values.add(&Metric::of(mapping, name), raw, mapping, selection, notes)?;
        }
    }
    values.leave_out_others(mapping, selection);
    Ok(values.table(columns, mapping.unfolds().unwrap_or(("metric", "value"))))
}

/// A column of the file that is a metric.
struct Metric<'a> {
    column: &'a str,
    name: &'a str,
    unit: Option<Unit>,
    kind: Option<SampleKind>,
    /// The metric and the labels that the column's name selects, where its samples are totals.
    selected: Option<(String, Vec<(String, String)>)>,
    /// Canonical columns that hold beside its values only.
    beside: &'a [Binding],
}

impl<'a> Metric<'a> {
    fn of(mapping: &'a Mapping, column: &'a str) -> Self {
        let edit = mapping.metric_edits.iter().find(|e| e.column == column);
        let unit = edit.and_then(|e| e.unit);
        let kind = edit.and_then(|e| e.kind);
        let said = edit.and_then(|e| e.name.as_deref());
        // Once its numbers are converted, a name that says their unit would say the wrong one.
        let bare = unit.is_some() && unit == Unit::of_name(column);
        let own = if bare { Unit::bare(column) } else { column };
        Self {
            column,
            name: said.unwrap_or(own),
            unit,
            kind,
            selected: selector(column).filter(|_| kind.is_some() && said.is_none()),
            beside: edit.map_or(&[], |e| &e.beside),
        }
    }

    /// What its numbers are once they are read, as far as its cells or its name say.
    fn shown_in<'w>(&self, written: &'w AsWritten) -> Option<&'w str>
    where
        'a: 'w,
    {
        if self.unit == Some(Unit::Percent) || written.shares.contains(self.column) {
            return Some(SHARE);
        }
        let currency = written.currencies.get(self.column).map(String::as_str);
        currency.or_else(|| Amount::of_name(self.column)?.currency)
    }

    fn name(&self) -> &str {
        self.selected.as_ref().map_or(self.name, |(name, _)| name)
    }
}

/// Values of all metrics, one below the other.
struct Unfolded<'a> {
    rows: Vec<u32>,
    names: TextBuilder,
    units: TextBuilder,
    values: Decimals,
    beside: Beside,
    pieces: Vec<Pieces>,
    /// Rows of the file that have some value.
    used: Vec<bool>,
    /// Rows without any, and why that of the last metric is none.
    why: FxHashMap<u32, (LeftOutReason, &'a str)>,
}

impl<'a> Unfolded<'a> {
    fn new(raw: &RawFile, mapping: &Mapping) -> Self {
        Self {
            rows: Vec::new(),
            names: TextBuilder::default(),
            units: TextBuilder::default(),
            values: Decimals::default(),
            beside: Beside::of(mapping),
            pieces: Pieces::of(mapping),
            used: vec![false; raw.table.rows()],
            why: FxHashMap::default(),
        }
    }

    /// Takes nothing of a metric of which something is asked.
    fn leave_open(&mut self, column: &'a str) {
        let all = 0..self.used.len() as u32;
        let open = all.map(|row| (row, (LeftOutReason::Unanswered, column)));
        self.why.extend(open);
    }

    fn add(
        &mut self,
        metric: &Metric<'a>,
        raw: &RawFile,
        mapping: &Mapping,
        selection: &mut Selection<'_>,
        notes: &mut Vec<String>,
    ) -> Result<(), ImportError> {
        let wanted = Wanted {
            table: mapping.kind,
            name: "value",
            kind: ColumnKind::Number,
            order: None,
            how: How::under(mapping, &raw.written, Some(metric.column)),
        };
        let source = source::column(raw, metric.column)?;
        let converted = source::in_unit(&source, metric.unit, wanted);
        selection.repaired(&converted, metric.name());
        if let Some((row, reason)) = converted.bad.first() {
            notes.push(format!(
                "{}: {} values are missing because they are {} (first in row {}).",
                metric.column,
                converted.bad.len(),
                reason.label(),
                raw.file_row(*row as usize)
            ));
        }
        let bad = converted.bad.iter();
        self.why
            .extend(bad.map(|(row, reason)| (*row, (*reason, metric.column))));
        let labels = metric
            .selected
            .as_ref()
            .map_or(&[][..], |(_, labels)| labels);
        let name = Some(metric.name()).filter(|name| !name.is_empty());
        let beside = metric.beside.iter();
        let beside = beside.map(|binding| filled(raw, mapping, binding));
        let beside = beside.collect::<Result<Vec<_>, _>>()?;
        let unit = metric.shown_in(&raw.written);
        for (row, used) in self.used.iter_mut().enumerate() {
            if let Some(value) = converted.column.number(row)
                && selection.keeps(row)
            {
                self.rows.push(row as u32);
                self.names.push(name);
                self.units.push(unit);
                self.values.push(Some(value));
                self.beside.push(metric.kind, labels);
                for pieces in &mut self.pieces {
                    pieces.push(&beside, row);
                }
                *used = true;
            }
        }
        Ok(())
    }

    /// Leaves rows out that have no value at all.
    fn leave_out_others(&self, mapping: &'a Mapping, selection: &mut Selection<'_>) {
        let missing = mapping.metrics.first().map(String::as_str);
        for row in (0..self.used.len()).filter(|&row| !self.used[row]) {
            let (reason, column) = match self.why.get(&(row as u32)) {
                Some((reason, column)) => (*reason, Some(*column)),
                None => (LeftOutReason::MissingRequired, missing),
            };
            selection.leave_out(row, reason, column);
        }
    }

    fn table(
        self,
        columns: &[(String, Arc<Column>)],
        (name, value): (&'static str, &'static str),
    ) -> Table {
        let mut table = Table::new(self.rows.len());
        let (times, others): (Vec<_>, Vec<_>) =
            columns.iter().partition(|(name, _)| name == "date");
        for (name, column) in times {
            table.push(name, column.take(&self.rows));
        }
        table.push(name, Column::Text(self.names.finish()));
        table.push(value, Column::F64(self.values));
        // Values of series say what they are shown in; the pieces of another table do not.
        let units = self.units.finish();
        if name == "metric" && units.distinct() > 0 {
            table.push("unit", Column::Text(units));
        }
        let is_written = table.column("unit").is_some();
        for (name, column) in others
            .into_iter()
            .filter(|(name, _)| name != "unit" || !is_written)
        {
            table.push(name, column.take(&self.rows));
        }
        for (name, column) in self.beside.finish() {
            table.push(&name, Column::Text(column));
        }
        for pieces in self.pieces {
            table.push(&pieces.canonical, pieces.column.finish());
        }
        table
    }
}

/// A canonical column that holds beside the values of some of the file's columns.
struct Pieces {
    canonical: String,
    column: Growing,
}

enum Growing {
    Text(TextBuilder),
    Number(Decimals),
}

impl Growing {
    fn finish(self) -> Column {
        match self {
            Self::Text(texts) => Column::Text(texts.finish()),
            Self::Number(numbers) => Column::F64(numbers),
        }
    }
}

impl Pieces {
    /// Each canonical column that a mapping fills so, without values yet.
    fn of(mapping: &Mapping) -> Vec<Self> {
        let mut all: Vec<Self> = Vec::new();
        for binding in mapping.metric_edits.iter().flat_map(|edit| &edit.beside) {
            let canonical = &binding.canonical;
            if all.iter().any(|known| known.canonical == *canonical) {
                continue;
            }
            let column = match mapping.kind.schema().column(canonical).map(|c| c.kind) {
                Some(ColumnKind::Number) => Growing::Number(Decimals::default()),
                _ => Growing::Text(TextBuilder::default()),
            };
            all.push(Self {
                canonical: canonical.clone(),
                column,
            });
        }
        all
    }

    /// The value of a row, from the column that fills this one.
    fn push(&mut self, filled: &[(&str, Arc<Column>)], row: usize) {
        let source = filled.iter().find(|(name, _)| *name == self.canonical);
        match &mut self.column {
            Growing::Text(texts) => texts.push(source.and_then(|(_, c)| c.text(row))),
            Growing::Number(numbers) => numbers.push(source.and_then(|(_, c)| c.number(row))),
        }
    }
}

/// The column that a binding beside a metric fills.
fn filled<'a>(
    raw: &RawFile,
    mapping: &Mapping,
    binding: &'a Binding,
) -> Result<(&'a str, Arc<Column>), ImportError> {
    let schema = mapping.kind.schema().column(&binding.canonical);
    let wanted = Wanted {
        table: mapping.kind,
        name: &binding.canonical,
        kind: schema.map_or(ColumnKind::Text, |c| c.kind),
        order: None,
        how: How::under(
            mapping,
            &raw.written,
            binding.source.columns().first().copied(),
        ),
    };
    Ok((
        &binding.canonical,
        source::fill(raw, binding, wanted)?.column,
    ))
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
