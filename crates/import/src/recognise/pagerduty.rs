//! PagerDuty incidents: the basic and the advanced report as CSV, raw incidents and aggregates of the analytics interface as JSON.
//!
//! None of them says when the fault began.

use super::super::map::{Mapping, MetricEdit, Source, Unit};
use super::Recognition;
use super::names::Names;
use crate::table::TableKind;

const NO_START: &str = "PagerDuty records when an incident was opened, not when the fault began: the time to detect needs a second \
                        file with both (incidents with id, started_at and detected_at).";

pub(super) fn recognise(names: &Names<'_>) -> Option<Recognition> {
    incidents(names)
        .or_else(|| basic(names))
        .or_else(|| aggregates(names))
}

/// The advanced report and the raw incidents of the analytics interface: lengths in seconds after the opening.
fn incidents(names: &Names<'_>) -> Option<Recognition> {
    let created = names.find(&["created_on", "created_at"])?;
    let resolved = names.find(&["resolved_on", "resolved_at"])?;
    let id = names.find(&["incident_number", "id"])?;
    let marks: [&[&str]; 5] = [
        &["seconds_to_first_ack"],
        &["seconds_to_resolve"],
        &["escalation_policy_id", "escalation_policy_name"],
        &["auto_escalation_count", "escalation_count"],
        &[
            "seconds_to_engage",
            "engaged_user_count",
            "acknowledge_count",
        ],
    ];
    if names.count(&marks) < 2 {
        return None;
    }
    let mut mapping = Mapping::new(TableKind::Incidents);
    mapping
        .bind("id", Source::column(id))
        .bind("detected_at", Source::column(created))
        .bind("resolved_at", Source::column(resolved));
    names.bind_filled(
        &mut mapping,
        &[
            ("service", &["service_name", "service_id"]),
            ("severity", &["priority_name", "urgency"]),
        ],
    );
    if let Some(length) = names.find(&["seconds_to_first_ack"]) {
        mapping.bind(
            "acknowledged_at",
            Source::after(created, length, Unit::Seconds),
        );
    }
    Some(Recognition::new(
        "PagerDuty incidents",
        mapping,
        vec![NO_START.to_owned()],
    ))
}

fn basic(names: &Names<'_>) -> Option<Recognition> {
    let id = names.find(&["#", "incident_number", "id"])?;
    let opened = names.find(&["Opened On"])?;
    let resolved = names.find(&["Resolved On"])?;
    if names.count(&[&["#Escalations"], &["Resolve By"], &["Duration"]]) < 2 {
        return None;
    }
    let mut mapping = Mapping::new(TableKind::Incidents);
    mapping
        .bind("id", Source::column(id))
        .bind("detected_at", Source::column(opened))
        .bind("resolved_at", Source::column(resolved));
    names.bind_filled(&mut mapping, &[("service", &["Service"])]);
    let notes = vec![
        NO_START.to_owned(),
        "The basic report does not say when an incident was acknowledged: the advanced one does."
            .to_owned(),
    ];
    Some(Recognition::new(
        "PagerDuty incidents (basic report)",
        mapping,
        notes,
    ))
}

/// Means by period, under the ids of the metrics that they are.
fn aggregates(names: &Names<'_>) -> Option<Recognition> {
    let start = names.find(&["range_start"])?;
    let mut mapping = Mapping::new(TableKind::MetricSeries);
    mapping.bind("date", Source::column(start));
    for (own, metric, unit) in [
        ("mean_seconds_to_resolve", "mttr", None),
        ("mean_seconds_to_first_ack", "mtta", None),
        ("up_time_pct", "availability", Some(Unit::Percent)),
        ("total_incident_count", "total_incident_count", None),
    ] {
        let Some(column) = names.find(&[own]) else {
            continue;
        };
        mapping.metrics.push(column.to_owned());
        mapping.edit_metric(MetricEdit {
            column: column.to_owned(),
            name: Some(metric.to_owned()),
            unit,
        });
    }
    if mapping.metrics.is_empty() {
        return None;
    }
    names.label(&mut mapping, &[&["service_name"], &["team_name"]]);
    let notes = vec![
        "Means by period, as PagerDuty computed them: medians and severities need the incidents themselves.".to_owned(),
    ];
    Some(Recognition::new("PagerDuty analytics", mapping, notes))
}
