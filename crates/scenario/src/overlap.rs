//! Double-count guard: levers that put a price on the same money.

use super::document::Scenario;
use super::validate::Valid;
use serde::Serialize;

/// Two levers that count the same money, at least in part. Both may stay on; a person decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Overlap {
    /// Id of one lever.
    pub first: &'static str,
    /// Id of the other.
    pub second: &'static str,
    /// What both count, in a word or two: `hours`, `incidents`, `customers`.
    pub counted: &'static str,
    /// How that comes.
    pub reason: &'static str,
}

const fn pair(
    first: &'static str,
    second: &'static str,
    counted: &'static str,
    reason: &'static str,
) -> Overlap {
    Overlap {
        first,
        second,
        counted,
        reason,
    }
}

/// All pairs known to count the same money. `mttd` and `mttr` are not among them: one ends at the alert, where the other begins.
pub const OVERLAPS: [Overlap; 17] = [
    pair(
        "mttr",
        "availability",
        "hours of downtime",
        "both price the hours in which the service is down",
    ),
    pair(
        "mttd",
        "availability",
        "hours of downtime",
        "both price the hours in which the service is down",
    ),
    pair(
        "change_failure_rate",
        "mttr",
        "incidents",
        "a failed release is also an incident with hours to resolve",
    ),
    pair(
        "change_failure_rate",
        "mttd",
        "incidents",
        "a failed release is also an incident with hours unnoticed",
    ),
    pair(
        "change_failure_rate",
        "availability",
        "hours of downtime",
        "downtime after failed releases is in both",
    ),
    pair(
        "throughput",
        "cost_per_prediction",
        "predictions",
        "both price the fall of the cost per prediction",
    ),
    pair(
        "deployment_velocity",
        "time_to_value",
        "days to production",
        "days saved between approval and production are in both",
    ),
    pair(
        "model_accuracy",
        "customer_impact_uplift",
        "customers",
        "better decisions are part of what the test with customers measured",
    ),
    pair(
        "latency",
        "customer_impact_uplift",
        "customers",
        "faster answers are part of what the test with customers measured",
    ),
    pair(
        "model_accuracy",
        "drift_detection_rate",
        "decisions",
        "drift that is caught early is accuracy that is not lost",
    ),
    pair(
        "model_accuracy",
        "robustness",
        "decisions",
        "failures on unusual inputs are wrong decisions too",
    ),
    pair(
        "drift_detection_rate",
        "mttd",
        "incidents",
        "a shift that is caught early is an incident that is detected sooner",
    ),
    pair(
        "time_to_value",
        "customer_impact_uplift",
        "customers",
        "the lift is the value that arrives sooner",
    ),
    pair(
        "mttr",
        "work_removed",
        "hours",
        "hours that people no longer spend on incidents are manual work too",
    ),
    pair(
        "training_time",
        "work_removed",
        "hours",
        "hours that people no longer wait for training runs are work removed too",
    ),
    pair(
        "training_time",
        "time_to_value",
        "time",
        "shorter training runs are part of what makes an initiative earn sooner",
    ),
    pair(
        "availability",
        "customer_impact_uplift",
        "customers",
        "customers who stay because the service is up are in the test with customers too",
    ),
];

/// The known overlap of two levers, in either order.
pub(super) fn overlap_of(a: &str, b: &str) -> Option<&'static Overlap> {
    OVERLAPS
        .iter()
        .find(|pair| [(a, b), (b, a)].contains(&(pair.first, pair.second)))
}

/// The levers of a scenario that count the same as one of them, of those that count or are proposed, each with whether it counts.
#[must_use]
pub fn overlaps_of(scenario: &Scenario, lever: &str) -> Vec<(&'static str, bool, Overlap)> {
    let others = scenario.levers.iter().filter(|used| used.lever != lever);
    others
        .filter(|used| used.on || used.proposed)
        .filter_map(|used| {
            let overlap = *overlap_of(lever, &used.lever)?;
            let other = match overlap.first == lever {
                true => overlap.second,
                false => overlap.first,
            };
            Some((other, used.on, overlap))
        })
        .collect()
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
