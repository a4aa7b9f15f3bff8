//! What the worker has at hand while it serves: the loaded files, what was cancelled, programs that the page has sent.

use super::programs::Loaded;
use outturn_protocol::{Call, Envelope, FileId, Program, Reply, RequestId, encode};
use outturn_session::Session;
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{DedicatedWorkerGlobalScope, File};

/// Long files are hashed after their figures are sent: only an export of everything has to wait for the hash.
#[derive(Clone)]
pub(super) enum Unhashed {
    Waiting(File),
    UnderWay(js_sys::Promise),
}

#[derive(Default)]
pub(super) struct Desk {
    pub(super) session: RefCell<Session>,
    /// Calls that have arrived and wait for their turn, with what travels beside each.
    pub(super) arrived: RefCell<VecDeque<(Envelope<Call>, js_sys::Array)>>,
    /// Somebody sees to what has arrived.
    pub(super) serving: Cell<bool>,
    /// Questions that are worked on in turns, and so can be called off.
    pub(super) under_way: RefCell<BTreeSet<RequestId>>,
    /// Those of them that are called off.
    pub(super) cancelled: RefCell<BTreeSet<RequestId>>,
    /// The memory that the files being read need, as far as is known.
    pub(super) promised: RefCell<BTreeMap<RequestId, u64>>,
    /// Files that are not hashed yet.
    pub(super) unhashed: RefCell<Vec<(FileId, Unhashed)>>,
    programs: RefCell<BTreeMap<Program, Wanted>>,
}

/// A program that the page was asked for.
enum Wanted {
    /// It is on its way; these are waiting for it.
    By(Vec<js_sys::Function>),
    Here(Loaded),
}

impl Desk {
    /// Work on a question begins that takes turns.
    pub(super) fn begin(&self, id: RequestId) {
        self.under_way.borrow_mut().insert(id);
    }

    /// It ends.
    pub(super) fn end(&self, id: RequestId) {
        self.under_way.borrow_mut().remove(&id);
        self.cancelled.borrow_mut().remove(&id);
        self.promised.borrow_mut().remove(&id);
    }

    /// Has a file that is to be hashed hashed from this copy of it.
    pub(super) fn hash_in_place_of(&self, file: &FileId, copy: File) {
        let mut unhashed = self.unhashed.borrow_mut();
        let waiting = unhashed
            .iter_mut()
            .find(|(other, state)| other == file && matches!(state, Unhashed::Waiting(_)));
        if let Some((_, state)) = waiting {
            *state = Unhashed::Waiting(copy);
        }
    }

    /// A program, requested from the page if it is not here yet. The error says why it cannot be had, in a sentence.
    pub(super) async fn program(
        &self,
        scope: &DedicatedWorkerGlobalScope,
        program: Program,
    ) -> Result<Loaded, String> {
        let come = js_sys::Promise::new(&mut |done, _| {
            let mut programs = self.programs.borrow_mut();
            match programs.get_mut(&program) {
                Some(Wanted::Here(_)) => drop(done.call0(&JsValue::NULL)),
                Some(Wanted::By(others)) => others.push(done),
                None => {
                    programs.insert(program, Wanted::By(vec![done]));
                    reply(scope, 0, &Reply::Wants(program));
                }
            }
        });
        let refused = JsFuture::from(come).await.ok();
        match self.programs.borrow().get(&program) {
            Some(Wanted::Here(loaded)) => Ok(loaded.clone()),
            _ => Err(refused
                .and_then(|reason| reason.as_string())
                .unwrap_or_default()),
        }
    }

    /// Takes a program from the page, or the reason why it cannot be had; then the page is asked again the next time.
    pub(super) fn deliver(&self, program: Program, loaded: Result<Loaded, String>) {
        let mut programs = self.programs.borrow_mut();
        let (now, reason) = match loaded {
            Ok(loaded) => (Some(Wanted::Here(loaded)), JsValue::UNDEFINED),
            Err(reason) => (None, JsValue::from_str(&reason)),
        };
        let before = programs.remove(&program);
        programs.extend(now.map(|now| (program, now)));
        drop(programs);
        if let Some(Wanted::By(waiting)) = before {
            for done in waiting {
                let _ = done.call1(&JsValue::NULL, &reason);
            }
        }
    }
}

/// Says something to the page.
pub(super) fn reply(scope: &DedicatedWorkerGlobalScope, id: RequestId, body: &Reply) {
    let bytes = encode(&Envelope { id, body }).unwrap_or_default(); // empty, which the page recognises as no reply
    let _ = scope.post_message(&js_sys::Uint8Array::from(bytes.as_slice()));
}
