//! One number: field, slider, where it comes from. Built once; only its texts follow the scenario, so that focus is never lost.

use super::figures::{Figures, app_says};
use super::origin::From;
use crate::actions::scenario::{check_input, set_input};
use crate::ui::components::{NumberField, SliderField};
use leptos::prelude::*;
use outturn_format::{input_value, parse_input};
use outturn_report::narrative::explain;
use outturn_scenario::{InputDescription, InputUnit, full_name};

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
            <From name=StoredValue::new(name) field=StoredValue::new(id) path=path described=described unit=unit/>
        </div>
    }
}
