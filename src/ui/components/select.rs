//! A list to choose from.

use leptos::prelude::*;

/// A value and what it is called.
pub type Choice = (String, String);

/// A list to choose from. It shows `value` whatever the user chooses: `on_choose` is to change it.
#[component]
pub fn Select(
    /// What is chosen, for screen readers.
    #[prop(into)]
    label: String,
    /// The choices, each value once. An option that stays keeps its element.
    #[prop(into)]
    options: Signal<Vec<Choice>>,
    /// The value that is chosen.
    #[prop(into)]
    value: Signal<String>,
    /// Called with the value that the user chooses.
    on_choose: impl Fn(String) + 'static,
) -> impl IntoView {
    let version = RwSignal::new(0_u32);
    let chosen = move |event| {
        on_choose(event_target_value(&event));
        // Back to the value that holds, where the choice was not taken.
        let _ = version.try_update(|version| *version += 1);
    };
    let option = move |(own, name): Choice| {
        let (attribute, selected) = (own.clone(), move || {
            version.track();
            value.with(|value| *value == own)
        });
        view! { <option value=attribute prop:selected=selected>{name}</option> }
    };
    view! {
        <select aria-label=label on:change=chosen>
            <For each=move || options.get() key=Choice::clone children=option/>
        </select>
    }
}
