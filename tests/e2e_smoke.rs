//! The built page starts: quietly, from a sub-path, under its content security policy, and with a worker of its own build.
#![cfg(all(feature = "e2e", not(target_arch = "wasm32")))]
#![allow(clippy::unwrap_used, clippy::expect_used)] // here a panic is the report

mod common;
use common::app::App;
use std::collections::BTreeMap;

#[test]
fn the_page_starts_without_a_complaint() {
    let app = App::load();
    app.until("the page's program to start", || {
        app.evaluate("document.documentElement.dataset.busy") == "false"
    });
    assert_eq!(app.title(), "Data · Outturn");
    app.was_quiet();
}

#[test]
fn the_policy_allows_own_files_and_nothing_else() {
    let app = App::load();
    let policy =
        app.evaluate("document.querySelector('meta[http-equiv=Content-Security-Policy]').content");
    let policy = policy.as_str().unwrap_or_default();
    assert!(policy.starts_with("default-src 'none'"), "{policy}");
    for forbidden in ["unsafe-inline", "'unsafe-eval'", "http:", "https:", "*"] {
        assert!(!policy.contains(forbidden), "{policy}");
    }
    // The browser agrees: it refuses another origin before anything leaves the machine, and says so on the console.
    let answer = app.evaluate("fetch('http://127.0.0.1:9/').then(() => 'sent', () => 'refused')");
    assert_eq!(answer, "refused");
    assert!(
        app.console_errors()
            .iter()
            .any(|error| error.contains("Content Security Policy")),
        "{:?}",
        app.console_errors()
    );
}

#[test]
fn the_worker_runs_the_page_s_own_program_and_each_program_is_fetched_once() {
    let app = App::open();
    app.click("button", "Load sample: Leading indicators, three years");
    app.click("link", "Scorecard");
    // The copy for use without a network is made from what the browser has already.
    app.let_the_page_be_kept();
    let requests = app.own_requests();
    for file in ["outturn-", "worker-", "readers-", "writers-"] {
        let of_it = requests.iter().filter(|path| path.starts_with(file));
        let times = of_it.fold(BTreeMap::new(), |mut times, path| {
            *times.entry(path).or_insert(0) += 1;
            times
        });
        assert!(!times.is_empty(), "{file}: {requests:?}");
        assert!(times.values().all(|times| *times == 1), "{times:?}");
    }
    app.was_quiet();
}

#[test]
fn a_request_to_another_host_would_be_noticed() {
    let app = App::load();
    app.evaluate("void window.open('http://elsewhere.invalid/figures')"); // the policy does not govern new windows
    app.until("the watch to notice", || {
        app.foreign_requests() == ["http://elsewhere.invalid/figures"]
    });
}
