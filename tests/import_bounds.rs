//! A small file does not become a large table, nor take long: what would is refused with its reason, and soon.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used)] // in helpers of tests too a panic is the report
#![allow(
    dead_code,
    unused_qualifications,
    missing_docs,
    reason = "fuzz/ has its own lints"
)]

#[path = "../fuzz/src/lib.rs"]
mod laws;

use outturn_import::{
    Fault, FileFacts, Importer, RawFile, ReadOptions, RepairRule, apply, recognise,
};
use outturn_workbook::read_all;
use rstest::rstest;
use std::fmt::Write;
use std::time::{Duration, Instant};

/// A reading that is linear in the file takes some seconds at most even here, unoptimised; a quadratic one minutes.
const SOON: Duration = Duration::from_secs(30);

/// How long this thread has had a processor, whatever else the machine does; where the system does not say so, the time since `began`.
fn worked(began: Instant) -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|told| told.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| began.elapsed(), Duration::from_nanos)
}

fn read(name: &str, bytes: &[u8]) -> Result<RawFile, Fault> {
    let began = Instant::now();
    let before = worked(began);
    let read = read_all(name, bytes, &ReadOptions::default()).map_err(|e| e.fault);
    let took = worked(began).saturating_sub(before);
    assert!(took < SOON, "{name} took {took:?}");
    read
}

fn joined(count: usize, between: &str, each: impl Fn(usize) -> String) -> String {
    (0..count).map(each).collect::<Vec<_>>().join(between)
}

fn wide_header() -> String {
    joined(16_385, ",", |n| format!("c{n}"))
}

fn key_a_row() -> String {
    joined(16_385, "\n", |n| format!("{{\"k{n}\": 1}}"))
}

fn keys_of_one_row() -> String {
    format!("[{{{}}}]", joined(100_000, ",", |n| format!("\"k{n}\": 1")))
}

fn label_a_line() -> String {
    joined(16_385, "\n", |n| format!("a{{l{n}=\"\"}} 1"))
}

#[rstest]
#[case::header("f.csv", &wide_header())]
#[case::keys_of_one_row("f.json", &keys_of_one_row())]
fn more_columns_than_a_sheet_has_are_refused(#[case] name: &str, #[case] text: &str) {
    let limit = 16_384;
    assert_eq!(
        read(name, text.as_bytes()).unwrap_err(),
        Fault::TooManyColumns { limit }
    );
}

fn short_rows() -> String {
    format!("{}\n{}", ",".repeat(16_000), "a\n".repeat(100_000))
}

fn sparse_rows() -> String {
    let names = joined(16_000, ",", |n| format!("\"k{n}\": 1"));
    format!("{{{names}}}\n{}", "{}\n".repeat(100_000))
}

/// What stands around a list is told again for each of its elements.
fn repeated_cells() -> String {
    let around = joined(16_000, ",", |n| format!("\"k{n}\": 1"));
    let list = joined(20_000, ",", |_| "[1,2]".to_owned());
    format!("{{\"rows\": [{{{around}, \"list\": [{list}]}}]}}")
}

#[rstest]
#[case::short_rows("f.csv", &short_rows())]
#[case::sparse_rows("f.json", &sparse_rows())]
#[case::keys_of_rows("f.json", &key_a_row())]
#[case::labels_of_lines("f.prom", &label_a_line())]
#[case::repeated_cells("f.json", &repeated_cells())]
fn rows_without_cells_do_not_make_a_large_table(#[case] name: &str, #[case] text: &str) {
    assert_eq!(read(name, text.as_bytes()).unwrap_err(), Fault::TooSparse);
}

/// A name that comes 16,000 times is made unique each time, and a key that does counts once.
#[test]
fn names_that_repeat_take_no_longer_than_others() {
    let file = read("f.csv", format!("a{}\n1", ",a".repeat(15_999)).as_bytes()).unwrap();
    assert!(file.table.column("a_16000").is_some());
    let repaired = file
        .repairs
        .iter()
        .find(|r| r.rule == RepairRule::RepeatedName);
    assert_eq!(repaired.map(|r| r.count), Some(15_999));
    let keys = joined(200_000, ",", |n| format!("\"k{}\": {n}", n % 10_000));
    let file = read("f.json", format!("[{{{keys}}}]").as_bytes()).unwrap();
    assert_eq!(
        (file.table.rows(), file.table.columns().count()),
        (1, 10_000)
    );
}

