//! Real exports, dropped on the built page: the right figures, with receipts, that stay after a reload and survive a broken file.
#![cfg(all(feature = "e2e", not(target_arch = "wasm32")))]
#![allow(clippy::unwrap_used, clippy::expect_used)] // here a panic is the report

mod common;
use common::app::App;
use common::scratch::Scratch;

const INCIDENTS: &str = "tests/data/servicenow_incident_event_log_head.csv";
const BILL: &str = "tests/data/focus_sample.csv";
const DEPLOYMENTS: &str = "tests/data/devlake_github_cicd_deployment_commits.csv";
const MACRO: &str = "tests/data/macrodata.csv";

/// Shows everything that is loaded as one period.
fn show_everything(app: &App) {
    app.click("link", "Scorecard");
    app.select("Period", "Everything loaded");
}

#[test]
fn a_platform_lead_drops_four_exports_and_reads_the_cards() {
    let app = App::open();
    app.drop_files(&[INCIDENTS, BILL, DEPLOYMENTS, MACRO]);
    app.sees("ServiceNow");
    app.sees("5,998 rows");
    show_everything(&app);

    // 890 incidents, 861 of them resolved, after 315.87 h on average: pandas on the last event of each.
    assert!(app.text("article", "Incidents").contains("890"));
    // They are of 2016, and releases are loaded up to 2024: whatever the periods of the screen, that is no verdict of one time with these.
    let recovery = app.text("article", "Time to recover");
    assert!(
        recovery.contains("13") && recovery.contains("Its data ends on 2 Mar 2016"),
        "{recovery}"
    );
    // 20.52022672899 USD, exact decimal sum.
    assert!(app.text("article", "Spend").contains("$20.52"));
    // 3 of 100.
    let failures = app.text("article", "Change failure rate");
    assert!(
        failures.contains('3') && failures.contains('%') && failures.contains("Met"),
        "{failures}"
    );
    app.was_quiet();
}

#[test]
fn an_executive_asks_where_a_number_comes_from() {
    let app = App::open();
    app.choose_files(&[INCIDENTS]);
    show_everything(&app);
    app.click("link", "Receipt of Time to recover");

    app.sees("mean of resolved_at − detected_at");
    app.sees("861 used in this period");
    app.sees("29 still open, without resolved_at");
    app.sees("servicenow_incident_event_log_head.csv");
    let exact = app.page_text();
    // 315.866763453 h in seconds, to the digits that pandas gives.
    assert!(exact.contains("1137120.34843"), "{exact}");
    app.sees("1 - Critical");
}

#[test]
fn what_was_loaded_is_there_after_a_reload() {
    let app = App::open();
    app.choose_files(&[BILL]);
    show_everything(&app);
    app.sees("$20.52");
    app.let_it_be_kept();
    app.reload();
    assert!(app.text("article", "Spend").contains("$20.52"));
    app.click("link", "Data");
    app.sees("focus_sample.csv");
}

#[test]
fn a_broken_file_says_why_and_harms_nothing() {
    let app = App::open();
    app.choose_files(&[BILL]);
    let scratch = Scratch::new();
    let broken = scratch.file("bill.csv", b"\x89PNG\r\n\x1a\n not a table at all");
    let cut = scratch.file("cut.json", r#"[{"date": "2026-01-01", "co"#);

    app.choose_files(&[&broken, &cut]);
    app.click("link", "Data");
    app.sees("bill.csv");
    app.sees("PNG");
    let page = app.page_text();
    assert!(
        page.contains("cut.json") && page.to_lowercase().contains("json"),
        "{page}"
    );

    show_everything(&app);
    assert!(app.text("article", "Spend").contains("$20.52"));
}

#[test]
fn removing_a_file_can_be_undone() {
    let app = App::open();
    app.choose_files(&[BILL]);
    app.click("button", "Remove focus_sample.csv");
    assert!(!app.has("button", "Remove focus_sample.csv"));
    app.click("button", "Undo");
    app.sees("1,000");
    app.click("button", "Redo");
    assert!(!app.has("button", "Remove focus_sample.csv"));
}

#[test]
fn a_mapping_is_changed_by_hand_and_back() {
    let app = App::open();
    app.choose_files(&[BILL]);
    app.click("DisclosureTriangle", "Columns and mapping");
    app.select("cost is filled from", "EffectiveCost");
    show_everything(&app);
    // Sum of EffectiveCost: 14.97651418586.
    assert!(app.text("article", "Spend").contains("$14.98"));
    // The period, then the mapping.
    app.click("button", "Undo");
    app.click("button", "Undo");
    app.select("Period", "Everything loaded");
    assert!(app.text("article", "Spend").contains("$20.52"));
}

#[test]
fn a_workspace_file_brings_everything_to_another_browser() {
    let app = App::open();
    app.choose_files(&[BILL, DEPLOYMENTS]);
    show_everything(&app);
    app.click("link", "Report");
    app.click("button", "Workspace");
    let name = app.downloads_eventually(".outturn.tar");
    let scratch = Scratch::new();
    let kept = scratch.file(&name, app.download(&name));

    let elsewhere = App::open();
    elsewhere.choose_files(&[&kept]);
    elsewhere.click("link", "Scorecard");
    assert!(elsewhere.text("article", "Spend").contains("$20.52"));
    assert!(elsewhere.has("article", "Change failure rate"));
}

#[test]
fn nothing_is_asked_of_the_network_after_loading() {
    let app = App::open();
    app.let_the_page_be_kept();
    let before = app.own_requests();
    app.choose_files(&[INCIDENTS, BILL, DEPLOYMENTS, MACRO]);
    for screen in ["Scorecard", "ROI", "Leading → lagging", "Report", "Data"] {
        app.click("link", screen);
    }
    assert_eq!(app.own_requests(), before);
    app.was_quiet();
}

#[test]
fn a_dropped_folder_is_read_as_its_files() {
    let (app, scratch) = (App::open(), Scratch::new());
    let folder = scratch.path().join("exports");
    std::fs::create_dir_all(folder.join("b_older/.cache")).unwrap();
    let deployments = |day: u32| {
        format!("deployment_id,finished_at,status\nd-{day},2026-03-0{day}T12:00:00Z,success\n")
    };
    scratch.file("exports/c_newest.csv", deployments(3));
    scratch.file("exports/b_older/deployments.csv", deployments(2));
    scratch.file("exports/a_oldest.csv", deployments(1));
    scratch.file("exports/b_older/nothing.csv", "");
    scratch.file("exports/b_older/.cache/copy.csv", deployments(4));
    scratch.file("exports/.DS_Store", [0, 0, 0, 1]);
    app.drop_files(&[&folder]);

    app.sees("3 files added. Skipped: 2 hidden, 1 empty.");
    let mut files = app.names("heading");
    files.retain(|name| name.ends_with(".csv"));
    assert_eq!(files, ["a_oldest.csv", "deployments.csv", "c_newest.csv"]);
    app.was_quiet();
}
