//! Words between the tabs of this page in one browser.

use super::event::{Listener, on};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BroadcastChannel, MessageEvent};

/// A channel that every other tab hears.
pub struct Channel {
    channel: BroadcastChannel,
    _listener: Listener,
}

impl Channel {
    /// Opens the channel of this name; `heard` is called with what other tabs say. `None` where the browser has none.
    #[must_use]
    pub fn open<T: DeserializeOwned>(name: &str, heard: impl Fn(T) + 'static) -> Option<Self> {
        let channel = BroadcastChannel::new(name).ok()?;
        let listener = on(&channel, "message", move |event| {
            // Words that another version of the page says are not for this one.
            let text = event
                .dyn_ref()
                .and_then(|event: &MessageEvent| event.data().as_string());
            if let Ok(message) = serde_json::from_str(&text.unwrap_or_default()) {
                heard(message);
            }
        });
        Some(Self {
            channel,
            _listener: listener,
        })
    }

    /// Says something to all other tabs.
    pub fn say<T: Serialize>(&self, message: &T) {
        if let Ok(text) = serde_json::to_string(message) {
            // Refused once the channel is closed only.
            let _ = self.channel.post_message(&JsValue::from_str(&text));
        }
    }
}
