//! How well models hold up: stress tests, features, checks for drift, shifts.

use super::ColumnKind::{Number, Text, Timestamp};
use super::{AS_OF, Dated, Quantity, TableKind, TableSchema, optional, required};

pub(super) const STRESS_TESTS: TableSchema = TableSchema {
    kind: TableKind::StressTests,
    name: "stress_tests",
    label: "Stress tests",
    plural: "stress tests",
    row: "a test of a model",
    time: Some("as_of"),
    dated: Dated::Register(&["model", "test", "noise"]),
    marks: &["test", "noise", "tolerance"],
    labels: &["model", "test"],
    columns: &[
        required("model", Text, "model tested").or(&["model_name", "model_id"]),
        optional("test", Text, "noise, skew or adversarial").or(&["test_name", "attack"]),
        optional("noise", Number, "how much noise").or(&["noise_level", "epsilon"]),
        optional("baseline_accuracy", Number, "accuracy without it")
            .or(&["clean_accuracy"])
            .of(Quantity::Ratio),
        required("accuracy", Number, "accuracy under it")
            .or(&["stressed_accuracy", "robust_accuracy"])
            .of(Quantity::Ratio),
        optional("tolerance", Number, "accuracy that may be lost").of(Quantity::Ratio),
        AS_OF,
    ],
};

pub(super) const FEATURES: TableSchema = TableSchema {
    kind: TableKind::Features,
    name: "features",
    label: "Features",
    plural: "features",
    row: "one observation of all features, each in a column of its own",
    time: Some("timestamp"),
    dated: Dated::ByFile,
    marks: &[],
    labels: &["model", "window"],
    columns: &[
        optional("timestamp", Timestamp, "when it was observed").or(&[
            "time",
            "date",
            "datetime",
            "event_time",
        ]),
        optional("window", Text, "reference or current")
            .or(&["dataset", "period", "partition"])
            .words(&["reference", "current"]),
        optional("model", Text, "model they are for").or(&["model_name", "model_id"]),
    ],
};

pub(super) const DRIFT_CHECKS: TableSchema = TableSchema {
    kind: TableKind::DriftChecks,
    name: "drift_checks",
    label: "Drift checks",
    plural: "drift checks",
    row: "a check for drift or bias",
    time: Some("checked_at"),
    dated: Dated::ByRow,
    marks: &[],
    labels: &["model", "kind", "method"],
    columns: &[
        required("checked_at", Timestamp, "when it was checked").or(&["check_time", "check_date"]),
        required("model", Text, "model checked").or(&["model_name", "model_id"]),
        optional("kind", Text, "drift or bias")
            .or(&["check_type"])
            .words(&["drift", "bias"]),
        optional(
            "feature",
            Text,
            "feature checked; none for the model as a whole",
        )
        .or(&["column_name", "feature_name"]),
        optional("method", Text, "how distance was measured").or(&["stattest_name", "statistic"]),
        optional("score", Number, "distance or p-value, as its method says").or(&["drift_score"]),
        optional("threshold", Number, "score at which it counts as drift")
            .or(&["stattest_threshold"]),
    ],
};

pub(super) const DRIFT_EVENTS: TableSchema = TableSchema {
    kind: TableKind::DriftEvents,
    name: "drift_events",
    label: "Drift events",
    plural: "drift events",
    row: "a shift of the data",
    time: Some("shift_at"),
    dated: Dated::ByRow,
    marks: &[],
    labels: &["severity", "model", "feature"],
    columns: &[
        required("shift_at", Timestamp, "when the data shifted").or(&["drift_at", "shifted_at"]),
        optional("model", Text, "model concerned").or(&["model_name", "model_id"]),
        optional("feature", Text, "feature concerned").or(&["feature_name", "column_name"]),
        optional("detected_at", Timestamp, "when it was noticed").or(&["alerted_at"]),
        optional("performance_drop_at", Timestamp, "when performance fell"),
        optional("severity", Text, "how bad it was").or(&["priority"]),
        optional("triage_due_at", Timestamp, "when it was to be reviewed").or(&["triage_due"]),
        optional("triaged_at", Timestamp, "when it was reviewed").or(&["reviewed_at"]),
    ],
};
