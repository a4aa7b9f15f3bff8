//! What a card says beside its figure: when, against which target, and how many of a bucket are met.

use outturn_format::{Locale, periods, threshold, value};
use outturn_metrics::scorecard::{Card, Status};
use outturn_metrics::{Direction, Target};

/// The period of a card's value; empty without data.
#[must_use]
pub fn when(card: &Card, locale: &Locale) -> String {
    let of = |all| periods(&all, locale);
    card.periods.map(of).unwrap_or_default()
}

/// The same, saying so when the data end before the period does: `Aug 2026, to date`.
#[must_use]
pub fn when_to_date(card: &Card, locale: &Locale) -> String {
    match (when(card, locale), card.to_date) {
        (when, true) if !when.is_empty() => format!("{when}, to date"),
        (when, _) => when,
    }
}

/// The target: `≥ 99.9%`, `not rising`, `none set`.
#[must_use]
pub fn target_words(card: &Card, locale: &Locale) -> String {
    match card.target {
        Target::Fixed(t) if !t.has_side(card.good) => {
            let target = value(t.met, card.unit, card.currency, locale);
            format!("{target}; which way is better is not set")
        }
        Target::Fixed(t) => threshold(
            t.met,
            card.unit,
            card.currency,
            t.is_floor(card.good),
            locale,
        ),
        Target::Trend => match card.good {
            Direction::Up => "not falling".to_owned(),
            Direction::Down => "not rising".to_owned(),
            Direction::Stable => "steady".to_owned(),
            Direction::Unset => "none set".to_owned(),
        },
        Target::None => "none set".to_owned(),
    }
}

/// How many cards meet their targets: `2 of 3 met, 1 without data`; empty when none is judged or lacks data.
#[must_use]
pub fn met_of(cards: &[Card]) -> String {
    let of = |status| cards.iter().filter(|c| c.judged.status == status).count();
    let judged = of(Status::Met) + of(Status::Near) + of(Status::Missed);
    let without = of(Status::NoData);
    match (judged, without) {
        (0, 0) => String::new(),
        (0, n) => format!("{n} without data"),
        (n, 0) => format!("{} of {n} met", of(Status::Met)),
        (n, w) => format!("{} of {n} met, {w} without data", of(Status::Met)),
    }
}
