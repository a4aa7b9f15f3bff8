//! The value of one input at which the net present value reaches a target: with target 0, the break-even.

use super::describe::{InputDescription, inputs};
use super::document::{Origin, Scenario};
use super::validate::{ScenarioError, Valid, validate};
use outturn_core::finance::bracketed_root;

/// First step away from the present value, relative to its size.
const FIRST_STEP: f64 = 1e-3;
const GROWTH: f64 = 1.5;
const MOST_STEPS: usize = 200;

/// The value of the input nearest to its present one at which the net present value is `target_npv`, all else unchanged, to
/// about 15 digits. `None` when no value within the input's accepted range reaches it.
///
/// Searches outward from the present value in growing steps; two crossings within one step are not seen.
///
/// # Errors
/// A path that the scenario does not have or whose lever is off, or the horizon, which is not continuous.
pub fn goal_seek(valid: &Valid, path: &str, target_npv: f64) -> Result<Option<f64>, ScenarioError> {
    let slot = valid.numbers.slot(path)?;
    let mut numbers = valid.numbers.clone();
    let present = *numbers.at(slot.place);
    let gap = |value: f64| {
        let mut varied = numbers.clone();
        *varied.at(slot.place) = value;
        varied.npv() - target_npv
    };
    let (min, max) = slot.accepted;
    let mut walks = [Walk::new(present, min), Walk::new(present, max)];
    let at_present = gap(present);
    if at_present == 0.0 {
        return Ok(Some(present));
    }
    let mut gaps = [at_present; 2];
    for _ in 0..MOST_STEPS {
        for (walk, last_gap) in walks.iter_mut().zip(&mut gaps) {
            let Some((from, to)) = walk.step() else {
                continue;
            };
            let next_gap = gap(to);
            if (next_gap <= 0.0) != (*last_gap <= 0.0) || next_gap == 0.0 {
                return Ok(bracketed_root(gap, from, to));
            }
            *last_gap = next_gap;
        }
    }
    Ok(None)
}

/// An assumed number, and what it would have to be for the net present value to be zero.
#[derive(Debug, Clone, PartialEq)]
pub struct BreakEven {
    /// The number as it stands.
    pub input: InputDescription,
    /// Where the net present value is zero, all else unchanged; `None` when no value within its accepted range reaches that.
    pub zero: Option<f64>,
}

/// The break-even of every assumed number that counts and can be varied: not of the horizon, nor of levers that are off. Empty when the
/// scenario cannot be computed.
#[must_use]
pub fn break_even(scenario: &Scenario) -> Vec<BreakEven> {
    let Ok(valid) = validate(scenario) else {
        return Vec::new();
    };
    let assumed = inputs(scenario)
        .into_iter()
        .filter(|i| i.origin == Origin::Assumed);
    assumed
        .filter_map(|input| {
            let zero = goal_seek(&valid, &input.path, 0.0).ok()?;
            Some(BreakEven { input, zero })
        })
        .collect()
}

/// Steps of growing size from a start to an end, the last one cut to arrive.
struct Walk {
    at: f64,
    end: f64,
    step: f64,
}

impl Walk {
    fn new(start: f64, end: f64) -> Self {
        let size = if start == 0.0 { 1.0 } else { start.abs() };
        Self {
            at: start,
            end,
            step: size * FIRST_STEP,
        }
    }

    /// The next stretch, or nothing at the end.
    fn step(&mut self) -> Option<(f64, f64)> {
        let from = self.at;
        let rest = self.end - from;
        if rest == 0.0 {
            return None;
        }
        self.at = if rest.abs() <= self.step {
            self.end
        } else {
            from + self.step.copysign(rest)
        };
        self.step *= GROWTH;
        Some((from, self.at))
    }
}
