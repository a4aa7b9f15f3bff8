//! Metrics that no table gives yet: a series under the id is all they are read from, and what is said of them is said here, so that
//! such a series has its unit, its better side and its target as any other metric has.

use crate::Bucket::{Governance, Platform, Quality, Reliability, Systems, Value, Velocity};
use crate::Direction::{Down, Stable, Unset, Up};
use crate::Target::{None as Open, Trend};
use crate::{
    Additivity, Bucket, Definition, Direction, Example, Kind, Target, Thresholds, Unavailable,
    Unchanged,
};
use outturn_core::table::TableKind::MetricSeries;
use outturn_core::units::{Per, SECONDS_PER_DAY, SECONDS_PER_HOUR, Unit};
use outturn_expr::{Custom, Read};

/// The value of what is only supplied: nothing is computed.
pub static SUPPLIED: Custom = Custom {
    words: "as supplied in a metric series",
    sql: "no query: the values are supplied",
    noun: "values",
    reads: &[Read {
        table: MetricSeries,
        column: "value",
        required: true,
    }],
    measure: |_| Err(Unavailable::Table(MetricSeries)),
};

const BASE: Definition = Definition {
    id: "",
    label: "",
    meaning: "",
    unit: Unit::Ratio,
    good: Up,
    target: Trend,
    kind: Kind::Leading,
    bucket: Reliability,
    source: "the file it came in",
    table: MetricSeries,
    also_by: &[],
    value: outturn_expr::Value::Custom(&SUPPLIED),
    additivity: Additivity::Ratio,
    least_n: 20,
    unchanged: Unchanged::Newcombe,
    events: None,
    also: &[],
    example: Example {
        tables: &[],
        value: 0.0,
        why: "",
    },
};

/// Events ÷ events.
const SHARE: Definition = BASE;
/// How long something took.
const DURATION: Definition = Definition {
    unit: Unit::Seconds,
    additivity: Additivity::Duration,
    least_n: 5,
    unchanged: Unchanged::Welch,
    ..BASE
};
/// A share as of the end of the period.
const STATE: Definition = Definition {
    additivity: Additivity::Latest,
    least_n: 0,
    unchanged: Unchanged::LastDigit,
    ..BASE
};
/// How old something is.
const AGE: Definition = Definition {
    unit: Unit::Seconds,
    ..STATE
};
/// How many there are at the end of the period.
const STOCK: Definition = Definition {
    unit: Unit::Count,
    ..STATE
};
/// Events.
const COUNT: Definition = Definition {
    unit: Unit::Count,
    additivity: Additivity::Sum,
    least_n: 0,
    unchanged: Unchanged::Poisson,
    ..BASE
};
/// An amount of money.
const AMOUNT: Definition = Definition {
    unit: Unit::Money,
    additivity: Additivity::Sum,
    kind: Kind::Lagging,
    least_n: 0,
    unchanged: Unchanged::LastDigit,
    ..BASE
};
/// A difference between groups or conditions, of which the worst counts.
const GAP: Definition = Definition {
    additivity: Additivity::Recomputed,
    least_n: 30,
    ..BASE
};
/// A distance between two windows.
const DISTANCE: Definition = Definition {
    unit: Unit::Number,
    least_n: 100,
    unchanged: Unchanged::LastDigit,
    ..GAP
};
/// A mean or a lift, which is no share of events.
const EFFECT: Definition = Definition {
    kind: Kind::Lagging,
    least_n: 0,
    unchanged: Unchanged::LastDigit,
    ..BASE
};
const PER_WEEK: Definition = Definition {
    unit: Unit::PerWeek,
    additivity: Additivity::Rate(Per::Week),
    least_n: 0,
    unchanged: Unchanged::Poisson,
    ..BASE
};
const OVER_TIME: Definition = Definition {
    additivity: Additivity::TimeWeighted,
    ..STATE
};
const PER_YEAR: Definition = Definition {
    additivity: Additivity::Annualised,
    ..STATE
};

const HOUR: f64 = SECONDS_PER_HOUR;
const DAY: f64 = SECONDS_PER_DAY;

const fn fixed(met: f64, missed: f64) -> Target {
    Target::Fixed(Thresholds { met, missed })
}

