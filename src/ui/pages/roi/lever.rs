//! A lever with its numbers: proposed, confirmed or off.

use super::driver::Driver;
use super::figures::{Figures, app_says};
use crate::actions::scenario::{confirm_as_measured, remove_lever, switch_lever};
use crate::browser::document::{after, focus};
use crate::state::App;
use leptos::prelude::*;
use outturn_format::{MoneyStyle, capitalised, input_value, money};
use outturn_report::narrative::{contradiction, counts_the_same, standing};
use outturn_scenario::{
    InputDescription, LeverDefinition, contradicted, effect, is_grounded, lacking, overlaps_of,
};

/// The id of the choice of a lever to add.
pub const ADD: &str = "add-lever";
/// How long the page takes to show a change at most, in milliseconds.
pub const PAUSE: i32 = 50;

/// The id of the button that confirms a lever.
pub fn confirm_id(lever: &str) -> String {
    format!("confirm-lever-{lever}")
}

/// Takes a lever out; the keyboard goes where it could be added again.
pub fn take_out(app: App, id: &str) {
    remove_lever(app, id);
    after(PAUSE, || focus(ADD));
}

/// How a lever stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Proposed,
    On,
    Off,
}

impl State {
    fn words(self) -> &'static str {
        match self {
            Self::Proposed => "○ Proposed",
            Self::On => "● Confirmed",
            Self::Off => "– Off",
        }
    }
}

/// The lever.
#[component]
pub fn Lever(definition: &'static LeverDefinition) -> impl IntoView {
    let figures = Figures::here();
    let Figures { app, scenario, .. } = figures;
    let id = definition.id;
    let state = Memo::new(move |_| {
        let used = |l: &outturn_scenario::LeverUse| match (l.on, l.proposed) {
            (true, _) => State::On,
            (false, true) => State::Proposed,
            (false, false) => State::Off,
        };
        scenario.with(|s| {
            s.levers
                .iter()
                .find(|l| l.lever == id)
                .map_or(State::Off, used)
        })
    });
    let editing = RwSignal::new(false);
    let shows_numbers = Memo::new(move |_| state.get() == State::On || editing.get());
    let heading = format!("lever-{id}");
    let labelled_by = heading.clone();
    view! {
        <section class="lever" class:off=move || state.get() != State::On aria-labelledby=labelled_by>
            <div class="lever-head">
                <h3 id=heading>{definition.label}</h3>
                <span class="state" class:on=move || state.get() == State::On>{move || state.get().words()}</span>
                <Switch definition=definition state=state/>
            </div>
            <p class="quiet">
                {format!("{} · {} ", definition.category.label(), definition.formula.words())}
                <button class="link" aria-label=format!("Remove {}", definition.label) on:click=move |_| take_out(app, id)>"Remove"</button>
            </p>
            <Same id=id/>
            <Show when=move || !shows_numbers.get() && state.get() == State::Proposed><RestsOn id=id/></Show>
            <Decide definition=definition state=state editing=editing/>
            // Hidden, not removed: the numbers stay, and so does whatever was typed.
            <div hidden=move || !shows_numbers.get()>
                {definition.inputs.iter().map(|input| view! {
                    <Driver path=format!("{id}.{}", input.id) lever=Some(id) label=input.label unit=input.unit/>
                }).collect_view()}
            </div>
        </section>
    }
}

/// Whether a lever that somebody has decided on counts.
#[component]
fn Switch(definition: &'static LeverDefinition, state: Memo<State>) -> impl IntoView {
    let app = Figures::here().app;
    let id = definition.id;
    let on = Memo::new(move |_| state.get() == State::On);
    let switch = move |event| app_says(app, switch_lever(app, id, event_target_checked(&event)));
    view! {
        <Show when=move || state.get() != State::Proposed>
            <label class="switch">
                <input type="checkbox" id=format!("switch-{id}") aria-label=format!("{} counts", definition.label) prop:checked=on on:change=switch/>
                {move || if on.get() { "on" } else { "off" }.to_owned()}
            </label>
        </Show>
    }
}

/// The levers that count the same, said where this one is switched on.
#[component]
fn Same(id: &'static str) -> impl IntoView {
    let Figures { scenario, .. } = Figures::here();
    let same = Memo::new(move |_| scenario.with(|s| counts_the_same(&overlaps_of(s, id))));
    view! {
        {move || same.get().map(|words| view! { <p class="same"><span aria-hidden="true">"▲ "</span>{words}</p> })}
    }
}

