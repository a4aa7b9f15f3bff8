//! What files are known by: the same bytes now as when they were added.

use super::read_files::read_again;
use crate::browser::file::fingerprint;
use crate::snapshot::document::DocumentFile;
use crate::state::App;
use crate::worker::FileId;
use leptos::prelude::*;

/// Bytes of the longest file whose kept copy is compared with what was read.
const LONGEST_CHECKED: f64 = 4_194_304.0;

/// Notes a file's length and fingerprint the first time it is read; they must be the same ever after.
pub(super) fn recognise(app: App, id: &FileId) {
    let Some((bytes, sha256)) = read(app, id) else {
        return;
    };
    let Some(known) = known(app, id).filter(|known| known.sha256 != sha256) else {
        return;
    };
    if known.sha256.is_empty() {
        app.amend_file(id, |file| (file.bytes, file.sha256) = (bytes, sha256));
    } else {
        app.warn(format!(
            "{} is not what it was when it was added: its bytes have changed in this browser’s storage. Add the original again to compare.",
            known.name
        ));
    }
}

/// Compares the kept copy of a short file with what was read of it, which came from the disk: if the file was written just then, the
/// copy is read in its place. Of long ones the copy's fingerprint is the one that is shown.
pub(super) fn check_kept_copy(app: App, id: &str) {
    let id = id.to_owned();
    let own = app.blobs.with_value(|blobs| blobs.get(&id).cloned());
    let (Some((_, read)), Some(own)) = (read(app, &id), own) else {
        return;
    };
    if own.size() > LONGEST_CHECKED {
        return;
    }
    leptos::task::spawn_local(async move {
        let found = fingerprint(&own).await;
        if let (Ok(found), Some(file)) = (found, known(app, &id))
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

/// Length and fingerprint of what was read of a file, once both are known.
fn read(app: App, id: &FileId) -> Option<(u64, String)> {
    let file = app.files.get(id)?;
    let sha256 = file.sha256.get_untracked();
    let bytes = file.summary()?.bytes;
    (!sha256.is_empty()).then_some((bytes, sha256))
}

fn known(app: App, id: &FileId) -> Option<DocumentFile> {
    app.document()
        .with_untracked(|d| d.files.iter().find(|f| f.id == *id).cloned())
}
