//! The fragment of the address: where routes and links live, so that any static host serves them.

use super::document::window;
use super::event::{Listener, on_window_event};

/// The fragment without its `#`.
#[must_use]
pub fn fragment() -> String {
    let hash = window().location().hash().unwrap_or_default();
    hash.strip_prefix('#').unwrap_or(&hash).to_owned()
}

/// Puts a fragment into the address; the browser remembers the one before for its Back button.
pub fn set_fragment(fragment: &str) {
    let _ = window().location().set_hash(fragment);
}

/// Replaces the fragment without a step in the history.
pub fn replace_fragment(fragment: &str) {
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(
            &wasm_bindgen::JsValue::NULL,
            "",
            Some(&format!("#{fragment}")),
        );
    }
}

/// Calls `changed` with every new fragment.
pub fn on_fragment_change(changed: impl Fn(String) + 'static) -> Listener {
    on_window_event("hashchange", move |_| changed(fragment()))
}

/// The address of the page without its fragment.
#[must_use]
pub fn address() -> String {
    let href = window().location().href().unwrap_or_default();
    href.split('#').next().unwrap_or_default().to_owned()
}
