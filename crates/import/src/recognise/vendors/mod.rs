//! What tools export, one file a vendor, one literal a kind of file.

mod ab_users;
mod aws;
mod azure;
mod datadog;
mod devlake;
mod evidently;
mod focus;
mod four_keys;
mod github;
mod google_cloud;
mod grafana;
mod jira;
mod mlflow;
mod nannyml;
mod opsgenie;
mod pagerduty;
mod prometheus;
mod servicenow;
mod statuspage;
mod wandb;

pub use focus::CostBasis;
pub(crate) use focus::{basis_counted, purchases_of_commitments};

use super::export::Export;
use crate::file::RawFile;
use crate::map::Join;

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
    &aws::COSTS,
    &azure::COSTS,
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
    &wandb::RUNS,
    &wandb::HISTORY,
    &evidently::LEGACY,
    &evidently::CURRENT,
    &prometheus::PROBES,
    &prometheus::SAMPLES,
    &grafana::PANEL,
    &nannyml::TRUTH,
    &ab_users::USERS,
];

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
