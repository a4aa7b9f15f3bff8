//! What tools export, one file a vendor, one literal a kind of file.

mod ab_users;
mod argo_cd;
mod aws;
mod azure;
mod azure_devops;
mod cloudwatch;
mod datadog;
mod devlake;
mod evidently;
mod focus;
mod four_keys;
mod github;
mod gitlab;
mod google_cloud;
mod grafana;
mod jenkins;
mod jira;
mod mlflow;
mod nannyml;
mod opencost;
mod opsgenie;
mod pagerduty;
mod prometheus;
mod sagemaker;
mod servicenow;
mod statuspage;
mod vertex_ai;
mod wandb;

pub use focus::CostBasis;
pub(crate) use focus::{basis_counted, purchases_of_commitments};

use super::export::Export;
use crate::file::RawFile;
use crate::map::Join;
use outturn_core::table::TableKind;

/// All exports, in the order in which they are tried: one whose columns another one has too comes first.
pub(super) const VENDORS: &[&Export] = &[
    &servicenow::INCIDENTS,
    &pagerduty::INCIDENTS,
    &pagerduty::BASIC,
    &pagerduty::AGGREGATES,
    &datadog::INCIDENTS,
    &jira::ISSUES,
    &statuspage::INCIDENTS,
    &google_cloud::INCIDENTS,
    &aws::HEALTH,
    &aws::STATUS,
    &opsgenie::INCIDENTS,
    &opsgenie::ALERTS,
    &focus::BILL,
    &opencost::ALLOCATION,
    &opencost::EXPORT,
    &aws::COSTS,
    &azure::COSTS,
    &gitlab::DEPLOYMENTS,
    &azure_devops::RELEASE_DEPLOYMENTS,
    &azure_devops::ENVIRONMENT_RECORDS,
    &azure_devops::BUILDS,
    &azure_devops::RELEASES,
    &jenkins::BUILDS,
    &argo_cd::HISTORY,
    &github::ISSUES,
    &github::STATUSES,
    &github::WITH_STATUSES,
    &github::DEPLOYMENTS,
    &devlake::DEPLOYMENTS,
    &devlake::WEBHOOK_DEPLOYMENTS,
    &devlake::INCIDENTS,
    &devlake::RELATIONSHIPS,
    &devlake::PULL_REQUESTS,
    &four_keys::DEPLOYMENTS,
    &four_keys::INCIDENTS,
    &four_keys::EVENTS,
    &four_keys::CHANGES,
    &mlflow::HISTORY,
    &mlflow::RUNS,
    &mlflow::CHART,
    &mlflow::MODEL_VERSIONS,
    &mlflow::REGISTERED_MODELS,
    &wandb::REGISTRY,
    &sagemaker::JOBS,
    &vertex_ai::JOBS,
    &wandb::RUNS,
    &wandb::HISTORY,
    &evidently::LEGACY,
    &evidently::LEGACY_TESTS,
    &evidently::CURRENT,
    &datadog::METRICS,
    &cloudwatch::DATA,
    &cloudwatch::STATISTICS,
    &prometheus::PROBES,
    &prometheus::SAMPLES,
    &grafana::PANEL,
    &nannyml::DRIFT,
    &nannyml::PERFORMANCE,
    &nannyml::SEVERAL_HEADERS,
    &nannyml::TRUTH,
    &ab_users::USERS,
];

/// A file that a tool writes and that is recognised as it comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ToolExport {
    /// The tool.
    pub tool: &'static str,
    /// The table that it becomes; `None` where it says something only beside another file.
    pub table: Option<TableKind>,
    /// How to get it from the tool: where to click, or a command; empty where nobody is sent for it.
    pub how: &'static str,
}

/// What the literals say of tools, without what reads their files: a page may name them that does not read.
pub const TOOL_EXPORTS: [ToolExport; VENDORS.len()] = {
    const NONE: ToolExport = ToolExport {
        tool: "",
        table: None,
        how: "",
    };
    let mut all = [NONE; VENDORS.len()];
    let mut at = 0;
    while at < VENDORS.len() {
        let Export {
            tool, kind, how, ..
        } = *VENDORS[at];
        all[at] = ToolExport {
            tool,
            table: kind,
            how,
        };
        at += 1;
    }
    all
};

/// How one file of a vendor completes another. Each looks at both files, so these are functions.
pub(super) const JOINS: &[fn(&RawFile, &RawFile) -> Option<Join>] =
    &[nannyml::join, github::join, devlake::join, four_keys::join];

#[cfg(test)]
mod tests {
    use super::VENDORS;

    /// A misspelled canonical name would leave its column without values and nobody would hear of it.
    #[test]
    fn exports_fill_columns_that_their_table_has_and_all_that_it_needs() {
        for export in VENDORS.iter().filter(|export| export.read_as.is_none()) {
            let Some(kind) = export.kind else {
                assert!(export.fills.is_empty(), "{}", export.name);
                continue;
            };
            let filled: Vec<&str> = export.fills.iter().map(|(name, _)| *name).collect();
            for name in &filled {
                let known = kind.schema().column(name).is_some();
                assert!(known, "{}: {name}", export.name);
            }
            let needed = kind.schema().columns.iter().filter(|c| c.required);
            // A column that is a metric brings its name and its values.
            let needed = needed
                .filter(|c| export.metrics.is_empty() || !matches!(c.name, "metric" | "value"));
            for column in needed {
                assert!(
                    filled.contains(&column.name),
                    "{}: {}",
                    export.name,
                    column.name
                );
            }
        }
    }
}
