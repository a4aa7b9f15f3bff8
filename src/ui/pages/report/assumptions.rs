//! What a scenario stands on, number by number.

use crate::engine::scenario::{InputDescription, InputUnit, Origin, Scenario, inputs, lever_by_id};
use crate::engine::units::{Currency, SECONDS_PER_DAY, SECONDS_PER_HOUR};
use crate::format::{
    Digits, Locale, MoneyStyle, NO_BREAK_SPACE, compact, duration, money, months, percent,
};
use leptos::prelude::*;

/// The list, the scenario's own numbers first, then those of each lever that is on.
#[component]
pub fn Assumptions(
    /// Whose.
    scenario: Scenario,
) -> impl IntoView {
    let all = inputs(&scenario);
    let currency = scenario.currency;
    let own: Vec<InputDescription> = all.iter().filter(|i| i.lever.is_none()).cloned().collect();
    let on = scenario
        .levers
        .iter()
        .filter(|l| l.on)
        .filter_map(|l| lever_by_id(&l.lever));
    let levers = on.map(|lever| {
        let of_lever = all
            .iter()
            .filter(|i| i.lever == Some(lever.id))
            .cloned()
            .collect();
        group(lever.label, Some(lever.formula), of_lever, currency)
    });
    let assumed = all
        .iter()
        .filter(|i| i.origin == Origin::Assumed && counts(&scenario, i))
        .count();
    view! {
        <div class="assumptions">
            <div class="head"><h3>"Assumptions"</h3><span class="quiet">{format!("{assumed} assumed; the others come from the data")}</span></div>
            <div class="scroll-x" tabindex="0" role="region" aria-label="Assumptions">
                <table>
                    <caption class="visually-hidden">"Assumptions"</caption>
                    <thead><tr><th scope="col">"Number"</th><th scope="col" class="n">"Value"</th><th scope="col">"Is"</th><th scope="col">"From"</th></tr></thead>
                    {group("Scenario", None, own, currency)}
                    {levers.collect_view()}
                </table>
            </div>
        </div>
    }
}

fn counts(scenario: &Scenario, input: &InputDescription) -> bool {
    input
        .lever
        .is_none_or(|lever| scenario.levers.iter().any(|l| l.on && l.lever == lever))
}

fn group(
    label: &'static str,
    formula: Option<&'static str>,
    inputs: Vec<InputDescription>,
    currency: Currency,
) -> impl IntoView + use<> {
    let rows = inputs.into_iter().map(|input| {
        let word = input.origin.word();
        view! {
            <tr>
                <th scope="row">{input.label}</th>
                <td class="n">{shown(&input, currency)}</td>
                <td><span class=format!("tag {word}")>{word}</span></td>
                <td class="from">{input.source}</td>
            </tr>
        }
    });
    view! {
        <tbody>
            <tr class="group"><th scope="rowgroup" colspan="4">{label}{formula.map(|f| view! { <span class="quiet">{format!(" {f}")}</span> })}</th></tr>
            {rows.collect_view()}
        </tbody>
    }
}

/// A number of a scenario as people write it.
fn shown(input: &InputDescription, currency: Currency) -> String {
    let (value, locale) = (input.value, &Locale::EN);
    match input.unit {
        InputUnit::Ratio => percent(value, Digits::UpTo(2), locale),
        InputUnit::Number | InputUnit::Count => compact(value, locale),
        InputUnit::PerMonth => format!(
            "{}{NO_BREAK_SPACE}/{NO_BREAK_SPACE}month",
            compact(value, locale)
        ),
        InputUnit::Seconds => duration(value, locale),
        InputUnit::Minutes => duration(value * 60.0, locale),
        InputUnit::Hours => duration(value * SECONDS_PER_HOUR, locale),
        InputUnit::Days => duration(value * SECONDS_PER_DAY, locale),
        InputUnit::Months => months(value, locale),
        InputUnit::Money => money(value, currency, MoneyStyle::Compact, locale),
    }
}
