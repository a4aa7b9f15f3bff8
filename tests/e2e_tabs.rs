//! Several tabs of one browser, in every order of opening, changing and closing: nobody's work goes.
#![cfg(all(feature = "e2e", not(target_arch = "wasm32")))]
#![allow(clippy::unwrap_used, clippy::expect_used)] // here a panic is the report

mod common;
use common::app::App;
use rstest::rstest;

const BILL: &str = "tests/data/focus_sample.csv";
const DEPLOYMENTS: &str = "tests/data/devlake_github_cicd_deployment_commits.csv";
const FOLLOWS: &str = "Another tab saves this work";

fn shows(app: &App, files: &[&str]) {
    app.until(&format!("exactly {files:?}"), || {
        let headings = app.names("heading");
        let loaded: Vec<&String> = headings
            .iter()
            .filter(|name| name.ends_with(".csv"))
            .collect();
        loaded == files
    });
}

fn writes(app: &App) {
    app.until("this tab to save", || !app.page_text().contains(FOLLOWS));
    app.let_it_be_kept();
}

/// What the next visit finds, in a tab of its own.
fn next_visit_shows(app: &App, files: &[&str]) {
    let next = app.open_tab();
    shows(&next, files);
    next.was_quiet();
}

#[test]
fn a_tab_that_changed_nothing_is_closed_last_and_nothing_is_lost() {
    let one = App::open();
    let two = one.open_tab();
    let keeper = one.open_tab(); // the browser ends with its last tab
    keeper.evaluate("void (location.href = 'about:blank')");
    one.choose_files(&[BILL]);
    one.let_it_be_kept();
    shows(&two, &["focus_sample.csv"]);
    one.close();
    writes(&two);
    two.close();
    next_visit_shows(&keeper, &["focus_sample.csv"]);
}

#[test]
fn a_tab_opened_right_after_a_file_was_added_does_not_delete_it() {
    let one = App::open();
    one.choose_files(&[BILL]);
    let two = one.open_tab();
    one.let_it_be_kept();
    shows(&two, &["focus_sample.csv"]);
    two.close();
    one.reload();
    shows(&one, &["focus_sample.csv"]);
    one.click("link", "Scorecard");
    one.select("Period", "Everything loaded");
    assert!(one.text("article", "Spend").contains("$20.52"));
}

#[test]
fn starting_over_in_one_tab_is_seen_in_the_other_and_undone_in_either() {
    let one = App::open();
    one.choose_files(&[BILL]);
    one.let_it_be_kept();
    let two = one.open_tab();
    shows(&two, &["focus_sample.csv"]);
    assert!(two.page_text().contains(FOLLOWS));
    two.click("button", "Start over");
    writes(&two);
    shows(&one, &[]);
    one.sees(FOLLOWS);
    // The first tab takes back what the second one did.
    one.click("button", "Undo");
    writes(&one);
    shows(&one, &["focus_sample.csv"]);
    shows(&two, &["focus_sample.csv"]);
    two.sees(FOLLOWS);
    next_visit_shows(&one, &["focus_sample.csv"]);
}

#[test]
fn files_added_in_both_tabs_are_both_kept() {
    let one = App::open();
    let two = one.open_tab();
    one.choose_files(&[BILL]);
    two.choose_files(&[DEPLOYMENTS]);
    writes(&two);
    let both = [
        "focus_sample.csv",
        "devlake_github_cicd_deployment_commits.csv",
    ];
    shows(&two, &both);
    shows(&one, &both);
    one.close();
    next_visit_shows(&two, &both);
}

#[test]
fn a_follower_takes_over_on_a_click_and_when_the_writer_is_gone() {
    let one = App::open();
    one.choose_files(&[BILL]);
    one.let_it_be_kept();
    let two = one.open_tab();
    let three = one.open_tab();
    three.click("button", "Work here");
    writes(&three);
    one.sees(FOLLOWS);
    assert!(two.page_text().contains(FOLLOWS));
    three.crash();
    // One of the two, and the other follows it.
    one.until("a tab to take over", || {
        let follows = [&one, &two].map(|tab| tab.page_text().contains(FOLLOWS));
        follows == [true, false] || follows == [false, true]
    });
    one.click("link", "ROI");
    one.until("the scenario that the bill suggests", || {
        one.has("textbox", "Scenario name")
    });
    one.fill("textbox", "Scenario name", "After the crash");
    writes(&one);
    two.click("link", "ROI");
    two.until("the other tab's scenario", || {
        two.value("textbox", "Scenario name") == "After the crash"
    });
}

