//! Bringing a scenario up to what newly loaded data says.
//!
//! **Missing values**: a number about which nothing is loaded stays as it is, with what was measured before. Where the data is loaded
//! and says nothing of the time asked about ([`lacking`]), what it said of another time is no answer: the number stands at its
//! starting value again.

use super::document::{InputValue, LeverUse, Origin, Scenario};
use super::lever::InputDefault;
use super::levers;
use super::measured::Measured;
use super::path::{DEFAULT, lever_path};
use super::suggest::{filled, lacking, with_own_measured};
use super::validate::ScenarioError;

/// The scenario with its measured numbers as the data says now. Numbers set by a person stay, with the new measurement to go
/// back to, and so do measured ones where the new measurement is in doubt; starting values that nobody has confirmed follow the data. Money of another currency than the scenario's is passed
/// over: amounts of different currencies are never mixed.
#[must_use]
pub fn refreshed(scenario: &Scenario, measured: &Measured) -> Scenario {
    let mut changed = with_own_measured(scenario.clone(), measured);
    for used in &mut changed.levers {
        let Some(definition) = levers::by_id(&used.lever) else {
            continue;
        };
        let now = filled(definition, measured);
        let lacks =
            |input: &InputValue| lacking(measured, &lever_path(definition.id, &input.id)).is_some();
        // A lever without any measured number has nothing to follow.
        if now
            .inputs
            .iter()
            .all(|input| input.measured.is_none() && !lacks(input))
        {
            continue;
        }
        let without_before = definition
            .inputs
            .iter()
            .filter_map(|input| match input.default {
                InputDefault::Toward { input: before, .. } => {
                    lacking(measured, &lever_path(definition.id, before)).map(|_| input.id)
                }
                InputDefault::Fixed(_) => None,
            });
        let without_before: Vec<&str> = without_before.collect();
        for input in now.inputs {
            if lacks(&input) || without_before.contains(&input.id.as_str()) {
                forget(used, input);
                continue;
            }
            let currency = input.measured.as_ref().and_then(|m| m.currency);
            if currency.is_none_or(|c| c == scenario.currency) {
                take(used, input);
            }
        }
    }
    changed
}

/// Sets a number that stood at what the data said back to its starting value; what the data said of another time is no longer offered.
fn forget(used: &mut LeverUse, start: InputValue) {
    let Some(entry) = used.inputs.iter_mut().find(|entry| entry.id == start.id) else {
        return;
    };
    let unconfirmed = entry.origin == Origin::Assumed && entry.source == DEFAULT;
    match entry.origin != Origin::Assumed || unconfirmed {
        true => {
            *entry = InputValue {
                range: entry.range,
                ..start
            }
        }
        false => entry.measured = None,
    }
}

fn take(used: &mut LeverUse, mut now: InputValue) {
    let Some(entry) = used.inputs.iter_mut().find(|entry| entry.id == now.id) else {
        return;
    };
    now.range = entry.range;
    let unconfirmed = entry.origin == Origin::Assumed && entry.source == DEFAULT;
    match &now.measured {
        Some(_) if unconfirmed => *entry = now,
        Some(said) if entry.origin != Origin::Assumed && said.doubt.is_none() => *entry = now,
        Some(_) => entry.measured = now.measured,
        // A starting value may stand in relation to a measured one.
        None if unconfirmed => entry.value = now.value,
        None => {}
    }
}

