//! From figures to decisions: a scenario moved by hand, a leader found, a report taken along and read back.
#![cfg(all(feature = "e2e", not(target_arch = "wasm32")))]
#![allow(clippy::unwrap_used, clippy::expect_used)] // here a panic is the report

mod common;
use common::app::App;
use common::scratch::Scratch;
use outturn_core::calendar::date_of;
use outturn_core::units::Timestamp;
use std::time::{SystemTime, UNIX_EPOCH};

const INCIDENTS: &str = "tests/data/servicenow_incident_event_log_head.csv";
const BILL: &str = "tests/data/focus_sample.csv";
const DEPLOYMENTS: &str = "tests/data/devlake_github_cicd_deployment_commits.csv";
const MACRO: &str = "tests/data/macrodata.csv";

fn with_sample(title: &str) -> App {
    let app = App::open();
    app.click("button", &format!("Load sample: {title}"));
    app
}

#[test]
fn a_finance_partner_moves_a_driver_and_everything_moves() {
    let app = with_sample("Churn model, a year of operation");
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

    app.fill("textbox", "Discount rate (annual)", "12 %");
    assert_ne!(app.definition("NPV"), npv);
    // ROI is not discounted.
    assert_eq!(app.definition("ROI"), roi);
    app.was_quiet();
}

#[test]
fn a_finance_partner_confirms_what_counts() {
    let app = with_sample("Churn model, a year of operation");
    app.click("link", "Scorecard");
    app.sees("sample data");
    app.click("link", "ROI");
    app.sees("sample data");
    app.sees("no lever is confirmed yet");
    app.sees("unconfirmed inputs");
    // The bill of the sample is the running cost from the start.
    assert_ne!(app.value("textbox", "Running cost per month"), "$0");
    let costs_alone = app.definition("NPV");
    // What the data says of too little stands beside what it would contradict.
    app.sees("“Hours to resolve, now” starts at");
    assert!(app.has(
        "button",
        "Confirm at starting values: Incidents are resolved sooner"
    ));

    // The button goes to the first proposal.
    app.click("button", "Go through the levers");
    app.press("Enter");
    app.sees("As confirmed, the platform returns");
    let confirmed = app.definition("NPV");
    assert_ne!(confirmed, costs_alone);
    app.sees("which counts already");

    // Three months have too few incidents to go by; a year has enough.
    app.sees("fewer than 30");
    app.select("Baseline", "all that is loaded");
    app.sees("Oct 2025");
    app.click("button", "Undo");
    assert_eq!(app.definition("NPV"), confirmed);
    app.was_quiet();
}

/// A bill of the last two hundred days with a charge that is in it twice and two that are paid ahead, seen by the browser's own clock.
#[test]
fn what_is_doubtful_of_a_bill_stands_where_its_figures_do() {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let today = date_of(Timestamp::from_seconds(now.as_secs_f64()));
    let day = |after: i64| today + chrono::TimeDelta::days(after);
    let days = (-200..0).chain([-7, 60, 90]);
    let rows = days.map(|after| format!("{},120.50,EUR,inference\n", day(after)));
    let scratch = Scratch::new();
    let bill = scratch.file(
        "bill.csv",
        format!("date,cost,currency,service\n{}", rows.collect::<String>()),
    );
    let app = App::open();
    app.choose_files(&[bill]);
    app.sees("2 rows are dated after today");
    app.sees("1 row is the same as another one in every column");
    app.click("link", "ROI");
    app.sees("bill.csv: 2 rows are dated after today");
    app.sees("without 2 rows dated ahead");
    app.click("link", "Report");
    app.sees("bill.csv: 1 row is the same as another one in every column");
    app.was_quiet();
}

#[test]
fn a_driver_that_makes_no_sense_is_refused_with_a_sentence() {
    let app = with_sample("Churn model, a year of operation");
    app.click("link", "ROI");
    let before = app.definition("NPV");
    app.fill("textbox", "Horizon", "-3");
    assert_eq!(app.definition("NPV"), before);
    let marked = app.attribute("textbox", "Horizon", "aria-invalid");
    assert!(
        marked.as_deref() == Some("true") || app.page_text().contains("months"),
        "{marked:?}"
    );
}

#[test]
fn three_scenarios_stand_side_by_side() {
    let app = with_sample("Churn model, a year of operation");
    app.click("link", "ROI");
    app.fill("textbox", "One-off cost", "200,000");
    app.click("button", "Add cautious variant");
    assert!(app.has("button", "Open Base"), "{:?}", app.names("button"));
    // With the variant in front the next one is of the base all the same, and says so.
    app.sees("+ Ambitious of Base");
    app.click("button", "Add ambitious variant");
    assert_eq!(app.value("textbox", "One-off cost"), "$160,000");
    app.let_it_be_kept();
    app.reload();
    assert!(app.has("button", "Open Base"));
}

