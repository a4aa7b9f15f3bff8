//! Whether what a score says depends on its weights: each of them a fifth lower or higher, in every combination.
//!
//! The score is a quotient of two sums that are linear in each weight, and what a category costs it is linear in its own: highest,
//! lowest and the order of any two are decided at the corners. All corners are computed; nothing is drawn by chance.

use super::Part;
use crate::Bucket;
use outturn_core::stats;
use serde::{Deserialize, Serialize};

/// By which share each weight moves.
pub const SWING: f64 = 0.2;
/// Most categories whose corners are computed, 2 to the power of it.
const MOST: usize = 12;

/// How a score stands when its weights move.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Stability {
    /// How many combinations there are.
    pub cases: usize,
    /// The lowest score of them.
    pub low: f64,
    /// The highest.
    pub high: f64,
    /// In how many of them each category costs the score most, the most often first; those that never do are left out. Empty where
    /// nothing costs anything.
    pub weakest: Vec<(Bucket, usize)>,
    /// In how many of them the categories cost the score in the same order as now.
    pub same_order: usize,
}

/// How the score of some categories stands; `None` for fewer than two, whose weight says nothing.
pub(super) fn stability(parts: &[Part]) -> Option<Stability> {
    if !(2..=MOST).contains(&parts.len()) {
        return None;
    }
    let cases = 1_usize << parts.len();
    let now = order(parts, |_| 1.0);
    let (mut low, mut high, mut same_order) = (f64::INFINITY, f64::NEG_INFINITY, 0);
    let mut weakest: Vec<(Bucket, usize)> = parts.iter().map(|part| (part.bucket, 0)).collect();
    for case in 0..cases {
        let factor = |at: usize| match case >> at & 1 {
            0 => 1.0 - SWING,
            _ => 1.0 + SWING,
        };
        let weighted = || {
            parts
                .iter()
                .enumerate()
                .map(|(at, part)| (part.weight * factor(at), part))
        };
        let total = stats::sum(weighted().map(|(weight, _)| weight));
        let score = stats::sum(weighted().map(|(weight, part)| weight * part.score)) / total;
        (low, high) = (low.min(score), high.max(score));
        let order = order(parts, factor);
        if let Some(at) = order.first() {
            weakest[*at].1 += 1;
        }
        same_order += usize::from(order == now);
    }
    weakest.retain(|(_, cases)| *cases > 0);
    weakest.sort_by_key(|(_, cases)| std::cmp::Reverse(*cases));
    Some(Stability {
        cases,
        low,
        high,
        weakest,
        same_order,
    })
}

/// The categories that cost the score anything, the dearest first; of equal ones the first.
fn order(parts: &[Part], factor: impl Fn(usize) -> f64) -> Vec<usize> {
    let cost = |at: usize| parts[at].weight * factor(at) * (100.0 - parts[at].score);
    let mut order: Vec<usize> = (0..parts.len()).filter(|at| cost(*at) > 0.0).collect();
    order.sort_by(|a, b| cost(*b).total_cmp(&cost(*a)));
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(bucket: Bucket, weight: f64, score: f64) -> Part {
        Part {
            bucket,
            weight,
            score,
            contribution: weight * score,
            metrics: 1,
        }
    }

    /// The worked figures: 85, 72, 90, 68 with weights .25 .25 .30 .20. All 16 combinations were computed in Python.
    #[test]
    fn what_costs_most_costs_most_in_most_combinations() {
        let parts = [
            part(Bucket::Reliability, 0.25, 85.0),
            part(Bucket::Velocity, 0.25, 72.0),
            part(Bucket::Quality, 0.30, 90.0),
            part(Bucket::Value, 0.20, 68.0),
        ];
        let found = stability(&parts).unwrap();
        assert_eq!((found.cases, found.same_order), (16, 9));
        assert!(
            (found.low - 78.081_632_653_061_2).abs() < 1e-9
                && (found.high - 81.549_019_607_843_15).abs() < 1e-9,
            "{found:?}"
        );
        assert_eq!(found.weakest, [(Bucket::Velocity, 12), (Bucket::Value, 4)]);
    }

    #[test]
    fn one_category_says_nothing_of_weights_and_perfect_ones_cost_nothing() {
        assert_eq!(stability(&[part(Bucket::Value, 1.0, 50.0)]), None);
        let both = [
            part(Bucket::Value, 0.5, 100.0),
            part(Bucket::Quality, 0.5, 100.0),
        ];
        let found = stability(&both).unwrap();
        assert!(found.weakest.is_empty());
        assert_eq!((found.low, found.high), (100.0, 100.0));
    }
}
