//! The worker's end of the conversation: requests in, files read slice by slice, answers out.

use super::file_reader::FileReader;
use super::helper::{HELPER, HelperPart};
use super::programs::Loaded;
use super::turn::Turns;
use super::workbook::{Next, SheetReader};
use outturn_core::steps::Steps;
use outturn_import::{
    FileFacts, Fingerprint, HEAD, ImportError, Importer, Pass, Prefetch, ReadOptions,
};
use outturn_protocol::{
    Answer, Envelope, FileId, Program, Request, RequestId, Treatment, decode, encode,
};
use outturn_session::{Session, Warmup};
use outturn_threads::blob::read_slice;
use outturn_threads::inbox::post;
use outturn_threads::{BrowserError, garbled, thrown};
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::{ControlFlow, Range};
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsError, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, DedicatedWorkerGlobalScope, File, MessageEvent, MessagePort};

/// Longest file, in bytes, that is hashed while it is read: hashing takes as long as reading.
const HASHED_AT_ONCE: u64 = 4 << 20;
/// How often the page hears of the progress of a read, in milliseconds.
const PROGRESS: f64 = 60.0;

/// Long files are hashed after their figures are sent: only an export of everything has to wait for the hash.
#[derive(Clone)]
enum Unhashed {
    Waiting(File),
    UnderWay(js_sys::Promise),
}

#[derive(Default)]
struct Desk {
    session: RefCell<Session>,
    cancelled: RefCell<BTreeSet<RequestId>>,
    /// The memory that the files being read need, as far as is known.
    promised: RefCell<BTreeMap<RequestId, u64>>,
    /// Files that are not hashed yet.
    unhashed: RefCell<Vec<(FileId, Unhashed)>>,
    programs: RefCell<BTreeMap<Program, Wanted>>,
}

/// A program that the page was asked for.
enum Wanted {
    /// It is on its way; these are waiting for it.
    By(Vec<js_sys::Function>),
    Here(Loaded),
}

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
                None => Ok(Loaded {
                    module: message.get(1),
                    script: message.get(2).as_string().unwrap_or_default(),
                }),
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

fn answer(scope: &DedicatedWorkerGlobalScope, id: RequestId, body: &Answer) {
    let bytes = encode(&Envelope { id, body }).or_else(|error| {
        let body = &Answer::Failed {
            reason: format!("The answer was lost: {error}. Reload the page."),
        };
        encode(&Envelope { id, body })
    });
    let bytes = bytes.unwrap_or_default(); // empty, which the page recognises as no answer
    let _ = scope.post_message(&js_sys::Uint8Array::from(bytes.as_slice()));
}

async fn read(
    scope: &DedicatedWorkerGlobalScope,
    desk: &Rc<Desk>,
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
    let reading = Reading {
        scope,
        desk,
        id,
        blob,
        hash: RefCell::new(hash_now.then(Fingerprint::default)),
        told: Cell::new(0.0),
        turns: Turns::default(),
    };
    let mut part = HelperPart::of(id, blob, &treatment.options);
    let room = desk.session.borrow().room();
    let mut importer = Importer::new(facts, treatment.options.clone()).within(room);
    let mut raw = loop {
        match reading
            .once(importer, part.take(), &treatment.options)
            .await
        {
            Ok(Pass::Again(again)) => importer = *again,
            Ok(Pass::Done(raw)) => break raw,
            Err(answered) => return answered,
        }
        reading.hash.replace(hash_now.then(Fingerprint::default));
    };
    let hash = reading.hash.take();
    raw.sha256 = hash.map_or_else(String::new, Fingerprint::finish);
    let hashed = !raw.sha256.is_empty();
    let steps = desk.session.borrow().prepare(*raw, treatment);
    let prepared = match reading.through(steps, blob.size() as u64).await {
        Ok(prepared) => prepared,
        Err(answered) => return answered,
    };
    let mut unhashed = desk.unhashed.borrow_mut();
    unhashed.retain(|(other, _)| other != file);
    if !hashed {
        unhashed.push((file.clone(), Unhashed::Waiting(blob.clone())));
    }
    drop(unhashed);
    desk.session.borrow_mut().take(file, prepared)
}

