//! Every value lever, one literal each, by what it improves. [`ALL`] is in the order in which levers are offered; of two that
//! price the same money ([`super::OVERLAPS`]) the earlier one is suggested.

mod build;
mod cost;
mod quality;
mod reliability;
mod speed;

use super::lever::LeverDefinition;

/// All levers.
pub static ALL: [&LeverDefinition; 16] = [
    &reliability::MTTR,
    &reliability::MTTD,
    &reliability::CHANGE_FAILURE_RATE,
    &reliability::AVAILABILITY,
    &cost::COST_PER_PREDICTION,
    &cost::THROUGHPUT,
    &cost::WORK_REMOVED,
    &cost::TRAINING_TIME,
    &quality::MODEL_ACCURACY,
    &quality::ROBUSTNESS,
    &quality::DRIFT_DETECTION_RATE,
    &quality::GOVERNANCE_COMPLIANCE_RATE,
    &speed::DEPLOYMENT_VELOCITY,
    &speed::TIME_TO_VALUE,
    &speed::CUSTOMER_IMPACT_UPLIFT,
    &speed::LATENCY,
];

/// The lever of that id.
#[must_use]
pub fn by_id(id: &str) -> Option<&'static LeverDefinition> {
    ALL.into_iter().find(|lever| lever.id == id)
}
