//! Argo CD: the history of an application, or of several, as `kubectl` and `argocd` write them (`ApplicationStatus.History` of
//! argoproj.io/v1alpha1: `deployStartedAt`, `deployedAt`, `id`, `revision`, `source`, `initiatedBy`).

use crate::map::Source;
use crate::recognise::export::{Export, Fill, Note};
use crate::recognise::names::Names;
use outturn_core::table::TableKind;

const NAME: &str = "metadata.name";

pub(super) const HISTORY: Export = Export {
    name: "Argo CD history",
    kind: Some(TableKind::Deployments),
    tool: "Argo CD",
    how: "kubectl get applications.argoproj.io -A -o json > applications.json",
    has: &[
        &["deployedAt", "status.history.deployedAt"],
        &["id", "status.history.id"],
    ],
    marks: (
        1,
        &[
            &["source.repoURL", "status.history.source.repoURL"],
            &["sources", "status.history.sources"],
            &["deployStartedAt", "status.history.deployStartedAt"],
        ],
    ),
    only_if: Some(|names| application(names).is_some()),
    fills: &[
        ("id", Fill::Needed(&["status.history.id", "id"])),
        ("model", Fill::Computed(application)),
        (
            "started_at",
            Fill::Filled(&["status.history.deployStartedAt", "deployStartedAt"]),
        ),
        (
            "finished_at",
            Fill::Needed(&["status.history.deployedAt", "deployedAt"]),
        ),
    ],
    notes: &[
        Note::Always(
            "Argo CD keeps the last deployments that succeeded, ten of each application unless it is told otherwise: how many failed is not \
             in it, and frequencies of longer periods are too low.",
        ),
        Note::Always("It does not say which applications are in production: load those that are."),
    ],
    ..Export::BLANK
};

/// The application that was deployed: beside each of its deployments, or outside the table.
fn application(names: &Names<'_>) -> Option<Source> {
    let column = names.filled(&[NAME]).map(Source::column);
    column.or_else(|| names.fact(NAME).map(Source::constant))
}
