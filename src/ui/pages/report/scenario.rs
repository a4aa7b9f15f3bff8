//! The open scenario: what it returns, its cash, what it assumes.

use super::assumptions::Assumptions;
use super::figure::Figure;
use crate::actions::export::open_scenario;
use crate::chart::{AxisUnit, CashChart, CashLine, Chart, Kind};
use crate::engine::finance::Irr;
use crate::engine::scenario::{Outcome, Overlap, Scenario, evaluate, lever_by_id, validate};
use crate::format::{Digits, Locale, MISSING, MoneyStyle, money, months, percent};
use crate::state::App;
use leptos::prelude::*;

/// The section; nothing without a scenario.
#[component]
pub fn ScenarioSection() -> impl IntoView {
    let app = App::here();
    let scenario = app.select(|d| open_scenario(d).cloned());
    move || {
        let scenario = scenario.get()?;
        let about = format!(
            "{} months at {} a year, in {}, {}",
            scenario.horizon_months,
            percent(
                scenario.discount_rate_per_year,
                Digits::UpTo(2),
                &Locale::EN
            ),
            scenario.currency,
            scenario.timing.label()
        );
        Some(view! {
            <section>
                <div class="head"><h2>{format!("Return: {}", scenario.name)}</h2><span class="quiet">{about}</span></div>
                {match validate(&scenario) {
                    Ok(valid) => view! { <Figures scenario=scenario.clone() outcome=evaluate(&valid)/> }.into_any(),
                    Err(errors) => errors.iter().map(|e| view! { <p>{format!("It cannot be computed: {e}.")}</p> }).collect_view().into_any(),
                }}
                <Assumptions scenario=scenario.clone()/>
            </section>
        })
    }
}

#[component]
fn Figures(scenario: Scenario, outcome: Outcome) -> impl IntoView {
    let amount = move |v: f64| money(v, scenario.currency, MoneyStyle::Compact, &Locale::EN);
    let rate = |v: f64| percent(v, Digits::Auto, &Locale::EN);
    let rates: Vec<String> = outcome
        .irr_per_year
        .roots()
        .iter()
        .map(|r| rate(*r))
        .collect();
    let irr_note = match &outcome.irr_per_year {
        Irr::None(why) => why.to_string(),
        Irr::One(_) => "internal rate of return a year".to_owned(),
        Irr::Many(_) => "several rates: none of them is the return".to_owned(),
    };
    let horizon = scenario.horizon_months;
    let payback_note = match (outcome.payback_months, outcome.discounted_payback_months) {
        (None, _) => format!("not within {horizon} months"),
        (Some(p), _) if !p.lasts => "but not for good: cash turns negative again".to_owned(),
        (_, Some(p)) => format!("{} on discounted cash", months(p.periods, &Locale::EN)),
        (_, None) => "never on discounted cash".to_owned(),
    };
    let or_missing = |text: Option<String>| text.unwrap_or_else(|| MISSING.to_owned());
    let kpis = [
        (
            "ROI",
            or_missing(outcome.roi.map(rate)),
            format!(
                "{} back for {} spent",
                amount(outcome.benefit_total),
                amount(outcome.cost_total)
            ),
        ),
        (
            "NPV",
            amount(outcome.npv),
            "present value of all flows".to_owned(),
        ),
        (
            "IRR",
            if rates.is_empty() {
                MISSING.to_owned()
            } else {
                rates.join(", ")
            },
            irr_note,
        ),
        (
            "Payback",
            or_missing(
                outcome
                    .payback_months
                    .map(|p| months(p.periods, &Locale::EN)),
            ),
            payback_note,
        ),
    ];
    let ledger: Vec<String> = outcome
        .categories
        .iter()
        .filter(|c| c.amount != 0.0)
        .map(|c| format!("{} {}", c.category.label(), amount(c.amount)))
        .collect();
    view! {
        <dl class="kpis">
            {kpis.map(|(name, figure, note)| view! { <div><dt>{name}</dt><dd><b>{figure}</b><small>{note}</small></dd></div> }).into_iter().collect_view()}
        </dl>
        {(!ledger.is_empty()).then(|| view! { <p class="ledger">{format!("Benefits over the horizon: {}.", ledger.join(", "))}</p> })}
        {outcome.overlaps.iter().map(|overlap| view! { <p class="twice">{twice(overlap)}</p> }).collect_view()}
        <Figure chart=cash(&scenario, &outcome)/>
    }
}

/// Two levers that count the same money, said where the total is read.
fn twice(overlap: &Overlap) -> String {
    let name = |id: &'static str| lever_by_id(id).map_or(id, |lever| lever.label);
    format!(
        "Counted twice in part, {} and {}: {}.",
        name(overlap.first),
        name(overlap.second),
        overlap.reason
    )
}

fn cash(scenario: &Scenario, outcome: &Outcome) -> Chart {
    let line = CashLine {
        name: scenario.name.clone(),
        cumulative: outcome.flows.iter().map(|f| f.cumulative).collect(),
        payback_months: outcome.payback_months.map(|p| p.periods),
    };
    Chart {
        title: "Cumulative cash".to_owned(),
        subtitle: format!("{}, not discounted", scenario.name),
        source:
            "Benefits less costs, added up month by month; assumptions are listed with the scenario"
                .to_owned(),
        kind: Kind::Cash(CashChart {
            unit: AxisUnit::Money(scenario.currency),
            lines: vec![line],
        }),
    }
}
