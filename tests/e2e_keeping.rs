//! What the page says is kept is there: after a crash, a fault of the storage, a file changed on disk, a version that cannot read it.
#![cfg(all(feature = "e2e", not(target_arch = "wasm32")))]
#![allow(clippy::unwrap_used, clippy::expect_used)] // here a panic is the report

mod common;
use common::app::App;
use common::scratch::Scratch;
use rstest::rstest;
use std::fs;
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

const BILL: &str = "tests/data/focus_sample.csv";
const CANNOT_READ: &str = "Your work is here but this version cannot read it";

fn shows_the_bill(app: &App) {
    app.click("link", "Scorecard");
    app.select("Period", "Everything loaded");
    assert!(app.text("article", "Spend").contains("$20.52"));
    app.click("link", "Data");
}

fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    haystack
        .windows(needle.len())
        .any(|window| window == needle)
}

#[rstest]
#[case::newer(|_: &str| r#"{"saved_by":"9.1.0","version":99,"files":"elsewhere"}"#.to_owned(), "It was saved by version 9.1.0")]
#[case::cut(|text: &str| text[..text.len() / 2].to_owned(), "it ends too early")]
#[case::an_unknown_word(|text: &str| text.replacen("\"grain\":\"", "\"grain\":\"fortnight-", 1), "fortnight")]
fn work_that_this_version_cannot_read_is_left_alone_and_offered(
    #[case] spoil: fn(&str) -> String,
    #[case] says: &str,
) {
    let app = App::open();
    app.choose_files(&[BILL]);
    app.let_it_be_kept();
    app.evaluate("void (location.href = 'about:blank')");
    app.go_to("favicon.ico"); // of the same origin, with the same storage, but not the page
    let text = app.stored_documents()["current"]
        .as_str()
        .unwrap()
        .to_owned();
    let spoilt = spoil(&text);
    assert_ne!(spoilt, text);
    app.store_document(&spoilt);

    app.go_to("");
    app.settle();
    app.sees(CANNOT_READ);
    app.sees(says);
    assert_eq!(app.accessibility_violations(), Vec::<String>::new());
    // Nothing is written over the work, and its file is not swept; nothing is added that no screen would show.
    app.choose_files(&[BILL]);
    app.sees("Nothing was added.");
    sleep(Duration::from_millis(1_500));
    app.reload();
    app.sees(CANNOT_READ);
    // Its file was saved, whatever the page knew of it.
    assert!(!app.page_text().contains("before these files were saved"));
    assert_eq!(app.stored_documents()["current"], spoilt.as_str());
    assert_eq!(app.stored_files().0, 1);

    app.click("button", "Download the work");
    let name = app.downloads_eventually(".outturn.tar");
    app.sees(&format!("Saved {name}."));
    let archive = app.download(&name);
    assert!(contains(&archive, spoilt.as_bytes()));
    assert!(contains(&archive, &fs::read(BILL).unwrap()));

    app.click("button", "Start empty beside it");
    app.sees("Work that this version cannot read");
    app.choose_files(&[BILL]);
    app.let_it_be_kept();
    app.reload();
    shows_the_bill(&app);
    app.sees("Work that this version cannot read");
    assert_eq!(app.stored_files().0, 2);
    // Whoever wants it gone says so twice.
    app.click("button", "Delete");
    app.click("button", "Delete for good");
    app.until("it to be gone", || app.stored_files().0 == 1);
    app.reload();
    shows_the_bill(&app);
}

#[test]
fn a_file_written_again_on_disk_does_not_change_what_was_added() {
    let scratch = Scratch::new();
    let file = scratch.file("bill.csv", fs::read(BILL).unwrap());
    let app = App::open();
    app.choose_files(&[&file]);
    app.let_it_be_kept();
    fs::write(&file, "nothing,of,the,kind\n1,2,3,4\n").unwrap();

    app.click("link", "Report");
    app.click("button", "Workspace");
    let name = app.downloads_eventually(".outturn.tar");
    app.sees(&format!("Saved {name}."));
    assert!(contains(&app.download(&name), &fs::read(BILL).unwrap()));

    // Read again, removed and brought back, it is still what was added.
    app.click("link", "Data");
    app.click(
        "DisclosureTriangle",
        "How it was read: Delimited text, UTF-8, cells by comma",
    );
    app.select("Encoding", "Windows-1252");
    shows_the_bill(&app);
    app.click("button", "Remove bill.csv");
    app.let_it_be_kept();
    app.click("button", "Undo");
    app.let_it_be_kept();
    app.reload();
    shows_the_bill(&app);
}

