//! The document is written at most a second after a change, however many follow.

use super::{files, tabs};
use crate::actions::sync_files::sync_files;
use crate::browser::document::{after, now_as_text, sleep};
use crate::state::{App, Kept, Matter, Role};
use leptos::prelude::*;
use outturn_store::Saved;
use outturn_store::document::Document;

/// How soon after a change the work is written, in milliseconds: a slider's way is a few writes, and a crash takes less than a second.
const SOON: i32 = 300;
/// The longest pause between two attempts when saving fails, in milliseconds.
const LONGEST_PAUSE: i32 = 30_000;

/// Something has changed: it is written soon, if this is the tab that writes.
pub fn after_a_change(app: App) {
    say_what_is_kept(app);
    if app.role.get_untracked() == Role::Writer {
        schedule(app, SOON);
    }
}

fn schedule(app: App, pause: i32) {
    let keep = app.keep.get_value();
    // The first of many changes sets the time: those that follow do not move it.
    if !keep.scheduled.replace(true) {
        after(pause, move || {
            app.keep.get_value().scheduled.set(false);
            save_soon(app);
        });
    }
}

/// Begins to save, if this is the tab that writes.
pub fn save_soon(app: App) {
    leptos::task::spawn_local(save(app));
}

/// Saves what is not saved yet, if this is the tab that writes.
pub async fn save(app: App) {
    let keep = app.keep.get_value();
    let comparing = keep.comparing.lock().await;
    if app.role.get_untracked() != Role::Writer {
        return;
    }
    let (document, base) = (app.document().get_untracked(), keep.keeper.base());
    let saved = keep.keeper.save(&document, &now_as_text()).await;
    match saved {
        Ok(Saved::Unchanged) => {
            keep.unsaved.set(false);
            is_saved_again(app);
        }
        Ok(Saved::Written { waiting }) => {
            let is_all = app.document().with_untracked(|now| *now == document);
            keep.unsaved.set(!waiting.is_empty() || !is_all);
            files::named(app, &document, &waiting);
            if waiting.is_empty() {
                is_saved_again(app);
            }
            tabs::say_saved(app);
            drop(comparing);
            files::let_go_of_removed(app).await;
        }
        Ok(Saved::Overtaken(opened)) => {
            tabs::bring_together(app, &base, opened);
            sync_files(app);
            schedule(app, SOON);
        }
        Err(error) => {
            let failures = keep.failures.get();
            keep.failures.set(failures + 1);
            if failures == 0 {
                let text = format!(
                    "Your last changes are not kept: {error}. The page tries again; save a workspace file to be safe."
                );
                app.warn_of(Matter::Unsaved, &[], text);
            }
            schedule(app, (1_000 << failures.min(5)).min(LONGEST_PAUSE));
        }
    }
    say_what_is_kept(app);
}

/// Everything is stored: where the user was told that it is not, that is over.
fn is_saved_again(app: App) {
    app.keep.get_value().failures.set(0);
    if app.is_settled(Matter::Unsaved) {
        app.tell("Your work is kept in this browser again.");
    }
}

/// Saves the document and all files; whether a page that is loaded anew would find everything.
pub async fn save_all(app: App) -> bool {
    let keep = app.keep.get_value();
    while keep.writes_files.get() {
        sleep(10.0).await;
    }
    save(app).await;
    match app.role.get_untracked() {
        Role::Writer => app.all_kept.get_untracked(),
        Role::Unkept(_) => app.document().with_untracked(|d| *d == Document::default()),
        Role::Follower | Role::Unreadable(_) | Role::Opening => true,
    }
}

/// Says on the page whether all of the work is kept.
pub fn say_what_is_kept(app: App) {
    let keep = app.keep.get_value();
    let has_role = matches!(app.role.get_untracked(), Role::Writer | Role::Follower);
    let no_file_waits = app
        .kept
        .with_untracked(|kept| kept.values().all(|kept| *kept == Kept::Yes));
    let all =
        has_role && no_file_waits && app.document().with_untracked(|d| *d == keep.keeper.base());
    if app.all_kept.get_untracked() != all {
        app.all_kept.set(all);
    }
}
