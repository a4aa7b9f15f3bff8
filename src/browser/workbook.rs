//! The sheet of a workbook, as the program that reads workbooks tells it to the worker. That program is started for one workbook and
//! ended with it: so its memory is given back, and a reading is stopped at once.

use super::programs::Loaded;
use super::turn::after;
use outturn_import::{ImportError, ReadOptions, Sheet};
use outturn_protocol::{ReadSheet, Told};
use outturn_threads::asked::Asked;
use outturn_threads::{BrowserError, thrown};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{File, Worker};

/// How often it is seen whether the reading is to go on, in milliseconds.
const LOOK: i32 = 50;

/// A workbook while its sheet is read.
pub struct SheetReader {
    asked: Rc<Asked<ReadSheet>>,
    ended: Rc<Cell<bool>>,
}

/// What comes of the sheet next.
pub enum Next {
    /// Rows, as text delimited by commas.
    Rows(String),
    /// The end, or why there is no sheet.
    End(Result<Sheet, ImportError>),
}

impl SheetReader {
    /// Begins to read. While that takes long `goes_on` is asked again and again: once it says no, the reading ends.
    ///
    /// # Errors
    /// When the program cannot be started.
    pub fn start(
        program: &Loaded,
        file: &File,
        options: &ReadOptions,
        goes_on: impl Fn() -> bool + 'static,
    ) -> Result<Self, BrowserError> {
        let question = ReadSheet {
            options: options.clone(),
        };
        let asked = Asked::ask(start(program)?, &program.module, &question, &[file.into()])?;
        let reader = Self {
            asked: Rc::new(asked),
            ended: Rc::default(),
        };
        let (asked, ended) = (Rc::clone(&reader.asked), Rc::clone(&reader.ended));
        wasm_bindgen_futures::spawn_local(async move {
            while !ended.get() {
                if !goes_on() {
                    return asked.stop();
                }
                after(LOOK).await;
            }
        });
        Ok(reader)
    }

    /// Waits for what comes next.
    ///
    /// # Errors
    /// When the program ended before it was done.
    pub async fn next(&self) -> Result<Next, BrowserError> {
        Ok(match self.asked.next().await?.0 {
            Told::Progress(rows) => Next::Rows(rows),
            Told::Answer(sheet) => Next::End(sheet),
        })
    }
}

impl Drop for SheetReader {
    fn drop(&mut self) {
        self.ended.set(true);
        self.asked.stop();
    }
}

/// Starts the worker by the function that the worker's script has for it: the class itself was given up there.
fn start(program: &Loaded) -> Result<Worker, BrowserError> {
    const STARTING: &str = "starting a part of Outturn";
    let start = js_sys::Reflect::get(&js_sys::global(), &"startProgram".into());
    let start: js_sys::Function = start.map_err(thrown(STARTING))?.unchecked_into();
    let worker = start.call1(&JsValue::NULL, &JsValue::from_str(&program.script));
    Ok(worker.map_err(thrown(STARTING))?.unchecked_into())
}
