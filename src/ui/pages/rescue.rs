//! After a breakdown: the work, for download, and the way back.

use crate::actions::rescue::{save_kept_work, try_again};
use leptos::prelude::*;

/// The page after a breakdown.
#[component]
pub fn RescuePage() -> impl IntoView {
    let (said, set_said) = signal(String::new());
    let save =
        move |_| save_kept_work(move |result| set_said.set(result.unwrap_or_else(|error| error)));
    view! {
        <main id="main">
            <div class="empty">
                <h1>"Something broke. Your work did not."</h1>
                <p>"A fault of this page stopped it. Files and decisions are still in this browser; nothing was sent anywhere. Save the workspace to be safe, then go on."</p>
                <div class="row">
                    <button class="btn primary" on:click=save>"Save workspace"</button>
                    <button class="btn" on:click=move |_| try_again()>"Go on"</button>
                </div>
                <p role="status">{said}</p>
            </div>
        </main>
    }
}
