//! The canonical tables: what each is called, its columns, their types and what they mean.

use serde::{Deserialize, Serialize};

/// A canonical table that files are recognised as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TableKind {
    /// One row a prediction, or a group of like ones.
    Predictions,
    /// Predictions served per date and model.
    Volumes,
    /// One row an incident.
    Incidents,
    /// One row a deployment.
    Deployments,
    /// Spend per date.
    Costs,
    /// Values of named metrics over time.
    MetricSeries,
    /// Probes of whether a service was up, or its outages.
    Uptime,
    /// Cases handled per period, with the minutes each takes.
    Cases,
}

/// The type a canonical column is brought to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ColumnKind {
    /// A moment in UTC.
    Timestamp,
    /// A number in the unit that the column's name or meaning says.
    Number,
    /// Yes or no.
    Boolean,
    /// Text, kept as it is but for surrounding space.
    Text,
}

/// One column of a canonical table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ColumnSchema {
    /// Canonical name.
    pub name: &'static str,
    /// Without it the table says nothing.
    pub required: bool,
    /// The type it is brought to.
    pub kind: ColumnKind,
    /// What it holds, in what unit.
    pub meaning: &'static str,
}

/// One canonical table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TableSchema {
    /// Which one it is.
    pub kind: TableKind,
    /// Its name in documents: `predictions`.
    pub name: &'static str,
    /// Its name for people: `Predictions`.
    pub label: &'static str,
    /// What one row is.
    pub row: &'static str,
    /// The column that says when.
    pub time: &'static str,
    /// All columns, in order.
    pub columns: &'static [ColumnSchema],
}

const fn required(name: &'static str, kind: ColumnKind, meaning: &'static str) -> ColumnSchema {
    ColumnSchema {
        name,
        required: true,
        kind,
        meaning,
    }
}

const fn optional(name: &'static str, kind: ColumnKind, meaning: &'static str) -> ColumnSchema {
    ColumnSchema {
        name,
        required: false,
        kind,
        meaning,
    }
}

use ColumnKind::{Boolean, Number, Text, Timestamp};

/// Every canonical table.
pub const ALL: &[TableSchema] = &[
    TableSchema {
        kind: TableKind::Predictions,
        name: "predictions",
        label: "Predictions",
        row: "a prediction, or `count` like ones",
        time: "timestamp",
        columns: &[
            required("timestamp", Timestamp, "when the prediction was asked for"),
            optional("model", Text, "model that answered"),
            optional("latency_ms", Number, "time to the answer, in milliseconds"),
            optional("status", Text, "ok or error"),
            optional("predicted", Text, "what the model said"),
            optional("actual", Text, "what turned out to be true"),
            optional(
                "score",
                Number,
                "probability or score of the positive class",
            ),
            optional("confidence", Number, "confidence, 0 to 1"),
            optional("group", Text, "protected group of the subject"),
            optional("cost", Number, "cost of this prediction"),
            optional(
                "count",
                Number,
                "how many like predictions the row stands for",
            ),
        ],
    },
    TableSchema {
        kind: TableKind::Volumes,
        name: "volumes",
        label: "Volumes",
        row: "a date and a model",
        time: "date",
        columns: &[
            required("date", Timestamp, "the day counted"),
            optional("model", Text, "model that answered"),
            required("predictions", Number, "predictions served"),
        ],
    },
    TableSchema {
        kind: TableKind::Incidents,
        name: "incidents",
        label: "Incidents",
        row: "an incident",
        time: "detected_at",
        columns: &[
            required("id", Text, "the incident's own name"),
            optional("service", Text, "what was hurt"),
            optional("model", Text, "model concerned"),
            optional("severity", Text, "how bad it was"),
            optional("started_at", Timestamp, "first anomaly"),
            required("detected_at", Timestamp, "the alert"),
            optional("acknowledged_at", Timestamp, "a person took it"),
            optional("diagnosed_at", Timestamp, "cause found"),
            optional("resolved_at", Timestamp, "fixed"),
            optional("deployment_id", Text, "the deployment that caused it"),
            optional(
                "ai_related",
                Boolean,
                "its fix changed model, data pipeline, prompt or workflow",
            ),
        ],
    },
    TableSchema {
        kind: TableKind::Deployments,
        name: "deployments",
        label: "Deployments",
        row: "a deployment",
        time: "finished_at",
        columns: &[
            required("id", Text, "the deployment's own name"),
            optional("model", Text, "what was deployed"),
            optional("environment", Text, "where to"),
            optional("approved_at", Timestamp, "change approved"),
            optional("started_at", Timestamp, "deployment began"),
            required("finished_at", Timestamp, "deployment ended"),
            optional("status", Text, "success, failure or rolled_back"),
            optional("rolled_back_at", Timestamp, "previous version served again"),
        ],
    },
    TableSchema {
        kind: TableKind::Costs,
        name: "costs",
        label: "Costs",
        row: "a charge",
        time: "date",
        columns: &[
            required("date", Timestamp, "when the charge arose"),
            optional("model", Text, "model it was for"),
            required("cost", Number, "amount, negative for credits"),
            optional("currency", Text, "ISO 4217 code"),
            optional("service", Text, "what was bought"),
            optional("category", Text, "kind of service"),
            optional("provider", Text, "who sold it"),
            optional("basis", Text, "billed, effective, list or contracted"),
        ],
    },
    TableSchema {
        kind: TableKind::MetricSeries,
        name: "metric_series",
        label: "Metric series",
        row: "a value of one metric at one time",
        time: "date",
        columns: &[
            required("date", Timestamp, "when the value was true"),
            required("metric", Text, "which metric"),
            required("value", Number, "its value"),
            optional("target", Number, "the value aimed at"),
        ],
    },
    TableSchema {
        kind: TableKind::Uptime,
        name: "uptime",
        label: "Uptime",
        row: "a probe, or an outage",
        time: "timestamp",
        columns: &[
            optional("timestamp", Timestamp, "when the probe asked"),
            optional("model", Text, "what was asked"),
            optional("up", Boolean, "it answered"),
            optional("started_at", Timestamp, "outage began"),
            optional("ended_at", Timestamp, "outage ended"),
        ],
    },
    TableSchema {
        kind: TableKind::Cases,
        name: "cases",
        label: "Cases",
        row: "a period and a workflow",
        time: "period",
        columns: &[
            required("period", Timestamp, "first day of the period counted"),
            optional("workflow", Text, "which workflow"),
            required("volume", Number, "cases handled"),
            optional("minutes_before", Number, "minutes a case took before"),
            optional("minutes_after", Number, "minutes a case takes now"),
            optional("minutes_added", Number, "minutes a case that new steps add"),
            optional("completed", Number, "cases completed"),
        ],
    },
];

impl TableKind {
    /// Its schema.
    #[must_use]
    pub fn schema(self) -> &'static TableSchema {
        // Every kind has its literal in ALL; a test walks them.
        ALL.iter().find(|s| s.kind == self).unwrap_or(&ALL[0])
    }
}

impl TableSchema {
    /// The column of this name.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<&'static ColumnSchema> {
        self.columns.iter().find(|c| c.name == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_has_its_own_schema_with_its_time_column() {
        for schema in ALL {
            assert_eq!(schema.kind.schema().name, schema.name);
            assert_eq!(
                schema.column(schema.time).map(|c| c.kind),
                Some(Timestamp),
                "{}",
                schema.name
            );
        }
    }
}
