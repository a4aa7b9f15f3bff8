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
use outturn_import::{
    Fault, FileFacts, ImportError, Importer, LeftOut, Mapping, Overlap, Pass, RawFile, ReadOptions,
    Room, Source, Step,
};
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
    let (text, longer) = (csv(50_000), csv(68_000));
    let (one, two) = (read("one.csv", &text), read("two.csv", &longer));
    let mut session = Session::within(2 * one.needs() + one.table.bytes() as u64);
    load(&mut session, "one.csv", &text, None).unwrap();
    let held = session.room().held;
    let Failure(reason) = load(&mut session, "two.csv", &longer, None).unwrap_err();
    // What the second takes is its own, and a copy of both in one.
    let mb = |bytes: u64| format!("{:.0} MB", bytes as f64 / 1e6);
    let copy = (one.table.bytes() + two.table.bytes()) as u64;
    let own = mb(two.needs() + copy);
    let others = mb(one.needs());
    assert_ne!(others, mb(two.needs()));
    assert!(
        reason.starts_with(&format!(
            "two.csv: its table would take about {own} of memory, the other files take {others}, and"
        )),
        "{reason}"
    );
    assert_eq!(session.room().held, held, "the first one is untouched");
    session
        .answer(&ForgetFile {
            file: "one.csv".to_owned(),
        })
        .unwrap();
    assert_eq!(session.room().held, 0);
    load(&mut session, "two.csv", &longer, None).unwrap();
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

fn remap(session: &mut Session, name: &str, mapping: Option<Mapping>) -> FileSummary {
    let treatment = Treatment {
        mapping,
        ..Treatment::default()
    };
    let file = name.to_owned();
    session.answer(&RemapFile { file, treatment }).unwrap()
}

/// Mapping it anew needs the memory that its own table held until then, and not as much again.
#[test]
fn a_file_is_mapped_anew_where_it_just_fits() {
    let text = csv(10_000) + "not a time,m1,1,ok\n";
    let mut wide = Session::within(1 << 30);
    load(&mut wide, "log.csv", &text, None).unwrap();
    // Making a table of it takes a little more than the table for a while.
    let mut tight = Session::within(wide.room().held * 5 / 4);
    load(&mut tight, "log.csv", &text, None).unwrap();
    let log = remap(&mut tight, "log.csv", None);
    assert_eq!((log.rows_used, log.problem), (10_000, None));
}

/// Two logs, of which the second is no table yet: both fit. Made one too, it fits beside the first, and a copy of both does not.
#[test]
fn a_log_that_does_not_fit_once_it_is_mapped_makes_no_table_and_the_other_counts() {
    let text = csv(10_000);
    let one = read("one.csv", &text);
    let mut session = Session::within(2 * one.needs() + one.table.bytes() as u64);
    let mapping = load(&mut session, "one.csv", &text, None).unwrap().mapping;
    let mut wrong = mapping.clone().unwrap();
    wrong.bind("timestamp", Source::column("no such column"));
    let treatment = Treatment {
        mapping: Some(wrong),
        ..Treatment::default()
    };
    let two = "two.csv".to_owned();
    session
        .load(&two, read("two.csv", &text), &treatment)
        .unwrap();
    let held = session.room().held;

    let summary = remap(&mut session, "two.csv", mapping);
    assert_eq!((summary.kind, summary.rows_used), (None, 0));
    let problem = summary.problem.unwrap();
    assert!(problem.contains("the other files take"), "{problem}");
    assert_eq!(session.room().held, held, "as before");
}

/// The columns that the other file completes it with are a copy of its own.
#[test]
fn a_join_holds_what_it_adds() {
    let log = "id,timestamp,y_pred\n1,2026-03-01T08:00:00Z,1\n2,2026-03-01T09:00:00Z,1\n";
    let held = |join| {
        let mut session = Session::default();
        load(&mut session, "truth.csv", "id,y_true\n1,1\n2,0\n", None).unwrap();
        let log = load(&mut session, "log.csv", log, join).unwrap();
        assert_eq!(log.join.is_some(), join.is_some());
        session.room().held
    };
    assert!(held(Some("truth.csv")) > held(None));
}

/// Each with the words that tell of it, which are kept for the list of what was left out.
#[test]
fn rows_left_out_take_memory_each() {
    let held = |broken: usize| {
        let mut session = Session::default();
        let good =
            "{\"timestamp\": \"2026-03-05T08:00:00Z\", \"model\": \"a\", \"latency_ms\": 5}\n";
        let text = good.repeat(100) + &"{\"model\": oops}\n".repeat(broken);
        let file = load(&mut session, "log.json", &text, None).unwrap();
        assert_eq!((file.rows_used, file.left_out.len()), (100, 1));
        session.room().held
    };
    let least = 1_000 * size_of::<LeftOut>() as u64;
    assert!(held(2_000) >= held(1_000) + least);
}

/// Of incidents that are in two exports the second export counts without, and is copied for it.
#[test]
fn an_export_is_held_twice_where_some_of_its_rows_count_from_another() {
    let incidents = |ids: std::ops::Range<u32>| {
        let row = |id| format!("{id},2026-03-05T{:02}:{:02}Z\n", id / 60, id % 60);
        format!("id,detected_at\n{}", ids.map(row).collect::<String>())
    };
    let held = |overlap| {
        let mut session = Session::default();
        load(&mut session, "one.csv", &incidents(0..1000), None).unwrap();
        let two = load(&mut session, "two.csv", &incidents(990..1400), None).unwrap();
        let mapping = two.mapping.map(|mapping| Mapping { overlap, ..mapping });
        remap(&mut session, "two.csv", mapping);
        session.room().held
    };
    assert!(held(Overlap::Own) > held(Overlap::Both));
}

/// Metrics by training step are compared beside the dated ones, in tables of their own.
#[test]
fn runs_by_step_are_brought_together_in_a_copy_too() {
    let rows = |step: u32| format!("{step},{}\n", step * 7 % 10);
    let run = format!("time,loss\n{}", (1..200).map(rows).collect::<String>());
    let held = |runs: &[&str]| {
        let mut session = Session::default();
        for name in runs {
            let mut mapping = load(&mut session, name, &run, None)
                .unwrap()
                .mapping
                .unwrap();
            let by_step = Source::Counted {
                column: "time".to_owned(),
                step: Step::Order,
                start: None,
            };
            mapping.bind("date", by_step);
            assert!(remap(&mut session, name, Some(mapping)).rows_used > 0);
        }
        session.room().held
    };
    assert!(held(&["a", "b"]) > held(&["a"]) + held(&["b"]));
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
