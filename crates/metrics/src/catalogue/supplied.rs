//! Metrics that no table gives yet: a series under the id is all they are read from, and what is said of them is said here, so that
//! such a series has its unit, its better side and its target as any other metric has.

use crate::Bucket::{Governance, Platform, Quality, Reliability, Systems, Value};
use crate::Direction::{Down, Stable, Unset, Up};
use crate::Target::{None as Open, Trend};
use crate::{
    Additivity, Bucket, Definition, Direction, Example, Kind, Target, Thresholds, Unavailable,
    Unchanged,
};
use outturn_core::table::TableKind::MetricSeries;
use outturn_core::units::{SECONDS_PER_DAY, SECONDS_PER_HOUR, Unit};
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

    metric(("accuracy_change", "Accuracy change", "Accuracy against the training baseline, as a share of the baseline."), Quality, Stable, fixed(-0.05, -0.10), EFFECT),
    metric(("robustness_pass_rate", "Robustness pass rate", "Share of stress tests within their tolerance."), Quality, Up, Open, SHARE),
    metric(("robustness_drop", "Robustness drop", "Accuracy lost under noise, as a share of the accuracy without."), Quality, Down, Open, GAP),
    metric(("prediction_drift", "Prediction drift", "Distance of the live predictions from the reference predictions."), Quality, Down, fixed(0.1, 0.3), DISTANCE),
    metric(("model_age", "Model age", "Time since the model was last retrained."), Quality, Down, fixed(30.0 * DAY, 90.0 * DAY), AGE),
    metric(("training_data_lag", "Training data lag", "Time between the newest data and the data the model learned from."), Quality, Down, fixed(DAY, 7.0 * DAY), DURATION),
    metric(("feature_freshness", "Feature freshness", "How far updates of the feature store lag behind."), Quality, Down, fixed(HOUR, DAY), DURATION),


    metric(("fragmented_systems_index", "Fragmented systems", "Distinct tools that one workflow touches."), Systems, Down, Trend, STOCK),

    metric(("customer_impact_uplift", "Customer impact", "Lift of conversion, retention or engagement, treatment over control."), Value, Up, Open, EFFECT),
    metric(("revenue_attributed", "Revenue attributed", "Incremental revenue attributable to the model."), Value, Up, Trend, AMOUNT),
    metric(("cost_savings", "Cost savings", "Hard reduction of spend against the baseline."), Value, Up, Open, AMOUNT),
    metric(("roi", "Return on investment", "(Benefits − costs) ÷ costs, of one named outcome."), Value, Up, Open, EFFECT),

    metric(("governance_compliance_rate", "Governance compliance", "Share of production models that pass every item of the checklist."), Governance, Up, at_least(1.0), STATE),
    metric(("responsible_ai_score", "Responsible AI score", "Share of evaluated models that pass fairness, privacy and explainability."), Governance, Up, at_least(1.0), STATE),
    metric(("compliance_automation_coverage", "Compliance automation", "Share of required controls that are enforced automatically."), Governance, Up, Trend, STATE),
    metric(("documentation_rate", "Documentation", "Share of models with a model card."), Governance, Up, fixed(1.0, 0.80), STATE),
    metric(("approval_compliance", "Approval compliance", "Share of models that went through approval."), Governance, Up, fixed(1.0, 0.90), STATE),
    metric(("high_risk_coverage", "High-risk coverage", "Share of high-risk models that are monitored."), Governance, Up, fixed(1.0, 0.80), STATE),
    metric(("data_lineage_rate", "Data lineage", "Share of features whose lineage is known."), Governance, Up, fixed(1.0, 0.70), STATE),

    metric(("models_on_platform", "Models on the platform", "Share of production models that are on the platform."), Platform, Up, fixed(0.90, 0.50), STATE),
    metric(("total_models", "Models", "Models that exist, used or not."), Platform, Unset, Open, STOCK),
    metric(("raw_usage", "Raw usage", "Logins, prompts or daily active users."), Platform, Unset, Open, COUNT),
];
