//! After a breakdown: the work, for download, and the ways back.

use crate::actions::rescue::{save_kept_work, start_empty, try_again};
use leptos::prelude::*;

/// The page after a breakdown.
#[component]
pub fn RescuePage() -> impl IntoView {
    let (said, set_said) = signal(String::new());
    let (saved, set_saved) = signal(false);
    let save = move |_| {
        save_kept_work(move |result| {
            set_saved.set(result.as_ref().is_ok_and(|report| report.complete));
            set_said.set(result.map_or_else(|reason| reason, |report| report.said));
        });
    };
    // Only once the work is saved: it is set aside, but a page that breaks is no place to rely on that.
    let empty = move |_| start_empty(move |reason| set_said.set(reason));
    view! {
        <main id="main">
            <div class="empty">
                <h1>"Something broke. Your work did not."</h1>
                <p>"A fault of this page stopped it. Files and decisions are still in this browser; nothing was sent anywhere. Save the workspace to be safe, then go on. If it breaks again at once, start empty."</p>
                <div class="row">
                    <button class="btn primary" on:click=save>"Save workspace"</button>
                    <button class="btn" on:click=move |_| try_again()>"Go on"</button>
                    <button class="btn" on:click=empty disabled=move || !saved.get()>"Start empty"</button>
                </div>
                <p role="status">{said}</p>
            </div>
        </main>
    }
}