/// The scenario with a lever added that it does not have yet, its inputs as measured where the data says something, in the
/// scenario's currency. A lever that it has already stays as it is.
///
/// # Errors
/// A lever that does not exist.
pub fn with_lever_from(
    scenario: &Scenario,
    lever: &str,
    measured: &Measured,
) -> Result<Scenario, ScenarioError> {
    let definition = levers::by_id(lever).ok_or_else(|| ScenarioError::UnknownLever {
        lever: lever.to_owned(),
    })?;
    let mut changed = scenario.clone();
    if !changed.levers.iter().any(|used| used.lever == lever) {
        changed.levers.push(LeverUse::by_hand(definition));
        if let Some(added) = changed.levers.pop() {
            let alone = Scenario {
                levers: vec![added],
                ..changed.clone()
            };
            changed.levers.extend(refreshed(&alone, measured).levers);
        }
    }
    Ok(changed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Lacking, MeasuredMetric, Reading, input, suggest, with_input, with_source};
    use outturn_core::units::{Currency, Unit};

    fn over(unit: Unit, reading: Reading) -> MeasuredMetric {
        MeasuredMetric {
            unit,
            baseline: Ok(reading),
            now: Err(Lacking::NoValue),
            since_go_live: false,
            whole: None,
        }
    }

    fn data(hours: f64, incidents_per_month: f64) -> Measured {
        let reading = Reading {
            value: hours * 3_600.0,
            currency: None,
            n: 12,
            months: 12.0,
            events: Some(incidents_per_month * 12.0),
            value_range: None,
            events_range: None,
            source: "incidents.csv".into(),
            left_out: Vec::new(),
            caveats: Vec::new(),
        };
        Measured::from([("mttr".to_owned(), over(Unit::Seconds, reading))])
    }

    fn value(scenario: &Scenario, path: &str) -> f64 {
        input(scenario, path).unwrap().value
    }

    #[test]
    fn measured_and_unconfirmed_numbers_follow_the_data_and_those_set_by_hand_stay() {
        let first = Scenario {
            levers: suggest(&data(8.0, 4.0)),
            ..Scenario::default()
        };
        let by_hand = with_input(&first, "mttr.incidents_per_month", 5.0).unwrap();
        let now = refreshed(&by_hand, &data(6.0, 3.0));
        assert_eq!(value(&now, "mttr.hours_now"), 6.0);
        assert_eq!(value(&now, "mttr.hours_after"), 4.5); // a quarter less, as suggested
        assert_eq!(value(&now, "mttr.incidents_per_month"), 5.0);
        assert_eq!(
            input(&now, "mttr.incidents_per_month").unwrap().measured,
            Some(3.0)
        );
        let confirmed = with_source(&first, "mttr.hours_after", "SRE, Oct 2026").unwrap();
        assert_eq!(
            value(&refreshed(&confirmed, &data(6.0, 3.0)), "mttr.hours_after"),
            6.0
        );
    }

    #[test]
    fn the_same_data_changes_nothing() {
        let scenario = Scenario {
            levers: suggest(&data(8.0, 4.0)),
            ..Scenario::default()
        };
        assert_eq!(refreshed(&scenario, &data(8.0, 4.0)), scenario);
        assert_eq!(refreshed(&scenario, &Measured::new()), scenario);
    }

    #[test]
    fn an_added_lever_is_fed_by_the_data() {
        let scenario = with_lever_from(&Scenario::default(), "mttr", &data(8.0, 4.0)).unwrap();
        let suggested = &suggest(&data(8.0, 4.0))[0];
        assert_eq!(scenario.levers[0].inputs, suggested.inputs);
        assert!(scenario.levers[0].on && !scenario.levers[0].proposed);
        assert!(suggested.proposed && !suggested.on);
        assert_eq!(
            with_lever_from(&scenario, "mttr", &data(1.0, 1.0)),
            Ok(scenario)
        );
        assert!(with_lever_from(&Scenario::default(), "luck", &Measured::new()).is_err());
    }

    #[test]
    fn money_of_another_currency_is_passed_over() {
        let bill = Reading {
            value: 0.02,
            currency: Currency::parse("EUR"),
            n: 30,
            months: 3.0,
            events: Some(3_000_000.0),
            value_range: None,
            events_range: None,
            source: "bill.csv".into(),
            left_out: Vec::new(),
            caveats: Vec::new(),
        };
        let bill = over(Unit::Money, bill);
        let measured = Measured::from([("cost_per_prediction".to_owned(), bill)]);
        let scenario =
            with_lever_from(&Scenario::default(), "cost_per_prediction", &measured).unwrap();
        let money = scenario.levers[0]
            .inputs
            .iter()
            .filter_map(|i| i.measured.as_ref()?.currency);
        assert_eq!(money.count(), 0);
    }
}
