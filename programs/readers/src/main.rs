//! The program that unpacks workbooks: started for one of them, ended with it.

use js_sys::Uint8Array;
use outturn_import::{Fault, ImportError, LARGEST_WORKBOOK, Place, Sheet};
use outturn_protocol::{Query, ReadSheet};
use outturn_threads::blob::read_slice;
use outturn_threads::serve::{Replies, reply};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsError, JsValue};
use web_sys::{File, MessagePort};

/// Answers the question of this name; the file travels beside it.
///
/// # Errors
/// When there is no such question, or it cannot be read.
#[wasm_bindgen]
pub async fn answer(
    name: String,
    question: Uint8Array,
    port: MessagePort,
    file: File,
) -> Result<(), JsError> {
    match name.as_str() {
        ReadSheet::NAME => Ok(reply(&question, port, async |question, replies| {
            (sheet(question, replies, &file).await, JsValue::UNDEFINED)
        })
        .await?),
        _ => Err(JsError::new(&format!("there is no question {name:?}"))),
    }
}

async fn sheet(
    question: ReadSheet,
    replies: &Replies<ReadSheet>,
    file: &File,
) -> Result<Sheet, ImportError> {
    let refused = |fault| ImportError {
        file: file.name(),
        fault,
        at: Place::default(),
    };
    if file.size() > LARGEST_WORKBOOK as f64 {
        let limit = LARGEST_WORKBOOK as u64;
        return Err(refused(Fault::WorkbookTooLarge { limit }));
    }
    let bytes = read_slice(file, 0.0, file.size()).await;
    let bytes = bytes.map_err(|error| {
        refused(Fault::BadWorkbook {
            reason: error.to_string(),
        })
    })?;
    outturn_workbook::read(&file.name(), &bytes, &question.options, |text| {
        let told = replies.progress(text.to_owned());
        told.map_err(|error| {
            refused(Fault::BadWorkbook {
                reason: error.to_string(),
            })
        })
    })
}

fn main() {
    console_error_panic_hook::set_once();
}
