//! Starting over: an empty page, which undo fills again.

use super::sync_files::sync_files;
use crate::state::App;
use outturn_store::document::Document;

/// Lets go of all files and decisions.
pub fn start_over(app: App) {
    app.change(|document| *document = Document::default());
    sync_files(app);
    app.tell_undoable("Everything is cleared.");
}
