//! The one sentence on top of the scorecard: what a reader should take away, with its figures marked.

use super::{has_changed, in_sentence, put_together};
use outturn_format::{Digits, Locale, change, number, periods, value, whole};
use outturn_metrics::scorecard::{Card, Composite, Status};
use outturn_metrics::{Bucket, Direction};

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

/// The score, the change that helps most, the target that is missed by most, and what is not in the score.
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
        Some(score) => {
            let scored = composite.parts.iter().map(|part| part.metrics).sum();
            let words = score_words((score, scored), previous_score, locale);
            vec![Phrase::strong(words)]
        }
        None => vec![Phrase::strong(format!(
            "{with_value} {} a value; none counts in the score.",
            if with_value == 1 {
                "metric has"
            } else {
                "metrics have"
            }
        ))],
    };
    if let Some(card) = best_change(cards, locale) {
        phrases.push(Phrase::plain(format!(" {}", improved(card, locale))));
    }
    if let Some(card) = worst_miss(cards, locale) {
        phrases.push(Phrase::plain(format!(" {}", missed(card, locale))));
    }
    if let Some(left_out) = left_out(cards) {
        phrases.push(Phrase::plain(format!(" {left_out}")));
    }
    phrases
}

/// A score and of how many metrics it is: one of a single metric is no score of a team.
fn score_words((score, scored): (f64, usize), previous: Option<f64>, locale: &Locale) -> String {
    let one = |v: f64| number(v, Digits::Fixed(1), locale);
    let alone = if scored == 1 {
        " on one metric alone"
    } else {
        ""
    };
    let shown = format!("Score {} of 100{alone}", one(score));
    match previous.map(|p| score - p) {
        Some(by) if by >= 0.05 => format!("{shown}, up {}.", one(by)),
        Some(by) if by <= -0.05 => format!("{shown}, down {}.", one(-by)),
        Some(_) => format!("{shown}, as before."),
        None => format!("{shown}."),
    }
}

/// The change for the better of a card, as a share of the value before; `None` for one that is no more than chance gives.
fn gain(card: &Card, locale: &Locale) -> Option<f64> {
    let ratio = card.previous.as_ref()?.change_ratio?;
    let material = has_changed(card, locale).then_some(ratio)?;
    match card.good {
        Direction::Up => Some(material),
        Direction::Down => Some(-material),
        Direction::Stable | Direction::Unset => None,
    }
}

fn best_change<'a>(cards: &'a [Card], locale: &Locale) -> Option<&'a Card> {
    let judged = cards.iter().filter(|c| c.judged.score.is_some());
    let gains = judged
        .filter_map(|c| Some((c, gain(c, locale)?)))
        .filter(|(_, g)| *g >= 0.05);
    gains
        .max_by(|a, b| a.1.total_cmp(&b.1))
        .map(|(card, _)| card)
}

fn worst_miss<'a>(cards: &'a [Card], locale: &Locale) -> Option<&'a Card> {
    let gain = |card: &Card| gain(card, locale).unwrap_or(0.0);
    let scored = cards.iter().filter(|c| c.judged.score.is_some());
    let missed = scored.filter(|c| c.judged.status == Status::Missed);
    missed.min_by(|a, b| gain(a).total_cmp(&gain(b)))
}

/// On how many cases a card rests, or what it is put together from: ` (17 incidents)`, ` (mean of 4 quarters)`; nothing where that is not
/// known.
fn rests_on(card: &Card, locale: &Locale) -> String {
    if let Some(made) = put_together(card) {
        return format!(" ({made})");
    }
    let is_counted = card.least_n > 0 || card.unit.per().is_some();
    let cases = card.cases.filter(|_| is_counted);
    let words = cases.map(|cases| format!(" ({} {})", whole(cases, locale), card.noun));
    words.unwrap_or_default()
}

fn improved(card: &Card, locale: &Locale) -> String {
    let (Some(now), Some(previous)) = (card.value, &card.previous) else {
        return String::new();
    };
    let by = change(now, previous.value, card.unit, card.currency, locale);
    let with = match previous.part {
        Some(_) => format!("the same days of {}", periods(&previous.to, locale)),
        None => periods(&previous.to, locale),
    };
    format!(
        "{} improved most, {by} against {with}{}.",
        card.label,
        rests_on(card, locale)
    )
}

fn missed(card: &Card, locale: &Locale) -> String {
    let shown = card
        .value
        .map(|v| value(v, card.unit, card.currency, locale).to_string());
    format!(
        "The target for {} is missed at {}{}.",
        in_sentence(&card.id, &card.label),
        shown.unwrap_or_default(),
        rests_on(card, locale)
    )
}

/// What has a value and no part in the score, by the reason: `Not in the score: NPS, stale; Time to diagnose, too few cases.`
fn left_out(cards: &[Card]) -> Option<String> {
    let reason_of = |card: &Card| match card.judged.status {
        // What the user has made has no part in any score.
        _ if card.bucket == Bucket::Own => None,
        Status::Stale => Some("stale"),
        Status::NotFiltered => Some("not filtered"),
        Status::TooFew => Some("too few cases"),
        Status::Unfinished => Some("unfinished"),
        Status::Met | Status::Near | Status::Missed if card.judged.score.is_none() => {
            Some("of another time")
        }
        _ => None,
    };
    let reasons = [
        "stale",
        "too few cases",
        "unfinished",
        "of another time",
        "not filtered",
    ];
    let parts = reasons.into_iter().filter_map(|reason| {
        let of = cards.iter().filter(|c| reason_of(c) == Some(reason));
        let names: Vec<&str> = of.map(|c| c.label.as_str()).collect();
        match names.len() {
            0 => None,
            1..=NAMED => Some(format!("{}, {reason}", names.join(" and "))),
            n => Some(format!("{n} metrics, {reason}")),
        }
    });
    let parts: Vec<String> = parts.collect();
    (!parts.is_empty()).then(|| format!("Not in the score: {}.", parts.join("; ")))
}

/// Most metrics that are named as not in the score; of more it is said how many they are.
const NAMED: usize = 2;
