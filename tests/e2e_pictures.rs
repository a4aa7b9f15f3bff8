//! Charts taken along as pictures: the right size, sharp, not blank, as a file or on the clipboard.
#![cfg(all(feature = "e2e", not(target_arch = "wasm32")))]
#![allow(clippy::unwrap_used, clippy::expect_used)] // here a panic is the report

mod common;
use common::app::App;
use common::png::Picture;

/// A line, its text and their soft edges have more colours than this; an empty sheet has one.
const COLOURS_OF_A_CHART: usize = 20;
/// Two sizes of one picture differ by no more than this share of drawn pixels: soft edges are thinner in the larger one.
const SOFT_EDGES: f64 = 0.02;

/// The series of one metric, open in detail.
fn open_a_chart() -> App {
    let app = App::open();
    app.click("button", "Load sample: Churn model, a year of operation");
    app.click("link", "Scorecard");
    app.click("link", "Receipt of Time to recover");
    app
}

fn save(app: &App, form: &str) {
    app.click("DisclosureTriangle", "Save picture: Time to recover");
    app.click("button", form);
}

fn is_a_chart(picture: &Picture) {
    let colours = picture.colours();
    assert!(colours > COLOURS_OF_A_CHART, "{colours} colours");
}

#[test]
fn one_chart_in_three_sizes() {
    let app = open_a_chart();
    let pictures = [
        ("PNG", "time-to-recover.png"),
        ("PNG, 2×", "time-to-recover@2x.png"),
        ("PNG, 3×", "time-to-recover@3x.png"),
    ]
    .map(|(form, name)| {
        save(&app, form);
        Picture::read(&app.download(name))
    });
    let [once, _, _] = &pictures;
    assert_eq!(once.width, 960, "half a slide");
    for (times, picture) in (1..).zip(&pictures) {
        assert_eq!(picture.width, times * once.width);
        assert_eq!(picture.height, times * once.height);
        is_a_chart(picture);
        // The whole chart on the whole sheet, not a small one in its corner.
        let (ink, expected) = (picture.inked(), once.inked());
        assert!(
            (ink - expected).abs() < SOFT_EDGES,
            "{ink}, {expected} at 1×"
        );
    }
    app.was_quiet();
}

#[test]
fn a_chart_is_pasted_into_a_slide() {
    let app = open_a_chart();
    app.allow_clipboard();
    save(&app, "Copy PNG");
    app.sees("The picture is on the clipboard.");
    let picture = Picture::read(&app.clipboard_png());
    assert_eq!(picture.width, 1920);
    is_a_chart(&picture);
    app.was_quiet();
}

#[test]
fn a_clipboard_that_is_not_allowed_is_said() {
    let app = open_a_chart();
    app.evaluate(
        "void (navigator.clipboard.write = () => Promise.reject(new Error('not allowed here')))",
    );
    save(&app, "Copy PNG");
    app.sees("not allowed here");
    // The page goes on.
    save(&app, "PNG");
    app.download("time-to-recover.png");
}

#[test]
fn a_chart_as_text_for_a_document() {
    let app = open_a_chart();
    save(&app, "SVG");
    let svg = String::from_utf8(app.download("time-to-recover.svg")).unwrap();
    assert!(
        svg.contains("Time to recover") && svg.contains("sample-churn-incidents.csv"),
        "{svg}"
    );
    app.was_quiet();
}
