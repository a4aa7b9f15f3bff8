//! GitHub: issues, and deployments, as its interface and its command line list them. The outcome is in the statuses of each, which are another list.

use crate::file::RawFile;
use crate::map::{CellTest, Join, KeyRule, RowFilter};
use crate::recognise::Recognition;
use crate::recognise::export::{Export, Fill, Note};
use crate::recognise::names::Names;
use crate::recognise::types::ask_for_labels;
use outturn_core::table::TableKind;

/// Names that the columns of a deployment's last status get when the statuses are joined to the deployments.
const STATE: &str = "status.state";
const STATE_AT: &str = "status.created_at";

pub(super) const STATUSES: Export = Export {
    name: "GitHub deployment statuses",
    has: &[&["deployment_url"], &["state"], &["created_at"]],
    lacks: &[&["sha"]],
    notes: &[Note::Always(
        "These are statuses of deployments: load the list of deployments too, and each gets its outcome.",
    )],
    ..Export::BLANK
};

pub(super) const WITH_STATUSES: Export = Export {
    name: "GitHub deployments with statuses",
    fills: &[
        ("id", Fill::Needed(&["id"])),
        ("started_at", Fill::Needed(&["created_at"])),
        ("environment", ENVIRONMENT),
        ("status", Fill::Needed(&[STATE])),
        ("finished_at", Fill::Needed(&[STATE_AT])),
    ],
    notes: &[Note::Always(
        "A deployment without a final status has not ended, and is left out.",
    )],
    ..DEPLOYMENTS
};

pub(super) const DEPLOYMENTS: Export = Export {
    name: "GitHub deployments",
    kind: Some(TableKind::Deployments),
    tool: "GitHub",
    how: "gh api --paginate repos/OWNER/REPO/deployments > deployments.json",
    has: &[&["id"], &["environment"]],
    marks: (
        3,
        &[
            &["sha"],
            &["task"],
            &["statuses_url"],
            &["production_environment"],
            &["transient_environment"],
        ],
    ),
    fills: &[
        ("id", Fill::Needed(&["id"])),
        ("started_at", Fill::Needed(&["created_at"])),
        ("environment", ENVIRONMENT),
        ("finished_at", Fill::Needed(&["created_at"])),
    ],
    notes: &[
        Note::Always(
            "Deployments can be counted; whether they succeeded is in their statuses, a second file (…/deployments/<id>/statuses).",
        ),
        Note::Always(
            "A deployment counts as ended when it was created: this file says nothing later.",
        ),
    ],
    ..Export::BLANK
};

const ENVIRONMENT: Fill = Fill::Filled(&["environment", "original_environment"]);

/// Issues. Which of them are incidents their labels say, as far as the team uses them so.
pub(super) const ISSUES: Export = Export {
    name: "GitHub issues",
    kind: Some(TableKind::Incidents),
    tool: "GitHub",
    how: "gh api --paginate 'repos/OWNER/REPO/issues?state=all&labels=incident' > incidents.json",
    has: &[&["number"], &["title"], &["labels"]],
    marks: (
        2,
        &[
            &["html_url", "url"],
            &["author_association"],
            &["closed_at"],
            &["state"],
            &["assignees"],
        ],
    ),
    fills: &[
        ("id", Fill::Needed(&["number"])),
        ("detected_at", Fill::Needed(&["created_at"])),
        ("resolved_at", Fill::Filled(&["closed_at"])),
    ],
    notes: &[Note::Always(
        "An issue is detected here when it was opened and recovered from when it was closed.",
    )],
    asks: &[without_pull_requests, ask_for_labels],
    ..Export::BLANK
};

/// The interface lists pull requests among the issues.
fn without_pull_requests(names: &Names<'_>, found: &mut Recognition) {
    let column = names.find(&["pull_request.url", "pull_request", "pull_request.html_url"]);
    if let (Some(column), Some(mapping)) = (column, &mut found.mapping) {
        mapping.filters.push(RowFilter {
            column: column.to_owned(),
            test: CellTest::Empty,
        });
        let note = "Pull requests, which GitHub lists among the issues, are left out.";
        found.notes.push(note.to_owned());
    }
}

/// Each deployment with the last of its statuses that is an outcome.
pub(super) fn join(deployments: &RawFile, statuses: &RawFile) -> Option<Join> {
    let (one, other) = (Names::of(deployments), Names::of(statuses));
    if !DEPLOYMENTS.is(&one) || !STATUSES.is(&other) {
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
