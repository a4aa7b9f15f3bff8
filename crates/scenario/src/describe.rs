//! The numbers of a scenario, each with all that a control needs to show and change it.

use super::document::{InputValue, LeverUse, Origin, Range, Scenario};
use super::lever::{InputDefinition, InputUnit, LeverDefinition, Slider, Swing};
use super::levers;
use super::own::{OWN_INPUTS, describe_own, holding, round_up, slider};
use super::path::{DEFAULT, lever_path};
use super::validate::LeverNumbers;
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
    /// Whether it is measured from a file, as it stands or as what the data says beside it.
    #[must_use]
    pub fn rests_on(&self, file: &str) -> bool {
        let said = self.measured_source.as_deref().unwrap_or_default();
        self.origin != Origin::Assumed && self.source.contains(file) || said.contains(file)
    }

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

/// Every number of a scenario, its own first, then lever by lever; levers that this version does not know are left out.
#[must_use]
pub fn inputs(scenario: &Scenario) -> Vec<InputDescription> {
    let levers = scenario.levers.iter().flat_map(describe_use);
    own_inputs(scenario).into_iter().chain(levers).collect()
}

/// The scenario's own numbers.
pub(super) fn own_inputs(scenario: &Scenario) -> Vec<InputDescription> {
    let own = OWN_INPUTS.iter().map(|own| describe_own(scenario, own));
    own.collect()
}

/// The numbers of one lever of a scenario; none of one that it does not have or that this version does not know.
pub(super) fn lever_inputs(scenario: &Scenario, lever: &str) -> Vec<InputDescription> {
    let mut levers = scenario.levers.iter();
    let used = levers.find(|used| used.lever == lever);
    used.map(describe_use).unwrap_or_default()
}

/// The number at a path.
#[must_use]
pub fn input(scenario: &Scenario, path: &str) -> Option<InputDescription> {
    inputs(scenario)
        .into_iter()
        .find(|input| input.path == path)
}

fn describe_use(used: &LeverUse) -> Vec<InputDescription> {
    let definition = levers::by_id(&used.lever);
    definition.map_or_else(Vec::new, |definition| describe_lever(definition, used))
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
