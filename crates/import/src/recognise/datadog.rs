//! Datadog incidents as CSV.

use super::super::map::Unit;
use super::export::{Export, Moment};
use outturn_core::table::TableKind;

pub(super) const INCIDENTS: Export = Export {
    name: "Datadog incidents",
    kind: TableKind::Incidents,
    needs: &[
        ("id", &["public_id", "incident_id"]),
        ("detected_at", &["detected", "detected_at"]),
    ],
    marks: (
        2,
        &[
            &["customer_impacted"],
            &["customer_impact_start"],
            &["customer_impact_scope"],
            &["time_to_internal_response"],
            &["time_to_repair"],
        ],
    ),
    takes: &[
        ("severity", &["severity"]),
        ("service", &["services", "service"]),
        ("started_at", &["customer_impact_start"]),
        ("resolved_at", &["resolved", "resolved_at"]),
    ],
    moments: &[Moment {
        becomes: "acknowledged_at",
        after: &["detected", "detected_at"],
        length: &["time_to_internal_response"],
        unit: Unit::Seconds,
    }],
    notes: &[
        "An incident begins here when customers began to notice it; one that no customer noticed has no beginning, and is not in the time to detect.",
        "The first response is taken for the acknowledgement.",
    ],
};
