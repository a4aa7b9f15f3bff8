//! Programs and screens that are loaded on demand: what they do, where they are not to be had, and what happens when one of them breaks.
#![cfg(all(feature = "e2e", not(target_arch = "wasm32")))]
#![allow(clippy::unwrap_used, clippy::expect_used)] // here a panic is the report

mod common;
use common::app::App;
use common::scratch::Scratch;
use rstest::rstest;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const BILL: &str = "tests/data/focus_sample.csv";
const XLSB: &str = "tests/data/calamine_base.xlsb";
const RESOURCES: &str =
    "performance.getEntriesByType('resource').map(({ name }) => name).join(' ')";

/// A copy of the build without the files of this program.
fn build_without(scratch: &Scratch, program: &str) -> PathBuf {
    let (dist, folder) = (
        Path::new(env!("CARGO_MANIFEST_DIR")).join("dist"),
        scratch.path().join("without"),
    );
    fs::create_dir_all(&folder).unwrap();
    for entry in fs::read_dir(dist).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        if !name.starts_with(program) {
            fs::copy(&path, folder.join(name)).unwrap();
        }
    }
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/scripts/list-build.mjs");
    assert!(
        Command::new("node")
            .arg(script)
            .arg(&folder)
            .status()
            .unwrap()
            .success()
    );
    folder
}

fn waits_for_programs(app: &App) {
    app.until("all to be loaded ahead", || {
        let loaded = app.evaluate(RESOURCES);
        let loaded = loaded.as_str().unwrap();
        [("screens-", 1), ("readers-", 2), ("writers-", 2)]
            .iter()
            .all(|(part, files)| loaded.matches(part).count() == *files)
    });
}

/// As LibreOffice and Excel write them; see tests/import_workbooks.rs.
#[rstest]
#[case("tests/data/workbook_openpyxl.xlsx", "Excel workbook")]
#[case("tests/data/workbook_libreoffice.xls", "Excel 97–2003 workbook")]
#[case("tests/data/workbook_libreoffice.ods", "OpenDocument spreadsheet")]
#[case(XLSB, "Binary Excel workbook")]
fn a_workbook_of_each_format_is_read(#[case] file: &str, #[case] format: &str) {
    let app = App::open();
    app.drop_files(&[file]);
    app.sees(&format!("How it was read: {format}"));
    app.was_quiet();
}

/// The sheets are offered, and another one is read.
#[test]
fn another_sheet_of_an_old_workbook_is_chosen() {
    let app = App::open();
    app.choose_files(&["tests/data/workbook_libreoffice.xls"]);
    app.sees("sheet Incidents & more");
    app.click("DisclosureTriangle", "How it was read: Excel 97–2003 workbook, 1 line in front of the header, sheet Incidents & more");
    app.select("Sheet", "notes");
    app.sees("sheet notes");
    app.was_quiet();
}

/// Each sheet becomes a file in the list, and is there again after a reload; one step back is the workbook.
#[test]
fn all_sheets_of_a_workbook_are_taken_at_once() {
    let app = App::open();
    app.choose_files(&["tests/data/sheets/two_tables.xlsx"]);
    app.sees("Which sheet of the workbook is the table?");
    app.click(
        "button",
        "Answer: Which sheet of the workbook is the table?",
    );
    app.sees("two_tables.xlsx: Spend");
    app.sees("two_tables.xlsx: Latency");
    app.click("button", "two_tables.xlsx: Latency");
    app.sees("sheet Latency");
    app.let_it_be_kept();
    app.reload();
    app.sees("two_tables.xlsx: Latency");
    app.click("button", "two_tables.xlsx: Spend");
    app.sees("sheet Spend");
    app.was_quiet();
}

/// A first visit loads neither of the programs nor the screens before the page is usable; all are there once it has had nothing to do, and
/// then no network is needed, for a workbook, to see a screen or to save the work.
#[test]
fn programs_come_ahead_of_need_and_work_without_a_network() {
    let app = App::load();
    let loaded = app.evaluate(RESOURCES);
    for part in ["screens-", "readers-"] {
        assert!(!loaded.as_str().unwrap().contains(part), "{loaded}");
    }
    waits_for_programs(&app);
    app.stop_server();
    app.choose_files(&["tests/data/workbook_libreoffice.ods", BILL]);
    app.sees("How it was read: OpenDocument spreadsheet");
    app.click("link", "Report");
    app.click("button", "Workspace");
    let workspace = app.downloads_eventually(".outturn.tar");
    assert!(app.download(&workspace).len() > 700_000);
    app.click("button", "Snapshot (JSON)");
    let snapshot = app.downloads_eventually(".outturn.json");
    let snapshot: serde_json::Value = serde_json::from_slice(&app.download(&snapshot)).unwrap();
    assert_eq!(snapshot["sources"].as_array().map(Vec::len), Some(2));
}

