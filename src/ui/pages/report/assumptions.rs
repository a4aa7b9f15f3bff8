//! What a scenario stands on, number by number.

use crate::state::App;
use leptos::prelude::*;
use outturn_report::model::{Assumption, AssumptionGroup, assumptions, tally};
use outturn_scenario::Scenario;

/// The list.
#[component]
pub fn Assumptions(
    /// Whose.
    scenario: Scenario,
) -> impl IntoView {
    let locale = App::here().locale();
    let groups = assumptions(&scenario, &locale);
    let said = tally(&groups);
    let groups = groups.into_iter().map(group);
    view! {
        <div class="assumptions">
            <div class="head"><h3>"Assumptions"</h3><span class="quiet">{said}</span></div>
            <div class="scroll-x" tabindex="0" role="region" aria-label="Assumptions">
                <table>
                    <caption class="visually-hidden">"Assumptions"</caption>
                    <thead><tr><th scope="col">"Number"</th><th scope="col" class="n">"Value"</th><th scope="col">"Is"</th><th scope="col">"From"</th></tr></thead>
                    {groups.collect_view()}
                </table>
            </div>
        </div>
    }
}

fn group(group: AssumptionGroup) -> impl IntoView {
    let row = |row: Assumption| {
        view! {
            <tr>
                <th scope="row">{row.label}</th>
                <td class="n">{row.value}</td>
                <td><span class=format!("tag {}", row.origin)>{row.origin}</span></td>
                <td class="from">{row.source}</td>
            </tr>
        }
    };
    view! {
        <tbody>
            <tr class="group"><th scope="rowgroup" colspan="4">{group.label}{group.formula.map(|f| view! { <span class="quiet">{format!(" {f}")}</span> })}</th></tr>
            {group.rows.into_iter().map(row).collect_view()}
        </tbody>
    }
}
