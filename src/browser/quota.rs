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

/// Whether the browser was asked before, and keeps what is stored.
pub async fn is_persisted() -> bool {
    granted(manager().and_then(|storage| storage.persisted().ok())).await
}

/// Asks the browser not to clear what is stored when the disk is short; it may ask the user. Whether it will not.
pub async fn persist() -> bool {
    granted(manager().and_then(|storage| storage.persist().ok())).await
}

async fn granted(asked: Option<js_sys::Promise>) -> bool {
    match asked {
        Some(asked) => JsFuture::from(asked)
            .await
            .is_ok_and(|granted| granted.is_truthy()),
        None => false,
    }
}
