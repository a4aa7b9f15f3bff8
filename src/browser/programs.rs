//! Programs that are loaded on demand: fetched from the page's own address, compiled, and asked in a worker of their own.

use super::confined;
use super::document::{meta, unique_name, window};
use js_sys::WebAssembly;
use outturn_protocol::{OnDemand, Program};
use outturn_threads::asked::Asked;
use outturn_threads::{BrowserError, thrown};
use std::cell::RefCell;
use std::collections::BTreeMap;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

/// A program that is here.
#[derive(Clone)]
pub struct Loaded {
    /// The program, compiled.
    pub module: JsValue,
    /// The address of its script: in the frame that confines it or, where there is none, in the page's folder.
    pub script: String,
    /// The address of its script in the page's folder.
    url: String,
}

impl Loaded {
    /// One that the page has sent to the worker.
    #[must_use]
    pub fn sent(module: JsValue, script: String) -> Self {
        let url = script.clone();
        Self {
            module,
            script,
            url,
        }
    }
}

thread_local! {
    /// The programs that are here, for as long as the page lives: a later question needs no network.
    static LOADED: RefCell<BTreeMap<Program, Loaded>> = const { RefCell::new(BTreeMap::new()) };
}

/// Loads a program, unless it is here already. It is of the page's build: its files are named by what is in them.
///
/// # Errors
/// When a file of it cannot be fetched, or this browser cannot compile it.
pub async fn load(program: Program) -> Result<Loaded, BrowserError> {
    const LOADING: &str = "loading a part of Outturn";
    if let Some(loaded) = LOADED.with_borrow(|loaded| loaded.get(&program).cloned()) {
        return Ok(loaded);
    }
    let name = program.name();
    let address = |what: &str| {
        meta(&format!("outturn-{name}-{what}")).ok_or_else(|| BrowserError {
            doing: LOADING,
            because: format!("the page does not name {name}"),
        })
    };
    let response = window().fetch_with_str(&address("program")?);
    let module = JsFuture::from(WebAssembly::compile_streaming(&response));
    let url = address("script")?;
    let loaded = Loaded {
        module: module.await.map_err(thrown(LOADING))?,
        // As with the worker: better one that can only be trusted than none.
        script: confined::script_of(&url)
            .await
            .unwrap_or_else(|_| url.clone()),
        url,
    };
    LOADED.with_borrow_mut(|all| all.insert(program, loaded.clone()));
    Ok(loaded)
}

/// Puts a question to a program in a worker of its own; blobs travel beside it, and one may beside the answer. The error is a sentence.
///
/// # Errors
/// When the program cannot be had, or ends before it has an answer.
pub async fn ask<Q: OnDemand>(
    question: &Q,
    blobs: &[Blob],
) -> Result<(Q::Answer, Option<Blob>), String> {
    let program = load(Q::PROGRAM)
        .await
        .map_err(|error| not_loaded(Q::PROGRAM, &error))?;
    let answered = async {
        let name = unique_name();
        let worker = match confined::start_worker(&program.script, &name).await {
            Ok(worker) => worker,
            Err(_) => confined::start_unconfined(&program.url, &name)?,
        };
        let blobs: js_sys::Array = blobs.iter().collect();
        let asked = Asked::ask(worker, &program.module, question, &[blobs.into()])?;
        asked.answer().await
    };
    let (answer, beside) = answered.await.map_err(|error| {
        format!(
            "The part of Outturn that {} stopped ({}). Nothing is lost: try again.",
            Q::PROGRAM.purpose(),
            error.because
        )
    })?;
    Ok((
        answer,
        (!beside.is_undefined()).then(|| beside.unchecked_into()),
    ))
}

/// Why a program cannot be had, and what to do.
#[must_use]
pub fn not_loaded(program: Program, error: &BrowserError) -> String {
    format!(
        "The part of Outturn that {} could not be loaded ({}). Nothing is lost: connect to the network and try again.",
        program.purpose(),
        error.because
    )
}
