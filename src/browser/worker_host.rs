//! The page's end of the conversation with the worker.

use super::confined;
use super::document::{sleep, unique_name};
use super::lock::{self, Ask};
use super::programs;
use outturn_protocol::{Call, Envelope, Program, Reply, RequestId, decode, encode};
use outturn_threads::{BrowserError, garbled, thrown};
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{MessageEvent, Worker};

const STARTING: &str = "starting the worker";

/// A running worker. Dropping it ends the worker.
pub struct WorkerHost {
    shared: Rc<Shared>,
}

/// What the worker's events need. They hold it weakly: a host that is dropped while its worker starts leaves nothing behind.
struct Shared {
    /// Address of the worker's script.
    url: String,
    answered: Box<dyn Fn(Envelope<Reply>)>,
    failed: Box<dyn Fn(String)>,
    /// Whether the worker has said anything yet.
    heard: Cell<bool>,
    thread: RefCell<Option<Thread>>,
}

/// A worker and who listens to it.
struct Thread {
    worker: Worker,
    /// Also that of a lock which the worker holds for as long as it lives.
    name: String,
    _on_message: Closure<dyn Fn(MessageEvent)>,
    _on_error: Closure<dyn Fn(JsValue)>,
}

impl Drop for Thread {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

impl WorkerHost {
    /// Loads a program that the worker wants and sends it there, or the sentence of why it cannot be had.
    pub async fn send_program(&self, program: Program) {
        let loaded = programs::load(program).await;
        let refused = loaded.as_ref().err();
        let refused = refused.map(|error| programs::not_loaded(program, error));
        let beside = loaded.map_or_else(
            |_| Vec::new(),
            |loaded| vec![loaded.module, JsValue::from_str(&loaded.script)],
        );
        // A worker that cannot be told is gone, and with it whoever waits there.
        let _ = self.call(0, &Call::Program { program, refused }, &beside);
    }

    /// Starts the worker by the script at `url` and hands it the program that the page runs, compiled already: nothing is fetched or
    /// compiled twice, and the two are always of one build. `answered` is called with each reply, `failed` when the worker cannot be
    /// started or breaks down. It listens once its first answer has come.
    ///
    /// It is started where it cannot reach any network ([`confined`]). A browser that cannot do that runs it without, and says so on
    /// the console.
    #[must_use]
    pub fn start(
        url: &str,
        answered: impl Fn(Envelope<Reply>) + 'static,
        failed: impl Fn(String) + 'static,
    ) -> Self {
        let shared = Rc::new(Shared {
            url: url.to_owned(),
            answered: Box::new(answered),
            failed: Box::new(failed),
            heard: Cell::new(false),
            thread: RefCell::new(None),
        });
        let (url, host) = (url.to_owned(), Rc::downgrade(&shared));
        wasm_bindgen_futures::spawn_local(async move {
            let name = new_name();
            let worker = confined::start_worker(&url, &name).await;
            let Some(shared) = host.upgrade() else {
                return; // nobody wants it any more; a worker that has been told nothing is collected
            };
            match worker.and_then(|worker| shared.run(worker, name, true)) {
                Ok(()) => {}
                Err(error) => shared.start_unconfined(&error.to_string()),
            }
        });
        Self { shared }
    }

    /// Says something to the worker, with what travels beside it, such as the file that a question is about.
    ///
    /// # Errors
    /// When the message cannot be written or sent.
    pub fn call(&self, id: RequestId, call: &Call, beside: &[JsValue]) -> Result<(), BrowserError> {
        const ASKING: &str = "asking the worker";
        let bytes = encode(&Envelope { id, body: call }).map_err(garbled(ASKING))?;
        let message = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes.as_slice()));
        for thing in beside {
            message.push(thing);
        }
        let thread = self.shared.thread.borrow();
        let thread = thread.as_ref().ok_or_else(|| BrowserError {
            doing: ASKING,
            because: "it has not started yet".to_owned(),
        })?;
        thread.worker.post_message(&message).map_err(thrown(ASKING))
    }
}

