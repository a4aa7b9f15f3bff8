//! What is around every screen, on the built page: the address, settings, glossary and messages.
#![cfg(all(feature = "e2e", not(target_arch = "wasm32")))]
#![allow(clippy::unwrap_used, clippy::expect_used)] // here a panic is the report

mod common;
use common::app::App;
use serde_json::Value;

fn with_sample() -> App {
    let app = App::open();
    app.click("button", "Load sample: Churn model, a year of operation");
    app.click("link", "Scorecard");
    app
}

fn address(app: &App) -> String {
    app.evaluate("location.hash").as_str().unwrap().to_owned()
}

/// What the browser computes for the ground of the page.
fn paper(app: &App) -> Value {
    app.evaluate("getComputedStyle(document.body).backgroundColor")
}

#[test]
fn back_and_forward_move_through_periods_and_metrics() {
    let app = with_sample();
    assert_eq!(address(&app), "#/scorecard?by=month&period=latest");
    app.select("Period", "Jul 2026");
    app.click("button", "Quarter");
    app.click("link", "Receipt of Availability");
    let open = "#/scorecard/availability?by=quarter&period=latest";
    assert_eq!(address(&app), open);
    app.back();
    assert!(!app.has("region", "Metric in detail"));
    app.back();
    assert_eq!(address(&app), "#/scorecard?by=month&period=2026-07-01");
    app.until("July", || {
        app.text("article", "Availability").contains("Jul 2026")
    });
    app.back();
    assert_eq!(address(&app), "#/scorecard?by=month&period=latest");
    app.until("September", || {
        app.text("article", "Availability").contains("Sep 2026")
    });
    for _ in 0..3 {
        app.forward();
    }
    assert_eq!(address(&app), open);
    app.until("the metric", || app.has("region", "Metric in detail"));
    app.was_quiet();
}

#[test]
fn an_address_shows_what_it_says_and_a_wrong_one_what_is_chosen() {
    let app = with_sample();
    app.go_to("#/scorecard?by=month&period=2026-02-01");
    app.until("February", || {
        app.text("article", "Availability").contains("Feb 2026")
    });
    app.reload();
    app.until("February again", || {
        app.text("article", "Availability").contains("Feb 2026")
    });
    app.go_to("#/scorecard?by=moon&period=full");
    app.until("an address that holds", || {
        address(&app) == "#/scorecard?by=month&period=2026-02-01"
    });
    app.was_quiet();
}

#[test]
fn the_theme_is_the_readers_and_stays() {
    let app = App::open();
    app.prefer_dark(false);
    let light = paper(&app);
    app.click("button", "Settings");
    app.click("button", "Dark");
    let dark = paper(&app);
    assert_ne!(light, dark);
    assert_eq!(app.accessibility_violations(), [""; 0]);
    app.reload();
    assert_eq!(paper(&app), dark);
    app.click("button", "Settings");
    app.click("button", "As this device");
    assert_eq!(paper(&app), light);
    app.prefer_dark(true);
    assert_eq!(paper(&app), dark);
    app.was_quiet();
}

/// A dialog has the keyboard until it is closed; then whoever opened it has it again.
#[test]
fn a_question_mark_opens_what_the_words_mean() {
    let app = with_sample();
    app.focus("link", "Receipt of Availability");
    app.press("?");
    app.fill("textbox", "Find a word", "payback");
    app.sees("Months until the money is back");
    assert!(!app.page_text().contains("Share of the time"));
    assert_eq!(app.accessibility_violations(), [""; 0]);
    app.press("Escape");
    app.until("the screen", || !app.has("dialog", "Keys and glossary"));
    assert_eq!(
        app.focused(),
        ("link".into(), "Receipt of Availability".into())
    );
    app.was_quiet();
}

#[test]
fn what_was_said_can_be_undone_and_read_again() {
    let app = with_sample();
    app.click("link", "Data");
    app.click("button", "Start over");
    app.click("button", "Undo: Everything is cleared.");
    app.click("link", "Scorecard");
    app.until("the figures", || app.has("article", "Availability"));
    app.click("button", "Messages");
    app.sees("Everything is cleared.");
    assert_eq!(app.accessibility_violations(), [""; 0]);
    app.was_quiet();
}

/// What is no problem leaves by itself; a problem waits for the reader.
#[test]
fn a_message_leaves_by_itself_unless_it_is_a_problem() {
    let app = App::open();
    let scratch = common::scratch::Scratch::new();
    let broken = scratch.file("broken.xlsx", b"PK\x03\x04 and no more");
    let good = scratch.file(
        "good.csv",
        "date,orders\n2026-01-01,3\n2026-02-01,4\n2026-03-01,5\n",
    );
    app.choose_files(&[&broken, &good]);
    app.until("the problem", || app.heard().contains("broken.xlsx"));
    app.click("button", "Remove good.csv");
    app.until("the message", || {
        app.heard().contains("good.csv is removed.")
    });
    app.until("it to leave", || {
        !app.heard().contains("good.csv is removed.")
    });
    assert!(app.heard().contains("broken.xlsx"), "{}", app.heard());
}
