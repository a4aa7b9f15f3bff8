//! Cards by bucket, the composite, and the drill-down of one metric.

mod around;
mod behind;
mod breakdown;
pub(super) mod card;
mod compare;
mod composite;
mod controls;
mod drill;
mod filters;
mod own;
mod own_series;
mod receipt;
mod rivals;
mod target;

use super::files_line::FilesLine;
use crate::state::App;
use card::{CardView, EachCard};
use composite::CompositePanel;
use controls::Controls;
use drill::Drill;
use filters::Filters;
use leptos::prelude::*;
use outturn_metrics::Bucket;
use outturn_metrics::scorecard::Card;
use outturn_report::model::{by_what_is_there, in_bucket, lacking};
use outturn_report::narrative::{Phrase, headline, met_of, needs_words, of_filter};
use own::{Editor, EditorDialog, NewMetric, OwnMetricTools, is_own};

/// The screen.
#[component]
pub fn ScorecardPage() -> impl IntoView {
    let app = App::here();
    Editor::provide();
    let empty = Memo::new(move |_| app.files.order().with(Vec::is_empty));
    let open = Memo::new(move |_| app.route.with(|r| r.open.is_some()));
    let buckets = Memo::new(move |_| {
        app.scorecard
            .with(|answer| by_what_is_there(answer.as_ref().map_or(&[], |a| &a.cards)))
    });
    view! {
        <h1 class="visually-hidden">"Scorecard"</h1>
        <Show when=move || !empty.get() fallback=|| view! { <Empty/> }>
            <div class="beside" class:open=move || open.get()>
                <div>
                    <FilesLine/>
                    <Controls/>
                    <Filters/>
                    <Lead/>
                    <CompositePanel/>
                    <NewMetric/>
                    <For each=move || buckets.get() key=|bucket| *bucket children=|bucket| view! { <BucketSection bucket/> }/>
                </div>
                <Show when=move || open.get()><Drill/></Show>
            </div>
            <EditorDialog/>
        </Show>
    }
}

#[component]
fn Empty() -> impl IntoView {
    view! {
        <div class="empty">
            <h2>"The scorecard fills itself from your files"</h2>
            <p>"An incident export gives times to detect, acknowledge and recover; deployments give frequency and failure rate; a prediction log gives errors, latency and accuracy; a bill and volumes give the cost of a prediction."</p>
            <div class="row"><a class="btn primary" href="#/data">"Go to Data"</a><span class="quiet">"drop files there, or load a sample"</span></div>
        </div>
    }
}

/// The sentence on top.
#[component]
fn Lead() -> impl IntoView {
    let app = App::here();
    let phrases = move || {
        app.scorecard.with(|answer| {
            let answer = answer.as_ref()?;
            let headline = headline(
                &answer.cards,
                &answer.composite,
                answer.previous_score,
                &app.locale(),
            );
            Some(of_filter(&answer.filters, headline))
        })
    };
    view! { <p class="lead" data-testid="lead">{move || phrases().map(|p| sentence(&p))}</p> }
}

/// Phrases as text, the ones to keep in bold.
pub fn sentence(phrases: &[Phrase]) -> impl IntoView + use<> {
    let parts = phrases.iter().cloned().map(|phrase| match phrase.strong {
        true => view! { <b>{phrase.text}</b> }.into_any(),
        false => phrase.text.into_any(),
    });
    parts.collect_view()
}

#[component]
fn BucketSection(bucket: Bucket) -> impl IntoView {
    let app = App::here();
    let of_bucket = move |of: fn(&[Card], Bucket) -> Vec<Card>| {
        Memo::new(move |_| {
            app.scorecard.with(|answer| {
                let here = answer.as_ref().map(|a| of(&a.cards, bucket));
                here.unwrap_or_default()
            })
        })
    };
    let (cards, lacking) = (of_bucket(in_bucket), of_bucket(lacking));
    let has_cards = Memo::new(move |_| cards.with(|cards| !cards.is_empty()));
    let has_any = Memo::new(move |_| has_cards.get() || lacking.with(|cards| !cards.is_empty()));
    let count = move || cards.with(|cards| met_of(cards));
    view! {
        <Show when=move || has_any.get()>
            <section>
                <div class="head"><h2>{bucket.label()}</h2><span class="quiet">{count}</span></div>
                <Show when=move || has_cards.get()>
                    <div class="grid">
                        <EachCard cards view=|card| view! { <CardView card/> }.into_any()/>
                    </div>
                </Show>
                <Lacking cards=lacking more=has_cards/>
            </section>
        </Show>
    }
}

/// What has no data yet: a line, and behind it each metric with what it needs.
#[component]
fn Lacking(cards: Memo<Vec<Card>>, more: Memo<bool>) -> impl IntoView {
    let needs = move || cards.with(|cards| needs_words(cards, more.get()));
    let each = move || {
        let one = |card: Card| {
            let why = card.reason.unwrap_or_default();
            let label = card.label.clone();
            let own = is_own(&card.id).then(|| view! { <OwnMetricTools id=card.id label/> });
            view! { <li><b>{card.label}</b>" "<span>{why}</span>{own}</li> }
        };
        cards.get().into_iter().map(one).collect_view()
    };
    view! {
        <Show when=move || cards.with(|cards| !cards.is_empty())>
            <details class="lacking">
                <summary>{needs}</summary>
                <ul>{each}</ul>
            </details>
        </Show>
    }
}
