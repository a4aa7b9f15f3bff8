//! What a value lever is: the rule that turns a change of an operating metric into money per month.

use outturn_core::units::{Per, SECONDS_PER_DAY, SECONDS_PER_HOUR, Unit};
use outturn_expr::Formula;
use serde::{Deserialize, Serialize};

/// Ledger category that a lever's money is booked under.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    /// Revenue that would have been lost.
    RevenueProtected,
    /// Money that is no longer spent.
    CostAvoided,
    /// Revenue that would not have come.
    UpsideUnlocked,
}

impl Category {
    /// All categories, in the order of the ledger.
    pub const ALL: [Self; 3] = [
        Self::RevenueProtected,
        Self::CostAvoided,
        Self::UpsideUnlocked,
    ];

    /// The words a person reads.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::RevenueProtected => "revenue protected",
            Self::CostAvoided => "cost avoided",
            Self::UpsideUnlocked => "upside unlocked",
        }
    }
}

/// Unit of an input as people think of it; metrics are converted from their base unit by the input's [`Binding`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InputUnit {
    /// A share of one, shown as percent.
    Ratio,
    /// A plain number, such as "times as many".
    Number,
    /// Things.
    Count,
    /// Things or events a month.
    PerMonth,
    /// Seconds.
    Seconds,
    /// Minutes.
    Minutes,
    /// Hours.
    Hours,
    /// Days.
    Days,
    /// Months.
    Months,
    /// An amount in the scenario's currency; what it is per is in the label.
    Money,
}

impl InputUnit {
    /// Seconds in one, of a unit of time.
    #[must_use]
    pub fn seconds(self) -> Option<f64> {
        match self {
            Self::Seconds => Some(1.0),
            Self::Minutes => Some(60.0),
            Self::Hours => Some(SECONDS_PER_HOUR),
            Self::Days => Some(SECONDS_PER_DAY),
            Self::Months => Some(Per::Month.seconds()),
            Self::Ratio | Self::Number | Self::Count | Self::PerMonth | Self::Money => None,
        }
    }
}

/// One lever: the only place where its text, its formula and its example are kept.
#[derive(Debug)]
pub struct LeverDefinition {
    /// Stable id; the first part of its inputs' paths.
    pub id: &'static str,
    /// Name for people.
    pub label: &'static str,
    /// Ids of the metrics it can be fed by; the first one must be loaded for the lever to be suggested.
    pub metrics: &'static [&'static str],
    /// Where the money is booked.
    pub category: Category,
    /// Its numbers, in the order they are shown.
    pub inputs: &'static [InputDefinition],
    /// Money per month at full effect, of the inputs by id. Negative when the change makes things worse.
    pub formula: Formula,
    /// A case worked by hand.
    pub example: Example,
}

impl LeverDefinition {
    /// The input of that id.
    #[must_use]
    pub fn input(&self, id: &str) -> Option<&'static InputDefinition> {
        self.inputs.iter().find(|input| input.id == id)
    }
}

/// A case worked by hand; a test computes each one.
#[derive(Debug)]
pub struct Example {
    /// A value for every input.
    pub inputs: &'static [(&'static str, f64)],
    /// Expected money per month.
    pub per_month: f64,
    /// How the expected figure comes about.
    pub working: &'static str,
}

/// One number of a lever.
#[derive(Debug)]
pub struct InputDefinition {
    /// Stable id; the second part of its path.
    pub id: &'static str,
    /// Name for people.
    pub label: &'static str,
    /// Its unit.
    pub unit: InputUnit,
    /// Range of the slider. A field takes all of [`accepted`](Self::accepted).
    pub slider: Slider,
    /// Smallest and largest value that makes sense; anything else is refused.
    pub accepted: (f64, f64),
    /// Where it starts when nothing is measured.
    pub default: InputDefault,
    /// Metrics that can supply it, the preferred one first.
    pub measured_by: &'static [Binding],
    /// How variants move it. Sensitivity moves every input through its own range, or by a share of itself.
    pub swing: Swing,
}

/// Range and step of a slider, in the input's unit.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Slider {
    /// Left end.
    pub min: f64,
    /// Right end.
    pub max: f64,
    /// Distance of two positions.
    pub step: f64,
}

/// The value of an input that is not measured.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum InputDefault {
    /// This one.
    Fixed(f64),
    /// The value of another input, moved by `share` of its distance to `goal`: an improvement of that much.
    Toward {
        /// Id of the other input of the same lever; it stands before this one.
        input: &'static str,
        /// What would be perfect.
        goal: f64,
        /// Share of the way that is assumed to be gone.
        share: f64,
    },
}

/// How a relative swing of `s` moves a value `v` for a cautious or ambitious variant, so that it stays plausible.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Swing {
    /// `v × (1 ± s)`.
    OfValue,
    /// For shares near one, what is missing to one swings: `1 − (1 − v) × (1 ± s)`.
    OfShortfall,
    /// For "after" values, the change from the named "now" value swings: `now + (v − now) × (1 ± s)`.
    OfChangeFrom(&'static str),
}

/// What an input is measured by.
#[derive(Debug)]
pub struct Binding {
    /// Id of the metric.
    pub metric: &'static str,
    /// The unit that its value must have; in another one the binding does not hold.
    pub unit: Unit,
    /// What is read of it. How it becomes the input's unit follows from the two units.
    pub statistic: Statistic,
    /// Over which time.
    pub when: When,
}

/// What a [`Binding`] reads of a metric.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Statistic {
    /// The value: measured.
    Value,
    /// How often a month the metric's events happened: derived from count and period.
    EventsPerMonth,
    /// The value, a rate, as so many a month: derived.
    RatePerMonth,
    /// The value, an amount, as so much a month of the time observed: derived.
    AmountPerMonth,
    /// The value, an amount that is paid once: measured. Nothing is extrapolated from it.
    Total,
    /// The value, hours a month, split over its events: derived.
    TimePerEvent,
    /// Nothing, because another input that is bound to the same metric contains it: 0, derived.
    Contained,
}

impl Statistic {
    /// Whether it is a total divided by the months observed.
    #[must_use]
    pub fn is_per_month(self) -> bool {
        matches!(
            self,
            Self::EventsPerMonth | Self::AmountPerMonth | Self::TimePerEvent
        )
    }
}

/// The time that a [`Binding`] is measured over. An "after" value is measured by what its "now" value is, from go-live on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// The baseline: what change is counted from.
    Baseline,
    /// From go-live on, where that is known: what is measured is itself a change. Else the baseline.
    SinceGoLive,
    /// All that is loaded, whatever the baseline: what is paid once is paid at any time.
    Everything,
}

/// The values of a lever's inputs, read by id.
#[derive(Debug, Clone, Copy)]
pub struct Values<'a> {
    definition: &'static LeverDefinition,
    values: &'a [f64],
}

impl<'a> Values<'a> {
    /// `values` in the order of the definition's inputs.
    pub(super) fn new(definition: &'static LeverDefinition, values: &'a [f64]) -> Self {
        Self { definition, values }
    }

    /// The value of an input. `NaN` for an id that the lever does not have: a slip in a formula, which its example reveals.
    #[must_use]
    pub fn get(&self, id: &str) -> f64 {
        let inputs = self.definition.inputs.iter().zip(self.values);
        let found = inputs.into_iter().find(|(input, _)| input.id == id);
        found.map_or(f64::NAN, |(_, value)| *value)
    }
}

/// Hours in a month: a year of 8,760 hours ÷ 12.
pub const HOURS_PER_MONTH: f64 = Per::Month.seconds() / SECONDS_PER_HOUR;
