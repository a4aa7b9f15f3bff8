//! What the data proposes and nobody has confirmed yet, and what a case rests on.

use super::describe::{InputDescription, inputs, lever_inputs};
use super::document::{LeverUse, Origin, Scenario};
use super::overlap::overlap_of;
use super::path::{with_lever, with_measured};
use super::validate::{ScenarioError, numbers};

/// The levers that are proposed, in the scenario's order.
pub fn proposed(scenario: &Scenario) -> impl Iterator<Item = &LeverUse> {
    scenario
        .levers
        .iter()
        .filter(|used| used.proposed && !used.on)
}

/// Whether anything about a lever is known: a number of it is measured, or somebody has set or confirmed one. What stands on starting
/// values alone is worth nothing that could be told.
#[must_use]
pub fn is_grounded(scenario: &Scenario, lever: &str) -> bool {
    let own = lever_inputs(scenario, lever);
    own.iter().any(|input| !input.unconfirmed)
}

/// The numbers of a lever that nobody has confirmed and of which the data says something else, though it rests on too little to be taken
/// unasked. Confirmed as they stand they would contradict it.
#[must_use]
pub fn contradicted(scenario: &Scenario, lever: &str) -> Vec<InputDescription> {
    let own = lever_inputs(scenario, lever).into_iter();
    own.filter(InputDescription::is_contradicted).collect()
}

/// The scenario with a lever on, at what the data says of each number that it [contradicts](contradicted).
///
/// # Errors
/// A lever that does not exist.
pub fn with_lever_as_measured(scenario: &Scenario, lever: &str) -> Result<Scenario, ScenarioError> {
    let numbers = contradicted(scenario, lever);
    let mut paths = numbers.iter().map(|input| input.path.as_str());
    let taken = paths.try_fold(scenario.clone(), |taken, path| with_measured(&taken, path))?;
    with_lever(&taken, lever, true)
}

/// The scenario as it would be with all that is proposed confirmed: of two levers that count the same only the first, and none that is not
/// grounded, that brings nothing as it stands, or whose money is of another currency.
#[must_use]
pub fn if_confirmed(scenario: &Scenario) -> Scenario {
    let waiting = proposed(scenario).map(|used| used.lever.as_str());
    let worth_it = waiting.filter(|lever| {
        is_grounded(scenario, lever) && effect(scenario, lever).is_some_and(|npv| npv != 0.0)
    });
    worth_it.fold(scenario.clone(), |changed, lever| {
        let mut counting = changed.levers.iter().filter(|other| other.on);
        let twice = counting.any(|other| overlap_of(&other.lever, lever).is_some());
        let confirmed = with_lever(&changed, lever, true).ok();
        let fits = confirmed.filter(|confirmed| !twice && numbers(confirmed).is_ok());
        fits.unwrap_or(changed)
    })
}

/// What a lever does to the net present value: with it less without it, all else as it stands. `None` where either cannot be computed.
#[must_use]
pub fn effect(scenario: &Scenario, lever: &str) -> Option<f64> {
    let mut numbers = numbers(&with_lever(scenario, lever, true).ok()?).ok()?;
    let with = numbers.npv();
    numbers.levers.retain(|other| other.definition.id != lever);
    Some(with - numbers.npv())
}

/// How many of the numbers of a case come from where. Counted are its costs, its ramp-up, and the inputs of the levers that count or are
/// proposed; its horizon and its discount rate are terms that are stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RestsOn {
    /// Read from the data.
    pub measured: usize,
    /// Computed from the data by a stated rule.
    pub derived: usize,
    /// Set or confirmed by a person.
    pub by_hand: usize,
    /// Starting values that nobody has confirmed.
    pub unconfirmed: usize,
}

/// What a case rests on: its costs, and the levers that count; while none does, those that are proposed.
#[must_use]
pub fn rests_on(scenario: &Scenario) -> RestsOn {
    const TERMS: [&str; 2] = ["horizon_months", "discount_rate_per_year"];
    let none_counts = !scenario.levers.iter().any(|used| used.on);
    let matters = |input: &InputDescription| match input.lever {
        None => !TERMS.contains(&input.path.as_str()),
        Some(lever) => {
            let mut levers = scenario.levers.iter();
            levers.any(|used| used.lever == lever && (used.on || none_counts && used.proposed))
        }
    };
    let mut rests = RestsOn::default();
    for input in inputs(scenario).iter().filter(|input| matters(input)) {
        *match (input.origin, input.unconfirmed) {
            (Origin::Measured, _) => &mut rests.measured,
            (Origin::Derived, _) => &mut rests.derived,
            (Origin::Assumed, false) => &mut rests.by_hand,
            (Origin::Assumed, true) => &mut rests.unconfirmed,
        } += 1;
    }
    rests
}
