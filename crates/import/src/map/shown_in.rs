//! What a series says of the unit of each of its values: numbers of percent, milliseconds and the like come to the base unit, and what that
//! is stays beside them.

use super::super::repair::currency_of;
use super::super::written::AsWritten;
use super::{Mapping, Source, Unit};
use outturn_core::table::{Column, Decimals, TableKind, TextBuilder};
use std::sync::Arc;

/// The unit of a share of one.
pub(super) const SHARE: &str = "ratio";
const SECONDS: &str = "s";

/// What numbers in a unit are multiplied and divided by, and the unit that they are in then; none that a figure is shown in where it is
/// not known.
fn base(unit: &str) -> (f64, f64, Option<&'static str>) {
    let unit = unit.trim();
    match unit.to_ascii_lowercase().as_str() {
        "%" | "percent" | "pct" => return (1.0, 100.0, Some(SHARE)),
        "ratio" | "share" => return (1.0, 1.0, Some(SHARE)),
        _ => {}
    }
    let of_time = Unit::of_name(&format!("value_{unit}")).and_then(Unit::seconds);
    match (of_time, currency_of(unit)) {
        (Some((times, by)), _) => (times, by, Some(SECONDS)),
        (None, Some(code)) if code.len() == 3 => (1.0, 1.0, Some(code)),
        _ => (1.0, 1.0, None),
    }
}

/// Brings the values of a series with a row for each, and what they aim at, to the base unit of what their row says.
pub(super) fn settle(
    columns: &mut [(String, Arc<Column>)],
    mapping: &Mapping,
    written: &AsWritten,
) {
    let column = |name: &str| columns.iter().find(|(known, _)| known == name);
    let is_series = mapping.kind == TableKind::MetricSeries && mapping.metrics.is_empty();
    let said = |name: &str| column(name).map(|(_, column)| Arc::clone(column));
    let (Some(units), true) = (said("unit"), is_series) else {
        return;
    };
    let Some(units) = units.as_text() else {
        return;
    };
    let names = said("metric");
    let names = names.as_deref().and_then(Column::as_text);
    // A name that says how its numbers are counted is heeded where it is read.
    let timed = |name: &str| Unit::of_name(name).and_then(Unit::seconds).is_some();
    let timed: Vec<bool> = names
        .iter()
        .flat_map(|names| names.entries())
        .map(timed)
        .collect();
    let own = mapping.binding("value");
    let is_said = own.is_some_and(|own| own.unit.is_some());
    let is_of_percent = own.is_some_and(|own| match &own.source {
        Source::Column(name) => written.shares.contains(name),
        _ => false,
    });
    let bases: Vec<_> = units.entries().map(base).collect();
    let base_of = |row: usize| {
        let code = units.code(row).filter(|_| !is_said)?;
        let of_name = names.and_then(|names| names.code(row));
        if of_name.is_some_and(|code| timed[code as usize]) {
            return None;
        }
        bases.get(code as usize).copied()
    };
    let mut shown = TextBuilder::default();
    for row in 0..units.len() {
        shown.push(base_of(row).and_then(|(_, _, unit)| unit));
    }
    let scaled = |values: &Column| -> Column {
        let value = |row: usize| {
            let value = values.number(row)?;
            Some(match base_of(row) {
                Some((_, _, Some(SHARE))) if is_of_percent => value,
                Some((times, by, _)) => value * times / by,
                None => value,
            })
        };
        Column::F64((0..values.len()).map(value).collect::<Decimals>())
    };
    let changes = bases.iter().any(|(times, by, _)| times != by);
    for (name, column) in columns.iter_mut() {
        if changes && matches!(name.as_str(), "value" | "target") {
            *column = Arc::new(scaled(column));
        }
    }
    let shown = Arc::new(Column::Text(shown.finish()));
    if let Some((_, column)) = columns.iter_mut().find(|(name, _)| name == "unit") {
        *column = shown;
    }
}
