//! One-way sensitivity: each number alone, low and high, and what the net present value makes of it.
//!
//! One rule for all: a number goes through its own range where it has one, else it moves by the same share of itself. What it is compared
//! with, such as the "now" of an "after" value, plays no part.

use super::document::Range;
use super::own::{HORIZON, OWN_INPUTS};
use super::path::lever_path;
use super::validate::{Numbers, ScenarioError, Valid};
use serde::Serialize;

/// One bar of a tornado chart.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TornadoBar {
    /// Path of the input.
    pub path: String,
    /// Its name for people.
    pub label: &'static str,
    /// The lower value tried.
    pub low: f64,
    /// The higher value tried.
    pub high: f64,
    /// Whether they are the number's own range; else a share of it down and up.
    pub own_range: bool,
    /// Net present value with the input at `low`; may exceed `npv_high`.
    pub npv_low: f64,
    /// Net present value with the input at `high`.
    pub npv_high: f64,
}

impl TornadoBar {
    /// Length of the bar.
    #[must_use]
    pub fn span(&self) -> f64 {
        (self.npv_high - self.npv_low).abs()
    }
}

/// Where in the numbers a path points.
#[derive(Debug, Clone, Copy)]
pub(super) enum Place {
    OneOff,
    Running,
    Rate,
    RampUp,
    Lever { lever: usize, input: usize },
}

/// An input that can be varied continuously.
pub(super) struct Slot {
    pub path: String,
    pub label: &'static str,
    pub accepted: Range,
    pub range: Option<Range>,
    pub place: Place,
}

impl Numbers {
    /// All inputs that can be varied continuously: not the horizon, and not those of levers that are off.
    pub(super) fn slots(&self) -> Vec<Slot> {
        let own = OWN_INPUTS.iter().filter_map(|own| {
            let place = match own.path {
                "one_off_cost" => Place::OneOff,
                "running_cost_per_month" => Place::Running,
                "discount_rate_per_year" => Place::Rate,
                "ramp_up_months" => Place::RampUp,
                _ => return None,
            };
            Some(Slot {
                path: own.path.to_owned(),
                label: own.label,
                accepted: own.accepted,
                range: self.ranges.get(own.path).copied(),
                place,
            })
        });
        let levers = self.levers.iter().enumerate().flat_map(|(lever, numbers)| {
            let inputs = numbers.definition.inputs.iter().enumerate();
            inputs.map(move |(index, input)| Slot {
                path: lever_path(numbers.definition.id, input.id),
                label: input.label,
                accepted: input.accepted,
                range: numbers.ranges.get(index).copied().flatten(),
                place: Place::Lever {
                    lever,
                    input: index,
                },
            })
        });
        own.chain(levers).collect()
    }

    pub(super) fn slot(&self, path: &str) -> Result<Slot, ScenarioError> {
        let found = self.slots().into_iter().find(|slot| slot.path == path);
        let path = path.to_owned();
        found.ok_or(if path == HORIZON {
            ScenarioError::NotContinuous { path }
        } else {
            ScenarioError::UnknownPath { path }
        })
    }

    pub(super) fn at(&mut self, place: Place) -> &mut f64 {
        match place {
            Place::OneOff => &mut self.one_off_cost,
            Place::Running => &mut self.running_cost_per_month,
            Place::Rate => &mut self.discount_rate_per_year,
            Place::RampUp => &mut self.ramp_up_months,
            Place::Lever { lever, input } => &mut self.levers[lever].values[input],
        }
    }
}

impl Slot {
    /// The lower and the higher value tried: the number's own range, else a share of the number down and up; both of what is accepted.
    fn ends(&self, value: f64, share: f64) -> Range {
        let moved = (value * (1.0 - share), value * (1.0 + share));
        let (a, b) = self.range.unwrap_or(moved);
        let [a, b] = [a, b].map(|end| end.clamp(self.accepted.0, self.accepted.1));
        (a.min(b), a.max(b))
    }
}

/// Moves each number alone through its own range, or where it has none by a share of itself (0.2 is ±20 %), within what it accepts, and
/// ranks the bars by the span of the net present value, longest first. Numbers that a share does not move, such as a cost of 0, have no
/// bar; nor has the horizon.
///
/// The base of all bars is [`Outcome::npv`](super::Outcome::npv).
#[must_use]
pub fn tornado(valid: &Valid, share: f64) -> Vec<TornadoBar> {
    let mut numbers = valid.numbers.clone();
    let mut bars = Vec::new();
    for slot in numbers.slots() {
        let base = *numbers.at(slot.place);
        let (low, high) = slot.ends(base, share);
        let mut npv_at = |value: f64| {
            *numbers.at(slot.place) = value;
            numbers.npv()
        };
        let (npv_low, npv_high) = (npv_at(low), npv_at(high));
        *numbers.at(slot.place) = base;
        if low < high {
            bars.push(TornadoBar {
                path: slot.path,
                label: slot.label,
                low,
                high,
                own_range: slot.range.is_some(),
                npv_low,
                npv_high,
            });
        }
    }
    bars.sort_by(|a, b| b.span().total_cmp(&a.span()));
    bars
}
