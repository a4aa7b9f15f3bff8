//! What of the files is kept in this browser.

use crate::actions::keep::files::try_again;
use crate::format::{Digits, Locale, number};
use crate::state::{App, Kept, memo};
use crate::ui::words::{bytes, counted};
use leptos::prelude::*;

/// Beside the heading of the files: how much is kept, and for how long.
#[component]
pub fn KeptSummary() -> impl IntoView {
    let app = App::here();
    let words = memo(move || {
        let ids: Vec<(String, u64)> = app
            .document()
            .with(|d| d.files.iter().map(|f| (f.id.clone(), f.bytes)).collect());
        let (mut count, mut size) = (0, 0);
        app.kept.with(|kept| {
            for (id, bytes) in &ids {
                if kept.get(id) == Some(&Kept::Yes) {
                    count += 1;
                    size += bytes;
                }
            }
        });
        if count == 0 {
            return String::new();
        }
        let of = if count == ids.len() {
            String::new()
        } else {
            format!(
                " of {}",
                number(ids.len() as f64, Digits::Fixed(0), &Locale::EN)
            )
        };
        let until = match app.persisted.get() {
            Some(false) => "; the browser may clear it when the disk is short",
            _ => "",
        };
        let files = counted(count as u64, "file", "files");
        format!("{files}{of} kept in this browser, {}{until}", bytes(size))
    });
    view! { <span class="quiet">{move || words.get()}</span> }
}

/// On a file: a mark while it is not kept.
#[component]
pub fn KeptMark(
    /// Which file.
    id: String,
) -> impl IntoView {
    let app = App::here();
    let kept = memo(move || app.kept.with(|kept| kept.get(&id).cloned()));
    move || match kept.get() {
        Some(Kept::Saving) => {
            view! { <span class="tag">"being saved in this browser"</span> }.into_any()
        }
        Some(Kept::No(reason)) => view! {
            <span class="problem">{format!("■ Not kept in this browser: {reason}.")}</span>
            <button class="btn" on:click=move |_| try_again(app)>"Try again"</button>
        }
        .into_any(),
        _ => ().into_any(),
    }
}
