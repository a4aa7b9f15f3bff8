//! Double-count guard: levers that put a price on the same money.

use super::validate::Valid;
use serde::Serialize;

/// Two levers that count the same money, at least in part. Both may stay on; a person decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Overlap {
    /// Id of one lever.
    pub first: &'static str,
    /// Id of the other.
    pub second: &'static str,
    /// What both count.
    pub reason: &'static str,
}

const fn pair(first: &'static str, second: &'static str, reason: &'static str) -> Overlap {
    Overlap {
        first,
        second,
        reason,
    }
}

/// All pairs known to count the same money. `mttd` and `mttr` are not among them: one ends at the alert, where the other begins.
pub const OVERLAPS: [Overlap; 13] = [
    pair(
        "mttr",
        "availability",
        "both price the hours in which the service is down",
    ),
    pair(
        "mttd",
        "availability",
        "both price the hours in which the service is down",
    ),
    pair(
        "change_failure_rate",
        "mttr",
        "a failed release is also an incident with hours to resolve",
    ),
    pair(
        "change_failure_rate",
        "mttd",
        "a failed release is also an incident with hours unnoticed",
    ),
    pair(
        "change_failure_rate",
        "availability",
        "downtime after failed releases is in both",
    ),
    pair(
        "throughput",
        "cost_per_prediction",
        "both price the fall of the cost per prediction",
    ),
    pair(
        "deployment_velocity",
        "time_to_value",
        "days saved between approval and production are in both",
    ),
    pair(
        "model_accuracy",
        "customer_impact_uplift",
        "better decisions are part of what the test with customers measured",
    ),
    pair(
        "latency",
        "customer_impact_uplift",
        "faster answers are part of what the test with customers measured",
    ),
    pair(
        "model_accuracy",
        "drift_detection_rate",
        "drift that is caught early is accuracy that is not lost",
    ),
    pair(
        "model_accuracy",
        "robustness",
        "failures on unusual inputs are wrong decisions too",
    ),
    pair(
        "drift_detection_rate",
        "mttd",
        "a shift that is caught early is an incident that is detected sooner",
    ),
    pair(
        "time_to_value",
        "customer_impact_uplift",
        "the lift is the value that arrives sooner",
    ),
];

/// The known overlap of two levers, in either order.
pub(super) fn overlap_of(a: &str, b: &str) -> Option<&'static Overlap> {
    OVERLAPS
        .iter()
        .find(|pair| [(a, b), (b, a)].contains(&(pair.first, pair.second)))
}

/// Overlaps between levers that are on and bring money in, for the ledger to point out.
#[must_use]
pub fn overlaps(valid: &Valid) -> Vec<Overlap> {
    let counts = |id: &str| {
        let mut levers = valid.numbers.levers.iter();
        levers.any(|lever| lever.definition.id == id && lever.amount_per_month() != 0.0)
    };
    let pairs = OVERLAPS.iter().copied();
    pairs
        .filter(|pair| counts(pair.first) && counts(pair.second))
        .collect()
}
