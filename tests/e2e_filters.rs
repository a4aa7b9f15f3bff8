//! A scorecard of one team: filtered, undone, looked at closely, taken along.
#![cfg(all(feature = "e2e", not(target_arch = "wasm32")))]
#![allow(clippy::unwrap_used, clippy::expect_used)] // here a panic is the report

mod common;
use common::app::App;
use common::scratch::Scratch;

/// By hand: Payments recovers in 2 h and 4 h, Search in 9 h.
const INCIDENTS: &str = "id,service,severity,Team,detected_at,resolved_at\n\
    i1,a,high,Payments,2026-03-01T00:00:00Z,2026-03-01T02:00:00Z\n\
    i2,b,low,Search,2026-03-10T00:00:00Z,2026-03-10T09:00:00Z\n\
    i3,b,low,Payments,2026-03-20T00:00:00Z,2026-03-20T04:00:00Z\n\
    i4,a,high,Search,2026-03-31T00:00:00Z,\n";
const RELEASES: &str = "id,model,environment,finished_at,status\n\
    d1,churn,production,2026-03-01T12:00:00Z,success\n\
    d2,churn,production,2026-03-31T12:00:00Z,failure\n";

fn with_both() -> (App, Scratch) {
    let scratch = Scratch::new();
    let incidents = scratch.file("incidents.csv", INCIDENTS);
    let releases = scratch.file("deploys.csv", RELEASES);
    let app = App::open();
    app.choose_files(&[&incidents, &releases]);
    app.click("link", "Scorecard");
    app.select("Period", "Everything loaded");
    (app, scratch)
}

#[test]
fn everything_is_of_one_team_until_that_is_undone() {
    let (app, _scratch) = with_both();
    let mttr = |app: &App| app.text("article", "Time to recover");
    assert!(mttr(&app).contains("\n5.0\nh"), "{}", mttr(&app));

    app.click("button", "Add filter");
    app.fill("searchbox", "Find a label or a value", "pay");
    app.click("checkbox", "Payments 2 rows");
    app.press("Escape");
    assert!(mttr(&app).contains("\n3.0\nh"), "{}", mttr(&app));
    app.sees("Team: Payments only.");
    let releases = app.text("article", "Deployment frequency");
    assert!(
        releases.contains("Not filtered: deployments have no column team"),
        "{releases}"
    );
    assert!(releases.contains("Not filtered"), "{releases}");
    assert_eq!(app.accessibility_violations(), Vec::<String>::new());

    app.click("link", "Receipt of Time to recover");
    app.sees("One chart per value");
    app.click("heading", "Rows behind the number");
    app.until("the rows that count", || {
        app.page_text().contains("2 rows count")
    });
    app.click("button", "Rows as CSV");
    let name = app.downloads_eventually(".csv");
    let csv = String::from_utf8(app.download(&name)).unwrap();
    let rows: Vec<&str> = csv.lines().collect();
    assert_eq!(rows.len(), 3, "{csv}");
    assert!(rows[1].starts_with("incidents.csv,3,14400,"), "{csv}");
    assert_eq!(app.accessibility_violations(), Vec::<String>::new());

    app.press("Escape");
    app.click("button", "Remove filter Team: Payments");
    assert!(mttr(&app).contains("\n5.0\nh"), "{}", mttr(&app));
    app.click("button", "Undo");
    assert!(mttr(&app).contains("\n3.0\nh"), "{}", mttr(&app));
    app.was_quiet();
}
