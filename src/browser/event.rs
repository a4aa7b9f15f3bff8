//! Events of the window, the document and other objects of the browser.

use super::document::{document, window};
use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Event, EventTarget, MediaQueryListEvent};

/// Hears an event until it is dropped.
pub type Listener = EventListener;

/// Calls `act` on an event of `target`. It may prevent what the browser would do.
pub(super) fn on(
    target: &EventTarget,
    name: &'static str,
    act: impl FnMut(&Event) + 'static,
) -> Listener {
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(target, name, options, act)
}

/// Calls `act` on an event of the window.
pub fn on_window_event(name: &'static str, act: impl FnMut(&Event) + 'static) -> Listener {
    on(&window(), name, act)
}

/// Calls `act` on an event of the document.
pub fn on_document_event(name: &'static str, act: impl FnMut(&Event) + 'static) -> Listener {
    on(&document(), name, act)
}

/// Calls `changed` whenever a media query's answer changes. `None` where the browser does not know the query.
#[must_use]
pub fn on_media_change(query: &str, changed: impl Fn(bool) + 'static) -> Option<Listener> {
    let list = window().match_media(query).ok()??;
    Some(on(&list, "change", move |event| {
        if let Some(event) = event.dyn_ref::<MediaQueryListEvent>() {
            changed(event.matches());
        }
    }))
}
