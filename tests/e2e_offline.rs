//! The page without a network, and its change to a newer version.
#![cfg(all(feature = "e2e", not(target_arch = "wasm32")))]
#![allow(clippy::unwrap_used, clippy::expect_used)] // here a panic is the report

mod common;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use common::app::App;
use common::scratch::Scratch;
use serde_json::json;

const SAMPLE: &str = "Load sample: Leading indicators, three years";

/// Which build the page is, as `second_build` marks it.
const BUILD: &str = "document.documentElement.dataset.build ?? 'first'";

/// Has the browser ask for a newer build now, as it does by itself when a page is opened, and tells how its installation ended.
const ASK_FOR_A_NEWER_BUILD: &str = "navigator.serviceWorker.getRegistration().then(async registration => {
    await registration.update();
    const newcomer = registration.installing ?? registration.waiting;
    while (newcomer?.state === 'installing') await new Promise(done => newcomer.addEventListener('statechange', done, { once: true }));
    return newcomer?.state ?? 'redundant';
})";

/// Addresses of all that the browser keeps, sorted, one list a build.
const KEPT: &str = "caches.keys().then(names => Promise.all(names.map(async name => {
    const requests = await (await caches.open(name)).keys();
    return requests.map(({ url }) => url).sort();
})))";

fn dist() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("dist")
}

fn names_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect()
}

/// A copy of the build whose start script is another one, which marks the page.
fn second_build(scratch: &Scratch) -> PathBuf {
    let folder = scratch.path().join("second");
    fs::create_dir_all(&folder).unwrap();
    for name in names_in(&dist()) {
        fs::copy(dist().join(&name), folder.join(&name)).unwrap();
    }
    let old = start_script(&folder);
    let new = "start-2222222222222222.js";
    let script = fs::read_to_string(folder.join(&old)).unwrap();
    fs::remove_file(folder.join(&old)).unwrap();
    let marked = format!("document.documentElement.dataset.build = 'second';\n{script}");
    fs::write(folder.join(new), marked).unwrap();
    let page = folder.join("index.html");
    let html = fs::read_to_string(&page).unwrap();
    let (before, after) = html.split_once(&old).unwrap();
    let (_integrity, after) = after.split_once('>').unwrap();
    fs::write(page, format!("{before}{new}\">{after}")).unwrap();
    list_build(&folder);
    folder
}

fn start_script(folder: &Path) -> String {
    let is_start = |name: &String| name.starts_with("start-");
    names_in(folder).into_iter().find(is_start).unwrap()
}

/// The last step of the build.
fn list_build(folder: &Path) {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/scripts/list-build.mjs");
    let ended = Command::new("node").arg(script).arg(folder).status();
    assert!(ended.expect("node is not installed").success());
}

fn visited() -> App {
    let app = App::open();
    app.let_the_page_be_kept();
    app
}

#[test]
fn after_the_first_visit_the_page_works_without_a_network() {
    let app = visited();
    app.click("button", SAMPLE);
    app.let_it_be_kept();
    app.stop_server();

    app.reload();
    app.click("link", "Leading → lagging");
    app.sees("Verdict");
    app.click("link", "Data");
    app.click("button", "Load sample: Churn model, a year of operation");
    app.click("link", "Scorecard");
    assert!(
        app.has("article", "Model accuracy"),
        "{:?}",
        app.names("article")
    );

    let beside = app.open_tab();
    beside.click("link", "Scorecard");
    assert!(beside.has("article", "Model accuracy"));
    app.start_server(); // for the watch
    app.was_quiet();
}

#[test]
fn exactly_the_files_of_the_build_are_kept() {
    let app = visited();
    let mut files = names_in(&dist());
    files.retain(|name| name != "service-worker.js");
    let own = app.evaluate("new URL('./', location).href");
    let mut addresses: Vec<String> = files
        .iter()
        .map(|name| format!("{}{name}", own.as_str().unwrap()))
        .collect();
    addresses.sort_unstable();
    assert_eq!(app.evaluate(KEPT), json!([addresses]));
}

