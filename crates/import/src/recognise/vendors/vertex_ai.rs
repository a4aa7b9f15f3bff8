//! Google Vertex AI: custom jobs, tuning jobs and training pipelines, as the interface and `gcloud ai … list --format=json` list them
//! (cloud.google.com/vertex-ai/docs/reference/rest/v1, CustomJob, HyperparameterTuningJob, TrainingPipeline).

use crate::recognise::export::{Export, Fill, Note};
use crate::recognise::names::Names;
use outturn_core::table::{Column, TableKind};

pub(super) const JOBS: Export = Export {
    name: "Vertex AI jobs",
    kind: Some(TableKind::TrainingRuns),
    tool: "Vertex AI",
    how: "gcloud ai custom-jobs list --region=REGION --format=json > jobs.json",
    has: &[&["name"], &["displayName"], &["state"], &["createTime"]],
    only_if: Some(are_jobs),
    fills: &[
        ("id", Fill::Needed(&["name"])),
        (
            "model",
            Fill::Filled(&["modelToUpload.displayName", "labels.model"]),
        ),
        ("experiment", Fill::Filled(&["jobSpec.experiment"])),
        ("started_at", Fill::Needed(&["startTime"])),
        ("finished_at", Fill::Filled(&["endTime"])),
    ],
    notes: &[
        Note::Always(
            "Jobs that failed or were cancelled count as runs, too; one that still waits has not begun, and is left out.",
        ),
        Note::Always("Vertex AI does not say what a job cost: that comes with the bill."),
        Note::Without(
            "model",
            "A job does not say which model it trains, unless it has a label called model: bind model to a constant.",
        ),
    ],
    ..Export::BLANK
};

/// Whether the names are those of what trains: there are many kinds of jobs.
fn are_jobs(names: &Names<'_>) -> bool {
    const KINDS: [&str; 3] = [
        "/customJobs/",
        "/hyperparameterTuningJobs/",
        "/trainingPipelines/",
    ];
    let column = names
        .find(&["name"])
        .and_then(|name| names.raw.table.column(name));
    let first = column
        .and_then(Column::as_text)
        .and_then(|text| text.entries().next());
    first.is_some_and(|name| KINDS.iter().any(|kind| name.contains(kind)))
}
