//! The ways that matter, in each of the three engines: the same stories, by the same verbs.
//!
//! `scripts/test browsers` runs those of the browsers that the machine has, and names the others.
#![cfg(all(feature = "e2e", not(target_arch = "wasm32")))]
#![allow(clippy::unwrap_used, clippy::expect_used)] // here a panic is the report

mod common;
use common::app::App;
use common::browser::Kind::{self, Chromium, Firefox, WebKit};
use common::png::Picture;
use common::scratch::Scratch;
use rstest::rstest;

const INCIDENTS: &str = "tests/data/servicenow_incident_event_log_head.csv";
const BILL: &str = "tests/data/focus_sample.csv";
const DEPLOYMENTS: &str = "tests/data/devlake_github_cicd_deployment_commits.csv";
const MACRO: &str = "tests/data/macrodata.csv";

fn show_everything(app: &App) {
    app.click("link", "Scorecard");
    app.select("Period", "Everything loaded");
}

#[rstest]
fn a_newcomer_finds_a_quiet_page_without_barriers(
    #[values(Chromium, Firefox, WebKit)] browser: Kind,
) {
    let app = App::open_in(browser);
    assert_eq!(app.title(), "Data · Outturn");
    app.click("button", "Load sample: Churn model, a year of operation");
    app.click("link", "Scorecard");
    assert_eq!(app.accessibility_violations(), Vec::<String>::new());
    app.resize(500, 900);
    let wide = app.evaluate("document.documentElement.scrollWidth");
    assert!(wide.as_f64().unwrap() <= 500.0, "{wide} px wide");
    app.was_quiet();
}

#[rstest]
fn exports_are_dropped_and_become_cards_with_receipts(
    #[values(Chromium, Firefox, WebKit)] browser: Kind,
) {
    let app = App::open_in(browser);
    app.drop_files(&[INCIDENTS, BILL]);
    app.choose_files(&[DEPLOYMENTS, MACRO]);
    app.sees("5,998 rows");
    show_everything(&app);
    // pandas and exact decimal sums; see tests/metrics.rs.
    assert!(app.text("article", "Incidents").contains("890"));
    assert!(app.text("article", "Spend").contains("$20.52"));
    let failures = app.text("article", "Change failure rate");
    assert!(failures.contains("Met"), "{failures}");

    app.click("link", "Receipt of Time to recover");
    app.sees("861 used in this period");
    app.sees("29 still open, without resolved_at");
    let exact = app.page_text();
    assert!(exact.contains("1137120.34843"), "{exact}");
    app.was_quiet();
}

#[rstest]
fn a_long_log_is_read_in_pieces(#[values(Chromium, Firefox, WebKit)] browser: Kind) {
    let app = App::open_in(browser);
    let head = "timestamp,model,latency_ms,status\n";
    let row = "2026-03-05T08:15:30Z,churn-gbm,18.25,ok\n";
    app.begin_large_file("log.csv", head, row, 30);
    app.until("the log to be counted", || {
        app.has("button", "Remove log.csv")
    });
    app.sees("750,000 of 750,000 rows used");
    show_everything(&app);
    let throughput = app.text("article", "Throughput");
    assert!(throughput.contains("8.68"), "{throughput}"); // 750,000 in a day
    app.was_quiet();
}

#[rstest]
fn a_driver_of_a_scenario_is_moved_by_keyboard_and_back(
    #[values(Chromium, Firefox, WebKit)] browser: Kind,
) {
    let app = App::open_in(browser);
    app.click("button", "Load sample: Churn model, a year of operation");
    app.click("link", "ROI");
    app.fill("textbox", "One-off cost", "200,000");
    app.fill("textbox", "Running cost per month", "5,000");
    let (npv, roi) = (app.definition("NPV"), app.definition("ROI"));
    assert!(npv.contains('$') && roi.contains('%'), "{npv} {roi}");

    app.focus("slider", "Running cost per month, slider");
    app.press("ArrowRight");
    assert_ne!(app.definition("NPV"), npv, "the slider moves the NPV");
    app.click("button", "Undo");
    assert_eq!(app.definition("NPV"), npv);
    app.was_quiet();
}

