//! A row of buttons of which one is pressed.

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
    let (values, words): (Vec<T>, Vec<String>) = options.into_iter().unzip();
    let pressed = {
        let values = values.clone();
        Memo::new(move |_| value.with(|now| values.iter().position(|v| v == now)))
    };
    buttons(
        label,
        words,
        pressed,
        std::rc::Rc::new(move |at: usize| {
            if let Some(value) = values.get(at) {
                on_choose(value.clone());
            }
        }),
    )
}

/// The buttons, by position: the same program whatever is chosen.
fn buttons(
    label: &'static str,
    words: Vec<String>,
    pressed: Memo<Option<usize>>,
    on_choose: std::rc::Rc<dyn Fn(usize)>,
) -> AnyView {
    let buttons = words.into_iter().enumerate().map(|(at, words)| {
        let on_choose = on_choose.clone();
        view! {
            <button
                type="button"
                aria-pressed=move || (pressed.get() == Some(at)).to_string()
                on:click=move |_| on_choose(at)
            >
                {words}
            </button>
        }
    });
    view! { <div class="seg" role="group" aria-label=label>{buttons.collect_view()}</div> }
        .into_any()
}
