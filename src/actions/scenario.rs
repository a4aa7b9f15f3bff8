//! Scenarios: suggested from what is measured, copied, varied, changed number by number. Every change of the user's is a step
//! that can be undone.

use crate::state::App;
use leptos::prelude::*;
use outturn_core::calendar::{Grain, Period, date_from_iso};
use outturn_core::finance::Timing;
use outturn_core::units::Currency;
use outturn_scenario::{
    Range, Scenario, ScenarioError, Stance, Windows, refreshed, suggested, with_confirmed,
    with_input, with_lever, with_lever_as_measured, with_lever_from, with_measured, with_range,
    with_source,
};
use outturn_store::document::Document;
use outturn_store::scenarios::{self, add, open_index, open_of, put, rename_open};

/// What a scenario may be called, in characters.
pub const LONGEST_NAME: usize = 40;

/// Makes the first scenario once there is something to feed it with: its levers proposed, its bill as running cost.
pub fn suggest_first(app: App) {
    let suggested = app
        .measured
        .with_untracked(|m| suggested(m, Windows::default()));
    let Some(scenario) = suggested else {
        return;
    };
    app.amend(|document| {
        if document.scenarios.is_empty() {
            document.scenarios.push(scenario);
            document.open_scenario = 0;
        }
    });
}

/// Starts a scenario without data.
pub fn start_by_hand(app: App) {
    app.change(|document| add(document, Scenario::default()));
}

/// Adds what the data suggests as a scenario of its own.
pub fn add_suggested(app: App) {
    let windows = app
        .document()
        .with_untracked(|d| open_of(d).map(|s| s.windows).unwrap_or_default());
    if let Some(scenario) = app.measured.with_untracked(|m| suggested(m, windows)) {
        app.change(|document| {
            add(
                document,
                Scenario {
                    name: "From data".into(),
                    ..scenario
                },
            );
        });
    }
}

/// Opens a scenario. Looking is no step to take back.
pub fn open_scenario(app: App, index: usize) {
    app.settle();
    app.amend(|document| document.open_scenario = index);
}

/// Adds a copy of the open scenario and opens it.
pub fn add_copy(app: App) {
    app.change(|document| {
        if let Some(scenario) = open_of(document).cloned() {
            add(document, scenario);
        }
    });
}

/// Adds the cautious or ambitious neighbour of the base and opens it.
pub fn add_variant(app: App, stance: Stance) {
    app.change(|document| scenarios::add_variant(document, stance));
}

/// Calls the open scenario something else; an empty name changes nothing.
pub fn rename(app: App, name: &str) {
    let name: String = name.trim().chars().take(LONGEST_NAME).collect();
    if name.is_empty() {
        return;
    }
    app.change(|document| {
        rename_open(document, &name);
    });
}

/// Deletes the open scenario; its neighbour opens.
pub fn delete(app: App) {
    let name = app
        .document()
        .with_untracked(|document| open_of(document).map(|s| s.name.clone()));
    let Some(name) = name else { return };
    app.change(|document| {
        let open = open_index(document);
        document.scenarios.remove(open);
        document.open_scenario = open.min(document.scenarios.len().saturating_sub(1));
    });
    app.tell_undoable(format!("“{name}” is deleted."));
}

/// Sets one number of the open scenario. Moves under the same gesture are one step.
///
/// # Errors
/// A value outside what is accepted; nothing changes then.
pub fn set_input(
    app: App,
    path: &str,
    value: f64,
    gesture: Option<&str>,
) -> Result<(), ScenarioError> {
    edit(app, gesture, |scenario| with_input(scenario, path, value))
}

/// Whether a number would be accepted.
///
/// # Errors
/// Why not.
pub fn check_input(app: App, path: &str, value: f64) -> Result<(), ScenarioError> {
    let checked = |document: &Document| {
        open_of(document).map_or(Ok(()), |s| with_input(s, path, value).map(drop))
    };
    app.document().with_untracked(checked)
}

/// Sets one number back to what the data says.
///
/// # Errors
/// Nothing is measured there.
pub fn back_to_measured(app: App, path: &str) -> Result<(), ScenarioError> {
    edit(app, None, |scenario| with_measured(scenario, path))
}

