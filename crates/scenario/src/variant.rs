//! A cautious and an ambitious neighbour of a scenario, so that three stand side by side.

use super::document::{InputValue, LeverUse, Origin, Scenario};
use super::lever::LeverDefinition;
use super::levers;
use super::validate::LeverNumbers;
use serde::{Deserialize, Serialize};

/// How far a variant moves what is assumed.
pub const VARIANT_SWING: f64 = 0.2;

/// Which way a variant leans.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stance {
    /// Less benefit, more cost.
    Cautious,
    /// More benefit, less cost.
    Ambitious,
}

impl Stance {
    /// The word a person reads.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Cautious => "Cautious",
            Self::Ambitious => "Ambitious",
        }
    }

    /// The sentence that tells the rule.
    #[must_use]
    pub fn rule(self) -> &'static str {
        match self {
            Self::Cautious => {
                "every assumed driver 20% to the side that lowers the benefit (an “after” value by 20% of its change, a share near \
                 one by 20% of what it lacks), all costs 20% higher; measured drivers, ramp-up and discount rate as in the base"
            }
            Self::Ambitious => {
                "every assumed driver 20% to the side that raises the benefit (an “after” value by 20% of its change, a share near \
                 one by 20% of what it lacks), all costs 20% lower; measured drivers, ramp-up and discount rate as in the base"
            }
        }
    }
}

/// The variant of a scenario by rule: every **assumed** input of a lever moves by [`VARIANT_SWING`], as its
/// [`Swing`](super::Swing) says, to the side that alone gives less (cautious) or more (ambitious) benefit; costs move by the
/// same ratio the other way. What is measured or derived stays, as do horizon, ramp-up and discount rate.
#[must_use]
pub fn variant(scenario: &Scenario, stance: Stance) -> Scenario {
    let cost_factor = match stance {
        Stance::Cautious => 1.0 + VARIANT_SWING,
        Stance::Ambitious => 1.0 - VARIANT_SWING,
    };
    let mut changed = Scenario {
        name: stance.label().to_owned(),
        variant_of: Some(scenario.name.clone()),
        one_off_cost: scenario.one_off_cost * cost_factor,
        running_cost_per_month: scenario.running_cost_per_month * cost_factor,
        ..scenario.clone()
    };
    for used in &mut changed.levers {
        if let Some(definition) = levers::by_id(&used.lever) {
            lean(used, definition, stance);
        }
    }
    changed
}

fn lean(used: &mut LeverUse, definition: &'static LeverDefinition, stance: Stance) {
    let base = LeverNumbers::of(definition, used);
    let leaning = definition.inputs.iter().enumerate().map(|(index, input)| {
        let entry = used.input(input.id).cloned().unwrap_or_else(|| InputValue {
            id: input.id.to_owned(),
            ..InputValue::default()
        });
        if entry.origin != Origin::Assumed {
            return entry;
        }
        InputValue {
            value: leaning_value(&base, index, stance),
            ..entry
        }
    });
    used.inputs = leaning.collect();
}

/// Of the two swings of an input, the one that gives less or more benefit.
fn leaning_value(base: &LeverNumbers, index: usize, stance: Stance) -> f64 {
    let amount_at = |value: f64| {
        let mut moved = base.clone();
        moved.values[index] = value;
        moved.amount_per_month()
    };
    let [a, b] = [-VARIANT_SWING, VARIANT_SWING].map(|swing| base.swung(index, swing));
    let a_gives_more = amount_at(a) > amount_at(b);
    if a_gives_more == (stance == Stance::Ambitious) {
        a
    } else {
        b
    }
}