#[test]
fn a_workspace_with_a_damaged_file_says_which_and_opens_the_rest() {
    let app = App::open();
    app.choose_files(&[BILL, "tests/data/macrodata.csv"]);
    app.click("link", "Report");
    app.click("button", "Workspace");
    let name = app.downloads_eventually(".outturn.tar");
    let mut archive = app.download(&name);
    let of_macrodata = b"realgdp";
    let at = archive
        .windows(of_macrodata.len())
        .position(|window| window == of_macrodata);
    archive[at.unwrap()] ^= 1;
    let scratch = Scratch::new();
    let workspace = scratch.file("damaged.outturn.tar", archive);
    let elsewhere = App::open();
    elsewhere.choose_files(&[&workspace]);
    elsewhere.sees("Opened damaged.outturn.tar without macrodata.csv");
    assert!(!elsewhere.has("heading", "macrodata.csv"));
    // What was said of it is over with it.
    elsewhere.click("button", "Undo");
    assert!(!elsewhere.page_text().contains("Opened damaged"));
    elsewhere.click("button", "Redo");
    shows_the_bill(&elsewhere);
}

/// The archive without the member whose bytes begin like this; a member is a block with its length in octal digits, then its bytes.
fn without_member(archive: &[u8], beginning: &str) -> Vec<u8> {
    const BLOCK: usize = 512;
    let (mut left, mut at) = (Vec::new(), 0);
    while at < archive.len() {
        let digits: String = archive[at + 124..at + 135]
            .iter()
            .map(|b| char::from(*b))
            .collect();
        let length = usize::from_str_radix(digits.trim_matches(['\0', ' ']), 8).unwrap_or(0);
        let end = (at + BLOCK + length.next_multiple_of(BLOCK)).min(archive.len());
        if !archive[at..end]
            .get(BLOCK..)
            .is_some_and(|bytes| bytes.starts_with(beginning.as_bytes()))
        {
            left.extend(&archive[at..end]);
        }
        at = end;
    }
    left
}

#[test]
fn a_workspace_that_lacks_a_file_says_which_and_opens_the_rest() {
    let app = App::open();
    app.choose_files(&[BILL, "tests/data/macrodata.csv"]);
    app.click("link", "Report");
    app.click("button", "Workspace");
    let name = app.downloads_eventually(".outturn.tar");
    let beginning = fs::read_to_string("tests/data/macrodata.csv").unwrap()[..40].to_owned();
    let archive = app.download(&name);
    let lacking = without_member(&archive, &beginning);
    assert!(lacking.len() < archive.len());
    let scratch = Scratch::new();
    let workspace = scratch.file("lacking.outturn.tar", lacking);
    let elsewhere = App::open();
    elsewhere.choose_files(&[&workspace]);
    elsewhere.sees("Opened lacking.outturn.tar without macrodata.csv: not in the file.");
    let said = elsewhere.page_text();
    assert!(
        !said.contains("no longer in this browser")
            && !said.contains("not in this browser any more")
    );
    assert!(!elsewhere.has("heading", "macrodata.csv"));
    shows_the_bill(&elsewhere);
}

#[test]
fn files_dropped_with_a_workspace_are_added_to_it() {
    let app = App::open();
    app.choose_files(&[BILL]);
    app.click("link", "Report");
    app.click("button", "Workspace");
    let name = app.downloads_eventually(".outturn.tar");
    let (scratch, archive) = (Scratch::new(), app.download(&name));
    let one = scratch.file("one.outturn.tar", &archive);
    let two = scratch.file("two.outturn.tar", &archive);
    let elsewhere = App::open();
    elsewhere.choose_files(&[Path::new("tests/data/macrodata.csv"), &one]);
    shows_the_bill(&elsewhere);
    assert!(elsewhere.has("heading", "macrodata.csv"));
    elsewhere.choose_files(&[one, two]);
    elsewhere.sees(
        "Nothing was opened or added: one.outturn.tar and two.outturn.tar are both workspaces",
    );
    assert!(elsewhere.has("heading", "macrodata.csv"));
}

