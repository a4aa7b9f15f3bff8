//! Fields that take numbers as people write them.

use leptos::prelude::*;
use outturn_core::decimal;
use outturn_format::{Locale, parse_number};

/// What a typed text means; `None` when it means nothing.
type Reader = Box<dyn Fn(&str) -> Option<f64>>;

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
    read: Reader,
    /// Called with each value the user enters.
    on_enter: Box<dyn Fn(f64)>,
    /// The id of what says why a value is refused, when there is such a place.
    #[prop(optional, into)]
    described_by: Option<String>,
) -> impl IntoView {
    let (invalid, set_invalid) = signal(false);
    // A value that comes from elsewhere takes the place of what could not be read.
    Effect::new(move |_| {
        text.track();
        set_invalid.set(false);
    });
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
            aria-invalid=move || invalid.get().to_string()
            aria-describedby=described_by
            prop:value=shown
            on:change=entered
        />
    }
}

/// Reads a plain number as the locale writes it.
#[must_use]
pub fn plain(text: &str, locale: &Locale) -> Option<f64> {
    parse_number(text, locale).filter(|v| v.is_finite())
}

/// A slider.
#[component]
pub fn SliderField(
    /// What it is, for screen readers.
    #[prop(into)]
    label: String,
    /// Smallest, largest, distance of two positions.
    #[prop(into)]
    range: Signal<(f64, f64, f64)>,
    /// Where it stands.
    #[prop(into)]
    value: Signal<f64>,
    /// The value in words, for screen readers.
    #[prop(into)]
    text: Signal<String>,
    /// Called with each position.
    on_move: Box<dyn Fn(f64)>,
    /// Called when the user lets go.
    on_settle: Box<dyn Fn()>,
) -> impl IntoView {
    let slider = NodeRef::<leptos::html::Input>::new();
    let moved = move |event| {
        if let Some(value) = decimal::parse(&event_target_value(&event)) {
            on_move(value);
        }
    };
    // One effect, because the browser forces a value into the range that stands when it is set.
    Effect::new(move |_| {
        let Some(slider) = slider.get() else { return };
        let (min, max, step) = range.get();
        slider.set_min(&min.to_string());
        slider.set_max(&max.to_string());
        slider.set_step(&step.to_string());
        slider.set_value(&value.get().to_string());
    });
    view! {
        <input
            type="range"
            node_ref=slider
            aria-label=label
            aria-valuetext=move || text.get()
            on:input=moved
            on:change=move |_| on_settle()
        />
    }
}
