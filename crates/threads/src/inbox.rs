//! Messages of one conversation, waited for one after the other.

use super::{BrowserError, thrown};
use js_sys::{ArrayBuffer, Uint8Array};
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{MessageChannel, MessageEvent, MessagePort, Worker};

/// This end of a conversation with a worker. Dropping it ends the conversation.
pub struct Inbox {
    port: MessagePort,
    arrived: Rc<Arrived>,
    worker: Worker,
    _on_message: Closure<dyn Fn(MessageEvent)>,
    on_error: Closure<dyn Fn()>,
}

/// What has come and was not asked for, or who asked and waits.
#[derive(Default)]
struct Arrived {
    messages: RefCell<VecDeque<JsValue>>,
    count: Cell<u32>,
    waiting: RefCell<Option<js_sys::Function>>,
}

impl Arrived {
    fn push(&self, message: JsValue) {
        self.count.set(self.count.get() + 1);
        match self.waiting.take() {
            Some(waiting) => drop(waiting.call1(&JsValue::NULL, &message)),
            None => self.messages.borrow_mut().push_back(message),
        }
    }
}

impl Inbox {
    /// Puts a question to a worker; the port for its answers travels behind the question's parts.
    ///
    /// # Errors
    /// When the message cannot be sent.
    pub fn ask(worker: &Worker, question: &js_sys::Array) -> Result<Self, BrowserError> {
        const ASKING: &str = "asking another thread";
        let channel = MessageChannel::new().map_err(thrown(ASKING))?;
        let (port, theirs) = (channel.port1(), channel.port2());
        let arrived = Rc::new(Arrived::default());
        let on_message = Closure::<dyn Fn(MessageEvent)>::new({
            let arrived = Rc::clone(&arrived);
            move |event: MessageEvent| arrived.push(event.data())
        });
        port.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        // A thread that breaks down says nothing more.
        let on_error = Closure::<dyn Fn()>::new({
            let arrived = Rc::clone(&arrived);
            move || arrived.push(JsValue::NULL)
        });
        let _ = worker.add_event_listener_with_callback("error", on_error.as_ref().unchecked_ref());
        question.push(&theirs);
        worker
            .post_message_with_transfer(question, &js_sys::Array::of1(&theirs))
            .map_err(thrown(ASKING))?;
        Ok(Self {
            port,
            arrived,
            worker: worker.clone(),
            _on_message: on_message,
            on_error,
        })
    }

    /// Waits for the bytes of the next message; `None` after the last.
    ///
    /// # Errors
    /// When it is not bytes but a sentence of what went wrong.
    pub async fn next(&self, doing: &'static str) -> Result<Option<ArrayBuffer>, BrowserError> {
        let message = self.message(doing).await?;
        message
            .map(|message| message.dyn_into().map_err(thrown(doing)))
            .transpose()
    }

    /// Waits for the next message, whatever it is; `None` after the last, and when the other thread broke down.
    ///
    /// # Errors
    /// When it is a sentence of what went wrong.
    pub async fn message(&self, doing: &'static str) -> Result<Option<JsValue>, BrowserError> {
        let there = self.arrived.messages.borrow_mut().pop_front();
        let message = match there {
            Some(message) => message,
            None => {
                let asked = js_sys::Promise::new(&mut |resolve, _| {
                    *self.arrived.waiting.borrow_mut() = Some(resolve);
                });
                JsFuture::from(asked).await.map_err(thrown(doing))?
            }
        };
        if message.is_string() {
            return Err(BrowserError::new(doing, &message));
        }
        Ok((!message.is_null()).then_some(message))
    }

    /// Ends the waiting: nothing more comes.
    pub fn end(&self) {
        self.arrived.push(JsValue::NULL);
    }

    /// How many messages have come, those that wait among them.
    #[must_use]
    pub fn count(&self) -> u32 {
        self.arrived.count.get()
    }

    /// Gives a message's memory back to who sent it, to be used again.
    pub fn give_back(&self, bytes: &ArrayBuffer) {
        send(&self.port, bytes);
    }
}

impl Drop for Inbox {
    fn drop(&mut self) {
        self.port.set_onmessage(None);
        self.port.close();
        let _ = self
            .worker
            .remove_event_listener_with_callback("error", self.on_error.as_ref().unchecked_ref());
    }
}

/// Frees a message's memory at once: transferred to a closed port, the buffer is detached. Left to itself it would stay until this thread
/// collects its garbage, of which there is little.
pub fn free(bytes: &ArrayBuffer) {
    if let Ok(channel) = MessageChannel::new() {
        channel.port2().close();
        send(&channel.port1(), bytes);
    }
}

/// The other end: sends bytes, without copying them once they are JavaScript's; nothing is the end.
pub fn post(port: &MessagePort, bytes: Option<&[u8]>) {
    match bytes {
        Some(bytes) => send(port, &Uint8Array::from(bytes).buffer()),
        None => drop(port.post_message(&JsValue::NULL)),
    }
}

fn send(port: &MessagePort, bytes: &ArrayBuffer) {
    let _ = port.post_message_with_transferable(bytes, &js_sys::Array::of1(bytes));
}

/// A thread that the worker's script has started under this name; `None` where the browser has none.
#[must_use]
pub fn thread(name: &str) -> Option<Worker> {
    let thread = js_sys::Reflect::get(&js_sys::global(), &JsValue::from_str(name)).ok()?;
    (!thread.is_falsy()).then(|| thread.unchecked_into())
}