/// Moves a slider without a pause, as a hand does, until the tab ends.
#[test]
fn a_crash_takes_at_most_the_last_second() {
    let app = App::open();
    app.click("link", "ROI");
    app.click("button", "Start a scenario by hand");
    app.let_it_be_kept();
    app.evaluate(
        "void (() => {
            const field = document.querySelector('input[aria-label=\"One-off cost\"]');
            const began = performance.now();
            setInterval(() => {
                field.value = String(Math.round(performance.now() - began));
                field.dispatchEvent(new Event('input', { bubbles: true }));
                field.dispatchEvent(new Event('change', { bubbles: true }));
            }, 40);
        })()",
    );
    sleep(Duration::from_secs(4));
    let shown = app.evaluate("document.querySelector('input[aria-label=\"One-off cost\"]').value");
    app.crash();
    let number = |text: &str| -> f64 {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        digits.parse().unwrap()
    };
    let shown = number(shown.as_str().unwrap());
    let next = app.open_tab();
    next.click("link", "ROI");
    let kept = number(&next.value("textbox", "One-off cost"));
    assert!(shown > 2_000.0, "the test moved nothing: {shown}");
    assert!(shown - kept <= 1_000.0, "shown {shown}, kept {kept}");
}

#[test]
fn a_file_is_marked_until_it_is_kept_and_then_outlives_a_crash() {
    let app = App::open();
    app.choose_files(&[BILL]);
    app.until("the file to be kept", || {
        app.page_text().contains("1 file kept in this browser")
    });
    app.crash();
    let next = app.open_tab();
    next.settle();
    shows_the_bill(&next);
}

#[test]
fn files_added_and_removed_again_and_again_leave_nothing_behind() {
    let app = App::open();
    let (head, row) = (
        "timestamp,model,latency_ms,status\n",
        "2026-03-05T08:15:30Z,churn-gbm,18.25,ok\n",
    );
    for n in 0..25 {
        app.begin_large_file("log.csv", head, row, 10);
        app.until("the log to be read", || app.has("button", "Remove log.csv"));
        // Its size counts before its fingerprint is known.
        app.sees("1 file kept in this browser, 10");
        app.let_it_be_kept();
        app.click("button", "Remove log.csv");
        app.until(&format!("file {n} to be let go of"), || {
            app.stored_files() == (0, 0)
        });
    }
    // The last ones are held for undo, and kept again once they are back.
    app.click("button", "Undo");
    app.let_it_be_kept();
    assert!(app.stored_files().1 > 9_000_000);
    app.sees("250,000 of 250,000 rows used");
}

/// Some private windows store no `Blob`: the write fails without a reason.
#[test]
fn where_blobs_cannot_be_kept_bytes_are() {
    let app = App::open();
    app.before_it_starts(
        "(() => {
            const put = IDBObjectStore.prototype.put;
            IDBObjectStore.prototype.put = function (value, ...key) {
                const request = put.call(this, value instanceof Blob ? 'no blob' : value, ...key);
                if (value instanceof Blob) this.transaction.abort();
                return request;
            };
        })()",
    );
    app.reload();
    app.choose_files(&[BILL]);
    app.let_it_be_kept();
    app.reload();
    shows_the_bill(&app);
    app.let_it_be_kept();
    app.click("button", "Remove focus_sample.csv");
    app.until("it to be let go of", || app.stored_files().0 == 0);
    app.click("button", "Undo");
    app.let_it_be_kept();
    app.reload();
    shows_the_bill(&app);
}

#[test]
fn a_file_for_which_there_is_no_room_is_said_and_not_named_in_the_next_visit() {
    let app = App::open();
    app.before_it_starts(
        "(() => {
            const put = IDBObjectStore.prototype.put;
            IDBObjectStore.prototype.put = function (...given) {
                if (this.name === 'files' && localStorage.getItem('full')) throw new DOMException('full', 'QuotaExceededError');
                return put.apply(this, given);
            };
        })()",
    );
    app.evaluate("localStorage.setItem('full', 'yes')");
    app.reload();
    app.choose_files(&[BILL]);
    app.sees("Not kept in this browser: the browser has no room left for it.");
    shows_the_bill(&app);
    app.reload();
    assert!(!app.has("heading", "focus_sample.csv"));
    app.choose_files(&[BILL]);
    app.sees("Not kept in this browser");
    app.evaluate("localStorage.removeItem('full')");
    app.click("button", "Try again");
    app.let_it_be_kept();
    assert!(!app.page_text().to_lowercase().contains("not kept"));
    app.reload();
    shows_the_bill(&app);
}

