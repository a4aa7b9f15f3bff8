//! The browser's own SHA-256: on another thread, and several times as fast as a program of the page.

use crate::engine::import::hexadecimal;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::{Blob, SubtleCrypto, WorkerGlobalScope};

/// A hash being computed.
pub struct Digest(js_sys::Promise);

impl Digest {
    /// Begins to compute a blob's SHA-256 in a worker. `None` where the browser does not: a page that came over an insecure
    /// connection. The whole blob is in memory twice for a moment.
    #[must_use]
    pub fn of(blob: &Blob) -> Option<Self> {
        let scope: WorkerGlobalScope = js_sys::global().dyn_into().ok()?;
        if !scope.is_secure_context() {
            return None;
        }
        let subtle = scope.crypto().ok()?.subtle();
        let bytes = blob.array_buffer();
        Some(Self(future_to_promise(async move {
            digest(&subtle, &bytes).await
        })))
    }

    /// Waits for it: in hexadecimal, or `None` where the browser gave up.
    pub async fn finish(self) -> Option<String> {
        let hash = JsFuture::from(self.0).await.ok()?;
        Some(hexadecimal(&js_sys::Uint8Array::new(&hash).to_vec()))
    }
}

async fn digest(subtle: &SubtleCrypto, bytes: &js_sys::Promise) -> Result<JsValue, JsValue> {
    let bytes: js_sys::ArrayBuffer = JsFuture::from(bytes.clone()).await?.unchecked_into();
    let hash = subtle.digest_with_str_and_buffer_source("SHA-256", &bytes)?;
    let hash = JsFuture::from(hash).await?;
    release(&bytes);
    Ok(hash)
}

/// Gives a buffer's memory back now instead of when the browser next collects what is no longer used; some browsers cannot.
fn release(buffer: &js_sys::ArrayBuffer) {
    if let Ok(transfer) = js_sys::Reflect::get(buffer, &JsValue::from_str("transfer"))
        && let Ok(transfer) = transfer.dyn_into::<js_sys::Function>()
    {
        let _ = transfer.call1(buffer, &JsValue::from_f64(0.0));
    }
}
