//! Taking everything along: the snapshot, a link to the scenario, the printed report.

use super::ask::lead_lag_question;
use crate::browser::document::{now, print, today};
use crate::browser::{clipboard, file, location};
use crate::engine::scenario::Scenario;
use crate::engine::scorecard::Choice;
use crate::format::{Digits, Locale, number};
use crate::snapshot::document::Document;
use crate::snapshot::export::{Known, snapshot};
use crate::snapshot::link::to_link;
use crate::state::{App, Route, Screen};
use crate::worker::{Answer, Request};
use leptos::prelude::*;

/// Saves everything on show as a snapshot file.
pub fn save_snapshot(app: App) {
    let (request, choice, scenarios) = app
        .document()
        .with_untracked(|d| (everything(d), d.choice, d.scenarios.clone()));
    app.working.update(|n| *n += 1);
    app.engine.get_value().ask(request, None, move |answer| {
        match answer {
            Answer::Everything(known) => match saved(&known, choice, &scenarios) {
                Ok(name) => app.tell(format!("Saved {name}.")),
                Err(reason) => app.warn(reason),
            },
            Answer::Failed { reason } => app.warn(reason),
            _ => {}
        }
        app.working.update(|n| *n -= 1);
    });
}

fn everything(document: &Document) -> Request {
    Request::Everything {
        choice: document.choice,
        settings: document.settings.clone(),
        weights: document.weights.clone(),
        lead_lag: lead_lag_question(document.lead_lag.clone()),
    }
}

fn saved(known: &Known, choice: Choice, scenarios: &[Scenario]) -> Result<String, String> {
    let name = format!("snapshot-{}.outturn.json", today());
    let text = snapshot(known, choice, scenarios, now()).to_json();
    file::download_text(&name, "application/json", &text).map_err(|e| e.to_string())?;
    Ok(name)
}

/// Links longer than this are cut by some mail programs and chats.
const LONGEST_LINK: usize = 2_000;

/// Puts a link that restores the open scenario on the clipboard; one that is too long to travel is not made.
pub fn copy_scenario_link(app: App) {
    let text = app
        .document()
        .with_untracked(|d| open_scenario(d).map(to_link));
    let Some(text) = text else { return };
    let route = Route {
        shared: Some(text),
        ..Route::to(Screen::Roi)
    };
    let link = format!("{}#{}", location::address(), route.fragment());
    let length = number(link.len() as f64, Digits::Fixed(0), &Locale::EN);
    if link.len() > LONGEST_LINK {
        app.warn(format!(
            "The link would be {length} characters long, and many programs cut links past 2,000. Save the workspace and send that file."
        ));
        return;
    }
    leptos::task::spawn_local(async move {
        match clipboard::copy_text(&link).await {
            Ok(()) => app.tell(format!("The link is on the clipboard, {length} characters long. It holds the scenario and no data.")),
            Err(error) => app.warn(error.to_string()),
        }
    });
}

/// The scenario that is open, if there is any.
#[must_use]
pub fn open_scenario(document: &Document) -> Option<&Scenario> {
    let last = document.scenarios.len().checked_sub(1)?;
    document.scenarios.get(document.open_scenario.min(last))
}

/// Prints the page, or saves it as PDF.
pub fn print_report() {
    print();
}