/// Both tabs change the scenario in turn; each goes on from what the other one saved.
#[test]
fn two_tabs_change_the_same_scenario_in_turn() {
    let one = App::open();
    one.click("link", "ROI");
    one.click("button", "Start a scenario by hand");
    one.fill("textbox", "One-off cost", "1,000");
    one.let_it_be_kept();
    let two = one.open_tab();
    two.click("link", "ROI");
    two.fill("textbox", "Running cost per month", "200");
    writes(&two);
    one.until("the other tab's change", || {
        one.value("textbox", "Running cost per month")
            .contains("200")
    });
    one.fill("textbox", "Scenario name", "Ours");
    writes(&one);
    let next = one.open_tab();
    next.click("link", "ROI");
    assert_eq!(next.value("textbox", "Scenario name"), "Ours");
    assert!(next.value("textbox", "One-off cost").contains("1,000"));
    assert!(
        next.value("textbox", "Running cost per month")
            .contains("200")
    );
}

/// A tab that does not answer, as the browser freezes those in the background, is not waited for, and what it saves afterwards does
/// not overwrite what was done meanwhile.
#[test]
fn a_tab_that_does_not_answer_is_taken_over_from() {
    let one = App::open();
    one.before_it_starts(
        "BroadcastChannel.prototype.postMessage = new Proxy(BroadcastChannel.prototype.postMessage, {
            apply: (post, channel, given) => globalThis.outturnTestMute ? undefined : post.apply(channel, given) })",
    );
    one.reload();
    one.choose_files(&[BILL]);
    one.let_it_be_kept();
    let two = one.open_tab();
    one.evaluate("void (globalThis.outturnTestMute = true)");
    two.choose_files(&[DEPLOYMENTS]);
    writes(&two);
    one.sees(FOLLOWS);
    one.evaluate("void (globalThis.outturnTestMute = false)");
    one.click("button", "Remove focus_sample.csv");
    writes(&one);
    shows(&two, &["devlake_github_cicd_deployment_commits.csv"]);
    next_visit_shows(&one, &["devlake_github_cicd_deployment_commits.csv"]);
}

#[test]
fn a_tab_that_changed_nothing_writes_nothing() {
    let one = App::open();
    one.choose_files(&[BILL]);
    one.let_it_be_kept();
    let stored = "new Promise(done => {
        const opening = indexedDB.open('outturn');
        opening.onsuccess = () => {
            const reading = opening.result.transaction('document').objectStore('document').getAll();
            reading.onsuccess = () => { opening.result.close(); done(JSON.stringify(reading.result)); };
        };
    })";
    let before = one.evaluate(stored);
    let two = one.open_tab();
    two.click("link", "Scorecard");
    two.click("link", "Data");
    two.close();
    one.reload();
    one.let_it_be_kept();
    one.click("link", "Scorecard");
    assert_eq!(one.evaluate(stored), before);
}

/// Tabs have let go of files and brought them back; then each gets a file at the same moment.
#[rstest]
#[case::two(2)]
#[case::three(3)]
fn files_added_in_all_tabs_at_once_are_all_kept_whatever_came_before(#[case] count: usize) {
    let file = |name: &str| {
        let row = "2026-03-05T08:15:30Z,churn-gbm,18.25,ok\n";
        vec![(
            name.to_owned(),
            format!("timestamp,model,latency_ms,status\n{}", row.repeat(500)),
        )]
    };
    let one = App::open();
    let others: Vec<App> = (1..count).map(|_| one.open_tab()).collect();
    let (two, tabs) = (
        &others[0],
        Vec::from_iter([&one].into_iter().chain(&others)),
    );
    one.begin_files(&file("first.csv"));
    shows(two, &["first.csv"]);
    for n in 0..4 {
        two.click("button", "Start over");
        writes(two);
        one.click("button", "Undo");
        writes(&one);
        two.click("button", "Undo");
        writes(two);
        let names: Vec<String> = (0..count).map(|tab| format!("{tab}-{n}.csv")).collect();
        for (tab, name) in tabs.iter().zip(&names) {
            tab.begin_files(&file(name));
        }
        for tab in &tabs {
            tab.until("all files", || {
                names.iter().all(|name| tab.has("heading", name))
            });
            tab.let_it_be_kept();
        }
        one.until("the others to follow one tab", || {
            let follow = tabs.iter().filter(|tab| tab.page_text().contains(FOLLOWS));
            follow.count() == count - 1
        });
        let next = one.open_tab();
        next.until("all files in the next visit", || {
            names.iter().all(|name| next.has("heading", name))
        });
        assert!(!next.page_text().contains("no longer in this browser"));
        next.close();
    }
}

/// The browser tells a tab late that another one has taken over: what that one saves meanwhile is shown all the same.
#[test]
fn a_tab_that_does_not_know_yet_that_it_follows_misses_nothing() {
    let one = App::open();
    one.before_it_starts(
        "LockManager.prototype.request = new Proxy(LockManager.prototype.request, {
            apply: (request, locks, given) => request.apply(locks, given).catch(stolen =>
                new Promise((_, tell) => setTimeout(tell, 2000, stolen))) })",
    );
    one.reload();
    one.choose_files(&[BILL]);
    one.let_it_be_kept();
    let two = one.open_tab();
    two.choose_files(&[DEPLOYMENTS]);
    writes(&two);
    one.sees(FOLLOWS);
    shows(
        &one,
        &[
            "focus_sample.csv",
            "devlake_github_cicd_deployment_commits.csv",
        ],
    );
}

