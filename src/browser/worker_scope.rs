//! The worker's end of the conversation: requests in, files read slice by slice, answers out.

use super::BrowserError;
use super::digest::Digest;
use super::file::Slice;
use crate::engine::import::{FileFacts, Fingerprint, Importer, Pass};
use crate::engine::sorted::Set;
use crate::worker::{
    Answer, Envelope, FileId, Request, RequestId, Session, Treatment, decode, encode,
};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{DedicatedWorkerGlobalScope, File, MessageEvent};

/// Bytes read at a time: large enough to be quick, small enough that cancel and progress come soon.
const SLICE: u64 = 4 << 20;
/// Longest file that the browser hashes, in bytes: it holds the whole of it to do so.
const HASHED_WHOLE: u64 = 128 << 20;

#[derive(Default)]
struct Desk {
    session: RefCell<Session>,
    cancelled: RefCell<Set<RequestId>>,
}

/// The worker this program runs in; `None` in the page.
#[must_use]
pub fn here() -> Option<DedicatedWorkerGlobalScope> {
    js_sys::global().dyn_into().ok()
}

/// Serves requests for as long as the worker lives.
pub fn serve(scope: &DedicatedWorkerGlobalScope) {
    let desk = Rc::new(Desk::default());
    let on_message = Closure::<dyn Fn(MessageEvent)>::new({
        let scope = scope.clone();
        move |event: MessageEvent| receive(&scope, &desk, &event)
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
    // The page holds its questions back until the worker listens.
    answer(scope, 0, &Answer::Done);
}

fn receive(scope: &DedicatedWorkerGlobalScope, desk: &Rc<Desk>, event: &MessageEvent) {
    let message: js_sys::Array = event.data().unchecked_into();
    let bytes = js_sys::Uint8Array::new(&message.get(0)).to_vec();
    let Some(Envelope { id, body }) = decode::<Envelope<Request>>(&bytes) else {
        return;
    };
    match body {
        Request::Cancel { request } => {
            desk.cancelled.borrow_mut().insert(request);
        }
        Request::Read { file, treatment } => match message.get(1).dyn_into::<File>() {
            Ok(blob) => {
                let (scope, desk) = (scope.clone(), Rc::clone(desk));
                wasm_bindgen_futures::spawn_local(async move {
                    let answered = read(&scope, &desk, id, &file, &blob, &treatment).await;
                    desk.cancelled.borrow_mut().remove(&id);
                    answer(&scope, id, &answered);
                });
            }
            Err(_) => answer(
                scope,
                id,
                &Answer::Failed {
                    reason: "The file did not arrive.".to_owned(),
                },
            ),
        },
        request => {
            let answered = desk.session.borrow_mut().answer(&request);
            answer(scope, id, &answered);
        }
    }
}

fn answer(scope: &DedicatedWorkerGlobalScope, id: RequestId, body: &Answer) {
    let bytes = encode(&Envelope { id, body });
    let _ = scope.post_message(&js_sys::Uint8Array::from(bytes.as_slice()));
}

async fn read(
    scope: &DedicatedWorkerGlobalScope,
    desk: &Desk,
    id: RequestId,
    file: &FileId,
    blob: &File,
    treatment: &Treatment,
) -> Answer {
    let facts = FileFacts {
        name: blob.name(),
        bytes: blob.size() as u64,
    };
    let mut hash = Hash::of(&facts);
    let mut importer = Importer::new(facts, treatment.options.clone());
    loop {
        match read_once(scope, desk, id, blob, importer, &mut hash).await {
            Ok(Pass::Again(again)) => importer = *again,
            Ok(Pass::Done(mut raw)) => {
                raw.sha256 = match hash.finish(blob).await {
                    Ok(hash) => hash,
                    Err(error) => return unreadable(blob, &error),
                };
                return desk.session.borrow_mut().load(file, *raw, treatment);
            }
            Err(answered) => return answered,
        }
    }
}

/// How a file's SHA-256 comes about.
enum Hash {
    /// By the browser, once the reading is under way.
    Wanted,
    /// By the browser, beside the reading.
    Beside(Digest),
    /// By the reading, which it slows down.
    Within(Fingerprint),
    /// By the first of two readings.
    Done(String),
}

impl Hash {
    fn of(file: &FileFacts) -> Self {
        if file.bytes <= HASHED_WHOLE {
            Self::Wanted
        } else {
            Self::Within(Fingerprint::default())
        }
    }

    /// A piece of the file was read.
    fn push(&mut self, blob: &File, bytes: &[u8]) {
        if let Self::Wanted = self {
            *self =
                Digest::of(blob).map_or_else(|| Self::Within(Fingerprint::default()), Self::Beside);
        }
        if let Self::Within(fingerprint) = self {
            fingerprint.push(bytes);
        }
    }

    /// The file was read to its end.
    fn end(&mut self) {
        if let Self::Within(fingerprint) = self {
            *self = Self::Done(std::mem::take(fingerprint).finish());
        }
    }

    async fn finish(self, blob: &File) -> Result<String, BrowserError> {
        match self {
            Self::Done(hash) => return Ok(hash),
            Self::Beside(digest) => {
                if let Some(hash) = digest.finish().await {
                    return Ok(hash);
                }
            }
            Self::Wanted | Self::Within(_) => {}
        }
        // The browser would not: once more through the file.
        let (mut fingerprint, mut bytes, mut read) = (Fingerprint::default(), Vec::new(), 0);
        while read < blob.size() as u64 {
            slice(blob, read).read_into(&mut bytes).await?;
            fingerprint.push(&bytes);
            read += bytes.len() as u64;
        }
        Ok(fingerprint.finish())
    }
}

/// Asks for the next bytes of a file.
fn slice(blob: &File, from: u64) -> Slice {
    Slice::of(blob, from, (from + SLICE).min(blob.size() as u64))
}

fn unreadable(blob: &File, error: &BrowserError) -> Answer {
    let name = blob.name();
    Answer::Failed {
        reason: format!("{name}: {error}. Was it moved or changed? Add it again."),
    }
}

/// Pushes the whole file through the importer once. The error is the answer to give: failed or cancelled.
async fn read_once(
    scope: &DedicatedWorkerGlobalScope,
    desk: &Desk,
    id: RequestId,
    blob: &File,
    mut importer: Importer,
    hash: &mut Hash,
) -> Result<Pass, Answer> {
    let failed = |reason: String| Answer::Failed { reason };
    let total = blob.size() as u64;
    let (mut read, mut bytes, mut next) = (0, Vec::new(), slice(blob, 0));
    while read < total {
        let read_into = next.read_into(&mut bytes).await;
        read_into.map_err(|error| unreadable(blob, &error))?;
        if desk.cancelled.borrow().contains(&id) {
            return Err(Answer::Cancelled);
        }
        read = total.min(read + SLICE);
        // On its way while this one is worked on.
        next = slice(blob, read);
        hash.push(blob, &bytes);
        importer.push(&bytes).map_err(|e| failed(e.to_string()))?;
        answer(scope, id, &Answer::Progress { read, total });
    }
    hash.end();
    importer.finish().map_err(|e| failed(e.to_string()))
}
