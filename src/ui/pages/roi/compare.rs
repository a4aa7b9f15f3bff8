//! All scenarios side by side.

use super::figures::Figures;
use crate::actions::scenario::open_scenario;
use crate::state::App;
use leptos::prelude::*;
use outturn_format::{Locale, MISSING, MoneyStyle, money};
use outturn_report::narrative::{irr_value, payback_words, roi};
use outturn_scenario::{Outcome, Scenario};
use outturn_store::scenarios::open_index;

/// A row of the table.
#[derive(Debug, Clone, PartialEq)]
struct Row {
    index: usize,
    name: String,
    variant_of: Option<String>,
    cells: [String; 6],
}

impl Row {
    fn new(index: usize, scenario: &Scenario, outcome: Option<&Outcome>, locale: &Locale) -> Self {
        let cells = outcome.map_or_else(
            || std::array::from_fn(|_| MISSING.to_owned()),
            |o| {
                let amount = |v: f64| money(v, scenario.currency, MoneyStyle::Compact, locale);
                [
                    roi(o, locale),
                    amount(o.npv),
                    irr_value(o, locale),
                    payback_words(o, locale),
                    amount(o.net_total),
                    scenario.horizon_months.to_string(),
                ]
            },
        );
        Self {
            index,
            name: scenario.name.clone(),
            variant_of: scenario.variant_of.clone(),
            cells,
        }
    }
}

/// A row of the table; another scenario opens from it.
fn line(app: App, row: Row, open: usize) -> impl IntoView {
    let is_open = row.index == open;
    let name = match is_open {
                true => view! { <b>{row.name.clone()}</b><span class="quiet">" open"</span> }.into_any(),
                false => view! {
                    <button class="link" aria-label=format!("Open {}", row.name) on:click=move |_| open_scenario(app, row.index)>{row.name.clone()}</button>
                }
                .into_any(),
            };
    let of = row.variant_of.clone();
    let of = of.map(|base| view! { <span class="quiet">{format!(" of {base}")}</span> });
    let cells = row
        .cells
        .into_iter()
        .map(|cell| view! { <td class="n">{cell}</td> });
    view! { <tr class:open=is_open><th scope="row">{name}{of}</th>{cells.collect_view()}</tr> }
}

/// The panel, once there are two.
#[component]
pub fn Compare() -> impl IntoView {
    let figures = Figures::here();
    let app = figures.app;
    let locale = app.locale();
    let open = app.select(open_index);
    let rows = Memo::new(move |_| {
        let mut rows: Vec<Row> = figures.others.with(|all| {
            all.iter()
                .map(|(i, s, o)| Row::new(*i, s, o.as_ref(), &locale))
                .collect()
        });
        if !rows.is_empty() {
            let this = figures.scenario.with(|s| {
                figures
                    .outcome
                    .with(|o| Row::new(open.get(), s, o.as_ref().ok(), &locale))
            });
            rows.push(this);
            rows.sort_by_key(|row| row.index);
        }
        rows
    });
    let body = move || {
        // Before the rows, which are computed from it.
        let open = open.get();
        let line = |row: Row| line(app, row, open);
        rows.get().into_iter().map(line).collect_view()
    };
    view! {
        <Show when=move || rows.with(|r| !r.is_empty())>
            <div class="panel" data-testid="compare">
                <div class="head"><h2>"Scenarios side by side"</h2><span class="quiet">"each in its own currency"</span></div>
                <div class="scroll-x" tabindex="0" role="region" aria-label="Table of scenarios">
                    <table class="figures">
                        <caption class="visually-hidden">"Scenarios side by side"</caption>
                        <thead><tr>
                            <th scope="col">"Scenario"</th>
                            {["ROI", "NPV", "IRR (annual)", "Payback", "Total net benefit", "Months"].map(|h| view! { <th scope="col" class="n">{h}</th> }).collect_view()}
                        </tr></thead>
                        <tbody>{body}</tbody>
                    </table>
                </div>
            </div>
        </Show>
    }
}
