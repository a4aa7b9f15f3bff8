//! Removing a file, or stopping its read; undo brings it back.

use super::sync_files::sync_files;
use crate::state::{App, Phase};
use crate::worker::Request;
use leptos::prelude::*;

/// Stops the read of a file: one that was read before is again what it was, any other goes.
pub fn stop_reading(app: App, id: &str) {
    let known = app
        .files
        .with_untracked(|files| files.iter().find(|f| f.id == id).cloned());
    let Some((treatment, summary)) = known.as_ref().and_then(|known| known.before.clone()) else {
        return remove_file(app, id);
    };
    if let Some(Phase::Reading { request, .. }) = known.map(|known| known.phase) {
        app.engine.get_value().tell(Request::Cancel { request });
    }
    app.update_file(id, |file| {
        file.treatment = treatment.clone();
        file.phase = Phase::Ready(summary);
        file.before = None;
    });
    app.change(|document| {
        if let Some(file) = document.files.iter_mut().find(|f| f.id == id) {
            file.options = treatment.options;
            file.mapping = treatment.mapping;
            file.join = treatment.join;
        }
    });
    sync_files(app);
}

/// Takes a file off the work.
pub fn remove_file(app: App, id: &str) {
    app.change(|document| document.files.retain(|f| f.id != id));
    sync_files(app);
}
