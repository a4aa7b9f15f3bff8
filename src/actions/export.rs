//! Taking everything along: the snapshot, a link to the scenario, the printed report.

use super::ask::lead_lag_question;
use super::share::copy_link;
use crate::browser::document::{now, print, today};
use crate::browser::{file, programs};
use crate::state::App;
use leptos::prelude::*;
use outturn_format::{Digits, number};
use outturn_protocol::{GatherEverything, Unanswered, WriteSnapshot};
use outturn_store::document::Document;

/// Saves everything on show as a snapshot file.
pub fn save_snapshot(app: App) {
    let (question, choice, scenarios) = app
        .document()
        .with_untracked(|d| (everything(d), d.choice, d.scenarios.clone()));
    app.working.update(|n| *n += 1);
    app.engine.get_value().ask(&question, None, move |answer| {
        let scenarios = scenarios.clone();
        leptos::task::spawn_local(async move {
            match answer {
                Ok(known) => {
                    let question = WriteSnapshot {
                        known: Box::new(known),
                        choice,
                        scenarios,
                        now: now(),
                    };
                    match saved(question).await {
                        Ok(name) => app.tell(format!("Saved {name}.")),
                        Err(reason) => app.warn(format!("The snapshot was not saved. {reason}")),
                    }
                }
                Err(Unanswered::Failed(reason)) => app.warn(reason),
                Err(_) => {}
            }
            app.working.update(|n| *n -= 1);
        });
    });
}

fn everything(document: &Document) -> GatherEverything {
    GatherEverything {
        filters: document.filters.clone(),
        choice: document.choice,
        settings: document.settings.clone(),
        weights: document.weights.clone(),
        lead_lag: lead_lag_question(document.lead_lag.clone()),
    }
}

async fn saved(question: WriteSnapshot) -> Result<String, String> {
    let name = format!("snapshot-{}.outturn.json", today());
    let (text, _) = programs::ask(&question, &[]).await?;
    file::download_text(&name, "application/json", &text?).map_err(|e| e.to_string())?;
    Ok(name)
}

/// Puts a link that restores the open scenario on the clipboard; past the length that travels safely it offers the file instead.
pub fn copy_scenario_link(app: App) {
    copy_link(app, move |link| {
        let length = number(link.length() as f64, Digits::Fixed(0), &app.locale());
        if link.is_long() {
            app.warn(format!(
                "The link would have {length} characters, and some programs cut links that long. Save the workspace and pass that file on."
            ));
        } else if link.copied {
            app.tell(format!(
                "The link is on the clipboard: {length} characters. It carries the scenario and none of your data."
            ));
        } else {
            app.warn("The browser did not allow copying. Copy the link on the ROI screen instead.");
        }
    });
}

/// Prints the page, or saves it as PDF.
pub fn print_report() {
    print();
}
