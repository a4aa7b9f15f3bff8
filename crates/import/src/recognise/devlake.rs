//! Apache DevLake: deployments (one row a commit that one brought out), incidents, which deployment caused which, measures of
//! pull requests; and what its webhooks take.

use super::super::map::{Join, KeyRule, Mapping, MetricEdit, RowRule, Source, Unit};
use super::super::read::RawFile;
use super::Recognition;
use super::names::Names;
use outturn_core::table::TableKind;

pub(super) fn recognise(names: &Names<'_>) -> Option<Recognition> {
    deployments(names)
        .or_else(|| webhook(names))
        .or_else(|| incidents(names))
        .or_else(|| relationships(names))
        .or_else(|| pull_requests(names))
}

fn deployments(names: &Names<'_>) -> Option<Recognition> {
    let id = names.find(&["cicd_deployment_id"])?;
    let result = names.find(&["result"])?;
    let finished = names.find(&["finished_date"])?;
    let mut mapping = Mapping::new(TableKind::Deployments);
    mapping.rows = RowRule::LastPer {
        column: id.to_owned(),
        by: None,
    };
    mapping
        .bind("id", Source::column(id))
        .bind("status", Source::column(result))
        .bind("finished_at", Source::column(finished));
    if let Some(started) = names.find(&["started_date"]) {
        mapping.bind("started_at", Source::column(started));
    }
    // DevLake fills `environment` by rules of its own and leaves it empty where none applies.
    let environments: Vec<String> = ["environment", "original_environment"]
        .iter()
        .filter_map(|name| names.find(&[name]).map(str::to_owned))
        .collect();
    if !environments.is_empty() {
        mapping.bind("environment", Source::FirstOf(environments));
    }
    let notes = vec![
        format!("Rows of one {id} are one deployment: its last row counts."),
        "A deployment fails here when its result says so; incidents that it caused are in another file (incidents, with \
         project_incident_deployment_relationships)."
            .to_owned(),
    ];
    Some(Recognition::new("DevLake deployments", mapping, notes))
}

/// What its webhook for deployments takes.
fn webhook(names: &Names<'_>) -> Option<Recognition> {
    let id = names.find(&["id"])?;
    let finished = names.find(&["finishedDate"])?;
    if names.count(&[&["displayTitle"], &["deploymentCommits"], &["startedDate"]]) < 2 {
        return None;
    }
    let mut mapping = Mapping::new(TableKind::Deployments);
    mapping
        .bind("id", Source::column(id))
        .bind("finished_at", Source::column(finished));
    names.bind_filled(
        &mut mapping,
        &[
            ("started_at", &["startedDate"]),
            ("status", &["result"]),
            ("environment", &["environment"]),
        ],
    );
    Some(Recognition::new(
        "DevLake webhook deployments",
        mapping,
        Vec::new(),
    ))
}

/// The table of incidents, and the webhook's issues.
fn incidents(names: &Names<'_>) -> Option<Recognition> {
    let id = names.find(&["id", "incident_key", "issue_key"])?;
    let created = names.find(&["created_date"])?;
    let marks: [&[&str]; 4] = [
        &["original_status"],
        &["lead_time_minutes"],
        &["incident_key", "issue_key"],
        &["resolution_date"],
    ];
    if names.count(&marks) < 3 {
        return None;
    }
    let mut mapping = Mapping::new(TableKind::Incidents);
    mapping
        .bind("id", Source::column(id))
        .bind("detected_at", Source::column(created));
    names.bind_filled(
        &mut mapping,
        &[
            ("resolved_at", &["resolution_date"]),
            ("severity", &["severity", "priority", "urgency"]),
            ("service", &["component", "original_project"]),
            ("deployment_id", &["deployment_id"]),
        ],
    );
    let mut notes = vec![
        "DevLake records when an incident was created, not when the fault began: the time to detect needs a second file.".to_owned(),
    ];
    if mapping.binding("deployment_id").is_none() {
        notes.push("Load project_incident_deployment_relationships too: it says which deployment caused which incident.".to_owned());
    }
    Some(Recognition::new("DevLake incidents", mapping, notes))
}

fn is_relationships(names: &Names<'_>) -> bool {
    let columns = names.raw.table.columns().map(|(name, _)| name);
    let own = columns.filter(|n| !n.starts_with('_') && !matches!(*n, "created_at" | "updated_at"));
    names.count(&[&["id"], &["project_name"], &["deployment_id"]]) == 3 && own.count() == 3
}

fn relationships(names: &Names<'_>) -> Option<Recognition> {
    is_relationships(names).then_some(())?;
    let notes = vec![
        "This says which deployment caused which incident: load the incidents too.".to_owned(),
    ];
    Some(Recognition::unmapped(
        "DevLake incidents and their deployments",
        notes,
    ))
}

/// Each incident with the deployment that caused it.
pub(super) fn join(incidents: &RawFile, relationships: &RawFile) -> Option<Join> {
    let (one, other) = (Names::of(incidents), Names::of(relationships));
    if !is_relationships(&other) || one.has(&["deployment_id"]) || !one.has(&["created_date"]) {
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

/// Measures of pull requests, in minutes, at the time they went out.
fn pull_requests(names: &Names<'_>) -> Option<Recognition> {
    let cycle = names.find(&["pr_cycle_time"])?;
    let date = names.filled(&["pr_deployed_date", "pr_merged_date", "pr_created_date"])?;
    let mut mapping = Mapping::new(TableKind::MetricSeries);
    mapping.bind("date", Source::column(date));
    let parts = [
        "pr_coding_time",
        "pr_pickup_time",
        "pr_review_time",
        "pr_deploy_time",
    ];
    for column in [cycle]
        .into_iter()
        .chain(parts.iter().filter_map(|n| names.filled(&[n])))
    {
        mapping.metrics.push(column.to_owned());
        mapping.edit_metric(MetricEdit {
            column: column.to_owned(),
            name: None,
            unit: Some(Unit::Minutes),
        });
    }
    names.label(&mut mapping, &[&["project_name"]]);
    let notes = vec![format!(
        "Times of pull requests, taken from minutes to seconds, at their {date}."
    )];
    Some(Recognition::new("DevLake pull requests", mapping, notes))
}
