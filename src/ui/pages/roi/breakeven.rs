//! Break-even: what each assumption would have to be for the net present value to be zero.

use super::figures::Figures;
use leptos::prelude::*;
use outturn_format::{Locale, input_value};
use outturn_scenario::{BreakEven, InputDescription, Scenario, break_even, full_name};

/// The id of the button that computes it.
pub const BUTTON: &str = "break-even";

/// An assumption, where it stands, and where it would have to stand.
#[derive(Debug, Clone, PartialEq)]
struct Row {
    name: String,
    now: String,
    zero: Option<String>,
}

/// Every assumed number that has a break-even to look for.
fn seek(scenario: &Scenario, locale: &Locale) -> Vec<Row> {
    let words =
        |input: &InputDescription, v: f64| input_value(v, input.unit, scenario.currency, locale);
    let rows = break_even(scenario).into_iter();
    rows.map(|BreakEven { input, zero }| Row {
        name: full_name(input.lever, input.label),
        now: words(&input, input.value),
        zero: zero.map(|v| words(&input, v)),
    })
    .collect()
}

/// The panel; it computes when asked, and says when what it shows is of an earlier state.
#[component]
pub fn BreakEven() -> impl IntoView {
    let figures = Figures::here();
    let found = RwSignal::new(None::<(Scenario, Vec<Row>)>);
    let compute = move |_| {
        let scenario = figures.scenario.get_untracked();
        let rows = seek(&scenario, &figures.app.locale());
        found.set(Some((scenario, rows)));
    };
    let stale = Memo::new(move |_| {
        found.with(|f| {
            f.as_ref()
                .is_some_and(|(of, _)| figures.scenario.with(|now| now != of))
        })
    });
    let body = move || {
        found.with(|f| {
            let rows = f.iter().flat_map(|(_, rows)| rows.iter().cloned());
            let line = |row: Row| match row.zero {
                Some(zero) => view! { <tr><th scope="row">{row.name}</th><td class="n">{row.now}</td><td class="n"><b>{zero}</b></td></tr> }.into_any(),
                None => view! { <tr><th scope="row">{row.name}</th><td class="n">{row.now}</td><td class="n quiet">"cannot bring NPV to zero"</td></tr> }.into_any(),
            };
            rows.map(line).collect_view()
        })
    };
    view! {
        <div class="panel" data-testid="breakeven">
            <div class="head">
                <h2>"Break-even"</h2>
                <span class="quiet">"for each assumption alone, where NPV is zero"</span>
                <div class="tools-row"><button class="btn small" id=BUTTON on:click=compute>"Break-even"</button></div>
            </div>
            <p class="quiet" role="status">{move || stale.get().then(|| "The scenario has changed since; compute again.".to_owned())}</p>
            <Show when=move || found.with(Option::is_some)>
                <div class="scroll-x" tabindex="0" role="region" aria-label="Table of break-even values">
                    <table>
                        <caption class="visually-hidden">"Break-even of each assumption"</caption>
                        <thead><tr><th scope="col">"Assumption"</th><th scope="col" class="n">"Now"</th><th scope="col" class="n">"NPV is zero at"</th></tr></thead>
                        <tbody>{body}</tbody>
                    </table>
                </div>
            </Show>
        </div>
    }
}
