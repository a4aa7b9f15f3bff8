//! The numbers of the scenario, lever by lever.

use super::costs::Costs;
use super::driver::Driver;
use super::figures::{Figures, app_says};
use super::lever::{ADD, Lever, PAUSE, take_out};
use super::windows::WindowsChoice;
use crate::actions::scenario::{add_lever, refresh_measured};
use crate::browser::document::{after, focus};
use leptos::prelude::*;
use outturn_format::{MoneyStyle, money};
use outturn_report::narrative::{payback_words, roi};
use outturn_scenario::{InputUnit, LEVERS, lever_by_id, proposed, refreshed};
use std::collections::BTreeSet;

/// The id of the heading of the levers.
pub const LEVERS_ID: &str = "levers";

/// The panel.
#[component]
pub fn Drivers() -> impl IntoView {
    let figures = Figures::here();
    let Figures { app, scenario, .. } = figures;
    let levers = Memo::new(move |_| {
        scenario.with(|s| {
            let mut ids: Vec<String> = s.levers.iter().map(|l| l.lever.clone()).collect();
            let mut seen = BTreeSet::new();
            ids.retain(|id| seen.insert(id.clone()));
            ids
        })
    });
    let count = Memo::new(move |_| {
        scenario.with(|s| {
            let confirmed = s.levers.iter().filter(|l| l.on).count();
            let waiting = match proposed(s).count() {
                0 => String::new(),
                n => format!(", {n} proposed: off until you say so"),
            };
            format!("{confirmed} confirmed{waiting}")
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
        <div class="stack drivers" role="region" aria-label="Drivers">
            <Strip/>
            <Costs/>
            <div class="panel">
                <div class="head"><h2 id=LEVERS_ID tabindex="-1"><span class="no" aria-hidden="true">"2 "</span>"Levers"</h2><span class="quiet">{count}</span></div>
                <WindowsChoice/>
                <Show when=move || stale.get()>
                    <div class="row stale">
                        <span class="quiet">"The loaded data says something else than these drivers."</span>
                        <button class="btn small" on:click=move |_| refresh_measured(app)>"Refresh measured values"</button>
                    </div>
                </Show>
                <For each=move || levers.get() key=String::clone children=lever/>
                <AddLever/>
                <section class="lever" aria-labelledby="lever-ramp">
                    <div class="lever-head"><h3 id="lever-ramp">"Until the benefits are in full"</h3></div>
                    <p class="quiet">"applies to every lever: month m brings the share min(1, m ÷ ramp-up)"</p>
                    <Driver path="ramp_up_months".to_owned() lever=None label="Ramp-up" unit=InputUnit::Months/>
                </section>
            </div>
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
