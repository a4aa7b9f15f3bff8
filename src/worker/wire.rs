//! Messages as bytes: postcard, which keeps every number to the last bit and needs a fraction of the code that JSON does.
//!
//! Page and worker are always of one build, so the form needs no versions.

use serde::Serialize;
use serde::de::DeserializeOwned;

/// A message as bytes; `None` for what cannot be one, such as a sequence of unknown length.
///
/// ```
/// use outturn::worker::{Envelope, Request, decode, encode};
/// let forget = Envelope { id: 7, body: Request::Forget { file: "a".into() } };
/// assert_eq!(decode(&encode(&forget).unwrap()), Some(forget));
/// ```
#[must_use]
pub fn encode<T: Serialize>(message: &T) -> Option<Vec<u8>> {
    postcard::to_allocvec(message).ok()
}

/// The message that these bytes are, if they are one.
#[must_use]
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    postcard::from_bytes(bytes).ok()
}
