//! Scenarios: the first one is suggested from what is measured.

use crate::engine::scenario::{Scenario, suggest};
use crate::state::App;
use leptos::prelude::*;

/// Makes the first scenario once there is something to feed it with.
pub fn suggest_first(app: App) {
    let levers = app.measured.with_untracked(suggest);
    if levers.is_empty() {
        return;
    }
    app.amend(|document| {
        if document.scenarios.is_empty() {
            document.scenarios.push(Scenario {
                levers,
                ..Scenario::default()
            });
            document.open_scenario = 0;
        }
    });
}
