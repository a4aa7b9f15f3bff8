//! A file's bytes from front to back, read ahead by a thread of their own while those before are worked on.

use super::file::read_slice;
use super::{BrowserError, thrown};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, MessageChannel, MessageEvent, MessagePort, Worker};

const READING: &str = "reading the file";

/// Bytes of a piece where there is no thread for reading.
const PIECE: u64 = 1 << 20;

/// Reads one file, piece by piece. Dropping it ends the reading.
pub struct FileReader {
    blob: Blob,
    ahead: Option<Ahead>,
    read: u64,
}

impl FileReader {
    /// Begins to read a blob, in a worker.
    #[must_use]
    pub fn of(blob: &Blob) -> Self {
        Self {
            blob: blob.clone(),
            ahead: Ahead::of(blob),
            read: 0,
        }
    }

    /// Bytes read so far.
    #[must_use]
    pub fn read(&self) -> u64 {
        self.read
    }

    /// Waits for the next piece; `None` after the last.
    ///
    /// # Errors
    /// When the file can no longer be read: it was moved, changed or its drive is gone.
    pub async fn next(&mut self) -> Result<Option<Vec<u8>>, BrowserError> {
        let bytes = match &self.ahead {
            Some(ahead) => ahead.next().await?,
            None => {
                let end = (self.blob.size() as u64).min(self.read + PIECE);
                let bytes = read_slice(&self.blob, self.read as f64, end as f64).await?;
                Some(bytes).filter(|bytes| !bytes.is_empty())
            }
        };
        self.read += bytes.as_ref().map_or(0, Vec::len) as u64;
        Ok(bytes)
    }
}

/// The other end is in a worker that does nothing but read.
struct Ahead {
    port: MessagePort,
    arrived: Rc<RefCell<Arrived>>,
    _on_message: Closure<dyn Fn(MessageEvent)>,
}

/// What has come and was not asked for, or who asked and waits.
#[derive(Default)]
struct Arrived {
    pieces: VecDeque<JsValue>,
    waiting: Option<js_sys::Function>,
}

impl Ahead {
    fn of(blob: &Blob) -> Option<Self> {
        let worker = js_sys::Reflect::get(&js_sys::global(), &JsValue::from_str("reader"));
        let worker = worker.ok().filter(|worker| !worker.is_falsy())?;
        let worker: Worker = worker.unchecked_into();
        let channel = MessageChannel::new().ok()?;
        let (port, theirs) = (channel.port1(), channel.port2());
        let arrived = Rc::new(RefCell::new(Arrived::default()));
        let on_message = Closure::<dyn Fn(MessageEvent)>::new({
            let arrived = Rc::clone(&arrived);
            move |event: MessageEvent| {
                let mut arrived = arrived.borrow_mut();
                match arrived.waiting.take() {
                    Some(waiting) => drop(waiting.call1(&JsValue::NULL, &event.data())),
                    None => arrived.pieces.push_back(event.data()),
                }
            }
        });
        port.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        let question = js_sys::Array::of2(blob, &theirs);
        let transferred = js_sys::Array::of1(&theirs);
        worker
            .post_message_with_transfer(&question, &transferred)
            .ok()?;
        Some(Self {
            port,
            arrived,
            _on_message: on_message,
        })
    }

    async fn next(&self) -> Result<Option<Vec<u8>>, BrowserError> {
        let there = self.arrived.borrow_mut().pieces.pop_front();
        let piece = match there {
            Some(piece) => piece,
            None => {
                let asked = js_sys::Promise::new(&mut |resolve, _| {
                    self.arrived.borrow_mut().waiting = Some(resolve);
                });
                JsFuture::from(asked).await.map_err(thrown(READING))?
            }
        };
        if piece.is_null() {
            return Ok(None);
        }
        let buffer: js_sys::ArrayBuffer = piece.dyn_into().map_err(thrown(READING))?;
        // One was taken: one more may come.
        self.port
            .post_message(&JsValue::NULL)
            .map_err(thrown(READING))?;
        Ok(Some(js_sys::Uint8Array::new(&buffer).to_vec()))
    }
}

impl Drop for Ahead {
    fn drop(&mut self) {
        self.port.set_onmessage(None);
        self.port.close();
    }
}
