//! Removing a file, or stopping its read; undo brings it back.

use super::sync_files::sync_files;
use crate::state::App;

/// Takes a file off the work.
pub fn remove_file(app: App, id: &str) {
    app.change(|document| document.files.retain(|f| f.id != id));
    sync_files(app);
}
