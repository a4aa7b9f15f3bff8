//! How long the browser keeps what is stored, and how much it grants.

use super::document::window;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::StorageManager;

fn manager() -> Option<StorageManager> {
    let navigator = window().navigator();
    let storage = js_sys::Reflect::get(&navigator, &"storage".into()).ok()?;
    storage.dyn_into().ok()
}

/// Asks the browser not to clear what is stored when the disk is short; it may ask the user. Whether it will not.
pub async fn persist() -> bool {
    let asked = manager().and_then(|storage| storage.persist().ok());
    match asked {
        Some(asked) => JsFuture::from(asked)
            .await
            .is_ok_and(|granted| granted.is_truthy()),
        None => false,
    }
}