/// What a proposed lever rests on: what the data says number by number, then in a line what nobody has confirmed.
#[component]
fn RestsOn(id: &'static str) -> impl IntoView {
    let figures = Figures::here();
    let app = figures.app;
    let locale = app.locale();
    let lines = move || {
        let currency = figures.currency.get();
        let words = |input: &InputDescription| {
            let value = input_value(input.value, input.unit, currency, &locale);
            format!("{}: {value}", input.label)
        };
        figures.inputs.with(|all| {
            let own = all.iter().filter(|input| input.lever == Some(id));
            let (open, known): (Vec<_>, Vec<_>) = own.partition(|input| input.unconfirmed);
            let known = known.into_iter().map(|input| view! {
                <li><b>{words(input)}</b><small><span class="known">{standing(input)}</span>" · "{input.source.clone()}</small></li>
            });
            let lacking = app
                .measured
                .with(|m| open.iter().find_map(|input| lacking(m, &input.path)))
                .map(|lack| capitalised(&format!("{lack}.")));
            let starting: Vec<String> = open.into_iter().map(words).collect();
            let starting = (!starting.is_empty()).then(|| view! {
                <li>{starting.join(" · ")}<small><span class="unconfirmed">"unconfirmed"</span>" · starting values. "{lacking}</small></li>
            });
            view! { {known.collect_view()}{starting} }
        })
    };
    view! { <ul class="rests-on">{lines}</ul> }
}

/// What confirming a lever does, and the buttons.
#[component]
fn Decide(
    definition: &'static LeverDefinition,
    state: Memo<State>,
    editing: RwSignal<bool>,
) -> impl IntoView {
    let figures = Figures::here();
    let Figures { app, scenario, .. } = figures;
    let locale = app.locale();
    let id = definition.id;
    let does = Memo::new(move |_| {
        let amount = scenario.with(|s| effect(s, id))?;
        let words = money(amount, figures.currency.get(), MoneyStyle::Compact, &locale);
        match state.get() {
            State::On => Some(format!("brings {words} of NPV")),
            State::Proposed if !scenario.with(|s| is_grounded(s, id)) => {
                Some("stands on starting values alone".to_owned())
            }
            State::Proposed if amount == 0.0 => Some("brings nothing as it stands".to_owned()),
            State::Proposed => Some(format!("would add {words} of NPV")),
            State::Off => None,
        }
    });
    let decide = move |on: bool| {
        app_says(app, switch_lever(app, id, on));
        after(PAUSE, move || focus(&format!("switch-{id}")));
    };
    let as_measured = move |_| {
        app_says(app, confirm_as_measured(app, id));
        after(PAUSE, move || focus(&format!("switch-{id}")));
    };
    let against = Memo::new(move |_| {
        let is_proposed = state.get() == State::Proposed;
        let numbers = scenario.with(|s| contradicted(s, id));
        contradiction(&numbers, figures.currency.get(), &locale).filter(|_| is_proposed)
    });
    let label = definition.label;
    view! {
        {move || against.get().map(|words| view! { <p class="doubt against" id=format!("against-{id}")>{words}</p> })}
        <div class="row decide">
            <Show when=move || state.get() == State::Proposed>
                <Show when=move || against.with(Option::is_some) fallback=move || view! {
                    <button class="btn small primary" id=confirm_id(id) aria-label=format!("Confirm {label}") on:click=move |_| decide(true)>"Confirm"</button>
                }>
                    <button class="btn small" id=confirm_id(id) aria-label=format!("Confirm as the data says: {label}") aria-describedby=format!("against-{id}") on:click=as_measured>"Confirm as the data says"</button>
                    <button class="btn small" aria-label=format!("Confirm at starting values: {label}") aria-describedby=format!("against-{id}") on:click=move |_| decide(true)>"Confirm at starting values"</button>
                </Show>
                <button class="btn small" aria-label=format!("Edit {label}") aria-expanded=move || editing.get().to_string() on:click=move |_| editing.update(|e| *e = !*e)>"Edit"</button>
                <button class="btn small" aria-label=format!("Reject {label}") on:click=move |_| decide(false)>"Reject"</button>
            </Show>
            <span class="effect">{move || does.get()}</span>
        </div>
    }
}
