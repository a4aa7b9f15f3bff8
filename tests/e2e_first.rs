//! The first minutes: what the first screen says and leads to, the overview of files, and a metric opened and closed again.
#![cfg(all(feature = "e2e", not(target_arch = "wasm32")))]

mod common;

use common::app::App;

#[test]
fn one_click_on_the_first_screen_lands_on_the_finished_scorecard() {
    let app = App::open();
    app.sees("Show what your machine learning returns");
    let picture = app.evaluate(
        "document.querySelector('.picture img').complete && document.querySelector('.picture img').naturalWidth",
    );
    assert!(
        picture.as_f64().is_some_and(|width| width > 0.0),
        "the picture was not loaded: {picture}"
    );
    assert_eq!(app.accessibility_violations(), Vec::<String>::new());
    app.click("button", "See it with a sample year");
    assert_eq!(app.title(), "Scorecard · Outturn");
    // What the picture on the first screen shows.
    app.sees("Score 98.9 of 100");
    app.sees("Q3 2026");
    app.sees("sample data");
    app.click("link", "Data");
    for (file, feeds) in [
        ("sample-churn-incidents.csv", "Time to detect"),
        ("sample-churn-costs.csv", "Cost per prediction"),
    ] {
        app.sees(file);
        app.sees(feeds);
    }
    assert!(
        !app.page_text().contains("Columns and mapping"),
        "a file is one line until it is opened"
    );
    app.click("button", "sample-churn-costs.csv");
    app.sees("Columns and mapping");
    assert_eq!(app.accessibility_violations(), Vec::<String>::new());
}

#[test]
fn a_file_that_needs_an_answer_is_open_among_the_others() {
    let app = App::open();
    let clear = "date,cost,service\n2026-01-31,12.50,a\n2026-02-28,13.10,b\n";
    let unclear = "date,cost,service\n03/04/2026,12.50,a\n05/06/2026,13.10,b\n";
    let files = [("clear.csv", clear), ("unclear.csv", unclear)];
    app.begin_files(&files.map(|(name, text)| (name.to_owned(), text.to_owned())));
    app.sees("Does day or month come first in date?");
    let expanded = |name: &str| app.attribute("button", name, "aria-expanded");
    assert_eq!(expanded("clear.csv").as_deref(), Some("false"));
    assert_eq!(expanded("unclear.csv").as_deref(), Some("true"));
    app.sees("Waits for an answer");
}

#[test]
fn a_metric_opens_beside_its_card_and_gives_the_focus_back() {
    for (width, height) in [(1440, 1000), (360, 800)] {
        let app = App::open();
        app.resize(width, height);
        app.click("button", "See it with a sample year");
        app.sees("Score 98.9 of 100");
        app.click("link", "Receipt of Change failure rate");
        app.sees("Fewest cases for a verdict");
        let focused = "document.activeElement.id";
        app.until("the panel has the focus", || {
            app.evaluate(focused) == "detail"
        });
        app.press("Escape");
        app.until("the card has the focus again", || {
            app.evaluate(focused) == "change_failure_rate receipt"
        });
        assert!(
            !app.page_text().contains("Fewest cases for a verdict"),
            "{width}"
        );
        app.back();
        app.sees("Fewest cases for a verdict");
    }
}
