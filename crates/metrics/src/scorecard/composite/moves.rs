//! What would move the score: how far each metric is from being met, and what the score would gain by it.

use super::{Composite, MetricPart};
use crate::Bucket;
use crate::scorecard::{Card, thresholds};
use outturn_core::units::{Currency, Unit};
use serde::{Deserialize, Serialize};

/// A metric that is not met, with what it would bring the score if it were.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Move {
    /// Id of the metric.
    pub id: String,
    /// Its name for people.
    pub label: String,
    /// Its category.
    pub bucket: Bucket,
    /// Its base unit.
    pub unit: Unit,
    /// The currency of an amount.
    pub currency: Option<Currency>,
    /// Its value, in the base unit.
    pub value: f64,
    /// From where on it is met.
    pub met: f64,
    /// What the score gains when it is met and all else stays, in points of 100.
    pub gain: f64,
}

/// The metrics that are not met, the one that would bring most first. Of all of them together the score would be 100.
pub(super) fn moves(composite: &Composite, cards: &[Card]) -> Vec<Move> {
    let of = |part: &MetricPart| {
        let card = cards.iter().find(|card| card.id == part.id)?;
        let before = card.previous.as_ref().map(|before| before.value);
        let met = thresholds(card.target, before, card.good)?.met;
        Some(Move {
            id: card.id.clone(),
            label: card.label.clone(),
            bucket: card.bucket,
            unit: card.unit,
            currency: card.currency,
            value: card.value?,
            met,
            gain: part.weight * (100.0 - part.score),
        })
    };
    let mut moves: Vec<Move> = composite
        .metrics
        .iter()
        .filter(|part| part.score < 100.0)
        .filter_map(of)
        .collect();
    moves.sort_by(|a, b| b.gain.total_cmp(&a.gain));
    moves
}
