//! Prometheus: the answers to range queries (a list of samples a series), instant queries (one sample a series), and scalars; and
//! the text that is scraped. The reader gives each sample a row, its time and number in columns of their own.

use super::super::exposition;
use super::super::map::{Mapping, Source};
use super::super::read::FormatKind;
use super::Recognition;
use super::names::{Names, stem};
use super::question::ask_day;
use outturn_core::table::{Column, TableKind};

/// In front of each label's name.
const LABEL: &str = "metric.";
/// The label that is the metric's name.
const NAME: &str = "metric.__name__";

/// The columns of the samples' times and numbers, as the answer to each kind of query has them.
const SAMPLES: [(&str, &str); 2] = [("values.0", "values.1"), ("value.0", "value.1")];

const NO_TIMES: &str = "The samples carry no time, as is usual where metrics are fetched from: there is one number a series. The answer to \
                        a range query has the times of all samples.";

pub(super) fn recognise(names: &Names<'_>) -> Option<Recognition> {
    let table = &names.raw.table;
    let has = |name: &str| table.column(name).is_some();
    let scraped = names.raw.format.kind == FormatKind::Exposition;
    let (time, value) = SAMPLES
        .into_iter()
        .find(|(time, value)| (has(time) || scraped) && has(value))?;
    let labels = table.columns().map(|(name, _)| name);
    let labels = labels.filter(|name| name.starts_with(LABEL) && *name != NAME);
    let labels: Vec<String> = labels.map(str::to_owned).collect();
    if labels.is_empty() && !has(NAME) && names.fact("data.resultType").is_none() {
        return None;
    }
    let (mut mapping, mut notes) = if is_up(table.column(NAME)) {
        (probes(names, value), Vec::new())
    } else {
        samples(names, value, labels)
    };
    let vendor = match mapping.kind {
        TableKind::Uptime => "Prometheus probes",
        _ => "Prometheus samples",
    };
    let when = match mapping.kind {
        TableKind::Uptime => "timestamp",
        _ => "date",
    };
    notes.extend(counters(names));
    if has(time) {
        mapping.bind(when, Source::column(time));
        return Some(Recognition::new(vendor, mapping, notes));
    }
    notes.push(NO_TIMES.to_owned());
    let mut found = Recognition::new(vendor, mapping, notes);
    ask_day(names, &mut found, when, "When were these metrics read?");
    Some(found)
}

fn probes(names: &Names<'_>, value: &str) -> Mapping {
    let mut mapping = Mapping::new(TableKind::Uptime);
    mapping.bind("up", Source::column(value));
    names.bind_filled(
        &mut mapping,
        &[("model", &["metric.model", "metric.job", "metric.instance"])],
    );
    mapping
}

fn samples(names: &Names<'_>, value: &str, labels: Vec<String>) -> (Mapping, Vec<String>) {
    let mut mapping = Mapping::new(TableKind::MetricSeries);
    mapping.bind("value", Source::column(value));
    mapping.labels = labels;
    if names.raw.table.column(NAME).is_some() {
        mapping.bind("metric", Source::column(NAME));
        for (exported, id) in EXPORTED {
            mapping.translate("metric", exported, id);
        }
        return (mapping, Vec::new());
    }
    let name = stem(&names.raw.name);
    mapping.bind("metric", Source::constant(name));
    let note = format!(
        "The answer does not name its metric, as after rate() or sum(): it is named after the file, {name}."
    );
    (mapping, vec![note])
}

/// Counters are totals since their process began, and start over with it.
fn counters(names: &Names<'_>) -> Option<String> {
    let facts = names.raw.format.facts.iter();
    let mut counters = facts
        .filter(|(name, kind)| name.starts_with(exposition::TYPE) && kind == "counter")
        .map(|(name, _)| &name[exposition::TYPE.len()..]);
    let first = counters.next()?;
    let all = match counters.count() {
        0 => format!("{first} is a counter"),
        more => format!("{first} and {more} more are counters"),
    };
    Some(format!(
        "{all}: a total since its process began, not a rate."
    ))
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
