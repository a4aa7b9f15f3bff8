//! Memory is planned over all files of a tab: what would not fit beside the others is refused, before most of it is read, with what to
//! do. And long work goes in steps, none of which takes on much.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used)] // in a test a panic is the report
#![allow(
    dead_code,
    unused_qualifications,
    missing_docs,
    reason = "fuzz/ has its own lints"
)]

#[path = "../fuzz/src/lib.rs"]
mod laws;

use outturn_core::steps::Steps;
use outturn_import::{Fault, FileFacts, ImportError, Importer, Pass, RawFile, ReadOptions, Room};
use outturn_protocol::{FileSummary, ForgetFile, RemapFile, Treatment};
use outturn_session::{Answers, Failure, Session};
use outturn_workbook::read_all;
use rstest::rstest;
use std::ops::ControlFlow;

const MB: u64 = 1 << 20;

/// Rows of numbers that repeat little, so that their table is about half as large as their text.
fn csv(rows: usize) -> String {
    let mut text = "timestamp,model,latency_ms,status\n".to_owned();
    for n in 0..rows {
        let (minute, second) = (n / 60 % 60, n % 60);
        text += &format!(
            "2026-03-05T08:{minute:02}:{second:02}Z,m{},{n}.25,ok\n",
            n % 7
        );
    }
    text
}

fn json_lines(rows: usize) -> String {
    (0..rows)
        .map(|n| {
            format!(
                "{{\"model\": \"m{}\", \"latency_ms\": {n}.5, \"note\": \"row {n}\"}}\n",
                n % 7
            )
        })
        .collect()
}

fn exposition(rows: usize) -> String {
    (0..rows)
        .map(|n| format!("requests{{model=\"m{}\", shard=\"{n}\"}} {n}.5\n", n % 7))
        .collect()
}

/// Pushes pieces of a file that says it is `bytes` long until it is refused; with how much was pushed by then.
fn refused_after(name: &str, piece: &[u8], bytes: u64, room: Room) -> (ImportError, u64) {
    let facts = FileFacts {
        name: name.to_owned(),
        bytes,
    };
    let mut importer = Importer::new(facts, ReadOptions::default()).within(room);
    let mut pushed = 0;
    loop {
        for chunk in piece.chunks(MB as usize) {
            if let Err(error) = importer.push(chunk) {
                return (error, pushed);
            }
            pushed += chunk.len() as u64;
            assert!(pushed < bytes, "{name}: all of it was read");
        }
    }
}

/// A file of 200 MB, or packed to a tenth, into 40 MB: known from the first 16 MB of its text.
#[rstest]
#[case::csv("f.csv", csv(200_000).into_bytes(), 200 * MB)]
#[case::json_lines("f.json", json_lines(200_000).into_bytes(), 200 * MB)]
#[case::exposition("f.prom", exposition(200_000).into_bytes(), 200 * MB)]
#[case::gzip("f.csv.gz", laws::gzip(csv(400_000).as_bytes()), 40 * MB)]
fn what_does_not_fit_is_refused_before_most_of_it_is_read(
    #[case] name: &str,
    #[case] piece: Vec<u8>,
    #[case] bytes: u64,
) {
    let limit = 40 * MB;
    let (refused, pushed) = refused_after(name, &piece, bytes, Room { limit, held: 0 });
    let Fault::TooLarge { needed, held, .. } = refused.fault else {
        panic!("{refused}");
    };
    assert!(needed > limit && held == 0, "{refused}");
    assert!(pushed < bytes / 2, "{name}: {pushed} of {bytes}");
}

#[test]
fn the_other_files_count_and_are_named_in_what_to_do() {
    let text = csv(1000);
    let room = Room {
        limit: 2_000_000_000,
        held: 1_999_990_000,
    };
    let (refused, _) = refused_after("log.csv", text.as_bytes(), 1 << 30, room);
    let sentence = refused.to_string();
    assert!(sentence.starts_with("log.csv: its table would take about 1 MB of memory, the other files take 2.0 GB, and a tab has 2.0 GB for all. Remove a file"), "{sentence}");
}

fn read(name: &str, text: &str) -> RawFile {
    read_all(name, text.as_bytes(), &ReadOptions::default()).unwrap()
}

fn load(
    session: &mut Session,
    name: &str,
    text: &str,
    join: Option<&str>,
) -> Result<FileSummary, Failure> {
    let treatment = Treatment {
        join: join.map(str::to_owned),
        ..Treatment::default()
    };
    session.load(&name.to_owned(), read(name, text), &treatment)
}

/// Two logs are brought together in a copy: so two do not fit where one fits twice.
#[test]
fn a_second_log_counts_with_the_copy_of_both() {
    let text = csv(10_000);
    let one = read("one.csv", &text);
    let mut session = Session::within(2 * one.needs() + one.table.bytes() as u64);
    load(&mut session, "one.csv", &text, None).unwrap();
    let held = session.room().held;
    let Failure(reason) = load(&mut session, "two.csv", &text, None).unwrap_err();
    assert!(
        reason.starts_with("two.csv: its table would take"),
        "{reason}"
    );
    assert!(reason.contains("the other files take"), "{reason}");
    assert_eq!(session.room().held, held, "the first one is untouched");
    session
        .answer(&ForgetFile {
            file: "one.csv".to_owned(),
        })
        .unwrap();
    assert_eq!(session.room().held, 0);
    load(&mut session, "two.csv", &text, None).unwrap();
}

