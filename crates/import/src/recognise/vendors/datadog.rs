//! Datadog incidents as CSV.

use crate::map::Unit;
use crate::recognise::export::{Export, Fill, Note};
use outturn_core::table::TableKind;

pub(super) const INCIDENTS: Export = Export {
    name: "Datadog incidents",
    kind: Some(TableKind::Incidents),
    tool: "Datadog",
    how: "Service Management > Incidents, the list, Export to CSV",
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
    fills: &[
        ("id", Fill::Needed(&["public_id", "incident_id"])),
        ("detected_at", Fill::Needed(&["detected", "detected_at"])),
        ("severity", Fill::Filled(&["severity"])),
        ("service", Fill::Filled(&["services", "service"])),
        ("started_at", Fill::Filled(&["customer_impact_start"])),
        ("resolved_at", Fill::Filled(&["resolved", "resolved_at"])),
        (
            "acknowledged_at",
            Fill::After {
                start: &["detected", "detected_at"],
                length: &["time_to_internal_response"],
                unit: Unit::Seconds,
            },
        ),
    ],
    notes: &[
        Note::Always(
            "An incident begins here when customers began to notice it; one that no customer noticed has no beginning, and is not \
             in the time to detect.",
        ),
        Note::Always("The first response is taken for the acknowledgement."),
    ],
    ..Export::BLANK
};
