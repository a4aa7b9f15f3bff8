//! The files that benchmarks read, always the same, and how the page reads them.

use outturn_import::{FileFacts, Importer, Pass, RawFile, ReadOptions};
use std::io::Write;

pub const ROWS: usize = 1_000_000;
/// What a browser hands over at once.
const CHUNK: usize = 1 << 20;
const MODELS: [(&str, f64); 6] = [
    ("churn-gbm", 18.0),
    ("fraud-graph", 95.0),
    ("credit-lr", 4.0),
    ("doc-ocr", 380.0),
    ("search-rank", 33.0),
    ("chat-large", 1850.0),
];

/// About 60 MB of predictions: time in milliseconds, model, latency, status, prediction, truth, group, cost. Always the same.
pub fn predictions() -> Vec<u8> {
    let mut out = Vec::with_capacity(64 << 20);
    out.extend_from_slice(b"timestamp,model,latency_ms,status,predicted,actual,group,cost_usd\n");
    let mut next = random(42);
    for row in 0..ROWS as i64 {
        let millis = 1_767_225_600_000 + row * 15_552 + i64::from(next() % 15_000);
        let at = chrono::DateTime::from_timestamp_millis(millis).unwrap();
        let (model, latency) = MODELS[next() as usize % MODELS.len()];
        let latency = latency * (0.5 + f64::from(next() % 100_000) / 50_000.0);
        let status = if next().is_multiple_of(300) {
            "error"
        } else {
            "ok"
        };
        let actual = u32::from(next() % 10 < 3);
        let predicted = if next().is_multiple_of(10) {
            1 - actual
        } else {
            actual
        };
        let group = ["A", "B", "C"][next() as usize % 3];
        let cost = f64::from(next() % 50_000) / 1e6;
        let at = at.format("%Y-%m-%dT%H:%M:%S%.3fZ");
        writeln!(
            out,
            "{at},{model},{latency:.3},{status},{predicted},{actual},{group},{cost:.6}"
        )
        .unwrap();
    }
    out
}

/// Knuth's MMIX generator; the high bits are the good ones.
pub fn random(seed: u64) -> impl FnMut() -> u32 {
    let mut state = seed;
    move || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as u32
    }
}

/// The file as the page reads it: in chunks, a second time where a column asks for it.
pub fn read(name: &str, bytes: &[u8]) -> RawFile {
    let facts = FileFacts {
        name: name.into(),
        bytes: bytes.len() as u64,
    };
    let mut importer = Importer::new(facts, ReadOptions::default());
    loop {
        for chunk in bytes.chunks(CHUNK) {
            importer.push(chunk).unwrap();
        }
        match importer.finish().unwrap() {
            Pass::Done(file) => return *file,
            Pass::Again(again) => importer = *again,
        }
    }
}
