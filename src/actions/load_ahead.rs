//! Programs that may be needed are loaded while the page has nothing else to do, so that nothing is asked of a network later.

use crate::browser::document::sleep;
use crate::browser::programs;
use crate::state::App;
use leptos::prelude::*;
use outturn_protocol::Program;

/// How often it is seen whether the page is busy, in milliseconds, and how many times in a row it must not be.
const LOOK: f64 = 250.0;
const QUIET: usize = 6;

/// Loads the screens that are not here yet, then the programs, one after the other.
pub fn load_ahead<F: Future<Output = ()>>(app: App, load_screens: impl FnOnce() -> F + 'static) {
    leptos::task::spawn_local(async move {
        rest(app).await;
        load_screens().await;
        for program in Program::ALL {
            rest(app).await;
            // Without a network it is tried again when it is needed.
            let _ = programs::load(program).await;
        }
    });
}

/// Waits until the page has had nothing to do for a while.
async fn rest(app: App) {
    let mut quiet = 0;
    while quiet < QUIET {
        sleep(LOOK).await;
        quiet = if untrack(|| app.busy()) { 0 } else { quiet + 1 };
    }
}
