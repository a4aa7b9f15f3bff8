//! A button that has files chosen.

use crate::actions::add_files::add_files;
use crate::browser::file::files_of;
use crate::state::App;
use leptos::prelude::*;

/// Adds the files that are chosen.
#[component]
pub fn FileInput(
    /// What the button says.
    label: &'static str,
    /// How it looks.
    #[prop(into)]
    class: Signal<&'static str>,
) -> impl IntoView {
    let app = App::here();
    let input = NodeRef::<leptos::html::Input>::new();
    let chosen = move |_| {
        if let Some(input) = input.get_untracked() {
            let files = files_of(input.files());
            // The same file can be chosen again after it was removed.
            input.set_value("");
            add_files(app, files);
        }
    };
    view! {
        <label class=move || class.get()>
            {label}
            <input class="visually-hidden" type="file" multiple node_ref=input on:change=chosen/>
        </label>
    }
}
