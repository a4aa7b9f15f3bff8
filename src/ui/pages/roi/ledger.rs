//! The value ledger: what each lever brings, where it is booked, and what is counted twice.

use super::figures::{Figures, app_says};
use crate::actions::scenario::switch_lever;
use leptos::prelude::*;
use outturn_core::units::Currency;
use outturn_format::{Locale, MoneyStyle, counted, money};
use outturn_scenario::{LedgerLine, Outcome, Overlap, lever_by_id};

/// What the ledger shows.
#[derive(Clone, PartialEq)]
struct Shown {
    lines: Vec<LedgerLine>,
    per_year: f64,
    total: f64,
    overlaps: Vec<Overlap>,
}

/// The panel.
#[component]
pub fn Ledger() -> impl IntoView {
    let figures = Figures::here();
    let shown = figures.of_outcome(|o: &Outcome| Shown {
        lines: o.ledger.clone(),
        per_year: o.benefit_per_year(),
        total: o.benefit_total,
        overlaps: o.overlaps.clone(),
    });
    let horizon = Memo::new(move |_| figures.scenario.with(|s| s.horizon_months));
    let table = move || {
        let shown = shown.get()?;
        Some(rows(&shown, figures.currency.get(), figures.app.locale()))
    };
    let decide = move || {
        let overlaps = shown
            .with(|s| s.as_ref().map(|s| s.overlaps.clone()))
            .unwrap_or_default();
        overlaps
            .into_iter()
            .map(|overlap| view! { <Decide overlap=overlap/> })
            .collect_view()
    };
    view! {
        <div class="panel" data-testid="ledger">
            <div class="head"><h2>"Value ledger"</h2><span class="quiet">{move || format!("in {}", figures.currency.get())}</span></div>
            <div class="scroll-x" tabindex="0" role="region" aria-label="Table of the value ledger">
                <table>
                    <caption class="visually-hidden">"Value by lever"</caption>
                    <thead><tr>
                        <th scope="col">"Lever"</th>
                        <th scope="col">"Booked as"</th>
                        <th scope="col" class="n">"A year, in full"</th>
                        <th scope="col" class="n">{move || format!("{} months", horizon.get())}</th>
                    </tr></thead>
                    <tbody>{table}</tbody>
                </table>
            </div>
            <ul class="overlaps">{decide}</ul>
        </div>
    }
}

fn rows(shown: &Shown, currency: Currency, locale: Locale) -> impl IntoView + use<> {
    let (lines, overlaps) = (&shown.lines, &shown.overlaps);
    let amount = move |v: f64| money(v, currency, MoneyStyle::Plain, &locale);
    let body = lines.iter().map(|line| {
        view! {
            <tr>
                <th scope="row">{line.label}</th>
                <td>{line.category.label()}</td>
                <td class="n">{amount(line.amount_per_year())}</td>
                <td class="n">{amount(line.amount)}</td>
            </tr>
        }
    });
    let body = body.collect_view();
    let empty = lines.is_empty().then(|| view! { <tr><td colspan="4" class="quiet">"No lever counts yet: confirm one, or add one."</td></tr> });
    let tag = (!overlaps.is_empty())
        .then(|| view! { <span class="tag assumed">{format!("{} to decide", counted(overlaps.len() as u64, "overlap", "overlaps", &locale))}</span> });
    view! {
        {body}
        {empty}
        <tr class="total"><th scope="row">"Total"</th><td>{tag}</td><td class="n">{amount(shown.per_year)}</td><td class="n">{amount(shown.total)}</td></tr>
    }
}

/// Two levers that count the same money: a person decides.
#[component]
fn Decide(overlap: Overlap) -> impl IntoView {
    let app = Figures::here().app;
    let label = |id: &'static str| lever_by_id(id).map_or(id, |l| l.label);
    let (first, second) = (label(overlap.first), label(overlap.second));
    let switch = move |id: &'static str, name: &'static str, other: &'static str| {
        view! {
            <button class="btn small" aria-label=format!("Switch off {name} (overlaps with {other})") on:click=move |_| app_says(app, switch_lever(app, id, false))>
                {format!("Switch off “{name}”")}
            </button>
        }
    };
    view! {
        <li>
            <p><span aria-hidden="true">"▲ "</span><b>{second}</b>" counts the same money as "<b>{first}</b>{format!(": {}.", overlap.reason)}</p>
            <div class="row">{switch(overlap.second, second, first)}{switch(overlap.first, first, second)}</div>
        </li>
    }
}
