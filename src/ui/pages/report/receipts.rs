//! Where the figures come from: definitions and files, as footnotes.

use super::cards::key_cards;
use crate::state::App;
use leptos::prelude::*;
use outturn_format::{Locale, sha_short};
use outturn_metrics::SourceFile;
use outturn_report::model::{Footnotes, definition, file_words};

/// The last section.
#[component]
pub fn Receipts() -> impl IntoView {
    let app = App::here();
    let cards = Memo::new(move |_| key_cards(app));
    let definitions = move || {
        let shown = cards.get().into_iter().filter(|c| c.value.is_some());
        shown
            .map(|card| view! { <dt>{card.label.clone()}</dt><dd>{definition(&card, &app.locale())}</dd> })
            .collect_view()
    };
    let files = move || {
        let notes = cards.with(|c| Footnotes::of(c));
        notes
            .files()
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

fn footnote(file: &SourceFile, locale: &Locale) -> impl IntoView + use<> {
    view! { <b>{file.file.clone()}</b>", SHA-256 "<code>{sha_short(&file.sha256).to_owned()}</code>{format!(", {}", file_words(file, locale))} }
}
