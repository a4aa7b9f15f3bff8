//! Something of ours breaks: the work does not.
#![cfg(all(feature = "e2e", not(target_arch = "wasm32")))]
#![allow(clippy::unwrap_used, clippy::expect_used)] // here a panic is the report

mod common;
use common::app::App;
use common::scratch::Scratch;

const BILL: &str = "tests/data/focus_sample.csv";

/// A bill is loaded, and there is a scenario with the user's own number and name.
fn with_work() -> App {
    let app = App::open();
    app.choose_files(&[BILL]);
    app.click("link", "ROI");
    app.click("button", "Start a scenario by hand");
    app.fill("textbox", "Scenario name", "For the board");
    app.fill("textbox", "One-off cost", "123,456");
    app.let_it_be_kept();
    app
}

/// From now on the browser fails where it never does: the page's program stops at the next element that it makes.
fn break_the_browser(app: &App) {
    app.evaluate(
        "void (Node.prototype.cloneNode = () => { throw new Error('broken by the test') })",
    );
}

fn has_the_work(app: &App) {
    app.click("link", "Data");
    app.sees("focus_sample.csv");
    app.click("link", "Scorecard");
    app.select("Period", "Everything loaded");
    assert!(app.text("article", "Spend").contains("$20.52"));
    app.click("link", "ROI");
    assert_eq!(app.value("textbox", "Scenario name"), "For the board");
    assert!(app.value("textbox", "One-off cost").contains("123,456"));
}

#[test]
fn a_fault_ends_in_a_page_that_hands_out_the_work() {
    let app = with_work();
    break_the_browser(&app);
    app.click("link", "Scorecard");
    app.sees("Something broke. Your work did not.");
    assert!(
        app.console_errors()
            .iter()
            .any(|error| error.contains("panicked"))
    );
    assert_eq!(app.accessibility_violations(), Vec::<String>::new());

    app.click("button", "Save workspace");
    let name = app.downloads_eventually(".outturn.tar");
    app.sees(&format!("Saved {name}."));
    let scratch = Scratch::new();
    let workspace = scratch.file(&name, app.download(&name));

    let elsewhere = App::open();
    elsewhere.choose_files(&[&workspace]);
    has_the_work(&elsewhere);
    elsewhere.was_quiet();
}

#[test]
fn after_a_fault_the_work_goes_on() {
    let app = with_work();
    break_the_browser(&app);
    app.click("link", "Report");
    app.sees("Something broke. Your work did not.");
    app.click("button", "Go on");
    has_the_work(&app);
}

#[test]
fn work_that_breaks_the_page_again_and_again_is_saved_and_left() {
    let app = with_work();
    break_the_browser(&app);
    app.click("link", "Report");
    app.sees("Something broke. Your work did not.");
    let disabled = |app: &App| app.attribute("button", "Start empty", "disabled").is_some();
    assert!(disabled(&app), "nothing is let go of before it is saved");
    app.click("button", "Save workspace");
    app.downloads_eventually(".outturn.tar");
    app.until("the way out", || !disabled(&app));
    app.click("button", "Start empty");
    app.until("the page to start again", || app.has("link", "Scorecard"));
    app.settle();
    assert!(!app.has("heading", "focus_sample.csv"));
    app.click("link", "ROI");
    assert!(app.has("button", "Start a scenario by hand"));
}

#[test]
fn a_worker_that_breaks_is_named_and_the_work_is_kept() {
    let app = App::open();
    app.watch_workers();
    app.choose_files(&[BILL]);
    app.let_it_be_kept();
    app.break_workers();
    app.sees("The worker stopped:");
    app.sees("Your work is kept");
    app.reload();
    app.sees("focus_sample.csv");
}

#[test]
fn a_browser_that_keeps_nothing_says_so_and_works() {
    let app = App::open();
    app.before_it_starts(
        "IDBFactory.prototype.open = () => { throw new DOMException('storage is off', 'SecurityError') }",
    );
    app.reload();
    app.sees("This browser keeps nothing between visits");
    app.sees("storage is off");
    app.choose_files(&[BILL]);
    app.click("link", "Scorecard");
    app.select("Period", "Everything loaded");
    assert!(app.text("article", "Spend").contains("$20.52"));
    app.click("link", "Report");
    app.click("button", "Workspace");
    app.downloads_eventually(".outturn.tar");
    app.was_quiet();
}
