//! The drill-down: value, series, further statistics, breakdowns, target, receipt.

use super::own_series::OwnSeries;
use super::receipt::ReceiptView;
use crate::actions::tune_metric::{set_target, tune};
use crate::state::App;
use crate::ui::components::{ChartPanel, NumberField, StatusPill, plain};
use leptos::prelude::*;
use outturn_core::units::Unit;
use outturn_format::{parse_value, value, whole};
use outturn_metrics::scorecard::{Breakdown, Card, Detail, TargetOrigin};
use outturn_metrics::{Bucket, Target, Thresholds};
use outturn_report::charts::{bars, line};
use outturn_report::narrative::{target_words, when_to_date, why_no_verdict};

/// The open metric.
#[component]
pub fn Drill() -> impl IntoView {
    let app = App::here();
    view! {
        <section class="stack" aria-label="Metric in detail" data-testid="detail">
            {move || app.detail.get().map(|detail| view! { <Opened detail=detail/> })}
        </section>
    }
}

#[component]
fn Opened(detail: Detail) -> impl IntoView {
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
                <div class="tools-row"><a class="link" href="#/scorecard">"Close"</a></div>
            </div>
            <p class="detail-value">
                <b>{shown.unwrap_or_else(|| "—".to_owned())}</b>
                <StatusPill status=card.judged.status/>
                {also.collect_view()}
            </p>
            <p>{card.receipt.definition.clone()}</p>
            {(!why.is_empty()).then(|| view! { <p class="quiet">{why}</p> })}
            {card.reason.clone().map(|reason| view! { <p class="quiet">{reason}</p> })}
        </div>
        {card.has_line().then(|| view! { <ChartPanel chart=Signal::stored(line(&card, locale))/> })}
        <div class="cols">
            <ReceiptView card=card.clone()/>
            <TargetPanel card=card.clone()/>
            {(card.bucket == Bucket::Series).then(|| view! { <OwnSeries card=card.clone()/> })}
        </div>
        {detail.breakdowns.iter().map(|breakdown| view! { <BreakdownPanel detail=detail.clone() breakdown=breakdown.clone()/> }).collect_view()}
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
                    <th scope="row">{row.key.clone()}</th>
                    <td class="n">{shown(row.value, unit)}</td>
                    {also.collect_view()}
                    <td class="n">{whole(row.n, &locale)}</td>
                </tr>
            }
        })
        .collect_view();
    let title = format!("{} by {}", detail.card.label, breakdown.by);
    view! {
        <div class="cols">
            <ChartPanel chart=Signal::stored(bars(&detail.card, &breakdown, locale))/>
            <div class="panel scroll-x">
                <table>
                    <caption class="visually-hidden">{title}</caption>
                    <thead><tr><th scope="col">{breakdown.by.clone()}</th><th scope="col" class="n">{detail.card.label.clone()}</th>{header}<th scope="col" class="n">"Rows"</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </div>
    }
}

/// Target, owner, North Star: what the user says about the metric.
#[component]
fn TargetPanel(card: Card) -> impl IntoView {
    let app = App::here();
    let locale = app.locale();
    let origin = match card.target_origin {
        TargetOrigin::Default => "the catalogue's default",
        TargetOrigin::User => "yours",
        TargetOrigin::Column => "from the data's target column",
    };
    let now = match card.target {
        Target::Fixed(t) => Some(t),
        _ => None,
    };
    let enter = {
        let id = card.id.clone();
        move |met: Option<f64>, missed: Option<f64>| {
            set_target(app, &id, Thresholds::with(now, met, missed));
        }
    };
    let (unit, currency) = (card.unit, card.currency);
    let text = move |v: Option<f64>| {
        v.map(|v| value(v, unit, currency, &locale).to_string())
            .unwrap_or_default()
    };
    let read = move |typed: &str| {
        if unit == Unit::Seconds || unit == Unit::Ratio {
            parse_value(typed, unit, &locale)
        } else {
            plain(typed, &locale)
        }
    };
    let (met, missed) = (enter.clone(), enter);
    let (owner_id, star_id, reset_id) = (card.id.clone(), card.id.clone(), card.id.clone());
    let (least_id, least_n) = (card.id.clone(), card.least_n);
    let read_n = move |typed: &str| plain(typed, &locale).filter(|n| (0.0..=1e9).contains(n));
    let star = card.north_star;
    view! {
        <div class="panel">
            <div class="head"><h3>"Target"</h3><span class="quiet">{format!("{}, {origin}", target_words(&card, &locale))}</span></div>
            <div class="field">
                <label for="target-met">"Met at"</label>
                <NumberField id="target-met" label="Met at" text=Signal::stored(text(now.map(|t| t.met))) read=Box::new(read) on_enter=Box::new(move |v| met(Some(v), None))/>
            </div>
            <div class="field">
                <label for="target-missed">"Missed past"</label>
                <NumberField id="target-missed" label="Missed past" text=Signal::stored(text(now.and_then(Thresholds::missed_apart))) read=Box::new(read) on_enter=Box::new(move |v| missed(None, Some(v)))/>
            </div>
            <div class="field">
                <label for="least-n">"Fewest cases for a verdict"</label>
                <NumberField id="least-n" label="Fewest cases for a verdict" text=Signal::stored(whole(least_n, &locale)) read=Box::new(read_n) on_enter=Box::new(move |n| tune(app, &least_id, |s| s.least_n = Some(n.round() as u64)))/>
            </div>
            <div class="field">
                <label for="owner">"Owner"</label>
                <input id="owner" type="text" prop:value=card.owner.clone() on:change=move |event| tune(app, &owner_id, |s| s.owner = event_target_value(&event).trim().to_owned())/>
            </div>
            <div class="row">
                <button class="btn small" aria-pressed=star.to_string() on:click=move |_| tune(app, &star_id, |s| s.north_star = !star)>
                    {if star { "★ North Star" } else { "☆ Mark as North Star" }}
                </button>
                {(card.target_origin == TargetOrigin::User).then(|| view! {
                    <button class="btn small" on:click=move |_| set_target(app, &reset_id, None)>"Back to the default target"</button>
                })}
            </div>
        </div>
    }
}
