//! Back and forth, wrong addresses, broken links: wherever a user comes from, the work is as it was.
#![cfg(all(feature = "e2e", not(target_arch = "wasm32")))]
#![allow(clippy::unwrap_used, clippy::expect_used)] // here a panic is the report

mod common;
use common::app::App;

fn with_sample() -> App {
    let app = App::open();
    app.click("button", "Load sample: Churn model, a year of operation");
    app
}

/// The number that is moved, and the figure that follows.
fn costs_and_value(app: &App) -> (String, String) {
    (app.value("textbox", "One-off cost"), app.definition("NPV"))
}

#[test]
fn back_and_forward_walk_the_screens_and_change_nothing() {
    let app = with_sample();
    app.click("link", "Scorecard");
    app.click("button", "Quarter");
    let card = app.text("article", "Time to recover");
    app.click("link", "Receipt of Time to recover");
    app.click("link", "ROI");
    app.click("link", "Report");

    app.back();
    assert_eq!(app.title(), "ROI · Outturn");
    app.back();
    assert!(app.has("region", "Metric in detail"));
    app.back();
    assert_eq!(app.title(), "Scorecard · Outturn");
    assert!(!app.has("region", "Metric in detail"));
    assert_eq!(app.text("article", "Time to recover"), card);
    assert_eq!(
        app.attribute("button", "Quarter", "aria-pressed")
            .as_deref(),
        Some("true")
    );
    // Quarters were a step of their own.
    app.back();
    assert_eq!(
        app.attribute("button", "Month", "aria-pressed").as_deref(),
        Some("true")
    );
    app.back();
    assert_eq!(app.title(), "Data · Outturn");
    app.sees("sample-churn-incidents.csv");

    for _ in 0..5 {
        app.forward();
    }
    assert_eq!(app.title(), "Report · Outturn");
    assert_eq!(
        app.attribute("link", "Report", "aria-current").as_deref(),
        Some("page")
    );
    app.was_quiet();
}

#[test]
fn a_slider_stays_where_it_was_moved_to() {
    let app = with_sample();
    app.click("link", "ROI");
    app.fill("textbox", "One-off cost", "200,000");
    let before = costs_and_value(&app);
    app.focus("slider", "One-off cost, slider");
    for _ in 0..3 {
        app.press("ArrowRight");
    }
    let moved = costs_and_value(&app);
    assert_ne!(moved, before);

    app.back();
    app.forward();
    assert_eq!(costs_and_value(&app), moved);
    app.reload();
    assert_eq!(costs_and_value(&app), moved);
}

#[test]
fn what_was_typed_last_is_kept_by_a_page_that_goes_at_once() {
    let app = with_sample();
    app.click("link", "ROI");
    app.let_it_be_kept();
    app.begin_to_fill("textbox", "Scenario name", "Typed last");
    app.evaluate("document.activeElement.blur()"); // the change is made; it is written when nothing follows for a moment
    app.reload();
    assert_eq!(app.value("textbox", "Scenario name"), "Typed last");
}

#[test]
fn an_address_that_leads_nowhere_shows_the_files() {
    let app = with_sample();
    for nowhere in [
        "#/nonsense",
        "#/nonsense/and/more?s",
        "#%",
        "#/scorecard/no-such-metric",
    ] {
        app.click("link", "ROI");
        app.go_to(nowhere);
        app.settle();
        let expected = if nowhere.contains("scorecard") {
            "Scorecard · Outturn"
        } else {
            "Data · Outturn"
        };
        assert_eq!(app.title(), expected, "{nowhere}");
        app.click("link", "Data");
        app.sees("sample-churn-incidents.csv");
    }
    app.was_quiet();

    let newcomer = App::open_at("#/nonsense");
    assert!(newcomer.has("button", "Load sample: Churn model, a year of operation"));
    newcomer.was_quiet();
}

#[test]
fn a_link_that_lost_its_end_says_so_and_harms_nothing() {
    let app = with_sample();
    app.click("link", "ROI");
    app.fill("textbox", "Scenario name", "For the board");
    let npv = app.definition("NPV");
    for broken in [
        "#/roi?s=",
        "#/roi?s=1.AAAA",
        "#/roi?s=%%%",
        "#/roi?s=eyJ2IjoxfQ",
    ] {
        app.go_to(broken);
        app.settle();
        app.sees("Not opened:");
        app.click("button", "Dismiss");
        assert_eq!(
            app.value("textbox", "Scenario name"),
            "For the board",
            "{broken}"
        );
        assert_eq!(app.definition("NPV"), npv, "{broken}");
    }
    app.was_quiet();

    let newcomer = App::open_at("#/roi?s=1.AAAA");
    newcomer.sees("Not opened:");
    newcomer.click("link", "Data");
    newcomer.click("button", "Load sample: Churn model, a year of operation");
    newcomer.sees("sample-churn-incidents.csv");
    newcomer.was_quiet();
}

/// Whoever reloads with a number half entered finds it entered.
#[test]
fn a_number_that_is_still_typed_in_is_taken_before_the_page_goes() {
    let app = with_sample();
    app.click("link", "ROI");
    app.begin_to_fill("textbox", "One-off cost", "250000");
    app.reload();
    assert_eq!(app.value("textbox", "One-off cost"), "$250,000");
    app.was_quiet();
}
