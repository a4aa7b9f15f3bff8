//! Removing a file, or stopping its read; undo brings it back.

use super::read_files::call_off;
use super::sync_files::sync_files;
use crate::state::{App, Phase};
use leptos::prelude::*;
use outturn_protocol::{FileId, Treatment};
use outturn_store::document::{Document, DocumentFile};
use std::collections::BTreeSet;

/// Stops the read of a file, or takes it out of the queue: one that was read before is again what it was, any other goes.
pub fn stop_reading(app: App, id: &FileId) {
    stop(app, std::slice::from_ref(id));
}

/// Stops all reads that are waiting or under way; what is loaded stays. One step for undo.
pub fn stop_all_reads(app: App) {
    let to_come: Vec<FileId> = app.files.with_all(|files| {
        let to_come = files.values().filter(|file| file.is_to_come());
        to_come.map(|file| file.id.clone()).collect()
    });
    stop(app, &to_come);
}

fn stop(app: App, ids: &[FileId]) {
    let mut gone: BTreeSet<&FileId> = BTreeSet::new();
    let mut back: Vec<(&FileId, Treatment)> = Vec::new();
    for id in ids {
        match app.files.get(id).and_then(|file| file.before) {
            Some((treatment, summary)) => {
                call_off(app, id);
                app.files.update(id, |file| {
                    file.treatment = treatment.clone();
                    file.before = None;
                    file.phase.set(Phase::Ready(summary));
                });
                back.push((id, treatment));
            }
            None => {
                gone.insert(id);
            }
        }
    }
    app.change(|document| {
        document.files.retain(|file| !gone.contains(&&file.id));
        for (id, treatment) in back {
            if let Some(file) = document.files.iter_mut().find(|f| f.id == *id) {
                *file = treated(file, treatment);
            }
        }
    });
    sync_files(app);
}

fn treated(file: &DocumentFile, treatment: Treatment) -> DocumentFile {
    DocumentFile {
        options: treatment.options,
        mapping: treatment.mapping,
        join: treatment.join,
        ..file.clone()
    }
}

/// Takes a file off the work.
pub fn remove_file(app: App, id: &FileId) {
    let named = |document: &Document| {
        let file = document.files.iter().find(|file| file.id == *id);
        file.map(|file| file.name.clone())
    };
    let name = app.document().with_untracked(named);
    app.change(|document| document.files.retain(|f| f.id != *id));
    sync_files(app);
    if let Some(name) = name {
        app.tell_undoable(format!("{name} is removed."));
    }
}
