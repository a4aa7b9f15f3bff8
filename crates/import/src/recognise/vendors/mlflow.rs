//! MLflow: the table of runs, as its page, its command line and its tracking interface write it; histories of metrics; the register of
//! models and that of their versions, as its interface answers (mlflow.org/docs/latest/rest-api.html, "Search RegisteredModels", "Search
//! ModelVersions": times in milliseconds, a stage a version up to MLflow 2.8 and aliases since).

use crate::map::Unit;
use crate::recognise::export::{Export, Fill, Labels, LastPer, Note};
use crate::recognise::names::Names;
use crate::recognise::serving::{ask_which_serve, ask_which_version};
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

/// Models, each with its newest version of each stage.
pub(super) const REGISTERED_MODELS: Export = Export {
    name: "MLflow model registry",
    kind: Some(TableKind::Models),
    tool: "MLflow",
    how: "curl 'http://HOST:5000/api/2.0/mlflow/registered-models/search?max_results=1000' > models.json",
    has: &[
        &["name"],
        &["creation_timestamp"],
        &["last_updated_timestamp"],
    ],
    lacks: &[&["version"]],
    marks: (1, &[&["latest_versions"], &["aliases"]]),
    fills: &[
        ("model", Fill::Needed(&["name"])),
        ("owner", Fill::Filled(&["user_id"])),
    ],
    notes: &[NO_CHECKS],
    asks: &[ask_which_serve],
    ..Export::BLANK
};

/// Versions, of which one of each model counts.
pub(super) const MODEL_VERSIONS: Export = Export {
    name: "MLflow model versions",
    kind: Some(TableKind::Models),
    tool: "MLflow",
    has: &[
        &["name"],
        &["version"],
        &["creation_timestamp"],
        &["run_id"],
        &["source", "current_stage"],
    ],
    last_per: Some(LastPer {
        column: &["name"],
        by: Some(&["creation_timestamp"]),
    }),
    fills: &[
        ("model", Fill::Needed(&["name"])),
        ("owner", Fill::Filled(&["user_id"])),
        ("last_retrained_at", Fill::Needed(&["creation_timestamp"])),
    ],
    notes: &[
        Note::Always(
            "One version of a model counts, the newest of those that are chosen; a model without one is not counted. The list of models \
             (registered-models/search) has them all.",
        ),
        NO_CHECKS,
    ],
    asks: &[|names, found| ask_which_version(names, found, &["current_stage"], &["aliases"])],
    ..Export::BLANK
};

const NO_CHECKS: Note = Note::Always(
    "The owner is who registered it. Approvals, model cards and risk are not in it: where they are kept, load that register, too.",
);

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