/// A disk without room for another write, in the eyes of one tab: the one that wrote before goes on.
#[test]
fn a_tab_that_cannot_write_says_so_and_leaves_it_to_the_others() {
    let one = App::open();
    one.choose_files(&[BILL]);
    one.let_it_be_kept();
    let two = one.open_tab();
    two.evaluate(
        "void (IDBDatabase.prototype.transaction = new Proxy(IDBDatabase.prototype.transaction, {
            apply: (begin, database, given) => {
                if (given[1] === 'readwrite') throw new DOMException('full', 'QuotaExceededError');
                return begin.apply(database, given);
            } }))",
    );
    two.begin_to_click("button", "Work here");
    two.sees("Your work is not kept between visits: the browser has no room left for it.");
    one.choose_files(&[DEPLOYMENTS]);
    writes(&one);
    next_visit_shows(
        &one,
        &[
            "focus_sample.csv",
            "devlake_github_cicd_deployment_commits.csv",
        ],
    );
}

/// Every tab shows that the work cannot be read; whichever starts empty, the others follow.
#[test]
fn a_tab_that_starts_empty_beside_work_that_cannot_be_read_is_followed_by_the_others() {
    let one = App::open();
    one.choose_files(&[BILL]);
    one.let_it_be_kept();
    one.store_document(r#"{"saved_by":"9.1.0","revision":99,"version":99}"#);
    one.reload();
    let two = one.open_tab();
    for tab in [&one, &two] {
        tab.sees("Your work is here but this version cannot read it");
    }
    two.click("button", "Start empty beside it");
    two.choose_files(&[DEPLOYMENTS]);
    writes(&two);
    shows(&one, &["devlake_github_cicd_deployment_commits.csv"]);
    one.sees(FOLLOWS);
    // Work that was set aside is opened where the user asks for it, and that tab saves from then on.
    one.click("button", "Start over");
    writes(&one);
    shows(&two, &[]);
    two.sees(FOLLOWS);
    next_visit_shows(&one, &[]);
}

/// The tab that saves is loaded anew right after a file was added: the one that follows takes over, and shows that file.
#[test]
fn a_tab_that_saves_is_reloaded_and_the_others_miss_nothing() {
    let one = App::open();
    let two = one.open_tab();
    let three = one.open_tab();
    for n in 0..4 {
        let name = format!("f{n}.csv");
        let text = "timestamp,model,latency_ms,status\n2026-03-05T08:15:30Z,churn-gbm,18.25,ok\n";
        one.begin_files(&[(name.clone(), text.to_owned())]);
        one.until("the file to be kept", || one.has("heading", &name));
        one.let_it_be_kept();
        one.reload();
        for tab in [&one, &two, &three] {
            tab.until(&format!("{name} in each tab"), || tab.has("heading", &name));
        }
    }
}

/// The tab that writes is loaded anew before it has written: both tabs say what was lost.
#[test]
fn a_file_that_was_not_written_when_its_tab_was_reloaded_is_named_in_every_tab() {
    let one = App::open();
    let two = one.open_tab();
    // A disk that takes a second for files.
    one.before_it_starts(
        "(() => {
            const commit = IDBTransaction.prototype.commit;
            IDBTransaction.prototype.commit = function () {
                if (this.objectStoreNames.contains('document')) return commit.call(this);
                const [store, end] = [this.objectStore('files'), performance.now() + 1000];
                const wait = () => performance.now() < end ? (store.get('none').onsuccess = wait) : commit.call(this);
                wait();
            };
        })()",
    );
    one.reload();
    writes(&two);
    one.begin_to_click("button", "Work here");
    writes(&one);
    one.begin_files(&[(
        "lost.csv".to_owned(),
        "date,metric,value\n2026-03-02,nps,4\n".to_owned(),
    )]);
    one.until("the file to be shown", || one.has("heading", "lost.csv"));
    one.reload();
    one.sees("The page was left before these files were saved: lost.csv.");
    two.sees("The page was left before these files were saved: lost.csv.");
    assert!(!one.has("heading", "lost.csv") && !two.has("heading", "lost.csv"));
}

#[test]
fn a_following_tab_says_what_is_kept_as_the_other_one_does() {
    let one = App::open();
    one.choose_files(&[BILL, DEPLOYMENTS]);
    one.let_it_be_kept();
    let two = one.open_tab();
    two.click("button", "Remove focus_sample.csv");
    writes(&two);
    one.until("the file to be gone", || {
        !one.has("heading", "focus_sample.csv")
    });
    two.click("button", "Undo");
    two.let_it_be_kept();
    one.sees("2 files kept in this browser");
    two.sees("2 files kept in this browser");
    one.click("button", "Start over");
    writes(&one);
    one.click("button", "Undo");
    two.sees("2 files kept in this browser");
}
