//! ServiceNow incidents: field names, or the labels of an Excel-style header. An event log has several rows an incident, of which
//! the last is its present state.

use crate::recognise::export::{Export, Fill, LastPer, Note};
use outturn_core::table::TableKind;

pub(super) const INCIDENTS: Export = Export {
    name: "ServiceNow incident log",
    kind: Some(TableKind::Incidents),
    tool: "ServiceNow",
    how: "Incident > All, right-click a column heading, Export > CSV",
    marks: (
        3,
        &[
            &["incident_state", "state"],
            &["priority"],
            &["assignment_group"],
            &[
                "sys_updated_at",
                "sys_updated_on",
                "updated",
                "reassignment_count",
                "made_sla",
            ],
            &["resolved_at", "resolved", "closed_at", "closed"],
        ],
    ),
    last_per: Some(LastPer {
        column: &["number"],
        by: Some(&["sys_updated_at", "sys_updated_on", "updated"]),
    }),
    fills: &[
        ("id", Fill::Needed(&["number"])),
        (
            "detected_at",
            Fill::Needed(&["opened_at", "opened", "sys_created_on", "created"]),
        ),
        ("severity", Fill::Filled(&["priority", "severity"])),
        ("resolved_at", Fill::Filled(&["resolved_at", "resolved"])),
        (
            "service",
            Fill::Filled(&["cmdb_ci", "configuration_item", "business_service"]),
        ),
    ],
    notes: &[
        Note::Always("Several rows of one {id} are one incident: its last row counts."),
        Note::Always(
            "ServiceNow records when an incident was opened, not when the fault began: the time to detect needs a second file with \
             both (incidents with id, started_at and detected_at).",
        ),
    ],
    ..Export::BLANK
};
