//! The scenario's own numbers: its costs, its ramp-up, and its terms.

use super::describe::InputDescription;
use super::document::{Origin, Range, Scenario};
use super::lever::{Binding, InputUnit, Slider, Statistic, When};
use super::measured::Measured;
use super::path::{DEFAULT, NOT_SAID};
use super::validate::ScenarioError;
use outturn_core::units::Unit;

/// One of the scenario's own numbers.
pub(super) struct OwnInput {
    pub path: &'static str,
    pub label: &'static str,
    pub unit: InputUnit,
    slider: Slider,
    pub accepted: Range,
    whole: bool,
    pub get: fn(&Scenario) -> f64,
    pub set: fn(&mut Scenario, f64),
    /// What the data can say about it: the first of these that is loaded does.
    pub measured_by: &'static [Binding],
    /// A term of the case such as its horizon: it is stated, and nobody has to confirm it.
    pub is_term: bool,
}

impl OwnInput {
    /// Whether it stands where it starts, and nobody has said where that comes from.
    fn is_untouched(&self, scenario: &Scenario) -> bool {
        let start = (self.get)(&Scenario::default());
        (self.get)(scenario) == start && !scenario.sources.contains_key(self.path)
    }

    /// Whether it is what the data said.
    fn is_measured(&self, scenario: &Scenario) -> bool {
        let measured = scenario.measured.get(self.path);
        let by_hand = scenario.sources.contains_key(self.path);
        !by_hand && measured.is_some_and(|m| m.value == (self.get)(scenario))
    }

    /// Whether it goes along with what the data says.
    pub fn follows(&self, scenario: &Scenario) -> bool {
        self.is_untouched(scenario) || self.is_measured(scenario)
    }

    /// The one that says something about it of what is loaded.
    pub fn bound(&self, measured: &Measured) -> Option<&'static [Binding]> {
        let loaded = |binding: &Binding| measured.contains_key(binding.metric);
        let at = self.measured_by.iter().position(loaded)?;
        self.measured_by.get(at..=at)
    }

    /// Sets it back to where it starts, where it stands at what the data said.
    pub fn forget(&self, scenario: &mut Scenario) {
        if self.is_measured(scenario) {
            (self.set)(scenario, (self.get)(&Scenario::default()));
        }
        scenario.measured.remove(self.path);
    }

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

pub(super) const fn slider(min: f64, max: f64, step: f64) -> Slider {
    Slider { min, max, step }
}

/// Path of the horizon, the one number that is not varied continuously.
pub(super) const HORIZON: &str = "horizon_months";

/// What a bill says is paid again and again, as so much a month.
const RUNNING: Binding = Binding {
    metric: "running_spend",
    unit: Unit::Money,
    statistic: Statistic::AmountPerMonth,
    when: When::SinceGoLive,
};

/// Spend as somebody has summed it up already.
const SPEND: Binding = Binding {
    metric: "spend",
    ..RUNNING
};

/// What a bill says is paid once.
const ONE_OFF: Binding = Binding {
    metric: "one_off_spend",
    unit: Unit::Money,
    statistic: Statistic::Total,
    when: When::Everything,
};

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
        measured_by: &[ONE_OFF],
        is_term: false,
    },
    OwnInput {
        path: "running_cost_per_month",
        label: "Running cost per month",
        unit: InputUnit::Money,
        slider: slider(0.0, 200_000.0, 100.0),
        accepted: (0.0, 1e12),
        whole: false,
        get: |s| s.running_cost_per_month,
        set: |s, v| s.running_cost_per_month = v,
        measured_by: &[RUNNING, SPEND],
        is_term: false,
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
        measured_by: &[],
        is_term: true,
    },
    OwnInput {
        path: "discount_rate_per_year",
        label: "Discount rate (annual)",
        unit: InputUnit::Ratio,
        slider: slider(0.0, 0.4, 0.005),
        accepted: (-0.5, 10.0),
        whole: false,
        get: |s| s.discount_rate_per_year,
        set: |s, v| s.discount_rate_per_year = v,
        measured_by: &[],
        is_term: true,
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
        measured_by: &[],
        is_term: false,
    },
];

pub(super) fn describe_own(scenario: &Scenario, own: &OwnInput) -> InputDescription {
    let value = (own.get)(scenario);
    let slider = holding(own.slider, value);
    let source = scenario.sources.get(own.path).cloned();
    let measured = scenario.measured.get(own.path);
    let taken = measured.filter(|_| own.is_measured(scenario));
    let said = source.or_else(|| taken.map(|m| m.source.clone()));
    let unconfirmed = !own.is_term && taken.is_none() && own.is_untouched(scenario);
    let nobody = match own.is_untouched(scenario) && !own.is_term {
        true => DEFAULT,
        false => NOT_SAID,
    };
    let range = scenario.ranges.get(own.path).copied();
    InputDescription {
        path: own.path.to_owned(),
        lever: None,
        label: own.label,
        value,
        unit: own.unit,
        min: slider.min,
        max: slider.max,
        step: slider.step,
        accepted: own.accepted,
        origin: taken.map_or(Origin::Assumed, |m| m.origin),
        source: said.unwrap_or_else(|| nobody.to_owned()),
        measured: measured.map(|m| m.value),
        doubt: measured.and_then(|m| m.doubt),
        measured_source: measured.map(|m| m.source.clone()),
        unconfirmed,
        range: range.or_else(|| taken?.range),
    }
}

/// The slider stretched to hold a value.
pub(super) fn holding(range: Slider, value: f64) -> Slider {
    let max = if value > range.max {
        round_up(value)
    } else {
        range.max
    };
    let min = if value < range.min { value } else { range.min };
    Slider { min, max, ..range }
}

/// The next of 1, 2, 5 × 10^k at or above a positive number.
pub(super) fn round_up(value: f64) -> f64 {
    let magnitude = 10_f64.powi(value.log10().floor() as i32);
    let steps = [1.0, 2.0, 5.0].map(|step| step * magnitude);
    steps
        .into_iter()
        .find(|step| *step >= value)
        .unwrap_or(10.0 * magnitude)
}
