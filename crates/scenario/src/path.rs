//! One way to change a number: its path.

use super::describe::input;
use super::document::{InputValue, LeverUse, MeasuredValue, Origin, Range, Scenario};
use super::lever::{InputDefault, InputDefinition, LeverDefinition};
use super::levers;
use super::own::OWN_INPUTS;
use super::validate::{LeverNumbers, ScenarioError, check_input, default_value};

const BY_HAND: &str = "set by hand";
pub(super) const NOT_SAID: &str = "assumed for this scenario";
const CONFIRMED: &str = "confirmed as it stands";
/// Source of a number that nobody has looked at yet.
pub(super) const DEFAULT: &str = "starting value, not yet confirmed";

/// The path of a lever's input.
pub(super) fn lever_path(lever: &str, input: &str) -> String {
    format!("{lever}.{input}")
}

/// The scenario with one number changed. The number becomes assumed; set to exactly what was measured, it is measured again.
///
/// # Errors
/// A path that the scenario does not have, or a value outside the accepted range.
///
/// ```
/// use outturn_scenario::{input, with_input, Scenario};
/// let scenario = with_input(&Scenario::default(), "discount_rate_per_year", 0.08)?;
/// assert_eq!(input(&scenario, "discount_rate_per_year").map(|i| i.value), Some(0.08));
/// assert!(with_input(&scenario, "horizon_months", 0.0).is_err());
/// # Ok::<(), outturn_scenario::ScenarioError>(())
/// ```
pub fn with_input(scenario: &Scenario, path: &str, value: f64) -> Result<Scenario, ScenarioError> {
    let mut changed = scenario.clone();
    if let Some(own) = OWN_INPUTS.iter().find(|own| own.path == path) {
        own.check(value)?;
        (own.set)(&mut changed, value);
        let measured = changed.measured.get(path);
        let said = changed.sources.get(path);
        if measured.is_some_and(|m| m.value == value) {
            changed.sources.remove(path);
        } else if !own.is_term && said.is_none_or(|said| said == CONFIRMED) {
            changed.sources.insert(path.to_owned(), BY_HAND.to_owned());
        }
        return Ok(changed);
    }
    let (definition, input) = lever_input(path)?;
    check_input(definition, input, value)?;
    let entry = entry(&mut changed, path, definition, input)?;
    entry.value = value;
    match entry
        .measured
        .as_ref()
        .filter(|measured| measured.value == value)
    {
        Some(measured) => {
            entry.origin = measured.origin;
            entry.source = taken_source(measured);
        }
        None => {
            let is_of_value = [DEFAULT, CONFIRMED].contains(&entry.source.as_str());
            if entry.origin != Origin::Assumed || is_of_value {
                entry.source = BY_HAND.to_owned();
            }
            entry.origin = Origin::Assumed;
        }
    }
    Ok(changed)
}

/// The scenario with one number set back to what the data said. Starting values that stand in relation to it follow.
///
/// # Errors
/// A path that the scenario does not have, or about which the data says nothing.
pub fn with_measured(scenario: &Scenario, path: &str) -> Result<Scenario, ScenarioError> {
    let nothing = || ScenarioError::NothingMeasured {
        path: path.to_owned(),
    };
    let mut changed = scenario.clone();
    if let Some(own) = OWN_INPUTS.iter().find(|own| own.path == path) {
        let measured = scenario.measured.get(path).ok_or_else(nothing)?;
        own.check(measured.value)?;
        (own.set)(&mut changed, measured.value);
        changed.sources.remove(path);
        return Ok(changed);
    }
    let (definition, input) = lever_input(path)?;
    let entry = entry(&mut changed, path, definition, input)?;
    let measured = entry.measured.as_ref().ok_or_else(nothing)?;
    entry.source = taken_source(measured);
    entry.value = measured.value;
    entry.origin = measured.origin;
    follow(&mut changed, definition, input.id);
    Ok(changed)
}

/// Has the unconfirmed starting values that stand in relation to a number follow it.
fn follow(scenario: &mut Scenario, definition: &'static LeverDefinition, number: &str) {
    let mut levers = scenario.levers.iter_mut();
    let Some(used) = levers.find(|used| used.lever == definition.id) else {
        return;
    };
    let values = LeverNumbers::of(definition, used).values;
    for input in definition.inputs {
        let follows =
            matches!(input.default, InputDefault::Toward { input, .. } if input == number);
        let mut entries = used.inputs.iter_mut();
        let entry = entries.find(|entry| follows && entry.id == input.id);
        let unconfirmed = |entry: &&mut InputValue| {
            entry.origin == Origin::Assumed && entry.source == DEFAULT && entry.measured.is_none()
        };
        if let Some(entry) = entry.filter(unconfirmed) {
            entry.value = default_value(definition, input, &values);
        }
    }
}

