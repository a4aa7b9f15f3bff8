//! From what the loaded metrics say to levers with numbers in them.

use super::document::{InputValue, LeverUse, MeasuredValue, Origin};
use super::lever::{Binding, InputDefinition, InputUnit, LeverDefinition, Statistic};
use super::levers;
use super::overlap::overlap_of;
use super::path::DEFAULT;
use super::validate::default_value;
use outturn_core::units::{Currency, Per, SECONDS_PER_HOUR, Unit};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What the loaded data says, by metric id. Metrics without a value are not in it.
pub type Measured = BTreeMap<String, MeasuredMetric>;

/// One metric as the levers see it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MeasuredMetric {
    /// Value over the chosen period, in the metric's base unit.
    pub value: f64,
    /// That unit; `mttr` in seconds, `work_removed` in hours a month …
    pub unit: Unit,
    /// Of money: its currency.
    pub currency: Option<Currency>,
    /// How many events the value rests on.
    pub n: u64,
    /// How often a month the metric's events happened (incidents for `mttr`, deployments for `change_failure_rate`, cases for
    /// `work_removed`, predictions for `cost_per_prediction` and `model_accuracy`), where that means something.
    pub per_month: Option<f64>,
    /// Where it comes from, for people: file, period.
    pub source: String,
}

/// The levers that the loaded metrics can feed, each with its measured inputs bound and the others at their defaults.
///
/// Of two levers that price the same money only the first is on: see [`super::OVERLAPS`].
#[must_use]
pub fn suggest(measured: &Measured) -> Vec<LeverUse> {
    let mut suggested: Vec<LeverUse> = Vec::new();
    for definition in levers::ALL {
        let Some(leading) = definition.metrics.first() else {
            continue;
        };
        let feeds = |input: &InputDefinition| {
            let mut bindings = input.measured_by.iter();
            bindings.any(|b| b.metric == *leading && read(input, b, measured).is_some())
        };
        if !definition.inputs.iter().any(feeds) {
            continue;
        }
        let counts_twice = suggested
            .iter()
            .any(|used| used.on && overlap_of(&used.lever, definition.id).is_some());
        suggested.push(LeverUse {
            on: !counts_twice,
            ..filled(definition, measured)
        });
    }
    suggested
}

/// A lever with what is measured, and defaults for the rest.
pub(super) fn filled(definition: &LeverDefinition, measured: &Measured) -> LeverUse {
    let mut values = Vec::with_capacity(definition.inputs.len());
    let mut entries = Vec::with_capacity(definition.inputs.len());
    let Some(definition) = levers::by_id(definition.id) else {
        return LeverUse::default();
    };
    for input in definition.inputs {
        let mut bindings = input.measured_by.iter();
        let found = bindings.find_map(|binding| read(input, binding, measured));
        let default = default_value(definition, input, &values);
        let value = found.as_ref().map_or(default, |found| found.value);
        values.push(value);
        entries.push(InputValue {
            id: input.id.to_owned(),
            value,
            origin: found.as_ref().map_or(Origin::Assumed, |found| found.origin),
            source: found
                .as_ref()
                .map_or_else(|| DEFAULT.to_owned(), |found| found.source.clone()),
            measured: found,
        });
    }
    LeverUse {
        lever: definition.id.to_owned(),
        on: true,
        inputs: entries,
    }
}

/// What a binding finds; nothing when the metric is missing, in another unit, or outside what the input accepts.
fn read(input: &InputDefinition, binding: &Binding, measured: &Measured) -> Option<MeasuredValue> {
    let metric = measured.get(binding.metric)?;
    if metric.unit != binding.unit {
        return None;
    }
    let events = metric.per_month.filter(|events| *events > 0.0);
    let seconds = input.unit.seconds();
    let (value, rule) = match binding.statistic {
        Statistic::Value => {
            let seconds = seconds.filter(|_| metric.unit == Unit::Seconds);
            (metric.value / seconds.unwrap_or(1.0), None)
        }
        Statistic::EventsPerMonth => (metric.per_month?, Some("events ÷ months observed")),
        Statistic::RatePerMonth => {
            let a_month = Per::Month.seconds() / metric.unit.per()?.seconds();
            (metric.value * a_month, Some("rate × a month of 730 h"))
        }
        Statistic::TimePerEvent => (
            metric.value * (SECONDS_PER_HOUR / seconds?) / events?,
            Some("total a month ÷ events a month"),
        ),
        Statistic::Contained => {
            events?;
            (0.0, Some("taken off in the measured value already"))
        }
    };
    let (min, max) = input.accepted;
    let is_money = input.unit == InputUnit::Money;
    (min..=max).contains(&value).then(|| MeasuredValue {
        value,
        origin: rule.map_or(Origin::Measured, |_| Origin::Derived),
        source: match rule {
            None => format!("{} ({}, n = {})", metric.source, binding.metric, metric.n),
            Some(rule) => format!(
                "{} ({}: {rule}, n = {})",
                metric.source, binding.metric, metric.n
            ),
        },
        currency: metric.currency.filter(|_| is_money),
    })
}
