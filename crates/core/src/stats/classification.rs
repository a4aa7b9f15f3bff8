//! Counts of right and wrong yes/no predictions, and the shares made of them.
//!
//! A share whose divisor is 0 is undefined and `None`: a model that never said yes has no precision. (scikit-learn shows 0
//! there by default, which reads as "always wrong".)

use serde::{Deserialize, Serialize};

/// How often yes and no were predicted against what was true.
///
/// ```
/// use outturn_core::stats::Confusion;
/// let counts = Confusion { true_positive: 40, false_positive: 10, true_negative: 30, false_negative: 20 };
/// assert_eq!(counts.accuracy(), Some(0.7));
/// assert_eq!(counts.precision(), Some(0.8));
/// assert_eq!(counts.recall(), Some(40.0 / 60.0));
/// assert_eq!(counts.f1(), Some(80.0 / 110.0));
/// assert_eq!(Confusion::default().accuracy(), None);
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Confusion {
    /// Predicted yes, was yes.
    pub true_positive: u64,
    /// Predicted yes, was no.
    pub false_positive: u64,
    /// Predicted no, was no.
    pub true_negative: u64,
    /// Predicted no, was yes.
    pub false_negative: u64,
}

impl Confusion {
    /// Counts one prediction.
    pub fn count(&mut self, predicted: bool, actual: bool) {
        *match (predicted, actual) {
            (true, true) => &mut self.true_positive,
            (true, false) => &mut self.false_positive,
            (false, false) => &mut self.true_negative,
            (false, true) => &mut self.false_negative,
        } += 1;
    }

    /// All predictions counted.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.true_positive + self.false_positive + self.true_negative + self.false_negative
    }

    /// Right ÷ all.
    #[must_use]
    pub fn accuracy(&self) -> Option<f64> {
        share(self.true_positive + self.true_negative, self.total())
    }

    /// Of the predicted yes, the share that was yes.
    #[must_use]
    pub fn precision(&self) -> Option<f64> {
        share(self.true_positive, self.true_positive + self.false_positive)
    }

    /// Of what was yes, the share predicted yes: the true positive rate.
    #[must_use]
    pub fn recall(&self) -> Option<f64> {
        share(self.true_positive, self.true_positive + self.false_negative)
    }

    /// The harmonic mean of precision and recall: 2 tp ÷ (2 tp + fp + fn). `None` only when yes was neither predicted nor true.
    #[must_use]
    pub fn f1(&self) -> Option<f64> {
        let twice = 2 * self.true_positive;
        share(twice, twice + self.false_positive + self.false_negative)
    }
}

fn share(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}
