//! One tab writes, the others follow it. The one that writes holds a lock, which goes with it however it ends; then the next one has it.
//! A tab in which the user changes something takes over: it asks the writer to save its last, steals the lock, and brings together what
//! both changed.

use super::files;
use super::saving::{save, save_soon, say_what_is_kept};
use crate::actions::sync_files::sync_files;
use crate::actions::worker_lost::{hold_what_ended_the_last_visit, tell_what_was_not_written};
use crate::browser::channel::Channel;
use crate::browser::document::{now_as_text, sleep, within};
use crate::browser::lock::{self, Ask, Lock};
use crate::browser::marks;
use crate::state::{App, HandOver, Matter, Role};
use futures::future::join;
use leptos::prelude::*;
use outturn_store::document::Document;
use outturn_store::{Opened, StoreError, merged};
use serde::{Deserialize, Serialize};

/// Name of the lock and of the channel.
const NAME: &str = "outturn";
/// How long the tab that writes may be silent when it is asked to hand over, in milliseconds; then it is frozen, or gone.
const PATIENCE: f64 = 1_000.0;
/// How long a tab that was overtaken leaves the other one to save, in milliseconds.
const AGAIN: f64 = 100.0;
/// How long it may take to write its last.
const LONGEST: f64 = 15_000.0;

/// What tabs say to each other.
#[derive(Debug, Clone, Serialize, Deserialize)]
enum Word {
    /// The work is stored under a new revision.
    Saved { revision: u64 },
    /// Please save your last: this tab takes over.
    HandOver { tab: String },
    /// To that tab: wait, it is being written.
    Busy { tab: String },
    /// To that tab: all is stored.
    HandedOver { tab: String },
}

/// Opens the work in a new visit.
pub async fn join_tabs(app: App) {
    join_as(app, Before::Nobody).await;
}

/// Opens the work, as the tab that writes if there is none yet, else as one that follows. `before` is what a free lock says.
async fn join_as(app: App, before: Before) {
    let keep = app.keep.get_value();
    keep.channel
        .replace(Channel::open(NAME, move |word| heard(app, word)));
    let has_locks = lock::available();
    let lock = if has_locks {
        let asked = lock::acquire(NAME, Ask::IfFree, move || lost(app));
        let asked = within(PATIENCE, asked);
        // Whoever has the lock, the database is needed next; what cannot be opened is said then.
        let opening = keep.keeper.database().connect();
        join(asked, opening).await.0.flatten()
    } else {
        None
    };
    let writes = lock.is_some() || !has_locks;
    keep.lock.replace(lock);
    if writes {
        let before = if has_locks { before } else { Before::Unknown };
        become_writer(app, before).await;
    } else {
        follow(app).await;
        // Of this tab before it was loaded anew.
        if !is_unreadable(app) {
            tell_what_was_not_written(app, marks::take_own_writing());
        }
        wait_for_lock(app);
    }
    catch_up(app);
}

/// Tries once more to open the work where that failed.
pub fn open_again(app: App) {
    if !matches!(app.role.get_untracked(), Role::Unkept(_)) {
        return;
    }
    app.working.update(|n| *n += 1);
    leptos::task::spawn_local(async move {
        join_as(app, Before::Unknown).await;
        if let Role::Unkept(reason) = app.role.get_untracked() {
            let text = format!("Your work is still not kept: {reason}.");
            app.warn_of(Matter::Unsaved, &[], text);
        }
        app.working.update(|n| *n -= 1);
    });
}

/// What became of the tab that wrote before this one.
#[derive(Clone, Copy, PartialEq)]
enum Before {
    /// There was none: no other tab shows the page.
    Nobody,
    /// It has ended, in whatever way.
    Ended,
    /// It is there, and follows now.
    Follows,
    /// This browser cannot tell.
    Unknown,
}

/// Reads what is stored, brings it together with what this tab has, and writes from now on.
async fn become_writer(app: App, before: Before) {
    let keep = app.keep.get_value();
    let comparing = keep.comparing.lock().await;
    let base = keep.keeper.base();
    let opened = keep.keeper.open(&now_as_text()).await;
    if let Some(opened) = told(app, opened) {
        // Another tab may have taken over while this one read.
        app.role.set(role(app));
        bring_together(app, &base, opened);
        drop(comparing);
        if matches!(before, Before::Nobody | Before::Ended) && !is_unreadable(app) {
            tell_what_was_not_written(app, marks::take_writing());
        }
        if before == Before::Nobody {
            hold_what_ended_the_last_visit(app);
        }
        sync_files(app);
        if before == Before::Nobody && keep.keeper.has_leftovers() {
            files::sweep(app).await;
        }
        save_soon(app);
        // What a closed tab wrote last is in it now: the others have not seen that.
        say_saved(app);
    } else {
        // Another tab may be luckier.
        keep.lock.replace(None);
    }
}

/// What this tab is where the work can be read.
pub fn role(app: App) -> Role {
    match app.keep.get_value().lock.borrow().is_some() || !lock::available() {
        true => Role::Writer,
        false => Role::Follower,
    }
}

/// Looks at what other tabs have saved, until there is nothing new.
pub fn catch_up(app: App) {
    let keep = app.keep.get_value();
    let is_open = !matches!(app.role.get_untracked(), Role::Opening | Role::Unkept(_));
    if is_open && keep.has_news.get() && !keep.looks.replace(true) {
        leptos::task::spawn_local(async move {
            while keep.has_news.replace(false) {
                follow(app).await;
            }
            keep.looks.set(false);
        });
    }
}

