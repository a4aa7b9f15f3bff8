//! The canonical tables under their own column names and the usual ones for the same thing.

use super::super::map::{Mapping, Source};
use super::Recognition;
use super::names::{Names, stem};
use crate::table::{TableKind, schema};

/// Other names of canonical columns. A name stands here only if it says the same in the same unit.
const ALIASES: &[(TableKind, &str, &[&str])] = {
    use TableKind::{
        Cases, Costs, Deployments, Incidents, MetricSeries, Predictions, Uptime, Volumes,
    };
    &[
        (
            Predictions,
            "timestamp",
            &[
                "time",
                "ts",
                "datetime",
                "event_time",
                "request_time",
                "requested_at",
                "predicted_at",
            ],
        ),
        (Predictions, "model", &["model_name", "model_id"]),
        (
            Predictions,
            "latency_ms",
            &["response_time_ms", "duration_ms"],
        ),
        (
            Predictions,
            "predicted",
            &["prediction", "y_pred", "predicted_label", "predicted_class"],
        ),
        (
            Predictions,
            "actual",
            &[
                "y_true",
                "clf_target",
                "ground_truth",
                "true_label",
                "actual_label",
            ],
        ),
        (
            Predictions,
            "score",
            &["y_pred_proba", "probability", "proba", "predicted_proba"],
        ),
        (Predictions, "group", &["protected_group", "segment"]),
        (Predictions, "cost", &["cost_usd", "cost_per_prediction"]),
        (Volumes, "date", &["day", "timestamp"]),
        (Volumes, "model", &["model_name", "model_id"]),
        (
            Volumes,
            "predictions",
            &["requests", "prediction_count", "request_count"],
        ),
        (
            Incidents,
            "id",
            &[
                "incident_id",
                "incident",
                "number",
                "incident_number",
                "incident_key",
                "key",
            ],
        ),
        (Incidents, "severity", &["priority"]),
        (Incidents, "service", &["service_name"]),
        (Incidents, "model", &["model_name", "model_id"]),
        (
            Incidents,
            "detected_at",
            &[
                "opened_at",
                "alerted_at",
                "created_at",
                "created_on",
                "created_date",
            ],
        ),
        (Incidents, "acknowledged_at", &["acked_at"]),
        (
            Incidents,
            "resolved_at",
            &["resolved_on", "resolution_date", "fixed_at"],
        ),
        (
            Deployments,
            "id",
            &["deployment_id", "deploy_id", "release_id"],
        ),
        (Deployments, "model", &["model_name", "model_id", "service"]),
        (Deployments, "environment", &["env"]),
        (
            Deployments,
            "finished_at",
            &["deployed_at", "finished_date", "completed_at"],
        ),
        (Deployments, "started_at", &["started_date"]),
        (Deployments, "status", &["result", "outcome"]),
        (Costs, "date", &["day", "charge_date", "usage_date"]),
        (Costs, "model", &["model_name", "model_id"]),
        (Costs, "cost", &["spend"]),
        (
            MetricSeries,
            "date",
            &[
                "timestamp",
                "time",
                "datetime",
                "day",
                "month",
                "period",
                "week",
            ],
        ),
        (MetricSeries, "metric", &["series", "metric_name", "name"]),
        (Uptime, "timestamp", &["time", "checked_at", "probed_at"]),
        (Uptime, "model", &["model_name", "model_id", "service"]),
        (Uptime, "up", &["is_up", "available"]),
        (Uptime, "started_at", &["outage_started_at", "down_at"]),
        (Uptime, "ended_at", &["outage_ended_at", "up_at"]),
        (Cases, "period", &["month", "date", "week"]),
        (Cases, "workflow", &["process"]),
        (Cases, "volume", &["cases"]),
    ]
};

/// The table most of whose columns the file has, if it has all that table needs.
pub(super) fn recognise(names: &Names<'_>) -> Option<Recognition> {
    let mut best: Option<Mapping> = None;
    for table in schema::ALL {
        let Some(mapping) = bind(names, table.kind) else {
            continue;
        };
        // Of tables that fit alike, the first of the schema is the likelier.
        if best
            .as_ref()
            .is_none_or(|best| mapping.bindings.len() > best.bindings.len())
        {
            best = Some(mapping);
        }
    }
    let mapping = best?;
    let mut notes = Vec::new();
    if mapping.kind == TableKind::Predictions && mapping.binding("actual").is_none() {
        notes.push(
            "There is no column with what turned out to be true: accuracy needs one.".to_owned(),
        );
    }
    if mapping.kind == TableKind::MetricSeries
        && let Some(Source::Constant(metric)) = mapping.binding("metric").map(|b| &b.source)
    {
        notes.push(format!("The metric is named after the file: {metric}."));
    }
    Some(Recognition::new(
        &mapping.kind.schema().label.to_ascii_lowercase(),
        mapping,
        notes,
    ))
}

fn bind(names: &Names<'_>, kind: TableKind) -> Option<Mapping> {
    let mut mapping = Mapping::new(kind);
    for column in kind.schema().columns {
        let aliases = ALIASES
            .iter()
            .find(|(k, name, _)| *k == kind && *name == column.name)
            .map_or(&[][..], |(.., a)| a);
        if let Some(name) = names.find(&[column.name]).or_else(|| names.find(aliases)) {
            mapping.bind(column.name, Source::column(name));
        }
    }
    if kind == TableKind::MetricSeries
        && mapping.binding("metric").is_none()
        && names.raw.table.columns().len() == mapping.bindings.len()
    {
        mapping.bind("metric", Source::constant(stem(&names.raw.name)));
    }
    let needed = kind
        .schema()
        .columns
        .iter()
        .filter(|c| c.required)
        .all(|c| mapping.binding(c.name).is_some());
    if !needed || !says_enough(&mapping) {
        return None;
    }
    if kind == TableKind::MetricSeries {
        let used: Vec<&str> = mapping
            .bindings
            .iter()
            .flat_map(|b| b.source.columns())
            .collect();
        let labels = names
            .raw
            .table
            .columns()
            .map(|(name, _)| name)
            .filter(|name| !used.contains(name));
        mapping.labels = labels.map(str::to_owned).collect();
    }
    Some(mapping)
}

/// Columns that a table needs may be so common that they say nothing alone: a time is no prediction, and everything has an id and
/// a time at which it was created.
fn says_enough(mapping: &Mapping) -> bool {
    let any = |names: &[&str]| names.iter().any(|name| mapping.binding(name).is_some());
    let from = |canonical: &str, word: &str| {
        let source = mapping.binding(canonical).map(|b| &b.source);
        matches!(source, Some(Source::Column(name)) if name.to_ascii_lowercase().starts_with(word))
    };
    match mapping.kind {
        TableKind::Predictions => any(&[
            "latency_ms",
            "status",
            "predicted",
            "actual",
            "score",
            "confidence",
        ]),
        TableKind::Incidents => {
            from("id", "incident")
                || !from("detected_at", "created")
                || any(&["severity", "acknowledged_at", "resolved_at"])
        }
        TableKind::Deployments => {
            from("id", "deploy") || any(&["status", "environment", "approved_at", "rolled_back_at"])
        }
        TableKind::Uptime => {
            any(&["timestamp"]) && any(&["up"]) || any(&["started_at"]) && any(&["ended_at"])
        }
        TableKind::Cases => any(&[
            "workflow",
            "minutes_before",
            "minutes_after",
            "minutes_added",
            "completed",
        ]),
        TableKind::Volumes | TableKind::Costs | TableKind::MetricSeries => true,
    }
}
