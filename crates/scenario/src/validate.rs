//! From a document that may hold anything to numbers that are trusted.

use super::describe::{own_inputs, range_of};
use super::document::{LeverUse, Range, Scenario};
use super::lever::{InputDefault, InputDefinition, LeverDefinition, Swing, Values};
use super::levers;
use super::own::OWN_INPUTS;
use super::path::lever_path;
use outturn_core::calendar::Grain;
use outturn_core::finance::Timing;
use outturn_core::units::Currency;
use std::collections::BTreeMap;

/// Why a scenario cannot be evaluated or changed as asked.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum ScenarioError {
    /// A number outside what makes sense, or not a number at all.
    #[error("{label} is {value}: give a number from {min} to {max}")]
    OutOfRange {
        /// Path of the input.
        path: String,
        /// Its name for people.
        label: String,
        /// What was given.
        value: f64,
        /// Smallest accepted.
        min: f64,
        /// Largest accepted.
        max: f64,
    },
    /// A number that must be whole.
    #[error("{label} is {value}: give a whole number")]
    NotWhole {
        /// Path of the input.
        path: String,
        /// Its name for people.
        label: String,
        /// What was given.
        value: f64,
    },
    /// Money measured in another currency than the scenario's.
    #[error(
        "{label} was measured in {measured}, but the scenario is in {scenario}, and amounts of different currencies are never \
         added: set the scenario to {measured}, or type the amount in {scenario}"
    )]
    Currency {
        /// Path of the input.
        path: String,
        /// Lever and input for people.
        label: String,
        /// Currency of the data.
        measured: Currency,
        /// Currency of the scenario.
        scenario: Currency,
    },
    /// A lever that this version does not know.
    #[error("there is no lever “{lever}” in this version: remove it to compute the rest")]
    UnknownLever {
        /// The id given.
        lever: String,
    },
    /// The same lever twice: its money would count twice.
    #[error("the lever “{lever}” is listed twice: remove one of the two")]
    RepeatedLever {
        /// The id given.
        lever: String,
    },
    /// A range that does not go from a lower to a higher value.
    #[error("the range of “{path}” goes from {low} to {high}: give a lower and a higher value")]
    NoRange {
        /// Path of the input.
        path: String,
        /// Its low end.
        low: f64,
        /// Its high end.
        high: f64,
    },
    /// A path that names no input of the scenario.
    #[error("the scenario has no input “{path}”")]
    UnknownPath {
        /// The path given.
        path: String,
    },
    /// Nothing measured to go back to.
    #[error("no loaded data says anything about “{path}”")]
    NothingMeasured {
        /// The path given.
        path: String,
    },
    /// An input that is a count of months and cannot be varied continuously.
    #[error("“{path}” is counted in whole months: change it by hand instead of seeking it")]
    NotContinuous {
        /// The path given.
        path: String,
    },
    /// The start is not a month.
    #[error("a scenario starts with a month, not with a {grain}")]
    StartNotAMonth {
        /// The word for what was given.
        grain: &'static str,
    },
}

/// A scenario that has been checked: everything computed from it is finite, and nothing checks again.
#[derive(Debug, Clone)]
pub struct Valid {
    scenario: Scenario,
    pub(super) numbers: Numbers,
}

/// The numbers follow from the document.
impl PartialEq for Valid {
    fn eq(&self, other: &Self) -> bool {
        self.scenario == other.scenario
    }
}

/// The bare numbers of a valid scenario, cheap to copy and to vary. Only levers that are on.
#[derive(Debug, Clone)]
pub(super) struct Numbers {
    pub horizon_months: u32,
    pub discount_rate_per_year: f64,
    pub timing: Timing,
    pub ramp_up_months: f64,
    pub one_off_cost: f64,
    pub running_cost_per_month: f64,
    pub levers: Vec<LeverNumbers>,
    /// Of the scenario's own numbers, by path.
    pub ranges: BTreeMap<String, Range>,
}

/// A lever with the values of its inputs, in the order of its definition.
#[derive(Debug, Clone)]
pub(super) struct LeverNumbers {
    pub definition: &'static LeverDefinition,
    pub values: Vec<f64>,
    /// The range of each, where it has one.
    pub ranges: Vec<Option<Range>>,
}

impl LeverNumbers {
    /// The lever of a document; inputs that are not listed take their default.
    pub fn of(definition: &'static LeverDefinition, used: &LeverUse) -> Self {
        let mut values = Vec::with_capacity(definition.inputs.len());
        for input in definition.inputs {
            let listed = used.input(input.id).map(|listed| listed.value);
            let value = listed.unwrap_or_else(|| default_value(definition, input, &values));
            values.push(value);
        }
        let range = |input: &InputDefinition| used.input(input.id).and_then(range_of);
        let ranges = definition.inputs.iter().map(range).collect();
        Self {
            definition,
            values,
            ranges,
        }
    }

    /// Money per month at full effect.
    pub fn amount_per_month(&self) -> f64 {
        let values = Values::new(self.definition, &self.values);
        self.definition.formula.evaluate(&|id| values.get(id))
    }

