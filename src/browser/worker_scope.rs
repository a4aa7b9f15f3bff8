//! The worker's end of the conversation: questions in, replies out.

use super::figures;
use super::helper::HELPER;
use super::programs::Loaded;
use super::turn::{Turns, give_way};
use super::worker_desk::{Desk, reply};
use super::worker_reading::{PROGRESS, hashed, prefetch, read};
use leptos::wasm_split::SplitLoaderError;
use outturn_protocol::{
    Call, DoneOf, Envelope, GatherEverything, HashFile, LeadLagQuestion, Query, ReadFile, Reply,
    RequestId, Unanswered, WireError, decode, encode,
};
use outturn_session::{Job, Warmup};
use outturn_threads::inbox::post;
use std::ops::ControlFlow;
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

/// Answers questions for as long as the worker lives.
pub fn serve(scope: &DedicatedWorkerGlobalScope) {
    let desk = Rc::new(Desk::default());
    let on_message = Closure::<dyn Fn(MessageEvent) -> Result<(), JsError>>::new({
        let scope = scope.clone();
        move |event: MessageEvent| receive(&scope, &desk, &event)
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
    // The page sends nothing before it hears that the worker listens.
    reply(scope, 0, &Reply::Listening);
    let scope = scope.clone();
    wasm_bindgen_futures::spawn_local(async move {
        if scope.name() == HELPER {
            warm_up(&scope).await;
        } else {
            pause(&scope, LET_THE_PAGE_START).await;
            figures::load().await;
        }
    });
}

/// While the page becomes usable, it has the processor for itself; milliseconds. A question that comes sooner loads what it needs.
const LET_THE_PAGE_START: i32 = 100;

/// Waits so many milliseconds.
async fn pause(scope: &DedicatedWorkerGlobalScope, milliseconds: i32) {
    let pause = js_sys::Promise::new(&mut |resolve, _| {
        let _ = scope.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds);
    });
    let _ = JsFuture::from(pause).await;
}

/// Warms up in short turns, so that a question does not have to wait.
async fn warm_up(scope: &DedicatedWorkerGlobalScope) {
    const AT_A_TIME: f64 = 10.0; // milliseconds
    let mut warmup = Warmup::default();
    let mut began = js_sys::Date::now();
    loop {
        if !warmup.read() {
            match figures::warm_up(warmup).await {
                Ok(Some(further)) => warmup = further,
                _ => break,
            }
        }
        if js_sys::Date::now() - began < AT_A_TIME {
            continue;
        }
        pause(scope, 0).await;
        began = js_sys::Date::now();
    }
}

/// Takes a message. One that cannot be decoded is thrown as an error, so that the page learns of it and treats the worker as broken.
fn receive(
    scope: &DedicatedWorkerGlobalScope,
    desk: &Rc<Desk>,
    event: &MessageEvent,
) -> Result<(), JsError> {
    let message: js_sys::Array = event.data().unchecked_into();
    let bytes = js_sys::Uint8Array::new(&message.get(0)).to_vec();
    let call = decode::<Envelope<Call>>(&bytes)?;
    if let Call::Cancel { request } = call.body {
        cancel(scope, desk, request);
        return Ok(());
    }
    desk.arrived.borrow_mut().push_back((call, message));
    if !desk.serving.replace(true) {
        let (scope, desk) = (scope.clone(), Rc::clone(desk));
        wasm_bindgen_futures::spawn_local(async move { serve_arrived(&scope, &desk).await });
    }
    Ok(())
}

/// Calls a question off that waits or is under way.
fn cancel(scope: &DedicatedWorkerGlobalScope, desk: &Desk, request: RequestId) {
    let mut arrived = desk.arrived.borrow_mut();
    let before = arrived.len();
    arrived.retain(|(call, _)| call.id != request);
    if arrived.len() < before {
        reply(scope, request, &Reply::Cancelled);
    } else if desk.under_way.borrow().contains(&request) {
        desk.cancelled.borrow_mut().insert(request);
    }
}

/// Serves what has arrived, one after the other. What arrives meanwhile is taken in before the next: a question that is called off is
/// not worked on.
async fn serve_arrived(scope: &DedicatedWorkerGlobalScope, desk: &Rc<Desk>) {
    loop {
        give_way().await;
        let next = desk.arrived.borrow_mut().pop_front();
        let Some((call, message)) = next else { break };
        serve_one(scope, desk, call, &message).await;
    }
    desk.serving.set(false);
}

/// Answers a question from what is loaded.
async fn answer_figures(
    scope: &DedicatedWorkerGlobalScope,
    desk: &Rc<Desk>,
    id: RequestId,
    name: &str,
    question: Vec<u8>,
) {
    let answered = figures::answer(Rc::clone(desk), name.to_owned(), question).await;
    let failed = |error| Reply::Failed(figures::not_loaded(error).0);
    reply(scope, id, &answered.unwrap_or_else(failed));
}

/// Serves a call. Files, ports and compiled programs travel beside it, in `message`.
async fn serve_one(
    scope: &DedicatedWorkerGlobalScope,
    desk: &Rc<Desk>,
    Envelope { id, body }: Envelope<Call>,
    message: &js_sys::Array,
) {
    match body {
        // Seen to when it arrived.
        Call::Cancel { .. } => {}
        Call::Ask { name, question } => answer(scope, desk, id, &name, question, message).await,
        Call::Program { program, refused } => {
            let loaded = match refused {
                None => Ok(Loaded::sent(
                    message.get(1),
                    message.get(2).as_string().unwrap_or_default(),
                )),
                Some(reason) => Err(reason),
            };
            desk.deliver(program, loaded);
        }
        Call::Prefetch { options, from, to } => {
            if let (Ok(blob), Ok(port)) = (message.get(1).dyn_into(), message.get(2).dyn_into()) {
                let desk = Rc::clone(desk);
                wasm_bindgen_futures::spawn_local(async move {
                    desk.begin(id);
                    // The worker that asked reads whatever the helper does not send.
                    let _ = prefetch(&desk, id, &blob, options, from..to, &port).await;
                    desk.end(id);
                    post(&port, None);
                });
            }
        }
    }
}

/// Answers a question: those that take turns here, all others in the session.
async fn answer(
    scope: &DedicatedWorkerGlobalScope,
    desk: &Rc<Desk>,
    id: RequestId,
    name: &str,
    question: Vec<u8>,
    message: &js_sys::Array,
) {
    let file = message.get(1).dyn_into::<File>().ok();
    let (own_scope, own_desk) = (scope.clone(), Rc::clone(desk));
    match name {
        ReadFile::NAME => wasm_bindgen_futures::spawn_local(async move {
            own_desk.begin(id);
            let answered = read_asked(&own_scope, &own_desk, id, &question, file).await;
            own_desk.end(id);
            reply(&own_scope, id, &answered.unwrap_or_else(unanswered));
        }),
        HashFile::NAME => wasm_bindgen_futures::spawn_local(async move {
            if let Ok(HashFile { file: asked }) = decode(&question) {
                if let Some(copy) = file {
                    own_desk.hash_in_place_of(&asked, copy);
                }
                hashed(&own_desk, |other| *other == asked).await;
            }
            answer_figures(&own_scope, &own_desk, id, HashFile::NAME, question).await;
        }),
        LeadLagQuestion::NAME => wasm_bindgen_futures::spawn_local(async move {
            own_desk.begin(id);
            let answered = work(&own_scope, &own_desk, id, &question, figures::rank).await;
            own_desk.end(id);
            reply(&own_scope, id, &answered.unwrap_or_else(unanswered));
        }),
        // An export names its sources by their hashes, so it waits for them.
        GatherEverything::NAME => wasm_bindgen_futures::spawn_local(async move {
            own_desk.begin(id);
            hashed(&own_desk, |_| true).await;
            let answered = work(&own_scope, &own_desk, id, &question, figures::gather).await;
            own_desk.end(id);
            reply(&own_scope, id, &answered.unwrap_or_else(unanswered));
        }),
        name => answer_figures(scope, desk, id, name, question).await,
    }
}

/// Reads the file that travelled beside a question.
async fn read_asked(
    scope: &DedicatedWorkerGlobalScope,
    desk: &Rc<Desk>,
    id: RequestId,
    question: &[u8],
    file: Option<File>,
) -> Result<Reply, Unanswered> {
    let garbled = |error: WireError| Unanswered::Failed(format!("{error}. Reload the page."));
    let asked: ReadFile = decode(question).map_err(garbled)?;
    let file = file.ok_or_else(|| Unanswered::Failed("The file did not arrive.".to_owned()))?;
    let summary = read(scope, desk, id, &asked, &file).await?;
    encode(&summary).map(Reply::Answer).map_err(garbled)
}

/// Works on a question in turns, and tells how far it has come.
async fn work<Q: Query<Progress = DoneOf>>(
    scope: &DedicatedWorkerGlobalScope,
    desk: &Rc<Desk>,
    id: RequestId,
    question: &[u8],
    begin: impl AsyncFnOnce(Rc<Desk>, Q) -> Result<Job<Q::Answer>, SplitLoaderError>,
) -> Result<Reply, Unanswered> {
    let garbled = |error: WireError| Unanswered::Failed(format!("{error}. Reload the page."));
    let question: Q = decode(question).map_err(garbled)?;
    let job = begin(Rc::clone(desk), question).await;
    let Job { mut steps, done } =
        job.map_err(|error| Unanswered::Failed(figures::not_loaded(error).0))?;
    let (turns, mut told) = (Turns::default(), js_sys::Date::now());
    loop {
        match steps.step() {
            ControlFlow::Break(answer) => {
                return encode(&answer).map(Reply::Answer).map_err(garbled);
            }
            ControlFlow::Continue(rest) => steps = rest,
        }
        turns.take().await;
        if desk.cancelled.borrow().contains(&id) {
            return Err(Unanswered::Cancelled);
        }
        let now = js_sys::Date::now();
        if now - told > PROGRESS && done.get().of > 0 {
            told = now;
            let bytes = encode(&done.get()).map_err(garbled)?;
            reply(scope, id, &Reply::Progress(bytes));
        }
    }
}

fn unanswered(because: Unanswered) -> Reply {
    match because {
        Unanswered::Failed(reason) => Reply::Failed(reason),
        Unanswered::Cancelled | Unanswered::Lost => Reply::Cancelled,
    }
}
