//! Bringing the worker to what the document says: files it lacks are read, files it has too many are let go.

use crate::browser::document::after;
use crate::browser::file::{File, file_from_blob, fingerprint};
use crate::snapshot::document::DocumentFile;
use crate::state::{App, LoadedFile, Phase};
use crate::worker::{Answer, Request, Treatment};
use leptos::prelude::*;

/// Bytes of the longest file whose kept copy is compared with what was read.
const LONGEST_CHECKED: f64 = 4_194_304.0;

/// Reads, forgets and maps anew until worker and document agree. To be called after each change of the document's files, undo
/// and redo among them.
pub fn sync_files(app: App) {
    let wanted = app.document().with_untracked(|d| d.files.clone());
    let there = app.files.get_untracked();
    for gone in there
        .iter()
        .filter(|f| !wanted.iter().any(|w| w.id == f.id))
    {
        forget(app, gone);
    }
    for file in &wanted {
        let treatment = Treatment::from(file);
        match there.iter().find(|f| f.id == file.id) {
            None => start(app, file.clone()),
            Some(known) if known.treatment == treatment => {}
            Some(known) if known.treatment.options != treatment.options => {
                if let Phase::Reading { request, .. } = known.phase {
                    app.engine.get_value().tell(Request::Cancel { request });
                }
                app.update_file(&file.id, |known| {
                    let before = std::mem::replace(&mut known.treatment, treatment);
                    if let Phase::Ready(summary) = &known.phase {
                        known.before = Some((before, summary.clone()));
                    }
                });
                start(app, file.clone());
            }
            Some(LoadedFile {
                phase: Phase::Ready(_),
                ..
            }) => remap(app, file),
            // Once it is read this is called again.
            Some(_) => {}
        }
    }
    let order = |id: &str| wanted.iter().position(|w| w.id == id).unwrap_or(usize::MAX);
    app.files
        .update(|files| crate::engine::order::sort_by_key(files, |f| order(&f.id)));
}

fn forget(app: App, file: &LoadedFile) {
    let engine = app.engine.get_value();
    if let Phase::Reading { request, .. } = file.phase {
        engine.tell(Request::Cancel { request });
    }
    let id = file.id.clone();
    app.files.update(|files| files.retain(|f| f.id != id));
    engine.ask(
        Request::Forget {
            file: file.id.clone(),
        },
        None,
        move |_| {
            app.data_version.update(|v| *v += 1);
        },
    );
    map_joined_to(app, &file.id);
}

/// Maps those files anew whose rows a file completes.
fn map_joined_to(app: App, id: &str) {
    let files = app.document().with_untracked(|d| d.files.clone());
    let ready = |id: &str| {
        app.files
            .with_untracked(|all| all.iter().any(|f| f.id == id && f.summary().is_some()))
    };
    for file in files
        .iter()
        .filter(|f| f.join.as_deref() == Some(id) && ready(&f.id))
    {
        remap(app, file);
    }
}

fn start(app: App, file: DocumentFile) {
    let known = app.blobs.with_value(|blobs| blobs.get(&file.id).cloned());
    if let Some(blob) = known {
        match file_from_blob(&file.name, &blob) {
            Ok(blob) => read(app, &file, blob),
            Err(error) => fail(app, &file, error.to_string()),
        }
        return;
    }
    // Not in this page's memory: the browser keeps it from an earlier visit.
    app.working.update(|n| *n += 1);
    leptos::task::spawn_local(async move {
        let blob = super::keep::files::load(app, &file.id).await;
        let still_wanted = app
            .document()
            .with_untracked(|d| d.files.iter().any(|f| f.id == file.id));
        match blob.map(|blob| file_from_blob(&file.name, &blob)) {
            Some(Ok(handle)) if still_wanted => read(app, &file, handle),
            Some(Err(error)) => fail(app, &file, error.to_string()),
            None => fail(
                app,
                &file,
                format!("{} is no longer in this browser. Add it again.", file.name),
            ),
            Some(_) => {}
        }
        app.working.update(|n| *n -= 1);
    });
}

fn fail(app: App, file: &DocumentFile, reason: String) {
    set(app, file, Phase::Failed(reason));
}

fn set(app: App, file: &DocumentFile, phase: Phase) {
    app.files
        .update(|files| match files.iter_mut().find(|f| f.id == file.id) {
            Some(known) => known.phase = phase,
            None => files.push(LoadedFile {
                id: file.id.clone(),
                name: file.name.clone(),
                sample: file.sample,
                fresh: false,
                treatment: Treatment::from(file),
                phase,
                before: None,
            }),
        });
}

fn read(app: App, file: &DocumentFile, blob: File) {
    let total = blob.size() as u64;
    let id = file.id.clone();
    let request = Request::Read {
        file: file.id.clone(),
        treatment: Treatment::from(file),
    };
    let request = app
        .engine
        .get_value()
        .ask(request, Some(blob), move |answer| {
            answered(app, &id, answer);
        });
    set(
        app,
        file,
        Phase::Reading {
            request,
            read: 0,
            total,
        },
    );
}

