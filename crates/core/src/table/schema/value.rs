//! What it costs and brings: costs, cases, experiments on users, and metrics of any kind ready-made.

use super::ColumnKind::{Number, Text, Timestamp};
use super::{AS_OF, Dated, Quantity, TableKind, TableSchema, optional, required};

pub(super) const COSTS: TableSchema = TableSchema {
    kind: TableKind::Costs,
    name: "costs",
    label: "Costs",
    plural: "costs",
    row: "a charge",
    time: Some("date"),
    dated: Dated::ByRow,
    marks: &[],
    labels: &["category", "service", "frequency", "provider", "model"],
    columns: &[
        required("date", Timestamp, "when the charge arose").or(&[
            "day",
            "charge_date",
            "usage_date",
        ]),
        optional("model", Text, "model it was for").or(&["model_name", "model_id"]),
        required("cost", Number, "amount, negative for credits")
            .or(&["spend"])
            .of(Quantity::Money),
        optional("currency", Text, "ISO 4217 code"),
        optional("service", Text, "what was bought"),
        optional("category", Text, "kind of service"),
        optional(
            "frequency",
            Text,
            "whether it is paid once or again and again",
        )
        .or(&[
            "charge_frequency",
            "billing_frequency",
            "recurrence",
            "charge_category",
        ]),
        optional("description", Text, "what the bill says of it")
            .or(&["charge_description", "line_item_description"]),
        optional("provider", Text, "who sold it"),
        optional("basis", Text, "billed, effective, list or contracted").words(&[
            "billed",
            "effective",
            "list",
            "contracted",
        ]),
    ],
};

pub(super) const METRIC_SERIES: TableSchema = TableSchema {
    kind: TableKind::MetricSeries,
    name: "metric_series",
    label: "Metric series",
    plural: "metric series",
    row: "a value of one metric at one time",
    time: Some("date"),
    dated: Dated::ByRow,
    marks: &[],
    labels: &[],
    columns: &[
        required("date", Timestamp, "when the value was true").or(&[
            "timestamp",
            "time",
            "datetime",
            "day",
            "month",
            "period",
            "week",
        ]),
        required("metric", Text, "which metric").or(&[
            "series",
            "metric_name",
            "name",
            "kpi",
            "measure",
            "indicator",
        ]),
        required("value", Number, "its value").of(Quantity::Base),
        optional("target", Number, "the value aimed at").of(Quantity::Base),
        optional(
            "target_side",
            Text,
            "which side of the target is the better one: up or down",
        )
        .words(&["up", "down"]),
        optional(
            "unit",
            Text,
            "what its values are: %, a currency by its code, or a unit of time",
        ),
        optional("n", Number, "how many events or answers it rests on")
            .or(&["denominator", "sample_size"]),
        optional(
            "sample_kind",
            Text,
            "what the number is: a gauge, a counter's total, or that of a histogram's bucket",
        )
        .words(&["gauge", "counter", "bucket"]),
    ],
};

pub(super) const CASES: TableSchema = TableSchema {
    kind: TableKind::Cases,
    name: "cases",
    label: "Cases",
    plural: "cases",
    row: "a period and a workflow",
    time: Some("period"),
    dated: Dated::ByRow,
    marks: &[
        "workflow",
        "minutes_before",
        "minutes_after",
        "minutes_added",
        "completed",
    ],
    labels: &["workflow"],
    columns: &[
        required("period", Timestamp, "first day of the period counted")
            .or(&["month", "date", "week"]),
        optional("workflow", Text, "which workflow").or(&["process"]),
        required("volume", Number, "cases handled").or(&["cases"]),
        optional("minutes_before", Number, "minutes a case took before").of(Quantity::Minutes),
        optional("minutes_after", Number, "minutes a case takes now").of(Quantity::Minutes),
        optional("minutes_added", Number, "minutes a case that new steps add")
            .of(Quantity::Minutes),
        optional("completed", Number, "cases completed"),
    ],
};

pub(super) const AB_TESTS: TableSchema = TableSchema {
    kind: TableKind::AbTests,
    name: "ab_tests",
    label: "A/B tests",
    plural: "A/B tests",
    row: "a variant of an experiment, or a user in it",
    time: Some("as_of"),
    dated: Dated::ByFile,
    marks: &[],
    labels: &["experiment", "variant"],
    columns: &[
        required("experiment", Text, "which experiment").or(&["experiment_name", "experiment_id"]),
        required("variant", Text, "treatment or control, by its name").or(&[
            "arm",
            "variation",
            "treatment_group",
        ]),
        required("users", Number, "users who saw it; 1 where a row is a user").or(&[
            "visitors",
            "participants",
            "n",
        ]),
        required("conversions", Number, "users who converted").or(&["converted", "successes"]),
        optional("revenue", Number, "revenue from them").of(Quantity::Money),
        optional("spend", Number, "what running it cost").of(Quantity::Money),
        optional("hypothesis", Text, "what it was to show"),
        AS_OF.or(&["ended_at", "end_date", "concluded_at"]),
    ],
};
