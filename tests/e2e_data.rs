//! The Data page: questions answered, files read otherwise, mapped by hand, joined and looked into.
#![cfg(all(feature = "e2e", not(target_arch = "wasm32")))]
#![allow(clippy::unwrap_used, clippy::expect_used)] // here a panic is the report

mod common;
use common::app::App;
use common::scratch::Scratch;

const BILL: &str = "tests/data/focus_sample.csv";
const PREDICTIONS: &str = "tests/data/nannyml_california_housing_analysis_predictions.csv";
const TRUTH: &str = "tests/data/nannyml_california_housing_analysis_gt.csv";

/// One question for both columns.
const WHICH_FIRST: &str = "Does day or month come first in detected_at and resolved_at?";
/// Dates that can be read in both orders; resolved an hour later either way.
const OPEN_DATES: &str = "id,detected_at,resolved_at\n1,03/04/2026 10:00,03/04/2026 11:00\n2,05/06/2026 10:00,05/06/2026 11:00\n";

fn card(app: &App, name: &str) -> String {
    app.click("link", "Scorecard");
    app.select("Period", "Everything loaded");
    let text = app.metric(name);
    app.click("link", "Data");
    text
}

fn with_file(name: &str, text: &str) -> (App, Scratch) {
    let (app, scratch) = (App::open(), Scratch::new());
    app.choose_files(&[scratch.file(name, text)]);
    (app, scratch)
}

#[test]
fn a_question_is_answered_once_and_kept() {
    let (app, _scratch) = with_file("log.csv", OPEN_DATES);
    app.sees("Before this is counted");
    app.sees(WHICH_FIRST);
    app.sees("03/04/2026 10:00");
    assert_eq!(app.accessibility_violations(), Vec::<String>::new());
    let recovery = card(&app, "Time to recover");
    assert!(
        recovery.contains("Answer the question about detected_at of log.csv"),
        "{recovery}"
    );

    app.click("button", &format!("Answer: {WHICH_FIRST}"));
    assert!(!app.page_text().contains("Before this is counted"));
    let recovery = card(&app, "Time to recover");
    assert!(recovery.contains("1.0\nh"), "{recovery}");
    app.let_it_be_kept();
    app.reload();
    app.sees("2 of 2 rows used");
    app.was_quiet();
}

#[test]
fn an_answer_can_be_taken_back() {
    let (app, _scratch) = with_file("log.csv", OPEN_DATES);
    let question = WHICH_FIRST;
    app.sees("4 Mar 2026, 10:00 UTC");
    app.click("radio", "month before day");
    app.click("button", &format!("Answer: {question}"));
    assert!(!app.page_text().contains(question));
    app.click("button", "Undo");
    app.sees(question);
}

#[test]
fn a_bill_counts_on_another_basis() {
    let app = App::open();
    app.choose_files(&[BILL]);
    assert!(!app.page_text().contains("Before this is counted"));
    app.sees("Of the bill's costs, billed (BilledCost) is counted: what is invoiced.");
    assert!(card(&app, "Spend").contains("$20.52"));
    app.click("DisclosureTriangle", "Columns and mapping");
    app.select(
        "Cost basis",
        "effective (EffectiveCost): after discounts, commitments spread over their term",
    );
    app.sees("effective (EffectiveCost) is counted");
    assert!(card(&app, "Spend").contains("$14.98"));
    app.was_quiet();
}

#[test]
fn a_repair_is_switched_off_and_the_file_is_read_again() {
    let text = "date,cost\n2026-03-01,\"1,234.50\"\n2026-03-02,\"2,000.25\"\n";
    let (app, _scratch) = with_file("bill.csv", text);
    app.click("DisclosureTriangle", "2 repairs");
    app.click("checkbox", "sign between thousands dropped");
    app.sees("0 of 2 rows used");
    app.click("checkbox", "sign between thousands dropped");
    app.sees("2 of 2 rows used");
    app.was_quiet();
}

#[test]
fn a_file_is_read_with_other_settings_and_a_wrong_one_is_taken_back() {
    let (app, _scratch) = with_file("bill.csv", "date;cost\n2026-03-01;5\n2026-03-02;7\n");
    app.click(
        "DisclosureTriangle",
        "How it was read: Delimited text, UTF-8, cells by semicolon",
    );
    app.select("Delimiter", "comma");
    app.sees("not recognised");
    app.select("Delimiter", "find out");
    app.sees("2 of 2 rows used");
    app.was_quiet();
}

