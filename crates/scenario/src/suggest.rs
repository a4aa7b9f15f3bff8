//! From what the loaded metrics say to levers with numbers in them.
//!
//! **Too little to go by** ([`Doubt`]): such a value is offered beside the number, which stands at its starting value until the user
//! takes it.

use super::document::{InputValue, LeverUse, MeasuredValue, Origin, Range, Scenario};
use super::lever::{
    Binding, InputDefault, InputDefinition, InputUnit, LeverDefinition, Statistic, When,
};
use super::levers;
use super::own::{OWN_INPUTS, OwnInput};
use super::path::DEFAULT;
use super::validate::default_value;
use super::window::{Doubt, Lacking, Windows};
use outturn_core::units::{Currency, Per, SECONDS_PER_HOUR, Unit};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What the loaded data says, by metric id. Metrics without a value are not in it.
pub type Measured = BTreeMap<String, MeasuredMetric>;

/// One metric as the levers see it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MeasuredMetric {
    /// The metric's base unit; `mttr` in seconds, `work_removed` in hours a month …
    pub unit: Unit,
    /// Over the baseline, or why there is none.
    pub baseline: Result<Reading, Lacking>,
    /// From go-live on, where that is known; else in the period that the scorecard shows.
    pub now: Result<Reading, Lacking>,
    /// Whether `now` begins with go-live.
    pub since_go_live: bool,
    /// Over all that is loaded, where that is [asked for](is_asked_whole).
    pub whole: Option<Reading>,
}

impl MeasuredMetric {
    /// Over the time that is asked about.
    fn over(&self, when: When) -> Result<&Reading, Lacking> {
        match when {
            When::Everything => self.whole.as_ref().ok_or(Lacking::NothingPaidOnce),
            When::SinceGoLive if self.since_go_live => self.now.as_ref().map_err(|lack| *lack),
            When::SinceGoLive | When::Baseline => self.baseline.as_ref().map_err(|lack| *lack),
        }
    }
}

/// A metric over a span of days.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// Value in the metric's base unit.
    pub value: f64,
    /// Of money: its currency.
    pub currency: Option<Currency>,
    /// How many rows the value rests on.
    pub n: u64,
    /// How many months of the span the data covers.
    pub months: f64,
    /// How many events of the kind the metric is about (incidents for `mttr`, deployments for `change_failure_rate`, cases for
    /// `work_removed`, predictions for `cost_per_prediction` and `model_accuracy`), where that means something.
    pub events: Option<f64>,
    /// The value's lowest and highest month.
    pub value_range: Option<Range>,
    /// The lowest and highest month of the events.
    pub events_range: Option<Range>,
    /// Where it comes from, for people: files, days.
    pub source: String,
    /// Which rows of that time do not count, each reason with their number.
    pub left_out: Vec<(String, u64)>,
}

impl Reading {
    /// Why it is not taken for what comes.
    #[must_use]
    pub fn doubt(&self) -> Option<Doubt> {
        Doubt::of(self.months, self.events)
    }

    /// Which rows do not count, behind what does.
    fn not_counted(&self) -> String {
        let lines = self.left_out.iter();
        lines
            .map(|(reason, rows)| format!("; {rows} {reason}"))
            .collect()
    }

    /// Events in a month of the time observed.
    #[must_use]
    pub fn events_per_month(&self) -> Option<f64> {
        let a_month = self.events? / self.months;
        Some(a_month).filter(|n| n.is_finite() && *n > 0.0)
    }
}

/// Ids of the metrics that scenarios can be fed by, each once.
#[must_use]
pub fn feeding() -> Vec<&'static str> {
    let levers = levers::ALL.iter().flat_map(|lever| lever.inputs);
    let levers = levers.flat_map(|input| input.measured_by);
    let own = OWN_INPUTS.iter().flat_map(|own| own.measured_by);
    let mut ids: Vec<&str> = levers.chain(own).map(|binding| binding.metric).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// Whether a metric is asked for over all that is loaded.
#[must_use]
pub fn is_asked_whole(metric: &str) -> bool {
    let mut own = OWN_INPUTS.iter().flat_map(|own| own.measured_by);
    own.any(|binding| binding.metric == metric && binding.when == When::Everything)
}

/// The levers that the loaded metrics can feed, each with its measured inputs bound and the others at their defaults: proposed, and off
/// until the user confirms them.
#[must_use]
pub fn suggest(measured: &Measured) -> Vec<LeverUse> {
    let feeds = |definition: &&&LeverDefinition| {
        let leading = definition.metrics.first();
        let is_fed = |input: &InputDefinition| {
            let mut bindings = input.measured_by.iter();
            bindings
                .any(|b| Some(&b.metric) == leading && Asked::of(input).read(b, measured).is_some())
        };
        definition.inputs.iter().any(is_fed)
    };
    let fed = levers::ALL.iter().filter(feeds);
    fed.map(|definition| LeverUse {
        on: false,
        proposed: true,
        ..filled(definition, measured)
    })
    .collect()
}

