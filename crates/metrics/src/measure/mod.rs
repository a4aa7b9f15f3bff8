//! The building blocks of measures: durations, shares, quantiles, counts per time, money.
//!
//! Missing values, once for all of them: a row that lacks a value the formula needs is not used and is counted as skipped; a
//! slice in which no row is usable has no value. Nothing missing is ever taken as zero.

mod classification;
mod duration;
mod events;
mod money;
mod outage;
mod requests;
mod work;

pub(super) use classification::Labelled;
pub use classification::{accuracy, f1, precision, recall};
pub use duration::{duration_mean, duration_quantile};
pub use events::{
    ai_incidents_per_thousand, deployments, events_per_day, incident_count, rate_per_week,
};
pub use events::{change_failures, failed_by_incident, failed_by_status, successful};
pub use money::{spend, unit_cost};
pub use outage::availability;
pub(super) use requests::Latencies;
pub use requests::{
    busiest_minute, error_rate, latency_quantile, request_count, requests_per_second,
};
pub use work::work_removed;

use super::Observation;

/// Rows used and skipped so far in one slice.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tally {
    pub used: u64,
    pub skipped: u64,
}

impl Tally {
    /// An observation with this value and the counts so far.
    pub fn observe(&self, value: Option<f64>) -> Observation {
        Observation {
            value: value.filter(|v| v.is_finite()),
            rows_used: self.used,
            rows_skipped: self.skipped,
            ..Observation::default()
        }
    }
}

/// `numerator ÷ denominator`; nothing when there is nothing to divide by.
pub(super) fn ratio(numerator: f64, denominator: f64) -> Option<f64> {
    (denominator > 0.0).then(|| numerator / denominator)
}
