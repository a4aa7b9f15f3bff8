//! Files on their way in: stopped half-way, left half-way, chosen twice, and written as JSON.
#![cfg(all(feature = "e2e", not(target_arch = "wasm32")))]
#![allow(clippy::unwrap_used, clippy::expect_used)] // here a panic is the report

mod common;
use common::app::App;
use common::scratch::Scratch;
use outturn_core::stats::quantile_sorted;
use outturn_import::Fingerprint;

const BILL: &str = "tests/data/focus_sample.csv";
const DEPLOYMENTS: &str = "tests/data/devlake_github_cicd_deployment_commits.csv";

/// A log that takes a while.
fn begin_log(app: &App, megabytes: usize) {
    let head = "timestamp,model,latency_ms,status\n";
    let row = "2026-03-05T08:15:30Z,churn-gbm,18.25,ok\n";
    app.begin_large_file("log.csv", head, row, megabytes);
    app.until("the log to be read", || {
        app.has("button", "Cancel reading log.csv")
    });
}

fn shows_the_bill(app: &App) {
    app.click("link", "Scorecard");
    app.select("Period", "Everything loaded");
    assert!(app.text("article", "Spend").contains("$20.52"));
}

#[test]
fn a_read_is_cancelled_and_nothing_else() {
    let app = App::open();
    app.choose_files(&[BILL]);
    begin_log(&app, 150);
    assert_eq!(
        app.evaluate("document.documentElement.dataset.busy"),
        "true"
    );
    assert!(app.has("progressbar", "Bytes read"));
    app.click("button", "Cancel reading log.csv"); // and waits until nothing is under way

    assert!(!app.page_text().contains("log.csv"), "{}", app.page_text());
    assert_eq!(app.names("progressbar"), Vec::<String>::new());
    shows_the_bill(&app);

    app.choose_files(&[DEPLOYMENTS]); // read by a worker that is free again
    assert!(app.text("article", "Change failure rate").contains('%'));
    assert!(app.text("article", "Spend").contains("$20.52"));
    let of_the_log = app.metric("Throughput");
    assert!(of_the_log.contains("No data"), "{of_the_log}");
    app.was_quiet();
}

#[test]
fn a_long_file_is_counted_at_once_and_its_fingerprint_follows() {
    let (head, row) = (
        "timestamp,model,latency_ms,status\n",
        "2026-03-05T08:15:30Z,churn-gbm,18.25,ok\n",
    );
    let megabytes = 6;
    let app = App::open();
    app.begin_large_file("log.csv", head, row, megabytes);
    app.until("the log to be counted", || {
        app.has("button", "Remove log.csv")
    });
    let rows = megabytes * (1_000_000 / row.len());
    let mut hash = Fingerprint::default();
    hash.push(format!("{head}{}", row.repeat(rows)).as_bytes());
    let hash = hash.finish();
    app.until("the fingerprint", || app.page_text().contains(&hash[..12]));
    // What is taken along waits for it.
    app.click("link", "Report");
    app.click("button", "Snapshot (JSON)");
    let name = app.downloads_eventually(".outturn.json");
    let snapshot = String::from_utf8(app.download(&name)).unwrap();
    assert!(snapshot.contains(&hash), "{hash}");

    app.click("link", "Data");
    app.click("button", "Save rolled up by day (CSV): log.csv");
    let name = app.downloads_eventually("-by-day.csv");
    let csv = String::from_utf8(app.download(&name)).unwrap();
    assert!(csv.starts_with("date,model,rows,"), "{csv}");
    assert!(
        csv.contains(&format!("\r\n2026-03-05,churn-gbm,{rows},0,0.01825,")),
        "{csv}"
    );
    app.was_quiet();
}

