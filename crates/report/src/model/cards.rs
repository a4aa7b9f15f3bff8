//! Which metrics the report is about, and what stands of each in its table.

use super::receipts::Footnotes;
use crate::narrative::{Phrase, against, headline, put_together, target_words, when_to_date};
use chrono::NaiveDate;
use outturn_core::calendar::Period;
use outturn_format::{Locale, MISSING, counted, date, period, periods, value};
use outturn_metrics::Bucket;
use outturn_metrics::scorecard::{Card, Composite, Standing, Status};

/// The cards whose charts are in the report, in the order of the scorecard.
#[must_use]
pub fn charted(cards: &[Card], ids: &[String]) -> Vec<Card> {
    let picked = cards.iter().filter(|c| ids.contains(&c.id));
    picked.cloned().collect()
}

/// The cards that the report is about: judged ones, North Stars, and those whose charts are in it, in the order of the scorecard.
#[must_use]
pub fn key_cards(cards: &[Card], charted: &[String]) -> Vec<Card> {
    let is_key = |card: &&Card| {
        let judged = matches!(
            card.judged.status,
            Status::Met | Status::Near | Status::Missed
        );
        judged || card.north_star || charted.contains(&card.id)
    };
    cards.iter().filter(is_key).cloned().collect()
}

/// The buckets in the order of the screen: those in which something is loaded come first, what is the user's own before all.
#[must_use]
pub fn by_what_is_there(cards: &[Card]) -> Vec<Bucket> {
    let is_there = |bucket: Bucket| {
        let mut here = cards.iter().filter(|card| card.bucket == bucket);
        here.any(|card| card.table_lacking().is_none())
    };
    let mut buckets = Bucket::ALL.to_vec();
    let is_own = |bucket| matches!(bucket, Bucket::Series | Bucket::Own);
    buckets.sort_by_key(|bucket| (!is_there(*bucket), !is_own(*bucket)));
    buckets
}

/// The metrics of a bucket for which a table, or a column of one, is not loaded.
#[must_use]
pub fn lacking(cards: &[Card], bucket: Bucket) -> Vec<Card> {
    let here = cards.iter().filter(|card| card.bucket == bucket);
    let lacking = here.filter(|card| card.table_lacking().is_some());
    lacking.cloned().collect()
}

/// The cards of a bucket, but those that are [`lacking`]: what has a value comes first, North Stars before all.
#[must_use]
pub fn in_bucket(cards: &[Card], bucket: Bucket) -> Vec<Card> {
    let here = cards.iter().filter(|c| c.bucket == bucket);
    let here = here.filter(|card| card.table_lacking().is_none());
    let mut here: Vec<Card> = here.cloned().collect();
    here.sort_by_key(|c| (c.value.is_none(), !c.north_star));
    here
}

/// The headline that the figures propose; empty while no metric has a value.
#[must_use]
pub fn proposed_headline(
    cards: &[Card],
    composite: &Composite,
    previous_score: Option<f64>,
    locale: &Locale,
) -> Vec<Phrase> {
    match cards.iter().any(|c| c.value.is_some()) {
        true => headline(cards, composite, previous_score, locale),
        false => Vec::new(),
    }
}

/// What the report is of: `Aug 2026 · from 3 files · with invented sample data · made 30 Nov 2026`.
#[must_use]
pub fn about(
    key: &[Card],
    files: usize,
    with_samples: bool,
    made: NaiveDate,
    locale: &Locale,
) -> String {
    let mut parts = vec![period_words(key, locale)];
    let files = counted(files as u64, "file", "files", locale);
    parts.push(format!("from {files}"));
    if with_samples {
        parts.push("with invented sample data".to_owned());
    }
    parts.push(format!("made {}", date(made, locale)));
    parts.retain(|p| !p.is_empty());
    parts.join(" · ")
}

/// The period that all cards show, or that they show several.
fn period_words(cards: &[Card], locale: &Locale) -> String {
    let mut shown: Vec<(Period, Period)> = cards
        .iter()
        .filter(|c| c.value.is_some() && c.standing != Standing::Stale)
        .filter_map(|c| c.periods)
        .collect();
    shown.sort();
    shown.dedup();
    match &shown[..] {
        [] => String::new(),
        [one] => periods(one, locale),
        _ => "each metric in its last period".to_owned(),
    }
}

/// A metric in the table of key metrics.
#[derive(Debug, Clone, PartialEq)]
pub struct MetricRow {
    /// Its name, a North Star marked.
    pub label: String,
    /// The numbers of its files in the footnotes.
    pub marks: String,
    /// Its value with its unit.
    pub value: String,
    /// What it is put together from, where that is values as they were supplied: `mean of 4 quarters`.
    pub made: Option<String>,
    /// How it stands.
    pub status: Status,
    /// What it is held against.
    pub target: String,
    /// Its change, and the period before that it is against.
    pub change: Option<(String, String)>,
    /// Its period.
    pub when: String,
}

/// The row of a card.
#[must_use]
pub fn metric_row(card: &Card, notes: &Footnotes, locale: &Locale) -> MetricRow {
    let missing = || MISSING.to_owned();
    let star = if card.north_star { "★ " } else { "" };
    MetricRow {
        label: format!("{star}{}", card.label),
        marks: notes.marks(card),
        value: card.value.map_or_else(missing, |v| {
            value(v, card.unit, card.currency, locale).to_string()
        }),
        made: put_together(card),
        status: card.judged.status,
        target: target_words(card, locale),
        change: against(card, period, locale).map(|(with, moved)| (moved, with)),
        when: match when_to_date(card, locale) {
            when if when.is_empty() => missing(),
            when => when,
        },
    }
}
