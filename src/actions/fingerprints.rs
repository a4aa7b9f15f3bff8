//! What files are known by: the SHA-256 of their bytes, the same when they are added and whenever they are read again.

use super::ask::{data_changed, data_changes};
use super::read_files::{read_again, warn_of_twin};
use crate::browser::document::after;
use crate::browser::file::file_from_blob;
use crate::state::App;
use leptos::prelude::*;
use outturn_protocol::{FileId, HashFile};
use outturn_store::document::DocumentFile;
use outturn_threads::blob::fingerprint;

/// Bytes of the longest file whose kept copy is compared with what was read.
const LONGEST_CHECKED: f64 = 4_194_304.0;

/// Has a long file hashed, which takes as long as reading it: nobody waits for it. It is the kept copy that counts, once there is one.
pub(super) fn ask(app: App, id: &FileId) {
    if let Some(summary) = app.files.get(id).and_then(|file| file.summary()) {
        app.amend_file(id, |file| file.bytes = summary.bytes);
    }
    let id = id.clone();
    after(super::AT_REST, move || {
        let question = HashFile { file: id.clone() };
        let engine = app.engine.get_value();
        let own = app.blobs.with_value(|blobs| blobs.get(&id).cloned());
        let own = own.and_then(|blob| file_from_blob(&id, &blob).ok());
        engine.ask_aside(&question, own, move |answer| {
            if let Ok(sha256) = answer {
                hashed(app, &id, &sha256);
            }
        });
    });
}

fn hashed(app: App, id: &FileId, sha256: &str) {
    let is_ready = app.files.get(id).is_some_and(|f| f.summary().is_some());
    if is_ready {
        app.files
            .update(id, |file| file.sha256.set(sha256.to_owned()));
        warn_of_twin(app, id);
        recognise(app, id);
    }
    // Receipts name it.
    data_changes(app);
    data_changed(app);
}

/// A file is loaded and its fingerprint is known.
pub(super) fn known(app: App, id: &FileId) {
    recognise(app, id);
    check_kept_copy(app, id);
}

fn document_file(app: App, id: &str) -> Option<DocumentFile> {
    app.document()
        .with_untracked(|d| d.files.iter().find(|f| f.id == id).cloned())
}

/// Length and fingerprint are noted the first time a file is read, and must be the same ever after.
fn recognise(app: App, id: &FileId) {
    let Some(file) = app.files.get(id) else {
        return;
    };
    let sha256 = file.sha256.get_untracked();
    let (Some(summary), Some(known)) = (file.summary(), document_file(app, id)) else {
        return;
    };
    if sha256.is_empty() || known.sha256 == sha256 {
        return;
    }
    if known.sha256.is_empty() {
        app.amend_file(id, |file| {
            (file.bytes, file.sha256) = (summary.bytes, sha256);
        });
    } else {
        app.warn(format!(
            "{} is not what it was when it was added: its bytes in this browser’s storage have changed. Add the original again to compare.",
            known.name
        ));
    }
}

/// Compares the kept copy of a short file with what was read of it, which came from the disk: if the file was written just then, the
/// copy is read in its place. Of long ones the copy’s fingerprint is the one that is shown.
pub(super) fn check_kept_copy(app: App, id: &str) {
    let read = app.files.get(id).and_then(|file| {
        file.summary()?;
        Some(file.sha256.get_untracked())
    });
    let own = app.blobs.with_value(|blobs| blobs.get(id).cloned());
    let (Some(read), Some(own)) = (read.filter(|sha256| !sha256.is_empty()), own) else {
        return;
    };
    if own.size() > LONGEST_CHECKED {
        return;
    }
    let id = id.to_owned();
    leptos::task::spawn_local(async move {
        let found = fingerprint(&own).await;
        if let (Ok(found), Some(file)) = (found, document_file(app, &id))
            && found != read
        {
            app.warn(format!(
                "{} was changed while it was added: what the browser keeps is read again.",
                file.name
            ));
            app.amend_file(&id, |file| file.sha256.clear());
            read_again(app, &id);
        }
    });
}
