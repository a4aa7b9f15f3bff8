//! The drill-down: value, series, further statistics, breakdowns, target, receipt.

use super::around::{AroundIt, Multiples, TrendPanel};
use super::behind::BehindPanel;
use super::breakdown::RowKey;
use super::card::opener;
use super::own_series::OwnSeries;
use super::receipt::ReceiptView;
use crate::actions::navigate::go;
use crate::actions::tune_metric::{set_target, tune};
use crate::browser::document::{after, focus};
use crate::state::{App, Route, Screen};
use crate::ui::components::{ChartPanel, NumberField, StatusPill, plain};
use leptos::prelude::*;
use outturn_core::units::Unit;
use outturn_format::{parse_value, value, whole};
use outturn_metrics::scorecard::{Breakdown, Card, Detail, TargetOrigin};
use outturn_metrics::{Bucket, Target, Thresholds};
use outturn_report::charts::bars;
use outturn_report::narrative::{
    process_words, refused_target, target_words, when_to_date, why_no_verdict,
};

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
            {move || app.detail.get().map(|detail| view! { <Figures detail around/> })}
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
        if event.key() == "Escape" && !event.default_prevented() {
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

/// Target, owner, North Star: what the user says about the metric.
#[component]
fn TargetPanel(
    /// Of which metric.
    id: String,
    /// How it stands.
    card: Memo<Option<Card>>,
) -> impl IntoView {
    let app = App::here();
    let locale = app.locale();
    let words = move || {
        card.with(|card| {
            card.as_ref()
                .map(|card| format!("{}, {}", target_words(card, &locale), origin(card)))
        })
    };
    let now = Memo::new(
        move |_| match card.with(|card| Some(card.as_ref()?.target)) {
            Some(Target::Fixed(thresholds)) => Some(thresholds),
            _ => None,
        },
    );
    let problem = RwSignal::new(String::new());
    let enter = {
        let id = id.clone();
        move |met: Option<f64>, missed: Option<f64>| {
            let target = Thresholds::with(now.get_untracked(), met, missed);
            let refused = card.with_untracked(|card| {
                let (card, target) = card.as_ref().zip(target)?;
                refused_target(card, target, &locale)
            });
            if refused.is_none() {
                set_target(app, &id, target);
            }
            problem.set(refused.unwrap_or_default());
        }
    };
    let measure = Memo::new(move |_| {
        card.with(|card| {
            card.as_ref()
                .map_or((Unit::Number, None), |c| (c.unit, c.currency))
        })
    });
    let text = move |v: Option<f64>| {
        let (unit, currency) = measure.get();
        v.map(|v| value(v, unit, currency, &locale).to_string())
            .unwrap_or_default()
    };
    let read = move |typed: &str| match measure.get_untracked().0 {
        unit @ (Unit::Seconds | Unit::Ratio) => parse_value(typed, unit, &locale),
        _ => plain(typed, &locale),
    };
    let (met, missed) = (enter.clone(), enter);
    let (owner_id, star_id, reset_id, least_id) = (id.clone(), id.clone(), id.clone(), id);
    let least_n = move || {
        card.with(|card| {
            card.as_ref()
                .map_or_else(String::new, |c| whole(c.least_n, &locale))
        })
    };
    let read_n = move |typed: &str| plain(typed, &locale).filter(|n| (0.0..=1e9).contains(n));
    let owner =
        move || card.with(|card| card.as_ref().map_or_else(String::new, |c| c.owner.clone()));
    let star = Memo::new(move |_| card.with(|card| card.as_ref().is_some_and(|c| c.north_star)));
    let is_own = Memo::new(move |_| {
        card.with(|card| {
            card.as_ref()
                .is_some_and(|c| c.target_origin == TargetOrigin::User)
        })
    });
    let reset = move |_| set_target(app, &reset_id, None);
    view! {
        <div class="panel">
            <div class="head"><h3>"Target"</h3><span class="quiet">{words}</span></div>
            <div class="field">
                <label for="target-met">"Target"</label>
                <NumberField id="target-met" label="Target" text=Signal::derive(move || text(now.get().map(|t| t.met))) read=Box::new(read) described_by="target-problem" on_enter=Box::new(move |v| met(Some(v), None))/>
            </div>
            <div class="field">
                <label for="target-missed">"Tolerance"</label>
                <NumberField id="target-missed" label="Tolerance" text=Signal::derive(move || text(now.get().and_then(Thresholds::missed_apart))) read=Box::new(read) described_by="target-problem" on_enter=Box::new(move |v| missed(None, Some(v)))/>
            </div>
            <p class="problem" id="target-problem" role="alert">{move || problem.get()}</p>
            <div class="field">
                <label for="least-n">"Fewest cases for a verdict"</label>
                <NumberField id="least-n" label="Fewest cases for a verdict" text=Signal::derive(least_n) read=Box::new(read_n) on_enter=Box::new(move |n| tune(app, &least_id, |s| s.least_n = Some(n.round() as u64)))/>
            </div>
            <div class="field">
                <label for="owner">"Owner"</label>
                <input id="owner" type="text" prop:value=owner on:change=move |event| tune(app, &owner_id, |s| s.owner = event_target_value(&event).trim().to_owned())/>
            </div>
            <div class="row">
                <button class="btn small" aria-pressed=move || star.get().to_string() on:click=move |_| tune(app, &star_id, |s| s.north_star = !star.get_untracked())>
                    {move || if star.get() { "★ North Star" } else { "☆ Mark as North Star" }}
                </button>
                <Show when=move || is_own.get()>
                    <button class="btn small" on:click=reset.clone()>"Back to the default target"</button>
                </Show>
            </div>
        </div>
    }
}

/// Who set a card's target.
fn origin(card: &Card) -> &'static str {
    match card.target_origin {
        TargetOrigin::Default => "the catalogue's default",
        TargetOrigin::User => "yours",
        TargetOrigin::Column => "from the data's target column",
    }
}
