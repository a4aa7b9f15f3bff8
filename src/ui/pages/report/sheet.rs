//! The page that is printed.

use super::cards::{charted, key_cards, proposal};
use super::evidence::Evidence;
use super::figure::{Figure, HALF_PAGE};
use super::metrics::KeyMetrics;
use super::receipts::Receipts;
use super::scenario::ScenarioSection;
use crate::browser::document::today;
use crate::state::{App, Tally};
use crate::ui::pages::known::Known;
use crate::ui::pages::scorecard::card::EachCard;
use crate::ui::pages::scorecard::sentence;
use leptos::prelude::*;
use outturn_metrics::scorecard::{Card, filter_words};
use outturn_report::charts::{self, line};
use outturn_report::model::about;
use outturn_report::narrative::{moves_words, stability_words};
use outturn_scenario::inputs;
use outturn_store::scenarios::open_of;

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

/// What it is, of when, and the headline.
#[component]
fn Top() -> impl IntoView {
    let app = App::here();
    let own = app.select(|d| d.headline.clone());
    let headline = move || match own.with(|h| h.trim().to_owned()) {
        text if text.is_empty() => sentence(&proposal(app)).into_any(),
        text => text.into_any(),
    };
    let scenario = app.select(|d| open_of(d).cloned());
    let on_file = move |file: &str| {
        let cards = key_cards(app)
            .into_iter()
            .filter(|card| card.value.is_some());
        let mut receipts = cards.flat_map(|card| card.receipt.files);
        let in_case = || {
            let inputs = scenario.with(|scenario| scenario.as_ref().map(inputs));
            inputs.is_some_and(|inputs| inputs.iter().any(|input| input.rests_on(file)))
        };
        receipts.any(|known| known.file == file) || in_case()
    };
    let what = move || {
        let files = app.files.tally().with(Tally::loaded);
        app.files.order().track();
        let samples = app.files.with_all(|files| files.values().any(|f| f.sample));
        let about = about(&key_cards(app), files, samples, today(), &app.locale());
        let filter = app
            .scorecard
            .with(|a| filter_words(&a.as_ref()?.filters.by));
        filter.map_or(about.clone(), |words| format!("{words} · {about}"))
    };
    view! {
        <p class="quiet">{what}</p>
        <p class="headline" data-testid="report-headline">{headline}</p>
        <Known on=on_file/>
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
        let locale = app.locale();
        let said = [
            stability_words(&composite, &locale),
            moves_words(&composite, &locale),
        ];
        let said = said.into_iter().flatten().collect::<Vec<_>>().join(" ");
        composite.score.is_some().then(|| {
            view! {
                <Figure chart=charts::composite(&composite, locale)/>
                {(!said.is_empty()).then(|| view! { <p class="quiet">{said}</p> })}
            }
        })
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
