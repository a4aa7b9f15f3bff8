//! Which canonical tables there are.

use serde::{Deserialize, Serialize};

/// A canonical table that files are recognised as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TableKind {
    /// One row a prediction, or a group of like ones.
    Predictions,
    /// Predictions served per date and model.
    Volumes,
    /// One row an incident.
    Incidents,
    /// One row a deployment.
    Deployments,
    /// Spend per date.
    Costs,
    /// Values of named metrics over time.
    MetricSeries,
    /// Probes of whether a service was up, or its outages.
    Uptime,
    /// Cases handled per period, with the minutes each takes.
    Cases,
    /// One row a run that trained a model.
    TrainingRuns,
    /// One row a test of a model under noise, skew or attack.
    StressTests,
    /// Features of a model, a reference window and the live one.
    Features,
    /// One row a check for drift or bias.
    DriftChecks,
    /// One row a shift of the data.
    DriftEvents,
    /// The register of models.
    Models,
    /// The register of required controls.
    Controls,
    /// Audit findings, regulatory warnings, security events.
    Findings,
    /// One row a run of a workflow, or a step of one.
    WorkflowRuns,
    /// One row a connector and day, with its checks.
    Connectors,
    /// One row an arrival of data at a stage.
    Freshness,
    /// Which tools each workflow touches.
    WorkflowTools,
    /// One row an initiative, from concept to value.
    Initiatives,
    /// One row a variant of an experiment, or a user in it.
    AbTests,
    /// Hours by kind of work.
    TimeLogs,
    /// One row an answer to a survey.
    Surveys,
    /// The platform's own counts per period.
    Platform,
    /// Utilisation of accelerators.
    Gpu,
}
