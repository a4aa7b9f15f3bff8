//! The table of key metrics.

use super::cards::key_cards;
use crate::state::App;
use crate::ui::components::StatusPill;
use leptos::prelude::*;
use outturn_metrics::Bucket;
use outturn_metrics::scorecard::Card;
use outturn_report::model::{Footnotes, MetricRow, metric_row};

/// Every key metric with value, status, target, change and period; figures in small print name the files.
#[component]
pub fn KeyMetrics() -> impl IntoView {
    let app = App::here();
    let cards = Memo::new(move |_| key_cards(app));
    let locale = app.locale();
    let body = move || {
        cards.with(|cards| {
            let notes = Footnotes::of(cards);
            let groups = Bucket::ALL.map(|bucket| {
                let rows: Vec<&Card> = cards.iter().filter(|c| c.bucket == bucket).collect();
                (!rows.is_empty()).then(|| view! {
                    <tbody>
                        <tr class="group"><th scope="rowgroup" colspan="6">{bucket.label()}</th></tr>
                        {rows.into_iter().map(|card| row(metric_row(card, &notes, &locale))).collect_view()}
                    </tbody>
                })
            });
            groups.collect_view()
        })
    };
    view! {
        <Show when=move || cards.with(|c| !c.is_empty())>
            <div class="head"><h2>"Key metrics"</h2></div>
            <div class="scroll-x" tabindex="0" role="region" aria-label="Key metrics">
                <table class="key">
                    <caption class="visually-hidden">"Key metrics"</caption>
                    <thead>
                        <tr>
                            <th scope="col">"Metric"</th>
                            <th scope="col" class="n">"Value"</th>
                            <th scope="col">"Status"</th>
                            <th scope="col" class="n">"Target"</th>
                            <th scope="col" class="n">"Change"</th>
                            <th scope="col">"Period"</th>
                        </tr>
                    </thead>
                    {body}
                </table>
            </div>
        </Show>
    }
}

fn row(row: MetricRow) -> impl IntoView {
    let changed = row
        .change
        .map(|(by, against)| view! { {by}<span class="quiet">{format!(" {against}")}</span> });
    let made = row
        .made
        .map(|made| view! { <br/><span class="quiet">{made}</span> });
    view! {
        <tr>
            <th scope="row">{row.label}<sup>{row.marks}</sup></th>
            <td class="n"><b>{row.value}</b>{made}</td>
            <td><StatusPill status=row.status/></td>
            <td class="n">{row.target}</td>
            <td class="n">{changed}</td>
            <td class="when">{row.when}</td>
        </tr>
    }
}
