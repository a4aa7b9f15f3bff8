//! A metric of the user's own on the built page: typed with what can follow, seen to be wrong, kept, changed, deleted and brought back.
#![cfg(all(feature = "e2e", not(target_arch = "wasm32")))]
#![allow(clippy::unwrap_used, clippy::expect_used)] // here a panic is the report

mod common;

use common::app::App;
use serde_json::Value;

/// Incidents, of which the one of severity high in March took two hours and another one an hour.
const INCIDENTS: &str = "id,severity,detected_at,resolved_at\n\
    a,high,2026-02-02T08:00:00Z,2026-02-02T10:00:00Z\n\
    b,low,2026-02-03T08:00:00Z,2026-02-03T12:00:00Z\n\
    c,high,2026-03-02T08:00:00Z,2026-03-02T10:00:00Z\n\
    d,low,2026-03-03T08:00:00Z,2026-03-03T09:00:00Z\n\
    e,low,2026-03-31T08:00:00Z,2026-03-31T09:00:00Z\n";

fn with_incidents() -> App {
    let app = App::open();
    app.begin_files(&[("incidents.csv".to_owned(), INCIDENTS.to_owned())]);
    app.sees("incidents.csv");
    app.click("link", "Scorecard");
    app.select("Period", "Everything loaded");
    app
}

fn preview(app: &App, wanted: &str) {
    app.until(wanted, || {
        app.text("status", "Value of the period").contains(wanted)
    });
}

#[test]
fn a_metric_is_typed_kept_changed_and_deleted() {
    let app = with_incidents();
    app.click("button", "New metric");
    assert_eq!(app.focused(), ("combobox".to_owned(), "Formula".to_owned()));
    assert_eq!(app.accessibility_violations(), Vec::<String>::new());

    // What can follow is offered, and taken with the keyboard.
    app.type_text("med");
    app.until("the function", || {
        app.has("option", "median(…) half are below it")
    });
    app.press("ArrowDown");
    app.press("Enter");
    assert_eq!(app.value("combobox", "Formula"), "median(");
    app.type_text("resolved_at - detected_at) where severty = \"high\"");
    app.sees("There is no column severty. Did you mean severity?");
    assert_eq!(
        app.attribute("combobox", "Formula", "aria-invalid")
            .as_deref(),
        Some("true")
    );
    assert_eq!(app.accessibility_violations(), Vec::<String>::new());

    app.begin_to_fill(
        "combobox",
        "Formula",
        "median(resolved_at - detected_at) where incidents.severity = \"high\"",
    );
    preview(&app, "2.0");
    preview(
        &app,
        "median of resolved_at − detected_at of incidents whose severity is high",
    );
    // Escape closes what can follow, and only then the dialog.
    app.press("ArrowDown");
    app.until("what can follow", || !app.names("option").is_empty());
    app.press("Escape");
    app.fill("textbox", "Name", "Recovery when it matters");
    app.select("Better is", "lower");
    app.click("button", "Add to scorecard");
    app.until("the dialog is gone", || {
        !app.has("button", "Add to scorecard")
    });
    assert_eq!(
        app.focused(),
        ("button".to_owned(), "New metric".to_owned())
    );
    assert!(
        app.text("article", "Recovery when it matters")
            .contains("2.0")
    );

    // It has a receipt with the formula, and breakdowns; it is there after a reload and in the snapshot.
    app.let_it_be_kept();
    app.reload();
    app.click("link", "Receipt of Recovery when it matters");
    app.sees("median(resolved_at - detected_at) where incidents.severity = \"high\"");
    app.click("link", "Report");
    app.click("button", "Snapshot (JSON)");
    let name = app.downloads_eventually(".outturn.json");
    let snapshot: Value = serde_json::from_slice(&app.download(&name)).unwrap();
    let metrics = snapshot["metrics"].as_array().unwrap();
    let own = metrics
        .iter()
        .find(|m| m["id"] == "own:recovery_when_it_matters")
        .unwrap();
    assert_eq!(own["value"], 7_200.0);

    // Changed, deleted, brought back.
    app.click("link", "Scorecard");
    app.click("link", "Receipt of Recovery when it matters");
    app.click("button", "Edit Recovery when it matters");
    app.begin_to_fill("combobox", "Formula", "count(incidents)");
    preview(&app, "number of incidents");
    app.click("button", "Save");
    app.until("five incidents", || {
        app.text("article", "Recovery when it matters")
            .contains('5')
    });
    app.click("button", "Delete Recovery when it matters");
    app.sees("“Recovery when it matters” is deleted. Undo brings it back.");
    assert!(!app.has("article", "Recovery when it matters"));
    app.press("Control+Z");
    app.until("it is back", || {
        app.has("article", "Recovery when it matters")
    });
    app.was_quiet();
}

#[test]
fn a_form_writes_the_formula_and_what_is_not_loaded_is_waited_for() {
    let app = with_incidents();
    app.resize(360, 740);
    app.click("button", "New metric");
    app.click("button", "Form");
    app.select("What to count", "Which share of the rows");
    app.select("Only where", "severity");
    app.fill("textbox", "Value", "high");
    app.until("the formula", || {
        app.value("combobox", "Formula")
            == "count(incidents where severity = \"high\") / count(incidents)"
    });
    preview(&app, "40");
    assert_eq!(app.accessibility_violations(), Vec::<String>::new());
    let wide = app
        .evaluate("document.documentElement.scrollWidth")
        .as_f64()
        .unwrap();
    assert!(wide <= 360.0, "{wide}");
    app.select("Table", "Findings (not loaded)");
    preview(&app, "No findings loaded yet.");
    app.press("Escape");
    app.until("the dialog is gone", || {
        !app.has("button", "Add to scorecard")
    });
    app.was_quiet();
}