/// The scenario that the data suggests, in the currency of the data: its bill as running cost, its levers proposed. `None` when it can
/// feed neither.
#[must_use]
pub fn suggested(measured: &Measured, windows: Windows) -> Option<Scenario> {
    let levers = suggest(measured);
    let own = own_measured(measured);
    let of_levers = levers.iter().flat_map(|lever| &lever.inputs);
    let of_levers = of_levers.filter_map(|input| input.measured.as_ref());
    let currency = of_levers.chain(own.values()).find_map(|m| m.currency);
    let scenario = Scenario {
        currency: currency.unwrap_or(Currency::USD),
        windows,
        ..Scenario::default()
    };
    (!levers.is_empty() || !own.is_empty()).then(|| Scenario {
        levers,
        ..with_own_measured(scenario, measured)
    })
}

/// The scenario's own numbers as the data says, where nobody has set them.
pub(super) fn with_own_measured(mut scenario: Scenario, measured: &Measured) -> Scenario {
    for own in &OWN_INPUTS {
        if lacking(measured, own.path).is_some() {
            own.forget(&mut scenario);
        }
    }
    for (path, found) in own_measured(measured) {
        if found.currency.is_some_and(|c| c != scenario.currency) {
            continue;
        }
        let Some(own) = OWN_INPUTS.iter().find(|own| own.path == path) else {
            continue;
        };
        if own.follows(&scenario) && found.doubt.is_none() {
            (own.set)(&mut scenario, found.value);
        }
        scenario.measured.insert(path, found);
    }
    scenario
}

fn own_measured(measured: &Measured) -> BTreeMap<String, MeasuredValue> {
    let found = OWN_INPUTS.iter().filter_map(|own| {
        let binding = own.bound(measured)?.first()?;
        let found = Asked::of_own(own).read(binding, measured)?;
        Some((own.path.to_owned(), found))
    });
    found.collect()
}

/// A lever with what is measured, and defaults for the rest.
pub(super) fn filled(definition: &LeverDefinition, measured: &Measured) -> LeverUse {
    let mut values = Vec::with_capacity(definition.inputs.len());
    let mut entries = Vec::with_capacity(definition.inputs.len());
    let Some(definition) = levers::by_id(definition.id) else {
        return LeverUse::default();
    };
    for input in definition.inputs {
        let found = found(definition, input, measured);
        let taken = found.as_ref().filter(|found| found.doubt.is_none());
        let default = default_value(definition, input, &values);
        let value = taken.map_or(default, |taken| taken.value);
        values.push(value);
        entries.push(InputValue {
            id: input.id.to_owned(),
            value,
            origin: taken.map_or(Origin::Assumed, |taken| taken.origin),
            source: taken.map_or_else(|| DEFAULT.to_owned(), |taken| taken.source.clone()),
            measured: found,
            range: None,
        });
    }
    LeverUse {
        lever: definition.id.to_owned(),
        on: true,
        proposed: false,
        inputs: entries,
    }
}

/// What the data says about an input: by its own metrics, or of an "after" value by those of its "now" value from go-live on.
fn found(
    definition: &LeverDefinition,
    input: &InputDefinition,
    measured: &Measured,
) -> Option<MeasuredValue> {
    let asked = Asked::of(input);
    let mut own = input.measured_by.iter();
    own.find_map(|binding| asked.read(binding, measured))
        .or_else(|| {
            let InputDefault::Toward { input: now, .. } = input.default else {
                return None;
            };
            definition
                .input(now)?
                .measured_by
                .iter()
                .find_map(|binding| {
                    let metric = measured.get(binding.metric)?;
                    // Without a before there is no difference to be taken.
                    let has_before = metric.since_go_live && metric.baseline.is_ok();
                    let since = metric.now.as_ref().ok().filter(|_| has_before);
                    asked.value(binding, metric, since?)
                })
        })
}

/// February, in months.
const SHORTEST_MONTH: f64 = 0.9;

/// What the data says about a number in the period that the scorecard shows, beside its baseline; where a go-live date is given, since
/// then, of what has no baseline.
#[must_use]
pub fn reading_now(measured: &Measured, path: &str) -> Option<MeasuredValue> {
    let (asked, bindings) = bound(measured, path)?;
    bindings.iter().find_map(|binding| {
        let metric = measured.get(binding.metric)?;
        let is_beside = binding.when != When::Everything
            && (!metric.since_go_live
                || binding.when == When::Baseline && metric.baseline.is_err());
        let now = metric.now.as_ref().ok().filter(|_| is_beside)?;
        // A day is not shown as the month that it would make thirty times over.
        let extrapolated = binding.statistic.is_per_month() && now.months < SHORTEST_MONTH;
        (!extrapolated).then(|| asked.value(binding, metric, now))?
    })
}

