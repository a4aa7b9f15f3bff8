//! Figures as readers elsewhere write and type them, on the built page. What programs read stays as it is.
#![cfg(all(feature = "e2e", not(target_arch = "wasm32")))]
#![allow(clippy::unwrap_used, clippy::expect_used)] // here a panic is the report

mod common;
use common::app::App;
use serde_json::{Value, json};

/// Chooses under Settings how figures and dates are written.
fn choose(app: &App, option: &str) {
    app.click("button", "Settings");
    app.select("Figures and dates", option);
    app.click("button", "Close");
}

const GERMAN: &str = "German: 1.234,5 · 31.12.2026";
const ENGLISH: &str = "As this browser: 1,234.5 · 31 Dec 2026";

const INCIDENTS: &str = "servicenow_incident_event_log_head.csv";
const BY_DAY: &str = "servicenow-incident-event-log-head-csv-by-day.csv";

/// Opens a scenario of the sample.
fn with_scenario() -> App {
    let app = App::open();
    app.click("button", "Load sample: Churn model, a year of operation");
    app.click("link", "ROI");
    app
}

fn plain(text: &str) -> String {
    text.replace('\u{a0}', " ")
}

/// What programs read on the page: the sliders' numbers and the start of the scenario.
fn machine_readable(app: &App) -> Value {
    app.evaluate(
        "[...document.querySelectorAll('input[type=range], input[type=month]')].map(i => [i.min, i.max, i.step, i.value])",
    )
}

#[test]
fn a_german_reader_reads_and_types_figures_the_german_way() {
    let app = with_scenario();
    app.fill("textbox", "Running cost per month", "5,000");
    app.fill("textbox", "One-off cost", "1,234.5");
    assert_eq!(app.value("textbox", "One-off cost"), "$1,234.50");
    let (npv, for_programs) = (app.definition("NPV"), machine_readable(&app));
    app.fill("textbox", "One-off cost", "200,000");
    let dearer = app.definition("NPV");

    choose(&app, GERMAN);
    assert_eq!(plain(&app.value("textbox", "One-off cost")), "200.000 $");
    assert_eq!(
        plain(&app.value("textbox", "Discount rate (annual)")),
        "10 %"
    );
    assert_ne!(app.definition("NPV"), dearer);
    app.fill("textbox", "One-off cost", "1.234,5");
    assert_eq!(plain(&app.value("textbox", "One-off cost")), "1.234,50 $");
    assert_eq!(machine_readable(&app), for_programs);
    // The same number, read in German, comes to the same.
    let german = plain(&app.definition("NPV"));
    assert!(german.contains(',') && german.contains(" $"), "{german}");
    app.fill("textbox", "Discount rate (annual)", "12,5 %");
    assert_eq!(
        plain(&app.value("textbox", "Discount rate (annual)")),
        "12,5 %"
    );
    app.fill("textbox", "Discount rate (annual)", "10");
    assert_eq!(plain(&app.definition("NPV")), german);
    // Charts and what is said of them.
    app.click("button", "Show table: Cumulative cash");
    app.sees("−1.235\u{a0}$");

    choose(&app, ENGLISH);
    assert_eq!(app.value("textbox", "One-off cost"), "$1,234.50");
    assert_eq!(app.definition("NPV"), npv);
    assert_eq!(app.accessibility_violations(), Vec::<String>::new());
    app.was_quiet();
}

#[test]
fn the_choice_is_remembered_in_the_browser_and_nowhere_else() {
    let app = with_scenario();
    app.let_it_be_kept();
    let kept = |app: &App| {
        app.evaluate(
            "new Promise(done => {
                const open = indexedDB.open('outturn');
                open.onsuccess = () => {
                    const all = open.result.transaction('document').objectStore('document').getAll();
                    all.onsuccess = () => { open.result.close(); done(all.result); };
                };
            })",
        )
    };
    let work = kept(&app);
    choose(&app, GERMAN);
    app.reload();
    app.until("the figures", || app.page_text().contains("NPV"));
    assert!(plain(&app.definition("NPV")).contains(" $"));
    assert_eq!(kept(&app), work);
    assert!(!app.evaluate("location.href").to_string().contains("de"));
    assert_eq!(
        app.evaluate("Object.entries(localStorage)"),
        json!([["outturn-prefers:locale", "de"]])
    );
    choose(&app, ENGLISH);
    assert_eq!(app.evaluate("Object.entries(localStorage)"), json!([]));
}

/// The file's figures by day and the snapshot, as a reader saves them who chooses to have figures written so.
fn saved(choice: &str) -> (Vec<u8>, Value) {
    let app = App::open();
    choose(&app, choice);
    app.choose_files(&[format!("tests/data/{INCIDENTS}")]);
    let by_day = format!("Save rolled up by day (CSV): {INCIDENTS}");
    app.click("button", &by_day);
    let csv = app.download(BY_DAY);
    app.click("link", "Report");
    app.click("button", "Snapshot (JSON)");
    let name = app.downloads_eventually(".outturn.json");
    let mut snapshot: Value = serde_json::from_slice(&app.download(&name)).unwrap();
    // When it was made, and the checksum over that and the rest.
    for of_moment in ["as_of", "made_at", "checksum"] {
        let made = snapshot.as_object_mut().unwrap().remove(of_moment);
        assert!(made.is_some(), "{of_moment}: {snapshot}");
    }
    (csv, snapshot)
}

#[test]
fn files_for_programs_are_the_same_whoever_saves_them() {
    assert_eq!(saved(GERMAN), saved(ENGLISH));
}

#[test]
fn figures_are_written_as_the_languages_of_the_browser_want_them() {
    let app = App::open();
    for (languages, cost) in [
        ("['de-AT', 'en']", "1.234,50 $"),
        ("['tlh', 'fr-CA']", "1\u{202f}234,50 $"),
        ("['ja']", "$1,234.50"),
        ("['en-GB']", "$1,234.50"),
    ] {
        app.before_it_starts(&format!(
            "Object.defineProperty(navigator, 'languages', {{ get: () => {languages}, configurable: true }})"
        ));
        app.reload();
        app.click("link", "ROI");
        if app.has("button", "Start a scenario by hand") {
            app.click("button", "Start a scenario by hand");
        }
        let typed = cost.trim_end_matches(" $").trim_start_matches('$');
        app.fill("textbox", "One-off cost", typed);
        assert_eq!(plain(&app.value("textbox", "One-off cost")), cost);
    }
    app.was_quiet();
}

#[test]
fn longer_figures_fit_where_they_stand() {
    let app = with_scenario();
    choose(&app, GERMAN);
    for width in [360, 1440] {
        app.resize(width, 900);
        for screen in ["Data", "Scorecard", "ROI", "Report"] {
            app.click("link", screen);
            let wider = app.evaluate("document.documentElement.scrollWidth - innerWidth");
            assert!(
                wider.as_f64().unwrap() <= 0.0,
                "{screen} at {width}: {wider}"
            );
        }
    }
}
