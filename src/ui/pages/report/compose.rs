//! What the user puts into the report: the headline and the charts.

use super::cards::proposal;
use crate::actions::compose_report::{put_chart, set_headline};
use crate::state::App;
use crate::ui::components::StatusPill;
use leptos::prelude::*;
use outturn_metrics::Bucket;
use outturn_metrics::scorecard::Card;
use outturn_report::narrative::Phrase;

/// The panel beside the page.
#[component]
pub fn Compose() -> impl IntoView {
    view! {
        <div class="stack compose">
            <Headline/>
            <Charts/>
        </div>
    }
}

#[component]
fn Headline() -> impl IntoView {
    let app = App::here();
    let headline = app.select(|d| d.headline.clone());
    let proposed = Memo::new(move |_| words(&proposal(app)));
    let own = Memo::new(move |_| !headline.with(|h| h.trim().is_empty()));
    view! {
        <section class="panel">
            <div class="head"><h2><label for="headline">"Headline"</label></h2><span class="quiet">"what the reader should keep"</span></div>
            <textarea
                id="headline"
                rows="4"
                aria-describedby="headline-proposal"
                prop:value=move || headline.get()
                on:input=move |event| set_headline(app, &event_target_value(&event))
                on:change=move |_| app.settle()
            ></textarea>
            <Show when=move || proposed.with(|p| !p.is_empty())>
                <p id="headline-proposal" class="proposal"><span class="quiet">"Proposed from the figures: "</span>{proposed}</p>
                <div class="row">
                    <button
                        class="btn small"
                        on:click=move |_| {
                            app.settle();
                            set_headline(app, &proposed.get_untracked());
                            app.settle();
                        }
                        disabled=move || headline.get() == proposed.get()
                    >
                        "Use the proposal"
                    </button>
                    <span class="quiet">{move || if own.get() { "" } else { "stands on the page until you write" }}</span>
                </div>
            </Show>
        </section>
    }
}

/// A sentence as plain text.
fn words(phrases: &[Phrase]) -> String {
    phrases.iter().map(|p| p.text.as_str()).collect()
}

#[component]
fn Charts() -> impl IntoView {
    let app = App::here();
    let report = app.select(|d| d.report.clone());
    let cards = Memo::new(move |_| {
        let with_line = |cards: &Vec<Card>| {
            cards
                .iter()
                .filter(|c| c.has_line())
                .cloned()
                .collect::<Vec<_>>()
        };
        app.scorecard
            .with(|a| a.as_ref().map(|a| with_line(&a.cards)).unwrap_or_default())
    });
    let picked = Memo::new(move |_| cards.with(|cards| report.with(|r| r.charted(cards))));
    let count = move || {
        // All before the picked ones, which are computed from them.
        let all = cards.with(Vec::len);
        format!("{} of {all}", picked.with(Vec::len))
    };
    view! {
        <section class="panel">
            <div class="head"><h2>"Charts"</h2><span class="quiet">{count}</span></div>
            <Show when=move || cards.with(|c| !c.is_empty()) fallback=|| view! { <p class="quiet">"A metric can be drawn once two periods have a value."</p> }>
                {move || Bucket::ALL.map(|bucket| {
                    let here: Vec<Card> = cards.with(|c| c.iter().filter(|c| c.bucket == bucket).cloned().collect());
                    (!here.is_empty()).then(|| view! {
                        <fieldset class="picks">
                            <legend>{bucket.label()}</legend>
                            {here.into_iter().map(|card| view! { <Pick card=card cards=cards picked=picked/> }).collect_view()}
                        </fieldset>
                    })
                }).collect_view()}
            </Show>
        </section>
    }
}

#[component]
fn Pick(card: Card, cards: Memo<Vec<Card>>, picked: Memo<Vec<String>>) -> impl IntoView {
    let app = App::here();
    let (id, shown) = (card.id.clone(), card.id.clone());
    view! {
        <label class="pick">
            <input
                type="checkbox"
                prop:checked=move || picked.with(|p| p.contains(&shown))
                on:change=move |event| cards.with_untracked(|cards| put_chart(app, cards, &id, event_target_checked(&event)))
            />
            <span>{card.north_star.then(|| "★ ".to_owned())}{card.label}</span>
            <span aria-hidden="true"><StatusPill status=card.judged.status/></span>
        </label>
    }
}
