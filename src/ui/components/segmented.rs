//! A row of buttons of which one is pressed.

use crate::ui::components::Views;
use leptos::prelude::*;

/// A choice of a few.
#[component]
pub fn Segmented<T>(
    /// What is chosen, for screen readers: `Length of a period`.
    label: &'static str,
    /// Values with their words.
    options: Vec<(T, String)>,
    /// The value that is pressed.
    #[prop(into)]
    value: Signal<T>,
    /// Called with the value that the user presses.
    on_choose: impl Fn(T) + Clone + 'static,
) -> impl IntoView
where
    T: PartialEq + Clone + Send + Sync + 'static,
{
    let buttons = options.into_iter().map(|(option, words)| {
        let pressed = {
            let option = option.clone();
            move || if value.get() == option { "true" } else { "false" }
        };
        let on_choose = on_choose.clone();
        view! {
            <button type="button" aria-pressed=pressed on:click=move |_| on_choose(option.clone())>{words}</button>
        }
    });
    view! { <div class="seg" role="group" aria-label=label>{buttons.views()}</div> }
}
