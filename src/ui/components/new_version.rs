//! A newer version of the page is ready: said once, without hurry.

use crate::actions::update::{put_off_new_version, take_new_version};
use crate::state::{App, Offer, Updates};
use leptos::prelude::*;

/// The line that offers the newer version.
#[component]
pub fn NewVersion(
    /// What is known of it.
    update: Updates,
) -> impl IntoView {
    let app = App::here();
    view! {
        <div role="status" aria-live="polite">
            {move || (update.offer.get() == Offer::Ready).then(|| view! {
                <div class="new-version">
                    <span>"A new version is ready."</span>
                    <button class="btn small" on:click=move |_| take_new_version(app, update)>"Reload"</button>
                    <button class="link" on:click=move |_| put_off_new_version(update)>"Later"</button>
                </div>
            })}
        </div>
    }
}
