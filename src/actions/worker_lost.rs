//! The worker has ended, or does not answer: another one takes its place, without the file that ended it.

use super::ask::{data_changed, data_changes, tell_calendar, tell_comparisons};
use super::read_files::{MARKED, queue, read_next};
use super::sync_files::sync_files;
use crate::browser::document::{clock, sleep};
use crate::browser::marks;
use crate::state::{App, Pace, Phase, ReadQueue};
use leptos::prelude::*;
use outturn_protocol::{FileId, OrderFiles};

/// How long the worker may be silent while somebody waits, in milliseconds, before the page offers to start another one.
const SILENT: f64 = 20_000.0;
/// How often the page looks.
const LOOK: f64 = 1_000.0;
/// Workers that end sooner than this after the one before, in milliseconds, though no file is at fault, are not replaced for ever.
const AT_ONCE: f64 = 60_000.0;

/// Watches whether the worker answers.
pub fn watch(app: App) {
    leptos::task::spawn_local(async move {
        loop {
            sleep(LOOK).await;
            let silent = app
                .engine
                .get_value()
                .silence()
                .is_some_and(|ms| ms > SILENT);
            if app.worker_silent.get_untracked() != silent {
                app.worker_silent.set(silent);
            }
        }
    });
}

/// Starts another worker in place of one that has ended, and has it read the files again: all but the one that was being read, which
/// stays listed and is read again only when the user says so.
pub fn replace_worker(app: App, reason: &str) {
    replace(app, reason, is_long);
}

/// The same, since the user does not want to wait for its answer any more.
pub fn give_up_on_worker(app: App) {
    replace(app, "it did not answer", |_, _| true);
}

/// A file that was being read is to blame if `blames` says so; if not it may have been there by chance, and is to blame once it ends the
/// next worker as well.
fn replace(app: App, reason: &str, blames: fn(App, &FileId) -> bool) {
    let began = clock();
    let since = began - app.worker_replaced_at.get_value();
    app.worker_replaced_at.set_value(began);
    app.reads.set_value(ReadQueue::default());
    app.pace.set_value(Pace::default());
    app.worker_silent.set(false);
    let was_read = app.engine.get_value().restart();
    let culprit = was_read.filter(|id| blames(app, id) || since < AT_ONCE);
    let name = culprit
        .as_ref()
        .and_then(|id| app.files.get(id))
        .map(|file| file.name);
    match (&culprit, name) {
        (Some(id), Some(name)) => {
            hold(app, id);
            app.warn(format!(
                "Reading {name} ended the worker ({reason}): it is too large for this tab. It stays listed, and the other files are read again. Roll it up where it lies, or drop one month at a time."
            ));
        }
        _ if since < AT_ONCE => {
            return app.warn(format!(
                "The worker stopped again ({reason}). Your work is kept. Remove the largest file, or reload the page."
            ));
        }
        _ => app.warn(format!(
            "The worker stopped ({reason}). Your work is kept; the files are read again."
        )),
    }
    read_all_again(app);
}

fn is_long(app: App, id: &FileId) -> bool {
    app.blobs.with_value(|blobs| {
        blobs
            .get(id)
            .is_some_and(|blob| blob.size() as u64 >= MARKED)
    })
}

/// Marks a file as one that is not read by itself.
fn hold(app: App, id: &str) {
    app.amend_file(id, |file| file.too_large = true);
    app.files
        .update(&id.to_owned(), |file| file.phase.set(Phase::TooLarge));
}

fn read_all_again(app: App) {
    let files = app.files.order().get_untracked();
    let order = OrderFiles {
        files: files.clone(),
    };
    app.engine.get_value().tell(&order);
    tell_calendar(app);
    super::own_metrics::tell(app);
    tell_comparisons(app);
    data_changes(app);
    for id in &files {
        let is_read = app.files.get(id).is_some_and(|file| {
            !matches!(
                file.phase.get_untracked(),
                Phase::Failed(_) | Phase::TooLarge
            )
        });
        if is_read {
            app.files.update(id, |file| {
                file.before = None;
                file.phase.set(Phase::Waiting);
            });
            queue(app, id);
        }
    }
    read_next(app);
    data_changed(app);
}

/// Reads a file that ended the worker once more, since the user says so.
pub fn read_anyway(app: App, id: &str) {
    app.change(|document| {
        if let Some(file) = document.files.iter_mut().find(|f| f.id == id) {
            file.too_large = false;
        }
    });
    sync_files(app);
}

/// Says which of the files that were `noted` were not written yet when their tab ended.
pub fn tell_what_was_not_written(app: App, mut lost: Vec<(String, String)>) {
    app.document().with_untracked(|document| {
        let is_there = |id: &String| document.files.iter().any(|file| file.id == *id);
        lost.retain(|(id, _)| !is_there(id));
    });
    if !lost.is_empty() {
        /// So many are named.
        const NAMED: usize = 20;
        let names: Vec<&str> = lost
            .iter()
            .take(NAMED)
            .map(|(_, name)| name.as_str())
            .collect();
        let more = match lost.len().saturating_sub(NAMED) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        app.warn(format!(
            "The page was left before these files were saved: {}{more}. Add them again.",
            names.join(", ")
        ));
    }
}

/// Marks the files that a tab was reading when it ended without a word: they are not read by themselves.
pub fn hold_what_ended_the_last_visit(app: App) {
    let marked = marks::take_all();
    let named: Vec<String> = app.document().with_untracked(|document| {
        let files = document
            .files
            .iter()
            .filter(|file| marked.contains(&file.id));
        files.map(|file| file.name.clone()).collect()
    });
    if named.is_empty() {
        return;
    }
    app.amend(|document| {
        for file in &mut document.files {
            file.too_large |= marked.contains(&file.id);
        }
    });
    app.warn(format!(
        "This tab ended while it was reading {}. It is not read again by itself; the file stays listed.",
        named.join(", ")
    ));
}
