//! Being written.

use leptos::prelude::*;

/// The screen.
#[component]
pub fn RoiPage() -> impl IntoView {
    view! { <p class="lead">"Being written."</p> }
}
