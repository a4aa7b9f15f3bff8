//! One card.

use super::pictures::{bullet, sparkline};
use crate::state::{App, Memo, Route, Screen, memo};
use crate::ui::components::{ChartView, Keyed, StatusPill};
use leptos::prelude::*;
use outturn_format::{Locale, change, period_short, periods, threshold, value};
use outturn_metrics::scorecard::Card;
use outturn_metrics::{Direction, Target};
use outturn_protocol::encode;
use std::hash::{DefaultHasher, Hasher};

/// A view of each card, which stays for as long as nothing in its card changes.
pub(in crate::ui::pages) fn keyed_cards(
    cards: Memo<Vec<Card>>,
    row: fn(Card) -> AnyView,
) -> AnyView {
    // Each card has crossed from the worker as these bytes, so it can be written as them again.
    let bytes = |card: &Card| encode(card).unwrap_or_default();
    let key = move |card: &Card| format!("{}\n{:x}", card.id, fingerprint(&bytes(card)));
    let keys = memo(move || cards.with(|all| all.iter().map(key).collect::<Vec<_>>()));
    let row = move |key: String| {
        let id = key.split('\n').next().unwrap_or_default();
        let card = cards.with_untracked(|all| all.iter().find(|card| card.id == id).cloned());
        card.map(row).into_any()
    };
    view! { <Keyed keys=keys row=Box::new(row)/> }.into_any()
}

fn fingerprint(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(bytes);
    hasher.finish()
}

/// A metric with value, status, trend, target and comparison.
#[component]
pub fn CardView(
    /// What it shows.
    card: Card,
) -> impl IntoView {
    let href = format!(
        "#{}",
        Route::opening(Screen::Scorecard, &card.id).fragment()
    );
    let locale = App::here().locale();
    let when = when(&card, &locale);
    let when = if card.to_date {
        format!("{when}, to date")
    } else {
        when
    };
    let label = card.label.clone();
    let has_trend = card.series.iter().filter(|p| p.value.is_some()).count() > 1;
    view! {
        <article class="card" class:none=card.value.is_none() aria-label=label.clone()>
            <div class="name">
                {card.north_star.then(|| view! { <span class="star" role="img" aria-label="North Star">"★"</span> })}
                <h3>{label.clone()}</h3>
                <span class="when">{when}</span>
            </div>
            {figure(&card, &locale)}
            {match (&card.reason, has_trend) {
                (Some(reason), _) if card.value.is_none() => view! { <p class="why" title=reason.clone()>{reason.clone()}</p> }.into_any(),
                (_, true) => view! { <ChartView chart=Signal::stored(sparkline(&card, locale)) height=38.0/> }.into_any(),
                _ => view! { <p class="why">"One period so far: no trend yet."</p> }.into_any(),
            }}
            {match bullet(&card, locale).filter(|_| card.value.is_some()) {
                Some(chart) => view! { <ChartView chart=Signal::stored(chart) height=10.0/> }.into_any(),
                None => view! { <div></div> }.into_any(),
            }}
            <div class="foot">
                <span>"Target "<em>{target_words(&card, &locale)}</em></span>
                {card.previous.as_ref().zip(card.value).map(|(p, now)| view! {
                    <span>{format!("vs {} ", period_short(&p.to, &locale))}<em>{change(now, p.value, card.unit, card.currency, &locale)}</em></span>
                })}
                {(!card.owner.is_empty()).then(|| view! { <span>{card.owner.clone()}</span> })}
                <a class="link" href=href aria-label=format!("Receipt of {label}")>"receipt ›"</a>
            </div>
        </article>
    }
}

/// The period of a card's value.
pub fn when(card: &Card, locale: &Locale) -> String {
    let of = |all| periods(&all, locale);
    card.periods.map(of).unwrap_or_default()
}

/// Value, unit and status.
fn figure(card: &Card, locale: &Locale) -> impl IntoView + use<> {
    let shown = card
        .value
        .map(|v| value(v, card.unit, card.currency, locale));
    let closed_up = shown.as_ref().is_some_and(|s| s.closed_up);
    view! {
        <div class="val">
            <b>{shown.as_ref().map_or("—".to_owned(), |s| s.figure.clone())}</b>
            <span class="unit" class:closed-up=closed_up>{shown.map(|s| s.unit)}</span>
            <StatusPill status=card.judged.status/>
        </div>
    }
}

/// The target in the words of a card.
pub fn target_words(card: &Card, locale: &Locale) -> String {
    match card.target {
        Target::Fixed(t) => {
            let up = match card.good {
                Direction::Up => true,
                Direction::Down => false,
                Direction::Stable => t.met >= t.missed,
            };
            threshold(t.met, card.unit, card.currency, up, locale)
        }
        Target::Trend => match card.good {
            Direction::Up => "not falling".to_owned(),
            Direction::Down => "not rising".to_owned(),
            Direction::Stable => "steady".to_owned(),
        },
        Target::None => "none set".to_owned(),
    }
}
