//! A part of the page that opens and closes.

use leptos::html::Details;
use leptos::prelude::*;

/// A heading that opens and closes what is below it. The content is made when it is opened, and goes when it is closed.
#[component]
pub fn Disclosure(
    /// The heading.
    #[prop(into)]
    label: Signal<String>,
    /// Whether it is open. Kept by the caller, so that it outlives the component.
    open: RwSignal<bool>,
    /// What is below the heading.
    children: ChildrenFn,
) -> impl IntoView {
    let details = NodeRef::<Details>::new();
    // Told a task later, when the element may be gone.
    let toggled = move |_| {
        if let Some(details) = details.try_get_untracked().flatten()
            && open.try_get_untracked() == Some(!details.open())
        {
            open.set(details.open());
        }
    };
    view! {
        <details node_ref=details open=move || open.get() on:toggle=toggled>
            <summary>{move || label.get()}</summary>
            <Show when=move || open.get()>{children()}</Show>
        </details>
    }
}