fn unreadable(blob: &File, error: &BrowserError) -> Answer {
    let name = blob.name();
    Answer::Failed {
        reason: format!("{name}: {error}. Was it moved or changed? Add it again."),
    }
}

impl Desk {
    /// A program, requested from the page if it is not here yet. The error says why it cannot be had, in a sentence.
    async fn program(
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
    fn deliver(&self, program: Program, loaded: Result<Loaded, String>) {
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

/// The reading of one file.
struct Reading<'a> {
    scope: &'a DedicatedWorkerGlobalScope,
    desk: &'a Rc<Desk>,
    id: RequestId,
    blob: &'a File,
    hash: RefCell<Option<Fingerprint>>,
    /// When the page was last told of the progress.
    told: Cell<f64>,
    turns: Turns,
}

impl Reading<'_> {
    /// Brings the whole file into the importer once, with the chunks that the helper has read. The error is the answer to give:
    /// failed or cancelled.
    async fn once(
        &self,
        mut importer: Importer,
        part: Option<HelperPart>,
        options: &ReadOptions,
    ) -> Result<Pass, Answer> {
        let total = self.blob.size() as u64;
        let upto = part.as_ref().map_or(total, |part| part.from);
        self.push(&mut importer, upto, part.as_ref()).await?;
        if let Some(part) = part {
            while let Some(chunk) = part.next().await {
                // Whatever the helper has skipped before this chunk.
                self.push(&mut importer, chunk.from, Some(&part)).await?;
                if !importer.append(chunk) {
                    break;
                }
                self.go_on(importer.read().max(part.from + part.read()))
                    .await?;
            }
        }
        self.push(&mut importer, total, None).await?;
        if importer.is_workbook() {
            self.sheet(&mut importer, options).await?;
        }
        let finished = self.through(importer.finish_in_steps(), total).await?;
        finished.map_err(|error| failed(&error))
    }

    /// Has the program that reads workbooks read the file, and takes the sheet from it.
    async fn sheet(&self, importer: &mut Importer, options: &ReadOptions) -> Result<(), Answer> {
        let name = self.blob.name();
        let broken = |because: &str| Answer::Failed {
            reason: format!(
                "{name}: the part of Outturn that reads workbooks did not do it: {because}. Nothing is lost. Try again, or save the sheet as CSV and drop that."
            ),
        };
        let total = self.blob.size() as u64;
        let program = self.desk.program(self.scope, Program::Readers).await;
        let program = program.map_err(|reason| Answer::Failed {
            reason: format!("{name}: {reason}"),
        })?;
        let goes_on = {
            let (scope, desk, id) = (self.scope.clone(), Rc::clone(self.desk), self.id);
            move || {
                tell_progress(&scope, id, total, total);
                !desk.cancelled.borrow().contains(&id)
            }
        };
        let reader = SheetReader::start(&program, self.blob, options, goes_on)
            .map_err(|error| broken(&error.because))?;
        loop {
            let next = reader.next().await;
            self.go_on(total).await?;
            match next.map_err(|error| broken(&error.because))? {
                Next::Rows(text) => {
                    self.share_memory(importer);
                    importer.push_sheet(&text).map_err(|error| failed(&error))?;
                }
                Next::End(sheet) => {
                    importer.end_sheet(sheet.map_err(|error| failed(&error))?);
                    return Ok(());
                }
            }
        }
    }

    /// Runs the steps, handling messages that arrive in between; `read` is how many bytes of the file are read by then.
    async fn through<T>(&self, mut steps: Steps<'_, T>, read: u64) -> Result<T, Answer> {
        loop {
            match steps.step() {
                ControlFlow::Break(done) => return Ok(done),
                ControlFlow::Continue(rest) => steps = rest,
            }
            self.go_on(read).await?;
        }
    }

    /// Tells the importer how much memory the other files take, including those that are being read.
    fn share_memory(&self, importer: &mut Importer) {
        let mut promised = self.desk.promised.borrow_mut();
        promised.insert(self.id, importer.needs());
        let others = promised.iter().filter(|(id, _)| **id != self.id);
        let others: u64 = others.map(|(_, bytes)| bytes).sum();
        importer.others_hold(self.desk.session.borrow().room().held + others);
    }

    /// Pushes the rest of the file up to the byte `upto`.
    async fn push(
        &self,
        importer: &mut Importer,
        upto: u64,
        part: Option<&HelperPart>,
    ) -> Result<(), Answer> {
        let from = importer.read();
        if from >= upto {
            return Ok(());
        }
        let unreadable = |error| unreadable(self.blob, &error);
        let slice = slice_of(self.blob, from, upto).map_err(unreadable)?;
        let mut reader = FileReader::of(&slice);
        while let Some(bytes) = reader.next().await.map_err(unreadable)? {
            if let Some(hash) = &mut *self.hash.borrow_mut() {
                hash.push(&bytes);
            }
            self.share_memory(importer);
            let read = importer.read() + part.map_or(0, HelperPart::read);
            let pushed = self.through(importer.push_in_steps(&bytes), read).await?;
            pushed.map_err(|error| failed(&error))?;
        }
        Ok(())
    }

    /// Lets messages that have arrived be handled, stops if the read was cancelled, and tells the page of the progress now and then.
    async fn go_on(&self, read: u64) -> Result<(), Answer> {
        self.turns.take().await;
        if self.desk.cancelled.borrow().contains(&self.id) {
            return Err(Answer::Cancelled);
        }
        let now = js_sys::Date::now();
        if now - self.told.get() > PROGRESS {
            self.told.set(now);
            let total = self.blob.size() as u64;
            let read = read.min(total);
            tell_progress(self.scope, self.id, read, total);
        }
        Ok(())
    }
}

fn tell_progress(scope: &DedicatedWorkerGlobalScope, id: RequestId, read: u64, total: u64) {
    answer(scope, id, &Answer::Progress { read, total });
}

fn failed(error: &ImportError) -> Answer {
    Answer::Failed {
        reason: error.to_string(),
    }
}

fn slice_of(blob: &File, from: u64, to: u64) -> Result<Blob, BrowserError> {
    blob.slice_with_f64_and_f64(from as f64, to as f64)
        .map_err(thrown("reading the file"))
}

/// Reads a part of a file for another worker.
async fn prefetch(
    desk: &Desk,
    id: RequestId,
    blob: &File,
    options: ReadOptions,
    part: Range<u64>,
    port: &MessagePort,
) -> Result<(), BrowserError> {
    let facts = FileFacts {
        name: blob.name(),
        bytes: blob.size() as u64,
    };
    let mut reader = FileReader::of(&slice_of(blob, part.start, part.end)?);
    let head = read_slice(blob, 0.0, HEAD as f64).await?;
    let Some(mut prefetch) = Prefetch::new(facts, options, &head, part.start) else {
        return Ok(());
    };
    let turns = Turns::default();
    while let Some(bytes) = reader.next().await? {
        turns.take().await;
        if let Some(chunk) = prefetch.push(&bytes) {
            let bytes = encode(&chunk).map_err(garbled("reading ahead"))?;
            post(port, Some(&bytes));
        }
        if prefetch.is_lost() || desk.cancelled.borrow().contains(&id) {
            break;
        }
    }
    Ok(())
}

async fn hash(blob: &File) -> Result<String, BrowserError> {
    let (mut reader, mut fingerprint) = (FileReader::of(blob), Fingerprint::default());
    let turns = Turns::default();
    while let Some(bytes) = reader.next().await? {
        turns.take().await;
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
