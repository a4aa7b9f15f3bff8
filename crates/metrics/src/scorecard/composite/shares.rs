//! Weights as shares of one: how the others follow when one is changed.

use super::Weights;
use crate::Bucket;
use outturn_core::stats;
use std::fmt;

/// Why a weight cannot be set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WeightRefused {
    /// It is no share of one.
    NotAShare,
    /// No other category has a weight that could give way or take the rest.
    NothingElse,
}

impl fmt::Display for WeightRefused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotAShare => "A weight is a share of the whole, 0 % to 100 %.",
            Self::NothingElse => {
                "The weights would not sum to 100 %, for all others are 0 %. Give another category a weight first: this one then gives way."
            }
        })
    }
}

/// The weights brought to a sum of one; as they are where all are zero.
#[must_use]
pub fn shares(weights: &Weights) -> Weights {
    let known = |weight: f64| {
        if weight.is_finite() {
            weight.max(0.0)
        } else {
            0.0
        }
    };
    let total = stats::sum(weights.values().copied().map(known));
    let share = |weight: f64| match total > 0.0 {
        true => known(weight) / total,
        false => known(weight),
    };
    weights
        .iter()
        .map(|(bucket, weight)| (*bucket, share(*weight)))
        .collect()
}

/// The weights with one set to a share of the whole. The others share what is left in the proportions that they had, so that all sum
/// to one.
///
/// # Errors
/// [`WeightRefused`] for what is no share, and where no other can follow.
///
/// ```
/// use outturn_metrics::Bucket::{Quality, Reliability, Value, Velocity};
/// use outturn_metrics::scorecard::{Weights, with_share};
/// let weights: Weights = [(Reliability, 0.25), (Quality, 0.30), (Velocity, 0.25), (Value, 0.20)].into();
/// let changed = with_share(&weights, Reliability, 0.40).unwrap();
/// let percent = |bucket| (changed[&bucket] * 100.0_f64).round();
/// assert_eq!([Reliability, Quality, Velocity, Value].map(percent), [40.0, 24.0, 20.0, 16.0]);
/// ```
pub fn with_share(weights: &Weights, bucket: Bucket, share: f64) -> Result<Weights, WeightRefused> {
    if !(0.0..=1.0).contains(&share) {
        return Err(WeightRefused::NotAShare);
    }
    let mut all = shares(weights);
    let others = stats::sum(all.iter().filter(|(b, _)| **b != bucket).map(|(_, w)| *w));
    if others <= 0.0 && share < 1.0 {
        return Err(WeightRefused::NothingElse);
    }
    for (other, weight) in &mut all {
        if *other != bucket && others > 0.0 {
            *weight *= (1.0 - share) / others;
        }
    }
    all.insert(bucket, share);
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_category_that_stood_alone_gives_way_to_another() {
        let alone: Weights = [(Bucket::Quality, 1.0), (Bucket::Value, 0.0)].into();
        let refused = with_share(&alone, Bucket::Quality, 0.5);
        assert_eq!(refused, Err(WeightRefused::NothingElse));
        let both = with_share(&alone, Bucket::Value, 0.5).unwrap();
        assert_eq!((both[&Bucket::Quality], both[&Bucket::Value]), (0.5, 0.5));
    }

    #[test]
    fn a_weight_is_a_share_of_the_whole() {
        let weights: Weights = [(Bucket::Quality, 3.0), (Bucket::Value, 1.0)].into();
        for wrong in [-0.1, 1.5, f64::NAN] {
            let refused = with_share(&weights, Bucket::Value, wrong);
            assert_eq!(refused, Err(WeightRefused::NotAShare), "{wrong}");
        }
        // Older work has weights of any scale.
        assert_eq!(shares(&weights)[&Bucket::Quality], 0.75);
    }
}