/// Another connection holds the whole database for three seconds; the page's patience, ten seconds elsewhere, is one here.
const STALLS: &str = "const opening = indexedDB.open('outturn');
    opening.onsuccess = () => {
        const store = opening.result.transaction(['document', 'files'], 'readwrite').objectStore('files');
        const end = performance.now() + 3000;
        const wait = () => { performance.now() < end ? (store.get('none').onsuccess = wait) : opening.result.close(); };
        wait();
    };
    return call.apply(self, given)";

/// What a call does instead of what it should, at the n-th call of the story, for every n: throws, aborts its transaction, closes the
/// connection, or does what it should and leaves the storage busy for longer than the page waits.
#[rstest]
#[case::stalls(STALLS)]
#[case::throws("throw new DOMException('a test', 'UnknownError')")]
#[case::is_full("throw new DOMException('a test', 'QuotaExceededError')")]
#[case::aborts(
    "const answer = call.apply(self, given); (self.transaction?.abort ? self.transaction : self.abort ? self : answer).abort(); return answer"
)]
#[case::loses_the_connection(
    "(self.close ? self : (self.transaction?.db ?? self.db)).close(); return call.apply(self, given)"
)]
fn a_fault_at_any_call_of_the_storage_loses_nothing_that_was_said_to_be_kept(#[case] how: &str) {
    let app = App::open();
    app.make_storage_fail(how);
    app.before_it_starts(
        "(() => {
            const usual = setTimeout;
            globalThis.setTimeout = (act, wait, ...given) => usual(act, wait >= 5000 && wait < 15000 ? wait / 10 : wait, ...given);
        })()",
    );
    app.reload();
    let (calls, moment) = (24, if how == STALLS { 4_500 } else { 1_200 });
    for n in 0..calls {
        app.evaluate(&format!(
            "localStorage.setItem('outturn-test-fails-at', {n})"
        ));
        app.reload();
        app.evaluate("localStorage.removeItem('outturn-test-fails-at')");
        // Load, change, remove, undo; each is done once it is said to be kept, or said not to be.
        app.choose_files(&[BILL]);
        app.click("link", "ROI");
        app.until("the scenario that the bill suggests", || {
            app.has("textbox", "Scenario name")
        });
        app.fill("textbox", "Scenario name", &format!("Case {n}"));
        app.click("link", "Data");
        sleep(Duration::from_millis(moment));
        let is_kept = app.evaluate("document.documentElement.dataset.kept") == "true";
        let said = app.page_text();
        app.reload();
        let there = app.has("heading", "focus_sample.csv");
        app.click("link", "ROI");
        let named = app.has("textbox", "Scenario name")
            && app.value("textbox", "Scenario name") == format!("Case {n}");
        assert!(
            (there && named) || (!is_kept && said.to_lowercase().contains("not kept")),
            "{how} at call {n}: kept {is_kept}, file {there}, scenario {named}; it said {said}"
        );
        app.clear_storage();
    }
}

/// The tab's process ends right after each step of a story, and again a moment later, when that step is said to be kept.
#[rstest]
#[case::right_after_it(false)]
#[case::once_it_is_kept(true)]
fn a_crash_at_any_step_leaves_what_was_said_to_be_kept(#[case] waits: bool) {
    type Step = fn(&App);
    let steps: [Step; 5] = [
        |app| app.choose_files(&[BILL]),
        |app| {
            app.click("link", "Scorecard");
            app.select("Period", "Everything loaded");
            app.click("link", "Data");
        },
        |app| app.click("button", "Remove focus_sample.csv"),
        |app| app.click("button", "Undo"),
        |app| app.click("button", "Start over"),
    ];
    let has_file = [true, true, false, true, false];
    let first = App::open();
    first.leave(); // the tabs that crash are the only ones that show the page
    for last in 0..steps.len() {
        let app = first.open_tab();
        for (n, step) in steps[..=last].iter().enumerate() {
            step(&app);
            if waits || n < last {
                app.let_it_be_kept();
            }
        }
        let is_kept = app.evaluate("document.documentElement.dataset.kept") == "true";
        assert!(is_kept || !waits);
        app.crash();

        let next = app.open_tab();
        next.settle();
        let there = next.has("heading", "focus_sample.csv");
        if is_kept {
            assert_eq!(there, has_file[last], "after step {last}");
        }
        // Kept or not: a file that is named is there, whole.
        if there {
            shows_the_bill(&next);
            next.click("button", "Start over");
            next.let_it_be_kept();
        }
        next.close();
        app.close();
    }
}

