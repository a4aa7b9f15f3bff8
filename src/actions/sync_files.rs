//! Bringing the worker to what the document says: files it lacks are read, files it has too many are let go.

use super::ask::{data_changed, data_changes};
use super::read_files::{call_off, loaded, queue, read_next};
use crate::state::{Answered, App, LoadedFile, Phase};
use leptos::prelude::*;
use outturn_protocol::{FileId, ForgetFile, OrderFiles, RemapFile, Treatment, Unanswered};
use outturn_store::document::DocumentFile;
use std::collections::BTreeSet;

/// Reads, forgets and maps anew until worker and document agree. To be called after each change of the document's files, undo
/// and redo among them.
pub fn sync_files(app: App) {
    let wanted = app.document().with_untracked(|d| d.files.clone());
    let order: Vec<FileId> = wanted.iter().map(|file| file.id.clone()).collect();
    let stay: BTreeSet<&FileId> = order.iter().collect();
    for id in app.files.order().get_untracked() {
        if !stay.contains(&&id) {
            forget(app, &id);
        }
    }
    for file in &wanted {
        sync(app, file);
    }
    app.reads.update_value(|reads| reads.arrange(order.iter()));
    if app.files.order().with_untracked(|now| *now != order) {
        // Figures follow the user's order, whatever is read first.
        let files = order.clone();
        app.engine.get_value().tell(&OrderFiles { files });
        app.files.arrange(order);
    }
    read_next(app);
}

/// The same for one file, after the worker has answered about it.
pub(super) fn sync_file(app: App, id: &FileId) {
    let wanted = app
        .document()
        .with_untracked(|d| d.files.iter().find(|f| f.id == *id).cloned());
    if let Some(file) = wanted {
        sync(app, &file);
        read_next(app);
    }
}

fn sync(app: App, file: &DocumentFile) {
    let treatment = Treatment::from(file);
    let Some(known) = app.files.get(&file.id) else {
        let waiting = LoadedFile::waiting(file);
        let kept = app.kept.with_untracked(|kept| kept.get(&file.id).cloned());
        waiting.kept.set(kept);
        app.files.insert(waiting);
        if !file.too_large {
            queue(app, &file.id);
        }
        return;
    };
    let is_held = known
        .phase
        .with_untracked(|phase| *phase == Phase::TooLarge);
    match (file.too_large, is_held) {
        (true, true) => return,
        (true, false) => {
            call_off(app, &file.id);
            app.files
                .update(&file.id, |known| known.phase.set(Phase::TooLarge));
            return let_go(app, &file.id);
        }
        (false, true) => {
            app.files.update(&file.id, |known| {
                known.treatment = treatment;
                known.phase.set(Phase::Waiting);
            });
            return queue(app, &file.id);
        }
        (false, false) => {}
    }
    if known.treatment == treatment {
        return;
    }
    if known.treatment.options != treatment.options {
        app.files.update(&file.id, |known| {
            let before = std::mem::replace(&mut known.treatment, treatment);
            if let Some(summary) = known.summary() {
                known.before = Some((before, summary));
            }
            known.phase.set(Phase::Waiting);
        });
        return queue(app, &file.id);
    }
    match known.phase.get_untracked() {
        Phase::Ready(_) => remap(app, file),
        Phase::Waiting => app
            .files
            .update(&file.id, |known| known.treatment = treatment),
        // Once it is read this is called again.
        Phase::Reading | Phase::Failed(_) | Phase::TooLarge => {}
    }
}

fn forget(app: App, id: &FileId) {
    let Some(file) = app.files.get(id) else {
        return;
    };
    call_off(app, id);
    app.files.remove(id);
    app.is_over(id);
    if !file.phase.with_untracked(|phase| *phase == Phase::Waiting) || file.before.is_some() {
        let_go(app, id);
        map_joined_to(app, id);
    }
}

/// Has the worker let go of a file.
pub(super) fn let_go(app: App, id: &FileId) {
    data_changes(app);
    let question = ForgetFile { file: id.clone() };
    app.engine
        .get_value()
        .ask(&question, None, move |_| data_changed(app));
}

/// Maps those files anew whose rows a file completes.
pub(super) fn map_joined_to(app: App, id: &FileId) {
    let joined: Vec<DocumentFile> = app.document().with_untracked(|document| {
        let joined = document.files.iter();
        let joined = joined.filter(|file| file.join.as_ref() == Some(id));
        joined.cloned().collect()
    });
    for file in joined {
        if app
            .files
            .get(&file.id)
            .is_some_and(|f| f.summary().is_some())
        {
            remap(app, &file);
        }
    }
}

fn remap(app: App, file: &DocumentFile) {
    let id = file.id.clone();
    let treatment = Treatment::from(file);
    app.files
        .update(&id, |known| known.treatment = treatment.clone());
    let question = RemapFile {
        file: id.clone(),
        treatment,
    };
    data_changes(app);
    let answered = move |answer: Answered<RemapFile>| {
        let ready = app.files.get(&id).is_some_and(|f| f.summary().is_some());
        match answer {
            // Of a file that is read anew by now, what the read finds counts.
            Ok(summary) if ready => loaded(app, &id, summary),
            Err(Unanswered::Failed(reason)) if ready => {
                app.files
                    .update(&id, |file| file.phase.set(Phase::Failed(reason.clone())));
                app.warn(reason);
            }
            _ => {}
        }
        data_changed(app);
    };
    app.engine.get_value().ask(&question, None, answered);
}
