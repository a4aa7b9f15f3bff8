//! NannyML: results of its calculators and estimators, as `to_df(multilevel=False)` has them (nannyml.readthedocs.io, "Working with results":
//! a row a chunk, `chunk_…`, and for each feature and method, or each metric, `…_value`, `…_upper_threshold`, `…_lower_threshold`, `…_alert`);
//! and predictions whose truth arrives in a file of its own, joined by an id, as its samples and logs like them have it.

use crate::file::RawFile;
use crate::map::{Binding, Join, KeyRule, Mapping, MetricEdit, RowFilter, Source};
use crate::recognise::Recognition;
use crate::recognise::export::{Export, Note};
use crate::recognise::names::Names;
use crate::recognise::question::ask_day;
use outturn_core::table::{Column, TableKind, TextColumn};

/// What a chunk is told by.
const CHUNK: [&[&str]; 3] = [&["chunk_key"], &["chunk_start_index"], &["chunk_end_index"]];

/// Methods that compare one feature, behind its name; and measures of all features together.
const METHODS: [&str; 6] = [
    "kolmogorov_smirnov",
    "jensen_shannon",
    "wasserstein",
    "hellinger",
    "chi2",
    "l_infinity",
];
const OF_ALL: [&str; 2] = ["reconstruction_error", "domain_classifier_auroc"];

pub(super) const DRIFT: Export = Export {
    name: "NannyML drift",
    kind: Some(TableKind::DriftChecks),
    tool: "NannyML",
    how: "results.to_df(multilevel=False).to_csv(\"drift.csv\")",
    has: &CHUNK,
    read_as: Some(drift),
    notes: &[
        Note::Always(
            "Each feature and method is a check of each chunk, dated when the chunk ended; chunks of the reference period are what is compared \
             with, and are left out.",
        ),
        Note::Always(
            "The results do not say of which model they are: it is named after the file, unless model is bound to a constant.",
        ),
    ],
    asks: &[|names, found| {
        if names.filled(&["chunk_end_date"]).is_none() {
            ask_day(names, found, "checked_at", "When was this checked?");
        }
    }],
    ..Export::BLANK
};

pub(super) const PERFORMANCE: Export = Export {
    name: "NannyML performance",
    kind: Some(TableKind::MetricSeries),
    tool: "NannyML",
    how: "results.to_df(multilevel=False).to_csv(\"performance.csv\")",
    has: &CHUNK,
    read_as: Some(performance),
    notes: &[
        Note::Computed(estimates),
        Note::Always("A value is of the chunk that begins at its date."),
    ],
    ..Export::BLANK
};

/// Results as `to_df()` has them by default: three lines of names.
pub(super) const SEVERAL_HEADERS: Export = Export {
    name: "NannyML results with several lines of names",
    only_if: Some(|names| {
        let column = names.raw.table.column("chunk").and_then(Column::as_text);
        let begins = |text: &TextColumn| text.entries().take(2).any(|entry| entry == "key");
        column.is_some_and(begins)
    }),
    notes: &[Note::Always(
        "Its names take three lines: write it with to_df(multilevel=False), which gives each column one.",
    )],
    ..Export::BLANK
};

/// What results are of: the names in front of a value that has an alert beside it.
fn measured<'a>(names: &Names<'a>) -> Vec<&'a str> {
    let columns = names.raw.table.columns();
    let of = columns.filter_map(|(name, _)| name.strip_suffix("_value"));
    of.filter(|of| column(names, of, "alert").is_some())
        .collect()
}

/// The column of this name behind what it is of.
fn column<'a>(names: &Names<'a>, of: &str, end: &str) -> Option<&'a str> {
    names.filled(&[&format!("{of}_{end}")])
}

/// The feature and the method that a result is of, if it is one of drift.
fn check(of: &str) -> Option<(&str, &str)> {
    if OF_ALL.contains(&of) {
        return Some(("", of));
    }
    METHODS.iter().find_map(|method| {
        let feature = of.strip_suffix(method)?.strip_suffix('_')?;
        Some((feature, *method))
    })
}

