//! That what is shown is of invented data.

use crate::state::App;
use leptos::prelude::*;

/// `sample data`, where a file of a sample is loaded.
#[component]
pub fn SampleMark() -> impl IntoView {
    let app = App::here();
    let samples = Memo::new(move |_| app.files.with_all(|files| files.values().any(|f| f.sample)));
    view! {
        <Show when=move || samples.get()>
            <span class="tag assumed" data-testid="sample-mark" title="figures on this screen rest on invented files">"sample data"</span>
        </Show>
    }
}
