//! A scenario → its entry in the snapshot, evaluated.

use super::document::{
    BreakEven, CashFlow, Extra, LedgerEntry, Results, Scenario, ScenarioInput, Sensitivity,
};
use super::finite;
use crate::narrative::no_irr;
use outturn_core::finance::{Irr, NoMeaning, Payback};
use outturn_scenario::{
    InputDescription, MonthFlow, Outcome, Valid, evaluate, goal_seek, inputs, tornado, validate,
};

/// How far each number is moved for the sensitivity.
const SWING: f64 = 0.2;

/// The entry of one scenario. One that cannot be evaluated keeps its inputs; its results say why they are missing.
pub fn scenario(scenario: &outturn_scenario::Scenario) -> Scenario {
    let counted = counted(scenario);
    let (cash_flows, results, sensitivity, ledger) = match validate(scenario) {
        Ok(valid) => {
            let outcome = evaluate(&valid);
            let results = results(&valid, &outcome, &counted);
            let flows = outcome.flows.iter().map(|f| cash_flow(scenario, f));
            (
                flows.collect(),
                results,
                sensitivity(&valid),
                ledger(&outcome),
            )
        }
        Err(errors) => {
            let said: Vec<String> = errors.iter().map(ToString::to_string).collect();
            let results = Results {
                reason: Some(said.join("; ")),
                ..Results::default()
            };
            (Vec::new(), results, Vec::new(), Vec::new())
        }
    };
    Scenario {
        name: scenario.name.clone(),
        currency: scenario.currency,
        settings: serde_json::to_value(scenario).unwrap_or_default(),
        inputs: counted.iter().map(input).collect(),
        cash_flows,
        results,
        sensitivity,
        ledger,
        extra: Extra::new(),
    }
}

/// The scenario's own numbers and those of the levers that are on.
fn counted(scenario: &outturn_scenario::Scenario) -> Vec<InputDescription> {
    let on = |lever: &str| {
        scenario
            .levers
            .iter()
            .any(|used| used.on && used.lever == lever)
    };
    inputs(scenario)
        .into_iter()
        .filter(|input| input.lever.is_none_or(on))
        .collect()
}

fn input(input: &InputDescription) -> ScenarioInput {
    ScenarioInput {
        id: input.path.clone(),
        value: finite(input.value),
        origin: input.origin,
        source: input.source.clone(),
        extra: Extra::new(),
    }
}

fn cash_flow(scenario: &outturn_scenario::Scenario, flow: &MonthFlow) -> CashFlow {
    let start = scenario.start.map(|s| s.shifted(flow.month as i32).start());
    CashFlow {
        date: start.map(|s| s.to_string()),
        month: start.is_none().then_some(flow.month),
        benefit: finite(flow.benefit),
        cost: finite(flow.cost),
        net: finite(flow.net),
        extra: Extra::new(),
    }
}

fn results(valid: &Valid, outcome: &Outcome, counted: &[InputDescription]) -> Results {
    let months = |payback: Option<Payback>| payback.and_then(|p| finite(p.periods));
    let break_even = counted.iter().filter_map(|input| {
        let value = goal_seek(valid, &input.path, 0.0).ok()??;
        Some(BreakEven {
            input: input.path.clone(),
            value: finite(value),
            extra: Extra::new(),
        })
    });
    Results {
        roi: outcome.roi.and_then(finite),
        npv: finite(outcome.npv),
        irr: outcome.irr_per_year.roots().to_vec(),
        mirr: outcome.mirr_per_year.and_then(finite),
        payback_months: months(outcome.payback_months),
        discounted_payback_months: months(outcome.discounted_payback_months),
        break_even: break_even.collect(),
        reason: reasons(outcome),
        extra: Extra::new(),
    }
}

/// Why a rate that can be computed says nothing.
fn without_meaning(why: NoMeaning) -> String {
    let why = match why {
        NoMeaning::BackAtOnce => "the money is back within the first month",
        NoMeaning::LittleLaidOut { .. } => "next to nothing is laid out against what comes in",
        NoMeaning::BackSoon { .. } => "the money is back within a few months",
    };
    format!("not meaningful, {why}")
}

/// Why each missing figure is missing, and each that says nothing says nothing, behind its key.
fn reasons(outcome: &Outcome) -> Option<String> {
    const NOT_BACK: &str = "the money does not come back within the horizon";
    let irr = match (&outcome.irr_per_year, outcome.irr_without_meaning) {
        (_, Some(why)) => Some(without_meaning(why)),
        (Irr::None(why), None) => Some(no_irr(*why, outcome.net_total).to_owned()),
        _ => None,
    };
    let missing = |is: bool, why: &str| is.then(|| why.to_owned());
    let all = [
        (
            "roi",
            missing(outcome.roi.is_none(), "there are no costs to divide by"),
        ),
        ("irr", irr),
        (
            "mirr",
            missing(
                outcome.mirr_per_year.is_none(),
                "there are no costs, or no benefits",
            ),
        ),
        (
            "payback_months",
            missing(outcome.payback_months.is_none(), NOT_BACK),
        ),
        (
            "discounted_payback_months",
            missing(outcome.discounted_payback_months.is_none(), NOT_BACK),
        ),
    ];
    let said: Vec<String> = all
        .into_iter()
        .filter_map(|(key, why)| Some(format!("{key}: {}", why?)))
        .collect();
    (!said.is_empty()).then(|| said.join("; "))
}

fn sensitivity(valid: &Valid) -> Vec<Sensitivity> {
    let bars = tornado(valid, SWING).into_iter().map(|bar| Sensitivity {
        input: bar.path,
        low: finite(bar.low),
        high: finite(bar.high),
        npv_low: finite(bar.npv_low),
        npv_high: finite(bar.npv_high),
        extra: Extra::new(),
    });
    bars.collect()
}

fn ledger(outcome: &Outcome) -> Vec<LedgerEntry> {
    let lines = outcome.ledger.iter().map(|line| LedgerEntry {
        lever: line.lever.to_owned(),
        category: line.category,
        amount: finite(line.amount),
        extra: Extra::new(),
    });
    lines.collect()
}