#[test]
fn a_newer_version_is_offered_and_taken_in_all_tabs_with_the_work() {
    let (app, scratch) = (visited(), Scratch::new());
    app.click("button", SAMPLE);
    app.publish(&second_build(&scratch));
    assert_eq!(app.evaluate(ASK_FOR_A_NEWER_BUILD), "installed");
    app.sees("A new version is ready.");
    assert_eq!(app.accessibility_violations(), Vec::<String>::new());

    // Until it is taken every tab is of the first build, though the host no longer has that.
    let beside = app.open_tab();
    beside.sees("A new version is ready.");
    assert_eq!(beside.evaluate(BUILD), "first");
    let first = start_script(&dist());
    let loaded = "performance.getEntriesByType('resource').map(entry => entry.name).join()";
    assert!(beside.evaluate(loaded).as_str().unwrap().contains(&first));
    assert_eq!(app.evaluate(BUILD), "first");

    app.click("link", "Report");
    app.begin_to_fill("textbox", "Headline", "Written a moment ago");
    app.begin_to_click("button", "Reload");
    for tab in [&app, &beside] {
        tab.until("the second build", || tab.evaluate(BUILD) == "second");
        tab.settle();
        assert!(!tab.page_text().contains("A new version is ready."));
    }
    assert_eq!(app.value("textbox", "Headline"), "Written a moment ago");
    app.let_the_page_be_kept();
    let kept = app.evaluate(KEPT);
    assert_eq!(kept.as_array().unwrap().len(), 1, "{kept}");
    assert!(!kept.to_string().contains(&first), "{kept}");
    app.was_quiet();
}

#[test]
fn who_is_in_the_middle_of_something_takes_a_newer_version_later() {
    let (app, scratch) = (visited(), Scratch::new());
    app.publish(&second_build(&scratch));
    assert_eq!(app.evaluate(ASK_FOR_A_NEWER_BUILD), "installed");
    app.sees("A new version is ready.");
    app.click("button", "Later");
    app.click("link", "Scorecard");
    assert!(!app.page_text().contains("A new version is ready."));
    assert_eq!(app.evaluate(BUILD), "first");

    // Closing the last tab changes to it too.
    app.leave();
    app.until("the second build", || {
        app.go_to("");
        app.settle();
        let build = app.evaluate(BUILD);
        app.leave();
        build == "second"
    });
}

#[test]
fn a_broken_download_never_becomes_a_version() {
    let (app, scratch) = (visited(), Scratch::new());
    let second = second_build(&scratch);
    let start = second.join(start_script(&second));
    let right = fs::read(&start).unwrap();
    let mut wrong = right.clone();
    *wrong.last_mut().unwrap() = b' '; // one byte
    fs::write(&start, wrong).unwrap();
    app.publish(&second);
    assert_eq!(app.evaluate(ASK_FOR_A_NEWER_BUILD), "redundant");
    app.reload();
    assert_eq!(app.evaluate(BUILD), "first");
    assert!(!app.has("button", "Reload"));

    fs::write(&start, right).unwrap();
    assert_eq!(app.evaluate(ASK_FOR_A_NEWER_BUILD), "installed");
    app.begin_to_click("button", "Reload");
    app.until("the second build", || app.evaluate(BUILD) == "second");
}

#[test]
fn the_page_can_be_installed() {
    let app = visited();
    assert_eq!(app.faults_of_installing(), Vec::<String>::new());
}

#[test]
fn a_browser_without_service_workers_says_nothing_and_works() {
    let app = App::load();
    app.before_it_starts("delete Navigator.prototype.serviceWorker");
    app.reload();
    app.click("button", SAMPLE);
    app.click("link", "Leading → lagging");
    app.sees("Verdict");
    app.was_quiet();
}
