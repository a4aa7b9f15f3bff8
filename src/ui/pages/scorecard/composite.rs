//! The composite score: what it is made of, what would move it, whether it hangs on its weights, and the weights.

use crate::actions::tune_metric::set_weight;
use crate::state::{App, Route, Screen};
use crate::ui::components::{ChartView, Heading, NumberField, Table};
use leptos::prelude::*;
use outturn_core::units::Unit;
use outturn_format::{Accepts, Digits, percent};
use outturn_metrics::Bucket;
use outturn_metrics::scorecard::{Composite, shares};
use outturn_report::charts;
use outturn_report::narrative::{contributions, follow_words, moves, stability_words};

/// The panel.
#[component]
pub fn CompositePanel() -> impl IntoView {
    let app = App::here();
    let locale = app.locale();
    let composite = Memo::new(move |_| {
        app.scorecard
            .with(|a| a.as_ref().map(|a| a.composite.clone()).unwrap_or_default())
    });
    let picture = Signal::derive(move || composite.with(|c| charts::composite(c, app.locale())));
    let scored = Memo::new(move |_| composite.with(|c| c.score.is_some()));
    let missing = move || composite.with(charts::uncounted);
    let stability = move || composite.with(|c| stability_words(c, &locale));
    let can_move = Memo::new(move |_| composite.with(|c| !c.moves.is_empty()));
    view! {
        <Show when=move || scored.get()>
            <section class="panel">
                <div class="head">
                    <h2>"Composite"</h2>
                    <span class="quiet">"weights are yours · contributions add up to the score"</span>
                </div>
                <ChartView chart=picture interactive=true/>
                <p class="quiet">{missing}</p>
                {move || stability().map(|said| view! { <p class="quiet" data-testid="stability">{said}</p> })}
                <details>
                    <summary class="quiet">"What each metric adds"</summary>
                    <Contributions composite/>
                </details>
                <Show when=move || can_move.get()>
                    <details>
                        <summary class="quiet">"What would move it"</summary>
                        <Moves composite/>
                    </details>
                </Show>
                <details>
                    <summary class="quiet">"Change the weights"</summary>
                    <Weights/>
                </details>
            </section>
        </Show>
    }
}

/// Categories and their metrics; what they add is rounded so that it adds up.
#[component]
fn Contributions(composite: Memo<Composite>) -> impl IntoView {
    let locale = App::here().locale();
    let rows = move || {
        let rows = composite.with(|composite| contributions(composite, &locale));
        let rows = rows.into_iter().map(|row| {
            view! {
                <tr class:group=row.is_category>
                    <th scope="row">{row.name}</th>
                    <td class="n">{row.score}</td>
                    <td class="n">{row.weight}</td>
                    <td class="n">{row.contribution}</td>
                </tr>
            }
        });
        rows.collect_view()
    };
    view! {
        <Table caption="What each metric adds" headings=vec![Heading::words("Category, metric"), Heading::figures("Score"), Heading::figures("Weight"), Heading::figures("Adds")]>
            {rows}
        </Table>
    }
}

/// The metrics that are not met, each with how far it is from that and what the score would gain.
#[component]
fn Moves(composite: Memo<Composite>) -> impl IntoView {
    let locale = App::here().locale();
    let rows = move || {
        let rows = composite.with(|composite| moves(composite, &locale));
        let rows = rows.into_iter().map(|row| {
            let href = format!("#{}", Route::opening(Screen::Scorecard, &row.id).fragment());
            view! {
                <tr>
                    <th scope="row"><a href=href>{row.label}</a></th>
                    <td class="n">{row.now}</td>
                    <td class="n">{row.met}</td>
                    <td class="n">{row.by}</td>
                    <td class="n">{row.gain}</td>
                </tr>
            }
        });
        rows.collect_view()
    };
    view! {
        <Table caption="What would move it" headings=vec![Heading::words("Metric"), Heading::figures("Now"), Heading::figures("Met at"), Heading::figures("Distance"), Heading::figures("Score")]>
            {rows}
        </Table>
    }
}

/// The weights, which sum to one: changing one says how the others follow.
#[component]
fn Weights() -> impl IntoView {
    let said = RwSignal::new((String::new(), false));
    let text = move || said.with(|(text, _)| text.clone());
    let refused = move || said.with(|(_, refused)| *refused);
    view! {
        <p class="quiet">"They sum to 100 %: when one is changed, the others share what is left in the proportions they had."</p>
        <div class="weights">
            {Bucket::weighted().map(|bucket| view! { <Weight bucket said/> }).collect_view()}
        </div>
        <p class:problem=refused id="weights-said" role="status">{text}</p>
    }
}

#[component]
fn Weight(bucket: Bucket, said: RwSignal<(String, bool)>) -> impl IntoView {
    let app = App::here();
    let weight = app.select(move |d| shares(&d.weights).get(&bucket).copied().unwrap_or(0.0));
    let id = format!(
        "weight-{}",
        bucket.label().to_ascii_lowercase().replace(' ', "-")
    );
    let locale = app.locale();
    let field = Accepts {
        unit: Unit::Ratio,
        currency: None,
        shown: None,
    };
    let read = move |typed: &str| match field.read(typed, &locale) {
        Ok(share) => Some(share),
        Err(why) => {
            said.set((field.refusal(typed, &why, &locale), true));
            None
        }
    };
    let enter = move |share| match set_weight(app, bucket, share) {
        Ok(()) => {
            let words = app
                .document()
                .with_untracked(|d| follow_words(&d.weights, bucket, &locale));
            said.set((words, false));
        }
        Err(why) => said.set((why.to_string(), true)),
    };
    view! {
        <div class="field">
            <label for=id.clone()>{bucket.label()}</label>
            <NumberField
                id=id
                label=format!("Weight of {}", bucket.label())
                text=Signal::derive(move || percent(weight.get(), Digits::UpTo(1), &locale))
                read=Box::new(read)
                described_by="weights-said"
                on_enter=Box::new(enter)
            />
        </div>
    }
}
