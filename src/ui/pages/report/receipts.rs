//! Where the figures come from: definitions and files, as footnotes.

use super::cards::key_cards;
use crate::state::App;
use crate::ui::words::{capitalised, counted, whole};
use leptos::prelude::*;
use outturn_format::{Locale, sha_short};
use outturn_metrics::SourceFile;
use outturn_metrics::scorecard::Card;

/// The files behind some cards, numbered from 1 in the order in which the cards name them.
pub struct Footnotes {
    files: Vec<SourceFile>,
}

impl Footnotes {
    /// The files behind these cards.
    pub fn of(cards: &[Card]) -> Self {
        let mut files: Vec<SourceFile> = Vec::new();
        for file in cards.iter().flat_map(|c| &c.receipt.files) {
            if !files.contains(file) {
                files.push(file.clone());
            }
        }
        Self { files }
    }

    /// The numbers of a card's files: `1, 3`.
    pub fn marks(&self, card: &Card) -> String {
        let of_card = |file: &SourceFile| card.receipt.files.contains(file);
        let numbers = self
            .files
            .iter()
            .enumerate()
            .filter(|(_, f)| of_card(f))
            .map(|(i, _)| (i + 1).to_string());
        numbers.collect::<Vec<_>>().join(", ")
    }
}

/// The last section.
#[component]
pub fn Receipts() -> impl IntoView {
    let app = App::here();
    let cards = Memo::new(move |_| key_cards(app));
    let definitions = move || {
        let shown = cards.get().into_iter().filter(|c| c.value.is_some());
        shown
            .map(|card| view! { <dt>{card.label.clone()}</dt><dd>{defined(&card, &app.locale())}</dd> })
            .collect_view()
    };
    let files = move || {
        let notes = cards.with(|c| Footnotes::of(c));
        notes
            .files
            .iter()
            .map(|file| view! { <li>{footnote(file, &app.locale())}</li> })
            .collect_view()
    };
    view! {
        <Show when=move || cards.with(|c| c.iter().any(|c| c.value.is_some()))>
            <section class="receipts">
                <div class="head"><h2>"Receipts"</h2><span class="quiet">"how each figure is defined, and the files it comes from"</span></div>
                <ol>{files}</ol>
                <dl>{definitions}</dl>
                <p class="quiet">{format!("Computed by Outturn {} in the browser; no data left it.", env!("CARGO_PKG_VERSION"))}</p>
            </section>
        </Show>
    }
}

/// Formula, who defines it so, and the rows it stands on.
fn defined(card: &Card, locale: &Locale) -> String {
    let receipt = &card.receipt;
    let used = counted(receipt.rows_used, "row", "rows", locale);
    let rows = match receipt.rows_left_out {
        0 => format!("{used} used"),
        n => format!("{used} used, {} without a value", whole(n, locale)),
    };
    format!(
        "{}. Source: {}; {rows}.",
        capitalised(&receipt.formula),
        receipt.source
    )
}

fn footnote(file: &SourceFile, locale: &Locale) -> impl IntoView + use<> {
    let reasons: Vec<String> = file
        .left_out
        .iter()
        .map(|(reason, n)| format!("{} {reason}", whole(*n, locale)))
        .collect();
    let used = format!(
        ", {} of {} used",
        whole(file.rows_used, locale),
        counted(file.rows_read, "row", "rows", locale)
    );
    let left_out = (!reasons.is_empty()).then(|| format!("; left out: {}", reasons.join(", ")));
    view! { <b>{file.file.clone()}</b>", SHA-256 "<code>{sha_short(&file.sha256).to_owned()}</code>{used}{left_out} }
}
