//! A column that says in which unit each value of a series is. Values of one metric in several units are never put together: which of
//! them count is asked.

use super::super::map::{Mapping, RowFilter, Source, Topic};
use super::names::Names;
use super::{Edit, MappingChoice, MappingQuestion};
use outturn_core::table::{Column, TableKind, TextColumn};

/// Names of columns of units.
const UNITS: [&str; 5] = ["unit", "units", "uom", "unit_of_measure", "measure_unit"];
/// More different units than this are something else.
const MOST: usize = 20;

/// Asks where one metric has values in several units.
pub(super) fn question(names: &Names<'_>, mapping: &Mapping) -> Option<MappingQuestion> {
    if mapping.kind != TableKind::MetricSeries || mapping.waits("value") {
        return None;
    }
    let text = |name: &str| names.raw.table.column(name).and_then(Column::as_text);
    let name = names.find(&UNITS)?;
    let units = text(name)?;
    // Where each number is brought from its own unit they are all in one.
    let value = mapping.binding("value").map(|b| &b.source);
    if matches!(value, Some(Source::InUnits { .. })) {
        return None;
    }
    let metrics = match mapping.binding("metric").map(|b| &b.source) {
        Some(Source::Column(name)) => text(name),
        _ => None,
    };
    if !(2..=MOST).contains(&units.distinct()) || !is_mixed(units, metrics) {
        return None;
    }
    let mut rows: Vec<(&str, usize)> = units.entries().map(|unit| (unit, 0)).collect();
    for code in (0..units.len()).filter_map(|row| units.code(row)) {
        rows[code as usize].1 += 1;
    }
    rows.sort_by_key(|(_, rows)| std::cmp::Reverse(*rows));
    let choices = rows.iter().map(|(unit, rows)| {
        let keep = Edit::Keep(RowFilter::is(name, &[unit]));
        MappingChoice::new(format!("only values in {unit} ({rows} rows)"), vec![keep])
    });
    let choices = choices.collect();
    Some(MappingQuestion {
        topic: Topic::Unit,
        canonical: Some("value".to_owned()),
        text: format!("Values of one metric are in several units ({name}): which are counted?"),
        examples: rows
            .iter()
            .take(5)
            .map(|(unit, _)| (*unit).to_owned())
            .collect(),
        choices,
        guess: Some(0),
    })
}

/// Whether a metric has more than one unit; without a column of metrics all rows are of one.
fn is_mixed(units: &TextColumn, metrics: Option<&TextColumn>) -> bool {
    let mut unit_of: Vec<Option<u32>> = vec![None; metrics.map_or(1, TextColumn::distinct)];
    (0..units.len()).any(|row| {
        let metric = metrics.map_or(Some(0), |metrics| metrics.code(row));
        let (Some(unit), Some(metric)) = (units.code(row), metric) else {
            return false;
        };
        *unit_of[metric as usize].get_or_insert(unit) != unit
    })
}
