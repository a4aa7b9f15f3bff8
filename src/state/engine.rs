//! The page's line to the worker: numbers requests, holds them until the worker listens, brings each answer to who asked.

use crate::browser::document::clock;
use crate::browser::file::File;
use crate::browser::worker_host::WorkerHost;
use outturn_protocol::{Answer, Envelope, FileId, Request, RequestId};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

/// Who waits for an answer, and whether the page is busy until it comes.
#[derive(Clone)]
struct Listener {
    answered: Rc<dyn Fn(Answer)>,
    busy: bool,
    /// The file that is read or mapped.
    about: Option<FileId>,
}

type Pending = Rc<dyn Fn(usize)>;
type Broken = Rc<dyn Fn(String)>;

/// The file that a request reads or maps.
fn about(request: &Request) -> Option<FileId> {
    match request {
        Request::Read { file, .. } | Request::Remap { file, .. } => Some(file.clone()),
        _ => None,
    }
}

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
    waiting: Vec<(RequestId, Request, Option<File>)>,
    listeners: BTreeMap<RequestId, Listener>,
}

/// The page's line to the worker.
#[derive(Clone, Default)]
pub struct Engine {
    line: Rc<RefCell<Line>>,
}

impl Engine {
    /// Starts the worker. `pending` is called with the number of open requests whenever it changes, `broken` with a sentence when the
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
            move |envelope: Envelope<Answer>| engine.deliver(envelope)
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

    /// Ends the worker and starts another one, which has no files. Whoever waits is answered [`Answer::Lost`]. Returns the file that the
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
            (listener.answered)(Answer::Lost);
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

    /// Asks; `answered` is called with the answer, and before it with each progress.
    pub fn ask(
        &self,
        request: Request,
        file: Option<File>,
        answered: impl Fn(Answer) + 'static,
    ) -> RequestId {
        self.question(request, file, Rc::new(answered), true)
    }

    /// Asks for what nobody waits for: the page is not busy meanwhile.
    pub fn ask_aside(
        &self,
        request: Request,
        file: Option<File>,
        answered: impl Fn(Answer) + 'static,
    ) {
        self.question(request, file, Rc::new(answered), false);
    }

    fn question(
        &self,
        request: Request,
        file: Option<File>,
        answered: Rc<dyn Fn(Answer)>,
        busy: bool,
    ) -> RequestId {
        let mut line = self.line.borrow_mut();
        line.last += 1;
        let id = line.last;
        if line.listeners.is_empty() {
            line.heard_at = clock();
        }
        let listener = Listener {
            answered,
            busy,
            about: about(&request),
        };
        line.listeners.insert(id, listener);
        if line.listening {
            line.send(id, &request, file.as_ref());
        } else {
            line.waiting.push((id, request, file));
        }
        drop(line);
        self.say_pending();
        id
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

    /// Says something that has no answer of its own.
    pub fn tell(&self, request: Request) {
        let mut line = self.line.borrow_mut();
        if line.listening {
            line.send(0, &request, None);
        } else {
            line.waiting.push((0, request, None));
        }
    }

    fn deliver(&self, Envelope { id, body }: Envelope<Answer>) {
        let mut line = self.line.borrow_mut();
        line.heard_at = clock();
        if !line.listening {
            line.listening = true;
            for (id, request, file) in std::mem::take(&mut line.waiting) {
                line.send(id, &request, file.as_ref());
            }
        }
        if let Answer::Wants(program) = body {
            if let Some(host) = line.host.clone() {
                wasm_bindgen_futures::spawn_local(async move { host.send_program(program).await });
            }
            return;
        }
        let more = matches!(body, Answer::Progress { .. });
        let listener = if more {
            line.listeners.get(&id).cloned()
        } else {
            line.listeners.remove(&id)
        };
        drop(line);
        if let Some(listener) = listener {
            (listener.answered)(body);
        }
        self.say_pending();
    }
}

impl Line {
    fn send(&mut self, id: RequestId, request: &Request, file: Option<&File>) {
        let beside: Vec<_> = file.map(Into::into).into_iter().collect();
        let host = self.host.as_ref();
        let sent = host.map(|host| host.ask(id, request, &beside));
        if let Some(Err(error)) = sent
            && let Some(listener) = self.listeners.remove(&id)
        {
            // The listener may ask again: not while the line is borrowed.
            wasm_bindgen_futures::spawn_local(async move {
                (listener.answered)(Answer::Failed {
                    reason: error.to_string(),
                });
            });
        }
    }
}
