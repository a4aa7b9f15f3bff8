//! What the page and its programs share of the browser: messages between threads, bytes of files.
//!
//! A program that is loaded on demand answers one question and is ended ([`Asked`](asked::Asked) asks, [`reply`](serve::reply) answers); its memory
//! goes with it.

pub mod asked;
pub mod blob;
pub mod inbox;
pub mod serve;

use outturn_protocol::WireError;
use wasm_bindgen::JsValue;

/// What the browser would not do, in its own words.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{doing}: {because}")]
pub struct BrowserError {
    /// What was tried, such as `reading the file`.
    pub doing: &'static str,
    /// What the browser answered.
    pub because: String,
}

impl BrowserError {
    /// From whatever JavaScript threw while `doing`.
    #[must_use]
    pub fn new(doing: &'static str, thrown: &JsValue) -> Self {
        let message = js_sys::Reflect::get(thrown, &"message".into())
            .ok()
            .and_then(|m| m.as_string());
        let because = message
            .or_else(|| thrown.as_string())
            .unwrap_or_else(|| format!("{thrown:?}"));
        Self { doing, because }
    }
}

/// For `map_err`: a message that cannot be written or read, and what was being done.
pub fn garbled(doing: &'static str) -> impl Fn(WireError) -> BrowserError {
    move |error| BrowserError {
        doing,
        because: error.to_string(),
    }
}

/// For `map_err`: an error that says what was being done.
pub fn thrown(doing: &'static str) -> impl Fn(JsValue) -> BrowserError {
    move |thrown| BrowserError::new(doing, &thrown)
}
