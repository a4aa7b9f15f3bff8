//! Where a number comes from, what the data says besides, and the range that it may well have.

use super::figures::{Figures, app_says};
use crate::actions::scenario::{back_to_measured, confirm_input, set_range, set_source};
use crate::browser::document::focus;
use crate::ui::components::NumberField;
use leptos::prelude::*;
use outturn_format::{input_value, parse_input};
use outturn_report::narrative::standing;
use outturn_scenario::{InputDescription, InputUnit, Origin, lacking, reading_now};

/// The id of the button that confirms a number.
pub fn confirm_id(path: &str) -> String {
    format!("confirm-{}", path.replace('.', "-"))
}

/// The lines under a number; the source of an assumption can be typed.
#[component]
pub fn From(
    /// The number's full name.
    name: StoredValue<String>,
    /// The id of its field.
    field: StoredValue<String>,
    path: StoredValue<String>,
    described: Memo<Option<InputDescription>>,
    unit: InputUnit,
) -> impl IntoView {
    let app = Figures::here().app;
    let part = move |of: fn(&InputDescription) -> String| {
        Memo::new(move |_| described.with(|d| d.as_ref().map(of).unwrap_or_default()))
    };
    let stands = part(|d| standing(d).to_owned());
    let source = part(|d| d.source.clone());
    let is = move |of: fn(&InputDescription) -> bool| {
        Memo::new(move |_| described.with(|d| d.as_ref().is_none_or(of)))
    };
    let assumed = is(|d| d.origin == Origin::Assumed);
    let unconfirmed = is(|d| d.unconfirmed);
    // That it is unconfirmed stands beside it.
    let said_source = move || match unconfirmed.get() {
        true => String::new(),
        false => source.get(),
    };
    let typed = move |event| {
        let source = event_target_value(&event);
        app_says(app, path.with_value(|path| set_source(app, path, &source)));
    };
    let number = Number {
        name,
        field,
        path,
        described,
        unit,
    };
    view! {
            <div class="from">
    <span class=move || format!("tag {}", stands.get())>{stands}</span>
                <Show when=move || assumed.get() fallback=move || view! { <span class="said">{source}</span> }>
                    <input type="text" class="source" aria-label=name.with_value(|n| format!("{n}, source")) autocomplete="off" placeholder="where it comes from" prop:value=said_source on:change=typed/>
                </Show>
                <Show when=move || unconfirmed.get()>
                    <Confirm number=number/>
                </Show>
                <Said number=number/>
                <Range number=number/>
            </div>
        }
}

/// The number that lines are about.
#[derive(Clone, Copy)]
struct Number {
    name: StoredValue<String>,
    field: StoredValue<String>,
    path: StoredValue<String>,
    described: Memo<Option<InputDescription>>,
    unit: InputUnit,
}

impl Number {
    /// A value of it, in its unit.
    fn words(self) -> impl Fn(f64) -> String + Copy {
        let figures = Figures::here();
        let (unit, locale) = (self.unit, figures.app.locale());
        move |value| input_value(value, unit, figures.currency.get(), &locale)
    }
}

/// Confirms a number as it stands. Of one that the data contradicts it says what is kept.
#[component]
fn Confirm(number: Number) -> impl IntoView {
    let app = Figures::here().app;
    let words = number.words();
    let kept = Memo::new(move |_| {
        let kept = number
            .described
            .with(|d| d.as_ref().filter(|d| d.is_contradicted()).map(|d| d.value));
        kept.map(|value| format!("keep {}", words(value)))
    });
    let text = move || kept.get().unwrap_or_else(|| "Confirm".to_owned());
    let label = move || {
        number.name.with_value(|name| match kept.get() {
            Some(kept) => format!("{kept}: {name}"),
            None => format!("Confirm {name}"),
        })
    };
    let confirm = move |_| {
        app_says(app, number.path.with_value(|path| confirm_input(app, path)));
        // The button is gone.
        number.field.with_value(|field| focus(field));
    };
    view! { <button class="btn small" id=number.path.with_value(|p| confirm_id(p)) aria-label=label on:click=confirm>{text}</button> }
}