#[test]
fn a_file_that_cannot_be_read_without_a_repair_is_read_with_it_again() {
    let (app, scratch) = (App::open(), Scratch::new());
    let text = b"date,cost,category\n2026-03-01,5,caf\xe9\n";
    app.choose_files(&[scratch.file("bill.csv", text)]);
    app.click("DisclosureTriangle", "1 repair");
    app.click("checkbox", "Windows-1252 characters read");
    app.until("the refusal", || !app.page_text().contains("rows used"));
    app.sees("bill.csv");
    assert!(card(&app, "Spend").contains("No data"));
    app.click("checkbox", "Windows-1252 characters read");
    app.sees("1 of 1 row used");
}

/// Presses keys on a control, and tells whether the same element still has the focus once all that follows is done.
fn stays_where_it_is(app: &App, role: &str, name: &str, keys: &[&str]) -> bool {
    app.focus(role, name);
    app.evaluate("void (window.before = document.activeElement)");
    keys.iter().for_each(|key| app.press(key));
    app.evaluate("window.before === document.activeElement")
        .as_bool()
        .unwrap()
}

#[test]
fn the_keyboard_stays_on_a_control_while_the_file_is_read_anew_refused_and_mapped() {
    let (app, scratch) = (App::open(), Scratch::new());
    let text = b"date,cost,category\n2026-03-01,5,caf\xe9\n";
    app.choose_files(&[scratch.file("bill.csv", text)]);
    app.click("DisclosureTriangle", "1 repair");
    let repair = ("checkbox", "Windows-1252 characters read");
    assert!(stays_where_it_is(&app, repair.0, repair.1, &["Space"]));
    assert!(!app.page_text().contains("rows used"), "refused");
    assert!(stays_where_it_is(&app, repair.0, repair.1, &["Space"]));
    app.sees("1 of 1 row used");

    // A letter chooses the option that begins with it, Home the first one.
    assert!(stays_where_it_is(&app, "combobox", "Delimiter", &["s"]));
    assert_eq!(app.value("combobox", "Delimiter"), "1"); // semicolon
    app.sees("not recognised");
    assert!(stays_where_it_is(&app, "combobox", "Delimiter", &["Home"]));
    app.sees("1 of 1 row used");

    // Its mapping is open since it was not recognised.
    let source = "category is filled from";
    assert!(stays_where_it_is(&app, "combobox", source, &["d"]));
    assert_eq!(app.value("combobox", source), "date");
    app.click("button", "Undo");
    assert_eq!(app.value("combobox", source), "category");
    app.was_quiet();
}

#[test]
fn rows_left_out_are_saved_with_their_reason() {
    let (app, _scratch) = with_file(
        "bill.csv",
        "date,cost\n2026-03-01,5\n2026-03-02,=SUM(A1)\n2026-03-03,7\n",
    );
    app.click("DisclosureTriangle", "1 row left out");
    app.sees("=SUM(A1)");
    app.click("button", "Save as CSV the rows left out");
    let name = app.downloads_eventually("-left-out.csv");
    let csv = String::from_utf8(app.download(&name)).unwrap();
    assert!(csv.contains("2,not a number,cost,\"'=SUM(A1)\""), "{csv}");
    assert_eq!(app.accessibility_violations(), Vec::<String>::new());
}

#[test]
fn a_mapping_by_hand_is_saved_and_holds_for_the_next_file() {
    let march = "when,amount,grade\n2026-03-01,500,x\n2026-03-02,700,y\n";
    let (app, scratch) = with_file("march.csv", march);
    app.click("button", "Map it by hand");
    app.select("Read march.csv as", "Costs");
    app.select("date is filled from", "when");
    app.select("cost is filled from", "amount");
    app.select("cost counts", "cents");
    app.select("currency is filled from", "the same in every row …");
    app.fill("textbox", "currency in every row", "USD");
    app.select("Column to filter by", "grade");
    app.fill("textbox", "Words of the filter, comma-separated", "x");
    app.click("button", "Add filter");
    app.sees("grade is x");
    assert!(card(&app, "Spend").contains("$5.00"));
    app.click("DisclosureTriangle", "Columns and mapping");
    app.click("button", "Save mapping");
    let name = app.downloads_eventually(".outturn-mapping.json");
    assert_eq!(name, "march.outturn-mapping.json");
    let saved = scratch.file(&name, app.download(&name));

    // The next file with the same columns needs nothing.
    let april = scratch.file("april.csv", "when,amount,grade\n2026-04-01,900,x\n");
    app.choose_files(&[&april]);
    app.click("button", "april.csv");
    app.sees("as the last file with these columns");
    assert!(card(&app, "Spend").contains("$14.00"));

    let elsewhere = App::open();
    elsewhere.choose_files(&[&april]);
    elsewhere.choose_files(&[&saved]);
    assert!(card(&elsewhere, "Spend").contains("$9.00"));
    elsewhere.was_quiet();
}

