//! Opsgenie: alerts and incidents as its interface lists them. Times of an alert's report are in milliseconds after its creation.

use crate::map::Unit;
use crate::recognise::export::{Export, Fill, Note};
use outturn_core::table::TableKind;

pub(super) const INCIDENTS: Export = Export {
    name: "Opsgenie incidents",
    kind: Some(TableKind::Incidents),
    tool: "Opsgenie",
    how: "curl -H 'Authorization: GenieKey KEY' https://api.opsgenie.com/v1/incidents > incidents.json",
    has: &[&["tinyId"], &["createdAt"]],
    marks: (
        1,
        &[
            &["impactStartDate"],
            &["impactEndDate"],
            &["impactedServices"],
        ],
    ),
    fills: &[
        ("id", Fill::Needed(&["id", "tinyId"])),
        ("severity", Fill::Filled(&["priority"])),
        ("started_at", Fill::Filled(&["impactStartDate"])),
        ("detected_at", Fill::Needed(&["createdAt"])),
        ("resolved_at", Fill::Filled(&["impactEndDate"])),
        ("service", Fill::Filled(&["impactedServices"])),
    ],
    ..Export::BLANK
};

pub(super) const ALERTS: Export = Export {
    name: "Opsgenie alerts",
    how: "",
    marks: (
        2,
        &[
            &["alias"],
            &["isSeen"],
            &["snoozed"],
            &["acknowledged"],
            &["report.closeTime", "report.ackTime"],
            &["lastOccurredAt"],
        ],
    ),
    fills: &[
        ("id", Fill::Needed(&["id", "tinyId"])),
        ("severity", Fill::Filled(&["priority"])),
        ("detected_at", Fill::Needed(&["createdAt"])),
        (
            "acknowledged_at",
            Fill::After {
                start: &["createdAt"],
                length: &["report.ackTime", "ackTime"],
                unit: Unit::Milliseconds,
            },
        ),
        (
            "resolved_at",
            Fill::After {
                start: &["createdAt"],
                length: &["report.closeTime", "closeTime"],
                unit: Unit::Milliseconds,
            },
        ),
        ("service", Fill::Filled(&["source", "integration.name"])),
    ],
    notes: &[Note::Always(
        "Every alert counts as an incident, from its creation to its closing; Opsgenie does not say when the fault began.",
    )],
    ..INCIDENTS
};