#[test]
fn the_user_clears_the_sites_data_while_the_page_is_open() {
    let app = App::open();
    app.choose_files(&[BILL]);
    app.let_it_be_kept();
    app.clear_storage();
    app.sees("What this browser kept of your work was cleared.");
    assert_eq!(
        app.evaluate("document.documentElement.dataset.kept"),
        "false"
    );
    assert_eq!(
        app.stored_files().0,
        0,
        "nothing is written behind the user's back"
    );
    app.click("link", "Report");
    app.click("button", "Workspace");
    let name = app.downloads_eventually(".outturn.tar");
    app.sees(&format!("Saved {name}."));
    assert!(contains(&app.download(&name), &fs::read(BILL).unwrap()));
    // The next change has everything kept again.
    app.click("link", "ROI");
    app.until("the scenario that the bill suggests", || {
        app.has("textbox", "Scenario name")
    });
    app.fill("textbox", "Scenario name", "For the board");
    app.let_it_be_kept();
    assert!(!app.page_text().contains("was cleared"));
    assert_eq!(app.stored_files().0, 1);
    app.reload();
    shows_the_bill(&app);
}

#[test]
fn a_double_click_on_remove_removes_one_file() {
    let app = App::open();
    app.choose_files(&[BILL, "tests/data/macrodata.csv"]);
    app.let_it_be_kept();
    app.double_click("button", "Remove focus_sample.csv");
    assert!(!app.has("heading", "focus_sample.csv"));
    assert!(app.has("heading", "macrodata.csv"));
    // What was said of the step before is over with the next one.
    app.click("button", "Start over");
    app.sees("Everything is cleared.");
    app.click("button", "Undo");
    assert!(!app.page_text().contains("Everything is cleared."));
}

/// A disk that takes so many milliseconds for each lot of files.
fn with_a_slow_disk(app: &App, milliseconds: u32) {
    app.before_it_starts(&format!(
        "(() => {{
            const commit = IDBTransaction.prototype.commit;
            IDBTransaction.prototype.commit = function () {{
                if (this.objectStoreNames.contains('document')) return commit.call(this);
                const [store, end] = [this.objectStore('files'), performance.now() + {milliseconds}];
                const wait = () => performance.now() < end ? (store.get('none').onsuccess = wait) : commit.call(this);
                wait();
            }};
        }})()"
    ));
    app.reload();
}

/// Whether the browser would ask before it leaves the page.
fn asks_before_it_leaves(app: &App) -> bool {
    app.evaluate("!dispatchEvent(new Event('beforeunload', { cancelable: true }))") == true
}

#[test]
fn the_browser_asks_before_it_leaves_a_file_that_is_not_kept_yet() {
    let app = App::open();
    with_a_slow_disk(&app, 3_000);
    app.click("link", "Scorecard");
    app.click("link", "Data");
    assert!(!asks_before_it_leaves(&app));
    app.choose_files(&[BILL]);
    app.sees("being saved in this browser");
    assert!(asks_before_it_leaves(&app));
    app.let_it_be_kept();
    assert!(!asks_before_it_leaves(&app));
}

/// The file goes from the disk, or becomes another one, after it was read and before it was saved: that is said, once, and the blame
/// is not the storage's.
#[rstest]
#[case::deleted(|file: &Path| fs::remove_file(file).unwrap())]
#[case::changed(|file: &Path| fs::write(file, "nothing,of,the,kind\n1,2,3,4\n").unwrap())]
fn a_file_that_goes_from_the_disk_before_it_is_saved_is_said_to_have_done_so(
    #[case] spoil: fn(&Path),
) {
    let scratch = Scratch::new();
    let file = scratch.file("bill.csv", fs::read(BILL).unwrap());
    let app = App::open();
    with_a_slow_disk(&app, 2_000);
    app.choose_files(&[&file]);
    app.sees("being saved in this browser");
    spoil(&file);
    app.sees("bill.csv was changed or deleted on the disk before it was saved here. Add it again to keep it.");
    let said = app.page_text();
    assert!(
        !said.contains("refused") && !said.contains("network"),
        "{said}"
    );
    // It is loaded all the same, until the page is left.
    app.click("link", "Scorecard");
    app.select("Period", "Everything loaded");
    assert!(app.text("article", "Spend").contains("$20.52"));
    app.reload();
    app.click("link", "Data");
    app.sees("The page was left before these files were saved: bill.csv.");
    assert!(!app.has("heading", "bill.csv"));
}

