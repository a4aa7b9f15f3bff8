//! Workers that can reach no network.
//!
//! A page's content security policy binds the workers of its own files only by the headers they come with, which a static host need not
//! send. A worker made from a blob inherits the policy of the document that made the blob. So `index.html` has a hidden frame whose
//! policy allows nothing but compiled programs and workers of blobs, and the worker is made inside that frame, from the text of its
//! script. The workers that it starts inherit the same policy.

use super::document::{after, document, window};
use js_sys::{Array, Function, Object, Promise, Reflect};
use outturn_threads::{BrowserError, thrown};
use std::cell::RefCell;
use std::collections::BTreeMap;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, HtmlIFrameElement, Response, Window, Worker, WorkerOptions, WorkerType};

const STARTING: &str = "starting the worker";
/// Id of the frame in `index.html`.
const FRAME: &str = "outturn-cell";
/// How long the frame may take to load, in milliseconds. It loads nothing from anywhere.
const PATIENCE: i32 = 5_000;

thread_local! {
    /// The addresses in the frame of the scripts so far, for as long as the page lives: a later worker needs no network.
    static SCRIPTS: RefCell<BTreeMap<String, String>> = const { RefCell::new(BTreeMap::new()) };
}

/// Makes a worker of the script at `url` inside the frame, under a name of its own. It may be an address that
/// [`script_of`] gave.
///
/// # Errors
/// When the script cannot be had, when the frame is not there or without its policy, and when the browser refuses.
pub async fn start_worker(url: &str, name: &str) -> Result<Worker, BrowserError> {
    let start = async {
        let frame = frame().await?;
        let script = if url.starts_with("blob:") {
            url.to_owned()
        } else {
            script(url, &frame).await?
        };
        let options = Object::new();
        Reflect::set(&options, &"type".into(), &"module".into())?;
        Reflect::set(&options, &"name".into(), &name.into())?;
        let made = Reflect::construct(
            &of_frame(&frame, "Worker")?,
            &Array::of2(&script.into(), &options),
        )?;
        // Not `dyn_into`: it is a worker of the frame, not of the page.
        Ok(made.unchecked_into())
    };
    start.await.map_err(thrown(STARTING))
}

/// Makes a worker of the script at `url` under the page's own policy, for a browser that cannot make a confined one.
///
/// # Errors
/// When the browser refuses.
pub fn start_unconfined(url: &str, name: &str) -> Result<Worker, BrowserError> {
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    options.set_name(name);
    Worker::new_with_options(url, &options).map_err(thrown(STARTING))
}

/// The address, in the frame, of the script at `url`: a worker of it is as confined as those that are started here.
///
/// # Errors
/// When the script cannot be had, and when the frame is not there or without its policy.
pub async fn script_of(url: &str) -> Result<String, JsValue> {
    script(url, &frame().await?).await
}

/// The frame's window, once its policy holds.
async fn frame() -> Result<Window, JsValue> {
    let frame: HtmlIFrameElement = document()
        .get_element_by_id(FRAME)
        .ok_or("the page has no frame for it")?
        .dyn_into()?;
    // A frame begins as an empty document without any policy.
    if !frame
        .content_document()
        .is_some_and(|inner| has_policy(&inner))
    {
        let loaded = Promise::new(&mut |done, _| {
            frame.set_onload(Some(&done));
            after(PATIENCE, move || drop(done.call0(&JsValue::NULL)));
        });
        JsFuture::from(loaded).await?;
        frame.set_onload(None);
    }
    let inner = frame.content_document().filter(has_policy);
    let window = inner.and_then(|inner| inner.default_view());
    Ok(window.ok_or("the frame for it has no policy")?)
}

fn has_policy(document: &Document) -> bool {
    let policy = document.query_selector("meta[http-equiv='Content-Security-Policy']");
    policy.is_ok_and(|found| found.is_some())
}

/// The address, in the frame, of the script's text. It is fetched once.
async fn script(url: &str, frame: &Window) -> Result<String, JsValue> {
    if let Some(known) = SCRIPTS.with_borrow(|scripts| scripts.get(url).cloned()) {
        return Ok(known);
    }
    let response: Response = JsFuture::from(window().fetch_with_str(url))
        .await?
        .unchecked_into();
    if !response.ok() {
        return Err(format!("its script is missing ({})", response.status()).into());
    }
    let text = JsFuture::from(response.blob()?).await?;
    // A blob's policy is that of the window whose function named it, so this must be the frame's.
    let addresses = of_frame(frame, "URL")?;
    let name: Function = Reflect::get(&addresses, &"createObjectURL".into())?.dyn_into()?;
    let address = name.call1(&addresses, &text)?;
    let address = address.as_string().ok_or("its script has no address")?;
    SCRIPTS.with_borrow_mut(|scripts| scripts.insert(url.to_owned(), address.clone()));
    Ok(address)
}

/// A class of the frame's own.
fn of_frame(frame: &Window, name: &str) -> Result<Function, JsValue> {
    Ok(Reflect::get(frame, &name.into())?.unchecked_into())
}