/// Where a measured number comes from; what was taken in spite of a doubt says so.
fn taken_source(measured: &MeasuredValue) -> String {
    match measured.doubt {
        None => measured.source.clone(),
        Some(doubt) => format!("{}; confirmed though of {doubt}", measured.source),
    }
}

/// The scenario with one number confirmed as it stands. A number that is measured or that somebody has set needs none.
///
/// # Errors
/// A path that the scenario does not have.
pub fn with_confirmed(scenario: &Scenario, path: &str) -> Result<Scenario, ScenarioError> {
    let described = input(scenario, path).ok_or_else(|| unknown(path))?;
    match described.unconfirmed {
        true => with_source(scenario, path, CONFIRMED),
        false => Ok(scenario.clone()),
    }
}

/// The scenario with the range that a number may well have; `None` for that of what was measured, or none.
///
/// # Errors
/// A path that the scenario does not have, or a range that is not from a lower to a higher value that the number may take.
pub fn with_range(
    scenario: &Scenario,
    path: &str,
    range: Option<Range>,
) -> Result<Scenario, ScenarioError> {
    let mut changed = scenario.clone();
    let reversed = range.filter(|(low, high)| low >= high);
    if let Some((low, high)) = reversed {
        let path = path.to_owned();
        return Err(ScenarioError::NoRange { path, low, high });
    }
    let ends = range.into_iter().flat_map(|(low, high)| [low, high]);
    if let Some(own) = OWN_INPUTS.iter().find(|own| own.path == path) {
        ends.into_iter().try_for_each(|end| own.check(end))?;
        match range {
            Some(range) => changed.ranges.insert(path.to_owned(), range),
            None => changed.ranges.remove(path),
        };
        return Ok(changed);
    }
    let (definition, input) = lever_input(path)?;
    ends.into_iter()
        .try_for_each(|end| check_input(definition, input, end))?;
    entry(&mut changed, path, definition, input)?.range = range;
    Ok(changed)
}

/// The scenario with a note on where an assumed number comes from, such as "Finance, October 2026". On a measured number,
/// whose source is the data, the note has no effect.
///
/// # Errors
/// A path that the scenario does not have.
pub fn with_source(
    scenario: &Scenario,
    path: &str,
    source: &str,
) -> Result<Scenario, ScenarioError> {
    let mut changed = scenario.clone();
    if OWN_INPUTS.iter().any(|own| own.path == path) {
        changed.sources.insert(path.to_owned(), source.to_owned());
        return Ok(changed);
    }
    let (definition, input) = lever_input(path)?;
    let entry = entry(&mut changed, path, definition, input)?;
    if entry.origin == Origin::Assumed {
        source.clone_into(&mut entry.source);
    }
    Ok(changed)
}

/// The scenario with a lever on or off; one that it does not have yet is added with its defaults.
///
/// # Errors
/// A lever that does not exist.
pub fn with_lever(scenario: &Scenario, lever: &str, on: bool) -> Result<Scenario, ScenarioError> {
    let mut changed = scenario.clone();
    if let Some(used) = changed.levers.iter_mut().find(|used| used.lever == lever) {
        used.on = on;
        used.proposed = false;
        return Ok(changed);
    }
    let definition = levers::by_id(lever).ok_or_else(|| ScenarioError::UnknownLever {
        lever: lever.to_owned(),
    })?;
    changed.levers.push(LeverUse {
        on,
        ..LeverUse::by_hand(definition)
    });
    Ok(changed)
}

fn unknown(path: &str) -> ScenarioError {
    ScenarioError::UnknownPath {
        path: path.to_owned(),
    }
}

fn lever_input(
    path: &str,
) -> Result<(&'static LeverDefinition, &'static InputDefinition), ScenarioError> {
    let (lever, input) = path.split_once('.').ok_or_else(|| unknown(path))?;
    let definition = levers::by_id(lever).ok_or_else(|| unknown(path))?;
    let input = definition.input(input).ok_or_else(|| unknown(path))?;
    Ok((definition, input))
}

/// The document's entry for a lever's input, made from the default where it is not listed.
fn entry<'a>(
    scenario: &'a mut Scenario,
    path: &str,
    definition: &'static LeverDefinition,
    input: &'static InputDefinition,
) -> Result<&'a mut InputValue, ScenarioError> {
    let mut levers = scenario.levers.iter_mut();
    let used = levers
        .find(|used| used.lever == definition.id)
        .ok_or_else(|| unknown(path))?;
    if used.input(input.id).is_none() {
        let numbers = LeverNumbers::of(definition, used);
        let index = definition.inputs.iter().position(|i| i.id == input.id);
        used.inputs.push(InputValue {
            id: input.id.to_owned(),
            value: index.map_or(0.0, |index| numbers.values[index]),
            source: DEFAULT.to_owned(),
            ..InputValue::default()
        });
    }
    let mut entries = used.inputs.iter_mut();
    entries
        .find(|entry| entry.id == input.id)
        .ok_or_else(|| unknown(path))
}
