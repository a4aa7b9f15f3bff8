//! The one sentence on top of the scorecard: what a reader should take away, with its figures marked.

use outturn_format::{Digits, Locale, change, number, period, value};
use outturn_metrics::Direction;
use outturn_metrics::scorecard::{Card, Composite, Status};

/// A piece of a sentence; the figures are set in bold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// The words.
    pub text: String,
    /// Whether it is what the reader should keep.
    pub strong: bool,
}

impl Phrase {
    /// Words that carry the sentence.
    #[must_use]
    pub fn plain(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            strong: false,
        }
    }

    /// Words to keep.
    #[must_use]
    pub fn strong(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            strong: true,
        }
    }
}

/// The score, the change that helps most and the target that is missed by most.
#[must_use]
pub fn headline(
    cards: &[Card],
    composite: &Composite,
    previous_score: Option<f64>,
    locale: &Locale,
) -> Vec<Phrase> {
    let with_value = cards.iter().filter(|c| c.value.is_some()).count();
    if with_value == 0 {
        return vec![Phrase::plain(
            "No metric can be computed yet: each card says what it needs.",
        )];
    }
    let mut phrases = match composite.score {
        Some(score) => vec![Phrase::strong(score_words(score, previous_score, locale))],
        None => vec![Phrase::strong(format!(
            "{with_value} {} here.",
            if with_value == 1 {
                "metric is"
            } else {
                "metrics are"
            }
        ))],
    };
    if let Some(card) = best_change(cards) {
        phrases.push(Phrase::plain(format!(" {}", improved(card, locale))));
    }
    if let Some(card) = worst_miss(cards) {
        phrases.push(Phrase::plain(format!(" {}", missed(card, locale))));
    }
    phrases
}

fn score_words(score: f64, previous: Option<f64>, locale: &Locale) -> String {
    let one = |v: f64| number(v, Digits::Fixed(1), locale);
    let shown = one(score);
    match previous.map(|p| score - p) {
        Some(by) if by >= 0.05 => format!("Score {shown} of 100, up {}.", one(by)),
        Some(by) if by <= -0.05 => format!("Score {shown} of 100, down {}.", one(-by)),
        Some(_) => format!("Score {shown} of 100, as before."),
        None => format!("Score {shown} of 100."),
    }
}

/// The change for the better of a card, as a share of the value before.
fn gain(card: &Card) -> Option<f64> {
    let ratio = card.previous.as_ref()?.change_ratio?;
    match card.good {
        Direction::Up => Some(ratio),
        Direction::Down => Some(-ratio),
        Direction::Stable | Direction::Unset => None,
    }
}

fn best_change(cards: &[Card]) -> Option<&Card> {
    let judged = cards.iter().filter(|c| c.judged.score.is_some());
    let gains = judged
        .filter_map(|c| Some((c, gain(c)?)))
        .filter(|(_, g)| *g >= 0.05);
    gains
        .max_by(|a, b| a.1.total_cmp(&b.1))
        .map(|(card, _)| card)
}

fn worst_miss(cards: &[Card]) -> Option<&Card> {
    let missed = cards.iter().filter(|c| c.judged.status == Status::Missed);
    missed.min_by(|a, b| gain(a).unwrap_or(0.0).total_cmp(&gain(b).unwrap_or(0.0)))
}

fn improved(card: &Card, locale: &Locale) -> String {
    let (Some(now), Some(previous)) = (card.value, &card.previous) else {
        return String::new();
    };
    let by = change(now, previous.value, card.unit, card.currency, locale);
    format!(
        "{} improved most, {by} against {}.",
        card.label,
        period(&previous.to, locale)
    )
}

fn missed(card: &Card, locale: &Locale) -> String {
    let shown = card
        .value
        .map(|v| value(v, card.unit, card.currency, locale).to_string());
    format!(
        "{} misses its target at {}.",
        card.label,
        shown.unwrap_or_default()
    )
}
