//! What expressions do not say, each with what a query would: the union of outages, the busiest minute, classes of
//! labels, groups held against one another, times between rows of one model, accuracy beside a
//! register of models, experiments on users, tools by workflow, runs told step by step, releases beside the incidents they caused.
//!
//! Missing values are treated as [`outturn_expr`] does: a row that lacks a value is not used and is counted as skipped.

mod against_baseline;
mod busiest_minute;
mod cadence;
mod classification;
mod drift;
mod fairness;
mod lift;
mod outage;
mod prediction_drift;
mod rollback;
mod runs;
mod tools;

pub use against_baseline::ACCURACY_CHANGE;
pub use busiest_minute::BUSIEST_MINUTE;
pub use cadence::{CADENCE, LONGEST};
pub use classification::{ACCURACY, F1, PRECISION, RECALL};
pub use drift::{MEAN, WORST};
pub use fairness::{DEMOGRAPHIC_PARITY, DISPARATE_IMPACT, EQUAL_OPPORTUNITY};
pub use lift::{INCREMENTAL_REVENUE, LIFT};
pub use outage::OUTAGES;
pub use prediction_drift::PREDICTION_DRIFT;
pub use rollback::TIME_TO_ROLLBACK;
pub use runs::{IN_TIME_AND_GOOD, WITHOUT_HELP};
pub use tools::{MOST_TOOLS, TOOLS};

use outturn_expr::Observation;

/// Rows used and skipped so far in one slice.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tally {
    pub used: u64,
    pub skipped: u64,
    /// Why rows were skipped, where that was said; the others are without a value.
    pub why: Vec<(&'static str, u64)>,
}

impl Tally {
    /// One more row that is not used, and why.
    pub fn skip(&mut self, why: &'static str) {
        self.skipped += 1;
        match self.why.iter_mut().find(|(known, _)| *known == why) {
            Some((_, rows)) => *rows += 1,
            None => self.why.push((why, 1)),
        }
    }

    /// An observation with this value and the counts so far.
    pub fn observe(&self, value: Option<f64>) -> Observation {
        let mut observation = Observation {
            value: value.filter(|v| v.is_finite()),
            rows_used: self.used,
            rows_skipped: self.skipped,
            ..Observation::default()
        };
        let said = self
            .why
            .iter()
            .map(|(why, rows)| ((*why).to_owned(), *rows));
        observation.leave_out(said.collect());
        let told: u64 = self.why.iter().map(|(_, rows)| rows).sum();
        if self.skipped > told {
            observation.leave_out(vec![("without a value".to_owned(), self.skipped - told)]);
        }
        observation
    }
}

/// `numerator ÷ denominator`; nothing when there is nothing to divide by.
fn ratio(numerator: f64, denominator: f64) -> Option<f64> {
    (denominator > 0.0).then(|| numerator / denominator)
}
