//! What a scenario stands on, number by number.

use crate::narrative::standing;
use outturn_format::{Locale, input_value};
use outturn_scenario::{Scenario, inputs, lever_by_id};

/// Numbers that belong together.
#[derive(Debug, Clone, PartialEq)]
pub struct AssumptionGroup {
    /// The lever, or `Scenario` for the scenario's own numbers.
    pub label: &'static str,
    /// How the lever's money is computed.
    pub formula: Option<String>,
    /// The numbers.
    pub rows: Vec<Assumption>,
}

/// One number.
#[derive(Debug, Clone, PartialEq)]
pub struct Assumption {
    /// Its name.
    pub label: &'static str,
    /// Its value with its unit.
    pub value: String,
    /// Measured, assumed or another origin, in a word; `unconfirmed` of a starting value.
    pub origin: &'static str,
    /// Where it comes from.
    pub source: String,
}

/// The scenario's own numbers first, then those of each lever that is on.
#[must_use]
pub fn assumptions(scenario: &Scenario, locale: &Locale) -> Vec<AssumptionGroup> {
    let all = inputs(scenario);
    let rows = |lever: Option<&'static str>| {
        let own = all.iter().filter(|i| i.lever == lever);
        own.map(|input| Assumption {
            label: input.label,
            value: input_value(input.value, input.unit, scenario.currency, locale),
            origin: standing(input),
            source: input.source.clone(),
        })
        .collect()
    };
    let own = AssumptionGroup {
        label: "Scenario",
        formula: None,
        rows: rows(None),
    };
    let on = scenario.levers.iter().filter(|l| l.on);
    let levers = on.filter_map(|l| {
        let lever = lever_by_id(&l.lever)?;
        Some(AssumptionGroup {
            label: lever.label,
            formula: Some(lever.formula.words()),
            rows: rows(Some(lever.id)),
        })
    });
    [own].into_iter().chain(levers).collect()
}

/// How many of the numbers listed are measured, derived, assumed, unconfirmed …: `2 derived · 5 unconfirmed`.
#[must_use]
pub fn tally(groups: &[AssumptionGroup]) -> String {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for row in groups.iter().flat_map(|group| &group.rows) {
        match counts.iter_mut().find(|(origin, _)| *origin == row.origin) {
            Some((_, n)) => *n += 1,
            None => counts.push((row.origin, 1)),
        }
    }
    let counts = counts.iter().map(|(origin, n)| format!("{n} {origin}"));
    counts.collect::<Vec<_>>().join(" · ")
}
