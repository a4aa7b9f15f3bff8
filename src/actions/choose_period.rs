//! Choosing which period the cards show.

use crate::state::App;
use chrono::NaiveDate;
use leptos::prelude::WithUntracked;
use outturn_core::calendar::{Calendar, Grain, Span};
use outturn_metrics::scorecard::When;

/// Periods of another length; the last complete one is shown.
pub fn choose_grain(app: App, grain: Grain) {
    app.change(|document| {
        document.choice.grain = grain;
        document.choice.when = When::Latest;
        document.choice_is_own = true;
    });
}

/// One period for all cards, the last complete, to date, or everything.
pub fn choose_when(app: App, when: When) {
    app.change(|document| {
        document.choice.when = when;
        document.choice_is_own = true;
    });
}

/// All from one day to another, in whichever order they are.
pub fn choose_days(app: App, from: NaiveDate, to: NaiveDate) {
    let by = app
        .document()
        .with_untracked(|document| (document.calendar, document.choice.grain));
    let (start, last) = (from.min(to), from.max(to));
    if let Some(end) = last.succ_opt() {
        choose_when(app, When::days(Span { start, end }, by));
    }
}

/// Days of a zone by its name, or a fixed distance from UTC in minutes.
pub fn choose_zone(app: App, chosen: &str) {
    app.change(|document| match chosen.parse() {
        Ok(minutes) => {
            document.calendar.ahead_of_utc = minutes;
            document.zone.clear();
        }
        Err(_) => {
            document.calendar.ahead_of_utc = 0;
            chosen.clone_into(&mut document.zone);
        }
    });
}

/// Another calendar. Periods that were chosen by the one before are no periods of it.
pub fn choose_calendar(app: App, change: impl FnOnce(&mut Calendar)) {
    app.change(|document| {
        change(&mut document.calendar);
        if matches!(document.choice.when, When::At(_) | When::Between(..)) {
            document.choice.when = When::Latest;
        }
    });
}
