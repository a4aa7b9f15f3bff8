//! Starting over: an empty page, which undo fills again.

use super::sync_files::sync_files;
use crate::snapshot::document::Document;
use crate::state::App;

/// Lets go of all files and decisions.
pub fn start_over(app: App) {
    app.change(|document| *document = Document::default());
    sync_files(app);
    app.tell("Everything is cleared. Undo brings it back.");
}
