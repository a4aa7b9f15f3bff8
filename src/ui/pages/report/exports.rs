//! The ways to take everything along.

use crate::actions::export::{copy_scenario_link, print_report, save_snapshot};
use crate::actions::workspace::save_workspace;
use crate::state::App;
use leptos::prelude::*;

/// The row of buttons.
#[component]
pub fn Exports() -> impl IntoView {
    let app = App::here();
    let no_scenario = app.select(|d| d.scenarios.is_empty());
    view! {
        <div class="row exports" role="group" aria-label="Export">
            <button class="btn primary" on:click=move |_| print_report()>"Print or PDF"</button>
            <button class="btn" on:click=move |_| save_snapshot(app) title="Every figure with its receipt, for scripts and other tools">"Snapshot (JSON)"</button>
            <button class="btn" on:click=move |_| copy_scenario_link(app) disabled=no_scenario title="Opens the scenario anywhere; no data is in it">"Copy link to scenario"</button>
            <button class="btn" on:click=move |_| save_workspace(app) title="Files, mappings, targets and scenarios in one file that opens here again">"Workspace"</button>
            <span class="quiet">"Each file is made in this tab and goes to your downloads only."</span>
        </div>
    }
}
