//! What of the files is kept in this browser.

use crate::actions::keep::files::try_again;
use crate::state::{App, Kept};
use leptos::prelude::*;
use outturn_format::{bytes, counted, whole};

/// Beside the heading of the files: how much is kept, and for how long.
#[component]
pub fn KeptSummary(
    /// The number of files is said beside it.
    many: Memo<bool>,
) -> impl IntoView {
    let app = App::here();
    let locale = app.locale();
    let words = Memo::new(move |_| {
        let (mut count, mut size, mut all) = (0, 0, 0);
        app.document().with(|document| {
            app.kept.with(|kept| {
                let is_kept = |id: &String| kept.get(id) == Some(&Kept::Yes);
                for file in document.files.iter().filter(|file| is_kept(&file.id)) {
                    count += 1;
                    size += file.bytes;
                }
            });
            all = document.files.len();
        });
        if count == 0 {
            return String::new();
        }
        let of = if count == all {
            String::new()
        } else {
            format!(" of {}", whole(all as u64, &locale))
        };
        let until = match app.persisted.get() {
            Some(false) => "; the browser may clear it when the disk is short",
            _ => "",
        };
        let files = match many.get() && count == all {
            true => "all".to_owned(),
            false => counted(count as u64, "file", "files", &locale),
        };
        format!(
            "{files}{of} kept in this browser, {}{until}",
            bytes(size, &locale)
        )
    });
    view! { <span class="quiet">{move || words.get()}</span> }
}

/// Over a long list: how many files are not kept, with the way to try again.
#[component]
pub fn NotKept() -> impl IntoView {
    let app = App::here();
    let count = Memo::new(move |_| {
        app.kept.with(|kept| {
            let lost = kept.values();
            let lost = lost.filter(|kept| matches!(kept, Kept::No(_) | Kept::Gone));
            lost.count()
        })
    });
    move || match count.get() {
        0 => ().into_any(),
        count => {
            let files = counted(count as u64, "file is", "files are", &app.locale());
            view! {
                <p class="needing missed">
                    {format!("■ {files} not kept in this browser ")}
                    <button class="btn small" on:click=move |_| try_again(app)>"Try again"</button>
                </p>
            }
            .into_any()
        }
    }
}

/// On a file: a mark while it is not kept.
#[component]
pub fn KeptMark(
    /// Whether the file is kept.
    kept: RwSignal<Option<Kept>>,
) -> impl IntoView {
    let app = App::here();
    move || {
        match kept.get() {
        Some(Kept::Saving | Kept::Copied) => {
            view! { <span class="tag">"being saved in this browser"</span> }.into_any()
        }
        Some(Kept::No(reason)) => view! {
            <span class="problem">{format!("■ Not kept in this browser: {reason}.")}</span>
            <button class="btn" on:click=move |_| try_again(app)>"Try again"</button>
        }
        .into_any(),
        Some(Kept::Gone) => view! {
            <span class="problem">"■ Changed or deleted on the disk before it was saved here. Add it again to keep it."</span>
        }
        .into_any(),
        Some(Kept::Yes) | None => ().into_any(),
    }
    }
}