fn remap(app: App, file: &DocumentFile) {
    let id = file.id.clone();
    let treatment = Treatment::from(file);
    app.update_file(&id, |known| known.treatment = treatment.clone());
    let request = Request::Remap {
        file: file.id.clone(),
        treatment,
    };
    app.engine
        .get_value()
        .ask(request, None, move |answer| answered(app, &id, answer));
}

/// Has a long file hashed, which takes as long as reading it: nobody waits for it. It is the kept copy that counts, once there is one.
fn hash(app: App, id: &str) {
    let id = id.to_owned();
    after(super::AT_REST, move || {
        let request = Request::Hash { file: id.clone() };
        let engine = app.engine.get_value();
        let own = app.blobs.with_value(|blobs| blobs.get(&id).cloned());
        let own = own.and_then(|blob| file_from_blob(&id, &blob).ok());
        engine.ask_aside(request, own, move |answer| {
            if let Answer::Hash(sha256) = answer {
                hashed(app, &id, &sha256);
            }
        });
    });
}

fn hashed(app: App, id: &str, sha256: &str) {
    app.update_file(id, |file| {
        if let Phase::Ready(summary) = &mut file.phase {
            sha256.clone_into(&mut summary.sha256);
        }
    });
    app.data_version.update(|v| *v += 1);
    warn_of_twin(app, id);
    recognise(app, id);
}

/// What a file is known by: its length and fingerprint are noted the first time it is read, and must be the same ever after.
fn recognise(app: App, id: &str) {
    let Some((bytes, sha256)) = app.files.with_untracked(|files| {
        let summary = files.iter().find(|f| f.id == id)?.summary()?;
        (!summary.sha256.is_empty()).then(|| (summary.bytes, summary.sha256.clone()))
    }) else {
        return;
    };
    let known = app
        .document()
        .with_untracked(|d| d.files.iter().find(|f| f.id == id).cloned());
    let Some(known) = known.filter(|known| known.sha256 != sha256) else {
        return;
    };
    if known.sha256.is_empty() {
        app.amend(|document| {
            if let Some(file) = document.files.iter_mut().find(|f| f.id == id) {
                (file.bytes, file.sha256) = (bytes, sha256);
            }
        });
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
    let read = app.files.with_untracked(|files| {
        let file = files.iter().find(|f| f.id == id)?;
        file.summary().map(|summary| summary.sha256.clone())
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
        let file = app
            .document()
            .with_untracked(|d| d.files.iter().find(|f| f.id == id).cloned());
        if let (Ok(found), Some(mut file)) = (found, file)
            && found != read
        {
            app.warn(format!(
                "{} was changed while it was added: what the browser keeps is read again.",
                file.name
            ));
            app.amend(|document| {
                if let Some(file) = document.files.iter_mut().find(|f| f.id == id) {
                    file.sha256.clear();
                }
            });
            file.sha256.clear();
            start(app, file);
        }
    });
}

fn answered(app: App, id: &str, answer: Answer) {
    match answer {
        Answer::Progress { read, total } => app.update_file(id, |file| {
            if let Phase::Reading { request, .. } = file.phase {
                file.phase = Phase::Reading {
                    request,
                    read,
                    total,
                };
            }
        }),
        Answer::File(summary) => {
            let first = app
                .files
                .with_untracked(|all| all.iter().any(|f| f.id == id && f.summary().is_none()));
            let hashed = !summary.sha256.is_empty();
            app.update_file(id, |file| {
                file.phase = Phase::Ready(summary);
                file.before = None;
            });
            if hashed {
                recognise(app, id);
                check_kept_copy(app, id);
            } else {
                hash(app, id);
            }
            app.data_version.update(|v| *v += 1);
            if first {
                warn_of_twin(app, id);
                map_joined_to(app, id);
            }
            super::saved_mapping::remember_or_reuse(app, id);
            sync_files(app);
        }
        Answer::Failed { reason } => {
            app.update_file(id, |file| file.phase = Phase::Failed(reason.clone()));
            app.warn(reason);
            // What it said when it was read in another way is no longer what the page shows.
            let forget = Request::Forget {
                file: id.to_owned(),
            };
            app.engine
                .get_value()
                .ask(forget, None, move |_| app.data_version.update(|v| *v += 1));
        }
        // Whoever cancelled has said already what becomes of the file.
        _ => {}
    }
}

/// Figures that are doubled look like figures: wherever the user is, this is said.
fn warn_of_twin(app: App, id: &str) {
    let twins = app.files.with_untracked(|files| {
        let file = files.iter().find(|f| f.id == id)?;
        Some((file.name.clone(), file.twin(files)?.name.clone()))
    });
    if let Some((name, twin)) = twins {
        app.warn(format!(
            "{name} holds the same as {twin}, which is loaded already: every row counts twice. Remove one of them."
        ));
    }
}
