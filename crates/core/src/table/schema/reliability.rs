//! What was served, and how it failed: predictions, volumes, incidents, deployments, uptime.

use super::ColumnKind::{Boolean, Number, Text, Timestamp};
use super::{Dated, Quantity, TableKind, TableSchema, optional, required};

pub(super) const PREDICTIONS: TableSchema = TableSchema {
    kind: TableKind::Predictions,
    name: "predictions",
    label: "Predictions",
    plural: "predictions",
    row: "a prediction, or `count` like ones",
    time: Some("timestamp"),
    dated: Dated::ByRow,
    marks: &[
        "latency_ms",
        "status",
        "predicted",
        "actual",
        "score",
        "confidence",
    ],
    labels: &["model", "group"],
    columns: &[
        required("timestamp", Timestamp, "when the prediction was asked for").or(&[
            "time",
            "ts",
            "datetime",
            "event_time",
            "request_time",
            "requested_at",
            "predicted_at",
        ]),
        optional("model", Text, "model that answered").or(&["model_name", "model_id"]),
        optional("latency_ms", Number, "time to the answer, in milliseconds")
            .or(&["response_time_ms", "duration_ms"])
            .of(Quantity::Milliseconds),
        optional("status", Text, "ok or error").words(&["ok", "error"]),
        optional("predicted", Text, "what the model said").or(&[
            "prediction",
            "y_pred",
            "predicted_label",
            "predicted_class",
        ]),
        optional("actual", Text, "what turned out to be true").or(&[
            "y_true",
            "clf_target",
            "ground_truth",
            "true_label",
            "actual_label",
        ]),
        optional(
            "score",
            Number,
            "probability or score of the positive class",
        )
        .or(&["y_pred_proba", "probability", "proba", "predicted_proba"]),
        optional("confidence", Number, "confidence, 0 to 1").of(Quantity::Ratio),
        optional("group", Text, "protected group of the subject")
            .or(&["protected_group", "segment"]),
        optional("cost", Number, "cost of this prediction")
            .or(&["cost_usd", "cost_per_prediction"])
            .of(Quantity::Money),
        optional(
            "count",
            Number,
            "how many like predictions the row stands for",
        ),
    ],
};

pub(super) const VOLUMES: TableSchema = TableSchema {
    kind: TableKind::Volumes,
    name: "volumes",
    label: "Volumes",
    plural: "volumes",
    row: "a date and a model",
    time: Some("date"),
    dated: Dated::ByRow,
    marks: &[],
    labels: &["model"],
    columns: &[
        required("date", Timestamp, "the day counted").or(&["day", "timestamp"]),
        optional("model", Text, "model that answered").or(&["model_name", "model_id"]),
        required("predictions", Number, "predictions served").or(&[
            "requests",
            "prediction_count",
            "request_count",
        ]),
    ],
};

pub(super) const INCIDENTS: TableSchema = TableSchema {
    kind: TableKind::Incidents,
    name: "incidents",
    label: "Incidents",
    plural: "incidents",
    row: "an incident",
    time: Some("detected_at"),
    dated: Dated::ByRow,
    marks: &[],
    labels: &["severity", "service", "model"],
    columns: &[
        required("id", Text, "the incident's own name").or(&[
            "incident_id",
            "incident",
            "number",
            "incident_number",
            "incident_key",
            "key",
        ]),
        optional("service", Text, "what was hurt").or(&["service_name"]),
        optional("model", Text, "model concerned").or(&["model_name", "model_id"]),
        optional("severity", Text, "how bad it was").or(&["priority"]),
        optional("started_at", Timestamp, "first anomaly"),
        required("detected_at", Timestamp, "the alert").or(&[
            "opened_at",
            "alerted_at",
            "created_at",
            "created_on",
            "created_date",
        ]),
        optional("acknowledged_at", Timestamp, "a person took it").or(&["acked_at"]),
        optional("diagnosed_at", Timestamp, "cause found"),
        optional("resolved_at", Timestamp, "fixed").or(&[
            "resolved_on",
            "resolution_date",
            "fixed_at",
        ]),
        optional("deployment_id", Text, "the deployment that caused it"),
        optional(
            "ai_related",
            Boolean,
            "its fix changed model, data pipeline, prompt or workflow",
        ),
    ],
};

pub(super) const DEPLOYMENTS: TableSchema = TableSchema {
    kind: TableKind::Deployments,
    name: "deployments",
    label: "Deployments",
    plural: "deployments",
    row: "a deployment",
    time: Some("finished_at"),
    dated: Dated::ByRow,
    marks: &["status", "environment", "approved_at", "rolled_back_at"],
    labels: &["model", "environment"],
    columns: &[
        required("id", Text, "the deployment's own name").or(&[
            "deployment_id",
            "deploy_id",
            "release_id",
        ]),
        optional("model", Text, "what was deployed").or(&["model_name", "model_id", "service"]),
        optional("environment", Text, "where to").or(&["env"]),
        optional("approved_at", Timestamp, "change approved"),
        optional("started_at", Timestamp, "deployment began").or(&["started_date"]),
        required("finished_at", Timestamp, "deployment ended").or(&[
            "deployed_at",
            "finished_date",
            "completed_at",
        ]),
        optional("status", Text, "success, failure or rolled_back")
            .or(&["result", "outcome"])
            .words(&["success", "failure", "rolled_back"]),
        optional("rolled_back_at", Timestamp, "previous version served again"),
    ],
};

pub(super) const UPTIME: TableSchema = TableSchema {
    kind: TableKind::Uptime,
    name: "uptime",
    label: "Uptime",
    plural: "uptime records",
    row: "a probe, or an outage",
    time: Some("timestamp"),
    dated: Dated::ByRow,
    marks: &[],
    labels: &["model"],
    columns: &[
        optional("timestamp", Timestamp, "when the probe asked").or(&[
            "time",
            "checked_at",
            "probed_at",
        ]),
        optional("model", Text, "what was asked").or(&["model_name", "model_id", "service"]),
        optional("up", Boolean, "it answered").or(&["is_up", "available"]),
        optional("started_at", Timestamp, "outage began").or(&["outage_started_at", "down_at"]),
        optional("ended_at", Timestamp, "outage ended").or(&["outage_ended_at", "up_at"]),
    ],
};
