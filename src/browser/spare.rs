//! The spare thread: a second worker like the one that computes, which takes a part of what would take long alone.

use super::file_reader::PIECE;
use outturn_import::{ReadOptions, Stretch};
use outturn_protocol::{Envelope, Request, RequestId, decode, encode};
use outturn_threads::inbox::{Inbox, free, thread};
use wasm_bindgen::JsValue;
use web_sys::{File, Worker};

/// The name of the worker that another one has for its own.
pub const SPARE: &str = "spare";
/// Bytes of a file from which on two threads read it sooner than one.
const LONG: u64 = 8 << 20;
/// Bytes at a file's end that whoever reads it reads: how it ends says something about all of it.
const TAIL: u64 = 256 << 10;

/// A part of a file that the spare thread reads. Dropping it ends that.
pub struct SparePart {
    inbox: Inbox,
    worker: Worker,
    id: RequestId,
    /// The byte at which it begins, or a little behind: with a line.
    pub from: u64,
}

impl SparePart {
    /// Has the spare thread read the second half of a long file; `None` for a short one, and where there is no such thread. `id` is
    /// the number of the request that wants it.
    #[must_use]
    pub fn of(id: RequestId, file: &File, options: &ReadOptions) -> Option<Self> {
        let length = file.size() as u64;
        let worker = thread(SPARE).filter(|_| length >= LONG)?;
        let from = length / 2;
        let request = Request::Ahead {
            options: options.clone(),
            from,
            to: length - TAIL,
        };
        let bytes = encode(&Envelope { id, body: &request }).ok()?;
        let question = js_sys::Array::of2(&js_sys::Uint8Array::from(bytes.as_slice()), file);
        Some(Self {
            inbox: Inbox::ask(&worker, &question).ok()?,
            worker,
            id,
            from,
        })
    }

    /// Waits for the next stretch; `None` after the last, and when the thread broke down or what it said cannot be read.
    pub async fn next(&self) -> Option<Stretch> {
        let buffer = self.inbox.next("reading the file").await.ok()??;
        let bytes = js_sys::Uint8Array::new(&buffer).to_vec();
        free(&buffer);
        decode(&bytes).ok()
    }

    /// How many bytes were read so far, nearly.
    #[must_use]
    pub fn read(&self) -> u64 {
        u64::from(self.inbox.count()) * PIECE
    }
}

impl Drop for SparePart {
    fn drop(&mut self) {
        let body = &Request::Cancel { request: self.id };
        let Ok(bytes) = encode(&Envelope { id: 0, body }) else {
            return;
        };
        let bytes = js_sys::Uint8Array::from(bytes.as_slice());
        let question = js_sys::Array::of2(&bytes, &JsValue::NULL);
        let _ = self.worker.post_message(&question);
    }
}