#[test]
fn an_analyst_finds_which_indicator_leads() {
    let app = with_sample("Leading indicators, three years");
    app.click("link", "Leading → lagging");
    // Planted in the sample: deployment frequency comes two months before.
    app.sees("Deployment frequency leads revenue protected by 2 months");
    app.sees("supported");
    app.was_quiet();
}

#[test]
fn too_little_overlap_is_refused_with_a_reason() {
    let app = App::open();
    let scratch = Scratch::new();
    let file = scratch.file(
        "short.csv",
        "date,a,b\n2026-01-01,1,2\n2026-02-01,2,1\n2026-03-01,3,5\n",
    );
    app.choose_files(&[&file]);
    app.click("link", "Leading → lagging");
    app.sees("Too little data to say what leads");
    app.sees("10 are needed");
}

#[test]
fn the_snapshot_holds_what_the_screens_show() {
    let app = App::open();
    app.choose_files(&[INCIDENTS, BILL, DEPLOYMENTS, MACRO]);
    app.click("link", "Scorecard");
    app.select("Period", "Everything loaded");
    app.click("link", "Report");
    app.click("button", "Snapshot (JSON)");
    let name = app.downloads_eventually(".outturn.json");
    let snapshot: serde_json::Value = serde_json::from_slice(&app.download(&name)).unwrap();
    assert_eq!(snapshot["format"], "outturn.snapshot");
    let value = |id: &str| {
        let metrics = snapshot["metrics"].as_array().unwrap();
        metrics.iter().find(|m| m["id"] == id).unwrap()["value"]
            .as_f64()
            .unwrap()
    };
    // pandas, Python decimals and counts; see tests/metrics.rs.
    for (id, expected) in [
        ("incident_count", 890.0),
        ("mttr", 315.866763453 * 3600.0),
        ("spend", 20.52022672899),
        ("change_failure_rate", 0.03),
    ] {
        assert!(
            (value(id) - expected).abs() <= 1e-11 * expected,
            "{id}: {}",
            value(id)
        );
    }
    assert_eq!(snapshot["sources"].as_array().unwrap().len(), 4);
}

#[test]
fn a_link_brings_a_scenario_to_another_browser() {
    let app = with_sample("Churn model, a year of operation");
    app.click("link", "ROI");
    app.fill("textbox", "One-off cost", "123,456");
    app.fill("textbox", "Scenario name", "For the board");
    // Where the browser does not allow copying, the page shows the link.
    app.evaluate(
        "void (navigator.clipboard.writeText = () => Promise.reject(new Error('not allowed')))",
    );
    app.click("button", "Copy link");
    let link = app.value("textbox", "Link of the scenario");
    let fragment = link.split_once('#').map(|(_, f)| format!("#{f}")).unwrap();

    let elsewhere = App::open();
    elsewhere.go_to(&fragment);
    elsewhere.settle();
    assert_eq!(elsewhere.value("textbox", "Scenario name"), "For the board");
    assert!(
        elsewhere
            .value("textbox", "One-off cost")
            .contains("123,456")
    );
}

#[test]
fn any_chart_can_be_read_as_a_table() {
    let app = with_sample("Churn model, a year of operation");
    app.go_to("#/scorecard/mttr");
    app.settle();
    app.click("button", "Show table: Time to recover");
    app.sees("Oct 2025");
    app.click("button", "Show chart: Time to recover");
}

/// Monthly totals of which the product knows nothing: their mean is shown, and said to be one, until the user says that they add up.
/// 1,300 + 1,400 + 1,500 are 4,200.
#[test]
fn ones_own_series_is_set_on_its_card() {
    let app = App::open();
    app.choose_files(&["tests/data/cases/02-monthly-totals-by-quarter/monthly_totals.csv"]);
    app.click("link", "Scorecard");
    app.click("button", "Quarter");
    app.select("Period", "Everything loaded");
    app.until("the mean is said to be one", || {
        app.text("article", "revenue")
            .contains("mean of 6 months as supplied")
    });
    app.click("link", "Receipt of revenue");
    app.sees("until you say which way is better there is no verdict");
    app.select("Over longer periods", "added up");
    app.sees("sum of 6 months as supplied");
    app.select("Its values are", "whole things");
    app.select("Better is", "higher");
    app.fill("textbox", "Target", "7,000");
    app.until("the sum is judged", || {
        let card = app.text("article", "revenue");
        card.contains("7,500") && card.contains("Target ≥\u{a0}7,000")
    });
    assert_eq!(app.accessibility_violations(), Vec::<String>::new());
    app.was_quiet();
}
