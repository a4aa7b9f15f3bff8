//! One score out of many: the weighted mean of the buckets' scores.
//!
//! A bucket without a scored metric is named as missing and its weight is shared by the others; it never counts as zero.

mod moves;
mod shares;
mod stability;

pub use moves::Move;
pub use shares::{WeightRefused, shares, with_share};
pub use stability::{SWING, Stability};

use super::Card;
use crate::{BUCKETS, Bucket};
use outturn_core::stats;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The weight of each bucket; any scale, they are brought to a sum of one.
pub type Weights = BTreeMap<Bucket, f64>;

/// The weights before the user changes them.
#[must_use]
pub fn default_weights() -> Weights {
    let weights = BUCKETS
        .iter()
        .filter_map(|own| Some((own.bucket, own.weight?)));
    weights.filter(|(_, weight)| *weight > 0.0).collect()
}

/// One bucket's part of the score.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// The bucket.
    pub bucket: Bucket,
    /// Its share of the whole; the shares of all parts add up to 1.
    pub weight: f64,
    /// Mean score of its scored metrics, 0 to 100.
    pub score: f64,
    /// Weight × score; the contributions of all parts add up to the composite.
    pub contribution: f64,
    /// How many metrics were scored.
    pub metrics: usize,
}

/// One metric's part of the score.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MetricPart {
    /// Id of the metric.
    pub id: String,
    /// Its name for people.
    pub label: String,
    /// Its category.
    pub bucket: Bucket,
    /// Its share of the whole: that of the category ÷ the metrics scored in it.
    pub weight: f64,
    /// 0 to 100.
    pub score: f64,
    /// Weight × score; those of a category add up to the category's.
    pub contribution: f64,
}

/// The composite score with what it is made of.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Composite {
    /// 0 to 100; `None` when nothing is scored.
    pub score: Option<f64>,
    /// The buckets that have a score.
    pub parts: Vec<Part>,
    /// The buckets that have a weight and no scored metric.
    pub missing: Vec<Bucket>,
    /// The metrics that are scored, by bucket.
    pub metrics: Vec<MetricPart>,
    /// The metrics that are not met, the one that would bring the score most first.
    pub moves: Vec<Move>,
    /// How the score stands when its weights move; `None` for fewer than two buckets.
    pub stability: Option<Stability>,
}

/// Weighted mean of the buckets' mean scores.
///
/// ```
/// use outturn_metrics::Bucket;
/// use outturn_metrics::scorecard::composite_of;
/// let scores = [(Bucket::Reliability, 85.0), (Bucket::Velocity, 72.0), (Bucket::Quality, 90.0), (Bucket::Value, 68.0)];
/// let weights = [(Bucket::Reliability, 0.25), (Bucket::Velocity, 0.25), (Bucket::Quality, 0.30), (Bucket::Value, 0.20)];
/// let composite = composite_of(&weights.into(), |b| scores.iter().find(|s| s.0 == b).map(|s| (s.1, 1)));
/// assert!((composite.score.unwrap() - 79.85).abs() < 1e-9);
/// ```
#[must_use]
pub fn composite_of(
    weights: &Weights,
    score_of: impl Fn(Bucket) -> Option<(f64, usize)>,
) -> Composite {
    let weighted = weights.iter().filter(|(_, w)| w.is_finite() && **w > 0.0);
    let (mut parts, mut missing) = (Vec::new(), Vec::new());
    for (&bucket, &weight) in weighted {
        match score_of(bucket) {
            Some((score, metrics)) => parts.push(Part {
                bucket,
                weight,
                score,
                contribution: 0.0,
                metrics,
            }),
            None => missing.push(bucket),
        }
    }
    let total = stats::sum(parts.iter().map(|p| p.weight));
    for part in &mut parts {
        part.weight /= total;
        part.contribution = part.weight * part.score;
    }
    let score = (!parts.is_empty()).then(|| stats::sum(parts.iter().map(|p| p.contribution)));
    Composite {
        score,
        stability: stability::stability(&parts),
        parts,
        missing,
        ..Composite::default()
    }
}

/// The composite of these cards: each bucket's score is the plain mean of its cards that have one.
#[must_use]
pub fn composite(cards: &[Card], weights: &Weights) -> Composite {
    let scored = |bucket| {
        let here = cards.iter().filter(move |card| card.bucket == bucket);
        here.filter_map(|card| Some((card, card.judged.score?)))
    };
    let mut whole = composite_of(weights, |bucket| {
        let scores: Vec<f64> = scored(bucket).map(|(_, score)| score).collect();
        stats::mean(&scores).map(|score| (score, scores.len()))
    });
    let of_part = |part: &Part| {
        let weight = part.weight / part.metrics as f64;
        scored(part.bucket).map(move |(card, score)| MetricPart {
            id: card.id.clone(),
            label: card.label.clone(),
            bucket: card.bucket,
            weight,
            score,
            contribution: weight * score,
        })
    };
    whole.metrics = whole.parts.iter().flat_map(of_part).collect();
    whole.moves = moves::moves(&whole, cards);
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_without_data_is_named_and_does_not_pull_the_score_down() {
        let weights: Weights = [(Bucket::Reliability, 1.0), (Bucket::Value, 3.0)].into();
        let composite = composite_of(&weights, |b| {
            (b == Bucket::Reliability).then_some((80.0, 2))
        });
        assert_eq!(composite.score, Some(80.0));
        assert_eq!(composite.missing, [Bucket::Value]);
    }

    /// A bucket that the user gives no weight is no part of the score, and nothing that it lacks.
    #[test]
    fn what_has_no_weight_is_neither_a_part_nor_missing() {
        let no_weights = [0.0, -1.0, f64::INFINITY, f64::NAN];
        for weight in no_weights {
            let weights = [(Bucket::Reliability, 1.0), (Bucket::Value, weight)].into();
            for value in [None, Some((20.0, 1))] {
                let composite = composite_of(&weights, |bucket| match bucket {
                    Bucket::Value => value,
                    _ => Some((80.0, 2)),
                });
                assert_eq!(composite.score, Some(80.0), "{weight}");
                assert_eq!((composite.parts.len(), composite.missing.len()), (1, 0));
            }
        }
    }

    #[test]
    fn buckets_have_weights_by_default_that_add_up_to_one() {
        let weights = default_weights();
        let of = |bucket| weights.get(&bucket).copied();
        assert_eq!(
            (of(Bucket::Quality), of(Bucket::Platform)),
            (Some(0.30), None)
        );
        assert!((stats::sum(weights.into_values()) - 1.0).abs() < 1e-12);
    }

    #[test]
    fn without_any_score_there_is_none() {
        assert_eq!(composite_of(&default_weights(), |_| None).score, None);
    }
}
