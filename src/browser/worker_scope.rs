//! The worker's end of the conversation: requests in, files read slice by slice, answers out.

use super::BrowserError;
use super::file_reader::FileReader;
use crate::engine::import::{FileFacts, Fingerprint, Importer, Pass};
use crate::engine::sorted::Set;
use crate::worker::{
    Answer, Envelope, FileId, Request, RequestId, Session, Treatment, decode, encode,
};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DedicatedWorkerGlobalScope, File, MessageEvent};

/// Longest file that is hashed while it is read, in bytes: hashing takes as long as reading.
const HASHED_AT_ONCE: u64 = 4 << 20;
/// How long the page waits for news of a read, in milliseconds.
const PROGRESS: f64 = 60.0;

/// Long files are hashed once their figures are on their way: nobody waits for it but who wants everything.
#[derive(Clone)]
enum Unhashed {
    Waiting(File),
    UnderWay(js_sys::Promise),
}

#[derive(Default)]
struct Desk {
    session: RefCell<Session>,
    cancelled: RefCell<Set<RequestId>>,
    /// Files that are not hashed yet.
    unhashed: RefCell<Vec<(FileId, Unhashed)>>,
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
        Request::Hash { file } => {
            let (scope, desk) = (scope.clone(), Rc::clone(desk));
            wasm_bindgen_futures::spawn_local(async move {
                hashed(&desk, |other| *other == file).await;
                let answered = desk.session.borrow().hash(&file);
                answer(&scope, id, &answered);
            });
        }
        // What leaves the page says where it is from.
        request @ Request::Everything { .. } => {
            let (scope, desk) = (scope.clone(), Rc::clone(desk));
            wasm_bindgen_futures::spawn_local(async move {
                hashed(&desk, |_| true).await;
                let answered = desk.session.borrow_mut().answer(&request);
                answer(&scope, id, &answered);
            });
        }
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
    let hash_now = facts.bytes <= HASHED_AT_ONCE;
    let mut hash = hash_now.then(Fingerprint::default);
    let mut importer = Importer::new(facts, treatment.options.clone());
    let mut raw = loop {
        match read_once(scope, desk, id, blob, importer, hash.as_mut()).await {
            Ok(Pass::Again(again)) => importer = *again,
            Ok(Pass::Done(raw)) => break raw,
            Err(answered) => return answered,
        }
        hash = hash_now.then(Fingerprint::default);
    };
    raw.sha256 = hash.map_or_else(String::new, Fingerprint::finish);
    let mut unhashed = desk.unhashed.borrow_mut();
    unhashed.retain(|(other, _)| other != file);
    if raw.sha256.is_empty() {
        unhashed.push((file.clone(), Unhashed::Waiting(blob.clone())));
    }
    drop(unhashed);
    desk.session.borrow_mut().load(file, *raw, treatment)
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
    mut hash: Option<&mut Fingerprint>,
) -> Result<Pass, Answer> {
    let failed = |reason: String| Answer::Failed { reason };
    let total = blob.size() as u64;
    let (mut reader, mut told) = (FileReader::of(blob), 0.0);
    loop {
        let piece = reader.next().await;
        let piece = piece.map_err(|error| unreadable(blob, &error))?;
        if desk.cancelled.borrow().contains(&id) {
            return Err(Answer::Cancelled);
        }
        let Some(bytes) = piece else { break };
        if let Some(hash) = &mut hash {
            hash.push(&bytes);
        }
        importer.push(&bytes).map_err(|e| failed(e.to_string()))?;
        let now = js_sys::Date::now();
        if now - told > PROGRESS {
            told = now;
            let read = reader.read();
            answer(scope, id, &Answer::Progress { read, total });
        }
    }
    importer.finish().map_err(|e| failed(e.to_string()))
}

async fn hash(blob: &File) -> Result<String, BrowserError> {
    let (mut reader, mut fingerprint) = (FileReader::of(blob), Fingerprint::default());
    while let Some(bytes) = reader.next().await? {
        fingerprint.push(&bytes);
    }
    Ok(fingerprint.finish())
}

/// Waits until these files are hashed.
async fn hashed(desk: &Rc<Desk>, which: impl Fn(&FileId) -> bool) {
    let under_way: Vec<js_sys::Promise> = desk
        .unhashed
        .borrow_mut()
        .iter_mut()
        .filter(|(file, _)| which(file))
        .map(|(file, state)| {
            let promise = match state {
                Unhashed::UnderWay(promise) => promise.clone(),
                Unhashed::Waiting(blob) => hashing(desk, file, blob),
            };
            *state = Unhashed::UnderWay(promise.clone());
            promise
        })
        .collect();
    for promise in under_way {
        let _ = JsFuture::from(promise).await;
    }
}

fn hashing(desk: &Rc<Desk>, file: &FileId, blob: &File) -> js_sys::Promise {
    let (desk, file, blob) = (Rc::clone(desk), file.clone(), blob.clone());
    wasm_bindgen_futures::future_to_promise(async move {
        // A file that went away since then is missed when it is read again.
        if let Ok(sha256) = hash(&blob).await {
            desk.session.borrow_mut().hashed(&file, &sha256);
        }
        desk.unhashed
            .borrow_mut()
            .retain(|(other, _)| *other != file);
        Ok(JsValue::UNDEFINED)
    })
}
