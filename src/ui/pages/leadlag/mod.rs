//! An outcome, what leads it and by how long, and how sure that is.

mod controls;
mod leaders;
pub(super) mod pictures;
mod plots;

use crate::actions::add_files::add_sample;
use crate::actions::lead_lag;
use crate::state::App;
use crate::ui::pages::scorecard::sentence;
use crate::ui::words::whole;
use controls::Controls;
use leaders::Leaders;
use leptos::prelude::*;
use outturn_format::{Digits, Locale, number, percent};
use outturn_leadlag::{CONFIDENCE, Ranking, Transform};
use outturn_protocol::{Advice, LeadLagAnswer};
use outturn_report::narrative::{Phrase, lead_lag_headline, steps};
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

/// What keeps the outcome itself from being compared is said before what the ranking found.
fn headline(answer: &LeadLagAnswer, locale: &Locale) -> Vec<Phrase> {
    let outcome = answer
        .series
        .iter()
        .find(|s| Some(&s.id) == answer.outcome.as_ref());
    match (outcome.and_then(|o| o.hindrance.clone()), &answer.ranking) {
        (Some(hindrance), _) => vec![Phrase::plain(hindrance.to_string())],
        (None, Some(ranking)) => lead_lag_headline(ranking, locale),
        (None, None) => vec![Phrase::plain(
            "The outcome has no value at this length of a step: choose another.",
        )],
    }
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
            let (why, what, differences) = words_of(advice, &outcome, &app.locale());
            let better = Transform { differences, log };
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

/// Why, what to press, and whether that compares differences.
fn words_of(advice: Advice, outcome: &str, locale: &Locale) -> (String, &'static str, bool) {
    let two = |v: f64| number(v, Digits::Fixed(2), locale);
    match advice {
        Advice::CompareLevels { autocorrelation } => (
            format!(
                "{outcome} does not drift: its changes mostly undo each other (autocorrelation {}), which hides what leads it.",
                two(autocorrelation)
            ),
            "Compare levels",
            false,
        ),
        Advice::CompareDifferences { autocorrelation } => (
            format!(
                "{outcome} drifts (autocorrelation {}), and whatever else drifts looks related to it.",
                two(autocorrelation)
            ),
            "Compare differences",
            true,
        ),
    }
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

fn method(ranking: &Ranking, locale: &Locale) -> String {
    let options = &ranking.options;
    let compared = match (options.transform.differences, options.transform.log) {
        (true, false) => format!("changes from {0} to {0}", ranking.grain.word()),
        (true, true) => format!(
            "relative changes (differences of logarithms) from {0} to {0}",
            ranking.grain.word()
        ),
        (false, false) => "the values as they are".to_owned(),
        (false, true) => "logarithms of the values".to_owned(),
    };
    let judged = ranking
        .leaders
        .iter()
        .filter(|l| l.evidence.is_some())
        .count();
    format!(
        "Pearson’s r at every lag up to {} either way, over {compared}. {} interval: Fisher’s, on the effective sample, which counts \
         {}s that resemble the one before for less. p: adjusted by Holm over all {} correlations tried ({} {} at every lag). \
         Supported: adjusted p ≤ {} and the indicator does not come after the outcome. To lead is not to cause.",
        steps(options.max_lag.into(), ranking.grain),
        percent(CONFIDENCE, Digits::UpTo(0), locale),
        ranking.grain.word(),
        whole(ranking.tried as u64, locale),
        whole(judged as u64, locale),
        if judged == 1 { "leader" } else { "leaders" },
        number(options.significance, Digits::UpTo(6), locale),
    )
}