/// Shows what is stored, until this tab writes itself.
async fn follow(app: App) {
    let keep = app.keep.get_value();
    let comparing = keep.comparing.lock().await;
    let base = keep.keeper.base();
    let opened = keep.keeper.look().await;
    let role = role(app);
    if role == Role::Writer && opened.is_err() {
        return; // its next save says so
    }
    if let Some(opened) = told(app, opened) {
        // One that begins to write does so once it has read by itself; work that could not be read is replaced by some that can.
        if role == Role::Follower || is_unreadable(app) {
            app.role.set(role.clone());
        }
        // What follows from the data in a tab that follows is no change of the user's: it gives way.
        let gives_way = role == Role::Follower && !keep.unsaved.get();
        let base = if gives_way {
            app.document().get_untracked()
        } else {
            base
        };
        bring_together(app, &base, opened);
        drop(comparing);
        sync_files(app);
        if gives_way {
            files::as_stored(app).await;
        }
        say_what_is_kept(app);
    }
}

/// What was opened; an error becomes the tab's role.
fn told(
    app: App,
    opened: Result<(Opened, Vec<outturn_store::Aside>), StoreError>,
) -> Option<Opened> {
    match opened {
        Ok((opened, asides)) => {
            app.asides.set(asides);
            Some(opened)
        }
        Err(error) => {
            app.role.set(Role::Unkept(error.to_string()));
            None
        }
    }
}

/// Brings together what this tab made of `base` and what is stored. What another tab changed is a step that can be taken back.
pub fn bring_together(app: App, base: &Document, opened: Opened) {
    match opened {
        Opened::Nothing => {}
        Opened::Work(theirs) => {
            let mine = app.document().get_untracked();
            let both = merged(base, &mine, &theirs);
            let first = *base == Document::default() && !app.has_history();
            app.adopt(both, !first);
        }
        Opened::Unreadable(unreadable) => app.role.set(Role::Unreadable(unreadable)),
    }
}

fn wait_for_lock(app: App) {
    let keep = app.keep.get_value();
    if !lock::available() || keep.waits.replace(true) {
        return;
    }
    leptos::task::spawn_local(async move {
        let lock = lock::acquire(NAME, Ask::Wait, move || lost(app)).await;
        let keep = app.keep.get_value();
        keep.waits.set(false);
        if let Some(lock) = lock {
            take_lock(app, lock, Before::Ended).await;
        }
    });
}

async fn take_lock(app: App, lock: Lock, before: Before) {
    app.keep.get_value().lock.replace(Some(lock));
    if app.role.get_untracked() == Role::Follower {
        become_writer(app, before).await;
    }
}

/// Another tab has taken over.
fn lost(app: App) {
    let keep = app.keep.get_value();
    keep.lock.replace(None);
    wait_for_lock(app);
    if app.role.get_untracked() != Role::Writer {
        return;
    }
    app.role.set(Role::Follower);
    // What this tab could not save before, it brings in now.
    if keep.unsaved.get() {
        take_over(app);
    }
}

/// Makes this the tab that writes, wherever the user is at work.
pub fn take_over(app: App) {
    let keep = app.keep.get_value();
    if app.role.get_untracked() != Role::Follower || keep.takes_over.replace(true) {
        return;
    }
    app.working.update(|n| *n += 1);
    leptos::task::spawn_local(async move {
        keep.handed_over.set(HandOver::Silent);
        say(
            app,
            &Word::HandOver {
                tab: keep.tab.clone(),
            },
        );
        let mut waited = 0.0;
        while match keep.handed_over.get() {
            HandOver::Silent => waited < PATIENCE,
            HandOver::Busy => waited < LONGEST,
            HandOver::Done => false,
        } {
            sleep(10.0).await;
            waited += 10.0;
        }
        if let Some(lock) = lock::acquire(NAME, Ask::Steal, move || lost(app)).await {
            take_lock(app, lock, Before::Follows).await;
        }
        keep.takes_over.set(false);
        app.working.update(|n| *n -= 1);
        // Another tab was quicker: once it has saved, it is this one's turn.
        if app.role.get_untracked() == Role::Follower && keep.unsaved.get() {
            sleep(AGAIN).await;
            take_over(app);
        }
    });
}

/// Tells the other tabs that there is something new.
pub fn say_saved(app: App) {
    let revision = app.keep.get_value().keeper.revision();
    say(app, &Word::Saved { revision });
}

fn say(app: App, word: &Word) {
    if let Some(channel) = app.keep.get_value().channel.borrow().as_ref() {
        channel.say(word);
    }
}

fn is_unreadable(app: App) -> bool {
    app.role
        .with_untracked(|role| matches!(role, Role::Unreadable(_)))
}

fn heard(app: App, word: Word) {
    let keep = app.keep.get_value();
    match word {
        // Also in the tab that writes: it may not know yet that it does no longer.
        Word::Saved { revision } => {
            if revision != keep.keeper.revision() || is_unreadable(app) {
                keep.has_news.set(true);
                catch_up(app);
            }
        }
        // It has nothing to save.
        Word::HandOver { tab } if is_unreadable(app) => say(app, &Word::HandedOver { tab }),
        Word::HandOver { tab } if app.role.get_untracked() == Role::Writer => {
            say(app, &Word::Busy { tab: tab.clone() });
            leptos::task::spawn_local(async move {
                let keep = app.keep.get_value();
                while keep.writes_files.get() {
                    sleep(10.0).await;
                }
                save(app).await;
                say(app, &Word::HandedOver { tab });
            });
        }
        Word::Busy { tab } if tab == keep.tab => keep.handed_over.set(HandOver::Busy),
        Word::HandedOver { tab } if tab == keep.tab => keep.handed_over.set(HandOver::Done),
        Word::HandOver { .. } | Word::Busy { .. } | Word::HandedOver { .. } => {}
    }
}
