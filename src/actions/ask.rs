//! Asking the worker for figures whenever what they follow from has changed.

use crate::engine::calendar::Grain;
use crate::engine::scorecard::{When, grain_for};
use crate::snapshot::document::LeadLagChoice;
use crate::state::{App, Screen, effect, memo};
use crate::worker::{Answer, LeadLagQuestion, Request};
use leptos::prelude::*;
use std::cell::Cell;
use std::rc::Rc;

/// Keeps cards, drill-down, measured values and the lead–lag ranking in step with data and decisions.
pub fn keep_figures_in_step(app: App) {
    scorecard(app);
    detail(app);
    measured(app);
    lead_lag(app);
    joins(app);
}

/// Sends a request each time `question` gives a new one, and hands over the answer to the newest only.
fn whenever(
    app: App,
    question: impl Fn() -> Option<Request> + Send + Sync + 'static,
    answered: impl Fn(Option<Answer>) + 'static,
) {
    keep_asking(app, Box::new(question), Rc::new(answered));
}

fn keep_asking(
    app: App,
    question: Box<dyn Fn() -> Option<Request> + Send + Sync>,
    answered: Rc<dyn Fn(Option<Answer>)>,
) {
    let question = memo(move || (app.data_version.get(), question()));
    let newest = Rc::new(Cell::new(0));
    effect(move || {
        let (_, request) = question.get();
        let turn = newest.get() + 1;
        newest.set(turn);
        match request {
            None => answered(None),
            Some(request) => {
                let (answered, newest) = (Rc::clone(&answered), Rc::clone(&newest));
                app.engine.get_value().ask(request, None, move |answer| {
                    if newest.get() == turn {
                        answered(Some(answer));
                    }
                });
            }
        }
    });
}

fn scorecard(app: App) {
    let decided = app.select(|d| (d.choice, d.settings.clone(), d.weights.clone()));
    whenever(
        app,
        move || {
            let (choice, settings, weights) = decided.get();
            Some(Request::Scorecard {
                choice,
                settings,
                weights,
            })
        },
        move |answer| match answer {
            Some(Answer::Scorecard(answer)) => {
                follow_data(app, answer.span.map(grain_for));
                app.scorecard.set(Some(*answer));
            }
            Some(Answer::Failed { reason }) => app.warn(reason),
            _ => {}
        },
    );
}

/// Until the user chooses a period, its length follows the data.
fn follow_data(app: App, grain: Option<Grain>) {
    let Some(grain) = grain else { return };
    app.amend(|document| {
        if !document.choice_is_own && document.choice.grain != grain {
            document.choice.grain = grain;
            document.choice.when = When::Latest;
        }
    });
}

fn detail(app: App) {
    let decided = app.select(|d| (d.choice, d.settings.clone()));
    let open = memo(move || {
        app.route.with(|r| {
            (r.screen == Screen::Scorecard)
                .then(|| r.open.clone())
                .flatten()
        })
    });
    whenever(
        app,
        move || {
            let (choice, settings) = decided.get();
            open.get().map(|metric| Request::Detail {
                metric,
                choice,
                settings,
            })
        },
        move |answer| match answer {
            Some(Answer::Detail(detail)) => app.detail.set(Some(*detail)),
            Some(Answer::Failed { reason }) => app.warn(reason),
            _ => app.detail.set(None),
        },
    );
}

fn measured(app: App) {
    let choice = app.select(|d| d.choice);
    whenever(
        app,
        move || {
            Some(Request::Measured {
                choice: choice.get(),
            })
        },
        move |answer| {
            if let Some(Answer::Measured(answer)) = answer {
                app.measured.set(answer.measured);
                super::scenario::suggest_first(app);
            }
        },
    );
}

fn joins(app: App) {
    let here = memo(move || {
        app.route.with(|r| r.screen == Screen::Data) && app.files.with(|files| files.len() > 1)
    });
    whenever(
        app,
        move || here.get().then_some(Request::Joins),
        move |answer| {
            app.joins.set(match answer {
                Some(Answer::Joins(offers)) => offers,
                _ => Vec::new(),
            });
        },
    );
}

fn lead_lag(app: App) {
    let decided = app.select(|d| d.lead_lag.clone());
    let here = memo(move || {
        app.route
            .with(|r| matches!(r.screen, Screen::LeadLag | Screen::Report))
    });
    whenever(
        app,
        move || {
            let own = decided.get();
            here.get()
                .then_some(Request::LeadLag(lead_lag_question(own)))
        },
        move |answer| {
            if let Some(Answer::LeadLag(answer)) = answer {
                app.lead_lag.set(Some(*answer));
            }
        },
    );
}

/// The question that the user's choices make.
pub(super) fn lead_lag_question(own: LeadLagChoice) -> LeadLagQuestion {
    LeadLagQuestion {
        outcome: own.outcome,
        without: own.without,
        grain: own.grain,
        transform: own.transform,
        max_lag: own.max_lag,
        overlay: own.picked,
    }
}
