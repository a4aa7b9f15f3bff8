//! The helper: a second worker that shares long work with the one that computes.

use super::file_reader::PIECE;
use outturn_import::{Chunk, ReadOptions};
use outturn_protocol::{Call, Envelope, RequestId, decode, encode};
use outturn_threads::inbox::{Inbox, free, thread};
use wasm_bindgen::JsValue;
use web_sys::{File, Worker};

/// The helper's name, the same as in `worker.js`.
pub const HELPER: &str = "helper";
/// From this size on, in bytes, two threads read a file sooner than one.
const LONG: u64 = 8 << 20;
/// How many bytes at the end of a file the helper leaves to the worker: whether a file was cut off shows there.
const TAIL: u64 = 256 << 10;

/// A part of a file that the helper reads. Dropping it stops the helper.
pub struct HelperPart {
    inbox: Inbox,
    worker: Worker,
    id: RequestId,
    /// The part begins with the first line after this byte.
    pub from: u64,
}

impl HelperPart {
    /// Has the helper read the second half of a long file; `None` for a short file, or where there is no helper. `id` is that of the
    /// request that reads the file.
    #[must_use]
    pub fn of(id: RequestId, file: &File, options: &ReadOptions) -> Option<Self> {
        let length = file.size() as u64;
        let worker = thread(HELPER).filter(|_| length >= LONG)?;
        let from = length / 2;
        let call = Call::Prefetch {
            options: options.clone(),
            from,
            to: length - TAIL,
        };
        let bytes = encode(&Envelope { id, body: &call }).ok()?;
        let question = js_sys::Array::of2(&js_sys::Uint8Array::from(bytes.as_slice()), file);
        Some(Self {
            inbox: Inbox::ask(&worker, &question).ok()?,
            worker,
            id,
            from,
        })
    }

    /// Waits for the next chunk; `None` after the last, or when the helper broke down or sent something that cannot be decoded.
    pub async fn next(&self) -> Option<Chunk> {
        let buffer = self.inbox.next("reading the file").await.ok()??;
        let bytes = js_sys::Uint8Array::new(&buffer).to_vec();
        free(&buffer);
        decode(&bytes).ok()
    }

    /// Roughly how many bytes the helper has read so far.
    #[must_use]
    pub fn read(&self) -> u64 {
        u64::from(self.inbox.count()) * PIECE
    }
}

impl Drop for HelperPart {
    fn drop(&mut self) {
        let body = &Call::Cancel { request: self.id };
        let Ok(bytes) = encode(&Envelope { id: 0, body }) else {
            return;
        };
        let bytes = js_sys::Uint8Array::from(bytes.as_slice());
        let question = js_sys::Array::of2(&bytes, &JsValue::NULL);
        let _ = self.worker.post_message(&question);
    }
}
