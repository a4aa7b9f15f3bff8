//! What the user prefers in this browser, whatever work is open: small texts under a name. Where the browser stores nothing, a
//! preference lasts as long as the page.

use super::document::window;
use web_sys::Storage;

/// What the keys of preferences begin with.
const PREFERENCE: &str = "outturn-prefers:";

fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

/// What is preferred; `None` for whatever the page does by itself.
#[must_use]
pub fn get(name: &str) -> Option<String> {
    storage()?
        .get_item(&format!("{PREFERENCE}{name}"))
        .ok()
        .flatten()
}

/// Remembers a preference; `None` forgets it.
pub fn set(name: &str, value: Option<&str>) {
    let Some(storage) = storage() else { return };
    let key = format!("{PREFERENCE}{name}");
    // Without room for it, it lasts as long as the page.
    let _ = match value {
        Some(value) => storage.set_item(&key, value),
        None => storage.remove_item(&key),
    };
}