#[test]
fn a_join_whose_copy_does_not_fit_is_refused_and_the_file_stays() {
    let rows = |of: fn(usize) -> String| (0..2000).map(of).collect::<String>();
    let log = format!(
        "id,timestamp,y_pred\n{}",
        rows(|n| format!("{n},2026-03-01T08:00:00Z,1\n"))
    );
    let truth = format!("id,y_true\n{}", rows(|n| format!("{n},{}\n", n % 2)));
    let needs = read("log.csv", &log).needs() + read("truth.csv", &truth).needs();
    for (spare, fits) in [(8_000, false), (1_000_000, true)] {
        let mut session = Session::within(needs + spare);
        load(&mut session, "truth.csv", &truth, None).unwrap();
        let log = load(&mut session, "log.csv", &log, Some("truth.csv")).unwrap();
        let problem = log.problem.unwrap_or_default();
        assert_eq!(
            (log.join.is_some(), problem.is_empty()),
            (fits, fits),
            "{problem}"
        );
        assert_eq!(problem.contains("the other files take"), !fits, "{problem}");
    }
}

/// Rows left out make a mapping copy the columns of the others.
#[test]
fn a_mapping_that_copies_more_than_fits_makes_no_table() {
    let text = csv(10_000) + "not a time,m1,1,ok\n";
    let raw = read("log.csv", &text);
    let mut session = Session::within(raw.needs() + 20_000);
    let log = load(&mut session, "log.csv", &text, None).unwrap();
    assert_eq!(log.rows_used, 0);
    assert!(log.problem.unwrap().contains("of memory"));
    let mut session = Session::within(raw.needs() + 1_000_000);
    assert_eq!(
        load(&mut session, "log.csv", &text, None)
            .unwrap()
            .rows_used,
        10_000
    );
}

/// What a file holds is free again for itself when it is mapped anew, and for others when it goes.
#[test]
fn a_file_gives_back_what_it_held() {
    let text = csv(10_000) + "not a time,m1,1,ok\n";
    let mut wide = Session::within(1 << 30);
    load(&mut wide, "log.csv", &text, None).unwrap();
    let held = wide.room().held;
    assert!(held > read("log.csv", &text).needs(), "{held}");
    load(&mut wide, "other.csv", &csv(5_000), None).unwrap();
    assert!(wide.room().held > held);
    let file = "other.csv".to_owned();
    wide.answer(&ForgetFile { file }).unwrap();
    assert_eq!(wide.room().held, held);

    let mut tight = Session::within(read("log.csv", &text).needs() + 1_000_000);
    let log = load(&mut tight, "log.csv", &text, None).unwrap();
    assert_eq!((log.rows_used, log.problem), (10_000, None));
    let again = RemapFile {
        file: "log.csv".to_owned(),
        treatment: Treatment::default(),
    };
    let log = tight.answer(&again).unwrap();
    assert_eq!((log.rows_used, log.problem), (10_000, None));
}

fn counted<T>(mut steps: Steps<'_, T>) -> (T, usize) {
    let mut count = 1;
    loop {
        match steps.step() {
            ControlFlow::Break(done) => return (done, count),
            ControlFlow::Continue(rest) => (steps, count) = (rest, count + 1),
        }
    }
}

/// However few bytes a long text is packed to.
#[test]
fn a_step_reads_a_quarter_of_a_megabyte_of_what_a_piece_unpacks_to() {
    let text = csv(400_000);
    let packed = laws::gzip(text.as_bytes());
    let facts = FileFacts {
        name: "f.csv.gz".to_owned(),
        bytes: packed.len() as u64,
    };
    let mut importer = Importer::new(facts, ReadOptions::default());
    let (pushed, steps) = counted(importer.push_in_steps(&packed));
    pushed.unwrap();
    assert!(
        steps >= text.len() / (MB as usize / 4),
        "{steps} steps for {} bytes",
        text.len()
    );
    let (Ok(Pass::Done(file)), steps) = counted(importer.finish_in_steps()) else {
        panic!("it was not read");
    };
    assert_eq!(file.table.rows(), 400_000);
    assert!(steps > file.table.columns().len(), "{steps}");
}

fn book(rows: &str, texts: &str) -> Vec<u8> {
    let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
    let texts = format!("<sst>{texts}</sst>");
    let book = b"<workbook><sheets><sheet name=\"a\" id=\"1\"/></sheets></workbook>";
    laws::archive(
        book,
        sheet.as_bytes(),
        texts.as_bytes(),
        b"<styleSheet/>",
        true,
    )
}

/// What cannot be a sheet is refused before it is unpacked to its end.
#[rstest]
#[case::rows(book(&"<row/>".repeat(1_100_000), ""), "more rows")]
#[case::cells_of_a_row(book(&format!("<row>{}</row>", "<c r=\"A1\"/>".repeat(17_000)), ""), "more columns")]
fn a_sheet_larger_than_a_sheet_can_be_is_refused(#[case] bytes: Vec<u8>, #[case] reason: &str) {
    let refused = read_all("f.xlsx", &bytes, &ReadOptions::default()).unwrap_err();
    assert!(refused.to_string().contains(reason), "{refused}");
}

/// Cells without a value in as many rows as it takes; markup that no table is made of; texts without a letter.
#[rstest]
#[case::cells(book(&format!("<row>{}</row>", "<c/>".repeat(1000)).repeat(20_000), ""), "more than 40 times its size")]
#[case::markup(book(&"<x></x>".repeat(7_000_000), ""), "nothing but markup")]
#[case::texts(book("", &"<si/>".repeat(9_000_000)), "nothing but markup")]
fn a_small_workbook_that_unpacks_to_far_more_than_a_table_is_refused(
    #[case] bytes: Vec<u8>,
    #[case] reason: &str,
) {
    assert!(bytes.len() < 1_000_000, "{}", bytes.len());
    let refused = read_all("f.xlsx", &bytes, &ReadOptions::default()).unwrap_err();
    assert!(refused.to_string().contains(reason), "{refused}");
}
