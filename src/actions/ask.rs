//! Asking the worker for figures whenever what they follow from has changed.

use crate::browser::document::{after, clock, now};
use crate::browser::zones;
use crate::state::{Answered, App, Due, LoadedFile, Pace, Route, Screen, Tally};
use leptos::prelude::*;
use outturn_core::calendar::{Calendar, Span};
use outturn_metrics::TYPED_PREFIX;
use outturn_metrics::scorecard::{Comparisons, When, grain_for};
use outturn_protocol::{
    LeadLagQuestion, MeasureInputs, OfferJoins, Query, SetCalendar, SetComparisons, SetNow,
    ShowDetail, ShowScorecard, TellStanding, Unanswered,
};
use outturn_store::document::LeadLagChoice;
use outturn_store::scenarios::open_of;
use std::cell::Cell;
use std::rc::Rc;

/// Keeps cards, drill-down, measured values and the lead–lag ranking in step with data and decisions.
pub fn keep_figures_in_step(app: App) {
    // Before those who ask for figures of a period.
    follow_day(app);
    follow_calendar(app);
    super::own_metrics::keep_told(app);
    follow_comparisons(app);
    follow_data(app);
    scorecard(app);
    detail(app);
    measured(app);
    lead_lag(app);
    joins(app);
    standing(app);
}

/// A change of what is loaded begins: the worker is asked for it.
pub(super) fn data_changes(app: App) {
    app.pace.update_value(Pace::change_begins);
}

/// The change is made, or came to nothing: the figures follow, at once if it was the last one.
pub(super) fn data_changed(app: App) {
    app.pace.update_value(Pace::change_ends);
    follow_changes(app);
}

/// Has the figures follow the data as soon as it is time.
fn follow_changes(app: App) {
    let due = app.pace.try_update_value(|pace| pace.due(clock()));
    match due.unwrap_or(Due::Later) {
        Due::Now => app.data_version.update(|version| *version += 1),
        Due::In(milliseconds) => after(milliseconds.ceil() as i32, move || {
            app.pace.update_value(Pace::rang);
            follow_changes(app);
        }),
        Due::Later => {}
    }
}

/// Notes that figures are asked for; what is returned is to be called with the answer.
fn paced<Q: Query>(
    app: App,
    answered: impl Fn(Answered<Q>) + 'static,
) -> impl Fn(Answered<Q>) + 'static {
    app.pace.update_value(|pace| pace.asks(clock()));
    move |answer| {
        answered(answer);
        app.pace.update_value(|pace| pace.answered(clock()));
        follow_changes(app);
    }
}

/// How soon a question is asked.
#[derive(Clone, Copy, PartialEq)]
enum Haste {
    /// At once: the answer is on show.
    Shown,
    /// Once nothing has changed for a while: the screen does not show the answer, but the next one may.
    Ahead,
}

impl Haste {
    /// [`Shown`](Self::Shown) on these screens.
    fn on(app: App, screens: &'static [Screen]) -> Memo<Self> {
        Memo::new(move |_| {
            let shown = app.route.with(|route| screens.contains(&route.screen));
            if shown { Self::Shown } else { Self::Ahead }
        })
    }
}

/// Asks each time `question` gives a new one, and hands over the answer to the newest only; `None` where there is no question.
fn whenever<Q: Query + Clone + PartialEq + Send + Sync>(
    app: App,
    question: impl Fn() -> Option<(Haste, Q)> + Send + Sync + 'static,
    answered: impl Fn(Option<Answered<Q>>) + 'static,
) {
    whenever_following(app, question, |_| {}, answered);
}

