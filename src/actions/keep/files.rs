//! Files: written a few at a time, before any document names them; deleted once the user has removed them, and held in the tab's
//! memory for undo.

use super::saving::{after_a_change, say_what_is_kept};
use crate::browser::document::sleep;
use crate::browser::file::Blob;
use crate::browser::{marks, quota};
use crate::state::{App, Kept, LoadedFile, Matter, Phase, Role};
use leptos::prelude::*;
use outturn_store::document::Document;
use outturn_store::{Database, StoreError};
use outturn_threads::blob::read_slice;
use std::collections::{BTreeMap, BTreeSet};

/// Bytes of removed files that are held for undo: all together, but for the last one removed.
const HELD_FOR_UNDO: f64 = 268_435_456.0;
/// So many files are written together …
const TOGETHER: usize = 32;
/// … if they have no more bytes than this: a crash takes what is being written.
const BYTES_TOGETHER: f64 = 8_388_608.0;

/// Writes the files of the work that are not kept yet, if this is the tab that writes.
pub fn keep_files(app: App) {
    let keep = app.keep.get_value();
    if app.role.get_untracked() != Role::Writer || keep.writes_files.replace(true) {
        return;
    }
    note_what_is_written(app);
    leptos::task::spawn_local(async move {
        loop {
            match next(app).as_slice() {
                [] => break,
                files => keep_together(app, files).await,
            }
        }
        keep.writes_files.set(false);
        note_what_is_written(app);
    });
}

/// Ids and names of the files in this tab's memory that are not sure to be there in the next visit.
pub fn unkept(app: App) -> Vec<(String, String)> {
    app.kept.with_untracked(|kept| {
        app.blobs.with_value(|blobs| {
            let is_unkept =
                |id: &String| blobs.contains_key(id) && kept.get(id) != Some(&Kept::Yes);
            app.document().with_untracked(|d| {
                let files = d.files.iter().filter(|file| is_unkept(&file.id));
                files
                    .map(|file| (file.id.clone(), file.name.clone()))
                    .collect()
            })
        })
    })
}

/// Notes which files are on their way, so that the next visit can say which of them were lost if this one is cut off.
fn note_what_is_written(app: App) {
    let (keep, unkept) = (app.keep.get_value(), unkept(app));
    if !unkept.is_empty() || keep.notes_files.get() {
        keep.notes_files.set(!unkept.is_empty());
        marks::set_writing(&unkept);
    }
}

/// The first files of the work that are in memory and of which nothing is known to be kept: as many as are written together.
fn next(app: App) -> Vec<(String, Blob)> {
    if app.role.get_untracked() != Role::Writer {
        return Vec::new();
    }
    let ids = ids(app);
    app.kept.with_untracked(|kept| {
        app.blobs.with_value(|blobs| {
            let unkept = ids.into_iter().filter_map(|id| {
                let blob = blobs.get(&id).filter(|_| kept.get(&id).is_none())?;
                Some((id, blob.clone()))
            });
            let (mut bytes, mut first) = (0.0, true);
            let together = unkept.take_while(|(_, blob)| {
                bytes += blob.size();
                std::mem::take(&mut first) || bytes <= BYTES_TOGETHER
            });
            together.take(TOGETHER).collect()
        })
    })
}

fn ids(app: App) -> Vec<String> {
    app.document()
        .with_untracked(|d| d.files.iter().map(|f| f.id.clone()).collect())
}

async fn keep_together(app: App, files: &[(String, Blob)]) {
    for (id, _) in files {
        app.set_kept(id, Some(Kept::Saving));
    }
    say_what_is_kept(app);
    match app.keep.get_value().keeper.keep_files(files).await {
        Ok(all) => {
            for ((id, blob), own) in files.iter().zip(all) {
                written(app, id, blob, Ok(own));
            }
        }
        Err(error @ StoreError::Silent) => {
            for (id, blob) in files {
                written(app, id, blob, Err(error.clone()));
            }
        }
        // Which of them is to blame is found out one by one.
        Err(_) => {
            for (id, blob) in files {
                let kept = copied(app, id, blob).await;
                if kept.is_err() && read_slice(blob, 0.0, blob.size().min(1.0)).await.is_err() {
                    mark(app, id, Kept::Gone);
                } else {
                    written(app, id, blob, kept);
                }
            }
        }
    }
    after_a_change(app);
    ask_to_persist(app).await;
}

/// Writes a file; where the copy in memory is gone with the storage, as it is when the user clears the site's data, what the user gave.
async fn copied(app: App, id: &str, blob: &Blob) -> Result<Blob, StoreError> {
    let keep = app.keep.get_value();
    let original = app.originals.with_value(|all| all.get(id).cloned());
    match (keep.keeper.keep_file(id, blob).await, original) {
        (Err(StoreError::Refused(_)), Some(original)) => keep.keeper.keep_file(id, &original).await,
        (kept, _) => kept,
    }
}

/// What came of writing a file.
fn written(app: App, id: &str, blob: &Blob, kept: Result<Blob, StoreError>) {
    let kept = kept.and_then(|own| match own.size() == blob.size() {
        true => Ok(own),
        false => Err(StoreError::Refused(
            "the copy is not as long as the file".to_owned(),
        )),
    });
    match kept {
        Ok(own) => {
            // From now on what is read is the copy that nobody else can change.
            app.blobs.update_value(|blobs| {
                blobs.insert(id.to_owned(), own);
            });
            // It may have been named as soon as it was written.
            let is_named = app.keep.get_value().keeper.names(id);
            mark(app, id, if is_named { Kept::Yes } else { Kept::Copied });
            crate::actions::fingerprints::check_kept_copy(app, id);
        }
        Err(error) => mark(app, id, Kept::No(error.to_string())),
    }
}

