//! Tables from files, and metrics over all of their rows.
#![allow(clippy::unwrap_used, clippy::panic)] // in helpers of tests too a panic is the report

use outturn_core::units::Timestamp;
use outturn_import::{self as import, ReadOptions};
use outturn_metrics::{Metric, Observation, Scope, Slices, SourceFile, SourcePart, Sources};

/// When all files were saved: 31 March 2026.
const SAVED: Timestamp = Timestamp(1_774_915_200_000_000);

/// Loads files as the worker does: read, recognised, mapped.
#[allow(dead_code)] // not every test asks
pub fn sources(files: &[(&str, &[u8])]) -> Sources {
    recognised(files).unwrap_or_else(|| panic!("a file is not recognised"))
}

/// The same; `None` where a file is not recognised.
pub fn recognised(files: &[(&str, &[u8])]) -> Option<Sources> {
    recognised_as(files, &ReadOptions::default())
}

/// The same with what the user says of how they are read.
#[allow(dead_code)] // not every test says anything
pub fn recognised_as(files: &[(&str, &[u8])], options: &ReadOptions) -> Option<Sources> {
    let mut sources = Sources::default();
    for (name, bytes) in files {
        let mut raw = outturn_workbook::read_all(name, bytes, options).unwrap();
        raw.saved_at = Some(SAVED);
        let mut mapping = import::recognise(&raw).mapping?;
        // As if every question had been answered by leaving the proposal as it is.
        mapping.waiting.clear();
        let mapped = import::apply(&raw, &mapping).unwrap();
        let file = SourceFile {
            file: (*name).to_owned(),
            sha256: raw.sha256.clone(),
            bytes: raw.bytes,
            rows_read: mapped.rows_read as u64,
            rows_used: mapped.rows_used as u64,
            left_out: Vec::new(),
            caveats: Vec::new(),
        };
        sources.add(
            mapped.kind,
            SourcePart::new(mapped.kind, mapped.table, file),
        );
    }
    Some(sources)
}

/// The metric over everything that is loaded.
#[allow(dead_code)] // not every test asks
pub fn overall(sources: &Sources, id: &str) -> Observation {
    let metric = Metric::find(id).unwrap();
    let scope = Scope::new(sources, Slices::Spans(vec![metric.span(sources).unwrap()]));
    metric.measure(&scope).unwrap().pop().unwrap()
}
