//! Reading files, one after the other, and what follows from what is found in them.

use super::ask::{data_changed, data_changes};
use super::fingerprints;
use super::sync_files::{let_go, map_joined_to, sync_file};
use crate::browser::file::{Blob, file_from_blob};
use crate::browser::marks;
use crate::state::{Answered, App, Matter, Phase, Progress, ReadQueue, Turn};
use leptos::prelude::*;
use outturn_protocol::{FileId, FileSummary, ReadFile, ReadProgress, RequestId, Unanswered};
use std::sync::Arc;

/// Bytes of a file from which on reading it is remembered past a crash of the tab, so that it is not read, and crashes the tab, for ever.
pub(super) const MARKED: u64 = 64 << 20;

/// Has a file read once more, as it was told.
pub(super) fn read_again(app: App, id: &FileId) {
    app.files.update(id, |file| file.phase.set(Phase::Waiting));
    queue(app, id);
    read_next(app);
}

/// Has a file read once it is its turn.
pub(super) fn queue(app: App, id: &FileId) {
    let cancelled = app.reads.try_update_value(|reads| reads.add(id));
    cancel(app, cancelled.flatten());
}

/// Stops the read of a file, or takes it out of the queue.
pub(super) fn call_off(app: App, id: &FileId) {
    let cancelled = app.reads.try_update_value(|reads| reads.call_off(id));
    cancel(app, cancelled.flatten());
}

fn cancel(app: App, request: Option<RequestId>) {
    if let Some(request) = request {
        app.engine.get_value().call_off(request);
    }
}

/// Begins with the next file, unless one is being read.
pub(super) fn read_next(app: App) {
    let Some(turn) = app.reads.try_update_value(ReadQueue::next_turn).flatten() else {
        return;
    };
    data_changes(app);
    let known = app.blobs.with_value(|blobs| blobs.get(&turn.file).cloned());
    match known {
        Some(blob) => read(app, &turn, &blob),
        None => read_kept(app, turn),
    }
}

/// Reads a file that is not in this page's memory: the browser keeps it from an earlier visit.
fn read_kept(app: App, turn: Turn) {
    leptos::task::spawn_local(async move {
        let blob = super::keep::files::load(app, &turn.file).await;
        if !app.reads.with_value(|reads| reads.holds(&turn)) {
            return data_changed(app);
        }
        let Some(blob) = blob else {
            let name = app
                .files
                .get(&turn.file)
                .map(|f| f.name)
                .unwrap_or_default();
            let reason = format!("{name} is not in this browser any more. Add it again.");
            return not_begun(app, &turn, reason);
        };
        read(app, &turn, &blob);
    });
}

fn not_begun(app: App, turn: &Turn, reason: String) {
    end(app, turn);
    app.files
        .update(&turn.file, |file| file.phase.set(Phase::Failed(reason)));
    data_changed(app);
}

fn read(app: App, turn: &Turn, blob: &Blob) {
    let Some(file) = app.files.get(&turn.file) else {
        end(app, turn);
        return data_changed(app);
    };
    let blob = match file_from_blob(&file.name, blob) {
        Ok(blob) => blob,
        Err(error) => return not_begun(app, turn, error.to_string()),
    };
    let total = blob.size() as u64;
    if total >= MARKED {
        marks::set(&turn.file);
    }
    let question = ReadFile {
        file: file.id,
        treatment: file.treatment,
    };
    let progress = {
        let turn = turn.clone();
        move |progress| follow(app, &turn, progress)
    };
    let answered = {
        let turn = turn.clone();
        move |answer| answered(app, &turn, answer)
    };
    let engine = app.engine.get_value();
    let request = engine.ask_following(&question, Some(blob), progress, answered);
    app.reads.update_value(|reads| reads.asked(turn, request));
    app.files.update(&turn.file, |file| {
        file.progress.set(Progress { read: 0, total });
        file.phase.set(Phase::Reading);
    });
}

/// Ends a turn and begins with the next one; `false` if what came of it is not wanted any more.
fn end(app: App, turn: &Turn) -> bool {
    marks::clear(&turn.file);
    let holds = app.reads.try_update_value(|reads| reads.end(turn));
    read_next(app);
    holds.unwrap_or(false)
}

fn follow(app: App, turn: &Turn, ReadProgress { read, total }: ReadProgress) {
    let file = app.files.get(&turn.file);
    if let Some(file) = file.filter(|_| app.reads.with_value(|reads| reads.holds(turn))) {
        file.progress.set(Progress { read, total });
    }
}

fn answered(app: App, turn: &Turn, answer: Answered<ReadFile>) {
    let id = &turn.file;
    if matches!(answer, Err(Unanswered::Lost)) {
        // Another worker takes over, and has its own turns.
        return marks::clear(id);
    }
    let holds = end(app, turn);
    match answer {
        Ok(summary) if holds => {
            loaded(app, id, summary);
            warn_of_twin(app, id);
            map_joined_to(app, id);
        }
        Ok(_) => came_too_late(app, id),
        Err(Unanswered::Failed(reason)) if holds => failed(app, id, reason),
        // Whoever called it off has said already what becomes of the file.
        _ => {}
    }
    data_changed(app);
}

/// The worker has read or mapped a file as it was told.
pub(super) fn loaded(app: App, id: &FileId, summary: FileSummary) {
    let is_hashed = !summary.sha256.is_empty();
    app.files.update(id, |file| {
        file.sha256.set(summary.sha256.clone());
        file.phase.set(Phase::Ready(Arc::new(summary)));
        file.before = None;
    });
    app.is_mended(Matter::Unread, id);
    app.is_mended(Matter::Twin, id);
    if is_hashed {
        fingerprints::known(app, id);
    } else {
        fingerprints::ask(app, id);
    }
    super::saved_mapping::remember_or_reuse(app, id);
    sync_file(app, id);
}

fn failed(app: App, id: &FileId, reason: String) {
    let mut was_loaded = false;
    app.files.update(id, |file| {
        was_loaded = file.before.take().is_some();
        file.phase.set(Phase::Failed(reason.clone()));
    });
    // Whatever else was said of it follows from this.
    app.is_over(id);
    app.warn_of(Matter::Unread, std::slice::from_ref(id), reason);
    if was_loaded {
        // What it said when it was read in another way is no longer what the page shows.
        let_go(app, id);
    }
}

/// A read was called off when it was over already: the worker holds what the page does not show.
fn came_too_late(app: App, id: &FileId) {
    match app.files.get(id) {
        None => let_go(app, id),
        // It is read again, which replaces it.
        Some(file) if file.is_to_come() => {}
        Some(_) => read_again(app, id),
    }
}

/// Figures that are doubled look like figures: wherever the user is, this is said.
pub(super) fn warn_of_twin(app: App, id: &FileId) {
    if let (Some(file), Some(twin)) = (app.files.get(id), app.files.twin(id)) {
        let text = format!(
            "{} holds the same as {}, which is loaded already: every row counts twice. Remove one of them.",
            file.name, twin.name
        );
        app.warn_of(Matter::Twin, &[file.id, twin.id], text);
    }
}
