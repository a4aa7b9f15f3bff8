//! The kinds of inputs that levers are made of, so that a lever's literal says only what is particular to it.

use crate::lever::{
    Binding, InputDefault, InputDefinition, InputUnit, Slider, Statistic, Swing, When,
};
use outturn_core::units::Unit;

/// Beyond these amounts nothing is plausible, and all later arithmetic stays finite.
const MOST_MONEY: f64 = 1e12;
const MOST_EVENTS: f64 = 1e12;
const MOST_TIME: f64 = 1e6;

const fn slider(min: f64, max: f64, step: f64) -> Slider {
    Slider { min, max, step }
}

const fn of_value(
    id: &'static str,
    label: &'static str,
    unit: InputUnit,
    slider_to: Slider,
    most: f64,
    default: f64,
) -> InputDefinition {
    InputDefinition {
        id,
        label,
        unit,
        slider: slider_to,
        accepted: (0.0, most),
        default: InputDefault::Fixed(default),
        measured_by: &[],
        swing: Swing::OfValue,
    }
}

/// An amount in the scenario's currency.
pub(super) const fn money(
    id: &'static str,
    label: &'static str,
    default: f64,
    max: f64,
    step: f64,
) -> InputDefinition {
    let range = slider(0.0, max, step);
    of_value(id, label, InputUnit::Money, range, MOST_MONEY, default)
}

/// Events a month.
pub(super) const fn per_month(
    id: &'static str,
    label: &'static str,
    default: f64,
    max: f64,
    step: f64,
) -> InputDefinition {
    let range = slider(0.0, max, step);
    of_value(id, label, InputUnit::PerMonth, range, MOST_EVENTS, default)
}

/// A number of things.
pub(super) const fn count(
    id: &'static str,
    label: &'static str,
    default: f64,
    max: f64,
) -> InputDefinition {
    let range = slider(0.0, max, 1.0);
    of_value(id, label, InputUnit::Count, range, MOST_EVENTS, default)
}

/// A plain number; give it its range with [`InputDefinition::between`].
pub(super) const fn number(id: &'static str, label: &'static str, default: f64) -> InputDefinition {
    let range = slider(0.0, 10.0, 0.1);
    of_value(id, label, InputUnit::Number, range, MOST_EVENTS, default)
}

/// A duration in the given unit.
pub(super) const fn duration(
    id: &'static str,
    label: &'static str,
    unit: InputUnit,
    default: f64,
    max: f64,
    step: f64,
) -> InputDefinition {
    of_value(id, label, unit, slider(0.0, max, step), MOST_TIME, default)
}

/// A share of one that lies anywhere.
pub(super) const fn share(id: &'static str, label: &'static str, default: f64) -> InputDefinition {
    let range = slider(0.0, 1.0, 0.01);
    of_value(id, label, InputUnit::Ratio, range, 1.0, default)
}

impl InputDefinition {
    /// For shares that are usually near one.
    pub(super) const fn near_one(mut self, step: f64) -> Self {
        self.swing = Swing::OfShortfall;
        self.slider.step = step;
        self
    }

    /// A finer step of the slider.
    pub(super) const fn fine(mut self, step: f64) -> Self {
        self.slider.step = step;
        self
    }

    /// Another range for slider and field.
    pub(super) const fn between(mut self, range: Slider, accepted: (f64, f64)) -> Self {
        self.slider = range;
        self.accepted = accepted;
        self
    }

    /// The "after" of a "now" input: starts `share` of the way towards `goal`.
    pub(super) const fn improved_from(
        mut self,
        input: &'static str,
        goal: f64,
        share: f64,
    ) -> Self {
        self.default = InputDefault::Toward { input, goal, share };
        self.swing = Swing::OfChangeFrom(input);
        self
    }

    /// Metrics that supply it.
    pub(super) const fn measured_by(mut self, bindings: &'static [Binding]) -> Self {
        self.measured_by = bindings;
        self
    }
}

const fn binding(metric: &'static str, unit: Unit, statistic: Statistic) -> Binding {
    Binding {
        metric,
        unit,
        statistic,
        when: When::Baseline,
    }
}

/// The metric's value.
pub(super) const fn value(metric: &'static str, unit: Unit) -> Binding {
    binding(metric, unit, Statistic::Value)
}

/// How often a month the metric's events happened.
pub(super) const fn frequency(metric: &'static str, unit: Unit) -> Binding {
    binding(metric, unit, Statistic::EventsPerMonth)
}

/// The metric's rate, as so many a month.
pub(super) const fn rate(metric: &'static str, unit: Unit) -> Binding {
    binding(metric, unit, Statistic::RatePerMonth)
}

/// The metric's hours a month, split over its events.
pub(super) const fn time_per_event(metric: &'static str, unit: Unit) -> Binding {
    binding(metric, unit, Statistic::TimePerEvent)
}

/// Zero, because the metric has it taken off already.
pub(super) const fn contained(metric: &'static str, unit: Unit) -> Binding {
    binding(metric, unit, Statistic::Contained)
}

impl Binding {
    /// Of what is itself a change: measured from go-live on, where that is known.
    pub(super) const fn since_go_live(mut self) -> Self {
        self.when = When::SinceGoLive;
        self
    }
}
