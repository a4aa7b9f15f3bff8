//! Cards by bucket, the composite, and the drill-down of one metric.

pub(super) mod card;
mod composite;
mod controls;
mod drill;
mod own_series;
mod receipt;

use super::files_line::FilesLine;
use crate::state::App;
use card::{CardView, EachCard};
use composite::CompositePanel;
use controls::Controls;
use drill::Drill;
use leptos::prelude::*;
use outturn_metrics::Bucket;
use outturn_report::model::in_bucket;
use outturn_report::narrative::{Phrase, headline, met_of};

/// The screen.
#[component]
pub fn ScorecardPage() -> impl IntoView {
    let app = App::here();
    let empty = Memo::new(move |_| app.files.order().with(Vec::is_empty));
    let open = Memo::new(move |_| app.route.with(|r| r.open.is_some()));
    view! {
        <h1 class="visually-hidden">"Scorecard"</h1>
        <Show when=move || !empty.get() fallback=|| view! { <Empty/> }>
            <FilesLine/>
            <Controls/>
            <Lead/>
            <Show when=move || open.get()><Drill/></Show>
            <CompositePanel/>
            {Bucket::ALL.map(|bucket| view! { <BucketSection bucket=bucket/> }).collect_view()}
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
            Some(headline(
                &answer.cards,
                &answer.composite,
                answer.previous_score,
                &app.locale(),
            ))
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
    let cards = Memo::new(move |_| {
        app.scorecard.with(|answer| {
            let here = answer.as_ref().map(|a| in_bucket(&a.cards, bucket));
            here.unwrap_or_default()
        })
    });
    let count = move || cards.with(|cards| met_of(cards));
    view! {
        <Show when=move || cards.with(|c| !c.is_empty())>
            <section>
                <div class="head"><h2>{bucket.label()}</h2><span class="quiet">{count}</span></div>
                <div class="grid">
                    <EachCard cards view=|card| view! { <CardView card/> }.into_any()/>
                </div>
            </section>
        </Show>
    }
}
