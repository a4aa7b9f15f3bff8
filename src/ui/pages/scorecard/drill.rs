//! The drill-down: value, series, further statistics, breakdowns, target, receipt.

use super::around::{AroundIt, Multiples, TrendPanel};
use super::behind::BehindPanel;
use super::breakdown::RowKey;
use super::card::opener;
use super::compare::ComparedPanel;
use super::own::{OwnMetricTools, is_own};
use super::own_series::OwnSeries;
use super::receipt::ReceiptView;
use super::rivals::{BandsPanel, RivalsPanel};
use super::target::TargetPanel;
use crate::actions::navigate::go;
use crate::browser::document::{after, focus};
use crate::state::{App, Route, Screen};
use crate::ui::components::{ChartPanel, StatusPill};
use leptos::prelude::*;
use outturn_core::units::Unit;
use outturn_format::{value, whole};
use outturn_metrics::Bucket;
use outturn_metrics::scorecard::{Breakdown, Card, Detail};
use outturn_report::charts::bars;
use outturn_report::narrative::{process_words, when_to_date, why_no_verdict};

/// The open metric. What can be typed and chosen stays as it is, with its focus, while figures follow.
#[component]
pub fn Drill() -> impl IntoView {
    let app = App::here();
    let card = Memo::new(move |_| {
        app.detail
            .with(|detail| Some(detail.as_ref()?.card.clone()))
    });
    let id = Memo::new(move |_| card.with(|card| Some(card.as_ref()?.id.clone())));
    let panels = move |id: String| {
        // It has a card for as long as it is open.
        let card = Memo::new(move |before: Option<&Option<Card>>| {
            card.get().or_else(|| before.cloned().flatten())
        });
        let is_own = Memo::new(move |_| {
            card.with(|card| card.as_ref().is_some_and(|c| c.bucket == Bucket::Series))
        });
        let (own, behind) = (id.clone(), id.clone());
        let around = AroundIt::of(app, id.clone());
        view! {
            {move || app.detail.get().map(|detail| view! {
                <Figures detail=detail.clone() around/>
                <ComparedPanel card=detail.card.clone()/>
                <RivalsPanel detail=detail.clone()/>
                <BandsPanel detail/>
            })}
            <div class="cols">
                {move || card.get().map(|card| view! { <ReceiptView card/> })}
                <TargetPanel id card/>
                <Show when=move || is_own.get()><OwnSeries id=own.clone()/></Show>
            </div>
            <Multiples card around/>
            <BehindPanel id=behind/>
            {move || app.detail.get().map(|detail| {
                detail.breakdowns.iter().map(|breakdown| view! { <BreakdownPanel detail=detail.clone() breakdown=breakdown.clone()/> }).collect_view()
            })}
        }
    };
    keep_focus(app);
    view! {
        <section class="stack detail" id=PANEL tabindex="-1" aria-label="Metric in detail" data-testid="detail">
            {move || id.get().map(panels)}
        </section>
    }
}

/// The id of the panel.
const PANEL: &str = "detail";

/// The panel takes the focus when it opens, Escape closes it, and the card that it was opened from has the focus again.
fn keep_focus(app: App) {
    let opened = Memo::new(move |_| app.route.with(|route| route.open.clone()));
    let last = StoredValue::new(None::<String>);
    Effect::new(move |_| {
        if let Some(id) = opened.get() {
            last.set_value(Some(id));
            after(0, || focus(PANEL));
        }
    });
    let keys = window_event_listener(leptos::ev::keydown, move |event| {
        let is_free = app.dialog.with_untracked(Option::is_none);
        if event.key() == "Escape" && !event.default_prevented() && is_free {
            go(&Route::to(Screen::Scorecard));
        }
    });
    on_cleanup(move || {
        keys.remove();
        let is_here = app
            .route
            .with_untracked(|route| route.screen == Screen::Scorecard);
        if let Some(id) = last.try_get_value().flatten().filter(|_| is_here) {
            after(0, move || focus(&opener(&id)));
        }
    });
}

/// The value with what is beside it, and its line.
#[component]
fn Figures(detail: Detail, around: AroundIt) -> impl IntoView {
    let card = detail.card.clone();
    let locale = App::here().locale();
    let shown = card
        .value
        .map(|v| value(v, card.unit, card.currency, &locale).to_string());
    let why = why_no_verdict(&card, &locale);
    let also = detail.also.iter().filter(|s| s.value.is_some()).map(|statistic| {
        let shown = statistic.value.map(|v| value(v, statistic.unit, card.currency, &locale).to_string());
        view! { <span class="quiet">{format!("{} {}", statistic.label, shown.unwrap_or_default())}</span> }
    });
    view! {
        <div class="panel">
            <div class="head">
                <h2>{card.label.clone()}</h2>
                <span class="quiet">{when_to_date(&card, &locale)}</span>
                {card.receipt.filtered.words().map(|words| view! { <b class="filter-words">{words}</b> })}
                <div class="tools-row"><a class="btn small" href="#/scorecard">"Close"<kbd aria-hidden="true">"Esc"</kbd></a></div>
            </div>
            <p class="detail-value">
                <b>{shown.unwrap_or_else(|| "—".to_owned())}</b>
                <StatusPill status=card.judged.status/>
                {also.collect_view()}
            </p>
            <p>{card.receipt.definition.clone()}</p>
            {(!why.is_empty()).then(|| view! { <p class="quiet">{why}</p> })}
            {card.reason.clone().map(|reason| view! { <p class="quiet">{reason}</p> })}
            {is_own(&card.id).then(|| view! { <OwnMetricTools id=card.id.clone() label=card.label.clone()/> })}
        </div>
        {card.has_line().then(|| view! { <TrendPanel card=card.clone() around/> })}
        {process_words(&card, &locale).map(|(word, why)| view! { <p class="routine"><b>{word}". "</b>{why}</p> })}
    }
}

#[component]
fn BreakdownPanel(detail: Detail, breakdown: Breakdown) -> impl IntoView {
    let card = detail.card.clone();
    let locale = App::here().locale();
    let shown = move |v: Option<f64>, unit: Unit| {
        v.map_or("—".to_owned(), |v| {
            value(v, unit, card.currency, &locale).to_string()
        })
    };
    let unit = detail.card.unit;
    let header = detail
        .also
        .iter()
        .map(|s| view! { <th scope="col" class="n">{s.label.clone()}</th> })
        .collect_view();
    let rows = breakdown
        .rows
        .iter()
        .map(|row| {
            let also = row
                .also
                .iter()
                .zip(&detail.also)
                .map(|(v, s)| view! { <td class="n">{shown(*v, s.unit)}</td> });
            view! {
                <tr>
                    <RowKey by=breakdown.by.clone() key_of=row.key.clone()/>
                    <td class="n">{shown(row.value, unit)}</td>
                    {also.collect_view()}
                    <td class="n">{whole(row.n, &locale)}</td>
                </tr>
            }
        })
        .collect_view();
    let title = format!("{} by {}", detail.card.label, breakdown.by);
    let caption = title.clone();
    view! {
        <div class="stack">
            <ChartPanel chart=Signal::stored(bars(&detail.card, &breakdown, locale))/>
            <div class="panel scroll-x" role="region" tabindex="0" aria-label=title>
                <table>
                    <caption class="visually-hidden">{caption}</caption>
                    <thead><tr><th scope="col">{breakdown.by.clone()}</th><th scope="col" class="n">{detail.card.label.clone()}</th>{header}<th scope="col" class="n">"Rows"</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </div>
    }
}
