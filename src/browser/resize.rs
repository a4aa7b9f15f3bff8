//! How large an element is, and each change of it.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, ResizeObserver, ResizeObserverEntry};

/// Watches an element until it is dropped.
pub struct Watch {
    observer: ResizeObserver,
    _changed: Closure<dyn Fn(js_sys::Array)>,
}

impl Watch {
    /// Calls `changed` with the element's width in CSS pixels, now and after each change.
    #[must_use]
    pub fn width(element: &Element, changed: impl Fn(f64) + 'static) -> Option<Self> {
        let callback = Closure::<dyn Fn(js_sys::Array)>::new(move |entries: js_sys::Array| {
            if let Some(entry) = entries
                .iter()
                .last()
                .and_then(|e| e.dyn_into::<ResizeObserverEntry>().ok())
            {
                changed(entry.content_rect().width());
            }
        });
        let observer = ResizeObserver::new(callback.as_ref().unchecked_ref()).ok()?;
        observer.observe(element);
        Some(Self {
            observer,
            _changed: callback,
        })
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
