//! Keeping the page itself for use without a network, and changing to a newer version of it.

use crate::browser::document;
use crate::browser::service_worker::{Builds, News};
use crate::snapshot::document::Document;
use crate::state::{App, Offer, Updates, effect};
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
    effect(move || {
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
                save_work(app).await;
                document::reload();
            });
        }
    }
}

/// Changes to the newer version: the work is saved, then this tab and all others load anew.
pub fn take_new_version(app: App, update: Updates) {
    update.offer.set(Offer::Taken);
    leptos::task::spawn_local(async move {
        save_work(app).await;
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

/// Writes all that is not yet in the browser's storage, and waits until it is there. Every load of a newer version goes through here.
async fn save_work(app: App) {
    let Some(storage) = app.storage.get_value() else {
        return; // this browser keeps nothing, and has said so
    };
    app.working.update(|n| *n += 1);
    let json = app.document().with_untracked(Document::to_json);
    if let Err(error) = storage.save_document(&json).await {
        app.warn(format!("{error}. Save a workspace file to be safe."));
    }
    app.working.update(|n| *n -= 1);
}
