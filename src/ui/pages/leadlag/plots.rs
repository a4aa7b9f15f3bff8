//! The picked leader: its correlation at every lag, and laid over the outcome. Where there is nothing to draw, why.

use super::pictures::{hindrance, lag_chart, overlay_chart, picked};
use crate::state::App;
use crate::ui::components::ChartPanel;
use leptos::prelude::*;
use outturn_chart::{Chart, Kind, Sparkline};
use outturn_format::Locale;
use outturn_protocol::LeadLagAnswer;

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
    let label = part(|answer, _| picked(answer).map(|l| l.label.clone()));
    let why = part(|answer, _| hindrance(answer));
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
