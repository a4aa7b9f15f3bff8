//! The picked leader: its correlation at every lag, and laid over the outcome. Where there is nothing to draw, why.

use crate::state::App;
use crate::ui::components::ChartPanel;
use leptos::prelude::*;
use outturn_chart::{Chart, Kind, Sparkline};
use outturn_format::Locale;
use outturn_leadlag::{Ranked, Ranking};
use outturn_protocol::{LeadLagAnswer, SeriesName};
use outturn_report::charts;
use outturn_report::narrative::why_not_drawn;

/// The ranking, and the leader picked from it.
pub fn picked(answer: &LeadLagAnswer) -> Option<(&Ranking, &Ranked)> {
    let ranking = answer.ranking.as_ref()?;
    Some((ranking, ranking.leader(answer.picked.as_ref()?)?))
}

/// The files behind leader and outcome.
fn files(answer: &LeadLagAnswer) -> Vec<&str> {
    let named = |id: &Option<String>| answer.series.iter().find(|s| Some(&s.id) == id.as_ref());
    let series = [&answer.outcome, &answer.picked]
        .into_iter()
        .filter_map(named);
    series
        .flat_map(|s| s.files.iter().map(String::as_str))
        .collect()
}

fn lag_chart(answer: &LeadLagAnswer, locale: &Locale) -> Option<Chart> {
    let (ranking, leader) = picked(answer)?;
    charts::lag(ranking, leader, &files(answer), locale)
}

/// The picked leader over the outcome; `None` where there is nothing to draw.
pub fn overlay_chart(answer: &LeadLagAnswer, locale: &Locale) -> Option<Chart> {
    let (ranking, leader) = picked(answer)?;
    charts::overlay(
        answer.overlay.as_ref()?,
        ranking,
        leader,
        &files(answer),
        locale,
    )
}

fn why_none(answer: &LeadLagAnswer) -> Option<String> {
    let (_, leader) = picked(answer)?;
    let name: Option<&SeriesName> = answer.series.iter().find(|s| s.id == leader.id);
    Some(why_not_drawn(
        leader,
        name.and_then(|s| s.hindrance.as_ref()),
    ))
}

fn part<T: PartialEq + Send + Sync + 'static>(
    of: fn(&LeadLagAnswer, &Locale) -> Option<T>,
) -> Memo<Option<T>> {
    let app = App::here();
    let locale = app.locale();
    let of = move |answer: &LeadLagAnswer| of(answer, &locale);
    Memo::new(move |_| app.lead_lag.with(|answer| answer.as_ref().and_then(of)))
}

/// A signal of what is drawn, for as long as there is something.
fn drawn(chart: Memo<Option<Chart>>) -> Signal<Chart> {
    let nothing = || Chart {
        title: String::new(),
        subtitle: String::new(),
        source: String::new(),
        locale: Locale::default(),
        kind: Kind::Sparkline(Sparkline::numbers(Vec::new())),
    };
    Signal::derive(move || chart.get().unwrap_or_else(nothing))
}

/// Correlation by lag.
#[component]
pub fn LagPlot() -> impl IntoView {
    let chart = part(lag_chart);
    let there = Memo::new(move |_| chart.with(Option::is_some));
    let label = part(|answer, _| picked(answer).map(|(_, l)| l.label.clone()));
    let why = part(|answer, _| why_none(answer));
    view! {
        {move || match there.get() {
            true => view! { <ChartPanel chart=drawn(chart)/> }.into_any(),
            false => view! {
                <div class="panel">
                    <div class="head"><h2>"How far ahead?"</h2><span class="quiet">{label}</span></div>
                    <p data-testid="refusal">{move || why.get().unwrap_or_else(|| "Bring a leader back to see its correlation by lag.".to_owned())}</p>
                </div>
            }.into_any(),
        }}
    }
}

/// Leader over outcome.
#[component]
pub fn OverlayPlot() -> impl IntoView {
    let chart = part(overlay_chart);
    let there = Memo::new(move |_| chart.with(Option::is_some));
    view! { {move || there.get().then(|| view! { <ChartPanel chart=drawn(chart)/> })} }
}