#[test]
fn truth_that_arrives_later_is_joined() {
    let app = App::open();
    app.choose_files(&[PREDICTIONS, TRUTH]);
    app.click(
        "button",
        "Join with nannyml_california_housing_analysis_gt.csv",
    );
    app.sees("joined with nannyml_california_housing_analysis_gt.csv on id: 8,232 rows matched, 0 without a match");
    assert!(card(&app, "Model accuracy").contains('%'));
    app.let_it_be_kept();
    app.reload();
    app.click(
        "button",
        "nannyml_california_housing_analysis_predictions.csv",
    );
    app.sees("joined with nannyml");
    app.click("button", "Undo the join");
    assert!(!app.page_text().contains("joined with nannyml"));
    app.was_quiet();
}

#[test]
fn a_long_file_is_scrolled_sorted_and_searched() {
    let rows: String = (0..100_000)
        .map(|n| format!("2026-03-01,{},m{}\n", n * 7 % 100_000, n % 10))
        .collect();
    let (app, _scratch) = with_file("bill.csv", &format!("date,cost,model\n{rows}"));
    app.click("DisclosureTriangle", "Rows as they were read");
    app.sees("1 – 16 of 100,000 rows");
    assert!(
        app.names("row").len() < 120,
        "only the rows in sight are on the page"
    );
    app.evaluate(
        "void document.querySelector('[aria-label=\"Rows of the file\"]').scrollTo(0, 1e9)",
    );
    app.settle();
    app.until("the last rows", || {
        app.page_text().contains("99,985 – 100,000 of 100,000 rows")
    });
    app.click("button", "Sort by cost");
    app.click("button", "Sort by cost");
    app.until("the largest first", || app.page_text().contains("99999"));
    app.fill("textbox", "Search the rows", "m3");
    app.sees("1 – 16 of 10,000 rows");
    assert_eq!(app.accessibility_violations(), Vec::<String>::new());

    app.click("DisclosureTriangle", "Columns of bill.csv in figures");
    app.sees("24999.75");
    assert!(app.has("image", "Spread of cost"));
    assert_eq!(app.accessibility_violations(), Vec::<String>::new());
    app.was_quiet();
}

#[test]
fn one_line_says_which_files_count_and_opens_their_list() {
    let (app, scratch) = (App::open(), Scratch::new());
    let q1 =
        "id,detected_at,resolved_at\n1,2026-01-05T00:00Z,2026-01-05T01:00Z\n2,2026-03-05T00:00Z,\n";
    let march =
        "id,detected_at,resolved_at\n2,2026-03-05T00:00Z,2026-03-05T03:00Z\n3,2026-04-05T00:00Z,\n";
    let unknown = "when,region,units\n2026-01-05,north,5\n2026-01-05,south,6\n2026-01-06,north,7\n";
    app.choose_files(&[
        scratch.file("q1.csv", q1),
        scratch.file("march.csv", march),
        scratch.file(
            "asks.csv",
            "timestamp,predicted,actual\n2026-01-05T00:00Z,0,F\n2026-01-06T00:00Z,1,T\n",
        ),
        scratch.file("unknown.csv", unknown),
    ]);
    app.sees("2 of 4 files count");
    app.sees("1 waits for an answer");
    app.sees("1 feeds no metric");
    app.click("button", "q1.csv");
    app.sees("1 row is in march.csv too and counts once, from there.");
    assert_eq!(app.accessibility_violations(), Vec::<String>::new());

    let guess = "Metric series: date from when; a metric each: units";
    app.click("button", &format!("Accept the mapping: {guess}"));
    app.sees("3 of 4 files count");
    let question = "Predicted and actual labels never match. Which mean the same?";
    app.click("button", &format!("Answer: {question}"));
    app.sees("4 files count");

    let incidents = card(&app, "Incidents");
    assert!(incidents.contains('3'), "{incidents}");
    app.click("link", "Scorecard");
    app.click("button", "4 files count");
    app.click("button", "march.csv");
    app.sees("Loaded files");
    app.was_quiet();
}
