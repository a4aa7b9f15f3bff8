//! Which period the scorecard shows, as its user chooses it.
#![cfg(all(feature = "e2e", not(target_arch = "wasm32")))]
#![allow(clippy::unwrap_used, clippy::expect_used)] // here a panic is the report

mod common;
use common::app::App;
use common::scratch::Scratch;

/// One deployment a day, 1 February to 10 March 2026: seven a week in every part of it.
const DEPLOYS: &str = "tests/data/cases/01-running-period-rate/daily_deploys.csv";

fn with_deploys() -> App {
    let app = App::open();
    app.choose_files(&[DEPLOYS]);
    app.click("link", "Scorecard");
    app
}

/// Whether the figure of a card is seven.
fn is_seven(card: &str) -> bool {
    card.lines().any(|line| line.trim() == "7")
}

#[test]
fn the_first_view_is_of_a_whole_period_and_to_date_is_asked_for() {
    let app = with_deploys();
    let card = |app: &App| app.text("article", "Deployment frequency");
    app.click("button", "Month");
    let whole = card(&app);
    assert!(whole.contains("Feb 2026") && is_seven(&whole), "{whole}");
    assert!(!whole.contains("to date"), "{whole}");

    app.select("Period", "Mar 2026");
    let part = card(&app);
    assert!(
        part.contains("Mar 2026, to date") && is_seven(&part),
        "{part}"
    );
    assert!(
        part.contains("Unfinished") && part.contains("10 of 31 days"),
        "{part}"
    );

    app.select("Period", "To date: Mar 2026");
    let asked = card(&app);
    assert!(
        asked.contains("vs 1 Feb – 10 Feb") && asked.contains("unchanged"),
        "{asked}"
    );
    assert!(asked.contains("Met"), "{asked}");

    app.select("Period", "From … to …");
    let both = card(&app);
    assert!(both.contains("Feb 2026 – Mar 2026"), "{both}");
    app.was_quiet();
}

/// A survey of January beside deployments to March: it is named, and not in the score.
#[test]
fn data_that_ended_before_is_named() {
    let app = with_deploys();
    let scratch = Scratch::new();
    let survey =
        "date,metric,value\n2025-11-01,csat,4.0\n2025-12-01,csat,4.2\n2026-01-01,csat,4.4\n";
    app.choose_files(&[&scratch.file("survey.csv", survey)]);
    app.click("button", "Month");
    app.sees("Satisfaction, stale");
    let csat = app.text("article", "Satisfaction");
    assert!(
        csat.contains("Stale") && csat.contains("Jan 2026"),
        "{csat}"
    );
}

#[test]
fn the_fiscal_year_is_the_users_and_stays_after_a_reload() {
    let app = with_deploys();
    app.click("DisclosureTriangle", "Calendar");
    app.select("Years begin in", "February");
    app.click("button", "Quarter");
    app.sees("Q1 FY2027");
    app.reload();
    app.sees("Q1 FY2027");
}
