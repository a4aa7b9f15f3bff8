//! Work that this version of the page cannot read: where it is, and what can be done.

use crate::actions::keep::recovery::{save_as_stored, start_empty};
use crate::actions::workspace::save_workspace;
use crate::browser::document::reload;
use crate::state::{App, Role};
use leptos::prelude::*;
use outturn_store::document::Document;

/// Shown in place of every screen until the user decides.
#[component]
pub fn RecoveryPage() -> impl IntoView {
    let app = App::here();
    let unreadable = Memo::new(move |_| match app.role.get() {
        Role::Unreadable(unreadable) => Some(unreadable),
        _ => None,
    });
    let because = move || {
        unreadable.with(|u| {
            u.as_ref().map(|u| {
                let by = u.saved_by.as_deref();
                let by = by.map_or(String::new(), |by| {
                    format!(" It was saved by version {by} of this page.")
                });
                format!(
                    "{}{by} This is version {}.",
                    u.because,
                    env!("CARGO_PKG_VERSION")
                )
            })
        })
    };
    // Another tab, of a newer version, may have saved while this one was at work.
    let holds_work = Memo::new(move |_| {
        app.document()
            .with(|document| *document != Document::default())
    });
    let save = move |_| {
        if let Some(unreadable) = unreadable.get_untracked() {
            save_as_stored(app, unreadable.text, None);
        }
    };
    view! {
        <div class="empty">
            <h1>"Your work is here but this version cannot read it"</h1>
            <p>{because}</p>
            <p>
                "Nothing of it was changed or deleted. If a newer version of this page has been published, reload to get it. "
                "You can download the work with all its files, or start empty beside it: it is then set aside in this browser, as it is."
            </p>
            <div class="row">
                <button class="btn primary" on:click=save>"Download the work"</button>
                <button class="btn" on:click=move |_| reload()>"Reload"</button>
                {move || (!holds_work.get()).then(|| view! {
                    <button class="btn" on:click=move |_| start_empty(app)>"Start empty beside it"</button>
                })}
            </div>
            {move || holds_work.get().then(|| view! {
                <h2>"What this tab has loaded"</h2>
                <p>
                    "This tab was at work when the other work was saved. Its own files, targets and scenarios are only here: save them, or go on with "
                    "them, and the other work is set aside in this browser, as it is."
                </p>
                <div class="row">
                    <button class="btn" on:click=move |_| save_workspace(app)>"Save workspace"</button>
                    <button class="btn" on:click=move |_| start_empty(app)>"Go on with this work"</button>
                </div>
            })}
        </div>
    }
}
