//! Links that carry a scenario in their fragment.

use crate::snapshot::link::from_link;
use crate::state::App;

/// Adds the scenario of a link to the work and opens it.
pub fn open_link(app: App, shared: &str) {
    match from_link(shared) {
        Ok(scenario) => app.change(|document| {
            let known = document.scenarios.iter().position(|s| *s == scenario);
            document.open_scenario = known.unwrap_or_else(|| {
                document.scenarios.push(scenario);
                document.scenarios.len() - 1
            });
        }),
        Err(error) => app.warn(error.to_string()),
    }
}
