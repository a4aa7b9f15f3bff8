//! What the worker has at hand while it serves: the loaded files, what was cancelled, programs that the page has sent.

use super::programs::Loaded;
use outturn_protocol::{Answer, Envelope, FileId, Program, RequestId, encode};
use outturn_session::Session;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
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
                    answer(scope, 0, &Answer::Wants(program));
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
pub(super) fn answer(scope: &DedicatedWorkerGlobalScope, id: RequestId, body: &Answer) {
    let bytes = encode(&Envelope { id, body }).or_else(|error| {
        let body = &Answer::Failed {
            reason: format!("The answer was lost: {error}. Reload the page."),
        };
        encode(&Envelope { id, body })
    });
    let bytes = bytes.unwrap_or_default(); // empty, which the page recognises as no answer
    let _ = scope.post_message(&js_sys::Uint8Array::from(bytes.as_slice()));
}
