//! Leptos' own building blocks, each in one type for all its uses. What is generic over every closure and every view is compiled anew
//! for each of them; a page made of hundreds pays for that in its size.

use crate::state::memo;
use leptos::prelude::*;

/// Shows its children while a condition holds.
#[component]
pub fn When(
    /// The condition.
    #[prop(into)]
    when: Signal<bool>,
    /// What is shown while it holds.
    children: ChildrenFn,
    /// What is shown while it does not; nothing by default.
    #[prop(optional, into)]
    fallback: ViewFn,
) -> impl IntoView {
    let holds = memo(move || when.get());
    move || match holds.get() {
        true => children(),
        false => fallback.run(),
    }
}

/// A list in which a row's view stays, with its focus and what was typed there, for as long as its key is in the list.
#[component]
pub fn Keyed(
    /// The keys, in order, each once.
    #[prop(into)]
    keys: Signal<Vec<String>>,
    /// The view of the row with a key.
    row: Box<dyn Fn(String) -> AnyView + Send + Sync>,
) -> impl IntoView {
    let row = std::sync::Arc::new(row);
    view! { <For each=move || keys.get() key=String::clone children=move |key| row(key)/> }
}

/// For the end of a chain that makes views.
pub trait Views: Iterator {
    /// All of them, one after the other, as one view.
    fn views(self) -> AnyView;
}

impl<I: Iterator<Item: IntoView + 'static>> Views for I {
    fn views(self) -> AnyView {
        self.map(IntoAny::into_any).collect::<Vec<_>>().into_any()
    }
}