/// Ten days of predictions by three models, with words for no value and, around the middle, notes of several lines: what of it one
/// thread reads and what the other is nobody's business. Expected: counted and sorted here.
#[test]
fn a_long_file_has_every_row_once_whoever_read_it() {
    const ROWS: usize = 330_000;
    let place = |n: usize| (n * 10 / ROWS, n % 3);
    let latency = |n: usize| (n % 1000 != 7).then_some(n * 7919 % 1009);
    let mut text = String::from("timestamp,model,latency_ms,status,note\n");
    for n in 0..ROWS {
        let (day, model) = place(n);
        let latency = latency(n).map_or("NULL".to_owned(), |l| l.to_string());
        let middle = (ROWS * 4 / 10..ROWS * 6 / 10).contains(&n) && n % 50 == 0;
        let note = if middle {
            "\"two\nlines, \"\"quoted\"\"\""
        } else {
            "plain"
        };
        text += &format!(
            "2026-03-{:02}T08:15:30Z,m{model},{latency},ok,{note}\n",
            day + 1
        );
    }
    assert!(text.len() > 10 << 20, "{}", text.len());
    let scratch = Scratch::new();
    let file = scratch.file("log.csv", &text);
    let app = App::open();
    app.choose_files(&[file]);
    app.sees("330,000");
    app.click("button", "Save rolled up by day (CSV): log.csv");
    let name = app.downloads_eventually("-by-day.csv");
    let csv = String::from_utf8(app.download(&name)).unwrap();
    let mut lines = csv.trim_end().split("\r\n");
    let header: Vec<&str> = lines.next().unwrap().split(',').collect();
    let p95 = header
        .iter()
        .position(|name| *name == "latency_p95")
        .unwrap();
    for (day, model) in (0..10).flat_map(|day| (0..3).map(move |model| (day, model))) {
        let mut own: Vec<f64> = (0..ROWS)
            .filter(|n| place(*n) == (day, model))
            .filter_map(|n| Some(latency(n)? as f64 / 1000.0))
            .collect();
        own.sort_by(f64::total_cmp);
        let line: Vec<&str> = lines.next().unwrap().split(',').collect();
        let rows = (0..ROWS).filter(|n| place(*n) == (day, model)).count();
        let expected = [
            format!("2026-03-{:02}", day + 1),
            format!("m{model}"),
            rows.to_string(),
        ];
        assert_eq!(line[..3], expected);
        assert_eq!(
            line[p95].parse().ok(),
            quantile_sorted(&own, 0.95),
            "{line:?}"
        );
    }
    assert_eq!(lines.next(), None);
    app.was_quiet();
}

#[test]
fn a_second_reading_that_is_cancelled_leaves_what_was_read() {
    let app = App::open();
    let head = "timestamp,model,latency_ms,status\n";
    let row = "2026-03-05T08:15:30Z,churn-gbm,18.25,ok\n";
    app.begin_large_file("log.csv", head, row, 100);
    app.until("the log to be read", || app.has("button", "Remove log.csv"));
    app.settle();
    let before = app.page_text();
    let used = before.lines().find(|line| line.contains("rows used"));
    let used = used.expect("how many rows are used").to_owned();
    app.click(
        "DisclosureTriangle",
        "How it was read: Delimited text, UTF-8, cells by comma",
    );
    app.begin_to_select("Delimiter", "semicolon");
    app.until("it to be read again", || {
        app.has("button", "Cancel reading log.csv")
    });
    app.click("button", "Cancel reading log.csv");
    app.sees(&used);
    assert_eq!(app.value("combobox", "Delimiter"), ""); // find out
    app.click("link", "Scorecard");
    assert!(app.text("article", "Latency p50").contains("18"));
    app.was_quiet();
}

#[test]
fn a_page_left_in_the_middle_of_a_read_comes_back_with_what_was_there() {
    let app = App::open();
    app.choose_files(&[BILL]);
    app.let_it_be_kept();
    begin_log(&app, 60);
    app.reload();
    shows_the_bill(&app);
    // The browser was still keeping the log when the page went: then it was marked, and is not named. Or it was kept in time.
    app.click("link", "Data");
    if app.has("heading", "log.csv") {
        app.sees("Predictions");
        app.click("button", "Remove log.csv");
    }
    app.let_it_be_kept();
    app.reload();
    assert!(!app.has("heading", "log.csv"));
    shows_the_bill(&app);
    app.was_quiet();
}

