//! Prometheus: the answers to range queries (a list of samples a series), instant queries (one sample a series), and scalars; and
//! the text that is scraped. The reader gives each sample a row, its time and number in columns of their own.

use crate::file::FormatKind;
use crate::map::Source;
use crate::recognise::Recognition;
use crate::recognise::export::{Export, Fill, Labels, Note};
use crate::recognise::names::{Names, stem};
use crate::recognise::question::ask_day;
use outturn_core::table::{Column, TableKind};

/// In front of each label's name.
const LABEL: &str = "metric.";
/// The label that is the metric's name.
const NAME: &str = "metric.__name__";

/// The columns of the samples' times and numbers, as the answer to each kind of query has them.
const SAMPLE_COLUMNS: [(&str, &str); 2] = [("values.0", "values.1"), ("value.0", "value.1")];

const NO_TIMES: &str = "The samples carry no time, as is usual where metrics are fetched from: there is one number a series. The answer to \
                        a range query has the times of all samples.";

/// A series of `up` and nothing else is a log of probes.
pub(super) const PROBES: Export = Export {
    name: "Prometheus probes",
    kind: Some(TableKind::Uptime),
    tool: "Prometheus",
    how: "curl 'http://HOST:9090/api/v1/query_range?query=up&start=…&end=…&step=60' > up.json",
    only_if: Some(|names| has_samples(names) && are_probes(names)),
    fills: &[
        ("up", Fill::Computed(value)),
        (
            "model",
            Fill::Filled(&["metric.model", "metric.job", "metric.instance"]),
        ),
        ("timestamp", Fill::Computed(time)),
    ],
    notes: &[Note::Without("timestamp", NO_TIMES)],
    asks: &[|names, found| ask_when(names, found, "timestamp")],
    ..Export::BLANK
};

pub(super) const SAMPLES: Export = Export {
    name: "Prometheus samples",
    kind: Some(TableKind::MetricSeries),
    tool: "Prometheus",
    how: "curl 'http://HOST:9090/api/v1/query_range?query=METRIC&start=…&end=…&step=3600' > metric.json",
    only_if: Some(has_samples),
    fills: &[
        ("value", Fill::Computed(value)),
        ("metric", Fill::Translated(NAME, EXPORTED)),
        ("metric", Fill::FileName),
        ("date", Fill::Computed(time)),
    ],
    labels: Labels::Beginning {
        with: LABEL,
        but: NAME,
    },
    notes: &[
        Note::Computed(named_after_the_file),
        Note::Without("date", NO_TIMES),
    ],
    asks: &[|names, found| ask_when(names, found, "date")],
    ..Export::BLANK
};

/// Names that dashboards of model operations export metrics under, and the ids they have here.
const EXPORTED: &[(&str, &str)] = &[
    ("mlops_model_accuracy", "model_accuracy"),
    ("mlops_drift_score", "drift_score"),
    ("mlops_deployment_duration_seconds", "deployment_duration"),
];

/// Whether the file has samples, and says that they are Prometheus'.
fn has_samples(names: &Names<'_>) -> bool {
    let mut columns = names.raw.table.columns().map(|(name, _)| name);
    let labelled = columns.any(|name| name.starts_with(LABEL));
    value(names).is_some() && (labelled || names.fact("data.resultType").is_some())
}

fn are_probes(names: &Names<'_>) -> bool {
    let text = names.raw.table.column(NAME).and_then(Column::as_text);
    text.is_some_and(|t| t.distinct() == 1 && matches!(t.entry(0), "up" | "probe_success"))
}

/// The columns of the samples' times and numbers. Of the text that is scraped, the times may be missing.
fn sample_columns(names: &Names<'_>) -> Option<(&'static str, &'static str)> {
    let has = |name: &str| names.raw.table.column(name).is_some();
    let scraped = names.raw.format.kind == FormatKind::Exposition;
    SAMPLE_COLUMNS
        .into_iter()
        .find(|(time, value)| (has(time) || scraped) && has(value))
}

fn value(names: &Names<'_>) -> Option<Source> {
    sample_columns(names).map(|(_, value)| Source::column(value))
}

fn time(names: &Names<'_>) -> Option<Source> {
    let (time, _) = sample_columns(names)?;
    names.raw.table.column(time)?;
    Some(Source::column(time))
}

fn named_after_the_file(names: &Names<'_>) -> Option<String> {
    if names.raw.table.column(NAME).is_some() {
        return None;
    }
    let name = stem(&names.raw.name);
    Some(format!(
        "The answer does not name its metric, as after rate() or sum(): it is named after the file, {name}."
    ))
}

fn ask_when(names: &Names<'_>, found: &mut Recognition, canonical: &str) {
    let mapping = found.mapping.as_ref();
    if mapping.is_some_and(|m| m.binding(canonical).is_none()) {
        ask_day(names, found, canonical, "When were these metrics read?");
    }
}
