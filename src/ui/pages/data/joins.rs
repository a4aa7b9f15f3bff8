//! Files that complete one another's rows.

use super::shown::Shown;
use crate::actions::change_mapping::join;
use leptos::prelude::*;
use outturn_format::{Locale, counted, whole};
use outturn_protocol::mapping::JoinReceipt;
use outturn_protocol::{FileId, JoinOffer};

/// The join that is made, with its receipt, or those that could be.
#[component]
pub fn Joins() -> impl IntoView {
    let shown = Shown::here();
    let made = shown.part(|summary| summary.join.clone());
    let offers = Memo::new(move |_| {
        let is_open = shown.is_read.get() && made.with(Option::is_none);
        let own = |offer: &&JoinOffer| is_open && offer.file == shown.id();
        shown
            .app
            .joins
            .with(|all| all.iter().filter(own).cloned().collect::<Vec<_>>())
    });
    let locale = shown.app.locale();
    let undo = move |receipt: JoinReceipt| {
        let says = format!("joined with {}", receipt.other_file);
        view! { <Join receipt says label="Undo the join".to_owned() with=None/> }
    };
    let offer = |offer: JoinOffer| {
        let label = format!("Join with {}", offer.receipt.other_file);
        view! { <Join receipt=offer.receipt says="would join".to_owned() label with=Some(offer.with)/> }
    };
    view! {
        {move || made.get().map(undo)}
        <For each=move || offers.get() key=move |offer| (offer.with.clone(), words("", &offer.receipt, &locale)) children=offer/>
    }
}

/// A join, with the button that makes it or takes it back.
#[component]
fn Join(receipt: JoinReceipt, says: String, label: String, with: Option<FileId>) -> impl IntoView {
    let shown = Shown::here();
    let act = move |_| join(shown.app, &shown.id(), with.clone());
    view! {
        <div class="row">
            <button class="btn small" on:click=act>{label}</button>
            <span class="quiet">{words(&says, &receipt, &shown.app.locale())}</span>
        </div>
    }
}

fn words(says: &str, receipt: &JoinReceipt, locale: &Locale) -> String {
    format!(
        "{says} on {}: {} matched, {} without a match",
        receipt.key,
        counted(receipt.matched as u64, "row", "rows", locale),
        whole(receipt.unmatched as u64, locale)
    )
}