#[rstest]
fn the_leader_that_was_planted_is_found(#[values(Chromium, Firefox, WebKit)] browser: Kind) {
    let app = App::open_in(browser);
    app.click("button", "Load sample: Leading indicators, three years");
    app.click("link", "Leading → lagging");
    app.sees("Deployment frequency leads revenue protected by 2 months");
    app.was_quiet();
}

#[rstest]
fn figures_and_pictures_are_taken_along(#[values(Chromium, Firefox, WebKit)] browser: Kind) {
    let app = App::open_in(browser);
    app.choose_files(&[BILL, DEPLOYMENTS]);
    show_everything(&app);
    app.click("link", "Receipt of Spend");
    app.click("DisclosureTriangle", "Save picture: Spend by category");
    app.click("button", "PNG, 2×");
    let name = app.downloads_eventually("@2x.png");
    let picture = Picture::read(&app.download(&name));
    assert_eq!(picture.width, 2 * 960);
    assert!(picture.colours() > 20, "{} colours", picture.colours());

    app.click("link", "Report");
    app.click("button", "Snapshot (JSON)");
    let name = app.downloads_eventually(".outturn.json");
    let snapshot: serde_json::Value = serde_json::from_slice(&app.download(&name)).unwrap();
    let metrics = snapshot["metrics"].as_array().unwrap();
    let spend = metrics.iter().find(|metric| metric["id"] == "spend");
    let spend = spend.unwrap()["value"].as_f64().unwrap();
    assert!((spend - 20.520_226_728_99).abs() < 1e-10, "{spend}");

    app.click("button", "Workspace");
    let name = app.downloads_eventually(".outturn.tar");
    let scratch = Scratch::new();
    let workspace = scratch.file(&name, app.download(&name));
    let elsewhere = App::open_in(browser);
    elsewhere.choose_files(&[&workspace]);
    elsewhere.click("link", "Scorecard");
    assert!(elsewhere.text("article", "Spend").contains("$20.52"));
    elsewhere.was_quiet();
}

#[rstest]
fn a_reload_finds_files_and_scenario(#[values(Chromium, Firefox, WebKit)] browser: Kind) {
    let app = App::open_in(browser);
    app.choose_files(&[BILL]);
    app.click("link", "ROI");
    app.until("the scenario that the bill suggests", || {
        app.has("textbox", "Scenario name")
    });
    app.fill("textbox", "Scenario name", "For the board");
    app.fill("textbox", "One-off cost", "123,456");
    app.let_it_be_kept();
    app.was_quiet();

    app.reload();
    assert_eq!(app.value("textbox", "Scenario name"), "For the board");
    assert!(app.value("textbox", "One-off cost").contains("123,456"));
    show_everything(&app);
    assert!(app.text("article", "Spend").contains("$20.52"));
    app.was_quiet();
}

#[rstest]
fn two_tabs_have_the_same_work(#[values(Chromium, Firefox)] browser: Kind) {
    let first = App::open_in(browser);
    first.choose_files(&[BILL]);
    first.let_it_be_kept();
    let second = first.open_tab();
    second.sees("focus_sample.csv");
    show_everything(&second);
    assert!(second.text("article", "Spend").contains("$20.52"));
    second.close();
    first.click("link", "Data");
    first.sees("focus_sample.csv");
    first.was_quiet();
}

/// In Chromium: `tests/e2e_harness.rs`.
#[rstest]
fn a_fault_or_a_request_elsewhere_would_be_noticed(#[values(Firefox, WebKit)] browser: Kind) {
    let app = App::open_in(browser);
    app.was_quiet();
    app.evaluate("void setTimeout(() => { throw new Error('thrown by the test') })");
    app.until("the error", || !app.console_errors().is_empty());
    let errors = app.console_errors();
    assert!(errors[0].contains("thrown by the test"), "{errors:?}");
    // The policy does not govern where a page goes to.
    app.evaluate("void setTimeout(() => { location = 'http://elsewhere.invalid/figures' })");
    app.until("the watch to notice", || {
        let requests = app.foreign_requests();
        requests
            .iter()
            .any(|asked| asked.contains("http://elsewhere.invalid/figures"))
    });
}