/// Confirms one number as it stands.
///
/// # Errors
/// A number that the scenario does not have.
pub fn confirm_input(app: App, path: &str) -> Result<(), ScenarioError> {
    edit(app, None, |scenario| with_confirmed(scenario, path))
}

/// Gives one number the range that it may well have, or takes it back.
///
/// # Errors
/// A range that is none, or that goes beyond what is accepted; nothing changes then.
pub fn set_range(app: App, path: &str, range: Option<Range>) -> Result<(), ScenarioError> {
    edit(app, None, |scenario| with_range(scenario, path, range))
}

/// Says where an assumed number comes from.
///
/// # Errors
/// A number that the scenario does not have.
pub fn set_source(app: App, path: &str, source: &str) -> Result<(), ScenarioError> {
    edit(app, None, |scenario| {
        with_source(scenario, path, source.trim())
    })
}

/// Has a lever count or not, a proposed one too; its numbers stay.
///
/// # Errors
/// A lever that does not exist.
pub fn switch_lever(app: App, lever: &str, on: bool) -> Result<(), ScenarioError> {
    edit(app, None, |scenario| with_lever(scenario, lever, on))
}

/// Has a proposed lever count, at what the data says where its starting values contradict it.
///
/// # Errors
/// A lever that does not exist.
pub fn confirm_as_measured(app: App, lever: &str) -> Result<(), ScenarioError> {
    edit(app, None, |scenario| {
        with_lever_as_measured(scenario, lever)
    })
}

/// Adds a lever, fed by the data where it can be.
///
/// # Errors
/// A lever that does not exist.
pub fn add_lever(app: App, lever: &str) -> Result<(), ScenarioError> {
    let measured = app.measured.get_untracked();
    edit(app, None, |scenario| {
        with_lever_from(scenario, lever, &measured)
    })
}

/// Takes a lever out with its numbers.
pub fn remove_lever(app: App, lever: &str) {
    change_open(app, |scenario| {
        scenario.levers.retain(|used| used.lever != lever);
    });
}

/// Chooses how the first flow is discounted.
pub fn set_timing(app: App, timing: Timing) {
    change_open(app, |scenario| scenario.timing = timing);
}

/// Says which month is month 0, as `2027-01`; anything else makes months only numbered.
pub fn set_start(app: App, month: &str) {
    let first_day = date_from_iso(&format!("{month}-01"));
    change_open(app, |scenario| {
        scenario.start = first_day.map(|day| Period::containing_date(day, Grain::Month));
    });
}

/// Names the currency of all amounts. They are not converted.
pub fn set_currency(app: App, currency: Currency) {
    change_open(app, |scenario| scenario.currency = currency);
}

/// Chooses the times that the open scenario's numbers are measured over. Once the data has answered, they follow.
pub fn set_windows(app: App, windows: Windows) {
    change_open(app, |scenario| scenario.windows = windows);
    app.follow_measured.set_value(true);
}

/// Takes over what the data says about the times just chosen: part of that step.
pub fn follow_measured(app: App) {
    if !app.follow_measured.get_value() {
        return;
    }
    app.follow_measured.set_value(false);
    let measured = app.measured.get_untracked();
    app.amend(|document| {
        if let Some(changed) = open_of(document).map(|open| refreshed(open, &measured)) {
            put(document, changed);
        }
    });
}

/// Brings the open scenario's measured numbers up to what the data says now.
pub fn refresh_measured(app: App) {
    let measured = app.measured.get_untracked();
    change_open(app, |scenario| *scenario = refreshed(scenario, &measured));
}

fn edit(
    app: App,
    gesture: Option<&str>,
    change: impl FnOnce(&Scenario) -> Result<Scenario, ScenarioError>,
) -> Result<(), ScenarioError> {
    let changed = app
        .document()
        .with_untracked(|document| open_of(document).map(change));
    let Some(changed) = changed.transpose()? else {
        return Ok(());
    };
    match gesture {
        Some(gesture) => app.change_in_place(gesture, |document| put(document, changed)),
        None => app.change(|document| {
            put(document, changed);
        }),
    }
    Ok(())
}

fn change_open(app: App, change: impl FnOnce(&mut Scenario)) {
    app.change(|document| {
        let open = open_index(document);
        if let Some(scenario) = document.scenarios.get_mut(open) {
            change(scenario);
        }
    });
}
