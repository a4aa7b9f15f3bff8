//! GitHub deployments as their interface lists them. The outcome is in the statuses of each, which are another list.

use super::super::map::{Join, KeyRule, Mapping, RowFilter, Source};
use super::super::read::RawFile;
use super::Recognition;
use super::names::Names;
use outturn_core::table::TableKind;

/// Names that the columns of a deployment's last status get.
const STATE: &str = "status.state";
const STATE_AT: &str = "status.created_at";

pub(super) fn recognise(names: &Names<'_>) -> Option<Recognition> {
    if is_statuses(names) {
        let notes = vec![
            "These are statuses of deployments: load the list of deployments too, and each gets its outcome.".to_owned(),
        ];
        return Some(Recognition::unmapped("GitHub deployment statuses", notes));
    }
    is_deployments(names).then_some(())?;
    let (id, created) = (names.find(&["id"])?, names.find(&["created_at"])?);
    let mut mapping = Mapping::new(TableKind::Deployments);
    mapping
        .bind("id", Source::column(id))
        .bind("started_at", Source::column(created));
    names.bind_filled(
        &mut mapping,
        &[("environment", &["environment", "original_environment"])],
    );
    if let (Some(state), Some(at)) = (names.find(&[STATE]), names.find(&[STATE_AT])) {
        mapping
            .bind("status", Source::column(state))
            .bind("finished_at", Source::column(at));
        let notes =
            vec!["A deployment without a final status has not ended, and is left out.".to_owned()];
        return Some(Recognition::new(
            "GitHub deployments with statuses",
            mapping,
            notes,
        ));
    }
    mapping.bind("finished_at", Source::column(created));
    let notes = vec![
        "Deployments can be counted; whether they succeeded is in their statuses, a second file (…/deployments/<id>/statuses)."
            .to_owned(),
        "A deployment counts as ended when it was created: this file says nothing later.".to_owned(),
    ];
    Some(Recognition::new("GitHub deployments", mapping, notes))
}

fn is_deployments(names: &Names<'_>) -> bool {
    let marks: [&[&str]; 5] = [
        &["sha"],
        &["task"],
        &["statuses_url"],
        &["production_environment"],
        &["transient_environment"],
    ];
    names.has(&["id"]) && names.has(&["environment"]) && names.count(&marks) >= 3
}

fn is_statuses(names: &Names<'_>) -> bool {
    names.has(&["deployment_url"])
        && names.has(&["state"])
        && names.has(&["created_at"])
        && !names.has(&["sha"])
}

/// Each deployment with the last of its statuses that is an outcome.
pub(super) fn join(deployments: &RawFile, statuses: &RawFile) -> Option<Join> {
    let (one, other) = (Names::of(deployments), Names::of(statuses));
    if !is_deployments(&one) || !is_statuses(&other) {
        return None;
    }
    let (state, at) = (other.find(&["state"])?, other.find(&["created_at"])?);
    Some(Join {
        key: one.find(&["id"])?.to_owned(),
        key_rule: KeyRule::Whole,
        other_key: other.find(&["deployment_url"])?.to_owned(),
        other_rule: KeyRule::LastSegment,
        other_rows: vec![RowFilter::is(state, &["success", "failure", "error"])],
        latest_by: Some(at.to_owned()),
        take: vec![
            (state.to_owned(), STATE.to_owned()),
            (at.to_owned(), STATE_AT.to_owned()),
        ],
    })
}
