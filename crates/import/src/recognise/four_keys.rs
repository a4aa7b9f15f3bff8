//! Four Keys: its tables of deployments and incidents, and the events they are made of. An incident names the changes that
//! caused it, and so the deployments that brought these out.

use super::super::map::{Join, KeyRule, Mapping, RowFilter, RowRule, Source};
use super::super::read::RawFile;
use super::Recognition;
use super::names::Names;
use outturn_core::table::TableKind;

pub(super) fn recognise(names: &Names<'_>) -> Option<Recognition> {
    let created = names.find(&["time_created"])?;
    deployments(names, created)
        .or_else(|| incidents(names, created))
        .or_else(|| events(names, created))
        .or_else(|| changes(names))
}

fn deployments(names: &Names<'_>, created: &str) -> Option<Recognition> {
    let id = names.find(&["deploy_id"])?;
    let mut mapping = Mapping::new(TableKind::Deployments);
    mapping
        .bind("id", Source::column(id))
        .bind("finished_at", Source::column(created))
        .bind("environment", Source::constant("production"));
    let notes = vec![
        "Four Keys lists deployments to production only, and those that succeeded: which of them failed is in its incidents.".to_owned(),
    ];
    Some(Recognition::new("Four Keys deployments", mapping, notes))
}

fn incidents(names: &Names<'_>, created: &str) -> Option<Recognition> {
    let id = names.find(&["incident_id"])?;
    let mut mapping = Mapping::new(TableKind::Incidents);
    mapping
        .bind("id", Source::column(id))
        .bind("detected_at", Source::column(created));
    names.bind_filled(
        &mut mapping,
        &[
            ("resolved_at", &["time_resolved"]),
            ("deployment_id", &["deployment_id"]),
        ],
    );
    let mut notes = vec!["Four Keys takes the time of the change that caused it where that is earlier than the report.".to_owned()];
    if mapping.binding("deployment_id").is_none() {
        notes.push("Load its deployments too: the changes of an incident name the deployment that caused it.".to_owned());
    }
    Some(Recognition::new("Four Keys incidents", mapping, notes))
}

/// The raw events: statuses of deployments, told by their own text of JSON.
fn events(names: &Names<'_>, created: &str) -> Option<Recognition> {
    let kind = names.find(&["event_type"])?;
    let (id, metadata) = (names.find(&["id"])?, names.find(&["metadata"])?);
    if !names.has(&["signature"]) && !names.has(&["msg_id"]) {
        return None;
    }
    let path = |names: &[&str]| Source::Inside {
        column: metadata.to_owned(),
        path: names.iter().map(|n| (*n).to_owned()).collect(),
    };
    let mut mapping = Mapping::new(TableKind::Deployments);
    mapping.filters = vec![RowFilter::is(kind, &["deployment_status"])];
    mapping.rows = RowRule::LastPer {
        column: id.to_owned(),
        by: Some(created.to_owned()),
    };
    mapping
        .bind("id", path(&["deployment", "id"]))
        .bind("environment", path(&["deployment", "environment"]))
        .bind("started_at", path(&["deployment", "created_at"]))
        .bind("status", path(&["deployment_status", "state"]))
        .bind("finished_at", Source::column(created));
    let notes = vec![format!(
        "Of all events those whose {kind} is deployment_status are used; the others are left out."
    )];
    Some(Recognition::new("Four Keys events", mapping, notes))
}

fn changes(names: &Names<'_>) -> Option<Recognition> {
    (names.has(&["change_id"]) && names.has(&["event_type"])).then_some(())?;
    let notes = vec!["Four Keys' changes say when work was done; deployments and incidents are in its other tables.".to_owned()];
    Some(Recognition::unmapped("Four Keys changes", notes))
}

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