    /// Input `index` of a variant, moved as its [`Swing`] says, within what is accepted.
    pub fn swung(&self, index: usize, swing: f64) -> f64 {
        let (input, value) = (&self.definition.inputs[index], self.values[index]);
        let moved = match input.swing {
            Swing::OfValue => value * (1.0 + swing),
            Swing::OfShortfall => 1.0 - (1.0 - value) * (1.0 + swing),
            Swing::OfChangeFrom(id) => {
                let now = Values::new(self.definition, &self.values).get(id);
                now + (value - now) * (1.0 + swing)
            }
        };
        moved.clamp(input.accepted.0, input.accepted.1)
    }
}

/// Where an input starts, given the values of the inputs before it.
pub(super) fn default_value(
    definition: &'static LeverDefinition,
    input: &InputDefinition,
    before: &[f64],
) -> f64 {
    match input.default {
        InputDefault::Fixed(value) => value,
        InputDefault::Toward { input, goal, share } => {
            let from = Values::new(definition, before).get(input);
            from + (goal - from) * share
        }
    }
}

/// Checks every number of a scenario once.
///
/// # Errors
/// All that is wrong, not only the first: numbers outside their accepted range, unknown or repeated levers, money measured in
/// another currency.
///
/// ```
/// use outturn_scenario::{validate, Scenario};
/// assert!(validate(&Scenario::default()).is_ok());
/// let wrong = Scenario { discount_rate_per_year: f64::NAN, ..Scenario::default() };
/// assert_eq!(validate(&wrong).unwrap_err()[0].to_string(), "Discount rate (annual) is NaN: give a number from -0.5 to 10");
/// ```
pub fn validate(scenario: &Scenario) -> Result<Valid, Vec<ScenarioError>> {
    let numbers = numbers(scenario)?;
    let scenario = scenario.clone();
    Ok(Valid { scenario, numbers })
}

/// The numbers of a scenario alone, checked: for what is asked of each lever at every move of a slider.
pub(super) fn numbers(scenario: &Scenario) -> Result<Numbers, Vec<ScenarioError>> {
    let mut errors = Vec::new();
    for own in &OWN_INPUTS {
        errors.extend(own.check((own.get)(scenario)).err());
    }
    if let Some(start) = scenario.start.filter(|start| start.grain() != Grain::Month) {
        let grain = start.grain().word();
        errors.push(ScenarioError::StartNotAMonth { grain });
    }
    let mut levers = Vec::new();
    for (index, used) in scenario.levers.iter().enumerate() {
        let lever = used.lever.clone();
        let Some(definition) = levers::by_id(&lever) else {
            errors.push(ScenarioError::UnknownLever { lever });
            continue;
        };
        if scenario.levers[..index]
            .iter()
            .any(|earlier| earlier.lever == lever)
        {
            errors.push(ScenarioError::RepeatedLever { lever });
        }
        let numbers = LeverNumbers::of(definition, used);
        check_lever(scenario, used, &numbers, &mut errors);
        if used.on {
            levers.push(numbers);
        }
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    Ok(Numbers {
        horizon_months: scenario.horizon_months,
        discount_rate_per_year: scenario.discount_rate_per_year,
        timing: scenario.timing,
        ramp_up_months: scenario.ramp_up_months,
        one_off_cost: scenario.one_off_cost,
        running_cost_per_month: scenario.running_cost_per_month,
        levers,
        ranges: own_ranges(scenario),
    })
}

fn own_ranges(scenario: &Scenario) -> BTreeMap<String, Range> {
    let own = own_inputs(scenario).into_iter();
    own.filter_map(|input| Some((input.path, input.range?)))
        .collect()
}

fn check_lever(
    scenario: &Scenario,
    used: &LeverUse,
    numbers: &LeverNumbers,
    errors: &mut Vec<ScenarioError>,
) {
    let definition = numbers.definition;
    for (input, value) in definition.inputs.iter().zip(&numbers.values) {
        errors.extend(check_input(definition, input, *value).err());
        let Some(listed) = used.input(input.id).filter(|_| used.on) else {
            continue;
        };
        let measured = listed
            .measured
            .as_ref()
            .filter(|m| m.origin == listed.origin);
        let Some(measured) = measured.and_then(|measured| measured.currency) else {
            continue;
        };
        if measured != scenario.currency {
            errors.push(ScenarioError::Currency {
                path: lever_path(definition.id, input.id),
                label: format!("{}: {}", definition.label, input.label),
                measured,
                scenario: scenario.currency,
            });
        }
    }
}

/// Refuses a value outside the accepted range of a lever's input.
pub(super) fn check_input(
    definition: &LeverDefinition,
    input: &InputDefinition,
    value: f64,
) -> Result<(), ScenarioError> {
    let (min, max) = input.accepted;
    if (min..=max).contains(&value) {
        return Ok(());
    }
    Err(ScenarioError::OutOfRange {
        path: lever_path(definition.id, input.id),
        label: format!("{}: {}", definition.label, input.label),
        value,
        min,
        max,
    })
}
