//! One way to read and change a number: its path.

use super::document::{InputValue, LeverUse, Origin, Scenario};
use super::lever::{InputDefinition, InputUnit, LeverDefinition, Slider, Swing};
use super::levers;
use super::validate::{LeverNumbers, ScenarioError, check_input};
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

/// One of the scenario's own numbers.
pub(super) struct OwnInput {
    pub path: &'static str,
    pub label: &'static str,
    unit: InputUnit,
    slider: Slider,
    pub accepted: (f64, f64),
    whole: bool,
    pub get: fn(&Scenario) -> f64,
    set: fn(&mut Scenario, f64),
}

impl OwnInput {
    pub fn check(&self, value: f64) -> Result<(), ScenarioError> {
        let (min, max) = self.accepted;
        let (path, label) = (self.path.to_owned(), self.label.to_owned());
        if !(min..=max).contains(&value) {
            return Err(ScenarioError::OutOfRange {
                path,
                label,
                value,
                min,
                max,
            });
        }
        if self.whole && value.fract() != 0.0 {
            return Err(ScenarioError::NotWhole { path, label, value });
        }
        Ok(())
    }
}

const fn slider(min: f64, max: f64, step: f64) -> Slider {
    Slider { min, max, step }
}

/// Path of the horizon, the one number that is not varied continuously.
pub(super) const HORIZON: &str = "horizon_months";

pub(super) static OWN_INPUTS: [OwnInput; 5] = [
    OwnInput {
        path: "one_off_cost",
        label: "One-off cost",
        unit: InputUnit::Money,
        slider: slider(0.0, 2e6, 1_000.0),
        accepted: (0.0, 1e12),
        whole: false,
        get: |s| s.one_off_cost,
        set: |s, v| s.one_off_cost = v,
    },
    OwnInput {
        path: "running_cost_per_month",
        label: "Running cost a month",
        unit: InputUnit::Money,
        slider: slider(0.0, 200_000.0, 100.0),
        accepted: (0.0, 1e12),
        whole: false,
        get: |s| s.running_cost_per_month,
        set: |s, v| s.running_cost_per_month = v,
    },
    OwnInput {
        path: HORIZON,
        label: "Horizon",
        unit: InputUnit::Months,
        slider: slider(1.0, 120.0, 1.0),
        accepted: (1.0, 600.0),
        whole: true,
        get: |s| f64::from(s.horizon_months),
        set: |s, v| s.horizon_months = v as u32,
    },
    OwnInput {
        path: "discount_rate_per_year",
        label: "Discount rate a year",
        unit: InputUnit::Ratio,
        slider: slider(0.0, 0.4, 0.005),
        accepted: (-0.5, 10.0),
        whole: false,
        get: |s| s.discount_rate_per_year,
        set: |s, v| s.discount_rate_per_year = v,
    },
    OwnInput {
        path: "ramp_up_months",
        label: "Ramp-up",
        unit: InputUnit::Months,
        slider: slider(0.0, 36.0, 1.0),
        accepted: (0.0, 600.0),
        whole: false,
        get: |s| s.ramp_up_months,
        set: |s, v| s.ramp_up_months = v,
    },
];

const BY_HAND: &str = "set by hand";
const NOT_SAID: &str = "assumed for this scenario";
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

fn describe_own(scenario: &Scenario, own: &OwnInput) -> InputDescription {
    let value = (own.get)(scenario);
    let range = holding(own.slider, value);
    let source = scenario.sources.get(own.path);
    InputDescription {
        path: own.path.to_owned(),
        lever: None,
        label: own.label,
        value,
        unit: own.unit,
        min: range.min,
        max: range.max,
        step: range.step,
        accepted: own.accepted,
        origin: Origin::Assumed,
        source: source.cloned().unwrap_or_else(|| NOT_SAID.to_owned()),
        measured: None,
    }
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
        let range = holding(fitting(input, reference), *value);
        InputDescription {
            path: lever_path(definition.id, input.id),
            lever: Some(definition.id),
            label: input.label,
            value: *value,
            unit: input.unit,
            min: range.min,
            max: range.max,
            step: range.step,
            accepted: input.accepted,
            origin: listed.map_or(Origin::Assumed, |listed| listed.origin),
            source: listed.map_or_else(|| DEFAULT.to_owned(), |listed| listed.source.clone()),
            measured: measured(input.id),
        }
    };
    let values = definition.inputs.iter().zip(&numbers.values);
    values.map(describe).collect()
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

/// The slider stretched to hold a value.
fn holding(range: Slider, value: f64) -> Slider {
    let max = if value > range.max {
        round_up(value)
    } else {
        range.max
    };
    let min = if value < range.min { value } else { range.min };
    Slider { min, max, ..range }
}

/// The next of 1, 2, 5 × 10^k at or above a positive number.
fn round_up(value: f64) -> f64 {
    let magnitude = 10_f64.powi(value.log10().floor() as i32);
    let steps = [1.0, 2.0, 5.0].map(|step| step * magnitude);
    steps
        .into_iter()
        .find(|step| *step >= value)
        .unwrap_or(10.0 * magnitude)
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
            entry.source.clone_from(&measured.source);
        }
        None => {
            if entry.origin != Origin::Assumed || entry.source == DEFAULT {
                entry.source = BY_HAND.to_owned();
            }
            entry.origin = Origin::Assumed;
        }
    }
    Ok(changed)
}

/// The scenario with one number set back to what the data said.
///
/// # Errors
/// A path that the scenario does not have, or about which the data says nothing.
pub fn with_measured(scenario: &Scenario, path: &str) -> Result<Scenario, ScenarioError> {
    let nothing = || ScenarioError::NothingMeasured {
        path: path.to_owned(),
    };
    if OWN_INPUTS.iter().any(|own| own.path == path) {
        return Err(nothing());
    }
    let (definition, input) = lever_input(path)?;
    let mut changed = scenario.clone();
    let entry = entry(&mut changed, path, definition, input)?;
    let measured = entry.measured.clone().ok_or_else(nothing)?;
    entry.value = measured.value;
    entry.origin = measured.origin;
    entry.source = measured.source;
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
