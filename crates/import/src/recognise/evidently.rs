//! Evidently's reports as JSON, both generations: the older one nests all columns in one result, the newer one has a row for each.
//!
//! A report does not say for which model it was made, and mostly not when.

use super::super::map::{CellTest, Mapping, RowFilter, Source};
use super::Recognition;
use super::names::{Names, stem};
use super::question::ask_day;
use outturn_core::table::{Column, TableKind};

const ITEMS: &str = "result.drift_by_columns.";

pub(super) fn recognise(names: &Names<'_>) -> Option<Recognition> {
    let mapping = older(names).or_else(|| newer(names))?;
    let notes = vec![
        "A score means nothing without its method: of a p-value low is drift, of a distance high is.".to_owned(),
    ];
    let mut found = Recognition::new("Evidently report", mapping, notes);
    let dated = |m: &Mapping| m.binding("checked_at").is_some();
    if !found.mapping.as_ref().is_some_and(dated) {
        ask_day(names, &mut found, "checked_at", "When was this checked?");
    }
    Some(found)
}

fn older(names: &Names<'_>) -> Option<Mapping> {
    let of = |field: &str| names.find(&[&format!("{ITEMS}{field}")]);
    let (feature, score) = (of("key")?, of("drift_score")?);
    let mut mapping = common(names);
    // Results about the data as a whole name no column.
    mapping.filters = vec![RowFilter {
        column: feature.to_owned(),
        test: CellTest::Filled,
    }];
    mapping
        .bind("feature", Source::column(feature))
        .bind("score", Source::column(score));
    for (canonical, field) in [
        ("method", "stattest_name"),
        ("threshold", "stattest_threshold"),
    ] {
        if let Some(name) = of(field) {
            mapping.bind(canonical, Source::column(name));
        }
    }
    Some(mapping)
}

fn newer(names: &Names<'_>) -> Option<Mapping> {
    let metric = names.find(&["metric_name"])?;
    let value = names.find(&["value"])?;
    let text = names.raw.table.column(metric).and_then(Column::as_text)?;
    let drifts: Vec<&str> = text
        .entries()
        .filter(|e| e.starts_with("ValueDrift("))
        .collect();
    if drifts.is_empty() {
        return None;
    }
    let mut mapping = common(names);
    mapping.filters = vec![RowFilter {
        column: metric.to_owned(),
        test: CellTest::Is(drifts.iter().map(|d| (*d).to_owned()).collect()),
    }];
    let named = |field: &str| Source::Argument {
        column: metric.to_owned(),
        name: field.to_owned(),
    };
    let or = |column: &str, field: &str| {
        names
            .filled(&[column])
            .map_or_else(|| named(field), Source::column)
    };
    mapping
        .bind("score", Source::column(value))
        .bind("feature", or("config.column", "column"))
        .bind("method", or("config.method", "method"))
        .bind("threshold", or("config.threshold", "threshold"));
    Some(mapping)
}

fn common(names: &Names<'_>) -> Mapping {
    let mut mapping = Mapping::new(TableKind::DriftChecks);
    mapping
        .bind("model", Source::constant(stem(&names.raw.name)))
        .bind("kind", Source::constant("drift"));
    if let Some(at) = names.fact("timestamp") {
        mapping.bind("checked_at", Source::constant(at));
    }
    mapping
}
