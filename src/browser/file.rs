//! Files: made from text, read in slices, offered for download.

use super::{BrowserError, thrown};
use outturn_import::Fingerprint;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
pub use web_sys::{Blob, File};
use web_sys::{BlobPropertyBag, FileList, HtmlAnchorElement, Url};

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

/// A blob of bytes and other blobs, one after the other; blobs are not copied into memory.
///
/// # Errors
/// When the browser has no memory for it.
pub fn blob_of(parts: &[Part<'_>], media_type: &str) -> Result<Blob, BrowserError> {
    let array = js_sys::Array::new();
    for part in parts {
        match part {
            Part::Bytes(bytes) => array.push(&js_sys::Uint8Array::from(*bytes)),
            Part::Array(bytes) => array.push(bytes),
            Part::Blob(blob) => array.push(blob),
        };
    }
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    Blob::new_with_u8_array_sequence_and_options(&array, &options).map_err(thrown("making a file"))
}

/// A piece of a blob.
pub enum Part<'a> {
    /// Bytes, copied.
    Bytes(&'a [u8]),
    /// Bytes that are JavaScript's already.
    Array(&'a js_sys::Uint8Array),
    /// Another blob.
    Blob(&'a Blob),
}

/// The bytes from `start` up to and without `end`.
///
/// # Errors
/// When the file can no longer be read: it was moved, changed or its drive is gone.
pub async fn read_slice(blob: &Blob, start: f64, end: f64) -> Result<Vec<u8>, BrowserError> {
    const READING: &str = "reading the file";
    let slice = blob
        .slice_with_f64_and_f64(start, end)
        .map_err(thrown(READING))?;
    let buffer = JsFuture::from(slice.array_buffer())
        .await
        .map_err(thrown(READING))?;
    Ok(js_sys::Uint8Array::new(&buffer).to_vec())
}

/// The SHA-256 of a blob's bytes, in hexadecimal. Reads and hashes a little at a time, so that the page can do other things between.
///
/// # Errors
/// As [`read_slice`].
pub async fn fingerprint(blob: &Blob) -> Result<String, BrowserError> {
    const AT_A_TIME: f64 = 1_048_576.0;
    let (mut fingerprint, mut at) = (Fingerprint::default(), 0.0);
    while at < blob.size() {
        let end = (at + AT_A_TIME).min(blob.size());
        fingerprint.push(&read_slice(blob, at, end).await?);
        at = end;
    }
    Ok(fingerprint.finish())
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
