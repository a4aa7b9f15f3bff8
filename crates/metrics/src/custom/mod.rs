//! What expressions do not say, each with what a query would: the union of outages, the busiest minute, classes of labels.
//!
//! Missing values are treated as [`outturn_expr`] does: a row that lacks a value is not used and is counted as skipped.

mod busiest_minute;
mod classification;
mod outage;

pub use busiest_minute::BUSIEST_MINUTE;
pub use classification::{ACCURACY, F1, PRECISION, RECALL};
pub use outage::OUTAGES;

use outturn_expr::Observation;

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
fn ratio(numerator: f64, denominator: f64) -> Option<f64> {
    (denominator > 0.0).then(|| numerator / denominator)
}
