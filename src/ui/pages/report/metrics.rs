//! The table of key metrics.

use super::cards::key_cards;
use super::receipts::Footnotes;
use crate::state::App;
use crate::ui::components::StatusPill;
use crate::ui::pages::scorecard::card::target_words;
use leptos::prelude::*;
use outturn_format::{Locale, MISSING, change, period, periods, value};
use outturn_metrics::Bucket;
use outturn_metrics::scorecard::Card;

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
                        {rows.into_iter().map(|card| row(card, &notes, &locale)).collect_view()}
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

fn row(card: &Card, notes: &Footnotes, locale: &Locale) -> impl IntoView + use<> {
    let shown = card
        .value
        .map(|v| value(v, card.unit, card.currency, locale).to_string());
    let changed = card
        .previous
        .as_ref()
        .zip(card.value)
        .map(|(previous, now)| {
            let by = change(now, previous.value, card.unit, card.currency, locale);
            view! { {by}<span class="quiet">{format!(" vs {}", period(&previous.to, locale))}</span> }
        });
    let when = match card.periods.map(|all| periods(&all, locale)) {
        None => MISSING.to_owned(),
        Some(when) if card.to_date => format!("{when}, to date"),
        Some(when) => when,
    };
    view! {
        <tr>
            <th scope="row">{card.north_star.then(|| "★ ".to_owned())}{card.label.clone()}<sup>{notes.marks(card)}</sup></th>
            <td class="n"><b>{shown.unwrap_or_else(|| MISSING.to_owned())}</b></td>
            <td><StatusPill status=card.judged.status/></td>
            <td class="n">{target_words(card, locale)}</td>
            <td class="n">{changed}</td>
            <td class="when">{when}</td>
        </tr>
    }
}
