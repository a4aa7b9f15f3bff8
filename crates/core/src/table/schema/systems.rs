//! What models stand on: connectors, data that arrives, tools, accelerators.

use super::ColumnKind::{Boolean, Number, Text, Timestamp};
use super::{AS_OF, Dated, Quantity, TableKind, TableSchema, optional, required};

pub(super) const CONNECTORS: TableSchema = TableSchema {
    kind: TableKind::Connectors,
    name: "connectors",
    label: "Connectors",
    plural: "connectors",
    row: "a connector and a day",
    time: Some("date"),
    dated: Dated::ByRow,
    marks: &[],
    labels: &["connector"],
    columns: &[
        required("date", Timestamp, "the day checked").or(&["day", "checked_at"]),
        required("connector", Text, "which connector").or(&["connector_name", "integration"]),
        optional("critical", Boolean, "work stops without it").or(&["is_critical"]),
        optional("auth_ok", Boolean, "it could log in"),
        optional("schema_ok", Boolean, "columns were as agreed"),
        optional("latency_ok", Boolean, "it was fast enough"),
        optional("errors_ok", Boolean, "it failed seldom enough"),
        optional("records_expected", Number, "records that were due"),
        optional("records_received", Number, "records that came"),
    ],
};

pub(super) const FRESHNESS: TableSchema = TableSchema {
    kind: TableKind::Freshness,
    name: "freshness",
    label: "Freshness",
    plural: "freshness records",
    row: "an arrival of data at a stage",
    time: Some("available_at"),
    dated: Dated::ByRow,
    marks: &[],
    labels: &["stage"],
    columns: &[
        required("stage", Text, "from where to where").or(&["pipeline_stage"]),
        required("source_at", Timestamp, "when the data arose").or(&[
            "event_at",
            "produced_at",
            "source_time",
        ]),
        required("available_at", Timestamp, "when it could be used").or(&[
            "arrived_at",
            "loaded_at",
            "available_time",
        ]),
    ],
};

pub(super) const WORKFLOW_TOOLS: TableSchema = TableSchema {
    kind: TableKind::WorkflowTools,
    name: "workflow_tools",
    label: "Workflow tools",
    plural: "workflow tools",
    row: "a tool that a workflow touches",
    time: Some("as_of"),
    dated: Dated::Register(&["workflow", "tool"]),
    marks: &[],
    labels: &["workflow"],
    columns: &[
        required("workflow", Text, "which workflow").or(&["workflow_name", "process"]),
        required("tool", Text, "which tool").or(&["tool_name", "system", "application"]),
        AS_OF,
    ],
};

pub(super) const GPU: TableSchema = TableSchema {
    kind: TableKind::Gpu,
    name: "gpu",
    label: "GPU",
    plural: "GPU readings",
    row: "a reading of one accelerator",
    time: Some("timestamp"),
    dated: Dated::ByRow,
    marks: &[],
    labels: &["gpu"],
    columns: &[
        required("timestamp", Timestamp, "when it was read").or(&["time", "date", "datetime"]),
        optional("gpu", Text, "which accelerator").or(&["gpu_id", "gpu_name", "index", "uuid"]),
        required("utilization", Number, "share of the time it worked, 0 to 1")
            .or(&["gpu_utilization", "utilization_gpu", "gpu_util"])
            .of(Quantity::Ratio),
    ],
};
