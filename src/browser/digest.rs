//! The browser's own SHA-256, computed by a worker that does nothing else.

use crate::engine::import::hexadecimal;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, MessageChannel, MessageEvent, Worker};

/// A hash being computed.
pub struct Digest(js_sys::Promise);

impl Digest {
    /// Begins to compute a blob's SHA-256. `None` where there is no worker for it. The whole blob is in memory twice for a moment.
    #[must_use]
    pub fn of(blob: &Blob) -> Option<Self> {
        let worker = js_sys::Reflect::get(&js_sys::global(), &JsValue::from_str("digest"));
        let worker = worker.ok().filter(|worker| !worker.is_falsy())?;
        let worker: Worker = worker.unchecked_into();
        let channel = MessageChannel::new().ok()?;
        let answered = js_sys::Promise::new(&mut |resolve, _| {
            let answer = Closure::once_into_js(move |event: MessageEvent| {
                let _ = resolve.call1(&JsValue::NULL, &event.data());
            });
            channel.port1().set_onmessage(Some(answer.unchecked_ref()));
        });
        let port = channel.port2();
        let question = js_sys::Array::of2(blob, &port);
        worker
            .post_message_with_transfer(&question, &js_sys::Array::of1(&port))
            .ok()?;
        Some(Self(answered))
    }

    /// Waits for it: in hexadecimal, or `None` where the browser has none, as for a page that came over an insecure connection.
    pub async fn finish(self) -> Option<String> {
        let hash: js_sys::ArrayBuffer = JsFuture::from(self.0).await.ok()?.dyn_into().ok()?;
        Some(hexadecimal(&js_sys::Uint8Array::new(&hash).to_vec()))
    }
}
