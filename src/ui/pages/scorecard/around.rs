//! What stands around a metric: releases and incidents on its line, and the metric value by value of a label.

use crate::actions::choose_filter::only;
use crate::state::App;
use crate::ui::components::{ChartPanel, ChartView, Select};
use leptos::prelude::*;
use outturn_format::whole;
use outturn_metrics::scorecard::{Card, Happened, NONE, label_words};
use outturn_protocol::{Around, Looked, ShowAround};
use outturn_report::charts::{line_with, multiples};

/// The metric that is open, with all that its figures follow from.
pub fn looked(app: App, metric: String) -> Looked {
    app.document().with(|d| Looked {
        metric,
        choice: d.choice,
        filters: d.filters.clone(),
        settings: d.settings.clone(),
    })
}

/// What stands around the metric that is open, and the label by which it is shown value by value.
#[derive(Clone, Copy)]
pub struct AroundIt {
    found: RwSignal<Option<Around>>,
    by: RwSignal<Option<String>>,
}

impl AroundIt {
    /// Asks whenever something may have changed; the answer to the newest question counts.
    pub fn of(app: App, metric: String) -> Self {
        let around = Self {
            found: RwSignal::new(None),
            by: RwSignal::new(None),
        };
        let question = Memo::new(move |_| {
            app.data_version.track();
            ShowAround {
                of: looked(app, metric.clone()),
                by: around.by.get(),
            }
        });
        Effect::new(move |_| {
            let asked = question.get();
            let engine = app.engine.get_value();
            engine.ask(&asked.clone(), None, move |answered| {
                let is_newest = question.try_with_untracked(|now| *now == asked);
                if let (Ok(found), Some(true)) = (answered, is_newest) {
                    around.found.try_set(Some(found));
                }
            });
        });
        around
    }
}

/// The line of a metric with its target, releases and incidents.
#[component]
pub fn TrendPanel(card: Card, around: AroundIt) -> impl IntoView {
    let app = App::here();
    let locale = app.locale();
    let shown = Memo::new(move |_| {
        around.found.with(|around| {
            around
                .as_ref()
                .map(|around| around.happenings.clone())
                .unwrap_or_default()
        })
    });
    let chart = Signal::derive(move || shown.with(|shown| line_with(&card, shown, locale)));
    let legend = move || {
        shown.with(|shown| {
            let one = |(what, all): &(Happened, u64)| {
                let drawn = shown.shown.iter().filter(|one| one.what == *what).count() as u64;
                let (class, name, of) = match what {
                    Happened::Release => ("tick", "Releases", "the last"),
                    Happened::Incident => ("span", "Incidents", "the longest"),
                };
                let number = match drawn < *all {
                    true => format!("{of} {} of {}", whole(drawn, &locale), whole(*all, &locale)),
                    false => whole(*all, &locale),
                };
                view! { <li><span class=format!("happened {class}") aria-hidden="true"></span>{format!("{name}: {number}")}</li> }
            };
            let all: Vec<_> = shown.of.iter().map(one).collect();
            (!all.is_empty()).then(|| view! { <ul class="legend" aria-label="Marked on the chart">{all}</ul> })
        })
    };
    view! {
        <ChartPanel chart=chart><div>{legend}</div></ChartPanel>
    }
}

/// One small chart a value of a label, with one axis.
#[component]
pub fn Multiples(card: Memo<Option<Card>>, around: AroundIt) -> impl IntoView {
    let app = App::here();
    let locale = app.locale();
    let AroundIt { found: around, by } = around;
    let labels = Memo::new(move |_| {
        let labels = around.with(|around| around.as_ref().map(|around| around.labels.clone()));
        let labels = labels.unwrap_or_default().into_iter();
        labels
            .map(|label| {
                (
                    label.clone(),
                    label_words(outturn_metrics::label_of(&label)),
                )
            })
            .collect::<Vec<_>>()
    });
    let found = Memo::new(move |_| around.with(|around| around.as_ref()?.multiples.clone()));
    let chosen = Memo::new(move |_| {
        let of = found.with(|found| found.as_ref().map(|found| found.by.clone()));
        of.or(by.get())
            .or_else(|| labels.with(|labels| labels.first().map(|(label, _)| label.clone())))
            .unwrap_or_default()
    });
    let charts = move || {
        let Some((found, card)) = found.get().zip(card.get()) else {
            return view! { <p class="quiet">"The rows that count have one value of it."</p> }
                .into_any();
        };
        let charts = multiples(&card, &found, locale).into_iter();
        let label = outturn_metrics::label_of(&found.by).to_owned();
        let one = |((value, _), chart): (&(String, Vec<Option<f64>>), _)| {
            let (label, shown) = (label.clone(), value.clone());
            let own = if value == NONE {
                String::new()
            } else {
                value.clone()
            };
            let title = format!("Filter by {}: {value}", label_words(&label));
            view! {
                <figure class="small">
                    <figcaption><button class="link" title=title.clone() aria-label=title on:click=move |_| only(app, &label, &own)>{shown}</button></figcaption>
                    <ChartView chart=Signal::stored(chart) height=140.0 interactive=true/>
                </figure>
            }
        };
        let shown: Vec<_> = found.shown.iter().zip(charts).map(one).collect();
        let rest = (!found.rest.is_empty()).then(|| {
            const NAMED: usize = 20;
            let named = found.rest.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
            let more = found.rest.len().saturating_sub(NAMED);
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            view! { <p class="quiet">{format!("Not shown, for they have fewer rows: {named}{more}.")}</p> }
        });
        view! { <div class="multiples">{shown}</div>{rest} }.into_any()
    };
    let any = Memo::new(move |_| labels.with(|labels| !labels.is_empty()));
    view! {
        <Show when=move || any.get()>
            <section class="panel" aria-label="One chart per value">
                <div class="head">
                    <h2>"One chart per value"</h2>
                    <label class="chip">"By "<Select label="Label of the charts" options=labels value=chosen on_choose=move |label| by.set(Some(label))/></label>
                    <span class="quiet">"one axis for all"</span>
                </div>
                {charts}
            </section>
        </Show>
    }
}
