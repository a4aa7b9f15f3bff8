//! The only place that talks to the browser: one capability a file, named results, no other module imports `web-sys` or `js-sys`.

pub mod canvas;
pub mod channel;
pub mod clipboard;
pub mod confined;
pub mod document;
pub mod entries;
pub mod file;
pub mod file_reader;
pub mod inbox;
pub mod languages;
pub mod location;
pub mod lock;
pub mod marks;
pub mod preference;
pub mod quota;
pub mod resize;
pub mod service_worker;
pub mod spare;
pub mod storage;
pub mod turn;
pub mod worker_host;
pub mod worker_scope;

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
pub(crate) fn garbled(doing: &'static str) -> impl Fn(WireError) -> BrowserError {
    move |error| BrowserError {
        doing,
        because: error.to_string(),
    }
}

/// For `map_err`: an error that says what was being done.
pub(crate) fn thrown(doing: &'static str) -> impl Fn(JsValue) -> BrowserError {
    move |thrown| BrowserError::new(doing, &thrown)
}
