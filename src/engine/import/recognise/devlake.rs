//! Apache DevLake's table cicd_deployment_commits: one row a commit that a deployment brought out.

use super::super::map::{Mapping, RowRule, Source};
use super::Recognition;
use super::names::Names;
use crate::table::TableKind;

pub(super) fn recognise(names: &Names<'_>) -> Option<Recognition> {
    let id = names.find(&["cicd_deployment_id"])?;
    let result = names.find(&["result"])?;
    let finished = names.find(&["finished_date"])?;
    let mut mapping = Mapping::new(TableKind::Deployments);
    mapping.rows = RowRule::LastPer {
        column: id.to_owned(),
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
        "A deployment fails here when its result says so; incidents that it caused are in another file.".to_owned(),
    ];
    Some(Recognition::new("DevLake deployments", mapping, notes))
}