#[test]
fn a_screen_that_cannot_be_loaded_says_so_and_comes_when_it_is_tried_again() {
    let app = App::open();
    let scratch = Scratch::new();
    // Without a copy in the browser.
    app.before_it_starts("delete Navigator.prototype.serviceWorker");
    app.publish(&build_without(&scratch, "screens-"));
    app.reload();
    app.choose_files(&[BILL]);
    app.click("link", "ROI");
    app.sees("This part of Outturn could not be loaded");
    assert!(!app.has("heading", "Return on investment"));
    app.sees("Nothing is lost: connect to the network and try again.");
    // The other screens are there, as far as they need nothing of it.
    app.click("link", "Data");
    app.sees("1,000 of 1,000 rows used");
    app.click("DisclosureTriangle", "Rows as they were read");
    app.sees("This part of Outturn could not be loaded");
    // The host has it again.
    app.publish(&Path::new(env!("CARGO_MANIFEST_DIR")).join("dist"));
    app.click("button", "Try again");
    app.sees("1 – 16 of 1,000 rows");
    app.click("link", "ROI");
    app.until("the screen", || app.has("heading", "Return on investment"));
}

#[test]
fn without_the_program_that_reads_workbooks_the_rest_goes_on_and_the_file_can_be_read_later() {
    let app = App::open();
    let scratch = Scratch::new();
    app.publish(&build_without(&scratch, "readers-"));
    app.reload();
    app.choose_files(&[XLSB, BILL]);
    app.sees("The part of Outturn that reads workbooks could not be loaded");
    app.sees("Nothing is lost: connect to the network and try again.");
    app.sees("1,000 rows");
    // The host has it again.
    app.publish(&Path::new(env!("CARGO_MANIFEST_DIR")).join("dist"));
    app.click("button", "Remove calamine_base.xlsb");
    app.choose_files(&[XLSB]);
    app.sees("How it was read: Binary Excel workbook");
}

#[test]
fn without_the_program_that_writes_files_the_work_stays() {
    let app = App::open();
    let scratch = Scratch::new();
    app.publish(&build_without(&scratch, "writers-"));
    app.reload();
    app.choose_files(&[BILL]);
    app.click("link", "Report");
    app.click("button", "Workspace");
    app.sees(
        "The workspace was not saved. The part of Outturn that writes files could not be loaded",
    );
    app.click("button", "Snapshot (JSON)");
    app.sees(
        "The snapshot was not saved. The part of Outturn that writes files could not be loaded",
    );
    app.publish(&Path::new(env!("CARGO_MANIFEST_DIR")).join("dist"));
    app.click("button", "Snapshot (JSON)");
    app.downloads_eventually(".outturn.json");
}

/// A flipped byte in the names of its sheets ends the program that reads it, and nothing else.
#[test]
fn a_workbook_that_ends_its_program_is_refused_and_the_next_one_is_read() {
    let app = App::open();
    let scratch = Scratch::new();
    let name = scratch.path().join("broken.xlsb");
    fs::write(&name, damaged_workbook()).unwrap();
    app.choose_files(&[BILL, name.to_str().unwrap()]);
    app.sees("the part of Outturn that reads workbooks stopped");
    app.sees("1,000 rows");
    app.choose_files(&[XLSB]);
    app.sees("How it was read: Binary Excel workbook");
}

/// The first of all workbooks with one flipped byte that calamine does not survive.
fn damaged_workbook() -> Vec<u8> {
    let whole = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(XLSB)).unwrap();
    let quiet = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let found = (0..whole.len()).find_map(|at| {
        let mut damaged = whole.clone();
        damaged[at] ^= 0xA5;
        let read = std::panic::catch_unwind(|| {
            outturn_workbook::read_all("a.xlsb", &damaged, &outturn_import::ReadOptions::default())
        });
        read.is_err().then_some(damaged)
    });
    std::panic::set_hook(quiet);
    found.expect("one that it does not survive; without one this test has no subject any more")
}
