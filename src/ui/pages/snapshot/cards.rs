//! The metrics of a snapshot: a card each, and the receipt that is open.

use super::parts::{Facts, TableView};
use crate::state::{App, Route, Screen};
use crate::ui::components::{ChartView, StatusPill};
use leptos::prelude::*;
use outturn_report::charts::sparkline_of;
use outturn_report::opened::{Opened, OpenedCard, OpenedGroup};
use std::sync::Arc;

/// All cards, by bucket.
#[component]
pub fn Groups(opened: Arc<Opened>) -> impl IntoView {
    let group = |group: &OpenedGroup| {
        let cards = group
            .cards
            .iter()
            .cloned()
            .map(|card| view! { <Card card/> });
        view! {
            <section>
                <div class="head"><h2>{group.heading.clone()}</h2></div>
                <div class="grid">{cards.collect_view()}</div>
            </section>
        }
    };
    opened.groups.iter().map(group).collect_view()
}

#[component]
fn Card(card: OpenedCard) -> impl IntoView {
    let locale = App::here().locale();
    let (figure, unit, closed_up) = card.value.clone();
    let none = card.reason.is_some();
    let href = format!("#{}", Route::opening(Screen::Snapshot, &card.id).fragment());
    let why = card.reason.clone().unwrap_or_else(|| card.why.clone());
    let chart = sparkline_of(&card, locale).filter(|_| why.is_empty());
    let trend = match chart {
        Some(chart) => view! { <ChartView chart=Signal::stored(chart) height=38.0/> }.into_any(),
        None => view! { <p class="why">{why}</p> }.into_any(),
    };
    let status = match card.status {
        Some(status) => view! { <StatusPill status/> }.into_any(),
        None => view! { <span class="status informative"><span aria-hidden="true">"–"</span>{card.status_word.clone()}</span> }.into_any(),
    };
    view! {
        <article class="card" class:none=none aria-label=card.label.clone()>
            <div class="name"><h3>{card.label.clone()}</h3><span class="when">{card.when.clone()}</span></div>
            <div class="val"><b>{figure}</b><span class="unit" class:closed-up=closed_up>{unit}</span>{status}</div>
            {trend}
            <div></div>
            <div class="foot">
                <span>"Target "<em>{card.target.clone()}</em></span>
                <span>{card.changes.first().cloned()}</span>
                <a class="link" href=href aria-label=format!("Receipt of {}", card.label)>"receipt ›"</a>
            </div>
        </article>
    }
}

/// The receipt that the address names.
#[component]
pub fn OpenReceipt(opened: Arc<Opened>) -> impl IntoView {
    let app = App::here();
    move || {
        let id = app.route.with(|route| route.open.clone())?;
        let mut cards = opened.groups.iter().flat_map(|group| &group.cards);
        let card = cards.find(|card| card.id == id)?.clone();
        let close = format!("#{}", Route::to(Screen::Snapshot).fragment());
        Some(view! {
            <section class="panel" data-testid="receipt">
                <div class="head">
                    <h2>{card.label.clone()}</h2>
                    <span class="quiet">"Receipt, as it was written"</span>
                    <a class="btn small" href=close>"Close"</a>
                </div>
                <Facts facts=card.receipt.clone()/>
                {card.changes.iter().cloned().map(|change| view! { <p class="quiet">{change}</p> }).collect_view()}
                {card.breakdowns.iter().cloned().map(|table| view! { <h3>{table.caption.clone()}</h3><TableView table/> }).collect_view()}
            </section>
        })
    }
}
