//! One card.

use crate::state::{App, Route, Screen};
use crate::ui::components::{ChartView, StatusPill};
use leptos::prelude::*;
use outturn_format::{Locale, period_short, value};
use outturn_metrics::scorecard::Card;
use outturn_report::charts::{bullet, sparkline};
use outturn_report::narrative::{
    beside, distance_to_target, not_filtered, rests_on_part, target_words, when_to_date,
    why_filter_forbids, why_no_verdict,
};

/// A view of each card. It stays for as long as the card does, and follows what changes in it.
#[component]
pub fn EachCard(
    /// The cards, in order.
    cards: Memo<Vec<Card>>,
    /// Makes the view of one.
    view: fn(Memo<Card>) -> AnyView,
) -> impl IntoView {
    let ids = Memo::new(move |_| {
        cards.with(|all| all.iter().map(|card| card.id.clone()).collect::<Vec<_>>())
    });
    let one = move |id: String| {
        let find = move |all: &Vec<Card>| all.iter().find(|card| card.id == id).cloned();
        let first = cards.with_untracked(&find)?;
        // Of a card that is going, what it was.
        let card = Memo::new(move |before: Option<&Card>| {
            let now = cards.with(&find);
            now.unwrap_or_else(|| before.unwrap_or(&first).clone())
        });
        Some(view(card))
    };
    view! { <For each=move || ids.get() key=String::clone children=one/> }
}

/// The id of the link that opens a metric.
pub fn opener(metric: &str) -> String {
    format!("{metric} receipt")
}

/// A metric with value, status, trend, target and comparison.
#[component]
pub fn CardView(
    /// What it shows.
    card: Memo<Card>,
) -> impl IntoView {
    let locale = App::here().locale();
    let label = Memo::new(move |_| card.with(|c| c.label.clone()));
    let has_value = Memo::new(move |_| card.with(|c| c.value.is_some()));
    let star = move || {
        let star = || view! { <span class="star" role="img" aria-label="North Star">"★"</span> };
        card.with(|c| c.north_star).then(star)
    };
    let when = move || card.with(|c| when_to_date(c, &locale));
    let app = App::here();
    let id = Memo::new(move |_| card.with(|c| c.id.clone()));
    let is_open = move || id.with(|id| app.route.with(|route| route.open.as_ref() == Some(id)));
    view! {
        <article class="card" class:none=move || !has_value.get() class:open=is_open aria-label=label>
            <div class="name">
                {star}
                <h3>{label}</h3>
                <span class="when">{when}</span>
            </div>
            {move || card.with(|card| figure(card, &locale))}
            <Trend card/>
            <AgainstTarget card/>
            <Foot card label/>
        </article>
    }
}

/// How the value has moved, or why there is nothing to show.
#[component]
fn Trend(card: Memo<Card>) -> impl IntoView {
    let locale = App::here().locale();
    let reason = Memo::new(move |_| {
        card.with(|c| match c.value {
            None => c.reason.clone(),
            // What a filter forbids is no reason to hide how it has moved.
            Some(_) if !why_filter_forbids(c).is_empty() => None,
            Some(_) => Some(why_no_verdict(c, &locale)).filter(|why| !why.is_empty()),
        })
    });
    let has_trend = Memo::new(move |_| reason.with(Option::is_none) && card.with(Card::has_line));
    let why = move || {
        let words = move || match reason.get() {
            Some(reason) => reason,
            None => "One period so far: no trend yet.".to_owned(),
        };
        view! { <p class="why" title=reason>{words}</p> }
    };
    let chart = Signal::derive(move || card.with(|card| sparkline(card, locale)));
    view! {
        <Show when=move || has_trend.get() fallback=why>
            <ChartView chart height=38.0/>
        </Show>
    }
}

/// Where the value stands between missed and met.
#[component]
fn AgainstTarget(card: Memo<Card>) -> impl IntoView {
    let locale = App::here().locale();
    let chart = Memo::new(move |_| card.with(|c| bullet(c, locale).filter(|_| c.value.is_some())));
    move || match chart.get() {
        Some(chart) => view! { <ChartView chart=Signal::stored(chart) height=10.0/> }.into_any(),
        None => view! { <div></div> }.into_any(),
    }
}

/// Target, comparison, owner, and the way to the receipt.
#[component]
fn Foot(card: Memo<Card>, label: Memo<String>) -> impl IntoView {
    let locale = App::here().locale();
    let id = card.with_untracked(|c| c.id.clone());
    let href = format!("#{}", Route::opening(Screen::Scorecard, &id).fragment());
    let comparisons = App::here().select(|d| d.comparisons.clone());
    let against = move |card: &Card| {
        let said = comparisons.with(|chosen| beside(card, chosen, period_short, &locale));
        let one = |(with, moved)| view! { <span>{format!("{with} ")}<em>{moved}</em></span> };
        said.into_iter().map(one).collect_view()
    };
    let distance = move |card: &Card| {
        let by = comparisons.with(|chosen| distance_to_target(card, chosen, &locale));
        by.map(|by| format!(" ({by})"))
    };
    let owner = |card: &Card| {
        let owner = card.owner.clone();
        (!owner.is_empty()).then(|| view! { <span>{owner}</span> })
    };
    view! {
        <div class="foot">
            <span>"Target "<em>{move || card.with(|card| target_words(card, &locale))}</em>{move || card.with(distance)}</span>
            {move || card.with(|card| card.definition.clone()).map(|by| view! { <span>"By "<em>{by}</em></span> })}
            {move || card.with(against)}
            {move || card.with(|card| card.made.clone()).map(|made| view! { <span>{made}</span> })}
            {move || card.with(not_filtered).map(|words| view! { <span class="not-filtered">{words}</span> })}
            {move || card.with(|card| rests_on_part(card, &locale)).map(|part| view! { <span>{part}</span> })}
            {move || card.with(owner)}
            <a class="link" id=opener(&id) href=href aria-label=move || format!("Receipt of {}", label.get())>"receipt ›"</a>
        </div>
    }
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
