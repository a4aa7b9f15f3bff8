//! The page's end of the conversation with the worker.

use super::{BrowserError, thrown};
use crate::worker::{Answer, Envelope, Request, RequestId, decode, encode};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{File, MessageEvent, Worker, WorkerOptions, WorkerType};

/// A running worker. Dropping it ends the worker.
pub struct WorkerHost {
    worker: Worker,
    _on_message: Closure<dyn Fn(MessageEvent)>,
    _on_error: Closure<dyn Fn(JsValue)>,
}

impl WorkerHost {
    /// Starts the worker by the script at `url` and hands it the program that the page runs, compiled already: nothing is fetched or
    /// compiled twice, and the two are always of one build. `answered` is called with each answer, `failed` when the worker itself
    /// breaks down.
    ///
    /// # Errors
    /// When the browser cannot start it.
    pub fn start(
        url: &str,
        answered: impl Fn(Envelope<Answer>) + 'static,
        failed: impl Fn(String) + 'static,
    ) -> Result<Self, BrowserError> {
        const STARTING: &str = "starting the worker";
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(url, &options).map_err(thrown(STARTING))?;
        let on_message = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let bytes = js_sys::Uint8Array::new(&event.data()).to_vec();
            if let Some(envelope) = decode(&bytes) {
                answered(envelope);
            }
        });
        let on_error = Closure::<dyn Fn(JsValue)>::new(move |event: JsValue| {
            failed(BrowserError::new("running the worker", &event).because);
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        worker
            .post_message(&wasm_bindgen::module())
            .map_err(thrown(STARTING))?;
        Ok(Self {
            worker,
            _on_message: on_message,
            _on_error: on_error,
        })
    }

    /// Sends a request, with the file it is about.
    ///
    /// # Errors
    /// When the message cannot be sent.
    pub fn ask(
        &self,
        id: RequestId,
        request: &Request,
        file: Option<&File>,
    ) -> Result<(), BrowserError> {
        const ASKING: &str = "asking the worker";
        let bytes = encode(&Envelope { id, body: request });
        let message = js_sys::Array::of2(
            &js_sys::Uint8Array::from(bytes.as_slice()),
            &file.map_or(JsValue::NULL, JsValue::from),
        );
        self.worker.post_message(&message).map_err(thrown(ASKING))
    }
}

impl Drop for WorkerHost {
    fn drop(&mut self) {
        self.worker.terminate();
    }
}