/// [`whenever`], told how far the answer to the newest has come.
fn whenever_following<Q: Query + Clone + PartialEq + Send + Sync>(
    app: App,
    question: impl Fn() -> Option<(Haste, Q)> + Send + Sync + 'static,
    progress: impl Fn(Q::Progress) + Copy + 'static,
    answered: impl Fn(Option<Answered<Q>>) + 'static,
) {
    let question = Memo::new(move |_| (app.data_version.get(), question()));
    let (newest, answered) = (Rc::new(Cell::new(0)), Rc::new(answered));
    Effect::new(move |_| {
        let (_, question) = question.get();
        let turn = newest.get() + 1;
        newest.set(turn);
        let is_newest = {
            let newest = Rc::clone(&newest);
            move || newest.get() == turn
        };
        let Some((haste, question)) = question else {
            return answered(None);
        };
        let answered = {
            let (answered, is_newest) = (Rc::clone(&answered), is_newest.clone());
            move |answer| {
                if is_newest() {
                    answered(Some(answer));
                }
            }
        };
        let engine = app.engine.get_value();
        match haste {
            Haste::Shown => {
                engine.ask_following(&question, None, progress, paced::<Q>(app, answered));
            }
            Haste::Ahead => after(super::AT_REST, move || {
                if is_newest() {
                    engine.ask_aside(&question, None, paced::<Q>(app, answered));
                }
            }),
        }
    });
}

fn scorecard(app: App) {
    let decided = app.select(|d| ShowScorecard {
        choice: d.choice,
        filters: d.filters.clone(),
        settings: d.settings.clone(),
        weights: d.weights.clone(),
    });
    let haste = Haste::on(app, &[Screen::Scorecard, Screen::Report]);
    whenever(
        app,
        move || Some((haste.get(), decided.get())),
        move |answer| match answer {
            Some(Ok(answer)) => app.scorecard.set(Some(answer)),
            Some(Err(Unanswered::Failed(reason))) => app.warn(reason),
            _ => {}
        },
    );
}

/// Tells the worker when it is looked at, again whenever something is loaded: a page may be open for days.
fn follow_day(app: App) {
    Effect::new(move |_| {
        app.data_version.track();
        tell_now(app);
    });
}

fn tell_now(app: App) {
    app.engine.get_value().tell(&SetNow { now: now() });
}

/// Tells the worker of another calendar, and has the figures follow.
fn follow_calendar(app: App) {
    let calendar = app.select(|d| (d.calendar, d.zone.clone()));
    Effect::new(move |before: Option<(Calendar, String)>| {
        let calendar = calendar.get();
        if before.unwrap_or_default() != calendar {
            data_changes(app);
            tell_calendar(app);
            data_changed(app);
        }
        calendar
    });
}

/// Tells the worker of other comparisons, and has the figures follow.
fn follow_comparisons(app: App) {
    let comparisons = app.select(|d| d.comparisons.clone());
    Effect::new(move |before: Option<Comparisons>| {
        let comparisons = comparisons.get();
        // Which of them are shown is a matter of the page alone.
        let asked = |of: &Comparisons| (of.ago, of.baseline);
        if asked(&before.unwrap_or_default()) != asked(&comparisons) {
            data_changes(app);
            tell_comparisons(app);
            data_changed(app);
        }
        comparisons
    });
}

/// Tells the worker what cards are compared with.
pub(super) fn tell_comparisons(app: App) {
    let comparisons = app
        .document()
        .with_untracked(|document| document.comparisons.clone());
    app.engine.get_value().tell(&SetComparisons { comparisons });
}

/// Tells the worker of the calendar. Where the browser does not know the zone, days are those of the calendar.
pub(super) fn tell_calendar(app: App) {
    let (calendar, name) = app
        .document()
        .with_untracked(|d| (d.calendar, d.zone.clone()));
    let zone = (!name.is_empty()).then(|| zones::zone(&name)).flatten();
    if zone.is_none() && !name.is_empty() {
        app.warn(format!(
            "This browser does not know the time zone {name}: days begin as in UTC. Choose another one under Calendar."
        ));
    }
    tell_now(app);
    let question = SetCalendar { calendar, zone };
    app.engine.get_value().tell(&question);
}

