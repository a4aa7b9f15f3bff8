//! Passing a scenario on: as a link that carries it in its fragment, or as a file.

use crate::browser::document::after;
use crate::browser::file::{self, File};
use crate::browser::{clipboard, location};
use crate::state::{App, Route, Screen};
use leptos::prelude::*;
use outturn_scenario::Scenario;
use outturn_store::link::{from_json, from_link, to_json, to_link};
use outturn_store::scenarios::{add, open_of};

/// Links longer than this are cut by some mail programs and chats.
pub const LONGEST_LINK: usize = 2_000;
/// What scenario files end with.
pub const SCENARIO_ENDING: &str = ".outturn-scenario.json";
/// How long to wait for the work of the last visit before a link is added to it, in milliseconds.
const PAUSE: i32 = 20;

/// A link as it was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The whole address.
    pub address: String,
    /// Whether it is on the clipboard.
    pub copied: bool,
}

impl Link {
    /// Its length in characters.
    #[must_use]
    pub fn length(&self) -> usize {
        self.address.chars().count()
    }

    /// Whether some programs would cut it.
    #[must_use]
    pub fn is_long(&self) -> bool {
        self.length() > LONGEST_LINK
    }
}

/// Makes a link of the open scenario and puts it on the clipboard unless it is too long to travel; `done` is given the link.
pub fn copy_link(app: App, done: impl FnOnce(Link) + 'static) {
    let text = app
        .document()
        .with_untracked(|document| open_of(document).map(to_link));
    let text = match text {
        Some(Ok(text)) => text,
        Some(Err(error)) => return app.warn(format!("No link can be made: {error}.")),
        None => return,
    };
    let route = Route {
        shared: Some(text),
        ..Route::to(Screen::Roi)
    };
    let mut link = Link {
        address: format!("{}#{}", location::address(), route.fragment()),
        copied: false,
    };
    if link.is_long() {
        return done(link);
    }
    app.working.update(|n| *n += 1);
    leptos::task::spawn_local(async move {
        link.copied = clipboard::copy_text(&link.address).await.is_ok();
        done(link);
        app.working.update(|n| *n -= 1);
    });
}

/// Saves the open scenario as a file, to be dropped or added anywhere this page runs.
pub fn save_scenario(app: App) {
    let open = app
        .document()
        .with_untracked(|document| open_of(document).cloned());
    let Some(scenario) = open else { return };
    let name = format!(
        "{}{SCENARIO_ENDING}",
        super::save::file_name(&scenario.name)
    );
    let saved = match to_json(&scenario) {
        Ok(text) => {
            file::download_text(&name, "application/json", &text).map_err(|e| e.to_string())
        }
        Err(error) => Err(format!("The scenario cannot be written: {error}.")),
    };
    match saved {
        Ok(()) => app.tell(format!(
            "Saved {name}. Whoever gets it adds it like any file."
        )),
        Err(error) => app.warn(error),
    }
}

/// Adds the scenario of a link to the work and opens it; one that is there already is opened as it is.
pub fn open_link(app: App, shared: &str) {
    // The work of the last visit comes first: the link is added to it, not overwritten by it.
    if app.working.get_untracked() > 0 {
        let shared = shared.to_owned();
        return after(PAUSE, move || open_link(app, &shared));
    }
    match from_link(shared) {
        Ok(scenario) => {
            adopt(app, scenario);
            // Loading the page again must not add it again after it was changed.
            location::replace_fragment(&Route::to(Screen::Roi).fragment());
            app.route.set(Route::to(Screen::Roi));
        }
        Err(error) => app.warn(format!("Not opened: {error}.")),
    }
}

/// Adds the scenarios of files to the work and opens the last one.
pub fn open_scenario_files(app: App, files: Vec<File>) {
    app.working.update(|n| *n += 1);
    leptos::task::spawn_local(async move {
        for file in files {
            match read(&file).await {
                Ok(scenario) => {
                    adopt(app, scenario);
                    location::set_fragment(&Route::to(Screen::Roi).fragment());
                }
                Err(because) => app.warn(format!("{} was not opened: {because}.", file.name())),
            }
        }
        app.working.update(|n| *n -= 1);
    });
}

async fn read(file: &File) -> Result<Scenario, String> {
    let bytes = outturn_threads::blob::read_slice(file, 0.0, file.size())
        .await
        .map_err(|e| e.to_string())?;
    from_json(&bytes).map_err(|e| e.to_string())
}

fn adopt(app: App, scenario: Scenario) {
    let name = scenario.name.clone();
    app.change(|document| {
        let same = |known: &Scenario| {
            Scenario {
                name: known.name.clone(),
                ..scenario.clone()
            } == *known
        };
        match document.scenarios.iter().position(same) {
            Some(known) => document.open_scenario = known,
            None => add(document, scenario),
        }
    });
    app.tell(format!("“{name}” is added to your scenarios."));
}
