//! The whole catalogue on the built page: a file of every table is dropped, and every metric has a value, on the scorecard and in the
//! snapshot.
#![cfg(all(feature = "e2e", not(target_arch = "wasm32")))]
#![allow(clippy::unwrap_used, clippy::expect_used)] // here a panic is the report

mod common;
#[path = "common/catalogue.rs"]
mod whole;

use common::app::App;
use outturn_metrics::catalogue;
use serde_json::Value;
use std::path::PathBuf;
use whole::{FILES, IDS};

#[test]
fn a_file_of_every_table_gives_every_metric_a_value() {
    let files: Vec<PathBuf> = FILES
        .iter()
        .map(|(name, _)| PathBuf::from(format!("tests/data/catalogue/{name}")))
        .collect();
    let app = App::open();
    app.drop_files(&files);
    app.click("link", "Scorecard");
    for id in IDS {
        let label = catalogue::find(id).unwrap().label;
        let shown = app.metric(label);
        assert!(!shown.contains("No data"), "{id}: {shown}");
    }

    app.click("link", "Report");
    app.click("button", "Snapshot (JSON)");
    let name = app.downloads_eventually(".outturn.json");
    let snapshot: Value = serde_json::from_slice(&app.download(&name)).unwrap();
    let metrics = snapshot["metrics"].as_array().unwrap();
    for id in IDS {
        let written = metrics.iter().find(|metric| metric["id"] == id).unwrap();
        assert!(written["value"].is_number(), "{id}: {written}");
    }
    app.was_quiet();
}
