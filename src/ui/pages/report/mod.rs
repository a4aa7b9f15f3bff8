//! Being written.

use leptos::prelude::*;

/// The screen.
#[component]
pub fn ReportPage() -> impl IntoView {
    view! { <p class="lead">"Being written."</p> }
}
