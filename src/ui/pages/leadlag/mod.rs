//! Being written.

use leptos::prelude::*;

/// The screen.
#[component]
pub fn LeadLagPage() -> impl IntoView {
    view! { <p class="lead">"Being written."</p> }
}
