//! Prometheus: the answers to range queries (a list of samples a series), instant queries (one sample a series), and scalars. The
//! reader gives each sample a row, its time and number in columns of their own.

use super::super::map::{Mapping, Source};
use super::Recognition;
use super::names::{Names, stem};
use crate::table::{Column, TableKind};

/// In front of each label's name.
const LABEL: &str = "metric.";
/// The label that is the metric's name.
const NAME: &str = "metric.__name__";

pub(super) fn recognise(names: &Names<'_>) -> Option<Recognition> {
    let table = &names.raw.table;
    let has = |name: &str| table.column(name).is_some();
    let (time, value) = [("values.0", "values.1"), ("value.0", "value.1")]
        .into_iter()
        .find(|(time, value)| has(time) && has(value))?;
    let labels = table.columns().map(|(name, _)| name);
    let labels = labels.filter(|name| name.starts_with(LABEL) && *name != NAME);
    let labels: Vec<String> = labels.map(str::to_owned).collect();
    if labels.is_empty() && !has(NAME) && names.fact("data.resultType").is_none() {
        return None;
    }
    if is_up(table.column(NAME)) {
        let mut mapping = Mapping::new(TableKind::Uptime);
        mapping
            .bind("timestamp", Source::column(time))
            .bind("up", Source::column(value));
        names.bind_filled(
            &mut mapping,
            &[("model", &["metric.model", "metric.job", "metric.instance"])],
        );
        return Some(Recognition::new("Prometheus probes", mapping, Vec::new()));
    }
    let mut mapping = Mapping::new(TableKind::MetricSeries);
    mapping
        .bind("date", Source::column(time))
        .bind("value", Source::column(value));
    let mut notes = Vec::new();
    if has(NAME) {
        mapping.bind("metric", Source::column(NAME));
        for (exported, id) in EXPORTED {
            mapping.translate("metric", exported, id);
        }
    } else {
        let name = stem(&names.raw.name);
        mapping.bind("metric", Source::constant(name));
        notes.push(format!("The answer does not name its metric, as after rate() or sum(): it is named after the file, {name}."));
    }
    mapping.labels = labels;
    Some(Recognition::new("Prometheus samples", mapping, notes))
}

/// A series of `up` and nothing else is a log of probes.
fn is_up(name: Option<&Column>) -> bool {
    let text = name.and_then(Column::as_text);
    text.is_some_and(|t| t.distinct() == 1 && matches!(t.entry(0), "up" | "probe_success"))
}

/// Names that dashboards of model operations export metrics under, and the ids they have here.
const EXPORTED: [(&str, &str); 3] = [
    ("mlops_model_accuracy", "model_accuracy"),
    ("mlops_drift_score", "drift_score"),
    ("mlops_deployment_duration_seconds", "deployment_duration"),
];