#[test]
fn a_sample_clicked_twice_is_loaded_once() {
    let app = App::open();
    app.double_click("button", "Load sample: Churn model, a year of operation");
    let headings = app.names("heading");
    let incidents = headings
        .iter()
        .filter(|name| *name == "sample-churn-incidents.csv");
    assert_eq!(incidents.count(), 1, "{headings:?}");
    app.click("link", "Scorecard");
    app.select("Period", "Everything loaded");
    let twice = app.text("article", "Incidents");

    let once = App::open();
    once.click("button", "Load sample: Churn model, a year of operation");
    once.click("link", "Scorecard");
    once.select("Period", "Everything loaded");
    assert_eq!(twice, once.text("article", "Incidents"));
    app.was_quiet();
}

#[test]
fn a_file_chosen_twice_is_pointed_out() {
    let app = App::open();
    app.choose_files(&[BILL]);
    app.click("link", "Scorecard");
    app.choose_files(&[BILL]);
    app.sees("focus_sample (2).csv holds the same as focus_sample.csv, which is loaded already");
    app.click("link", "Data");
    app.sees("The same as focus_sample.csv: every row counts twice.");
    app.sees("2 are alike, and each counts");
    // Each can be told from the other, by whoever sees them and by whoever hears them.
    assert!(app.has("heading", "focus_sample (2).csv"));
    assert!(app.has("button", "Remove focus_sample (2).csv"));
    app.click("button", "Undo");
    assert!(!app.page_text().contains("The same as focus_sample.csv"));
    shows_the_bill(&app);
}

#[test]
fn an_engineer_drops_a_list_of_objects_and_a_log_of_lines() {
    let scratch = Scratch::new();
    // Resolved after 30 and 60 minutes; one is still open.
    let incidents = scratch.file(
        "incidents.json",
        r#"[
            {"id": "INC-1", "severity": "high", "detected_at": "2026-03-02T09:00:00Z", "resolved_at": "2026-03-02T09:30:00Z"},
            {"id": "INC-2", "severity": "low", "detected_at": "2026-03-09T09:00:00Z", "resolved_at": "2026-03-09T10:00:00Z"},
            {"id": "INC-3", "severity": "low", "detected_at": "2026-03-20T09:00:00Z", "resolved_at": null}
        ]"#,
    );
    // One of four failed.
    let lines: Vec<String> = (1..=4)
        .map(|n| {
            let status = if n == 3 { "failure" } else { "success" };
            format!(r#"{{"id": "D-{n}", "finished_at": "2026-03-0{n}T12:00:00Z", "status": "{status}"}}"#)
        })
        .collect();
    let deployments = scratch.file("deployments.jsonl", lines.join("\n"));

    let app = App::open();
    app.drop_files(&[incidents, deployments]);
    app.sees("Incidents");
    app.sees("Deployments");
    app.click("link", "Scorecard");
    app.select("Period", "Everything loaded");
    assert!(app.text("article", "Incidents").contains('3'));
    let recovery = app.text("article", "Time to recover");
    assert!(recovery.contains("45\nmin"), "{recovery}");
    let failures = app.text("article", "Change failure rate");
    assert!(failures.contains("25"), "{failures}");
    app.click("link", "Receipt of Time to recover");
    app.sees("2 used in this period");
    app.sees("1 still open, without resolved_at");
    app.sees("incidents.json");
    app.was_quiet();
}

/// An incident is one row; its updates are rows once the user wants them to be.
#[test]
fn the_lists_in_a_document_are_offered_as_rows() {
    let app = App::open();
    app.choose_files(&["tests/data/cases/27-one-nested-list/one.json"]);
    app.sees("Statuspage incidents");
    app.click(
        "DisclosureTriangle",
        "How it was read: JSON document, UTF-8",
    );
    app.select("Rows at", "incident.incident_updates");
    app.sees("rows at incident.incident_updates");
    app.select("Rows at", "each object, as one row");
    app.sees("Statuspage incidents");
    app.was_quiet();
}
