//! Hundreds of files at once: all of them counted, in the order in which they were dropped, the page answering all the while.
#![cfg(all(feature = "e2e", not(target_arch = "wasm32")))]
#![allow(clippy::unwrap_used, clippy::expect_used)] // here a panic is the report

mod common;
use common::app::App;

const FILES: usize = 300;
const ROWS_A_FILE: usize = 60;

/// Incidents, none of them like another one; their times to recover depend on their number, so that no file can stand for another.
fn incidents(files: std::ops::Range<usize>) -> String {
    let mut text = String::from("id,detected_at,resolved_at,severity,service\n");
    for n in files.start * ROWS_A_FILE..files.end * ROWS_A_FILE {
        let (day, hour, minute) = (1 + n / 1440 % 28, n / 60 % 24, n % 60);
        text += &format!(
            "INC{n},2026-03-{day:02}T{hour:02}:{minute:02}:00Z,2026-04-01T00:{:02}:00Z,{},s{}\n",
            n % 47,
            1 + n % 4,
            n % 7
        );
    }
    text
}

fn name(n: usize) -> String {
    format!("incidents-{n:03}.csv")
}

fn many(files: std::ops::Range<usize>) -> Vec<(String, String)> {
    files.map(|n| (name(n), incidents(n..n + 1))).collect()
}

/// What the cards say of everything that is loaded.
fn figures(app: &App) -> [String; 2] {
    app.click("link", "Scorecard");
    app.select("Period", "Everything loaded");
    ["Incidents", "Time to recover"].map(|card| app.text("article", card))
}

/// Names of the files in the list, from top to bottom.
fn listed(app: &App) -> Vec<String> {
    let names = "[...document.querySelectorAll('.file h3')].map(heading => heading.textContent)";
    serde_json::from_value(app.evaluate(names)).unwrap()
}

fn shows(app: &App, files: usize) {
    app.sees(&format!("{files} files · nothing leaves this tab"));
    app.until("every file to be on the list", || {
        listed(app).len() == files
    });
    app.settle();
}

/// Cancels one file that waits, as soon as the last of the files waits too, then the rest; in the page, which is quicker than any
/// reading. Its value is what the line of the first one said.
const CANCEL: &str = "(async () => {
    const frame = () => new Promise(requestAnimationFrame);
    const there = async find => { for (;;) { const found = find(); if (found) return found; await frame(); } };
    const cancel = name => document.querySelector(`[aria-label=\"Cancel reading ${name}\"]`);
    await there(() => cancel('incidents-039.csv'));
    const said = cancel('incidents-030.csv').closest('.line').textContent;
    cancel('incidents-030.csv').click();
    await there(() => !cancel('incidents-030.csv'));
    (await there(() => document.querySelector('.reads button'))).click();
    return said;
})()";

/// What the cards would say if all rows were in one file.
fn of_one_file(files: usize) -> [String; 2] {
    let app = App::open();
    app.begin_files(&[("incidents.csv".to_owned(), incidents(0..files))]);
    app.sees("1 file · nothing leaves this tab");
    figures(&app)
}

#[test]
fn hundreds_of_files_say_what_one_with_all_their_rows_says_on_the_next_visit_too() {
    let one = of_one_file(FILES);
    let app = App::open();
    app.begin_files(&many(0..FILES));
    shows(&app, FILES);
    assert_eq!(listed(&app), Vec::from_iter((0..FILES).map(name)));
    assert_eq!(figures(&app), one);

    app.click("link", "Report");
    app.click("button", "Snapshot (JSON)");
    let snapshot = app.downloads_eventually(".outturn.json");
    let snapshot: serde_json::Value = serde_json::from_slice(&app.download(&snapshot)).unwrap();
    let sources = snapshot["sources"].as_array().unwrap();
    let sources: Vec<&str> = sources
        .iter()
        .map(|s| s["file"].as_str().unwrap())
        .collect();
    assert_eq!(sources, Vec::from_iter((0..FILES).map(name)));

    app.click("link", "Data");
    app.let_it_be_kept();
    app.reload();
    shows(&app, FILES);
    assert_eq!(listed(&app), Vec::from_iter((0..FILES).map(name)));
    assert_eq!(figures(&app), one);
    app.was_quiet();
}

#[test]
fn what_is_read_stays_when_the_rest_is_cancelled_and_undo_reads_the_rest() {
    let app = App::open();
    // The long one in the middle holds up those behind it.
    let (head, row) = (
        "id,detected_at,resolved_at\n",
        "1,2026-03-01T08:00:00Z,2026-03-01T09:00:00Z\n",
    );
    app.begin_files(&many(0..20));
    shows(&app, 20);
    app.evaluate(&format!("void (window.cancelling = {CANCEL})"));
    app.begin_large_file("long.csv", head, row, 200);
    app.begin_files(&many(20..40));
    let said = app.evaluate("cancelling");
    assert!(
        said.as_str().unwrap().contains("Waiting to be read"),
        "{said}"
    );
    app.settle();
    shows(&app, 20);
    assert_eq!(figures(&app), of_one_file(20));

    app.click("link", "Data");
    app.click("button", "Undo"); // the period
    app.click("button", "Undo");
    app.click("button", "Remove long.csv");
    shows(&app, 39);
    let rest = (0..40).filter(|n| *n != 30).map(name);
    assert_eq!(listed(&app), Vec::from_iter(rest));
    app.was_quiet();
}

#[test]
fn files_that_need_the_user_are_named_on_top_of_the_list() {
    let app = App::open();
    let open_dates = "id,detected_at,resolved_at\n1,03/04/2026 10:00,03/04/2026 11:00\n";
    let mut files = many(0..20);
    files.push(("open.csv".to_owned(), open_dates.to_owned()));
    files.push(("cut.json".to_owned(), "[{\"date\": \"2026-01-0".to_owned()));
    app.begin_files(&files);
    app.sees("1 file waits for an answer: open.csv");
    app.sees("1 file could not be read: cut.json");
    app.settle();

    // Both the line and the link are buttons of that name.
    app.evaluate("document.querySelector('.needing.near button').click()");
    app.settle();
    assert_eq!(app.focused(), ("button".to_owned(), "open.csv".to_owned()));
    app.click(
        "button",
        "Answer: Does day or month come first in detected_at and resolved_at?",
    );
    assert!(!app.page_text().contains("waits for an answer"));
    app.sees("21 files · nothing leaves this tab");
    assert_eq!(app.accessibility_violations(), Vec::<String>::new());
}
