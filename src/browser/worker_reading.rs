//! The worker reads a file: slice by slice, with the helper's part of it, or as the sheet of a workbook; and hashes it.

use super::file_reader::FileReader;
use super::helper::HelperPart;
use super::turn::Turns;
use super::workbook::{Next, SheetReader};
use super::worker_desk::{Desk, Unhashed, reply};
use outturn_core::steps::Steps;
use outturn_core::units::Timestamp;
use outturn_import::{
    FileFacts, Fingerprint, HEAD, ImportError, Importer, Pass, Prefetch, ReadOptions,
};
use outturn_protocol::{
    FileId, FileSummary, Program, ReadFile, ReadProgress, Reply, RequestId, Treatment, Unanswered,
    encode,
};
use outturn_session::Failure;
use outturn_threads::blob::read_slice;
use outturn_threads::inbox::post;
use outturn_threads::{BrowserError, garbled, thrown};
use std::cell::{Cell, RefCell};
use std::ops::{ControlFlow, Range};
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, DedicatedWorkerGlobalScope, File, MessagePort};

/// Longest file, in bytes, that is hashed while it is read: hashing takes as long as reading.
const HASHED_AT_ONCE: u64 = 4 << 20;
/// How often the page hears of progress, in milliseconds.
pub(super) const PROGRESS: f64 = 60.0;

pub(super) async fn read(
    scope: &DedicatedWorkerGlobalScope,
    desk: &Rc<Desk>,
    id: RequestId,
    asked: &ReadFile,
    blob: &File,
) -> Result<FileSummary, Unanswered> {
    let ReadFile { file, treatment } = asked;
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
    let mut importer = Importer::new(facts, treatment.options.clone())
        .within(room)
        .written_at(saved_at(treatment, blob));
    let mut raw = loop {
        match reading
            .once(importer, part.take(), &treatment.options)
            .await
        {
            Ok(Pass::Again(again)) => importer = *again,
            Ok(Pass::Done(raw)) => break raw,
            Err(because) => return Err(because),
        }
        reading.hash.replace(hash_now.then(Fingerprint::default));
    };
    let hash = reading.hash.take();
    raw.sha256 = hash.map_or_else(String::new, Fingerprint::finish);
    let hashed = !raw.sha256.is_empty();
    let steps = desk.session.borrow().prepare(*raw, treatment);
    let prepared = reading.through(steps, blob.size() as u64).await?;
    let mut unhashed = desk.unhashed.borrow_mut();
    unhashed.retain(|(other, _)| other != file);
    if !hashed {
        unhashed.push((file.clone(), Unhashed::Waiting(blob.clone())));
    }
    drop(unhashed);
    let taken = desk.session.borrow_mut().take(file, prepared);
    taken.map_err(|Failure(reason)| Unanswered::Failed(reason))
}

/// When a file was last saved: as the work says, or as the file does, which may be a copy of it.
fn saved_at(treatment: &Treatment, blob: &File) -> Timestamp {
    let known = treatment.saved_at;
    let milliseconds = known.unwrap_or_else(|| blob.last_modified() as i64);
    Timestamp(milliseconds.saturating_mul(1000))
}

fn unreadable(blob: &File, error: &BrowserError) -> Unanswered {
    let name = blob.name();
    Unanswered::Failed(format!(
        "{name}: {error}. Was it moved or changed? Add it again."
    ))
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
    /// Brings the whole file into the importer once, with the chunks that the helper has read. The error is why there is no answer:
    /// failed or cancelled.
    async fn once(
        &self,
        mut importer: Importer,
        part: Option<HelperPart>,
        options: &ReadOptions,
    ) -> Result<Pass, Unanswered> {
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
    async fn sheet(
        &self,
        importer: &mut Importer,
        options: &ReadOptions,
    ) -> Result<(), Unanswered> {
        let name = self.blob.name();
        let broken = |because: &str| {
            Unanswered::Failed(format!(
                "{name}: the part of Outturn that reads workbooks stopped ({because}). The file may be damaged, or too large for this tab. Save the sheet as CSV and drop that; nothing else is lost."
            ))
        };
        let total = self.blob.size() as u64;
        let program = self.desk.program(self.scope, Program::Readers).await;
        let program = program.map_err(|reason| Unanswered::Failed(format!("{name}: {reason}")))?;
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
    async fn through<T>(&self, mut steps: Steps<'_, T>, read: u64) -> Result<T, Unanswered> {
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
    ) -> Result<(), Unanswered> {
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
    async fn go_on(&self, read: u64) -> Result<(), Unanswered> {
        self.turns.take().await;
        if self.desk.cancelled.borrow().contains(&self.id) {
            return Err(Unanswered::Cancelled);
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
    if let Ok(bytes) = encode(&ReadProgress { read, total }) {
        reply(scope, id, &Reply::Progress(bytes));
    }
}

fn failed(error: &ImportError) -> Unanswered {
    Unanswered::Failed(error.to_string())
}

fn slice_of(blob: &File, from: u64, to: u64) -> Result<Blob, BrowserError> {
    blob.slice_with_f64_and_f64(from as f64, to as f64)
        .map_err(thrown("reading the file"))
}

/// Reads a part of a file for another worker.
pub(super) async fn prefetch(
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
pub(super) async fn hashed(desk: &Rc<Desk>, which: impl Fn(&FileId) -> bool) {
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
