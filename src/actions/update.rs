//! Keeping the page itself for use without a network, and changing to a newer version of it.

use super::keep;
use crate::browser::document;
use crate::browser::service_worker::{Builds, News};
use crate::state::{App, Offer, Updates};
use leptos::prelude::*;
use std::cell::Cell;

/// How long the page must have had nothing to do before it is kept, in milliseconds: what the user came for goes first.
const AT_REST: i32 = 1_000;

/// Keeps the page for use without a network once it first has nothing else to do. `<html data-offline="ready">` says when that is done.
/// Where browsers cannot, nothing is said and nothing is missing.
#[must_use]
pub fn keep_page(app: App) -> Updates {
    let update = Updates::unknown();
    let begun = Cell::new(false);
    Effect::new(move |_| {
        if !app.busy() && !begun.replace(true) {
            document::after(AT_REST, move || begin(app, update));
        }
    });
    update
}

fn begin(app: App, update: Updates) {
    let Some(own) = document::meta("outturn-build").filter(|build| !build.is_empty()) else {
        return; // a page that was not built to be kept
    };
    leptos::task::spawn_local(async move {
        // A refusal changes nothing for this visit.
        if let Ok(builds) = Builds::keep(&own, move |news| follow(app, update, news)).await {
            update.builds.set_value(builds);
        }
    });
}

fn follow(app: App, update: Updates, news: News) {
    match news {
        News::Kept => document::set_root_attribute("data-offline", "ready"),
        News::Newer => {
            if update.offer.get_untracked() == Offer::None {
                update.offer.set(Offer::Ready);
            }
        }
        // The user, here or in another tab, has asked for it.
        News::Replaced => {
            leptos::task::spawn_local(async move {
                if save_work(app).await {
                    document::reload();
                }
            });
        }
    }
}

/// Changes to the newer version: the work is saved, then this tab and all others load anew.
pub fn take_new_version(app: App, update: Updates) {
    update.offer.set(Offer::Taken);
    leptos::task::spawn_local(async move {
        if !save_work(app).await {
            return update.offer.set(Offer::Ready);
        }
        match update.builds.get_value() {
            Some(builds) => builds.take_over(),
            None => document::reload(),
        }
    });
}

/// Says no more about the newer version. Closing all tabs changes to it, too.
pub fn put_off_new_version(update: Updates) {
    update.offer.set(Offer::PutOff);
}

/// Writes all that is not yet in the browser's storage. Every load of a newer version goes through here: where something would be lost,
/// it says so and answers `false`.
async fn save_work(app: App) -> bool {
    app.working.update(|n| *n += 1);
    let safe = keep::saving::save_all(app).await;
    app.working.update(|n| *n -= 1);
    if !safe {
        app.warn("A new version is ready, but this browser does not keep all of your work. Save a workspace file, then reload the page.");
    }
    safe
}
