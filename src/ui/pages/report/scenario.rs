//! The open scenario: what it returns, its cash, what it assumes.

use super::assumptions::Assumptions;
use super::figure::Figure;
use crate::state::App;
use crate::ui::pages::roi::figures::explain_in;
use crate::ui::pages::roi::kpis::tiles;
use crate::ui::pages::roi::pictures::line;
use crate::ui::pages::scorecard::sentence;
use leptos::prelude::*;
use outturn_chart::{AxisUnit, CashChart, Chart, Kind};
use outturn_format::{Digits, Locale, MoneyStyle, money, percent};
use outturn_report::narrative::verdict;
use outturn_scenario::{Outcome, Overlap, Scenario, evaluate, lever_by_id, validate};
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
                <div class="head"><h2>{format!("Return: {}", scenario.name)}</h2><span class="quiet">{about(&scenario, &locale)}</span></div>
                {match validate(&scenario) {
                    Ok(valid) => view! { <Figures scenario=scenario.clone() outcome=evaluate(&valid)/> }.into_any(),
                    Err(errors) => errors.iter().map(|e| view! { <p>{format!("It cannot be computed: {}.", explain_in(&scenario, e, &locale))}</p> }).collect_view().into_any(),
                }}
                <Assumptions scenario=scenario.clone()/>
            </section>
        })
    }
}

fn about(scenario: &Scenario, locale: &Locale) -> String {
    let rate = percent(scenario.discount_rate_per_year, Digits::UpTo(2), locale);
    format!(
        "{} months at {rate} a year, in {}, {}",
        scenario.horizon_months,
        scenario.currency,
        scenario.timing.label()
    )
}

#[component]
fn Figures(scenario: Scenario, outcome: Outcome) -> impl IntoView {
    let locale = App::here().locale();
    let kpis = tiles(&scenario, &outcome, &locale).map(|tile| {
        view! { <div><dt>{tile.name}</dt><dd><b>{tile.value}</b><small>{tile.small}</small></dd></div> }
    });
    let ledger: Vec<String> = outcome
        .categories
        .iter()
        .filter(|c| c.amount != 0.0)
        .map(|c| {
            let amount = money(c.amount, scenario.currency, MoneyStyle::Compact, &locale);
            format!("{} {amount}", c.category.label())
        })
        .collect();
    view! {
        <p class="finding">{sentence(&verdict(&scenario, &outcome, &locale))}</p>
        <dl class="kpis">{kpis.collect_view()}</dl>
        {(!ledger.is_empty()).then(|| view! { <p class="ledger">{format!("Benefits: {}.", ledger.join(", "))}</p> })}
        {outcome.overlaps.iter().map(|overlap| view! { <p class="ledger">{twice(overlap)}</p> }).collect_view()}
        <Figure chart=cash(&scenario, &outcome, locale)/>
    }
}

/// Two levers that count the same money, said where the total is read.
fn twice(overlap: &Overlap) -> String {
    let name = |id: &'static str| lever_by_id(id).map_or(id, |lever| lever.label);
    format!(
        "Counted twice in part, “{}” and “{}”: {}.",
        name(overlap.first),
        name(overlap.second),
        overlap.reason
    )
}

fn cash(scenario: &Scenario, outcome: &Outcome, locale: Locale) -> Chart {
    Chart {
        title: "Cumulative cash".to_owned(),
        subtitle: format!("by month, undiscounted, in {}", scenario.currency),
        source: format!(
            "Scenario {}: {}; its assumptions are listed with it",
            scenario.name,
            about(scenario, &locale)
        ),
        locale,
        kind: Kind::Cash(CashChart {
            unit: AxisUnit::Money(scenario.currency),
            lines: vec![line("", outcome)],
        }),
    }
}
