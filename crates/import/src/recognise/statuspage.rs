//! Statuspage incidents as JSON: what was told to the public, and when.

use super::export::Export;
use outturn_core::table::TableKind;

pub(super) const INCIDENTS: Export = Export {
    name: "Statuspage incidents",
    kind: TableKind::Incidents,
    needs: &[
        ("id", &["id"]),
        ("severity", &["impact"]),
        ("detected_at", &["created_at"]),
    ],
    marks: (
        2,
        &[
            &["shortlink"],
            &["page_id"],
            &["monitoring_at"],
            &["incident_updates"],
        ],
    ),
    takes: &[
        ("started_at", &["started_at"]),
        ("resolved_at", &["resolved_at"]),
        ("service", &["components.name", "name"]),
    ],
    moments: &[],
    notes: &[
        "An incident is detected here when it was first published, which may be later than the alert; it began when the page says so.",
    ],
};
