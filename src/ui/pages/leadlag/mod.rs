//! An outcome, what leads it and by how long, and how sure that is.

mod controls;
mod leaders;
pub(super) mod plots;

use crate::actions::add_files::add_sample;
use crate::actions::lead_lag;
use crate::state::App;
use crate::ui::pages::scorecard::sentence;
use controls::Controls;
use leaders::Leaders;
use leptos::prelude::*;
use outturn_format::{Locale, whole};
use outturn_protocol::{DoneOf, LeadLagAnswer};
use outturn_report::narrative::{Phrase, advice_words, lead_lag_lead, method};
use outturn_samples as samples;
use plots::{LagPlot, OverlayPlot};

/// What there is to show.
#[derive(Debug, Clone, PartialEq)]
enum Shown {
    /// Not known yet.
    Nothing,
    /// Files, but no series in them.
    NoSeries,
    /// One series, by name: nothing to hold it against.
    OneSeries(String),
    /// An outcome and its leaders.
    Ranking,
}

impl Shown {
    fn of(answer: Option<&LeadLagAnswer>) -> Self {
        match answer.map(|a| a.series.as_slice()) {
            None => Self::Nothing,
            Some([]) => Self::NoSeries,
            Some([only]) => Self::OneSeries(only.label.clone()),
            Some(_) => Self::Ranking,
        }
    }
}

/// The screen.
#[component]
pub fn LeadLagPage() -> impl IntoView {
    let app = App::here();
    let loaded = Memo::new(move |_| !app.files.order().with(Vec::is_empty));
    let shown = Memo::new(move |_| app.lead_lag.with(|answer| Shown::of(answer.as_ref())));
    view! {
        <h1 class="visually-hidden">"Leading → lagging"</h1>
        <HowFar/>
        {move || match (loaded.get(), shown.get()) {
            (false, _) => view! {
                <Empty title="Which of your indicators runs ahead of the outcome?">
                    <p>"Load what you measure over time: metric series, or the exports the scorecard is made of. Choose the outcome that matters, and every other series is held against it at each lag: how far ahead it runs, how closely, and whether that could be chance."</p>
                    <p class="quiet">"A verdict needs about two years of months, or a quarter of days, that both cover."</p>
                </Empty>
            }.into_any(),
            (true, Shown::Nothing) => ().into_any(),
            (true, Shown::NoSeries) => view! {
                <Empty title="No series in what is loaded">
                    <p>"A series needs dates and values: a metric series file (one date column and a column for each metric, or date, metric, value), or incidents, deployments, predictions or costs with their times. The Data screen says what each file was recognised as."</p>
                </Empty>
            }.into_any(),
            (true, Shown::OneSeries(label)) => view! {
                <Empty title="One series has nothing to lead">
                    <p>{format!("Only “{label}” has values over time. Add a second series that covers the same months, such as an operating metric beside a result.")}</p>
                </Empty>
            }.into_any(),
            (true, Shown::Ranking) => view! { <Ranked/> }.into_any(),
        }}
    }
}

/// How many series are compared by now, while that takes long.
#[component]
fn HowFar() -> impl IntoView {
    let app = App::here();
    let locale = app.locale();
    let said = move |DoneOf { done, of }: DoneOf| {
        let (done, of) = (whole(done as u64, &locale), whole(of as u64, &locale));
        view! { <p class="quiet" role="status">{format!("Comparing the series: {done} of {of}")}</p> }
    };
    move || app.compared.get().map(said)
}

/// What to do when there is nothing to rank.
#[component]
fn Empty(title: &'static str, children: Children) -> impl IntoView {
    let app = App::here();
    let sample = samples::by_id("leading").map(|sample| {
        view! {
            <button class="btn" aria-label=format!("Load sample: {}", sample.title) on:click=move |_| add_sample(app, sample)>
                "Load sample"
            </button>
        }
    });
    view! {
        <div class="empty">
            <h2>{title}</h2>
            {children()}
            <div class="row"><a class="btn primary" href="#/data">"Go to Data"</a>{sample}<span class="quiet">"invented data: three years of months"</span></div>
        </div>
    }
}

#[component]
fn Ranked() -> impl IntoView {
    view! {
        <Controls/>
        <Lead/>
        <Advised/>
        <section class="leadlag">
            <Leaders/>
            <LagPlot/>
        </section>
        <section><OverlayPlot/></section>
        <Method/>
    }
}

/// The sentence on top.
#[component]
fn Lead() -> impl IntoView {
    let app = App::here();
    let phrases = Memo::new(move |_| {
        app.lead_lag
            .with(|answer| answer.as_ref().map(|a| headline(a, &app.locale())))
    });
    view! { <p class="lead" data-testid="lead">{move || phrases.get().map(|p| sentence(&p))}</p> }
}

fn headline(answer: &LeadLagAnswer, locale: &Locale) -> Vec<Phrase> {
    let mut series = answer.series.iter();
    let outcome = series.find(|s| Some(&s.id) == answer.outcome.as_ref());
    let hindrance = outcome.and_then(|o| o.hindrance.as_ref());
    lead_lag_lead(hindrance, answer.ranking.as_ref(), locale)
}

/// A better way to compare, one press away.
#[component]
fn Advised() -> impl IntoView {
    let app = App::here();
    let advice = Memo::new(move |_| {
        app.lead_lag.with(|answer| {
            let answer = answer.as_ref()?;
            let ranking = answer.ranking.as_ref()?;
            let outcome = ranking.outcome_label.clone();
            Some((answer.advice?, outcome, ranking.options.transform.log))
        })
    });
    let shown = move || {
        advice.get().map(|(advice, outcome, log)| {
            let (why, what) = advice_words(advice, &outcome, &app.locale());
            let better = advice.transform(log);
            view! {
                <p class="quiet leadlag-advice" data-testid="advice">
                    {why}" "
                    <button class="link" on:click=move |_| lead_lag::compare(app, better)>{what}</button>
                </p>
            }
        })
    };
    view! { {shown} }
}

/// How it was computed, in a quiet line.
#[component]
fn Method() -> impl IntoView {
    let app = App::here();
    let words = move || {
        app.lead_lag.with(|answer| {
            let ranking = answer.as_ref().and_then(|a| a.ranking.as_ref());
            ranking.map(|r| method(r, &app.locale()))
        })
    };
    view! { <p class="quiet leadlag-method" data-testid="method">{words}</p> }
}
