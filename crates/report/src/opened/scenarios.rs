//! The scenarios of a snapshot: what came out, what they stand on.

use super::{Fact, Table};
use crate::narrative::{NOT_MEANINGFUL, yearly};
use crate::snapshot::{Scenario, ScenarioInput};
use outturn_format::{
    Digits, Locale, MISSING, MoneyStyle, exact, input_value, money, months, percent,
};
use outturn_scenario::{InputUnit, inputs, lever_by_id};
use serde::{Deserialize, Serialize};

/// A what-if as it stood.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OpenedScenario {
    /// Its name.
    pub name: String,
    /// ROI, NPV, IRR, payback.
    pub figures: Vec<Fact>,
    /// Why figures are missing.
    pub reason: Option<String>,
    /// Every number that counted, with where it came from.
    pub inputs: Table,
    /// What each lever brought.
    pub ledger: Table,
}

pub(super) fn scenario(scenario: &Scenario, locale: &Locale) -> OpenedScenario {
    let results = &scenario.results;
    let amount = |v: f64| money(v, scenario.currency, MoneyStyle::Compact, locale);
    let rate = |v: f64| percent(v, Digits::Auto, locale);
    let figure = |term: &str, value: Option<String>| {
        Fact::new(term, [value.unwrap_or_else(|| MISSING.to_owned())])
    };
    let rates: Vec<String> = results.irr.iter().map(|v| yearly(*v, locale)).collect();
    let said = results.reason.as_deref().unwrap_or_default();
    let irr = match said.contains("irr: not meaningful") {
        true => Some(NOT_MEANINGFUL.to_owned()),
        false => (!rates.is_empty()).then(|| rates.join(" and ")),
    };
    let figures = vec![
        figure("ROI", results.roi.map(rate)),
        figure("NPV", results.npv.map(amount)),
        figure("IRR (annual)", irr),
        figure("Payback", results.payback_months.map(|v| months(v, locale))),
        figure(
            "Discounted payback",
            results.discounted_payback_months.map(|v| months(v, locale)),
        ),
    ];
    let numbers = scenario.inputs.iter().map(|input| {
        let (label, unit) = known(input);
        let value = match (input.value, unit) {
            (Some(v), Some(unit)) => input_value(v, unit, scenario.currency, locale),
            (Some(v), None) => exact(v, locale),
            (None, _) => MISSING.to_owned(),
        };
        vec![
            label,
            value,
            input.origin.word().to_owned(),
            input.source.clone(),
        ]
    });
    let ledger = scenario.ledger.iter().map(|line| {
        let lever = lever_by_id(&line.lever).map_or(line.lever.as_str(), |lever| lever.label);
        let amount = line.amount.map_or(MISSING.to_owned(), amount);
        vec![lever.to_owned(), line.category.label().to_owned(), amount]
    });
    OpenedScenario {
        name: scenario.name.clone(),
        figures,
        reason: results.reason.clone(),
        inputs: Table::new(
            "Assumptions".to_owned(),
            [
                ("Number", false),
                ("Value", true),
                ("Is", false),
                ("From", false),
            ],
            numbers.collect(),
        ),
        ledger: Table::new(
            "What each lever brings".to_owned(),
            [("Lever", false), ("Booked as", false), ("Amount", true)],
            ledger.collect(),
        ),
    }
}

/// The name and unit of a number by its path; the path where this version knows no such number.
fn known(input: &ScenarioInput) -> (String, Option<InputUnit>) {
    if let Some((lever, id)) = input.id.split_once('.')
        && let Some(lever) = lever_by_id(lever)
        && let Some(known) = lever.input(id)
    {
        return (
            format!("{}: {}", lever.label, known.label),
            Some(known.unit),
        );
    }
    let own = inputs(&outturn_scenario::Scenario::default());
    let own = own.into_iter().find(|own| own.path == input.id);
    own.map_or_else(
        || (input.id.clone(), None),
        |own| (own.label.to_owned(), Some(own.unit)),
    )
}
