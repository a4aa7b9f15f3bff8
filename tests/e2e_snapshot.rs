//! A snapshot that somebody sent: looked at beside one's own work, which stays as it is.
#![cfg(all(feature = "e2e", not(target_arch = "wasm32")))]
#![allow(clippy::unwrap_used, clippy::expect_used)] // here a panic is the report

mod common;
use common::app::App;
use common::scratch::Scratch;

const BILL: &str = "tests/data/focus_sample.csv";

/// In the words of the format, figures made up.
const SENT: &str = r#"{
    "format": "outturn.snapshot", "version": 1, "app_version": "0.3.0", "as_of": "2026-03-31T23:59:59Z",
    "period": {"grain": "month", "start": "2026-03-01", "end": "2026-04-01"},
    "sources": [{"file": "theirs.csv", "table": "costs", "sha256": "ab12", "bytes": 2048, "rows_read": 12, "rows_used": 10,
                 "left_out": [], "repairs": []}],
    "metrics": [{"id": "spend", "label": "Spend", "value": 4321, "unit": "money", "currency": "EUR", "n": 10, "status": "informative",
                 "target": null, "comparisons": [], "series": [], "breakdowns": [],
                 "receipt": {"definition": "Charges.", "formula": "sum of cost", "inputs": [], "file": "theirs.csv", "sha256": "ab12",
                             "rows_used": 10, "rows_left_out": 2}}],
    "scorecard": {"score": null, "parts": [], "missing": []}, "alerts": [], "okrs": [], "scenarios": [], "lead_lag": []
}"#;

#[test]
fn a_snapshot_is_looked_at_and_left_again() {
    let scratch = Scratch::new();
    let sent = scratch.file("theirs.outturn.json", SENT);
    let newer = scratch.file(
        "newer.outturn.json",
        r#"{"format": "outturn.snapshot", "version": 99}"#,
    );
    let app = App::open();
    app.choose_files(&[BILL]);
    app.click("link", "Scorecard");
    app.choose_files(&[&sent]);

    app.sees("read-only. Your own work is as you left it.");
    app.sees("from 1 file: theirs.csv");
    assert!(app.text("article", "Spend").contains("€4,321"));
    app.click("link", "Receipt of Spend");
    app.sees("sum of cost");
    app.sees("theirs.csv, SHA-256 ab12");

    app.click("button", "Back to your work");
    // 20.52022672899 USD, exact decimal sum.
    app.select("Period", "Everything loaded");
    assert!(app.text("article", "Spend").contains("$20.52"));

    app.choose_files(&[&newer]);
    app.sees("This snapshot was written in version 99; this page reads up to version 1.");
    app.was_quiet();
}

/// A snapshot of this page in which somebody made a figure larger: it is looked at all the same, and said.
#[test]
fn a_snapshot_that_was_changed_by_hand_says_so() {
    let scratch = Scratch::new();
    let app = App::open();
    app.choose_files(&[BILL]);
    app.click("link", "Report");
    app.click("button", "Snapshot (JSON)");
    let name = app.downloads_eventually(".outturn.json");
    let text = String::from_utf8(app.download(&name)).unwrap();
    app.choose_files(&[&scratch.file("as-it-was.outturn.json", &text)]);
    app.sees("read-only. Your own work is as you left it.");
    assert!(!app.page_text().contains("was changed after it was written"));
    let changed = text.replacen("1.0698593012", "10.698593012", 1);
    assert_ne!(changed, text);
    app.choose_files(&[&scratch.file("changed.outturn.json", &changed)]);
    app.sees("This snapshot was changed after it was written");
    app.was_quiet();
}
