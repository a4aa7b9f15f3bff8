//! One number: field, slider, where it comes from. Built once; only its texts follow the scenario, so that focus is never lost.

use super::figures::{Figures, app_says};
use crate::actions::scenario::{back_to_measured, check_input, set_input, set_source};
use crate::browser::document::focus;
use crate::ui::components::{NumberField, SliderField};
use leptos::prelude::*;
use outturn_format::{input_value, parse_input};
use outturn_report::narrative::explain;
use outturn_scenario::{InputDescription, InputUnit, Origin, full_name};

/// The number at a path.
#[component]
pub fn Driver(
    path: String,
    lever: Option<&'static str>,
    label: &'static str,
    unit: InputUnit,
) -> impl IntoView {
    let figures = Figures::here();
    let app = figures.app;
    let locale = app.locale();
    let name = full_name(lever, label);
    let id = format!("driver-{}", path.replace('.', "-"));
    let problem_id = format!("{id}-problem");
    let path = StoredValue::new(path);
    let described = Memo::new(move |_| {
        let find = |all: &Vec<InputDescription>| {
            path.with_value(|path| all.iter().find(|i| i.path == *path).cloned())
        };
        figures.inputs.with(find)
    });
    let value = Memo::new(move |_| described.with(|d| d.as_ref().map_or(0.0, |d| d.value)));
    let text = Memo::new(move |_| input_value(value.get(), unit, figures.currency.get(), &locale));

    let problem = RwSignal::new(None::<String>);
    let read = move |typed: &str| {
        let currency = figures.currency.get_untracked();
        let number = parse_input(typed, unit, &locale);
        let checked = number.map(|v| path.with_value(|path| check_input(app, path, v)));
        problem.set(match checked {
            None => Some(format!(
                "“{}” is not a number that can be read here.",
                typed.trim()
            )),
            Some(Err(error)) => Some(format!(
                "{}.",
                explain(&error, currency, Some(unit), &locale)
            )),
            Some(Ok(())) => None,
        });
        number.filter(|_| problem.with_untracked(Option::is_none))
    };
    let enter = move |v: f64| app_says(app, path.with_value(|path| set_input(app, path, v, None)));
    // A value from elsewhere, such as an undo, is no longer the one that was refused.
    Effect::new(move |_| {
        value.track();
        problem.set(None);
    });

    let dragging = StoredValue::new(false);
    let range = Memo::new(move |before: Option<&(f64, f64, f64)>| {
        let now = described.with(|d| {
            d.as_ref()
                .map_or((0.0, 1.0, 0.1), |d| (d.min, d.max, d.step))
        });
        // The scale stays put under the hand, also where it was stretched to hold the value.
        before
            .copied()
            .filter(|_| dragging.get_value())
            .unwrap_or(now)
    });
    let slide = move |v: f64| {
        dragging.set_value(true);
        app_says(
            app,
            path.with_value(|path| set_input(app, path, v, Some(path))),
        );
    };
    let settle = move || {
        dragging.set_value(false);
        app.settle();
    };
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <NumberField id=id.clone() label=name.clone() text=text read=Box::new(read) on_enter=Box::new(enter) described_by=problem_id.clone()/>
            <SliderField label=format!("{name}, slider") range=range value=value text=text on_move=Box::new(slide) on_settle=Box::new(settle)/>
            <p class="problem" id=problem_id role="alert">{move || problem.get()}</p>
            <From name=name field=id path=path described=described unit=unit/>
        </div>
    }
}

/// Where the number comes from; the source of an assumption can be typed.
#[component]
fn From(
    name: String,
    field: String,
    path: StoredValue<String>,
    described: Memo<Option<InputDescription>>,
    unit: InputUnit,
) -> impl IntoView {
    let figures = Figures::here();
    let app = figures.app;
    let locale = app.locale();
    let origin =
        Memo::new(move |_| described.with(|d| d.as_ref().map_or(Origin::Assumed, |d| d.origin)));
    let source = Memo::new(move |_| {
        described.with(|d| d.as_ref().map(|d| d.source.clone()).unwrap_or_default())
    });
    let measured = Memo::new(move |_| {
        let differs = |d: &InputDescription| d.measured.filter(|m| *m != d.value);
        let value = described.with(|d| d.as_ref().and_then(differs))?;
        Some(input_value(value, unit, figures.currency.get(), &locale))
    });
    let source_name = format!("{name}, source");
    let typed = move |event| {
        app_says(
            app,
            path.with_value(|path| set_source(app, path, &event_target_value(&event))),
        );
    };
    let back = move |_| {
        app_says(app, path.with_value(|path| back_to_measured(app, path)));
        // The button is gone once there is nothing to go back to.
        focus(&field);
    };
    let assumed = Memo::new(move |_| origin.get() == Origin::Assumed);
    view! {
        <div class="from">
            <span class=move || format!("tag {}", origin.get().word())>{move || origin.get().word()}</span>
            <Show when=move || assumed.get() fallback=move || view! { <span class="said">{source}</span> }>
                <input type="text" class="source" aria-label=source_name.clone() autocomplete="off" prop:value=source on:change=typed/>
            </Show>
            {move || measured.get().map(|value| {
                let words = format!("back to measured ({value})");
                view! { <button class="link" aria-label=format!("{name}: {words}") on:click=back.clone()>{words.clone()}</button> }
            })}
        </div>
    }
}