/// What the data says where the number stands at something else, and what it says of the period that the scorecard shows.
#[component]
fn Said(number: Number) -> impl IntoView {
    let app = Figures::here().app;
    let words = number.words();
    let offered = Memo::new(move |_| {
        number.described.with(|d| {
            let d = d.as_ref()?;
            let value = words(d.measured.filter(|m| *m != d.value)?);
            let doubt = d.doubt.map(|doubt| {
                let source = d.measured_source.clone().unwrap_or_default();
                let start = match d.is_contradicted() {
                    true => format!("It starts at {}. ", words(d.value)),
                    false => String::new(),
                };
                format!("{start}The data says {value}, but that rests on {doubt}: {source}.")
            });
            let button = match doubt {
                Some(_) => format!("use {value} all the same"),
                None => format!("back to measured ({value})"),
            };
            Some((doubt, button))
        })
    });
    let take = move |_| {
        app_says(
            app,
            number.path.with_value(|path| back_to_measured(app, path)),
        );
        // The button is gone once there is nothing to go back to.
        number.field.with_value(|field| focus(field));
    };
    view! {
        {move || offered.get().map(|(doubt, button)| view! {
            {doubt.map(|doubt| view! { <span class="doubt">{doubt}</span> })}
            <button class="link" aria-label=number.name.with_value(|n| format!("{n}: {button}")) on:click=take>{button.clone()}</button>
        })}
        <Beside number=number/>
    }
}

/// What the data says besides of a number: why nothing of its baseline, and what it is in the period that the scorecard shows.
#[component]
fn Beside(number: Number) -> impl IntoView {
    let app = Figures::here().app;
    let (words, path) = (number.words(), number.path);
    let lack = Memo::new(move |_| {
        let lack = app
            .measured
            .with(|m| path.with_value(|path| lacking(m, path)))?;
        Some(format!("{lack}"))
    });
    let now = Memo::new(move |_| {
        let found = app
            .measured
            .with(|m| path.with_value(|path| reading_now(m, path)))?;
        let source = found
            .source
            .split(" (")
            .next()
            .unwrap_or_default()
            .to_owned();
        let when = source.rsplit(", ").next().unwrap_or_default().to_owned();
        Some(format!("now {} in {when}", words(found.value)))
    });
    view! {
        {move || lack.get().map(|lack| view! { <span class="lack">{lack}</span> })}
        {move || now.get().map(|now| view! { <span class="now">{now}</span> })}
    }
}

/// The range that the number may well have, for the sensitivity; it opens to be set.
#[component]
fn Range(number: Number) -> impl IntoView {
    let app = Figures::here().app;
    let locale = app.locale();
    let open = RwSignal::new(false);
    let words = number.words();
    let range = Memo::new(move |_| number.described.with(|d| d.as_ref().and_then(|d| d.range)));
    let summary = move || match range.get() {
        Some((low, high)) => format!("range {} to {}", words(low), words(high)),
        None => "no range of its own".to_owned(),
    };
    let problem = RwSignal::new(None::<String>);
    let set = move |range| {
        let done = number.path.with_value(|path| set_range(app, path, range));
        problem.set(done.err().map(|e| format!("{e}.")));
    };
    // The end that is not typed stays, or is the number itself.
    let ends = move || {
        let value = number
            .described
            .with_untracked(|d| d.as_ref().map_or(0.0, |d| d.value));
        range.get_untracked().unwrap_or((value, value))
    };
    let end = move |word: &'static str,
                    of: fn((f64, f64)) -> f64,
                    with: fn((f64, f64), f64) -> (f64, f64)| {
        let text = Memo::new(move |_| range.get().map(|r| words(of(r))).unwrap_or_default());
        let enter = move |v: f64| set(Some(with(ends(), v)));
        let read = move |typed: &str| parse_input(typed, number.unit, &locale);
        view! {
            <label>{word}" "<NumberField label=number.name.with_value(|n| format!("{n}, {word} end of its range")) text=text read=Box::new(read) on_enter=Box::new(enter)/></label>
        }
    };
    view! {
        <details class="range" on:toggle=move |_| open.update(|o| *o = !*o)>
            <summary>{summary}</summary>
            <Show when=move || open.get()>
                <div class="row">
                    {end("low", |r| r.0, |r, v| (v, r.1))}
                    {end("high", |r| r.1, |r, v| (r.0, v))}
                    <button class="link" aria-label=number.name.with_value(|n| format!("Reset the range of {n}")) on:click=move |_| set(None)>"Reset"</button>
                </div>
                <p class="problem" role="alert">{move || problem.get()}</p>
            </Show>
        </details>
    }
}
