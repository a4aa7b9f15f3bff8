//! The five figures of the open scenario.

use super::figures::Figures;
use leptos::prelude::*;
use outturn_report::narrative::{kpi_receipt, kpis};
use outturn_scenario::{Outcome, Scenario};

/// The figures.
#[component]
pub fn Kpis() -> impl IntoView {
    let figures = Figures::here();
    let locale = figures.app.locale();
    let tiles = Memo::new(move |_| {
        let tiles = |scenario: &Scenario, o: &Outcome| kpis(scenario, o, &locale);
        figures.of_both(tiles).unwrap_or_default()
    });
    let shown = move || {
        let tiles = tiles.get().into_iter();
        tiles.map(|t| view! { <div><dt>{t.name}</dt><dd><b>{t.value}</b><small>{t.small}</small></dd></div> }).collect_view()
    };
    view! {
        <section>
            <dl class="kpis" data-testid="kpis">{shown}</dl>
            <Receipt/>
        </section>
    }
}

/// Definition, formula, exact value of each figure.
#[component]
fn Receipt() -> impl IntoView {
    let figures = Figures::here();
    let locale = figures.app.locale();
    let open = RwSignal::new(false);
    let lines = Memo::new(move |_| {
        let receipt = |scenario: &Scenario, o: &Outcome| kpi_receipt(scenario, o, &locale);
        let lines = open.get().then(|| figures.of_both(receipt));
        lines.flatten().unwrap_or_default()
    });
    let shown = move || {
        let lines = lines.get().into_iter();
        lines.map(|[name, formula, exact]| view! { <tr><th scope="row">{name}</th><td>{formula}</td><td class="n"><code>{exact}</code></td></tr> }).collect_view()
    };
    view! {
        <details class="how" on:toggle=move |_| open.update(|o| *o = !*o)>
            <summary class="quiet">"How these are computed"</summary>
            <div class="panel scroll-x" tabindex="0" role="region" aria-label="Formulas and exact values">
                <table>
                    <caption class="visually-hidden">"Formula and exact value of each figure"</caption>
                    <thead><tr><th scope="col">"Figure"</th><th scope="col">"Formula"</th><th scope="col" class="n">"Exact value"</th></tr></thead>
                    <tbody>{shown}</tbody>
                </table>
            </div>
        </details>
    }
}
