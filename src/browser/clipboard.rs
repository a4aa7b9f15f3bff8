//! The clipboard.

use outturn_threads::{BrowserError, thrown};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, ClipboardItem};

const COPYING: &str = "copying to the clipboard";

/// Puts text on the clipboard.
///
/// # Errors
/// When the user or the browser does not allow it.
pub async fn copy_text(text: &str) -> Result<(), BrowserError> {
    let promise = super::document::window()
        .navigator()
        .clipboard()
        .write_text(text);
    JsFuture::from(promise)
        .await
        .map(drop)
        .map_err(thrown(COPYING))
}

/// Puts a PNG on the clipboard.
///
/// # Errors
/// When the user or the browser does not allow it.
pub async fn copy_png(png: &Blob) -> Result<(), BrowserError> {
    let entry = js_sys::Object::new();
    js_sys::Reflect::set(&entry, &"image/png".into(), png).map_err(thrown(COPYING))?;
    let item =
        ClipboardItem::new_with_record_from_str_to_blob_promise(&entry).map_err(thrown(COPYING))?;
    let promise = super::document::window()
        .navigator()
        .clipboard()
        .write(&js_sys::Array::of1(&item));
    JsFuture::from(promise)
        .await
        .map(drop)
        .map_err(thrown(COPYING))
}
