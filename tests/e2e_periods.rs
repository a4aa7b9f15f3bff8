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
    app.click("button", "Calendar");
    app.select("Years begin in", "February");
    app.click("button", "Close");
    app.click("button", "Quarter");
    app.sees("Q1 FY2027");
    app.reload();
    app.sees("Q1 FY2027");
}

/// Days begin at midnight in Berlin, on both sides of the change of the clocks: four days hold two incidents each, which UTC does not
/// give. The zone stays after a reload.
#[test]
fn days_are_those_of_a_zone_with_daylight_saving() {
    let scratch = Scratch::new();
    let incidents = "id,detected_at\n\
        a,2026-03-27T23:30:00Z\nb,2026-03-28T22:30:00Z\nc,2026-03-28T23:30:00Z\nd,2026-03-29T21:30:00Z\n\
        e,2026-03-29T22:30:00Z\nf,2026-03-30T21:30:00Z\ng,2026-03-30T22:30:00Z\nh,2026-03-31T21:30:00Z\n";
    let app = App::open();
    app.choose_files(&[&scratch.file("incidents.csv", incidents)]);
    app.click("link", "Scorecard");
    app.click("button", "Day");
    app.click("button", "Calendar");
    app.select("Days begin at midnight", "Europe/Berlin");
    app.click("button", "Close");
    let has_two = |day: &str| {
        app.select("Period", day);
        let card = app.text("article", "Incidents");
        assert!(card.lines().any(|line| line.trim() == "2"), "{day}: {card}");
    };
    for day in ["28 Mar 2026", "29 Mar 2026", "30 Mar 2026", "31 Mar 2026"] {
        has_two(day);
    }
    app.reload();
    has_two("29 Mar 2026");
    app.was_quiet();
}

/// Two bounds that no value could meet are refused where they are typed, and the target stays.
#[test]
fn a_target_the_wrong_way_round_is_refused_at_its_field() {
    let app = with_deploys();
    app.click("button", "Month");
    app.click("link", "Receipt of Change failure rate");
    app.fill("textbox", "Tolerance", "1 %");
    app.sees(
        "Lower is better here, so what is met at 5% cannot be missed past 1%, which is below it.",
    );
    assert_eq!(app.value("textbox", "Tolerance"), "15%");
    app.fill("textbox", "Tolerance", "20 %");
    assert_eq!(app.value("textbox", "Tolerance"), "20%");
    assert!(!app.page_text().contains("Lower is better here"));
}
