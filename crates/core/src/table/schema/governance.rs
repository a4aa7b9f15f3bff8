//! What must be in order: the registers of models and controls, findings.

use super::ColumnKind::{Boolean, Number, Text, Timestamp};
use super::{AS_OF, Dated, Quantity, TableKind, TableSchema, optional, required};

pub(super) const MODELS: TableSchema = TableSchema {
    kind: TableKind::Models,
    name: "models",
    label: "Models",
    plural: "models",
    row: "a model",
    time: Some("as_of"),
    dated: Dated::Register(&["model"]),
    marks: &[
        "owner",
        "risk_tier",
        "in_production",
        "on_platform",
        "model_card",
        "approved",
        "explainability",
        "fairness",
        "privacy",
        "monitored",
        "lineage",
        "last_retrained_at",
        "data_as_of",
        "baseline_accuracy",
    ],
    labels: &["risk_tier", "owner"],
    columns: &[
        required("model", Text, "what it is called").or(&["model_name", "model_id"]),
        optional("owner", Text, "who answers for it").or(&["model_owner"]),
        optional("risk_tier", Text, "how much can go wrong").or(&["risk", "risk_level"]),
        optional("in_production", Boolean, "it serves").or(&["production", "is_production"]),
        optional("on_platform", Boolean, "it runs on the platform"),
        optional("model_card", Boolean, "it has a model card").or(&[
            "has_model_card",
            "documented",
            "documentation",
        ]),
        optional("approved", Boolean, "it went through approval"),
        optional("explainability", Boolean, "it passed explainability"),
        optional("fairness", Boolean, "it passed fairness"),
        optional("privacy", Boolean, "it passed privacy"),
        optional("monitored", Boolean, "it is monitored").or(&["monitoring"]),
        optional("lineage", Boolean, "where its data comes from is known").or(&["data_lineage"]),
        optional("last_retrained_at", Timestamp, "last trained").or(&[
            "last_trained_at",
            "trained_at",
            "last_retrained",
        ]),
        AS_OF,
        optional("data_as_of", Timestamp, "newest data it was trained on"),
        optional("baseline_accuracy", Number, "accuracy at training")
            .or(&["training_accuracy"])
            .of(Quantity::Ratio),
    ],
};

pub(super) const CONTROLS: TableSchema = TableSchema {
    kind: TableKind::Controls,
    name: "controls",
    label: "Controls",
    plural: "controls",
    row: "a control",
    time: Some("as_of"),
    dated: Dated::Register(&["control"]),
    marks: &[],
    labels: &[],
    columns: &[
        required("control", Text, "which control").or(&["control_id", "control_name"]),
        optional("required", Boolean, "it must be there").or(&["mandatory"]),
        required("automated", Boolean, "it enforces itself").or(&["is_automated"]),
        optional("last_tested_at", Timestamp, "when it was last tested")
            .or(&["last_tested", "tested_at"]),
        AS_OF,
    ],
};

pub(super) const FINDINGS: TableSchema = TableSchema {
    kind: TableKind::Findings,
    name: "findings",
    label: "Findings",
    plural: "findings",
    row: "a finding",
    time: Some("opened_at"),
    dated: Dated::ByRow,
    marks: &[],
    labels: &["severity", "kind", "model"],
    columns: &[
        required("opened_at", Timestamp, "when it was found").or(&["found_at", "opened_on"]),
        required("kind", Text, "audit, regulatory or security")
            .or(&["finding_type", "finding_kind"])
            .words(&["audit", "regulatory", "security"]),
        optional("severity", Text, "how bad it is")
            .or(&["priority"])
            .words(&["critical", "high", "medium", "low"]),
        optional("closed_at", Timestamp, "when it was settled").or(&["closed_on"]),
        optional("model", Text, "model concerned").or(&["model_name", "model_id"]),
    ],
};