fn workbook(rows: &str, text: &str) -> Vec<u8> {
    let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
    let strings = format!("<sst><si><t>{text}</t></si></sst>");
    let book = b"<workbook><sheets><sheet name=\"a\" id=\"1\"/></sheets></workbook>";
    laws::archive(
        book,
        sheet.as_bytes(),
        strings.as_bytes(),
        b"<styleSheet/>",
        true,
    )
}

#[rstest]
#[case::wide_rows(workbook(
    &"<row><c r=\"A1\"><v>1</v></c><c r=\"XFD1\"><v>1</v></c></row>".repeat(20_000),
    ""
))]
#[case::one_text_in_all_cells(workbook(
    &"<row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>0</v></c></row>".repeat(20_000),
    &"x".repeat(100_000)
))]
fn a_workbook_does_not_unpack_to_far_more_than_data(#[case] bytes: Vec<u8>) {
    assert!(bytes.len() < 200_000, "{}", bytes.len());
    let refused = read("f.xlsx", &bytes).unwrap_err();
    assert_eq!(refused, Fault::Bomb { ratio: 100 });
}

/// As many kinds of issue as issues, as many currencies as charges, as many reports as features.
#[rstest]
#[case("Summary,Issue key,Issue id,Issue Type,Status,Created\n", |n| format!("s,A-{n},{n},t{n},open,2026-03-01\n"))]
#[case("BilledCost,BillingCurrency,ChargePeriodStart,EffectiveCost,Tags\n", |n| format!("1,c{n},2026-03-01,1,\n"))]
#[case("metric_name,value\n", |n| format!("ValueDrift(column={n}),0.5\n"))]
fn a_column_of_nothing_but_different_words_takes_no_longer(
    #[case] header: &str,
    #[case] row: fn(usize) -> String,
) {
    let mut text = header.to_owned();
    for n in 0..50_000 {
        text.write_str(&row(n)).unwrap();
    }
    let file = read("report-2026-03-01.csv", text.as_bytes()).unwrap();
    let began = Instant::now();
    let found = recognise(&file);
    let most = found.questions.iter().map(|q| q.choices.len()).max();
    assert!(most.is_some_and(|most| most <= 101), "{most:?}");
    let mapped = apply(&file, &found.guessed().unwrap()).unwrap();
    assert_eq!(mapped.rows_used + mapped.left_out.len(), 50_000);
    assert!(began.elapsed() < SOON, "{:?}", began.elapsed());
}

/// A row longer than what is worked on at once, whose texts look like entities without end.
#[test]
fn a_workbook_of_long_rows_is_read() {
    let text = |text: &str| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let long = text(&"&".repeat(3 << 19));
    let rows = format!("<row>{}</row><row>{long}</row><row>{long}</row>", text("a"));
    let file = read("f.xlsx", &laws::workbook(&rows)).unwrap();
    let text = file.table.column("a").and_then(|c| c.display(1));
    assert_eq!(text.map(|t| t.len()), Some(3 << 19));
}

/// A hundred gigabytes are foreseen from the first twenty megabytes, before the memory for them is asked for.
#[test]
fn a_file_too_large_for_a_tab_says_so_early_and_what_to_do() {
    let facts = FileFacts {
        name: "log.csv".into(),
        bytes: 100_000_000_000,
    };
    let mut importer = Importer::new(facts, ReadOptions::default());
    let mut piece = String::from("timestamp,model,latency_ms\n");
    let rows = "2026-03-05T08:15:30Z,churn-gbm,18.25\n".repeat(1 << 15);
    let mut pushed = 0;
    let refused = loop {
        piece.push_str(&rows);
        pushed += piece.len();
        if let Err(error) = importer.push(piece.as_bytes()) {
            break error;
        }
        assert!(pushed < 32 << 20, "it was not foreseen");
        piece.clear();
    };
    assert!(matches!(refused.fault, Fault::TooLarge { .. }), "{refused}");
    let sentence = refused.to_string();
    assert!(sentence.contains("GB of memory"), "{sentence}");
    assert!(sentence.contains("Roll it up where it lies"), "{sentence}");
}

/// Fifteen megabytes of lone ampersands pack to next to nothing, and each is an event of its own.
#[test]
fn a_cell_of_nothing_but_ampersands_is_refused_before_it_takes_long() {
    let long = "&".repeat(15 << 20);
    let rows = format!("<row><c t=\"inlineStr\"><is><t>{long}</t></is></c></row>");
    let refused = read("f.xlsx", &laws::workbook(&rows)).unwrap_err();
    assert!(
        refused.to_string().contains("holds nothing but markup"),
        "{refused}"
    );
}
