//! Four Keys: its tables of deployments and incidents, and the events they are made of. An incident names the changes that
//! caused it, and so the deployments that brought these out.

use crate::file::RawFile;
use crate::map::{Join, KeyRule};
use crate::recognise::export::{Export, Fill, Keep, LastPer, Note};
use crate::recognise::names::Names;
use outturn_core::table::TableKind;

pub(super) const DEPLOYMENTS: Export = Export {
    name: "Four Keys deployments",
    kind: Some(TableKind::Deployments),
    tool: "Four Keys",
    how: "bq query --format=json 'SELECT * FROM four_keys.deployments' > deployments.json",
    fills: &[
        ("id", Fill::Needed(&["deploy_id"])),
        ("finished_at", Fill::Needed(&["time_created"])),
        ("environment", Fill::Constant("production")),
    ],
    notes: &[Note::Always(
        "Four Keys lists deployments to production only, and those that succeeded: which of them failed is in its incidents.",
    )],
    ..Export::BLANK
};

pub(super) const INCIDENTS: Export = Export {
    name: "Four Keys incidents",
    kind: Some(TableKind::Incidents),
    tool: "Four Keys",
    how: "bq query --format=json 'SELECT * FROM four_keys.incidents' > incidents.json",
    fills: &[
        ("id", Fill::Needed(&["incident_id"])),
        ("detected_at", Fill::Needed(&["time_created"])),
        ("resolved_at", Fill::Filled(&["time_resolved"])),
        ("deployment_id", Fill::Filled(&["deployment_id"])),
    ],
    notes: &[
        Note::Always(
            "Four Keys takes the time of the change that caused it where that is earlier than the report.",
        ),
        Note::Without(
            "deployment_id",
            "Load its deployments too: the changes of an incident name the deployment that caused it.",
        ),
    ],
    ..Export::BLANK
};

/// The raw events: statuses of deployments, told by their own text of JSON.
pub(super) const EVENTS: Export = Export {
    name: "Four Keys events",
    kind: Some(TableKind::Deployments),
    has: &[&["metadata"], &["signature", "msg_id"]],
    keeps: &[Keep::Is(&["event_type"], &["deployment_status"])],
    last_per: Some(LastPer {
        column: &["id"],
        by: Some(&["time_created"]),
    }),
    fills: &[
        ("id", Fill::Inside(&["metadata"], &["deployment", "id"])),
        (
            "environment",
            Fill::Inside(&["metadata"], &["deployment", "environment"]),
        ),
        (
            "started_at",
            Fill::Inside(&["metadata"], &["deployment", "created_at"]),
        ),
        (
            "status",
            Fill::Inside(&["metadata"], &["deployment_status", "state"]),
        ),
        ("finished_at", Fill::Needed(&["time_created"])),
    ],
    notes: &[Note::Always(
        "Of all events those whose {event_type} is deployment_status are used; the others are left out.",
    )],
    ..Export::BLANK
};

pub(super) const CHANGES: Export = Export {
    name: "Four Keys changes",
    has: &[&["time_created"], &["change_id"], &["event_type"]],
    notes: &[Note::Always(
        "Four Keys' changes say when work was done; deployments and incidents are in its other tables.",
    )],
    ..Export::BLANK
};

/// Each incident with the deployment that brought out one of its changes.
pub(super) fn join(incidents: &RawFile, deployments: &RawFile) -> Option<Join> {
    let (one, other) = (Names::of(incidents), Names::of(deployments));
    let named =
        one.has(&["incident_id"]) && one.has(&["time_created"]) && !one.has(&["deployment_id"]);
    if !named || !other.has(&["time_created"]) {
        return None;
    }
    // The list holds the main commit too.
    let (other_key, other_rule) = match other.find(&["changes"]) {
        Some(changes) => (changes, KeyRule::Each),
        None => (other.find(&["main_commit"])?, KeyRule::Whole),
    };
    Some(Join {
        key: one.find(&["changes"])?.to_owned(),
        key_rule: KeyRule::Each,
        other_key: other_key.to_owned(),
        other_rule,
        other_rows: Vec::new(),
        latest_by: None,
        take: vec![(
            other.find(&["deploy_id"])?.to_owned(),
            "deployment_id".to_owned(),
        )],
    })
}