/// Notes whether a file is kept.
pub fn mark(app: App, id: &str, kept: Kept) {
    let advice = match &kept {
        Kept::No(reason) => Some(format!(
            "is not kept in this browser: {reason}. Save a workspace file before you leave."
        )),
        Kept::Gone => Some(
            "was changed or deleted on the disk before it was saved here. Add it again to keep it."
                .to_owned(),
        ),
        Kept::Saving | Kept::Copied | Kept::Yes => None,
    };
    if let Some(advice) = advice {
        let file = app.files.get(id);
        // Of a file that cannot be read either, that is said.
        let is_read =
            |file: &LoadedFile| !file.phase.with_untracked(|p| matches!(p, Phase::Failed(_)));
        if let Some(file) = file.filter(is_read) {
            app.warn_of(
                Matter::NotKept,
                &[file.id],
                format!("{} {advice}", file.name),
            );
        }
    }
    if matches!(kept, Kept::Copied | Kept::Yes) {
        app.is_mended(Matter::NotKept, id);
    }
    app.set_kept(id, Some(kept));
    say_what_is_kept(app);
}

/// The stored document is this one, but for the files that are `waiting` to be stored. Those among them that were taken for stored are
/// written again: another tab has removed them, or the user has cleared the site's data.
pub fn named(app: App, document: &Document, waiting: &[String]) {
    let is_copied = |kept: &BTreeMap<String, Kept>, id: &String| {
        matches!(kept.get(id), Some(Kept::Copied | Kept::Yes))
    };
    let (now_named, gone): (Vec<&String>, Vec<&String>) = app.kept.with_untracked(|kept| {
        let copied = document.files.iter().map(|file| &file.id);
        copied
            .filter(|id| is_copied(kept, id))
            .partition(|id| !waiting.contains(id))
    });
    for id in now_named {
        if app
            .kept
            .with_untracked(|kept| kept.get(id) == Some(&Kept::Copied))
        {
            app.set_kept(id, Some(Kept::Yes));
        }
    }
    forget(app, gone);
    if !app.keep.get_value().writes_files.get() {
        note_what_is_written(app);
    }
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

/// This tab follows another one: the files that it shows are those that are stored.
pub async fn as_stored(app: App) {
    let stored: BTreeSet<String> = app
        .keep
        .get_value()
        .keeper
        .base()
        .files
        .into_iter()
        .map(|file| file.id)
        .collect();
    for id in ids(app).iter().filter(|id| stored.contains(*id)) {
        if app
            .kept
            .with_untracked(|kept| kept.get(id) != Some(&Kept::Yes))
        {
            app.set_kept(id, Some(Kept::Yes));
        }
    }
    let named: BTreeSet<String> = ids(app).into_iter().collect();
    let gone: Vec<String> = app.kept.with_untracked(|kept| {
        kept.keys()
            .filter(|id| !named.contains(*id))
            .cloned()
            .collect()
    });
    for id in &gone {
        app.set_kept(id, None);
    }
    if app.persisted.get_untracked().is_none() && !stored.is_empty() {
        app.persisted.set(Some(quota::is_persisted().await));
    }
}

/// The browser has ended the connection to its storage. Where that was because the user has cleared the site's data, nothing is written
/// behind their back: the page says so, and keeps everything again with the next change.
pub async fn see_what_is_left(app: App) {
    let keep = app.keep.get_value();
    if !matches!(app.role.get_untracked(), Role::Writer | Role::Follower) {
        return;
    }
    let kept: BTreeSet<String> = app.kept.with_untracked(|kept| {
        let yes = kept.iter().filter(|(_, kept)| **kept == Kept::Yes);
        yes.map(|(id, _)| id.clone()).collect()
    });
    // A storage that is being cleared does not answer whoever asks too soon.
    let mut left = None;
    for pause in [300.0, 1_000.0, 5_000.0] {
        sleep(pause).await;
        left = keep.keeper.left_of(&kept).await.ok();
        if left.is_some() {
            break;
        }
    }
    let is_known = left.is_some();
    let left = left.unwrap_or_default();
    let lost: Vec<&String> = kept.difference(&left).collect();
    for id in &lost {
        app.set_kept(id, None);
    }
    if !lost.is_empty() {
        app.warn_of(Matter::Unsaved, &[], match is_known {
            true => "What this browser kept of your work was cleared. The files stay loaded until you leave; they are kept again with your next change.",
            false => "The browser’s storage has closed and does not answer: nobody knows what of your work is kept. Save a workspace file before you leave.",
        }.to_owned());
    }
    say_what_is_kept(app);
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
    // What cannot be deleted now is tried again after the next save, or swept at the next visit.
    let gone = removed.iter().cloned().collect();
    if keep.keeper.delete_files(&gone).await.is_ok() {
        forget(app, &removed);
        hold_for_undo(app, removed);
        // There is more room now.
        try_again(app);
    }
}

/// Deletes what earlier visits left behind.
pub async fn sweep(app: App) {
    let mut held: BTreeSet<String> = ids(app).into_iter().collect();
    app.blobs
        .with_value(|blobs| held.extend(blobs.keys().cloned()));
    // What cannot be deleted now is swept at the next visit.
    drop(app.keep.get_value().keeper.sweep(&held).await);
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