/// Until the user chooses a period, its length follows the data.
fn follow_data(app: App) {
    Effect::new(move |_| {
        app.data_version.track();
        let (span, step) = app.files.with_all(|files| {
            let dated = || {
                let summaries = files.values().filter_map(LoadedFile::summary);
                summaries.filter_map(|summary| Some((summary.span?, summary.step)))
            };
            let span = dated().map(|(span, _)| span).reduce(Span::joined);
            // What is known by the day goes before what is known by the month.
            (span, dated().map(|(_, step)| step).min().flatten())
        });
        let Some(grain) = span.map(|span| grain_for(span, step)) else {
            return;
        };
        app.amend(|document| {
            if !document.choice_is_own && document.choice.grain != grain {
                document.choice.grain = grain;
                document.choice.when = When::Latest;
            }
        });
    });
}

fn detail(app: App) {
    let decided = app.select(|d| (d.choice, d.filters.clone(), d.settings.clone()));
    // One's own that is deleted, or not restored yet, is not asked for.
    let own = app.select(|d| Vec::from_iter(d.formulas.iter().map(|typed| typed.id.clone())));
    let open = Memo::new(move |_| {
        app.route.with(|r| {
            (r.screen == Screen::Scorecard)
                .then(|| r.open.clone())
                .flatten()
        })
    });
    whenever(
        app,
        move || {
            let (choice, filters, settings) = decided.get();
            let is_there = |id: &String| !id.starts_with(TYPED_PREFIX) || own.get().contains(id);
            let question = open.get().filter(is_there).map(|metric| ShowDetail {
                metric,
                choice,
                filters,
                settings,
            });
            question.map(|question| (Haste::Shown, question))
        },
        move |answer| match answer {
            Some(Ok(detail)) => app.detail.set(Some(detail)),
            Some(Err(Unanswered::Failed(reason))) => app.warn(reason),
            _ => app.detail.set(None),
        },
    );
}

fn measured(app: App) {
    let choice = app.select(|d| d.choice);
    let windows = app.select(|d| open_of(d).map(|s| s.windows).unwrap_or_default());
    let here = Memo::new(move |_| {
        app.route
            .with(|r| matches!(r.screen, Screen::Roi | Screen::Report))
    });
    whenever(
        app,
        move || {
            let (choice, windows) = (choice.get(), windows.get());
            let question = MeasureInputs { choice, windows };
            here.get().then_some((Haste::Shown, question))
        },
        move |answer| {
            if let Some(Ok(answer)) = answer {
                app.measured.set(answer.measured);
                super::scenario::suggest_first(app);
                super::scenario::follow_measured(app);
            }
        },
    );
}

fn joins(app: App) {
    let here = Memo::new(move |_| {
        app.route.with(|r| r.screen == Screen::Data) && app.files.tally().with(Tally::loaded) > 1
    });
    whenever(
        app,
        move || here.get().then_some((Haste::Shown, OfferJoins)),
        move |answer| {
            app.joins
                .set(answer.and_then(Result::ok).unwrap_or_default());
        },
    );
}

fn standing(app: App) {
    let here = Memo::new(move |_| {
        let shows = [Screen::Data, Screen::Scorecard, Screen::Roi, Screen::Report];
        let is_shown = |route: &Route| shows.contains(&route.screen);
        app.route.with(is_shown) && app.files.tally().with(Tally::loaded) > 0
    });
    whenever(
        app,
        move || here.get().then_some((Haste::Shown, TellStanding)),
        move |answer| {
            app.standing
                .set(answer.and_then(Result::ok).unwrap_or_default());
        },
    );
}

fn lead_lag(app: App) {
    let decided = app.select(|d| d.lead_lag.clone());
    let here = Memo::new(move |_| {
        app.route
            .with(|r| matches!(r.screen, Screen::LeadLag | Screen::Report))
    });
    whenever_following(
        app,
        move || {
            let own = decided.get();
            let question = lead_lag_question(own);
            here.get().then_some((Haste::Shown, question))
        },
        move |compared| app.compared.set(Some(compared)),
        move |answer| {
            app.compared.set(None);
            if let Some(Ok(answer)) = answer {
                app.lead_lag.set(Some(answer));
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
