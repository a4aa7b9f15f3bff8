//! The page itself: its document, attributes of its root, timers, media queries. Only for the page: a worker has no window.

use gloo_timers::callback::Timeout;
use gloo_timers::future::TimeoutFuture;
pub use gloo_utils::{document, window};
use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;
use wasm_bindgen::JsCast;

/// Sets an attribute of `<html>`.
pub fn set_root_attribute(name: &str, value: &str) {
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute(name, value);
    }
}

/// Removes an attribute of `<html>`.
pub fn remove_root_attribute(name: &str) {
    if let Some(root) = document().document_element() {
        let _ = root.remove_attribute(name);
    }
}

/// The `content` of a `<meta name=…>`.
#[must_use]
pub fn meta(name: &str) -> Option<String> {
    document()
        .query_selector(&format!("meta[name={name}]"))
        .ok()??
        .get_attribute("content")
}

/// Sets the title of the page.
pub fn set_title(title: &str) {
    document().set_title(title);
}

/// Calls `then` once after so many milliseconds.
pub fn after(milliseconds: i32, then: impl FnOnce() + 'static) {
    Timeout::new(milliseconds.max(0).unsigned_abs(), then).forget();
}

/// Waits so many milliseconds.
pub async fn sleep(milliseconds: f64) {
    let whole = milliseconds.clamp(0.0, f64::from(i32::MAX)) as u32;
    TimeoutFuture::new(whole).await;
}

/// What a future gives within so many milliseconds; `None` when it takes longer, and then it is dropped.
pub async fn within<T>(milliseconds: f64, future: impl Future<Output = T>) -> Option<T> {
    let mut future = pin!(future);
    let mut late = pin!(sleep(milliseconds));
    poll_fn(|context| match future.as_mut().poll(context) {
        Poll::Ready(value) => Poll::Ready(Some(value)),
        Poll::Pending => late.as_mut().poll(context).map(|()| None),
    })
    .await
}

/// Whether a media query holds now.
#[must_use]
pub fn media_matches(query: &str) -> bool {
    window()
        .match_media(query)
        .ok()
        .flatten()
        .is_some_and(|m| m.matches())
}

/// Whether the user has clicked or typed here: before that a browser asks nobody whether to leave, and complains when it is told to.
#[must_use]
pub fn was_used() -> bool {
    let activation = js_sys::Reflect::get(&window().navigator(), &"userActivation".into());
    let used = activation
        .and_then(|activation| js_sys::Reflect::get(&activation, &"hasBeenActive".into()));
    // Browsers without it decide by themselves.
    used.map_or(true, |used| used != false)
}

/// Device pixels per CSS pixel.
#[must_use]
pub fn pixel_ratio() -> f64 {
    window().device_pixel_ratio()
}

/// Moves the keyboard to the element with this id and scrolls it into view.
pub fn focus(id: &str) {
    if let Some(element) = document().get_element_by_id(id)
        && let Some(element) = element.dyn_ref::<web_sys::HtmlElement>()
    {
        let _ = element.focus();
    }
}

/// Opens the `<dialog>` of this id over everything else: it keeps the keyboard until it is closed, and the browser gives it back then.
pub fn open_dialog(id: &str) {
    if let Some(dialog) = dialog(id).filter(|dialog| !dialog.open()) {
        let _ = dialog.show_modal();
    }
}

/// Closes the `<dialog>` of this id.
pub fn close_dialog(id: &str) {
    if let Some(dialog) = dialog(id) {
        dialog.close();
    }
}

fn dialog(id: &str) -> Option<web_sys::HtmlDialogElement> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

/// Has the field that is typed in take what it holds, as it does when it is left.
pub fn settle_typed() {
    let active = document().active_element();
    if let Some(field) = active
        .as_ref()
        .and_then(|e| e.dyn_ref::<web_sys::HtmlElement>())
    {
        let _ = field.blur();
    }
}

/// Today's date in UTC.
#[must_use]
pub fn today() -> chrono::NaiveDate {
    outturn_core::calendar::date_of(now())
}

/// Now.
#[must_use]
pub fn now() -> outturn_core::units::Timestamp {
    outturn_core::units::Timestamp::from_seconds(js_sys::Date::now() / 1000.0)
}

/// Now, as RFC 3339 in UTC.
#[must_use]
pub fn now_as_text() -> String {
    js_sys::Date::new_0().to_iso_string().into()
}

/// Milliseconds since a moment that stays the same while the page lives, for measuring how long something takes.
#[must_use]
pub fn clock() -> f64 {
    window()
        .performance()
        .map_or_else(js_sys::Date::now, |performance| performance.now())
}

/// Opens the browser's dialog that prints the page or saves it as PDF.
pub fn print() {
    let _ = window().print();
}

/// A random name that no other file of this browser has.
#[must_use]
pub fn unique_name() -> String {
    format!(
        "{:x}-{:x}",
        js_sys::Date::now() as u64,
        (js_sys::Math::random() * 1e12) as u64
    )
}

/// Whether a key was pressed in a field that takes text.
#[must_use]
pub fn is_typing(event: &web_sys::KeyboardEvent) -> bool {
    let Some(element) = event
        .target()
        .and_then(|t| t.dyn_into::<web_sys::Element>().ok())
    else {
        return false;
    };
    match element.tag_name().as_str() {
        "TEXTAREA" => true,
        "INPUT" => !matches!(
            element.get_attribute("type").as_deref(),
            Some("range" | "checkbox" | "file")
        ),
        _ => false,
    }
}

/// Loads the page anew.
pub fn reload() {
    let _ = window().location().reload();
}

/// Says on the console what a developer should know and a user cannot change.
pub fn warn_on_console(text: &str) {
    web_sys::console::warn_1(&text.into());
}