/// Why the data says nothing about a number over the time that is asked about, though it is loaded; `None` where it does, or where
/// nothing is loaded that could.
#[must_use]
pub fn lacking(measured: &Measured, path: &str) -> Option<Lacking> {
    let (_, bindings) = bound(measured, path)?;
    let loaded = bindings.iter().filter_map(|binding| {
        let metric = measured.get(binding.metric)?;
        Some(metric.over(binding.when))
    });
    let mut lack = None;
    for reading in loaded {
        match reading {
            Ok(_) => return None,
            Err(why) => lack = lack.or(Some(why)),
        }
    }
    lack
}

/// What can say something about the number at a path, and what it must be like.
fn bound(measured: &Measured, path: &str) -> Option<(Asked, &'static [Binding])> {
    if let Some(own) = OWN_INPUTS.iter().find(|own| own.path == path) {
        return Some((Asked::of_own(own), own.bound(measured)?));
    }
    let (lever, input) = path.split_once('.')?;
    let input = levers::by_id(lever)?.input(input)?;
    Some((Asked::of(input), input.measured_by))
}

/// What a number must be like for the data to say something about it.
#[derive(Clone, Copy)]
struct Asked {
    unit: InputUnit,
    accepted: Range,
}

impl Asked {
    fn of(input: &InputDefinition) -> Self {
        Self {
            unit: input.unit,
            accepted: input.accepted,
        }
    }

    fn of_own(own: &OwnInput) -> Self {
        Self {
            unit: own.unit,
            accepted: own.accepted,
        }
    }

    /// What a binding finds over its time; nothing when the metric is missing, in another unit, or outside what is accepted.
    fn read(self, binding: &Binding, measured: &Measured) -> Option<MeasuredValue> {
        let metric = measured.get(binding.metric)?;
        self.value(binding, metric, metric.over(binding.when).ok()?)
    }

    fn value(
        self,
        binding: &Binding,
        metric: &MeasuredMetric,
        reading: &Reading,
    ) -> Option<MeasuredValue> {
        if metric.unit != binding.unit {
            return None;
        }
        let seconds = self.unit.seconds();
        let scaled = |range: Option<Range>, by: f64| range.map(|(low, high)| (low * by, high * by));
        let (value, range, rule) = match binding.statistic {
            Statistic::Value => {
                let seconds = seconds.filter(|_| metric.unit == Unit::Seconds);
                let one = seconds.unwrap_or(1.0);
                let range = reading
                    .value_range
                    .map(|(low, high)| (low / one, high / one));
                (reading.value / one, range, None)
            }
            Statistic::EventsPerMonth => (
                reading.events_per_month()?,
                reading.events_range,
                Some("events ÷ months observed"),
            ),
            Statistic::RatePerMonth => {
                let a_month = Per::Month.seconds() / metric.unit.per()?.seconds();
                let range = scaled(reading.value_range, a_month);
                (
                    reading.value * a_month,
                    range,
                    Some("rate × a month of 730 h"),
                )
            }
            Statistic::Total => (reading.value, None, None),
            Statistic::AmountPerMonth => (
                reading.value / reading.months,
                reading.value_range,
                Some("amount ÷ months observed"),
            ),
            Statistic::TimePerEvent => (
                reading.value * (SECONDS_PER_HOUR / seconds?) / reading.events_per_month()?,
                None,
                Some("total a month ÷ events a month"),
            ),
            Statistic::Contained => {
                reading.events_per_month()?;
                (0.0, None, Some("taken off in the measured value already"))
            }
        };
        let (min, max) = self.accepted;
        let holds =
            |(low, high): &Range| *low < *high && (min..=*high).contains(low) && *high <= max;
        let rule = rule.map(|rule| format!(": {rule}")).unwrap_or_default();
        (min..=max).contains(&value).then(|| MeasuredValue {
            value,
            origin: match binding.statistic {
                Statistic::Value | Statistic::Total => Origin::Measured,
                _ => Origin::Derived,
            },
            source: format!(
                "{} ({}{rule}, n = {}{})",
                reading.source,
                binding.metric,
                reading.n,
                reading.not_counted()
            ),
            currency: reading.currency.filter(|_| self.unit == InputUnit::Money),
            range: range.filter(holds),
            doubt: reading
                .doubt()
                .filter(|_| binding.statistic != Statistic::Total),
        })
    }
}
