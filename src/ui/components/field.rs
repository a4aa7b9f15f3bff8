//! Fields that take numbers as people write them.

use crate::format::{Locale, parse_number};
use leptos::prelude::*;

/// A text field that takes a number: `27,400`, `25 M`, `12 %`. What it cannot read is marked and changes nothing.
#[component]
pub fn NumberField(
    /// What it is, for screen readers.
    #[prop(into)]
    label: String,
    /// The id a visible label points to, when there is one.
    #[prop(optional, into)]
    id: Option<String>,
    /// The value as people write it.
    #[prop(into)]
    text: Signal<String>,
    /// What the typed text means; `None` when it means nothing here.
    read: impl Fn(&str) -> Option<f64> + 'static,
    /// Called with each value the user enters.
    on_enter: impl Fn(f64) + 'static,
) -> impl IntoView {
    let (invalid, set_invalid) = signal(false);
    let (version, set_version) = signal(0_u32);
    let entered = move |event| match read(&event_target_value(&event)) {
        Some(value) => {
            set_invalid.set(false);
            on_enter(value);
            // The field shows what was understood, also when it is the value that was there.
            set_version.update(|v| *v += 1);
        }
        None => set_invalid.set(true),
    };
    let shown = move || {
        version.get();
        text.get()
    };
    view! {
        <input
            type="text"
            inputmode="decimal"
            autocomplete="off"
            id=id
            aria-label=label
            aria-invalid=move || if invalid.get() { "true" } else { "false" }
            prop:value=shown
            on:change=entered
        />
    }
}

/// Reads a plain number in the page's way of writing.
#[must_use]
pub fn plain(text: &str) -> Option<f64> {
    parse_number(text, &Locale::EN).filter(|v| v.is_finite())
}

/// A slider.
#[component]
pub fn SliderField(
    /// What it is, for screen readers.
    #[prop(into)]
    label: String,
    /// Smallest, largest, distance of two positions.
    range: (f64, f64, f64),
    /// Where it stands.
    #[prop(into)]
    value: Signal<f64>,
    /// The value in words, for screen readers.
    #[prop(into)]
    text: Signal<String>,
    /// Called with each position.
    on_move: impl Fn(f64) + 'static,
    /// Called when the user lets go.
    on_settle: impl Fn() + 'static,
) -> impl IntoView {
    let (min, max, step) = range;
    let moved = move |event| {
        if let Ok(value) = event_target_value(&event).parse::<f64>() {
            on_move(value);
        }
    };
    view! {
        <input
            type="range"
            min=min.to_string()
            max=max.to_string()
            step=step.to_string()
            aria-label=label
            aria-valuetext=move || text.get()
            prop:value=move || value.get().to_string()
            on:input=moved
            on:change=move |_| on_settle()
        />
    }
}
