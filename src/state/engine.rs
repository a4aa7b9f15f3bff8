//! The page's line to the engine in its worker: numbers questions, holds them until the worker listens, brings each answer to who asked.

use crate::browser::document::clock;
use crate::browser::file::File;
use crate::browser::worker_host::WorkerHost;
use outturn_protocol::{
    Call, Envelope, FileId, Query, Reply, RequestId, Unanswered, WireError, decode, encode,
};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

/// What a question was answered.
pub type Answered<Q> = Result<<Q as Query>::Answer, Unanswered>;

/// What comes of a question, before whoever asked it has read it.
enum Told<'a> {
    Progress(&'a [u8]),
    Answer(&'a [u8]),
    Nothing(Unanswered),
}

/// Hears what comes of a question. The error is that it cannot be read.
type Hears = dyn Fn(Told<'_>) -> Result<(), WireError>;

/// Who waits for an answer, and whether the page is busy until it comes.
#[derive(Clone)]
struct Listener {
    told: Rc<Hears>,
    /// Which question it is.
    name: &'static str,
    busy: bool,
    /// The file that is read or mapped.
    about: Option<FileId>,
}

type Pending = Rc<dyn Fn(usize)>;
type Broken = Rc<dyn Fn(String)>;

#[derive(Default)]
struct Line {
    url: String,
    pending: Option<Pending>,
    broken: Option<Broken>,
    host: Option<Rc<WorkerHost>>,
    /// When the worker was heard last, or asked after it had nothing to do, in milliseconds of the page's clock.
    heard_at: f64,
    listening: bool,
    last: RequestId,
    waiting: Vec<(RequestId, Call, Option<File>)>,
    listeners: BTreeMap<RequestId, Listener>,
}

/// The page's line to the worker.
#[derive(Clone, Default)]
pub struct Engine {
    line: Rc<RefCell<Line>>,
}

impl Engine {
    /// Starts the worker. `pending` is called with the number of open questions whenever it changes, `broken` with a sentence when the
    /// worker breaks down or cannot be started.
    #[must_use]
    pub fn start(
        url: &str,
        pending: impl Fn(usize) + 'static,
        broken: impl Fn(String) + 'static,
    ) -> Self {
        let engine = Self::default();
        {
            let mut line = engine.line.borrow_mut();
            url.clone_into(&mut line.url);
            line.pending = Some(Rc::new(pending));
            line.broken = Some(Rc::new(broken));
        }
        engine.start_host();
        engine
    }

    fn start_host(&self) {
        let line = self.line.borrow();
        let (url, broken) = (line.url.clone(), line.broken.clone());
        drop(line);
        let answered = {
            let engine = self.clone();
            move |envelope: Envelope<Reply>| engine.deliver(envelope)
        };
        let host = WorkerHost::start(&url, answered, move |reason| {
            if let Some(broken) = &broken {
                broken(reason);
            }
        });
        let mut line = self.line.borrow_mut();
        line.host = Some(Rc::new(host));
        line.listening = false;
        line.heard_at = clock();
    }

    /// Ends the worker and starts another one, which has no files. Whoever waits is told that the answer is [lost](Unanswered::Lost). Returns the file that the
    /// worker was reading or mapping: the first one it was asked about.
    pub fn restart(&self) -> Option<FileId> {
        let (listeners, host) = {
            let mut line = self.line.borrow_mut();
            line.waiting.clear();
            (std::mem::take(&mut line.listeners), line.host.take())
        };
        drop(host);
        self.start_host();
        let first = listeners
            .values()
            .find_map(|listener| listener.about.clone());
        for listener in listeners.into_values() {
            // Nothing is read, so nothing can be unreadable.
            let _ = (listener.told)(Told::Nothing(Unanswered::Lost));
        }
        self.say_pending();
        first
    }

    /// How long the worker has been silent though somebody waits for it, in milliseconds; `None` while nobody does.
    #[must_use]
    pub fn silence(&self) -> Option<f64> {
        let line = self.line.borrow();
        let waits = line.listeners.values().any(|listener| listener.busy);
        waits.then(|| clock() - line.heard_at)
    }

    /// Asks.
    pub fn ask<Q: Query>(
        &self,
        question: &Q,
        file: Option<File>,
        answered: impl Fn(Answered<Q>) + 'static,
    ) -> RequestId {
        self.question(question, file, true, |_| {}, answered)
    }

    /// Asks for what nobody waits for: the page is not busy meanwhile.
    pub fn ask_aside<Q: Query>(
        &self,
        question: &Q,
        file: Option<File>,
        answered: impl Fn(Answered<Q>) + 'static,
    ) {
        self.question(question, file, false, |_| {}, answered);
    }

    /// Asks, and is told before the answer how far it has come.
    pub fn ask_following<Q: Query>(
        &self,
        question: &Q,
        file: Option<File>,
        progress: impl Fn(Q::Progress) + 'static,
        answered: impl Fn(Answered<Q>) + 'static,
    ) -> RequestId {
        self.question(question, file, true, progress, answered)
    }

    /// Tells something that nobody waits to be done.
    pub fn tell<Q: Query>(&self, question: &Q) {
        self.ask_aside(question, None, |_| {});
    }

    fn question<Q: Query>(
        &self,
        question: &Q,
        file: Option<File>,
        busy: bool,
        progress: impl Fn(Q::Progress) + 'static,
        answered: impl Fn(Answered<Q>) + 'static,
    ) -> RequestId {
        let told = move |told: Told<'_>| {
            match told {
                Told::Progress(bytes) => progress(decode(bytes)?),
                Told::Answer(bytes) => answered(Ok(decode(bytes)?)),
                Told::Nothing(because) => answered(Err(because)),
            }
            Ok(())
        };
        let listener = Listener {
            told: Rc::new(told),
            name: Q::NAME,
            busy,
            about: question.about().cloned(),
        };
        self.send(encode(question), file, listener, Q::REPLACES)
    }

    fn send(
        &self,
        question: Result<Vec<u8>, WireError>,
        file: Option<File>,
        listener: Listener,
        replaces: bool,
    ) -> RequestId {
        let name = listener.name;
        if replaces {
            self.call_off_all(name);
        }
        let mut line = self.line.borrow_mut();
        line.last += 1;
        let id = line.last;
        if line.listeners.is_empty() {
            line.heard_at = clock();
        }
        line.listeners.insert(id, listener);
        match question {
            Ok(question) => {
                let name = name.to_owned();
                line.call(id, Call::Ask { name, question }, file);
            }
            Err(error) => line.fail(id, error.to_string()),
        }
        drop(line);
        self.say_pending();
        id
    }

    /// Calls a question off. Whoever asked it is told, unless it is answered by then.
    pub fn call_off(&self, request: RequestId) {
        let mut line = self.line.borrow_mut();
        let waiting = line.waiting.iter().position(|(id, ..)| *id == request);
        match waiting {
            Some(at) => {
                line.waiting.remove(at);
                drop(line);
                self.deliver(Envelope {
                    id: request,
                    body: Reply::Cancelled,
                });
            }
            None => line.call(0, Call::Cancel { request }, None),
        }
    }

    fn call_off_all(&self, name: &str) {
        let line = self.line.borrow();
        let same = line.listeners.iter().filter(|(_, l)| l.name == name);
        let same: Vec<RequestId> = same.map(|(id, _)| *id).collect();
        drop(line);
        for id in same {
            self.call_off(id);
        }
    }

    fn say_pending(&self) {
        let line = self.line.borrow();
        let (pending, open) = (
            line.pending.clone(),
            line.listeners.values().filter(|l| l.busy).count(),
        );
        drop(line);
        if let Some(pending) = pending {
            pending(open);
        }
    }

    fn deliver(&self, Envelope { id, body }: Envelope<Reply>) {
        let mut line = self.line.borrow_mut();
        line.heard_at = clock();
        let told = match body {
            Reply::Listening => {
                line.listening = true;
                for (id, call, file) in std::mem::take(&mut line.waiting) {
                    line.call(id, call, file);
                }
                return;
            }
            Reply::Wants(program) => {
                if let Some(host) = line.host.clone() {
                    wasm_bindgen_futures::spawn_local(
                        async move { host.send_program(program).await },
                    );
                }
                return;
            }
            Reply::Progress(bytes) => {
                let listener = line.listeners.get(&id).cloned();
                drop(line);
                return self.tell_listener(listener, Told::Progress(&bytes));
            }
            Reply::Answer(ref bytes) => Told::Answer(bytes),
            Reply::Failed(reason) => Told::Nothing(Unanswered::Failed(reason)),
            Reply::Cancelled => Told::Nothing(Unanswered::Cancelled),
        };
        let listener = line.listeners.remove(&id);
        drop(line);
        self.tell_listener(listener, told);
        self.say_pending();
    }

    /// Whoever waits for an answer that cannot be read would wait for ever: the worker counts as broken.
    fn tell_listener(&self, listener: Option<Listener>, told: Told<'_>) {
        let read = listener.map_or(Ok(()), |listener| (listener.told)(told));
        let broken = self.line.borrow().broken.clone();
        if let (Err(error), Some(broken)) = (read, broken) {
            broken(error.to_string());
        }
    }
}

impl Line {
    /// Says something to the worker, once it listens.
    fn call(&mut self, id: RequestId, call: Call, file: Option<File>) {
        if !self.listening {
            return self.waiting.push((id, call, file));
        }
        let beside: Vec<_> = file.as_ref().map(Into::into).into_iter().collect();
        let host = self.host.as_ref();
        let sent = host.map(|host| host.call(id, &call, &beside));
        if let Some(Err(error)) = sent {
            self.fail(id, error.to_string());
        }
    }

    /// Tells who asked that it could not be sent.
    fn fail(&mut self, id: RequestId, reason: String) {
        if let Some(listener) = self.listeners.remove(&id) {
            // The listener may ask again: not while the line is borrowed.
            wasm_bindgen_futures::spawn_local(async move {
                let _ = (listener.told)(Told::Nothing(Unanswered::Failed(reason)));
            });
        }
    }
}
