//! Apache DevLake: deployments (one row a commit that one brought out), incidents, which deployment caused which, measures of
//! pull requests; and what its webhooks take.

use crate::file::RawFile;
use crate::map::{Join, KeyRule, Unit};
use crate::recognise::export::{Export, Fill, Labels, LastPer, Metric, Note};
use crate::recognise::names::Names;
use outturn_core::table::TableKind;

pub(super) const DEPLOYMENTS: Export = Export {
    name: "DevLake deployments",
    kind: Some(TableKind::Deployments),
    tool: "DevLake",
    how: "SELECT * FROM cicd_deployment_commits, saved as CSV",
    last_per: Some(LastPer {
        column: &["cicd_deployment_id"],
        by: None,
    }),
    fills: &[
        ("id", Fill::Needed(&["cicd_deployment_id"])),
        ("status", Fill::Needed(&["result"])),
        ("finished_at", Fill::Needed(&["finished_date"])),
        ("started_at", Fill::Present(&["started_date"])),
        // DevLake fills `environment` by rules of its own and leaves it empty where none applies.
        (
            "environment",
            Fill::FirstOf(&[&["environment"], &["original_environment"]]),
        ),
    ],
    notes: &[
        Note::Always("Rows of one {id} are one deployment: its last row counts."),
        Note::Always(
            "A deployment fails here when its result says so; incidents that it caused are in another file (incidents, with \
             project_incident_deployment_relationships).",
        ),
    ],
    ..Export::BLANK
};

/// What its webhook for deployments takes.
pub(super) const WEBHOOK_DEPLOYMENTS: Export = Export {
    name: "DevLake webhook deployments",
    kind: Some(TableKind::Deployments),
    marks: (
        2,
        &[&["displayTitle"], &["deploymentCommits"], &["startedDate"]],
    ),
    fills: &[
        ("id", Fill::Needed(&["id"])),
        ("finished_at", Fill::Needed(&["finishedDate"])),
        ("started_at", Fill::Filled(&["startedDate"])),
        ("status", Fill::Filled(&["result"])),
        ("environment", Fill::Filled(&["environment"])),
    ],
    ..Export::BLANK
};

/// The table of incidents, and the webhook's issues.
pub(super) const INCIDENTS: Export = Export {
    name: "DevLake incidents",
    kind: Some(TableKind::Incidents),
    tool: "DevLake",
    how: "SELECT * FROM incidents, saved as CSV",
    marks: (
        3,
        &[
            &["original_status"],
            &["lead_time_minutes"],
            &["incident_key", "issue_key"],
            &["resolution_date"],
        ],
    ),
    fills: &[
        ("id", Fill::Needed(&["id", "incident_key", "issue_key"])),
        ("detected_at", Fill::Needed(&["created_date"])),
        ("resolved_at", Fill::Filled(&["resolution_date"])),
        (
            "severity",
            Fill::Filled(&["severity", "priority", "urgency"]),
        ),
        ("service", Fill::Filled(&["component", "original_project"])),
        ("deployment_id", Fill::Filled(&["deployment_id"])),
    ],
    notes: &[
        Note::Always(
            "DevLake records when an incident was created, not when the fault began: the time to detect needs a second file.",
        ),
        Note::Without(
            "deployment_id",
            "Load project_incident_deployment_relationships too: it says which deployment caused which incident.",
        ),
    ],
    ..Export::BLANK
};

pub(super) const RELATIONSHIPS: Export = Export {
    name: "DevLake incidents and their deployments",
    has: &[&["id"], &["project_name"], &["deployment_id"]],
    only_if: Some(has_nothing_else),
    notes: &[Note::Always(
        "This says which deployment caused which incident: load the incidents too.",
    )],
    ..Export::BLANK
};

/// Measures of pull requests, in minutes, at the time they went out.
pub(super) const PULL_REQUESTS: Export = Export {
    name: "DevLake pull requests",
    kind: Some(TableKind::MetricSeries),
    has: &[&["pr_cycle_time"]],
    // Without a date there is no series.
    only_if: Some(|names| names.filled(DATES).is_some()),
    fills: &[("date", Fill::Filled(DATES))],
    metrics: &[
        Metric {
            even_empty: true,
            ..minutes(&["pr_cycle_time"])
        },
        minutes(&["pr_coding_time"]),
        minutes(&["pr_pickup_time"]),
        minutes(&["pr_review_time"]),
        minutes(&["pr_deploy_time"]),
    ],
    labels: Labels::Named(&[&["project_name"]]),
    notes: &[Note::Always(
        "Times of pull requests, taken from minutes to seconds, at their {date}.",
    )],
    ..Export::BLANK
};

const DATES: &[&str] = &["pr_deployed_date", "pr_merged_date", "pr_created_date"];

const fn minutes(column: &'static [&'static str]) -> Metric {
    Metric {
        column,
        even_empty: false,
        id: None,
        unit: Some(Unit::Minutes),
    }
}

/// Whether nothing is beside the three columns of relationships but what DevLake adds to every table.
fn has_nothing_else(names: &Names<'_>) -> bool {
    let columns = names.raw.table.columns().map(|(name, _)| name);
    let own = columns.filter(|n| !n.starts_with('_') && !matches!(*n, "created_at" | "updated_at"));
    own.count() == 3
}

/// Each incident with the deployment that caused it.
pub(super) fn join(incidents: &RawFile, relationships: &RawFile) -> Option<Join> {
    let (one, other) = (Names::of(incidents), Names::of(relationships));
    if !RELATIONSHIPS.is(&other) || one.has(&["deployment_id"]) || !one.has(&["created_date"]) {
        return None;
    }
    Some(Join {
        key: one.find(&["id"])?.to_owned(),
        key_rule: KeyRule::Whole,
        other_key: other.find(&["id"])?.to_owned(),
        other_rule: KeyRule::Whole,
        other_rows: Vec::new(),
        latest_by: None,
        take: vec![(
            other.find(&["deployment_id"])?.to_owned(),
            "deployment_id".to_owned(),
        )],
    })
}
