//! What a scenario stands on, number by number.

use crate::state::App;
use leptos::prelude::*;
use outturn_core::units::Currency;
use outturn_format::{Locale, input_value};
use outturn_scenario::{InputDescription, Origin, Scenario, inputs, lever_by_id};

/// The list, the scenario's own numbers first, then those of each lever that is on.
#[component]
pub fn Assumptions(
    /// Whose.
    scenario: Scenario,
) -> impl IntoView {
    let locale = App::here().locale();
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
        group(
            lever.label,
            Some(lever.formula.words()),
            of_lever,
            currency,
            locale,
        )
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
                    {group("Scenario", None, own, currency, locale)}
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
    formula: Option<String>,
    inputs: Vec<InputDescription>,
    currency: Currency,
    locale: Locale,
) -> impl IntoView + use<> {
    let rows = inputs.into_iter().map(|input| {
        let word = input.origin.word();
        view! {
            <tr>
                <th scope="row">{input.label}</th>
                <td class="n">{input_value(input.value, input.unit, currency, &locale)}</td>
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
