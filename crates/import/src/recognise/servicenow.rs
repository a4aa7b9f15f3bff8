//! ServiceNow incidents: field names, or the labels of an Excel-style header. An event log has several rows an incident, of which
//! the last is its present state.

use super::super::map::{Mapping, RowRule, Source};
use super::Recognition;
use super::names::Names;
use outturn_core::table::TableKind;

pub(super) fn recognise(names: &Names<'_>) -> Option<Recognition> {
    let number = names.find(&["number"])?;
    let opened = names.find(&["opened_at", "opened", "sys_created_on", "created"])?;
    let marks: [&[&str]; 5] = [
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
    ];
    if marks
        .iter()
        .filter(|spellings| names.has(spellings))
        .count()
        < 3
    {
        return None;
    }
    let mut mapping = Mapping::new(TableKind::Incidents);
    mapping.rows = RowRule::LastPer {
        column: number.to_owned(),
        by: None,
    };
    mapping
        .bind("id", Source::column(number))
        .bind("detected_at", Source::column(opened));
    for (canonical, spellings) in [
        ("severity", &["priority", "severity"][..]),
        ("resolved_at", &["resolved_at", "resolved"]),
        (
            "service",
            &["cmdb_ci", "configuration_item", "business_service"],
        ),
    ] {
        if let Some(name) = names.filled(spellings) {
            mapping.bind(canonical, Source::column(name));
        }
    }
    let notes = vec![
        format!("Several rows of one {number} are one incident: its last row counts."),
        "ServiceNow records when an incident was opened, not when the fault began: the time to detect needs a second file with both (incidents with id, started_at and detected_at)."
            .to_owned(),
    ];
    Some(Recognition::new("ServiceNow incident log", mapping, notes))
}
