//! Google Cloud's status page: `incidents.json`, in the form of its published schema.

use crate::recognise::export::{Export, Fill, Note};
use outturn_core::table::TableKind;

pub(super) const INCIDENTS: Export = Export {
    name: "Google Cloud status incidents",
    kind: Some(TableKind::Incidents),
    tool: "Google Cloud",
    has: &[&["begin"], &["created"]],
    marks: (
        2,
        &[
            &["external_desc"],
            &["status_impact"],
            &["service_key"],
            &["most_recent_update.status", "most_recent_update"],
        ],
    ),
    fills: &[
        ("id", Fill::Needed(&["id", "number"])),
        ("severity", Fill::Filled(&["severity", "status_impact"])),
        ("started_at", Fill::Needed(&["begin"])),
        ("detected_at", Fill::Needed(&["created"])),
        ("resolved_at", Fill::Filled(&["end"])),
        ("service", Fill::Filled(&["service_name"])),
    ],
    notes: &[Note::Always(
        "An incident is detected here when its entry was made, which may be later than the alert.",
    )],
    ..Export::BLANK
};
