//! What a formula comes to while it is typed.

use super::dialog::Writing;
use crate::state::App;
use leptos::prelude::*;
use outturn_format::{Locale, value, whole};
use outturn_metrics::scorecard::Card;
use outturn_report::narrative::when_to_date;

/// The value of the period, what it is in words, and how many rows it is from.
#[component]
pub fn Preview(writing: Writing) -> impl IntoView {
    let locale = App::here().locale();
    let shown = move || {
        writing.read.with(|read| {
            let read = read.as_ref()?;
            let card = read.card.as_ref()?;
            let notes = read.notes.iter().map(|note| view! { <p class="note">{note.clone()}</p> });
            Some(view! {
                <p class="detail-value"><b>{figure(card, &locale)}</b><span class="quiet">{when_to_date(card, &locale)}</span></p>
                <p>{read.words.clone()}</p>
                <p class="quiet">{rows(card, &locale)}</p>
                {notes.collect_view()}
            })
        })
    };
    view! { <div class="preview" role="status" aria-label="Value of the period">{shown}</div> }
}

fn figure(card: &Card, locale: &Locale) -> String {
    let shown = card
        .value
        .map(|v| value(v, card.unit, card.currency, locale).to_string());
    shown.unwrap_or_else(|| "—".to_owned())
}

/// How many rows it is from, and why others do not count; why there is none.
fn rows(card: &Card, locale: &Locale) -> String {
    if let Some(reason) = &card.reason {
        return reason.clone();
    }
    let left_out = card.receipt.left_out.iter();
    let left_out = left_out.map(|(reason, n)| format!("{} {reason}", whole(*n, locale)));
    let used = format!("{} rows", whole(card.receipt.rows_used, locale));
    let all: Vec<String> = std::iter::once(used).chain(left_out).collect();
    format!(
        "{}. Longer periods: {}.",
        all.join("; "),
        card.receipt.longer
    )
}
