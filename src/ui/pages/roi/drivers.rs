//! The numbers of the scenario, lever by lever.

use super::costs::Costs;
use super::driver::Driver;
use super::figures::{Figures, app_says};
use crate::actions::scenario::{add_lever, refresh_measured, remove_lever, switch_lever};
use crate::browser::document::{after, focus};
use crate::state::App;
use leptos::prelude::*;
use outturn_format::{MoneyStyle, counted, money};
use outturn_report::narrative::{payback_words, roi};
use outturn_scenario::{LEVERS, LeverDefinition, Origin, lever_by_id, refreshed};
use std::collections::BTreeSet;

/// The id of the choice of a lever to add.
const ADD: &str = "add-lever";
/// How long the page takes to show a change at most, in milliseconds.
const PAUSE: i32 = 50;

/// The panel.
#[component]
pub fn Drivers() -> impl IntoView {
    let figures = Figures::here();
    let Figures {
        app,
        scenario,
        inputs,
        ..
    } = figures;
    let locale = app.locale();
    let levers = Memo::new(move |_| {
        scenario.with(|s| {
            let mut ids: Vec<String> = s.levers.iter().map(|l| l.lever.clone()).collect();
            let mut seen = BTreeSet::new();
            ids.retain(|id| seen.insert(id.clone()));
            ids
        })
    });
    let count = Memo::new(move |_| {
        inputs.with(|all| {
            let measured = all.iter().filter(|i| i.origin != Origin::Assumed).count();
            format!(
                "{} · {measured} measured or derived",
                counted(all.len() as u64, "number", "numbers", &locale)
            )
        })
    });
    let stale = Memo::new(move |_| {
        app.measured
            .with(|m| scenario.with(|s| refreshed(s, m) != *s))
    });
    let lever = |id: String| match lever_by_id(&id) {
        Some(definition) => view! { <Lever definition=definition/> }.into_any(),
        None => view! { <Unknown id=id/> }.into_any(),
    };
    view! {
        <div class="panel drivers" role="region" aria-label="Drivers">
            <div class="head"><h2>"Drivers"</h2><span class="quiet">{count}</span></div>
            <Strip/>
            <Show when=move || stale.get()>
                <div class="row stale">
                    <span class="quiet">"The loaded data says something else than these drivers."</span>
                    <button class="btn small" on:click=move |_| refresh_measured(app)>"Refresh measured values"</button>
                </div>
            </Show>
            <For each=move || levers.get() key=String::clone children=lever/>
            <AddLever/>
            <Costs/>
        </div>
    }
}

/// The figures once more, beside the sliders on a narrow page.
#[component]
fn Strip() -> impl IntoView {
    let figures = Figures::here();
    let locale = figures.app.locale();
    let text = Memo::new(move |_| {
        let currency = figures.currency.get();
        figures.outcome.with(|o| {
            let o = o.as_ref().ok()?;
            let npv = money(o.npv, currency, MoneyStyle::Compact, &locale);
            Some(format!(
                "ROI {} · NPV {npv} · payback {}",
                roi(o, &locale),
                payback_words(o, &locale)
            ))
        })
    });
    // Read out with the figures themselves; here it would be said twice.
    view! { <p class="strip" aria-hidden="true">{text}</p> }
}

/// Takes a lever out; the keyboard goes where it could be added again.
fn take_out(app: App, id: &str) {
    remove_lever(app, id);
    after(PAUSE, || focus(ADD));
}

/// A lever with its numbers.
#[component]
fn Lever(definition: &'static LeverDefinition) -> impl IntoView {
    let Figures { app, scenario, .. } = Figures::here();
    let id = definition.id;
    let on = Memo::new(move |_| scenario.with(|s| s.levers.iter().any(|l| l.lever == id && l.on)));
    let switch = move |event| app_says(app, switch_lever(app, id, event_target_checked(&event)));
    let heading = format!("lever-{id}");
    let labelled_by = heading.clone();
    view! {
        <section class="lever" class:off=move || !on.get() aria-labelledby=labelled_by>
            <div class="lever-head">
                <h3 id=heading>{definition.label}</h3>
                <label class="switch">
                    <input type="checkbox" aria-label=format!("{} counts", definition.label) prop:checked=on on:change=switch/>
                    {move || if on.get() { "on" } else { "off" }.to_owned()}
                </label>
            </div>
            <p class="quiet">
                {format!("{} · {} ", definition.category.label(), definition.formula.words())}
                <button class="link" aria-label=format!("Remove {}", definition.label) on:click=move |_| take_out(app, id)>"Remove"</button>
            </p>
            // Hidden, not removed: the numbers stay, and so does whatever was typed.
            <div hidden=move || !on.get()>
                {definition.inputs.iter().map(|input| view! {
                    <Driver path=format!("{id}.{}", input.id) lever=Some(id) label=input.label unit=input.unit/>
                }).collect_view()}
            </div>
        </section>
    }
}

/// A lever of another version, from a link or a file.
#[component]
fn Unknown(id: String) -> impl IntoView {
    let app = Figures::here().app;
    let shown = id.clone();
    view! {
        <section class="lever">
            <div class="lever-head"><h3>{format!("“{shown}”")}</h3></div>
            <p class="quiet">
                "not known to this version "
                <button class="link" aria-label=format!("Remove {shown}") on:click=move |_| take_out(app, &id)>"Remove"</button>
            </p>
        </section>
    }
}

#[component]
fn AddLever() -> impl IntoView {
    let Figures { app, scenario, .. } = Figures::here();
    let left = Memo::new(move |_| {
        scenario.with(|s| {
            let unused = LEVERS
                .iter()
                .filter(|l| !s.levers.iter().any(|used| used.lever == l.id));
            unused.map(|l| (l.id, l.label)).collect::<Vec<_>>()
        })
    });
    let chosen = move |event| {
        let id = event_target_value(&event);
        if !id.is_empty() {
            app_says(app, add_lever(app, &id));
            let first = lever_by_id(&id)
                .and_then(|l| l.inputs.first())
                .map(|input| format!("driver-{id}-{}", input.id));
            // The keyboard goes on in the new lever, once it is there.
            after(PAUSE, move || focus(&first.unwrap_or_default()));
        }
    };
    // Made anew with each lever added, so that it stands at its first line again.
    let choice = move || {
        let options = left
            .get()
            .into_iter()
            .map(|(id, label)| view! { <option value=id>{label}</option> });
        view! {
            <select id=ADD aria-label="Add a lever" on:change=chosen>
                <option value="" selected>"Add a lever …"</option>
                {options.collect_view()}
            </select>
        }
    };
    view! { <div class="add-lever">{choice}</div> }
}
