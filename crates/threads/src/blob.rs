//! Bytes of files: read in slices, put together.

use super::{BrowserError, thrown};
use outturn_import::Fingerprint;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag};

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