/// A port through which a thread gets what is split off the program (`js/parts.js`).
fn parts_port() -> Result<JsValue, JsValue> {
    let make = js_sys::Reflect::get(&js_sys::global(), &"outturnPartsPort".into())?;
    make.unchecked_into::<js_sys::Function>()
        .call0(&JsValue::NULL)
}

fn new_name() -> String {
    format!("outturn-worker-{}", unique_name())
}

/// Waits until the worker ends. One that is ended by the browser, or by itself, fires no event; but the lock that it holds goes with it.
async fn await_end(host: Weak<Shared>) {
    const PAUSE: f64 = 100.0; // milliseconds
    const TIMES: usize = 50;
    let name = || {
        host.upgrade()?
            .thread
            .borrow()
            .as_ref()
            .map(|thread| thread.name.clone())
    };
    let Some(watched) = name() else { return };
    let mut is_held = false;
    for _ in 0..TIMES {
        is_held = lock::acquire(&watched, Ask::IfFree, || {}).await.is_none();
        if is_held {
            break;
        }
        sleep(PAUSE).await;
    }
    // A browser without locks in workers is one in which this is not seen; the page still sees that no answer comes.
    if !is_held || !lock::available() {
        return;
    }
    let ended = lock::acquire(&watched, Ask::Wait, || {}).await;
    if ended.is_some()
        && name().as_deref() == Some(watched.as_str())
        && let Some(shared) = host.upgrade()
    {
        (shared.failed)("it ended without a word".to_owned());
    }
}

impl Shared {
    /// Listens to a worker that has just been made, and hands it the program.
    fn run(
        self: &Rc<Self>,
        worker: Worker,
        name: String,
        confined: bool,
    ) -> Result<(), BrowserError> {
        let host = Rc::downgrade(self);
        let on_message = Closure::<dyn Fn(MessageEvent)>::new({
            let host = Weak::clone(&host);
            move |event: MessageEvent| {
                let Some(shared) = host.upgrade() else { return };
                if !shared.heard.replace(true) {
                    wasm_bindgen_futures::spawn_local(await_end(Weak::clone(&host)));
                }
                let bytes = js_sys::Uint8Array::new(&event.data()).to_vec();
                // Whoever waits for an answer that cannot be read would wait for ever: the worker counts as broken.
                match decode(&bytes) {
                    Ok(envelope) => (shared.answered)(envelope),
                    Err(error) => (shared.failed)(error.to_string()),
                }
            }
        });
        let on_error = Closure::<dyn Fn(JsValue)>::new(move |event: JsValue| {
            let Some(shared) = host.upgrade() else { return };
            let because = BrowserError::new("running the worker", &event).because;
            if confined && !shared.heard.get() {
                // Not while one of the thread's own listeners runs: the thread is replaced.
                wasm_bindgen_futures::spawn_local(async move { shared.start_unconfined(&because) });
            } else {
                (shared.failed)(because);
            }
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        let handed = parts_port().and_then(|port| {
            worker.post_message_with_transfer(&wasm_bindgen::module(), &js_sys::Array::of1(&port))
        });
        self.thread.replace(Some(Thread {
            worker,
            name,
            _on_message: on_message,
            _on_error: on_error,
        }));
        handed.map_err(thrown(STARTING))
    }

    /// Better a worker that can only be trusted than none.
    fn start_unconfined(self: &Rc<Self>, because: &str) {
        super::document::warn_on_console(&format!(
            "Outturn: this browser did not start the worker without access to the network ({because}); it runs with the page's own policy."
        ));
        let name = new_name();
        let started = confined::start_unconfined(&self.url, &name)
            .and_then(|worker| self.run(worker, name, false));
        if let Err(error) = started {
            (self.failed)(error.to_string());
        }
    }
}
