//! Files: written one after the other, before any document names them; deleted once the user has removed them, and held in the tab's
//! memory for undo.

use super::saving::{after_a_change, say_what_is_kept};
use crate::browser::file::Blob;
use crate::browser::quota;
use crate::state::{App, Kept, Role};
use crate::store::{Database, StoreError};
use leptos::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Bytes of removed files that are held for undo: all together, but for the last one removed.
const HELD_FOR_UNDO: f64 = 268_435_456.0;

/// Writes the files of the work that are not kept yet, if this is the tab that writes.
pub fn keep_files(app: App) {
    let keep = app.keep.get_value();
    if app.role.get_untracked() != Role::Writer || keep.writes_files.replace(true) {
        return;
    }
    leptos::task::spawn_local(async move {
        while let Some((id, blob)) = next(app) {
            keep_file(app, &id, &blob).await;
        }
        keep.writes_files.set(false);
    });
}

/// The first file of the work that is in memory and of which nothing is known to be kept.
fn next(app: App) -> Option<(String, Blob)> {
    if app.role.get_untracked() != Role::Writer {
        return None;
    }
    let ids = ids(app);
    app.kept.with_untracked(|kept| {
        app.blobs.with_value(|blobs| {
            ids.into_iter().find_map(|id| {
                let blob = blobs.get(&id).filter(|_| kept.get(&id).is_none())?;
                Some((id, blob.clone()))
            })
        })
    })
}

fn ids(app: App) -> Vec<String> {
    app.document()
        .with_untracked(|d| d.files.iter().map(|f| f.id.clone()).collect())
}

async fn keep_file(app: App, id: &str, blob: &Blob) {
    let keep = app.keep.get_value();
    mark(app, id, Kept::Saving);
    match keep.keeper.keep_file(id, blob).await {
        Ok(own) if own.size() == blob.size() => {
            // From now on what is read is the copy that nobody else can change.
            app.blobs.update_value(|blobs| {
                blobs.insert(id.to_owned(), own);
            });
            mark(app, id, Kept::Yes);
            crate::actions::fingerprints::check_kept_copy(app, id);
            ask_to_persist(app).await;
        }
        Ok(_) => {
            let reason = "the copy is not as long as the file".to_owned();
            mark(app, id, Kept::No(StoreError::Refused(reason).to_string()));
        }
        Err(error) => mark(app, id, Kept::No(error.to_string())),
    }
    after_a_change(app);
}

/// Notes whether a file is kept.
pub fn mark(app: App, id: &str, kept: Kept) {
    if let Kept::No(reason) = &kept {
        let name = app
            .document()
            .with_untracked(|d| d.files.iter().find(|f| f.id == id).map(|f| f.name.clone()));
        if let Some(name) = name {
            app.warn(format!(
                "{name} is not kept in this browser: {reason}. It stays loaded until you leave; save a workspace file to keep it."
            ));
        }
    }
    app.set_kept(id, Some(kept));
    say_what_is_kept(app);
}

/// Writes files that were taken for kept and are not, since another tab has removed them.
pub fn write_again(app: App, waiting: &[String]) {
    let is_gone = |kept: &BTreeMap<String, Kept>, id: &String| kept.get(id) == Some(&Kept::Yes);
    let gone: Vec<&String> = app
        .kept
        .with_untracked(|kept| waiting.iter().filter(|id| is_gone(kept, id)).collect());
    forget(app, gone);
}

/// Tries again to keep the files that could not be kept.
pub fn try_again(app: App) {
    let not_kept: Vec<String> = app.kept.with_untracked(|kept| {
        let not_kept = kept.iter().filter(|(_, kept)| matches!(kept, Kept::No(_)));
        not_kept.map(|(id, _)| id.clone()).collect()
    });
    forget(app, &not_kept);
}

/// Nothing is known of these files any more: those of the work are written anew.
fn forget<'a>(app: App, ids: impl IntoIterator<Item = &'a String>) {
    for id in ids {
        app.set_kept(id, None);
    }
    keep_files(app);
}

/// Asked once, when there is something to keep.
async fn ask_to_persist(app: App) {
    if !app.keep.get_value().asked_to_persist.replace(true) {
        app.persisted.set(Some(quota::persist().await));
    }
}

/// A file kept earlier, from the browser's storage.
pub async fn load(app: App, id: &str) -> Option<Blob> {
    let keep = app.keep.get_value();
    let blob = keep.keeper.database().file(id).await.ok().flatten()?;
    app.blobs.update_value(|blobs| {
        blobs.insert(id.to_owned(), blob.clone());
    });
    app.set_kept(id, Some(Kept::Yes));
    Some(blob)
}

/// Deletes the files that no document needs any more. Those that the user removed in this visit stay in the tab's memory for undo.
pub async fn let_go_of_removed(app: App) {
    let keep = app.keep.get_value();
    let named: BTreeSet<String> = ids(app).into_iter().collect();
    let removed: Vec<String> = app.kept.with_untracked(|kept| {
        let gone = kept.keys().filter(|id| !named.contains(*id));
        gone.cloned().collect()
    });
    if removed.is_empty() {
        return;
    }
    for id in &removed {
        if app.blobs.with_value(|blobs| blobs.get(id).is_none()) {
            load(app, id).await;
        }
    }
    // What cannot be deleted now is swept after the next save, or at the next visit.
    if keep.keeper.sweep(&named).await.is_ok() {
        forget(app, &removed);
        hold_for_undo(app, removed);
        // There is more room now.
        try_again(app);
    }
}

fn hold_for_undo(app: App, removed: Vec<String>) {
    let keep = app.keep.get_value();
    let named: BTreeSet<String> = ids(app).into_iter().collect();
    let mut held = keep.removed.borrow_mut();
    held.retain(|id| !named.contains(id) && !removed.contains(id));
    held.extend(removed);
    app.blobs.update_value(|blobs| {
        let size = |id: &String| blobs.get(id).map_or(0.0, Blob::size);
        let mut bytes: f64 = held.iter().map(size).sum();
        while bytes > HELD_FOR_UNDO && held.len() > 1 {
            if let Some(oldest) = held.pop_front() {
                bytes -= blobs.remove(&oldest).map_or(0.0, |blob| blob.size());
            }
        }
    });
}
