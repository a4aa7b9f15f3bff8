//! MLflow: the table of runs, as its page, its command line and its tracking interface write it; histories of metrics.

use crate::map::Unit;
use crate::recognise::export::{Export, Fill, Labels, Note};
use crate::recognise::names::Names;
use outturn_core::table::TableKind;

/// When a run ended, where that is written; the page's table has its length instead.
const END: &[&str] = &["end_time", "info.end_time"];

/// One row a value of a metric: the chart's history, and the interface's.
pub(super) const HISTORY: Export = Export {
    name: "MLflow metric history",
    kind: Some(TableKind::MetricSeries),
    has: &[&["step"]],
    fills: &[
        ("date", Fill::Needed(&["timestamp"])),
        ("metric", Fill::Needed(&["metric", "key"])),
        ("value", Fill::Needed(&["value"])),
    ],
    labels: Labels::Named(&[&["Run"], &["Group"], &["Run ID", "run_id"], &["step"]]),
    ..Export::BLANK
};

pub(super) const RUNS: Export = Export {
    name: "MLflow runs",
    kind: Some(TableKind::TrainingRuns),
    tool: "MLflow",
    how: "mlflow experiments csv --experiment-id ID --filename runs.csv",
    only_if: Some(|names| is_table(names) || is_frame(names)),
    fills: &[
        (
            "id",
            Fill::Needed(&["Run ID", "run_id", "info.run_id", "info.run_uuid"]),
        ),
        (
            "started_at",
            Fill::Needed(&["Start Time", "start_time", "info.start_time"]),
        ),
        (
            "experiment",
            Fill::Filled(&[
                "experiment_name",
                "experiment_id",
                "info.experiment_id",
                "Source Name",
            ]),
        ),
        (
            "user",
            Fill::Filled(&["User", "tags.mlflow.user", "info.user_id", "user_id"]),
        ),
        ("finished_at", Fill::Filled(END)),
        (
            "model",
            Fill::Filled(&["tags.model", "params.model", "params.model_type", "model"]),
        ),
        (
            "finished_at",
            Fill::After {
                start: &["Start Time", "start_time", "info.start_time"],
                length: &["Duration"],
                unit: Unit::Written,
            },
        ),
    ],
    notes: &[
        Note::Computed(ends_are_rounded),
        Note::Without(
            "model",
            "MLflow's runs do not say which model they train: bind model to a parameter or tag, or to a constant.",
        ),
    ],
    ..Export::BLANK
};

/// The chart's data has final values and parameters of each run, and no time.
pub(super) const CHART: Export = Export {
    name: "MLflow chart data",
    has: &[&["Run ID"]],
    only_if: Some(begins_with_run),
    notes: &[Note::Always(
        "The data of MLflow's chart says nothing of when a run was: export the table of runs, or the chart's history.",
    )],
    ..Export::BLANK
};

/// The table that MLflow's page writes.
fn is_table(names: &Names<'_>) -> bool {
    let marks: [&[&str]; 4] = [&["Source Type"], &["Source Name"], &["User"], &["Duration"]];
    names.count(&marks) >= 2 && names.has(&["Run ID"]) && names.has(&["Start Time"])
}

/// What its command line and its tracking interface write.
fn is_frame(names: &Names<'_>) -> bool {
    let rest: [&[&str]; 2] = [
        &["artifact_uri", "info.artifact_uri"],
        &["status", "info.status"],
    ];
    names.has(&["experiment_id", "info.experiment_id"]) && names.count(&rest) > 0
}

fn begins_with_run(names: &Names<'_>) -> bool {
    let first = names.raw.table.columns().next();
    first.is_some_and(|(name, _)| matches!(name, "Run" | "Group"))
}

fn ends_are_rounded(names: &Names<'_>) -> Option<String> {
    let length = names.find(&["Duration"]);
    let length = length.filter(|_| names.filled(END).is_none())?;
    Some(format!(
        "A run ended its {length} after its start, which MLflow rounds for display."
    ))
}
