//! The program that writes files: started for one of them, ended with it.

mod workspace;

use js_sys::{Array, Uint8Array};
use outturn_format::Locale;
use outturn_protocol::{Query, ReadSnapshot, WriteSample, WriteSnapshot, WriteWorkspace};
use outturn_report::opened::opened;
use outturn_report::snapshot::{Snapshot, snapshot};
use outturn_threads::serve::reply;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsError, JsValue};
use web_sys::MessagePort;

/// Answers the question of this name; blobs travel beside it.
///
/// # Errors
/// When there is no such question, or it cannot be read.
#[wasm_bindgen]
pub async fn answer(
    name: String,
    question: Uint8Array,
    port: MessagePort,
    blobs: Array,
) -> Result<(), JsError> {
    match name.as_str() {
        WriteSnapshot::NAME => {
            reply(&question, port, async |asked: WriteSnapshot, _| {
                let snapshot = snapshot(&asked.known, asked.choice, &asked.scenarios, asked.now);
                let text = snapshot.to_json().map_err(|error| error.to_string());
                (text, JsValue::UNDEFINED)
            })
            .await?;
        }
        WriteSample::NAME => {
            reply(&question, port, async |asked: WriteSample, _| {
                (sample_files(&asked.id), JsValue::UNDEFINED)
            })
            .await?;
        }
        ReadSnapshot::NAME => {
            reply(&question, port, async |asked: ReadSnapshot, _| {
                let locale = Locale::from_tag(&asked.locale);
                let read = Snapshot::from_json(&asked.text);
                let opened = read.map(|snapshot| Box::new(opened(&snapshot, &locale)));
                (
                    opened.map_err(|error| error.to_string()),
                    JsValue::UNDEFINED,
                )
            })
            .await?;
        }
        WriteWorkspace::NAME => {
            reply(&question, port, async |asked: WriteWorkspace, _| {
                let blobs = blobs.iter().map(JsCast::unchecked_into).collect();
                match workspace::written(asked, blobs).await {
                    Ok((written, file)) => (Ok(written), file.into()),
                    Err(error) => (Err(error.to_string()), JsValue::UNDEFINED),
                }
            })
            .await?;
        }
        _ => return Err(JsError::new(&format!("there is no question {name:?}"))),
    }
    Ok(())
}

fn sample_files(id: &str) -> Vec<(String, String)> {
    let files = outturn_samples::by_id(id).map(outturn_samples::Sample::files);
    let files = files.into_iter().flatten();
    files
        .map(|file| (file.name.to_owned(), file.text))
        .collect()
}

fn main() {
    console_error_panic_hook::set_once();
}
