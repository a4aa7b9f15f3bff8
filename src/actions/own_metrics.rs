//! Metrics of the user's own: kept with the work, told to the worker, read while they are typed.

use super::ask::{data_changed, data_changes};
use super::navigate::go;
use crate::state::{Answered, App, Route, Screen};
use leptos::prelude::*;
use outturn_metrics::{Direction, Typed};
use outturn_protocol::{ReadFormula, SetFormulas};

/// What a metric may be called, in characters.
pub const LONGEST_NAME: usize = 60;

/// Tells the worker of the metrics whenever they change, and has the figures follow.
pub fn keep_told(app: App) {
    let typed = app.select(|d| d.formulas.clone());
    Effect::new(move |before: Option<Vec<Typed>>| {
        let typed = typed.get();
        if before.unwrap_or_default() != typed {
            data_changes(app);
            tell(app);
            data_changed(app);
        }
        typed
    });
}

/// Tells the worker of the metrics.
pub(super) fn tell(app: App) {
    let typed = app.document().with_untracked(|d| d.formulas.clone());
    app.engine.get_value().tell(&SetFormulas { typed });
}

/// Asks what a metric comes to so far, with the cursor at a byte of its formula.
pub fn read(app: App, typed: Typed, at: usize, answered: impl Fn(Answered<ReadFormula>) + 'static) {
    let choice = app.document().with_untracked(|d| d.choice);
    let question = ReadFormula { typed, at, choice };
    let engine = app.engine.get_value();
    engine.ask_aside(&question, None, answered);
}

/// The metric of an id with its better side, where the user has one of this id.
#[must_use]
pub fn find(app: App, id: &str) -> Option<(Typed, Option<Direction>)> {
    app.document().with_untracked(|document| {
        let typed = document.formulas.iter().find(|typed| typed.id == id)?;
        let good = document.settings.get(id).and_then(|said| said.good);
        Some((typed.clone(), good))
    })
}

/// Keeps a metric: a new one where it has no id yet. Without a name it is called as its formula is. Returns the id.
pub fn save(app: App, mut typed: Typed, good: Option<Direction>) -> String {
    let short = |text: &str| text.trim().chars().take(LONGEST_NAME).collect::<String>();
    typed.label = short(&typed.label);
    if typed.label.is_empty() {
        typed.label = short(&typed.formula);
    }
    if typed.id.is_empty() {
        typed.id = app
            .document()
            .with_untracked(|d| Typed::free_id(&typed.label, &d.formulas));
    }
    let id = typed.id.clone();
    app.change(|document| {
        let said = document.settings.entry(typed.id.clone()).or_default();
        said.good = good;
        if *said == Default::default() {
            document.settings.remove(&typed.id);
        }
        match document
            .formulas
            .iter_mut()
            .find(|known| known.id == typed.id)
        {
            Some(known) => *known = typed,
            None => document.formulas.push(typed),
        }
    });
    id
}

/// Deletes a metric with what is said of it.
pub fn delete(app: App, id: &str) {
    let Some((typed, _)) = find(app, id) else {
        return;
    };
    let scorecard = Route::to(Screen::Scorecard);
    app.route.set(scorecard.clone());
    go(&scorecard);
    app.change(|document| {
        document.formulas.retain(|known| known.id != id);
        document.settings.remove(id);
    });
    app.tell(format!(
        "“{}” is deleted. Undo brings it back.",
        typed.label
    ));
}
