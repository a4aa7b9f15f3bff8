//! Taking turns on one thread: whoever works for long lets what has arrived meanwhile be seen to.

use std::cell::Cell;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DedicatedWorkerGlobalScope, MessageChannel};

/// How long a turn lasts, in milliseconds: short beside what a person notices, long beside what ending it costs.
const TURN: f64 = 16.0;

/// Work that takes turns.
pub struct Turns {
    began: Cell<f64>,
}

impl Default for Turns {
    fn default() -> Self {
        Self {
            began: Cell::new(js_sys::Date::now()),
        }
    }
}

impl Turns {
    /// Ends the turn if it has lasted long enough: what has arrived for this thread by now is seen to before the work goes on. Waiting
    /// for what is there already does not do that.
    pub async fn take(&self) {
        let now = js_sys::Date::now();
        // A clock that was set back says nothing.
        if (0.0..TURN).contains(&(now - self.began.get())) {
            return;
        }
        give_way().await;
        self.began.set(js_sys::Date::now());
    }
}

/// Waits for so many milliseconds, in a worker.
pub async fn after(milliseconds: i32) {
    let Ok(worker) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() else {
        return;
    };
    let passed = js_sys::Promise::new(&mut |resolve, _| {
        let _ =
            worker.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds);
    });
    let _ = JsFuture::from(passed).await;
}

/// Waits for a message to itself, which comes behind those that have arrived. A timer would wait four milliseconds more.
pub(super) async fn give_way() {
    let Ok(channel) = MessageChannel::new() else {
        return;
    };
    let (mine, theirs) = (channel.port1(), channel.port2());
    let came = js_sys::Promise::new(&mut |resolve, _| {
        mine.set_onmessage(Some(resolve.unchecked_ref()));
        if theirs.post_message(&JsValue::NULL).is_err() {
            let _ = resolve.call0(&JsValue::NULL);
        }
    });
    let _ = JsFuture::from(came).await;
    mine.close();
}