/// Three hundred files take a moment to write: a tab that ends before that says in the next visit which are missing.
#[test]
fn files_that_were_not_written_yet_are_named_in_the_next_visit() {
    let files: Vec<(String, String)> = (0..300)
        .map(|n| {
            let rows = "2026-03-05T08:15:30Z,churn-gbm,18.25,ok\n".repeat(60);
            let text = format!("timestamp,model,latency_ms,status\n{rows}");
            (format!("log-{n:03}.csv"), text)
        })
        .collect();
    let app = App::open();
    with_a_slow_disk(&app, 200);
    app.begin_files(&files);
    app.until("some files to be kept", || {
        app.page_text().contains(" of 300 kept in this browser")
    });
    app.crash();
    let next = app.open_tab();
    next.let_it_be_kept();
    let kept = next.stored_files().0;
    assert!(kept < 300, "{kept}");
    next.sees("The page was left before these files were saved: log-");
    next.sees(&format!("and {} more. Add them again.", 300 - kept - 20));
}

#[test]
fn a_newer_version_saves_in_another_tab_and_the_work_of_this_one_is_offered_too() {
    let app = App::open();
    app.choose_files(&[BILL]);
    app.let_it_be_kept();
    let newer = r#"{"saved_by":"9.1.0","revision":99,"version":99}"#;
    app.store_document(newer);
    app.choose_files(&["tests/data/macrodata.csv"]);
    app.sees(CANNOT_READ);
    app.sees("What this tab has loaded");
    app.click("button", "Save workspace");
    let name = app.downloads_eventually(".outturn.tar");
    app.sees(&format!("Saved {name}."));
    let archive = app.download(&name);
    for file in [BILL, "tests/data/macrodata.csv"] {
        assert!(contains(&archive, &fs::read(file).unwrap()), "{file}");
    }
    assert_eq!(app.stored_documents()["current"], newer);

    app.click("button", "Go on with this work");
    app.let_it_be_kept();
    app.reload();
    shows_the_bill(&app);
    assert!(app.has("heading", "macrodata.csv"));
    app.sees("Work that this version cannot read");
}

#[test]
fn what_was_said_of_a_file_is_over_when_it_or_its_twin_goes() {
    let scratch = Scratch::new();
    let twin = scratch.file("again.csv", fs::read(BILL).unwrap());
    let app = App::open();
    app.choose_files(&[BILL]);
    app.choose_files(&[&twin]);
    app.sees("again.csv holds the same as focus_sample.csv");
    app.focus("button", "Remove focus_sample.csv");
    app.press("Enter");
    app.settle();
    assert!(!app.page_text().contains("holds the same"));
    // Whoever works by keyboard goes on with the file that took its place.
    assert_eq!(app.focused().1, "Remove again.csv");
}

#[test]
fn a_storage_that_failed_at_first_is_tried_again() {
    let app = App::open();
    app.before_it_starts(
        "(() => {
            const open = IDBFactory.prototype.open;
            IDBFactory.prototype.open = function (...given) {
                if (localStorage.getItem('broken')) throw new DOMException('a test', 'UnknownError');
                return open.apply(this, given);
            };
        })()",
    );
    app.evaluate("localStorage.setItem('broken', 'yes')");
    app.reload();
    app.choose_files(&[BILL]);
    app.sees("Your work is not kept between visits");
    app.click("button", "Try again");
    app.sees("Your work is still not kept");
    app.evaluate("localStorage.removeItem('broken')");
    app.click("button", "Try again");
    app.let_it_be_kept();
    app.reload();
    shows_the_bill(&app);
}

/// The user clears everything that the browser holds of the site, the page itself kept for use without a network among it.
#[test]
fn a_page_whose_site_data_is_cleared_stays_as_it_is() {
    let app = App::open();
    app.let_the_page_be_kept();
    app.reload();
    app.choose_files(&[BILL]);
    app.let_it_be_kept();
    app.evaluate("void (globalThis.outturnTestStays = true)");
    app.clear_site_data();
    app.sees("What this browser kept of your work was cleared.");
    assert_eq!(app.evaluate("globalThis.outturnTestStays"), true);
    shows_the_bill(&app);
}
