//! Scenarios: drivers on the left, what follows from them on the right, all of it moving together.

mod bar;
mod breakeven;
mod compare;
mod costs;
mod driver;
mod drivers;
mod figures;
mod kpis;
mod ledger;
mod lever;
mod missing;
mod origin;
mod share;
mod windows;

use crate::actions::scenario::start_by_hand;
use crate::state::App;
use crate::ui::components::{ChartPanel, Segmented};
use crate::ui::pages::known::Known;
use crate::ui::pages::scorecard::sentence;
use bar::Bar;
use breakeven::BreakEven;
use compare::Compare;
use drivers::Drivers;
use figures::Figures;
use kpis::Kpis;
use ledger::Ledger;
use leptos::prelude::*;
use missing::{Missing, NextUnconfirmed};
use outturn_chart::Chart;
use outturn_format::{Digits, percent};
use outturn_report::charts;
use outturn_report::narrative::{explain, verdict, with_proposed};
use outturn_scenario::{Outcome, Scenario, if_confirmed};

/// The screen.
#[component]
pub fn RoiPage() -> impl IntoView {
    let app = App::here();
    let empty = app.select(|d| d.scenarios.is_empty());
    view! {
        <h1 class="visually-hidden">"Return on investment"</h1>
        <Show when=move || !empty.get() fallback=|| view! { <Empty/> }>
            <Work/>
        </Show>
    }
}

#[component]
fn Empty() -> impl IntoView {
    let app = App::here();
    view! {
        <div class="empty">
            <h2>"A scenario puts a price on what gets better"</h2>
            <p>"A lever turns a change of an operating metric into money a month: hours to recover × incidents × loss per hour. Levers, costs, a horizon and a discount rate give ROI, NPV, IRR and payback, and what they hinge on."</p>
            <p>"Load incidents, deployments, a bill or a prediction log, and the first scenario is proposed from what they say: nothing counts until you confirm it, and every number says whether it was measured or assumed."</p>
            <div class="row">
                <a class="btn primary" href="#/data">"Go to Data"</a>
                <button class="btn" on:click=move |_| start_by_hand(app)>"Start a scenario by hand"</button>
            </div>
        </div>
    }
}

/// The screen with a scenario open.
#[component]
fn Work() -> impl IntoView {
    let figures = Figures::provide(App::here());
    let computes = Memo::new(move |_| figures.outcome.with(Result::is_ok));
    view! {
        <Bar/>
        <Problems/>
        <Show when=move || computes.get()>
            <Lead/>
            <Missing/>
            <Kpis/>
        </Show>
        <div class="two roi">
            <Drivers/>
            <div class="stack">
                <Show when=move || computes.get()>
                    <Results/>
                </Show>
            </div>
        </div>
    }
}

/// Why the scenario cannot be computed.
#[component]
fn Problems() -> impl IntoView {
    let figures = Figures::here();
    let locale = figures.app.locale();
    let shown = move || {
        figures.outcome.with(|outcome| {
            let errors = outcome.as_ref().err()?;
            let errors = errors.iter().map(|e| view! { <li>{explain(e, figures.currency.get(), figures.unit_of(e), &locale)}"."</li> });
            Some(view! {
                <div class="panel problems">
                    <div class="head"><h2>"This scenario cannot be computed yet"</h2></div>
                    <ul>{errors.collect_view()}</ul>
                </div>
            })
        })
    };
    view! { <div role="alert">{shown}</div> }
}

/// The sentence on top.
#[component]
fn Lead() -> impl IntoView {
    let figures = Figures::here();
    let locale = figures.app.locale();
    let phrases = Memo::new(move |_| {
        let told = |scenario: &Scenario, o: &Outcome| verdict(scenario, o, &locale);
        figures.of_both(told).unwrap_or_default()
    });
    let on_file = move |file: &str| {
        let inputs = figures.inputs;
        inputs.with(|inputs| inputs.iter().any(|input| input.rests_on(file)))
    };
    view! {
        <p class="lead" data-testid="lead">{move || phrases.with(|p| sentence(p))}</p>
        <NextUnconfirmed/>
        <Known on=on_file/>
    }
}

#[component]
fn Results() -> impl IntoView {
    let figures = Figures::here();
    let locale = figures.app.locale();
    let of_open = move |chart: &dyn Fn(&Scenario, Option<&Outcome>) -> Chart| {
        let outcome =
            |scenario: &Scenario| figures.outcome.with(|o| chart(scenario, o.as_ref().ok()));
        figures.scenario.with(outcome)
    };
    let cash = Memo::new(move |_| {
        figures.others.with(|others| {
            let all = figures.scenario.with(|open| {
                let (n, outcome) = with_proposed(open)?;
                let name = format!("with the {n} proposed");
                let all = if_confirmed(open);
                Some((Scenario { name, ..all }, outcome))
            });
            let with = all
                .iter()
                .map(|(scenario, outcome)| (scenario, Some(outcome)));
            let others = others.iter().map(|(_, s, o)| (s, o.as_ref()));
            let others: Vec<_> = with.chain(others).collect();
            of_open(&|scenario, outcome| charts::cash((scenario, outcome), &others, &locale))
        })
    });
    let tornado = Memo::new(move |_| {
        let swing = figures.swing.get();
        of_open(&|scenario, outcome| {
            let npv = outcome.map(|o| o.npv);
            figures.inputs.with(|inputs| {
                figures
                    .bars
                    .with(|bars| charts::tornado(scenario, inputs, npv, bars, swing, &locale))
            })
        })
    });
    let value =
        Memo::new(move |_| of_open(&|scenario, outcome| charts::value(scenario, outcome, &locale)));
    let swings = [0.1, 0.2, 0.3]
        .map(|s| (s, format!("±{}", percent(s, Digits::UpTo(0), &locale))))
        .to_vec();
    view! {
        <ChartPanel chart=cash/>
        <ChartPanel chart=tornado>
            <div class="row swing">
                <span class="quiet">"A number without a range of its own moves by"</span>
                <Segmented label="Swing of each driver" options=swings value=figures.swing on_choose=move |s| figures.swing.set(s)/>
            </div>
        </ChartPanel>
        <div class="cols wide">
            <Ledger/>
            <ChartPanel chart=value/>
        </div>
        <Compare/>
        <BreakEven/>
    }
}
