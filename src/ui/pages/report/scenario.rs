//! The open scenario: what it returns, its cash, what it assumes.

use super::assumptions::Assumptions;
use super::figure::Figure;
use crate::state::App;
use crate::ui::pages::scorecard::sentence;
use leptos::prelude::*;
use outturn_report::charts::cash_alone;
use outturn_report::narrative::{benefits, counted_twice, explain_in, kpis, terms, verdict};
use outturn_scenario::{Outcome, Scenario, evaluate, validate};
use outturn_store::scenarios::open_of;

/// The section; nothing without a scenario.
#[component]
pub fn ScenarioSection() -> impl IntoView {
    let app = App::here();
    let scenario = app.select(|d| open_of(d).cloned());
    move || {
        let locale = app.locale();
        let scenario = scenario.get()?;
        Some(view! {
            <section>
                <div class="head"><h2>{format!("Return: {}", scenario.name)}</h2><span class="quiet">{terms(&scenario, &locale)}</span></div>
                {match validate(&scenario) {
                    Ok(valid) => view! { <Figures scenario=scenario.clone() outcome=evaluate(&valid)/> }.into_any(),
                    Err(errors) => errors.iter().map(|e| view! { <p>{format!("It cannot be computed: {}.", explain_in(&scenario, e, &locale))}</p> }).collect_view().into_any(),
                }}
                <Assumptions scenario=scenario.clone()/>
            </section>
        })
    }
}

#[component]
fn Figures(scenario: Scenario, outcome: Outcome) -> impl IntoView {
    let locale = App::here().locale();
    let figures = kpis(&scenario, &outcome, &locale).map(|kpi| {
        view! { <div><dt>{kpi.name}</dt><dd><b>{kpi.value}</b><small>{kpi.small}</small></dd></div> }
    });
    let booked = benefits(&scenario, &outcome, &locale);
    let twice = outcome.overlaps.iter().map(counted_twice);
    view! {
        <p class="finding">{sentence(&verdict(&scenario, &outcome, &locale))}</p>
        <dl class="kpis">{figures.collect_view()}</dl>
        {booked.map(|words| view! { <p class="ledger">{words}</p> })}
        {twice.map(|words| view! { <p class="ledger">{words}</p> }).collect_view()}
        <Figure chart=cash_alone(&scenario, &outcome, &locale)/>
    }
}
