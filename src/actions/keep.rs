//! Keeping the work in the browser, and finding it again.

use super::sync_files::sync_files;
use crate::browser::document::{after, on_window_event};
use crate::browser::file::{File, file_from_blob};
use crate::browser::location;
use crate::browser::storage::Storage;
use crate::snapshot::document::Document;
use crate::state::{App, effect, is_rescue};
use leptos::prelude::*;
use std::cell::Cell;
use std::rc::Rc;

/// How long after the last change the work is written, in milliseconds: long enough that a slider writes once.
const PAUSE: i32 = 300;

/// Finds the work of the last visit, then keeps each change of it.
pub fn restore_and_keep(app: App) {
    let restored_once = RwSignal::new(false);
    keep_changes(app, restored_once);
    app.working.update(|n| *n += 1);
    leptos::task::spawn_local(async move {
        if let Err(reason) = restored(app).await {
            app.warn(reason);
        }
        keep_early_files(app);
        app.working.update(|n| *n -= 1);
        restored_once.set(true);
    });
}

async fn restored(app: App) -> Result<(), String> {
    let storage = Storage::open()
        .await
        .map_err(|e| format!("This browser keeps nothing between visits ({e}). Save a workspace file before you leave."))?;
    app.storage.set_value(Some(storage.clone()));
    let Some(json) = storage.load_document().await.map_err(|e| e.to_string())? else {
        return Ok(());
    };
    let document = Document::from_json(&json).map_err(|e| e.to_string())?;
    // What was added while the storage opened stays.
    app.amend(|now| {
        let added = std::mem::take(&mut now.files);
        *now = document;
        now.files.extend(added);
    });
    sync_files(app);
    let ids: Vec<String> = app
        .document()
        .with_untracked(|d| d.files.iter().map(|f| f.id.clone()).collect());
    storage
        .keep_only_files(&ids)
        .await
        .map_err(|e| e.to_string())
}

/// Keeps the files that were added before the storage was open.
fn keep_early_files(app: App) {
    let early: Vec<_> = app.blobs.with_value(|blobs| {
        blobs
            .iter()
            .map(|(id, blob)| (id.clone(), blob.clone()))
            .collect()
    });
    for (id, blob) in early {
        let name = app
            .document()
            .with_untracked(|d| d.files.iter().find(|f| f.id == id).map(|f| f.name.clone()));
        if let Some(Ok(file)) = name.map(|name| file_from_blob(&name, &blob)) {
            keep_file(app, &id, &file);
        }
    }
}

/// Nothing is written before the last visit's work is back: it would be overwritten.
fn keep_changes(app: App, restored_once: RwSignal<bool>) {
    let turn = Rc::new(Cell::new(0_u32));
    effect(move || {
        if !restored_once.get() {
            return;
        }
        let json = app.document().with(Document::to_json);
        turn.set(turn.get().wrapping_add(1));
        let (mine, turn) = (turn.get(), Rc::clone(&turn));
        after(PAUSE, move || {
            if turn.get() == mine {
                write(app, json);
            }
        });
    });
    // A tab that is closed does not wait for the pause. After a panic nothing is trusted that is not kept already.
    on_window_event("pagehide", move |_| {
        if !is_rescue(&location::fragment()) && restored_once.get_untracked() {
            write(app, app.document().with_untracked(Document::to_json));
        }
    });
}

fn write(app: App, json: String) {
    let Some(storage) = app.storage.get_value() else {
        return;
    };
    leptos::task::spawn_local(async move {
        if let Err(error) = storage.save_document(&json).await {
            app.warn(format!("{error}. Save a workspace file to be safe."));
        }
    });
}

/// Keeps a file that was added.
pub fn keep_file(app: App, id: &str, file: &File) {
    let Some(storage) = app.storage.get_value() else {
        return;
    };
    let (id, file) = (id.to_owned(), file.clone());
    leptos::task::spawn_local(async move {
        if let Err(error) = storage.save_file(&id, &file).await {
            app.warn(format!(
                "{}: {error}. It stays loaded until you leave; save a workspace file to keep it.",
                file.name()
            ));
        }
    });
}
