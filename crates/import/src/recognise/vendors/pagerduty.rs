//! PagerDuty incidents: the basic and the advanced report as CSV, raw incidents and aggregates of the analytics interface as JSON.
//!
//! None of them says when the fault began.

use crate::map::Unit;
use crate::recognise::export::{Export, Fill, Labels, Metric, Note};
use outturn_core::table::TableKind;

const NO_START: Note = Note::Always(
    "PagerDuty records when an incident was opened, not when the fault began: the time to detect needs a second file with both \
     (incidents with id, started_at and detected_at).",
);

/// The advanced report and the raw incidents of the analytics interface: lengths in seconds after the opening.
pub(super) const INCIDENTS: Export = Export {
    name: "PagerDuty incidents",
    kind: Some(TableKind::Incidents),
    tool: "PagerDuty",
    how: "Analytics > Insights > Incidents, Export to CSV",
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
    fills: &[
        ("id", Fill::Needed(&["incident_number", "id"])),
        ("detected_at", Fill::Needed(&["created_on", "created_at"])),
        ("resolved_at", Fill::Needed(&["resolved_on", "resolved_at"])),
        ("service", Fill::Filled(&["service_name", "service_id"])),
        ("severity", Fill::Filled(&["priority_name", "urgency"])),
        (
            "acknowledged_at",
            Fill::After {
                start: &["created_on", "created_at"],
                length: &["seconds_to_first_ack"],
                unit: Unit::Seconds,
            },
        ),
    ],
    notes: &[NO_START],
    ..Export::BLANK
};

/// The basic report.
pub(super) const BASIC: Export = Export {
    name: "PagerDuty incidents (basic report)",
    kind: Some(TableKind::Incidents),
    tool: "PagerDuty",
    marks: (2, &[&["#Escalations"], &["Resolve By"], &["Duration"]]),
    fills: &[
        ("id", Fill::Needed(&["#", "incident_number", "id"])),
        ("detected_at", Fill::Needed(&["Opened On"])),
        ("resolved_at", Fill::Needed(&["Resolved On"])),
        ("service", Fill::Filled(&["Service"])),
    ],
    notes: &[
        NO_START,
        Note::Always(
            "The basic report does not say when an incident was acknowledged: the advanced one does.",
        ),
    ],
    ..Export::BLANK
};

/// Means by period, under the ids of the metrics that they are.
pub(super) const AGGREGATES: Export = Export {
    name: "PagerDuty analytics",
    kind: Some(TableKind::MetricSeries),
    tool: "PagerDuty",
    fills: &[("date", Fill::Needed(&["range_start"]))],
    metrics: &[
        mean(&["mean_seconds_to_resolve"], "mttr", None),
        mean(&["mean_seconds_to_first_ack"], "mtta", None),
        mean(&["up_time_pct"], "availability", Some(Unit::Percent)),
        mean(&["total_incident_count"], "total_incident_count", None),
    ],
    labels: Labels::Named(&[&["service_name"], &["team_name"]]),
    notes: &[Note::Always(
        "Means by period, as PagerDuty computed them: medians and severities need the incidents themselves.",
    )],
    ..Export::BLANK
};

const fn mean(column: &'static [&'static str], metric: &'static str, unit: Option<Unit>) -> Metric {
    Metric {
        column,
        even_empty: true,
        id: Some(metric),
        unit,
    }
}
