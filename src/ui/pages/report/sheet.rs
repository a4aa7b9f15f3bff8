//! The page that is printed.

use super::cards::{charted, key_cards};
use super::evidence::Evidence;
use super::figure::{Figure, HALF_PAGE};
use super::metrics::KeyMetrics;
use super::receipts::Receipts;
use super::scenario::ScenarioSection;
use crate::browser::document::today;
use crate::state::{App, Tally};
use crate::ui::pages::scorecard::card::EachCard;
use crate::ui::pages::scorecard::composite;
use crate::ui::pages::scorecard::pictures::line;
use crate::ui::pages::scorecard::sentence;
use crate::ui::words::counted;
use leptos::prelude::*;
use outturn_core::calendar::Period;
use outturn_format::{Locale, date, periods};
use outturn_metrics::scorecard::Card;
use outturn_report::narrative::{Phrase, headline};

/// The page.
#[component]
pub fn Sheet() -> impl IntoView {
    view! {
        <article class="sheet" aria-label="Report page">
            <section>
                <Top/>
                <Score/>
                <KeyMetrics/>
            </section>
            <Charts/>
            <ScenarioSection/>
            <Evidence/>
            <Receipts/>
        </article>
    }
}

/// The sentence that the figures propose; empty before there are any.
pub fn proposal(app: App) -> Vec<Phrase> {
    app.scorecard.with(|answer| match answer {
        Some(a) if a.cards.iter().any(|c| c.value.is_some()) => {
            headline(&a.cards, &a.composite, a.previous_score, &app.locale())
        }
        _ => Vec::new(),
    })
}

/// What it is, of when, and the headline.
#[component]
fn Top() -> impl IntoView {
    let app = App::here();
    let own = app.select(|d| d.headline.clone());
    let headline = move || match own.with(|h| h.trim().to_owned()) {
        text if text.is_empty() => sentence(&proposal(app)).into_any(),
        text => text.into_any(),
    };
    let about = move || {
        let files = app.files.tally().with(Tally::loaded);
        app.files.order().track();
        let samples = app.files.with_all(|files| files.values().any(|f| f.sample));
        let locale = app.locale();
        let mut parts = vec![period_words(&key_cards(app), &locale)];
        let files = counted(files as u64, "file", "files", &locale);
        parts.push(format!("from {files}"));
        if samples {
            parts.push("with invented sample data".to_owned());
        }
        parts.push(format!("made {}", date(today(), &locale)));
        parts.retain(|p| !p.is_empty());
        parts.join(" · ")
    };
    view! {
        <p class="quiet">{about}</p>
        <p class="headline" data-testid="report-headline">{headline}</p>
    }
}

/// The period that all cards show, or that they show several.
fn period_words(cards: &[Card], locale: &Locale) -> String {
    let mut shown: Vec<(Period, Period)> = cards
        .iter()
        .filter(|c| c.value.is_some())
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

/// The composite.
#[component]
fn Score() -> impl IntoView {
    let app = App::here();
    let composite = Memo::new(move |_| {
        app.scorecard
            .with(|a| a.as_ref().map(|a| a.composite.clone()))
    });
    move || {
        let composite = composite.get()?;
        composite
            .score
            .is_some()
            .then(|| view! { <Figure chart=composite::chart(&composite, app.locale())/> })
    }
}

/// The charts the user picked.
#[component]
fn Charts() -> impl IntoView {
    let app = App::here();
    let cards = Memo::new(move |_| charted(app));
    let picture = |card: Memo<Card>| {
        let locale = App::here().locale();
        let chart = Signal::derive(move || card.with(|card| line(card, locale)));
        view! { <Figure chart width=HALF_PAGE/> }.into_any()
    };
    view! {
        <Show when=move || cards.with(|c| !c.is_empty())>
            <section>
                <div class="head"><h2>"Over time"</h2></div>
                <div class="pair">
                    <EachCard cards view=picture/>
                </div>
            </section>
        </Show>
    }
}
