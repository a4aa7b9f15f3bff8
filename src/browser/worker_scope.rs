//! The worker's end of the conversation: requests in, answers out.

use super::helper::HELPER;
use super::programs::Loaded;
use super::worker_desk::{Desk, Unhashed, answer};
use super::worker_reading::{hashed, prefetch, read};
use outturn_protocol::{Answer, Envelope, Request, decode};
use outturn_session::Warmup;
use outturn_threads::inbox::post;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsError};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DedicatedWorkerGlobalScope, File, MessageEvent};

/// The worker this program runs in; `None` in the page.
#[must_use]
pub fn here() -> Option<DedicatedWorkerGlobalScope> {
    js_sys::global().dyn_into().ok()
}

/// Serves requests for as long as the worker lives.
pub fn serve(scope: &DedicatedWorkerGlobalScope) {
    let desk = Rc::new(Desk::default());
    let on_message = Closure::<dyn Fn(MessageEvent) -> Result<(), JsError>>::new({
        let scope = scope.clone();
        move |event: MessageEvent| receive(&scope, &desk, &event)
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
    // The page sends nothing before it hears that the worker listens.
    answer(scope, 0, &Answer::Done);
    if scope.name() == HELPER {
        warm_up(scope.clone());
    }
}

/// Warms up in short turns, so that a request does not have to wait.
fn warm_up(scope: DedicatedWorkerGlobalScope) {
    const AT_A_TIME: f64 = 10.0; // milliseconds
    wasm_bindgen_futures::spawn_local(async move {
        let mut warmup = Warmup::default();
        let mut began = js_sys::Date::now();
        while warmup.step() {
            if js_sys::Date::now() - began < AT_A_TIME {
                continue;
            }
            let pause = js_sys::Promise::new(&mut |resolve, _| {
                let _ = scope.set_timeout_with_callback(&resolve);
            });
            let _ = JsFuture::from(pause).await;
            began = js_sys::Date::now();
        }
    });
}

/// Handles a message. One that cannot be decoded is thrown as an error, so that the page learns of it and treats the worker as broken.
fn receive(
    scope: &DedicatedWorkerGlobalScope,
    desk: &Rc<Desk>,
    event: &MessageEvent,
) -> Result<(), JsError> {
    let message: js_sys::Array = event.data().unchecked_into();
    let bytes = js_sys::Uint8Array::new(&message.get(0)).to_vec();
    let request = decode::<Envelope<Request>>(&bytes)?;
    serve_one(scope, desk, request, &message);
    Ok(())
}

/// Handles a request. Files, ports and compiled programs travel beside it, in `message`.
fn serve_one(
    scope: &DedicatedWorkerGlobalScope,
    desk: &Rc<Desk>,
    Envelope { id, body }: Envelope<Request>,
    message: &js_sys::Array,
) {
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
                    desk.promised.borrow_mut().remove(&id);
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
        Request::Program { program, refused } => {
            let loaded = match refused {
                None => Ok(Loaded::sent(
                    message.get(1),
                    message.get(2).as_string().unwrap_or_default(),
                )),
                Some(reason) => Err(reason),
            };
            desk.deliver(program, loaded);
        }
        Request::Prefetch { options, from, to } => {
            if let (Ok(blob), Ok(port)) = (message.get(1).dyn_into(), message.get(2).dyn_into()) {
                let desk = Rc::clone(desk);
                wasm_bindgen_futures::spawn_local(async move {
                    // The worker that asked reads whatever the helper does not send.
                    let _ = prefetch(&desk, id, &blob, options, from..to, &port).await;
                    desk.cancelled.borrow_mut().remove(&id);
                    post(&port, None);
                });
            }
        }
        Request::Hash { file } => {
            let (scope, desk) = (scope.clone(), Rc::clone(desk));
            if let Ok(copy) = message.get(1).dyn_into::<File>() {
                let mut unhashed = desk.unhashed.borrow_mut();
                let waiting = unhashed
                    .iter_mut()
                    .find(|(other, state)| *other == file && matches!(state, Unhashed::Waiting(_)));
                if let Some((_, state)) = waiting {
                    *state = Unhashed::Waiting(copy);
                }
            }
            wasm_bindgen_futures::spawn_local(async move {
                hashed(&desk, |other| *other == file).await;
                let answered = desk.session.borrow().hash(&file);
                answer(&scope, id, &answered);
            });
        }
        // An export names its sources by their hashes, so it waits for them.
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
