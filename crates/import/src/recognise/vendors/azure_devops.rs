//! Azure DevOps: what its REST interface lists under `value` (learn.microsoft.com/rest/api/azure/devops): deployments of releases
//! ("Release – Deployments – List"), those to an environment ("Environmentdeployment Records – List"), runs of pipelines ("Build – Builds –
//! List", and `az pipelines runs list`), and releases, which have no outcome.

use crate::map::Placeholder;
use crate::recognise::Recognition;
use crate::recognise::deploys::{ask_of_halves, ask_which};
use crate::recognise::export::{Export, Fill, Keep, Note};
use crate::recognise::names::Names;
use outturn_core::table::TableKind;

/// How one ends that is a deployment.
const ENDED: &[&str] = &["succeeded", "failed", PARTLY];
/// Some of its tasks failed, and it went on.
const PARTLY: &str = "partiallySucceeded";

const ONLY_ENDED: Note = Note::Always(
    "Those that succeeded, failed or partly succeeded count; what was cancelled, rejected or has not ended is left out.",
);

pub(super) const RELEASE_DEPLOYMENTS: Export = Export {
    name: "Azure DevOps release deployments",
    kind: Some(TableKind::Deployments),
    tool: "Azure DevOps",
    how: "curl -u :TOKEN 'https://vsrm.dev.azure.com/ORG/PROJECT/_apis/release/deployments?api-version=7.1' > deployments.json",
    has: &[
        &["deploymentStatus"],
        &["releaseEnvironment.name"],
        &["completedOn"],
    ],
    keeps: &[Keep::Is(&["deploymentStatus"], ENDED)],
    fills: &[
        ("id", Fill::Needed(&["id"])),
        ("model", Fill::Filled(&["releaseDefinition.name"])),
        ("environment", Fill::Needed(&["releaseEnvironment.name"])),
        ("started_at", Fill::Filled(&["startedOn"])),
        ("finished_at", Fill::Needed(&["completedOn"])),
        ("status", Fill::Needed(&["deploymentStatus"])),
    ],
    notes: &[ONLY_ENDED],
    asks: &[without_times, |names, found| {
        ask_of_halves(names, found, &["deploymentStatus"], PARTLY);
    }],
    ..Export::BLANK
};

/// The time of what has not happened is that of the beginning of time.
fn without_times(names: &Names<'_>, found: &mut Recognition) {
    for column in ["startedOn", "completedOn"] {
        if let (Some(column), Some(mapping)) = (names.find(&[column]), &mut found.mapping) {
            mapping.set_placeholders(Placeholder {
                column: column.to_owned(),
                values: vec!["0001-01-01T00:00:00Z".to_owned()],
            });
        }
    }
}

/// What was deployed to one environment by pipelines.
pub(super) const ENVIRONMENT_RECORDS: Export = Export {
    name: "Azure DevOps environment deployments",
    kind: Some(TableKind::Deployments),
    tool: "Azure DevOps",
    has: &[
        &["environmentId"],
        &["planType"],
        &["requestIdentifier", "stageName"],
        &["result"],
        &["finishTime"],
    ],
    keeps: &[Keep::Is(
        &["result"],
        &["succeeded", "failed", PARTLY, "succeededWithIssues"],
    )],
    fills: &[
        ("id", Fill::Needed(&["id"])),
        ("model", Fill::Filled(&["definition.name"])),
        ("started_at", Fill::Filled(&["startTime"])),
        ("finished_at", Fill::Needed(&["finishTime"])),
        ("status", Fill::Needed(&["result"])),
    ],
    notes: &[
        ONLY_ENDED,
        Note::Always(
            "They are of one environment, whose name the file does not say: load those of production.",
        ),
    ],
    asks: &[
        |names, found| ask_of_halves(names, found, &["result"], PARTLY),
        |names, found| ask_of_halves(names, found, &["result"], "succeededWithIssues"),
    ],
    ..Export::BLANK
};

/// Runs of pipelines, of which only some deploy.
pub(super) const BUILDS: Export = Export {
    name: "Azure DevOps builds",
    kind: Some(TableKind::Deployments),
    tool: "Azure DevOps",
    has: &[
        &["buildNumber"],
        &["definition.name"],
        &["result"],
        &["finishTime"],
        &["sourceVersion", "sourceBranch"],
    ],
    keeps: &[Keep::Is(&["result"], ENDED)],
    fills: &[
        ("id", Fill::Needed(&["id"])),
        ("model", Fill::Needed(&["definition.name"])),
        ("started_at", Fill::Filled(&["startTime"])),
        ("finished_at", Fill::Needed(&["finishTime"])),
        ("status", Fill::Needed(&["result"])),
    ],
    notes: &[
        ONLY_ENDED,
        Note::Always(
            "A run of a pipeline counts as one deployment; it does not say to which environment it went.",
        ),
    ],
    asks: &[
        |names, found| ask_which(names, found, &["definition.name"], None),
        |names, found| ask_of_halves(names, found, &["result"], PARTLY),
    ],
    ..Export::BLANK
};

pub(super) const RELEASES: Export = Export {
    name: "Azure DevOps releases",
    has: &[
        &["releaseDefinition.name"],
        &["releaseDefinitionRevision"],
        &["createdOn"],
    ],
    lacks: &[&["deploymentStatus"]],
    notes: &[Note::Always(
        "A release says neither where it went nor whether that succeeded: load the deployments instead (_apis/release/deployments).",
    )],
    ..Export::BLANK
};
