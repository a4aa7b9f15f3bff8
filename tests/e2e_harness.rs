//! The verbs of the other tests do what they say: tabs share one browser, what goes wrong goes wrong, and what is watched is seen.
#![cfg(all(feature = "e2e", not(target_arch = "wasm32")))]
#![allow(clippy::unwrap_used, clippy::expect_used)] // here a panic is the report

mod common;
use common::app::App;

const BILL: &str = "tests/data/focus_sample.csv";

/// Databases of the page's origin, and what the page keeps in them under the key of the work.
const KEPT: &str = "new Promise((done, failed) => {
    const opening = indexedDB.open('outturn');
    opening.onerror = () => failed(opening.error);
    opening.onsuccess = () => {
        const reading = opening.result.transaction('document').objectStore('document').get('current');
        reading.onsuccess = () => { opening.result.close(); done(reading.result ?? null); };
    };
})";

#[test]
fn three_tabs_share_one_storage_and_each_shows_its_own_page() {
    let first = App::open();
    first.choose_files(&[BILL]);
    first.let_it_be_kept();
    let second = first.open_tab();
    second.click("link", "ROI");
    let third = second.open_tab();
    third.click("link", "Scorecard");

    let kept = first.evaluate(KEPT);
    assert!(kept.as_str().unwrap().contains("focus_sample.csv"));
    assert_eq!(second.evaluate(KEPT), kept);
    assert_eq!(third.evaluate(KEPT), kept);
    // Each handle speaks for its own tab, whichever was spoken to last.
    assert_eq!(first.title(), "Data · Outturn");
    assert_eq!(third.title(), "Scorecard · Outturn");
    assert_eq!(second.title(), "ROI · Outturn");

    second.close();
    first.sees("focus_sample.csv");
    third.was_quiet();
}

#[test]
fn only_the_tab_in_front_is_visible() {
    let first = App::open();
    let second = first.open_tab();
    assert_eq!(second.evaluate("document.visibilityState"), "visible");
    first.evaluate("void (globalThis.hidden = 0, document.onvisibilitychange = () => hidden += document.hidden)");
    second.title();
    assert_eq!(first.evaluate("hidden"), 1);
    assert_eq!(first.evaluate("document.visibilityState"), "visible");
}

#[test]
fn an_error_or_a_request_elsewhere_is_noticed_in_any_tab() {
    let first = App::open();
    let second = first.open_tab();
    first.was_quiet();
    second.evaluate("console.error('said in the second tab')");
    second.evaluate("void window.open('http://elsewhere.invalid/figures')");
    first.until("the watch to notice", || {
        first.foreign_requests() == ["http://elsewhere.invalid/figures"]
    });
    let errors = first.console_errors();
    assert!(errors[0].contains("said in the second tab"), "{errors:?}");
    second.close();
    assert_eq!(first.console_errors()[0], errors[0]);
}

#[test]
fn after_a_crash_another_tab_of_the_same_browser_has_what_was_kept() {
    let app = App::open();
    app.before_it_starts("globalThis.prelude = true");
    let bystander = app.open_tab();
    app.choose_files(&[BILL]);
    app.let_it_be_kept();
    app.crash();

    let again = app.open_tab();
    again.sees("focus_sample.csv");
    assert_eq!(again.evaluate("prelude"), true);
    assert_eq!(bystander.evaluate("prelude"), true);
    again.reload();
    again.sees("focus_sample.csv");
    app.close();
    again.was_quiet();
}

#[test]
fn the_only_tab_crashes_and_the_browser_goes_on() {
    let app = App::open();
    app.choose_files(&[BILL]);
    app.let_it_be_kept();
    app.crash();
    app.open_tab().sees("focus_sample.csv");
}

#[test]
fn workers_are_broken_or_silenced_from_outside() {
    let app = App::open();
    app.watch_workers();
    app.choose_files(&[BILL]);
    app.break_workers();
    app.sees("The worker stopped (");
    app.reload();
    app.silence_workers();
    app.sees("The worker stopped (it ended without a word)");
}

#[test]
fn the_server_is_out_of_reach_and_back() {
    let app = App::open();
    let fetched =
        "fetch('./', { cache: 'no-store' }).then(answer => answer.status, () => 'out of reach')";
    assert_eq!(app.evaluate(fetched), 200);
    app.stop_server();
    assert_eq!(app.evaluate(fetched), "out of reach");
    app.start_server();
    assert_eq!(app.evaluate(fetched), 200);
    app.reload();
    app.sees("Load sample");
}
