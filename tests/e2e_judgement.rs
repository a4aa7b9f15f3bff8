//! A card that people argue about: its target, what it is compared with, how it is defined, and what the score is made of.
#![cfg(all(feature = "e2e", not(target_arch = "wasm32")))]
#![allow(clippy::unwrap_used, clippy::expect_used)] // here a panic is the report

mod common;
use common::app::App;

/// Two years of incidents and releases; the recovery of August 2026 is 1.9 h in the mean and 1.5 h in the median.
fn two_years() -> App {
    let app = App::open();
    app.choose_files(&[
        "tests/data/judgement/incidents.csv",
        "tests/data/judgement/deployments.csv",
    ]);
    app.click("link", "Scorecard");
    app.click("button", "Month");
    app.until("the recovery of August is shown", || {
        app.text("article", "Time to recover").contains("1.9")
    });
    app
}

/// A target is typed as people write it, refused with what is accepted, agreed by somebody, and kept with the work.
#[test]
fn a_target_is_typed_agreed_to_and_kept() {
    let app = two_years();
    app.click("link", "Receipt of Time to recover");
    app.fill("textbox", "Target", "soon");
    app.sees("“soon” is no duration. Write 300 ms, 0.3 s or 5 min");
    app.fill("textbox", "Target", "90 min");
    app.fill("textbox", "Tolerance", "3");
    app.until("a number alone is in the unit on show", || {
        app.value("textbox", "Tolerance") == "3\u{a0}h"
    });
    app.fill("textbox", "Agreed by", "Operations lead");
    app.sees("yours, agreed by Operations lead");
    app.until("the card is held against it", || {
        let card = app.text("article", "Time to recover");
        card.contains("Target ≤\u{a0}1.5\u{a0}h") && card.contains("Near")
    });
    app.select("Target taken from", "DORA 2023, elite (≤\u{a0}1\u{a0}h)");
    app.sees("the edge of DORA 2023, elite");
    app.let_it_be_kept();
    app.reload();
    app.sees("the edge of DORA 2023, elite");
    app.sees("agreed by Operations lead");
    app.was_quiet();
}

/// What a card is compared with is picked once for all of them; another definition is chosen beside the one in use.
#[test]
fn a_card_is_compared_with_several_times_and_defined_in_another_way() {
    let app = two_years();
    app.click("DisclosureTriangle", "Compared with period before");
    app.click("checkbox", "Same period last year");
    app.until("the year before stands on the card", || {
        app.text("article", "Time to recover")
            .contains("vs Aug 2025")
    });
    app.click("checkbox", "Some periods ago");
    app.fill("textbox", "Periods ago", "3");
    app.until("three months ago stands on the card", || {
        app.text("article", "Time to recover")
            .contains("vs May 2026")
    });
    app.click("link", "Receipt of Time to recover");
    app.sees("May 2026, 3 periods ago");
    assert_eq!(app.accessibility_violations(), Vec::<String>::new());
    app.click("button", "Use median");
    app.until("the card uses the median and says so", || {
        let card = app.text("article", "Time to recover");
        card.contains("1.5") && card.contains("By median")
    });
    app.sees("median, chosen among rivals");
    app.was_quiet();
}

/// One weight is changed, and it is said how the others follow.
#[test]
fn weights_follow_one_another_and_the_score_says_what_would_move_it() {
    let app = two_years();
    app.sees("With each weight 20% lower or higher");
    app.click("DisclosureTriangle", "What would move it");
    app.sees("Distance");
    app.click("DisclosureTriangle", "Change the weights");
    app.fill("textbox", "Weight of Reliability", "40");
    app.sees("The others share the remaining 60% in the proportions they had: Quality 24%, Velocity and scale 20%, Value 16%.");
    assert_eq!(app.value("textbox", "Weight of Quality"), "24%");
    app.fill("textbox", "Weight of Reliability", "lots");
    app.sees("“lots” is no share. Write 5% or 0.05.");
    assert_eq!(app.value("textbox", "Weight of Quality"), "24%");
    app.was_quiet();
}