/// A check for each feature and method, or all features together, of each chunk.
fn drift(names: &Names<'_>) -> Option<Recognition> {
    let mut mapping = Mapping::new(TableKind::DriftChecks);
    mapping.bind("model", Source::constant(names.subject()));
    mapping.bind("kind", Source::constant("drift"));
    if let Some(end) = names.filled(&["chunk_end_date"]) {
        mapping.bind("checked_at", Source::column(end));
    }
    if let Some(period) = names.find(&["chunk_period"]) {
        mapping.filters.push(RowFilter::is(period, &["analysis"]));
    }
    for of in measured(names) {
        let Some((feature, method)) = check(of) else {
            continue;
        };
        let value = format!("{of}_value");
        let threshold = ["upper_threshold", "lower_threshold"];
        let threshold = threshold.iter().find_map(|end| column(names, of, end));
        let method = Binding::new("method", Source::constant(method));
        let threshold = threshold.map(|name| Binding::new("threshold", Source::column(name)));
        mapping.metrics.push(value.clone());
        mapping.edit_metric(MetricEdit {
            name: Some(feature.to_owned()),
            beside: std::iter::once(method).chain(threshold).collect(),
            ..MetricEdit::of(&value)
        });
    }
    (!mapping.metrics.is_empty()).then(|| Recognition::new("", mapping, Vec::new()))
}

/// Metrics of a model's performance: what was measured under its own name, what was estimated under another.
fn performance(names: &Names<'_>) -> Option<Recognition> {
    let mut mapping = Mapping::new(TableKind::MetricSeries);
    mapping.bind("date", Source::column(names.filled(&["chunk_start_date"])?));
    mapping
        .labels
        .extend(names.find(&["chunk_period"]).map(str::to_owned));
    let mut add = |column: String, name: String| {
        mapping.edit_metric(MetricEdit {
            name: Some(name),
            ..MetricEdit::of(&column)
        });
        mapping.metrics.push(column);
    };
    for of in measured(names).into_iter().filter(|of| check(of).is_none()) {
        let own = if of == "accuracy" {
            "model_accuracy"
        } else {
            of
        };
        let realized = names.find(&[&format!("{of}_realized")]);
        match realized {
            Some(realized) => {
                add(format!("{of}_value"), format!("estimated_{of}"));
                add(realized.to_owned(), own.to_owned());
            }
            None => add(format!("{of}_value"), own.to_owned()),
        }
    }
    (!mapping.metrics.is_empty()).then(|| Recognition::new("", mapping, Vec::new()))
}

fn estimates(names: &Names<'_>) -> Option<String> {
    let of = measured(names);
    let estimated = of
        .iter()
        .find(|of| names.has(&[&format!("{of}_realized")]))?;
    Some(format!(
        "What was estimated is a metric of its own, estimated_{estimated}: it is no measurement of {estimated}, which is known once the truth is."
    ))
}

/// Columns that say which prediction a row is about.
const IDS: [&str; 7] = [
    "id",
    "prediction_id",
    "request_id",
    "identifier",
    "uuid",
    "row_id",
    "index",
];

/// The truth alone: an id, what turned out, perhaps when.
pub(super) const TRUTH: Export = Export {
    name: "truth that arrived later",
    has: &[&IDS],
    only_if: Some(is_truth_alone),
    notes: &[Note::Computed(belongs_to_predictions)],
    ..Export::BLANK
};

/// The column that says what turned out to be true.
fn truth<'a>(names: &Names<'a>) -> Option<&'a str> {
    names
        .usual(TableKind::Predictions, "actual")
        .or_else(|| names.find(&["target", "label"]))
}

/// Whether nothing but times is beside the id and the truth.
fn is_truth_alone(names: &Names<'_>) -> bool {
    let (Some(id), Some(truth)) = (names.find(&IDS), truth(names)) else {
        return false;
    };
    let mut rest = names
        .raw
        .table
        .columns()
        .filter(|(name, _)| *name != id && *name != truth);
    rest.all(|(_, column)| matches!(column, Column::Timestamp(_)) || column.present() == 0)
}

fn belongs_to_predictions(names: &Names<'_>) -> Option<String> {
    let (id, truth) = (names.find(&IDS)?, truth(names)?);
    Some(format!(
        "This is what turned out to be true ({truth}) by {id}: load the predictions with the same {id}, and they get it."
    ))
}

/// Predictions with the truth that came later.
pub(super) fn join(predictions: &RawFile, later: &RawFile) -> Option<Join> {
    let (one, other) = (Names::of(predictions), Names::of(later));
    let said = |canonical: &str| one.usual(TableKind::Predictions, canonical).is_some();
    if !said("timestamp") || !(said("predicted") || said("score")) || truth(&one).is_some() {
        return None;
    }
    let key = IDS.iter().find(|id| one.has(&[id]) && other.has(&[id]))?;
    let target = truth(&other)?;
    Some(Join {
        key: one.find(&[key])?.to_owned(),
        key_rule: KeyRule::Whole,
        other_key: other.find(&[key])?.to_owned(),
        other_rule: KeyRule::Whole,
        other_rows: Vec::new(),
        latest_by: None,
        take: vec![(target.to_owned(), "actual".to_owned())],
    })
}
