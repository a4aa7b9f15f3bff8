//! The composite score with the weights of its parts.

use crate::actions::tune_metric::set_weight;
use crate::state::App;
use crate::ui::components::{ChartView, NumberField, plain};
use leptos::prelude::*;
use outturn_format::{Digits, number};
use outturn_metrics::Bucket;
use outturn_report::charts;

/// The panel.
#[component]
pub fn CompositePanel() -> impl IntoView {
    let app = App::here();
    let composite = Memo::new(move |_| {
        app.scorecard
            .with(|a| a.as_ref().map(|a| a.composite.clone()).unwrap_or_default())
    });
    let picture = Signal::derive(move || composite.with(|c| charts::composite(c, app.locale())));
    let scored = Memo::new(move |_| composite.with(|c| c.score.is_some()));
    let missing = move || composite.with(charts::uncounted);
    view! {
        <Show when=move || scored.get()>
            <section class="panel">
                <div class="head">
                    <h2>"Composite"</h2>
                    <span class="quiet">"weights are yours · contributions add up to the score"</span>
                </div>
                <ChartView chart=picture interactive=true/>
                <p class="quiet">{missing}</p>
                <details>
                    <summary class="quiet">"Change the weights"</summary>
                    <div class="weights">
                        {Bucket::weighted().map(|bucket| view! { <Weight bucket=bucket/> }).collect_view()}
                    </div>
                </details>
            </section>
        </Show>
    }
}

#[component]
fn Weight(bucket: Bucket) -> impl IntoView {
    let app = App::here();
    let weight = app.select(move |d| d.weights.get(&bucket).copied().unwrap_or(0.0));
    let id = format!(
        "weight-{}",
        bucket.label().to_ascii_lowercase().replace(' ', "-")
    );
    let locale = app.locale();
    let read = move |text: &str| plain(text, &locale).filter(|w| (0.0..=1000.0).contains(w));
    view! {
        <div class="field">
            <label for=id.clone()>{bucket.label()}</label>
            <NumberField
                id=id
                label=format!("Weight of {}", bucket.label())
                text=Signal::derive(move || number(weight.get(), Digits::UpTo(3), &locale))
                read=Box::new(read)
                on_enter=Box::new(move |w| set_weight(app, bucket, w))
            />
        </div>
    }
}
