//! For everyone: keyboard only, screen readers, dark, and a phone.
#![cfg(all(feature = "e2e", not(target_arch = "wasm32")))]
#![allow(clippy::unwrap_used, clippy::expect_used)] // here a panic is the report

mod common;
use common::app::App;

const SCREENS: [&str; 5] = ["Data", "Scorecard", "ROI", "Leading → lagging", "Report"];

fn with_sample() -> App {
    let app = App::open();
    app.click("button", "Load sample: Churn model, a year of operation");
    app.sees("sample-churn-incidents.csv");
    app
}

#[test]
fn no_screen_breaks_a_rule_of_accessibility() {
    let app = with_sample();
    for dark in [false, true] {
        app.prefer_dark(dark);
        for screen in SCREENS {
            app.click("link", screen);
            assert_eq!(
                app.accessibility_violations(),
                Vec::<String>::new(),
                "{screen}, dark: {dark}"
            );
        }
        app.click("link", "Scorecard");
        app.click("link", "Receipt of Time to recover");
        assert_eq!(
            app.accessibility_violations(),
            Vec::<String>::new(),
            "drill-down, dark: {dark}"
        );
        app.click("link", "Close");
    }
    app.was_quiet();
}

#[test]
fn an_empty_page_breaks_none_either_and_teaches() {
    let app = App::open();
    for screen in SCREENS {
        app.click("link", screen);
        assert_eq!(
            app.accessibility_violations(),
            Vec::<String>::new(),
            "{screen}"
        );
    }
}

#[test]
fn nothing_is_wider_than_a_phone() {
    let app = with_sample();
    app.resize(360, 780);
    for screen in SCREENS {
        app.click("link", screen);
        let wide = app.evaluate("document.documentElement.scrollWidth");
        assert!(
            wide.as_f64().unwrap() <= 360.0,
            "{screen} is {wide} px wide on a screen of 360"
        );
    }
}

#[test]
fn the_whole_way_by_keyboard() {
    let app = App::open();
    // Skip link, brand, five screens, undo and redo (disabled), add files, first sample.
    app.focus("button", "Load sample: Churn model, a year of operation");
    app.press("Enter");
    app.sees("sample-churn-incidents.csv");
    app.focus("link", "Scorecard");
    app.press("Enter");
    assert_eq!(app.title(), "Scorecard · Outturn");
    app.focus("link", "Receipt of Time to recover");
    app.press("Enter");
    app.sees("mean of resolved_at − detected_at");
    app.focus(
        "image",
        "Time to recover: by month. Arrow keys read the points.",
    );
    app.press("End");
    app.press("ArrowLeft");
    let heard = app.heard();
    assert!(heard.contains("Aug 2026"), "{heard}");
    app.press("Control+z");
    app.click("link", "Data");
    assert!(
        !app.page_text().contains("sample-churn-incidents.csv"),
        "undo takes the sample back"
    );
}
