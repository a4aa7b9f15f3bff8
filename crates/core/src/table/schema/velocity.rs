//! How fast work gets through: training runs, workflow runs, initiatives.

use super::ColumnKind::{Boolean, Number, Text, Timestamp};
use super::{Dated, Quantity, TableKind, TableSchema, optional, required};

pub(super) const TRAINING_RUNS: TableSchema = TableSchema {
    kind: TableKind::TrainingRuns,
    name: "training_runs",
    label: "Training runs",
    plural: "training runs",
    row: "a run that trained a model",
    time: Some("started_at"),
    dated: Dated::ByRow,
    marks: &["experiment", "user", "cost"],
    labels: &["model", "experiment", "user"],
    columns: &[
        required("id", Text, "the run's own name").or(&["run_id", "training_run_id", "job_id"]),
        optional("model", Text, "model trained").or(&["model_name", "model_id"]),
        optional("experiment", Text, "experiment it belongs to").or(&[
            "experiment_name",
            "experiment_id",
            "project",
        ]),
        optional("user", Text, "who ran it").or(&["user_name", "user_id", "owner"]),
        required("started_at", Timestamp, "training began").or(&["start_time", "created_at"]),
        optional("finished_at", Timestamp, "training ended").or(&["end_time", "ended_at"]),
        optional("cost", Number, "what it cost")
            .or(&["cost_usd"])
            .of(Quantity::Money),
    ],
};

pub(super) const WORKFLOW_RUNS: TableSchema = TableSchema {
    kind: TableKind::WorkflowRuns,
    name: "workflow_runs",
    label: "Workflow runs",
    plural: "workflow runs",
    row: "a run of a workflow, or a step of one",
    time: Some("started_at"),
    dated: Dated::ByRow,
    marks: &[],
    labels: &["workflow", "step"],
    columns: &[
        required("run_id", Text, "the run's own name").or(&["execution_id", "case_id"]),
        required("workflow", Text, "which workflow").or(&["workflow_name", "process", "agent"]),
        optional("step", Text, "which step; none for the run as a whole").or(&["task", "activity"]),
        required("started_at", Timestamp, "it began").or(&["start_time"]),
        optional("finished_at", Timestamp, "it ended").or(&["ended_at", "end_time"]),
        optional("time_target_s", Number, "time it may take, in seconds")
            .or(&["sla_s"])
            .of(Quantity::Seconds),
        optional("quality_ok", Boolean, "its result was good enough").or(&["quality_passed"]),
        optional("rescued", Boolean, "a person had to step in")
            .or(&["human_rescue", "escalated_to_human"]),
    ],
};

pub(super) const INITIATIVES: TableSchema = TableSchema {
    kind: TableKind::Initiatives,
    name: "initiatives",
    label: "Initiatives",
    plural: "initiatives",
    row: "an initiative",
    time: Some("concept_at"),
    dated: Dated::ByRow,
    marks: &["concept_at", "pilot_at", "production_at", "first_value_at"],
    labels: &["status", "owner"],
    columns: &[
        required("name", Text, "what it is called").or(&["initiative", "pilot", "project"]),
        optional("owner", Text, "who answers for it"),
        optional("concept_at", Timestamp, "work on it began").or(&["concept_date", "started_at"]),
        optional("pilot_at", Timestamp, "pilot began").or(&["pilot_date"]),
        optional("production_at", Timestamp, "in production").or(&[
            "production_date",
            "go_live_at",
            "go_live",
        ]),
        optional("first_value_at", Timestamp, "first win that was observed")
            .or(&["first_value_date"]),
        optional("status", Text, "pilot, production or stopped").words(&[
            "pilot",
            "production",
            "stopped",
        ]),
    ],
};
