//! What is said of a scenario beside its figures: its terms, its benefits, what is counted twice, what keeps it from being computed.

use outturn_core::units::Currency;
use outturn_format::{Digits, Locale, MoneyStyle, counted, input_value, money, percent};
use outturn_scenario::{
    InputDescription, InputUnit, Outcome, Overlap, Scenario, ScenarioError, inputs, lever_by_id,
};

/// Horizon, rate, currency and timing: `36 months at 8% a year, in USD, first flow now`.
#[must_use]
pub fn terms(scenario: &Scenario, locale: &Locale) -> String {
    let rate = percent(scenario.discount_rate_per_year, Digits::UpTo(2), locale);
    format!(
        "{} at {rate} a year, in {}, {}",
        months_of(scenario, locale),
        scenario.currency,
        scenario.timing.label()
    )
}

/// The horizon: `36 months`.
pub(crate) fn months_of(scenario: &Scenario, locale: &Locale) -> String {
    let months = u64::from(scenario.horizon_months);
    counted(months, "month", "months", locale)
}

/// Benefits by where they are booked, in a sentence; `None` without any.
#[must_use]
pub fn benefits(scenario: &Scenario, outcome: &Outcome, locale: &Locale) -> Option<String> {
    let booked = outcome.categories.iter().filter(|c| c.amount != 0.0);
    let parts: Vec<String> = booked
        .map(|c| {
            let amount = money(c.amount, scenario.currency, MoneyStyle::Compact, locale);
            format!("{} {amount}", c.category.label())
        })
        .collect();
    (!parts.is_empty()).then(|| format!("Benefits: {}.", parts.join(", ")))
}

/// Two levers that count the same money, said where the total is read.
#[must_use]
pub fn counted_twice(overlap: &Overlap) -> String {
    let name = |id: &'static str| lever_by_id(id).map_or(id, |lever| lever.label);
    format!(
        "Counted twice in part, “{}” and “{}”: {}.",
        name(overlap.first),
        name(overlap.second),
        overlap.reason
    )
}

/// That a lever counts the same as others do, said where it is switched on: first those that count, each with how that comes, then those
/// that are proposed. `None` where there are none.
#[must_use]
pub fn counts_the_same(others: &[(&'static str, bool, Overlap)]) -> Option<String> {
    let name = |id: &'static str| {
        let label = lever_by_id(id).map_or(id, |lever| lever.label);
        format!("“{label}”")
    };
    let counting = others.iter().filter(|(_, counts, _)| *counts);
    let mut said: Vec<String> = counting
        .map(|(other, _, overlap)| {
            let (counted, other, reason) = (overlap.counted, name(other), overlap.reason);
            format!("Counts the same {counted} as {other}, which counts already: {reason}.")
        })
        .collect();
    let mut proposed: Vec<(&str, Vec<String>)> = Vec::new();
    for (other, _, overlap) in others.iter().filter(|(_, counts, _)| !counts) {
        match proposed
            .iter_mut()
            .find(|(counted, _)| *counted == overlap.counted)
        {
            Some((_, names)) => names.push(name(other)),
            None => proposed.push((overlap.counted, vec![name(other)])),
        }
    }
    said.extend(
        proposed
            .into_iter()
            .map(|(counted, names)| match &names[..] {
                [one] => format!("Counts the same {counted} as {one}, which is proposed."),
                [others @ .., last] => format!(
                    "Counts the same {counted} as {} and {last}, which are proposed.",
                    others.join(", ")
                ),
                [] => String::new(),
            }),
    );
    (!said.is_empty()).then(|| said.join(" "))
}

/// The sentence of an error, its numbers in their unit where it is known.
#[must_use]
pub fn explain(
    error: &ScenarioError,
    currency: Currency,
    unit: Option<InputUnit>,
    locale: &Locale,
) -> String {
    match (error, unit) {
        (
            ScenarioError::OutOfRange {
                label,
                value,
                min,
                max,
                ..
            },
            Some(unit),
        ) => {
            let [value, min, max] =
                [*value, *min, *max].map(|v| input_value(v, unit, currency, locale));
            format!("{label} is {value}: give a number from {min} to {max}")
        }
        _ => error.to_string(),
    }
}

/// The same for an error of this scenario.
#[must_use]
pub fn explain_in(scenario: &Scenario, error: &ScenarioError, locale: &Locale) -> String {
    let unit = unit_of(error, &inputs(scenario));
    explain(error, scenario.currency, unit, locale)
}

/// The unit of the number that an error is about, if it is about one.
#[must_use]
pub fn unit_of(error: &ScenarioError, inputs: &[InputDescription]) -> Option<InputUnit> {
    let ScenarioError::OutOfRange { path, .. } = error else {
        return None;
    };
    inputs.iter().find(|i| i.path == *path).map(|i| i.unit)
}
