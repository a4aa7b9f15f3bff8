//! PagerDuty incidents: the basic and the advanced report as CSV, raw incidents and aggregates of the analytics interface as JSON.
//!
//! None of them says when the fault began.

use super::super::map::{Mapping, MetricEdit, Source, Unit};
use super::Recognition;
use super::export::{Export, Moment};
use super::names::Names;
use outturn_core::table::TableKind;

const NO_START: &str = "PagerDuty records when an incident was opened, not when the fault began: the time to detect needs a second \
                        file with both (incidents with id, started_at and detected_at).";

/// The advanced report and the raw incidents of the analytics interface: lengths in seconds after the opening.
pub(super) const INCIDENTS: Export = Export {
    name: "PagerDuty incidents",
    kind: TableKind::Incidents,
    needs: &[
        ("id", &["incident_number", "id"]),
        ("detected_at", &["created_on", "created_at"]),
        ("resolved_at", &["resolved_on", "resolved_at"]),
    ],
    marks: (
        2,
        &[
            &["seconds_to_first_ack"],
            &["seconds_to_resolve"],
            &["escalation_policy_id", "escalation_policy_name"],
            &["auto_escalation_count", "escalation_count"],
            &[
                "seconds_to_engage",
                "engaged_user_count",
                "acknowledge_count",
            ],
        ],
    ),
    takes: &[
        ("service", &["service_name", "service_id"]),
        ("severity", &["priority_name", "urgency"]),
    ],
    moments: &[Moment {
        becomes: "acknowledged_at",
        after: &["created_on", "created_at"],
        length: &["seconds_to_first_ack"],
        unit: Unit::Seconds,
    }],
    notes: &[NO_START],
};

/// The basic report.
pub(super) const BASIC: Export = Export {
    name: "PagerDuty incidents (basic report)",
    kind: TableKind::Incidents,
    needs: &[
        ("id", &["#", "incident_number", "id"]),
        ("detected_at", &["Opened On"]),
        ("resolved_at", &["Resolved On"]),
    ],
    marks: (2, &[&["#Escalations"], &["Resolve By"], &["Duration"]]),
    takes: &[("service", &["Service"])],
    moments: &[],
    notes: &[
        NO_START,
        "The basic report does not say when an incident was acknowledged: the advanced one does.",
    ],
};

/// Means by period, under the ids of the metrics that they are.
pub(super) fn aggregates(names: &Names<'_>) -> Option<Recognition> {
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
