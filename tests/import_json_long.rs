//! One value of JSON that is most of a file: read in steps, to the same table as the same rows in short values.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)] // in helpers of tests too a panic is the report

use outturn_core::steps::Steps;
use outturn_import::{FileFacts, Importer, Pass, RawFile, ReadOptions};
use rstest::rstest;
use std::ops::ControlFlow;

/// Rows of the files: a little over two megabytes.
const ROWS: usize = 40_000;
/// What a step goes through at most, in bytes of the text.
const STEP: usize = 1 << 20;

/// What comes of it, counting its steps.
fn counted<T>(mut steps: Steps<'_, T>, count: &mut usize) -> T {
    loop {
        *count += 1;
        match steps.step() {
            ControlFlow::Break(done) => return done,
            ControlFlow::Continue(rest) => steps = rest,
        }
    }
}

/// The file, and the steps that reading it took.
fn read(text: &str) -> (RawFile, usize) {
    let name = "file.json".to_owned();
    let bytes = text.len() as u64;
    let mut importer = Importer::new(FileFacts { name, bytes }, ReadOptions::default());
    let mut count = 0;
    loop {
        counted(importer.push_in_steps(text.as_bytes()), &mut count).unwrap();
        match counted(importer.finish_in_steps(), &mut count).unwrap() {
            Pass::Done(file) => return (*file, count),
            Pass::Again(again) => importer = *again,
        }
    }
}

fn joined(between: &str, each: impl Fn(usize) -> String) -> String {
    (0..ROWS).map(each).collect::<Vec<_>>().join(between)
}

fn row(at: usize) -> String {
    format!("{{\"id\":\"run-{at}\",\"cost\":{at}.5,\"note\":\"a\\n{at}\"}}")
}

fn as_lines() -> String {
    joined("\n", row)
}

/// A column under its name, as a list or as an object by row.
fn columns(open: &str, close: &str, key: impl Fn(usize) -> String) -> String {
    let column = |name: &str, value: &dyn Fn(usize) -> String| {
        let values = joined(",", |at| format!("{}{}", key(at), value(at)));
        format!("\"{name}\":{open}{values}{close}")
    };
    let id = column("id", &|at| format!("\"run-{at}\""));
    let cost = column("cost", &|at| format!("{at}.5"));
    let note = column("note", &|at| format!("\"a\\n{at}\""));
    format!("{{{id},{cost},{note}}}")
}

#[rstest]
#[case::document(format!("{{\"runs\":[{}]}}", joined(",", row)))]
#[case::with_words_for_numbers(format!("{{\"runs\":[{}],\"mean\":NaN}}", joined(",\n", row)))]
#[case::deep(format!("{{\"a\":{{\"b\":{{\"runs\":[{}]}}}}}}", joined(",", row)))]
#[case::page(format!("{{\"items\":[{}],\"next\":\"x\"}}\n{{\"items\":[]}}", joined(",", row)))]
#[case::list_of_pages(format!("[[{}]]", joined(",", row)))]
#[case::columns(columns("[", "]", |_| String::new()))]
#[case::pandas_columns(columns("{", "}", |at| format!("\"{at}\":")))]
#[case::pandas_index(format!("{{{}}}", joined(",", |at| format!("\"{at}\":{}", row(at)))))]
#[case::pandas_split(format!(
    "{{\"columns\":[\"id\",\"cost\",\"note\"],\"data\":[{}]}}",
    joined(",", |at| format!("[\"run-{at}\",{at}.5,\"a\\n{at}\"]"))
))]
#[case::cut_off(format!("{{\"runs\":[{},{{\"id\":\"r", joined(",", row)))]
fn a_long_value_is_read_in_steps_to_the_same_table(#[case] text: String) {
    let ((file, steps), (lines, _)) = (read(&text), read(&as_lines()));
    assert_eq!(file.table.rows(), ROWS);
    for (name, column) in lines.table.columns() {
        let found = file.table.column(name).unwrap();
        assert_eq!(found.column_type(), column.column_type(), "{name}");
        let differs = (0..ROWS).find(|&row| found.display(row) != column.display(row));
        assert_eq!(differs, None, "{name}");
    }
    // Read, looked at, cut into rows: each of it in steps.
    let least = 3 * text.len() / STEP;
    assert!(steps > least, "{} bytes in {steps} steps", text.len());
}

/// Prometheus's answer to a query of one long series, and the same as remote write sends it.
#[rstest]
#[case::answer(format!(
    "{{\"status\":\"success\",\"data\":{{\"resultType\":\"matrix\",\"result\":[{{\"metric\":{{\"job\":\"api\"}},\"values\":[{}]}}]}}}}",
    joined(",", |at| format!("[{},\"{at}.25\"]", 1_735_689_600 + 60 * at))
))]
#[case::remote_write(format!(
    "{{\"labels\":{labels},\"samples\":[{}]}}\n{{\"labels\":{labels},\"samples\":[]}}\n",
    joined(",", |at| format!("{{\"timestamp\":{},\"value\":\"{at}.25\"}}", 1_735_689_600 + 60 * at)),
    labels = "[{\"name\":\"job\",\"value\":\"api\"}]"
))]
fn one_long_series_is_read_in_steps(#[case] text: String) {
    let (file, steps) = read(&text);
    let shown = |column: &str, row| file.table.column(column).unwrap().display(row).unwrap();
    assert_eq!(file.table.rows(), ROWS);
    assert_eq!(shown("metric.job", ROWS - 1), "api");
    assert_eq!(shown("values.1", ROWS - 1), "39999.25");
    assert!(steps > 3 * text.len() / STEP, "{steps} steps");
}

#[test]
fn a_row_with_a_long_text_or_a_long_list_is_one_row() {
    let words = "é\\u00e9\\ud83d\\ude00 \\\"".repeat(60_000);
    let list = joined(",", |at| at.to_string());
    let text = format!("[{{\"id\":1,\"words\":\"{words}\",\"list\":[{list}]}},{{\"id\":2}}]");
    let (file, steps) = read(&text);
    let shown = |column: &str| file.table.column(column).unwrap().display(0).unwrap();
    assert_eq!(file.table.rows(), 2);
    assert_eq!(shown("words"), "éé😀 \"".repeat(60_000));
    assert_eq!(shown("list"), format!("[{list}]"));
    assert!(steps > 3 * text.len() / STEP, "{steps} steps");
}
