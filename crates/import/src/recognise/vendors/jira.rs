//! Jira issues as CSV: one row an issue, of whatever types the filter let through.

use crate::recognise::export::{Export, Fill, Note};
use outturn_core::table::TableKind;

pub(super) const ISSUES: Export = Export {
    name: "Jira issues",
    kind: Some(TableKind::Incidents),
    tool: "Jira",
    how: "search for the issues, Export > CSV (all fields)",
    marks: (
        2,
        &[
            &["Issue Type"],
            &["Issue id"],
            &["Project key"],
            &["Status Category", "Status"],
        ],
    ),
    fills: &[
        ("id", Fill::Needed(&["Issue key"])),
        ("detected_at", Fill::Needed(&["Created"])),
        (
            "severity",
            Fill::Filled(&["Priority", "Custom field (Severity)"]),
        ),
        ("resolved_at", Fill::Filled(&["Resolved"])),
        (
            "service",
            Fill::Filled(&[
                "Components",
                "Component/s",
                "Custom field (Affected services)",
                "Project name",
                "Project key",
            ]),
        ),
        (
            "started_at",
            Fill::Filled(&["Custom field (Start time)", "Custom field (Incident start)"]),
        ),
    ],
    notes: &[Note::Without(
        "started_at",
        "Jira records when an issue was created, not when the alert came: the time to detect needs a column or a second file with both.",
    )],
    ..Export::BLANK
};
