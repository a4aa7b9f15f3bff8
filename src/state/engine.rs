//! The page's line to the worker: numbers requests, holds them until the worker listens, brings each answer to who asked.

use crate::browser::file::File;
use crate::browser::worker_host::WorkerHost;
use crate::engine::sorted::Map;
use crate::worker::{Answer, Envelope, Request, RequestId};
use std::cell::RefCell;
use std::rc::Rc;

/// Who waits for an answer, and whether the page is busy until it comes.
#[derive(Clone)]
struct Listener {
    answered: Rc<dyn Fn(Answer)>,
    busy: bool,
}

type Pending = Rc<dyn Fn(usize)>;

#[derive(Default)]
struct Line {
    pending: Option<Pending>,
    host: Option<WorkerHost>,
    listening: bool,
    last: RequestId,
    waiting: Vec<(RequestId, Request, Option<File>)>,
    listeners: Map<RequestId, Listener>,
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
        engine.line.borrow_mut().pending = Some(Rc::new(pending));
        let broken = Rc::new(broken);
        let answered = {
            let engine = engine.clone();
            move |envelope: Envelope<Answer>| engine.deliver(envelope)
        };
        let failed = {
            let broken = Rc::clone(&broken);
            move |reason| broken(reason)
        };
        match WorkerHost::start(url, answered, failed) {
            Ok(host) => engine.line.borrow_mut().host = Some(host),
            Err(error) => broken(error.to_string()),
        }
        engine
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
        line.listeners.insert(id, Listener { answered, busy });
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
        if !line.listening {
            line.listening = true;
            for (id, request, file) in std::mem::take(&mut line.waiting) {
                line.send(id, &request, file.as_ref());
            }
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
        let sent = self.host.as_ref().map(|host| host.ask(id, request, file));
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
