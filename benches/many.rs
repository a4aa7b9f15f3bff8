//! What many small files cost in the built page, against one file of the same rows: when they are dropped, and on the next visit. And
//! how long the page answers nobody meanwhile. Driven in headless Chromium on the built `dist/`, as the whole-app tests are.
//!
//! `cargo test --no-default-features --features e2e --bench many`: what is timed is the page as it was built, so this program itself
//! needs no optimised build. `OUTTURN_FILES=100` makes it another number of files.

#[path = "../tests/common/mod.rs"]
mod common;

use common::app::App;
use serde::Deserialize;
use serde_json::json;
use std::{env, thread, time::Duration};

const FILES: usize = 500;
const ROWS_A_FILE: usize = 60;
/// What a file may cost for being one of its own, in milliseconds.
const ALLOWED_A_FILE: f64 = 10.0;
/// How long one measurement may take.
const PATIENCE: Duration = Duration::from_secs(600);

/// Notes the longest task of the page's thread and the longest time between two frames, and, once all files are loaded and nothing is
/// under way any more, when that was.
const WATCH: &str = "(() => {
    const seen = window.seen = { began: 0, took: 0, task: 0, frame: 0 };
    let last = performance.now();
    new PerformanceObserver(list => list.getEntries().forEach(entry => {
        if (entry.startTime >= seen.began - 1) seen.task = Math.max(seen.task, entry.duration);
    })).observe({ type: 'longtask', buffered: true });
    addEventListener('change', () => {
        last = performance.now();
        Object.assign(seen, { began: last, took: 0, task: 0, frame: 0 });
    }, true);
    const frame = now => {
        if (!seen.took) seen.frame = Math.max(seen.frame, now - last);
        last = now;
        const loaded = parseInt(document.querySelector('.privacy')?.textContent);
        const idle = document.documentElement.dataset.busy === 'false';
        if (!seen.took && idle && loaded === window.expected) seen.took = performance.now() - seen.began;
        requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
})()";

/// Milliseconds.
#[derive(Debug, Clone, Copy, Deserialize)]
struct Seen {
    /// From the choice, or from the navigation, until everything is there.
    took: f64,
    /// The longest task of the page's thread, of those over 50 ms; 0 without any.
    task: f64,
    /// The longest time between two frames.
    frame: f64,
}

fn main() {
    let files = env::var("OUTTURN_FILES").ok();
    let files = files.and_then(|n| n.parse().ok()).unwrap_or(FILES);
    let many: Vec<(String, String)> = (0..files)
        .map(|n| (format!("incidents-{n:03}.csv"), table(n..n + 1)))
        .collect();
    let one = [("incidents.csv".to_owned(), table(0..files))];
    let (many, one) = (visits(&many), visits(&one));
    println!("{files} files of {ROWS_A_FILE} rows against one of the same rows:");
    for (what, many, one) in [("dropped", many.0, one.0), ("next visit", many.1, one.1)] {
        let allowed = 2.0 * one.took + ALLOWED_A_FILE * files as f64;
        println!(
            "{what}: {:.2} of what is allowed, twice the one and {ALLOWED_A_FILE} ms a file ({:.1} ms a file; {:.0} ms against {:.0} ms); \
             longest task {:.0} ms (0: none over 50), longest frame {:.0} ms",
            many.took / allowed,
            (many.took - one.took) / files as f64,
            many.took,
            one.took,
            many.task,
            many.frame,
        );
    }
}

/// A table of incidents, none of them like another one.
fn table(files: std::ops::Range<usize>) -> String {
    let mut text = String::from("id,detected_at,resolved_at,severity,service\n");
    for n in files.start * ROWS_A_FILE..files.end * ROWS_A_FILE {
        let (day, hour, minute) = (1 + n / 1440 % 28, n / 60 % 24, n % 60);
        text += &format!(
            "INC{n},2026-03-{day:02}T{hour:02}:{minute:02}:00Z,2026-03-{day:02}T{hour:02}:{minute:02}:45Z,{},s{}\n",
            1 + n % 4,
            n % 7
        );
    }
    text
}

/// A visit on which files are chosen, and the next one.
fn visits(files: &[(String, String)]) -> (Seen, Seen) {
    let app = App::open();
    app.evaluate(&format!("window.expected = {}", json!(files.len())));
    app.evaluate(&format!("void {WATCH}"));
    app.begin_files(files);
    let first = seen(&app);
    app.until("all to be kept", || {
        app.evaluate("document.documentElement.dataset.kept") == "true"
    });
    app.before_it_starts(&format!("window.expected = {}; {WATCH}", files.len()));
    app.go_to("#/data");
    app.evaluate("void location.reload()");
    thread::sleep(Duration::from_millis(200));
    (first, seen(&app))
}

fn seen(app: &App) -> Seen {
    let began = std::time::Instant::now();
    loop {
        let seen: Option<Seen> = serde_json::from_value(app.evaluate("window.seen ?? null")).ok();
        if let Some(seen) = seen.filter(|seen| seen.took > 0.0) {
            return seen;
        }
        assert!(began.elapsed() < PATIENCE, "{}", app.page_text());
        thread::sleep(Duration::from_millis(100));
    }
}
