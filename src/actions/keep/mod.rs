//! Keeping the work in the browser, and finding it again.
//!
//! The rules are [`store`](outturn_store)'s. Here they meet the page: [`tabs`] decides which tab writes, [`saving`] writes the document
//! soon after each change, [`files`] writes files and lets go of removed ones, [`recovery`] deals with work that this version cannot
//! read.

pub mod files;
pub mod recovery;
pub mod saving;
pub mod tabs;

use crate::browser::document::{settle_typed, was_used};
use crate::browser::event::{on_document_event, on_window_event};
use crate::browser::{location, marks};
use crate::state::{App, Role, hold, is_rescue};
use leptos::prelude::*;

/// Finds the work of the last visit, then keeps each change of it.
pub fn restore_and_keep(app: App) {
    let keep = app.keep.get_value();
    // Whatever changes is saved, by the tab that saves.
    Effect::new(move |_| {
        app.document().track();
        app.role.track();
        saving::after_a_change(app);
    });
    // A change of the user's makes this the tab that saves.
    Effect::new(move |_| {
        if app.touched.get() > 0 && app.role.get_untracked() == Role::Follower {
            tabs::take_over(app);
        }
    });
    let named = Memo::new(move |_| {
        let files = app
            .document()
            .with(|d| d.files.iter().map(|f| f.id.clone()).collect::<Vec<_>>());
        (files, app.role.get() == Role::Writer)
    });
    Effect::new(move |_| {
        let _ = named.get();
        files::keep_files(app);
    });
    keep.keeper
        .database()
        .when_lost(move || leptos::task::spawn_local(files::see_what_is_left(app)));
    // After a panic nothing is trusted that is not kept already.
    hold(on_window_event("pagehide", move |_| {
        drop(marks::take_all()); // leaving is no crash
        settle_typed();
        if !is_rescue(&location::fragment()) && app.role.get_untracked() == Role::Writer {
            let document = app.document().get_untracked();
            keep.keeper.save_at_once(&document);
        }
    }));
    // The browser asks whether the user wants to leave.
    hold(on_window_event("beforeunload", move |event| {
        settle_typed();
        let would_lose = match app.role.get_untracked() {
            Role::Writer => !files::unkept(app).is_empty(),
            Role::Unkept(_) => app.files.order().with_untracked(|files| !files.is_empty()),
            Role::Unreadable(_) => {
                app.keep.get_value().unsaved.get() || !files::unkept(app).is_empty()
            }
            Role::Opening | Role::Follower => false,
        };
        if would_lose && was_used() {
            event.prevent_default();
        }
    }));
    // A tab that goes to the background may be ended there without another word.
    hold(on_document_event("visibilitychange", move |_| {
        saving::save_soon(app);
    }));
    app.working.update(|n| *n += 1);
    leptos::task::spawn_local(async move {
        tabs::join_tabs(app).await;
        app.working.update(|n| *n -= 1);
    });
}
