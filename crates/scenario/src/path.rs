//! One way to read and change a number: its path.

use super::document::{InputValue, LeverUse, MeasuredValue, Origin, Range, Scenario};
use super::lever::{InputDefault, InputDefinition, InputUnit, LeverDefinition, Slider, Swing};
use super::levers;
use super::own::{OWN_INPUTS, describe_own, holding, round_up, slider};
use super::validate::{LeverNumbers, ScenarioError, check_input, default_value};
use super::window::Doubt;
use serde::Serialize;

/// Everything a control needs to show and change one number.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct InputDescription {
    /// Stable path, such as `mttr.hours_after`.
    pub path: String,
    /// Id of the lever it belongs to; `None` for the scenario's own numbers.
    pub lever: Option<&'static str>,
    /// Name for people.
    pub label: &'static str,
    /// Its value.
    pub value: f64,
    /// Its unit.
    pub unit: InputUnit,
    /// Left end of the slider; never above the value.
    pub min: f64,
    /// Right end of the slider; never below the value.
    pub max: f64,
    /// Step of the slider.
    pub step: f64,
    /// Smallest and largest value a field may take.
    pub accepted: (f64, f64),
    /// Where the value comes from.
    pub origin: Origin,
    /// The same in words.
    pub source: String,
    /// What the data said, when the value differs from it or is it.
    pub measured: Option<f64>,
    /// Why what the data said counts only once the user says so.
    pub doubt: Option<Doubt>,
    /// Where what the data said comes from.
    pub measured_source: Option<String>,
    /// Nobody has said yet that it may stand as it does.
    pub unconfirmed: bool,
    /// The range that it may well have: the user's, or the lowest and highest month of what was measured.
    pub range: Option<Range>,
}

impl InputDescription {
    /// Whether nobody has confirmed it and the data says something else.
    #[must_use]
    pub fn is_contradicted(&self) -> bool {
        self.unconfirmed && self.measured.is_some_and(|measured| measured != self.value)
    }
}

/// What a number is called where no other has that name: its label, after the lever's where several levers have such a number.
#[must_use]
pub fn full_name(lever: Option<&str>, label: &str) -> String {
    let all = levers::ALL.iter().flat_map(|l| l.inputs);
    if all.filter(|input| input.label == label).count() < 2 {
        return label.to_owned();
    }
    lever.and_then(levers::by_id).map_or_else(
        || label.to_owned(),
        |lever| format!("{}: {label}", lever.label),
    )
}

const BY_HAND: &str = "set by hand";
pub(super) const NOT_SAID: &str = "assumed for this scenario";
const CONFIRMED: &str = "confirmed as it stands";
/// Source of a number that nobody has looked at yet.
pub(super) const DEFAULT: &str = "starting value, not yet confirmed";

/// The path of a lever's input.
pub(super) fn lever_path(lever: &str, input: &str) -> String {
    format!("{lever}.{input}")
}

/// Every number of a scenario, its own first, then lever by lever; levers that this version does not know are left out.
#[must_use]
pub fn inputs(scenario: &Scenario) -> Vec<InputDescription> {
    let own = OWN_INPUTS.iter().map(|own| describe_own(scenario, own));
    let levers = scenario.levers.iter().flat_map(|used| {
        let definition = levers::by_id(&used.lever);
        definition.into_iter().flat_map(|d| describe_lever(d, used))
    });
    own.chain(levers).collect()
}

/// The number at a path.
#[must_use]
pub fn input(scenario: &Scenario, path: &str) -> Option<InputDescription> {
    inputs(scenario)
        .into_iter()
        .find(|input| input.path == path)
}

fn describe_lever(definition: &'static LeverDefinition, used: &LeverUse) -> Vec<InputDescription> {
    let numbers = LeverNumbers::of(definition, used);
    let measured = |id: &str| used.input(id)?.measured.as_ref().map(|m| m.value);
    let describe = |(input, value): (&'static InputDefinition, &f64)| {
        let listed = used.input(input.id);
        let reference = measured(match input.swing {
            Swing::OfChangeFrom(now) => now,
            Swing::OfValue | Swing::OfShortfall => input.id,
        });
        let slider = holding(fitting(input, reference), *value);
        let said = listed.and_then(|listed| listed.measured.as_ref());
        let origin = listed.map_or(Origin::Assumed, |listed| listed.origin);
        let source = listed.map_or_else(|| DEFAULT.to_owned(), |listed| listed.source.clone());
        InputDescription {
            path: lever_path(definition.id, input.id),
            lever: Some(definition.id),
            label: input.label,
            value: *value,
            unit: input.unit,
            min: slider.min,
            max: slider.max,
            step: slider.step,
            accepted: input.accepted,
            unconfirmed: origin == Origin::Assumed && source == DEFAULT,
            origin,
            source,
            measured: measured(input.id),
            doubt: said.and_then(|said| said.doubt),
            measured_source: said.map(|said| said.source.clone()),
            range: listed.and_then(range_of),
        }
    };
    let values = definition.inputs.iter().zip(&numbers.values);
    values.map(describe).collect()
}

/// The range of an input: the user's, or that of the months of what it was measured by.
pub(super) fn range_of(entry: &InputValue) -> Option<Range> {
    let measured = entry.measured.as_ref();
    let taken = measured.filter(|m| m.origin == entry.origin && m.value == entry.value);
    entry.range.or_else(|| taken?.range)
}

/// The slider of an input, rescaled when what was measured is far from what it was made for. It depends on the measured
/// value only, so that the scale stays put while the knob is dragged.
fn fitting(input: &InputDefinition, reference: Option<f64>) -> Slider {
    let made = input.slider;
    match reference {
        Some(reference) if input.unit != InputUnit::Ratio && reference > 0.0 => {
            if (made.max / 50.0..=made.max * 0.8).contains(&reference) {
                return made;
            }
            let max = round_up(reference * 3.0);
            slider(made.min.min(0.0), max, round_up(max / 1_000.0))
        }
        _ => made,
    }
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
