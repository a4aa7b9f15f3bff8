//! From what the loaded metrics say to levers with numbers in them.
//!
//! **Too little to go by** ([`Doubt`](super::Doubt)): such a value is offered beside the number, which stands at its starting value until the user
//! takes it.

use super::asked::Asked;
use super::document::{InputValue, LeverUse, MeasuredValue, Origin, Scenario};
use super::lever::{Binding, InputDefault, InputDefinition, LeverDefinition, When};
use super::levers;
use super::measured::Measured;
use super::own::OWN_INPUTS;
use super::path::DEFAULT;
use super::validate::default_value;
use super::window::{Lacking, Windows};
use outturn_core::units::Currency;
use std::collections::BTreeMap;

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
