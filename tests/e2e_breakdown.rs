//! Something of ours breaks: the work does not.
#![cfg(all(feature = "e2e", not(target_arch = "wasm32")))]
#![allow(clippy::unwrap_used, clippy::expect_used)] // here a panic is the report

mod common;
use common::app::App;
use common::scratch::Scratch;
use rstest::rstest;
use std::fs;

const BILL: &str = "tests/data/focus_sample.csv";

/// A bill is loaded, and there is a scenario with the user's own number and name.
fn with_work() -> App {
    let app = App::open();
    app.choose_files(&[BILL]);
    app.click("link", "ROI");
    app.until("the scenario that the bill suggests", || {
        app.has("textbox", "Scenario name")
    });
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

fn shows_the_bill(app: &App) {
    app.click("link", "Scorecard");
    app.select("Period", "Everything loaded");
    assert!(app.text("article", "Spend").contains("$20.52"));
}

fn has_the_work(app: &App) {
    app.click("link", "Data");
    app.sees("focus_sample.csv");
    shows_the_bill(app);
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
    app.sees("Work from before you started empty");
    app.click("link", "ROI");
    assert!(app.has("button", "Start a scenario by hand"));
    // It was set aside, not thrown away.
    app.click("link", "Data");
    app.click("button", "Open");
    has_the_work(&app);
}

#[rstest]
#[case::with_an_error(App::break_workers, "")]
#[case::by_an_answer_that_cannot_be_read(App::garble_answers, "a message could not be read")]
#[case::by_a_question_that_cannot_be_read(App::garble_questions, "a message could not be read")]
fn a_worker_that_breaks_is_replaced_and_the_files_are_read_again(
    #[case] break_it: fn(&App),
    #[case] because: &str,
) {
    let app = App::open();
    app.watch_workers();
    app.choose_files(&[BILL]);
    app.let_it_be_kept();
    break_it(&app);
    app.sees("The worker stopped (");
    app.sees(because);
    app.settle();
    shows_the_bill(&app);
    app.reload();
    shows_the_bill(&app);
}

#[test]
fn a_worker_that_ends_without_a_word_is_missed_and_replaced() {
    let app = App::open();
    app.watch_workers();
    app.choose_files(&[BILL]);
    app.let_it_be_kept();
    app.silence_workers();
    app.sees("The worker stopped (it ended without a word)");
    app.settle();
    shows_the_bill(&app);
}

/// The worker ends right after each step of a story: nothing of the work goes with it, and the next one shows the same.
#[rstest]
#[case::with_an_error(App::break_workers)]
#[case::without_a_word(App::silence_workers)]
fn a_worker_that_ends_at_any_step_takes_nothing_with_it(#[case] end: fn(&App)) {
    type Step = fn(&App);
    fn bill() -> (String, String) {
        (
            "focus_sample.csv".to_owned(),
            fs::read_to_string(BILL).unwrap(),
        )
    }
    let load: Step = |app| app.begin_files(&[bill()]);
    let change: Step = |app| {
        app.click(
            "DisclosureTriangle",
            "How it was read: Delimited text, UTF-8, cells by comma",
        );
        app.begin_to_select("Encoding", "Windows-1252");
    };
    let save: Step = |app| {
        app.click("link", "Report");
        app.begin_to_click("button", "Workspace");
        app.begin_to_click("link", "Data");
    };
    let remove: Step = |app| app.begin_to_click("button", "Remove focus_sample.csv");
    let undo: Step = |app| app.begin_to_click("button", "Undo");
    let steps = [load, change, save, remove, undo];
    for last in 0..steps.len() {
        let app = App::open();
        app.watch_workers();
        for step in &steps[..last] {
            step(&app);
            app.let_it_be_kept();
        }
        steps[last](&app);
        end(&app);
        app.sees("The worker stopped (");
        app.let_it_be_kept();
        for visit in ["this one", "the next one"] {
            // Where the worker was reading just then, the page does not read the file again by itself, and says so.
            if app.has("button", "Read focus_sample.csv all the same") {
                app.click("button", "Read focus_sample.csv all the same");
            }
            let is_there = app.has("heading", "focus_sample.csv");
            assert_eq!(is_there, last != 3, "step {last}, {visit}");
            if is_there {
                shows_the_bill(&app);
                app.click("link", "Data");
            }
            app.let_it_be_kept();
            app.reload();
        }
    }
}

/// What ends the worker while it reads stays listed, and is read again only when the user says so: also in later visits.
#[test]
fn a_file_that_ends_the_worker_is_not_read_for_ever() {
    let app = App::open();
    app.watch_workers();
    app.choose_files(&[BILL]);
    let (head, row) = (
        "timestamp,model,latency_ms,status\n",
        "2026-03-05T08:15:30Z,churn-gbm,18.25,ok\n",
    );
    app.begin_large_file("log.csv", head, row, 150);
    app.until("the log to be read", || {
        app.has("button", "Cancel reading log.csv")
    });
    app.break_workers();
    app.sees("Reading log.csv ended the worker");
    app.settle();
    app.sees("Too large for this tab");
    shows_the_bill(&app);
    app.click("link", "Data");
    app.let_it_be_kept();
    app.reload();
    app.sees("Too large for this tab");
    shows_the_bill(&app);
    // It was the test that broke the worker: read on purpose, the file is as good as any.
    app.click("link", "Data");
    app.click("button", "Read log.csv all the same");
    app.sees("3,750,000");
    app.let_it_be_kept();
    app.reload();
    app.sees("3,750,000");
}

#[test]
fn a_browser_that_keeps_nothing_says_so_at_the_first_file_and_works() {
    let app = App::open();
    app.before_it_starts(
        "IDBFactory.prototype.open = () => { throw new DOMException('storage is off', 'SecurityError') }",
    );
    app.reload();
    assert!(!app.page_text().contains("not kept"), "{}", app.page_text());
    app.choose_files(&[BILL]);
    app.sees("Your work is not kept between visits");
    app.sees("storage is off");
    shows_the_bill(&app);
    app.click("button", "Save workspace");
    app.downloads_eventually(".outturn.tar");
    app.was_quiet();
}

/// A database that never calls back, as a broken profile has.
#[test]
fn a_browser_whose_storage_never_answers_says_so_and_works() {
    let app = App::open();
    app.before_it_starts("IDBFactory.prototype.open = () => new EventTarget()");
    app.reload();
    app.choose_files(&[BILL]);
    app.sees("Your work is not kept between visits: the browser’s storage does not answer.");
    shows_the_bill(&app);
}
