//! The scenario as a document: what is stored, linked, undone. Unknown fields are ignored and missing ones take their default,
//! so that an older or newer document can be read; whether it can be evaluated is decided by [`super::validate`].

use super::lever::LeverDefinition;
use super::window::{Doubt, Windows};
use outturn_core::calendar::Period;
use outturn_core::finance::Timing;
use outturn_core::units::Currency;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Where a number comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// Read from loaded data as it is.
    Measured,
    /// Computed from loaded data by a stated rule.
    Derived,
    /// Set by a person, or a default nobody has changed yet.
    #[default]
    Assumed,
}

impl Origin {
    /// The word a person reads.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Measured => "measured",
            Self::Derived => "derived",
            Self::Assumed => "assumed",
        }
    }
}

/// The lowest and the highest value that a number may well have.
pub type Range = (f64, f64);

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// A named set of assumptions. Money is in [`currency`](Self::currency) throughout.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Scenario {
    /// What the user calls it.
    pub name: String,
    /// The one currency of all its money.
    pub currency: Currency,
    /// The month that month 0 lies in; without it months are only numbered.
    pub start: Option<Period>,
    /// Months looked at after month 0.
    pub horizon_months: u32,
    /// Effective discount rate per year, as a ratio.
    pub discount_rate_per_year: f64,
    /// Whether month 0 is discounted.
    pub timing: Timing,
    /// Months until the benefits are in full: month `m` brings the share `min(1, m ÷ ramp-up)`.
    pub ramp_up_months: f64,
    /// Paid in month 0; positive.
    pub one_off_cost: f64,
    /// Paid in each month from 1 to the horizon; positive.
    pub running_cost_per_month: f64,
    /// The value levers, in the user's order.
    pub levers: Vec<LeverUse>,
    /// Where the scenario's own numbers come from, by path, where the user has said so.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub sources: BTreeMap<String, String>,
    /// What the data says about the scenario's own numbers, by path.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub measured: BTreeMap<String, MeasuredValue>,
    /// The range that the user gives one of the scenario's own numbers, by path.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub ranges: BTreeMap<String, Range>,
    /// The scenario that it is a variant of, by the name that one had then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub variant_of: Option<String>,
    /// The times that the data is asked about.
    #[serde(skip_serializing_if = "is_default")]
    pub windows: Windows,
}

impl Default for Scenario {
    /// Three years at 10 % a year with a ramp-up of six months; no costs, no levers.
    fn default() -> Self {
        Self {
            name: "Base".into(),
            currency: Currency::USD,
            start: None,
            horizon_months: 36,
            discount_rate_per_year: 0.10,
            timing: Timing::default(),
            ramp_up_months: 6.0,
            one_off_cost: 0.0,
            running_cost_per_month: 0.0,
            levers: Vec::new(),
            sources: BTreeMap::new(),
            measured: BTreeMap::new(),
            ranges: BTreeMap::new(),
            variant_of: None,
            windows: Windows::default(),
        }
    }
}

/// One lever of a scenario with its numbers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
#[serde(default)]
pub struct LeverUse {
    /// Id of the [`LeverDefinition`].
    pub lever: String,
    /// Whether it counts. Off keeps its numbers.
    pub on: bool,
    /// The data suggests it, and nobody has confirmed or rejected it yet. It is off.
    #[serde(skip_serializing_if = "is_default")]
    pub proposed: bool,
    /// Its inputs; those not listed take the definition's default.
    pub inputs: Vec<InputValue>,
}

impl LeverUse {
    /// The lever with all inputs at their defaults, to be filled in by hand.
    #[must_use]
    pub fn by_hand(definition: &LeverDefinition) -> Self {
        super::suggest::filled(definition, &super::measured::Measured::new())
    }

    /// The input of that id, if listed.
    #[must_use]
    pub fn input(&self, id: &str) -> Option<&InputValue> {
        self.inputs.iter().find(|input| input.id == id)
    }
}

/// The number an input of a lever stands at.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
#[serde(default)]
pub struct InputValue {
    /// Id of the input within its lever.
    pub id: String,
    /// In the unit of the input's definition.
    pub value: f64,
    /// Where the value comes from.
    pub origin: Origin,
    /// The same in words: file and rule, or who assumed it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// What the data said, kept when the user sets another value, to go back to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub measured: Option<MeasuredValue>,
    /// The range that the user gives it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub range: Option<Range>,
}

/// What the loaded data said about an input.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MeasuredValue {
    /// In the unit of the input's definition.
    pub value: f64,
    /// Measured or derived.
    pub origin: Origin,
    /// File, metric and rule.
    pub source: String,
    /// Of money: its currency.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// The lowest and the highest month of the time measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub range: Option<Range>,
    /// Why it counts only once the user says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doubt: Option<Doubt>,
}
