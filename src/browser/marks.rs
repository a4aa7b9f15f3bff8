//! Marks that outlive a tab that ends without a word: which long files it was reading, which files it had not written yet.

use super::document::window;
use web_sys::Storage;

/// What the keys of marks begin with.
const READING: &str = "outturn-reading:";
/// Key of the list of files that are being written.
const WRITING: &str = "outturn-writing";

/// What outlives every tab.
fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

/// What outlives this tab's being loaded anew.
fn own_storage() -> Option<Storage> {
    window().session_storage().ok().flatten()
}

/// Marks a file as being read.
pub fn set(id: &str) {
    if let Some(storage) = storage() {
        // Without room for it, a crash is not remembered.
        let _ = storage.set_item(&format!("{READING}{id}"), "");
    }
}

/// The file is read, or no longer wanted.
pub fn clear(id: &str) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(&format!("{READING}{id}"));
    }
}

/// Notes ids and names of the files that are being written, in place of those noted before.
pub fn set_writing(files: &[(String, String)]) {
    let noted = serde_json::to_string(files).ok();
    let noted = noted.filter(|_| !files.is_empty());
    for storage in [storage(), own_storage()].into_iter().flatten() {
        // Without room for it, a crash is not remembered.
        let _ = match &noted {
            None => storage.remove_item(WRITING),
            Some(noted) => storage.set_item(WRITING, noted),
        };
    }
}

/// Ids and names of the files that were being written when the tab that wrote has ended; the note is taken away.
#[must_use]
pub fn take_writing() -> Vec<(String, String)> {
    let noted = taken(storage());
    drop(take_own_writing());
    noted
}

/// The same for this tab alone, before it was loaded anew.
#[must_use]
pub fn take_own_writing() -> Vec<(String, String)> {
    taken(own_storage())
}

fn taken(storage: Option<Storage>) -> Vec<(String, String)> {
    let Some(storage) = storage else {
        return Vec::new();
    };
    let noted = storage.get_item(WRITING).ok().flatten();
    let _ = storage.remove_item(WRITING);
    noted
        .and_then(|noted| serde_json::from_str(&noted).ok())
        .unwrap_or_default()
}

/// All files that are marked; the marks are taken away.
#[must_use]
pub fn take_all() -> Vec<String> {
    let Some(storage) = storage() else {
        return Vec::new();
    };
    let keys = 0..storage.length().unwrap_or(0);
    let keys: Vec<String> = keys.filter_map(|n| storage.key(n).ok().flatten()).collect();
    let ids: Vec<String> = keys
        .iter()
        .filter_map(|key| key.strip_prefix(READING).map(str::to_owned))
        .collect();
    ids.iter().for_each(|id| clear(id));
    ids
}
