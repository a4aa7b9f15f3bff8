//! Statuspage incidents as JSON: what was told to the public, and when.

use crate::recognise::export::{Export, Fill, Note};
use outturn_core::table::TableKind;

pub(super) const INCIDENTS: Export = Export {
    name: "Statuspage incidents",
    kind: Some(TableKind::Incidents),
    tool: "Statuspage",
    how: "curl https://YOURPAGE.statuspage.io/api/v2/incidents.json > incidents.json",
    marks: (
        2,
        &[
            &["shortlink"],
            &["page_id"],
            &["monitoring_at"],
            &["incident_updates"],
        ],
    ),
    fills: &[
        ("id", Fill::Needed(&["id"])),
        ("severity", Fill::Needed(&["impact"])),
        ("detected_at", Fill::Needed(&["created_at"])),
        ("started_at", Fill::Filled(&["started_at"])),
        ("resolved_at", Fill::Filled(&["resolved_at"])),
        ("service", Fill::Filled(&["components.name", "name"])),
    ],
    notes: &[Note::Always(
        "An incident is detected here when it was first published, which may be later than the alert; it began when the page says so.",
    )],
    ..Export::BLANK
};
