//! Files: made from text, read in slices, offered for download.

use outturn_threads::blob::{Part, blob_of};
use outturn_threads::{BrowserError, thrown};
use wasm_bindgen::{JsCast, JsValue};
pub use web_sys::{Blob, File};
use web_sys::{FileList, HtmlAnchorElement, Url};

/// The files of a list, in order.
#[must_use]
pub fn files_of(list: Option<FileList>) -> Vec<File> {
    let Some(list) = list else { return Vec::new() };
    (0..list.length()).filter_map(|i| list.get(i)).collect()
}

/// A file with this name and text.
///
/// # Errors
/// When the browser has no memory for it.
pub fn file_from_text(name: &str, text: &str) -> Result<File, BrowserError> {
    let parts = js_sys::Array::of1(&JsValue::from_str(text));
    File::new_with_str_sequence(&parts, name).map_err(thrown("making a file"))
}

/// A file with this name around a blob.
///
/// # Errors
/// When the browser has no memory for it.
pub fn file_from_blob(name: &str, blob: &Blob) -> Result<File, BrowserError> {
    File::new_with_blob_sequence(&js_sys::Array::of1(blob), name).map_err(thrown("making a file"))
}

/// Offers a blob for download under this name.
///
/// # Errors
/// When the page has no body, or the browser refuses.
pub fn download(name: &str, blob: &Blob) -> Result<(), BrowserError> {
    const SAVING: &str = "saving the file";
    let document = super::document::document();
    let url = Url::create_object_url_with_blob(blob).map_err(thrown(SAVING))?;
    let link: HtmlAnchorElement = document
        .create_element("a")
        .map_err(thrown(SAVING))?
        .unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    // The download has its own hold on the data by the time the next task runs.
    super::document::after(60_000, move || {
        let _ = Url::revoke_object_url(&url);
    });
    Ok(())
}

/// Offers text for download.
///
/// # Errors
/// As [`download`].
pub fn download_text(name: &str, media_type: &str, text: &str) -> Result<(), BrowserError> {
    download(name, &blob_of(&[Part::Bytes(text.as_bytes())], media_type)?)
}