/// Met from here on, and never missed: no share is below zero.
const fn at_least(met: f64) -> Target {
    fixed(met, 0.0)
}

const fn metric(
    (id, label, meaning): (&'static str, &'static str, &'static str),
    bucket: Bucket,
    good: Direction,
    target: Target,
    kind_of_value: Definition,
) -> Definition {
    Definition {
        id,
        label,
        meaning,
        good,
        target,
        bucket,
        ..kind_of_value
    }
}

/// The metrics, by bucket.
#[rustfmt::skip] // a table is read line by line
pub const METRICS: &[Definition] = &[
    metric(("time_to_rollback", "Time to roll back", "Time from a bad deployment's detection to the previous version serving again."), Reliability, Down, fixed(300.0, HOUR), DURATION),
    metric(("sla_attainment", "SLA attainment", "Share of workflow runs that met both their time and their quality target."), Reliability, Up, Open, SHARE),

    metric(("accuracy_change", "Accuracy change", "Accuracy against the training baseline, as a share of the baseline."), Quality, Stable, fixed(-0.05, -0.10), EFFECT),
    metric(("robustness_pass_rate", "Robustness pass rate", "Share of stress tests within their tolerance."), Quality, Up, Open, SHARE),
    metric(("robustness_drop", "Robustness drop", "Accuracy lost under noise, as a share of the accuracy without."), Quality, Down, Open, GAP),
    metric(("drift_score", "Drift score", "Distance of the live data from the reference data."), Quality, Down, fixed(0.1, 0.3), DISTANCE),
    metric(("prediction_drift", "Prediction drift", "Distance of the live predictions from the reference predictions."), Quality, Down, fixed(0.1, 0.3), DISTANCE),
    metric(("drift_detection_rate", "Drift detection rate", "Share of shifts noticed before they hurt performance."), Quality, Up, Trend, SHARE),
    metric(("prediction_confidence", "Prediction confidence", "Mean confidence of the predictions."), Quality, Stable, Trend, SHARE),
    metric(("ground_truth_alignment", "Ground truth alignment", "Share of predictions that agree with what turned out to be true."), Quality, Up, fixed(0.90, 0.80), SHARE),
    metric(("model_age", "Model age", "Time since the model was last retrained."), Quality, Down, fixed(30.0 * DAY, 90.0 * DAY), AGE),
    metric(("training_data_lag", "Training data lag", "Time between the newest data and the data the model learned from."), Quality, Down, fixed(DAY, 7.0 * DAY), DURATION),
    metric(("feature_freshness", "Feature freshness", "How far updates of the feature store lag behind."), Quality, Down, fixed(HOUR, DAY), DURATION),
    metric(("disparate_impact", "Disparate impact", "Lowest ÷ highest selection rate across groups."), Quality, Up, fixed(0.8, 0.7), GAP),
    metric(("equal_opportunity_gap", "Equal opportunity gap", "Largest difference of true positive rates across groups."), Quality, Down, fixed(0.10, 0.20), GAP),
    metric(("demographic_parity_gap", "Demographic parity gap", "Largest difference of selection rates across groups."), Quality, Down, fixed(0.10, 0.20), GAP),

    metric(("time_to_deploy_safe_change", "Time to deploy a safe change", "Time from an approved change to production, of changes that were not rolled back."), Velocity, Down, Trend, DURATION),
    metric(("time_to_production", "Time to production", "Time from the start of a model's development to production."), Velocity, Down, fixed(14.0 * DAY, 60.0 * DAY), DURATION),
    metric(("training_time", "Training time", "How long training runs take."), Velocity, Down, Trend, DURATION),
    metric(("experiments_per_week", "Experiments per week", "Experiments per data scientist and week."), Velocity, Up, fixed(10.0, 3.0), PER_WEEK),
    metric(("time_to_value", "Time to value", "Time from concept to the first business win that was observed."), Velocity, Down, Trend, DURATION),
    metric(("experiment_to_operations_rate", "Experiment to operations", "Share of pilots that ended and became supported products."), Velocity, Up, Trend, SHARE),
    metric(("agent_workflow_success_rate", "Agent workflow success", "Share of end-to-end runs that finished without a person's help."), Velocity, Up, Trend, SHARE),
    metric(("gpu_utilization", "GPU utilization", "Mean utilization of the GPUs."), Velocity, Up, Open, OVER_TIME),

    metric(("data_freshness", "Data freshness", "How far the data of a stage lag behind."), Systems, Down, Open, DURATION),
    metric(("integration_health", "Integration health", "Share of critical connectors that pass all daily checks."), Systems, Up, Open, SHARE),
    metric(("fragmented_systems_index", "Fragmented systems", "Distinct tools that one workflow touches."), Systems, Down, Trend, STOCK),

    metric(("customer_impact_uplift", "Customer impact", "Lift of conversion, retention or engagement, treatment over control."), Value, Up, Open, EFFECT),
    metric(("revenue_attributed", "Revenue attributed", "Incremental revenue attributable to the model."), Value, Up, Trend, AMOUNT),
    metric(("cost_savings", "Cost savings", "Hard reduction of spend against the baseline."), Value, Up, Open, AMOUNT),
    metric(("roi", "Return on investment", "(Benefits − costs) ÷ costs, of one named outcome."), Value, Up, Open, EFFECT),

    metric(("governance_compliance_rate", "Governance compliance", "Share of production models that pass every item of the checklist."), Governance, Up, at_least(1.0), STATE),
    metric(("responsible_ai_score", "Responsible AI score", "Share of evaluated models that pass fairness, privacy and explainability."), Governance, Up, at_least(1.0), STATE),
    metric(("compliance_automation_coverage", "Compliance automation", "Share of required controls that are enforced automatically."), Governance, Up, Trend, STATE),
    metric(("monitoring_cadence", "Monitoring cadence", "Time between drift and bias checks of a model."), Governance, Down, Open, DURATION),
    metric(("alerts_triaged_rate", "Alerts triaged", "Share of monitoring alerts reviewed within their deadline."), Governance, Up, Open, SHARE),
    metric(("documentation_rate", "Documentation", "Share of models with a model card."), Governance, Up, fixed(1.0, 0.80), STATE),
    metric(("approval_compliance", "Approval compliance", "Share of models that went through approval."), Governance, Up, fixed(1.0, 0.90), STATE),
    metric(("audit_findings", "Audit findings", "Findings of audits, of any severity."), Governance, Down, Open, COUNT),
    metric(("regulatory_violations", "Regulatory violations", "Fines and warnings."), Governance, Down, fixed(0.0, 0.0), COUNT),
    metric(("high_risk_coverage", "High-risk coverage", "Share of high-risk models that are monitored."), Governance, Up, fixed(1.0, 0.80), STATE),
    metric(("security_incidents", "Security incidents", "Security events on models, major or not."), Governance, Down, Open, COUNT),
    metric(("data_lineage_rate", "Data lineage", "Share of features whose lineage is known."), Governance, Up, fixed(1.0, 0.70), STATE),

    metric(("active_users_rate", "Active users", "Share of the team that uses the platform in the week."), Platform, Up, fixed(0.80, 0.50), SHARE),
    metric(("models_on_platform", "Models on the platform", "Share of production models that are on the platform."), Platform, Up, fixed(0.90, 0.50), STATE),
    metric(("feature_store_usage", "Feature store usage", "Share of served features that come from the store."), Platform, Up, at_least(0.70), SHARE),
    metric(("experiment_tracking", "Experiment tracking", "Share of experiments that are logged."), Platform, Up, at_least(0.95), SHARE),
    metric(("value_added_time", "Value-added time", "Share of hours spent on model development."), Platform, Up, fixed(0.60, 0.30), SHARE),
    metric(("toil_ratio", "Toil ratio", "Share of hours spent on repetitive work."), Platform, Down, fixed(0.10, 0.40), SHARE),
    metric(("support_tickets", "Support tickets", "Requests for help with the platform."), Platform, Down, Trend, COUNT),
    metric(("attrition_rate", "Attrition", "People who left the team ÷ its headcount, brought to a year."), Platform, Down, fixed(0.10, 0.20), PER_YEAR),
    metric(("total_models", "Models", "Models that exist, used or not."), Platform, Unset, Open, STOCK),
    metric(("raw_usage", "Raw usage", "Logins, prompts or daily active users."), Platform, Unset, Open, COUNT),
];
