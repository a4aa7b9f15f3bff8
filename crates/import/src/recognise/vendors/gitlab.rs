//! GitLab: deployments, as its interface and its command line list them (docs.gitlab.com/api/deployments, "List project
//! deployments").

use crate::recognise::export::{Export, Fill, Keep, Note};
use outturn_core::table::TableKind;

pub(super) const DEPLOYMENTS: Export = Export {
    name: "GitLab deployments",
    kind: Some(TableKind::Deployments),
    tool: "GitLab",
    how: "glab api --paginate projects/:id/deployments > deployments.json",
    // GitHub's have no number within the project, and GitLab's pipelines no environment.
    has: &[
        &["iid"],
        &["environment.name"],
        &["sha"],
        &["status"],
        &["created_at"],
    ],
    keeps: &[Keep::Is(&["status"], &["success", "failed"])],
    fills: &[
        ("id", Fill::Needed(&["id"])),
        ("environment", Fill::Needed(&["environment.name"])),
        ("status", Fill::Needed(&["status"])),
        // One that another tool reported has no job.
        (
            "started_at",
            Fill::FirstOf(&[&["deployable.started_at"], &["created_at"]]),
        ),
        (
            "finished_at",
            Fill::FirstOf(&[&["deployable.finished_at"], &["updated_at"]]),
        ),
    ],
    notes: &[
        Note::Always(
            "Deployments that succeeded or failed count; those that were cancelled, or have not ended, are left out.",
        ),
        Note::Always(
            "A deployment takes as long as its job; where there is none, from its creation to its last change.",
        ),
    ],
    ..Export::BLANK
};
