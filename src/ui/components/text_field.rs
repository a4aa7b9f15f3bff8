//! A field that takes text.

use leptos::prelude::*;

/// A field that takes text. It shows `value`: `on_enter` is to change it.
#[component]
pub fn TextField(
    /// What it is, for screen readers.
    #[prop(into)]
    label: String,
    /// What it is found by, of a field that a visible label or the page points to.
    #[prop(optional, into)]
    id: Option<String>,
    /// The text.
    #[prop(into)]
    value: Signal<String>,
    /// Called with the text that the user enters.
    on_enter: impl Fn(String) + 'static,
) -> impl IntoView {
    let version = RwSignal::new(0_u32);
    let entered = move |event| {
        on_enter(event_target_value(&event));
        // The field shows what was understood, also when that is the text that was there.
        let _ = version.try_update(|version| *version += 1);
    };
    let shown = move || {
        version.track();
        value.get()
    };
    view! { <input type="text" id=id autocomplete="off" aria-label=label prop:value=shown on:change=entered/> }
}
