//! Delimited text as people send it: what is read, what is repaired, what is refused and where.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)] // in helpers of tests too a panic is the report

use outturn_core::table::{Column, ColumnType};
use outturn_import::{
    DateOrder, Fault, FormatKind, LeftOutReason, RawFile, ReadOptions, RepairRule, read_all,
};
use rstest::rstest;

fn read(text: &str) -> RawFile {
    read_all("file.csv", text.as_bytes(), &ReadOptions::default()).unwrap()
}

fn fault(name: &str, bytes: &[u8]) -> (Fault, String) {
    let error = read_all(name, bytes, &ReadOptions::default()).unwrap_err();
    (error.fault.clone(), error.to_string())
}

fn cells(file: &RawFile, column: &str) -> Vec<Option<String>> {
    let column = file.table.column(column).unwrap();
    (0..column.len()).map(|row| column.display(row)).collect()
}

fn shown(file: &RawFile, column: &str) -> Vec<String> {
    cells(file, column)
        .into_iter()
        .map(Option::unwrap_or_default)
        .collect()
}

fn repaired(file: &RawFile, rule: RepairRule) -> u64 {
    file.repairs
        .iter()
        .find(|r| r.rule == rule)
        .map_or(0, |r| r.count)
}

/// csv-spectrum's own JSON says what each file holds. `location_coordinates` is left out: its JSON has another phone number than
/// its CSV, and both hold replacement characters in place of degree signs.
#[rstest]
#[case("comma_in_quotes")]
#[case("empty")]
#[case("empty_crlf")]
#[case("escaped_quotes")]
#[case("json")]
#[case("newlines")]
#[case("newlines_crlf")]
#[case("quotes_and_newlines")]
#[case("simple")]
#[case("simple_crlf")]
#[case("utf8")]
fn csv_spectrum_reads_as_its_json_says(#[case] name: &str) {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/csv-spectrum");
    let bytes = std::fs::read(format!("{folder}/csvs/{name}.csv")).unwrap();
    let json = std::fs::read_to_string(format!("{folder}/json/{name}.json")).unwrap();
    let expected: Vec<serde_json::Map<String, serde_json::Value>> =
        serde_json::from_str(&json).unwrap();

    let file = read_all(name, &bytes, &ReadOptions::default()).unwrap();

    assert_eq!(file.table.rows(), expected.len());
    for (row, object) in expected.iter().enumerate() {
        assert_eq!(file.table.columns().len(), object.len());
        for (key, value) in object {
            let found = file
                .table
                .column(key)
                .unwrap()
                .display(row)
                .unwrap_or_default();
            assert_eq!(Some(found.as_str()), value.as_str(), "{key}");
        }
    }
}

#[rstest]
#[case::comma("a,b\n1,x\n2,y\n", ',')]
#[case::semicolon("a;b\n1,5;x\n2,5;y\n", ';')]
#[case::tab("a\tb, c\n1\tx, y\n2\tz\n", '\t')]
#[case::bar("a|b\n1|x\n2|y\n", '|')]
#[case::quoted_other("a;b\n\"1,2,3\";x\n\"4,5,6\";y\n", ';')]
#[case::told_by_the_file("sep=;\na,x;b\n1;2\n", ';')]
#[case::one_column("a\n1\n2\n", ',')]
fn the_delimiter_is_found(#[case] text: &str, #[case] delimiter: char) {
    let file = read(text);
    assert_eq!(
        (file.format.kind, file.format.delimiter),
        (FormatKind::Csv, Some(delimiter))
    );
    assert_eq!(file.left_out, []);
}

#[rstest]
#[case::lf("a,b\n1,x\n2,y\n")]
#[case::crlf("a,b\r\n1,x\r\n2,y\r\n")]
#[case::cr("a,b\r1,x\r2,y\r")]
#[case::no_end("a,b\n1,x\n2,y")]
#[case::mark("\u{FEFF}a,b\n1,x\n2,y\n")]
#[case::blank_lines("\n\na,b\n1,x\n\n2,y\n\n")]
#[case::space_around_quotes("a, \"b\"\n1, \"x\" \n2,\"y\"\r\n")]
fn line_ends_marks_and_blank_lines_do_not_matter(#[case] text: &str) {
    let file = read(text);
    assert_eq!(
        (shown(&file, "a"), shown(&file, "b")),
        (vec!["1".into(), "2".into()], vec!["x".into(), "y".into()])
    );
}

#[rstest]
#[case::whole("1\n-2\n\n", ColumnType::Integer)]
#[case::mixed("1\n2.5\n", ColumnType::Number)]
#[case::exponents("1e3\n2E-4\n", ColumnType::Number)]
#[case::codes("007\n012\n", ColumnType::Text)]
#[case::one_code("7\n012\n", ColumnType::Text)]
#[case::long_names("12345678901234567890\n", ColumnType::Text)]
#[case::flags("TRUE\nno\n", ColumnType::Boolean)]
#[case::bits("0\n1\n", ColumnType::Integer)]
#[case::moments("2024-01-31\n2024-02-01T10:00:00+02:00\n", ColumnType::Timestamp)]
#[case::impossible_date("2024-01-31\n2024-02-31\n", ColumnType::Text)]
#[case::day_first("03/04/2024\n13/04/2024\n", ColumnType::Timestamp)]
#[case::contradicting("04/13/2024\n13/04/2024\n", ColumnType::Text)]
#[case::nothing("\"\"\nNULL\n", ColumnType::Text)]
fn types_are_decided_over_the_whole_column(#[case] cells: &str, #[case] expected: ColumnType) {
    let file = read(&format!(
        "x,y\n{}",
        cells
            .lines()
            .map(|c| format!("{c},z\n"))
            .collect::<String>()
    ));
    assert_eq!(file.table.column("x").unwrap().column_type(), expected);
}

/// A type that holds for a hundred thousand rows and fails in the last one must not cost the spelling of the first.
#[rstest]
#[case("1.50")]
#[case("2024-01-05")]
#[case("TRUE")]
#[case(" 12 ")]
#[case("+5")]
#[case("\"N/A\"")]
fn text_found_late_keeps_every_spelling(#[case] early: &str) {
    let mut text = String::from("id,x\n");
    for _ in 0..100_000 {
        text.push_str(&format!("1,{early}\n"));
    }
    text.push_str("2,but this is text\n");
    let file = read(&text);
    let spelled = early.trim_matches('"');
    let column = file.table.column("x").unwrap();
    assert_eq!(column.text(0), Some(spelled));
    assert_eq!(column.text(99_999), Some(spelled));
    assert_eq!(column.text(100_000), Some("but this is text"));
    assert_eq!(
        file.table.column("id").unwrap().column_type(),
        ColumnType::Integer
    );
}

#[test]
fn words_for_no_value_are_missing_and_counted() {
    let file = read("n,t\n1,a\nNULL,?\nN/A,-\nNaN,None\n,null\n2.5,b\n");
    assert_eq!(
        cells(&file, "n"),
        [Some("1".into()), None, None, None, None, Some("2.5".into())]
    );
    assert_eq!(
        cells(&file, "t"),
        [Some("a".into()), None, None, None, None, Some("b".into())]
    );
    // An empty cell is missing without a repair: that is how delimited text says so.
    assert_eq!(repaired(&file, RepairRule::NullWord), 7);
    let repair = file
        .repairs
        .iter()
        .find(|r| r.rule == RepairRule::NullWord)
        .unwrap();
    assert_eq!(repair.example, "NULL in n");
}

#[test]
fn a_quoted_word_for_no_value_is_text_among_text() {
    let file = read("t,n\n\"None\",\"N/A\"\nred,5\n");
    assert_eq!(cells(&file, "t"), [Some("None".into()), Some("red".into())]);
    assert_eq!(cells(&file, "n"), [None, Some("5".into())]);
}

#[test]
fn ragged_rows_are_filled_cut_or_left_out() {
    let file = read("a,b\n1\n2,x,,\n3,y,surplus\n4,z\n");
    assert_eq!(shown(&file, "a"), ["1", "2", "4"]);
    assert_eq!(
        cells(&file, "b"),
        [None, Some("x".into()), Some("z".into())]
    );
    assert_eq!(file.rows_read, 4);
    assert_eq!(file.left_out.len(), 1);
    assert_eq!(file.left_out[0].row, 3);
    assert_eq!(
        file.left_out[0].reason,
        LeftOutReason::WrongCellCount {
            expected: 2,
            found: 3
        }
    );
    assert_eq!(file.left_out[0].found.as_deref(), Some("3,y,surplus"));
    assert_eq!(
        (
            repaired(&file, RepairRule::ShortRow),
            repaired(&file, RepairRule::SurplusEmptyCells)
        ),
        (1, 1)
    );
    assert_eq!([0, 1, 2].map(|row| file.file_row(row)), [1, 2, 4]);
}

#[test]
fn names_are_made_unique_and_never_empty() {
    let file = read("Labels,Labels,,Labels_2\na,b,c,d\n");
    let names: Vec<&str> = file.table.columns().map(|(name, _)| name).collect();
    assert_eq!(names, ["Labels", "Labels_2", "column_3", "Labels_2_2"]);
    assert_eq!(
        (
            repaired(&file, RepairRule::RepeatedName),
            repaired(&file, RepairRule::MissingName)
        ),
        (2, 1)
    );
}

#[test]
fn a_file_without_names_gets_numbers() {
    let file = read("2024-01-01,1.5\n2024-01-02,2.5\n");
    assert_eq!(file.format.header, Some(false));
    assert_eq!(shown(&file, "column_2"), ["1.5", "2.5"]);
    let forced = ReadOptions {
        header: Some(true),
        ..ReadOptions::default()
    };
    assert_eq!(
        read_all("f", b"2020,2021\n1,2\n", &forced)
            .unwrap()
            .table
            .rows(),
        1
    );
}

#[test]
fn quotes_that_are_not_doubled_are_text() {
    let file = read("a,b\n\"some \"quoted\" word\",x\n12\" pipe,\"y \"\"z\"\"\"\n");
    assert_eq!(shown(&file, "a"), ["some \"quoted\" word", "12\" pipe"]);
    assert_eq!(shown(&file, "b"), ["x", "y \"z\""]);
    assert_eq!(repaired(&file, RepairRule::LoneQuote), 2);
}

/// The order that one column proves holds for the others of its file; where none proves it, nothing is guessed.
#[test]
fn the_order_of_day_and_month_is_decided_over_the_file() {
    let file = read("opened,closed\n01/02/2024 10:00,05/02/2024\n01/02/2024 11:00,25/02/2024\n");
    assert_eq!(shown(&file, "opened")[0], "2024-02-01T10:00:00Z");
    assert!(
        file.warnings
            .iter()
            .any(|w| w.contains("opened") && w.contains("day before month")),
        "{:?}",
        file.warnings
    );

    let text = "opened,n\n01/02/2024,1\n03/04/2024,2\n";
    let open = read(text);
    assert_eq!(
        (
            shown(&open, "opened")[0].as_str(),
            open.ambiguous_dates.as_slice()
        ),
        ("01/02/2024", &["opened".to_owned()][..])
    );

    let told = ReadOptions {
        date_order: Some(DateOrder::MonthFirst),
        ..ReadOptions::default()
    };
    let file = read_all("f", text.as_bytes(), &told).unwrap();
    assert_eq!(
        shown(&file, "opened"),
        ["2024-01-02T00:00:00Z", "2024-03-04T00:00:00Z"]
    );

    let late = read("d\n01/02/2024\n02/03/2024\n03/25/2024\n");
    assert_eq!(
        shown(&late, "d"),
        [
            "2024-01-02T00:00:00Z",
            "2024-02-03T00:00:00Z",
            "2024-03-25T00:00:00Z"
        ]
    );
}

#[test]
fn times_without_a_zone_are_utc_and_it_is_said() {
    let file = read("at,n\n2024-01-01 10:00:00,1\n");
    assert!(matches!(
        file.table.column("at"),
        Some(Column::Timestamp(_))
    ));
    assert!(
        file.warnings
            .iter()
            .any(|w| w.contains("UTC") && w.contains("at")),
        "{:?}",
        file.warnings
    );
    assert_eq!(
        read("at,n\n2024-01-01T10:00:00Z,1\n").warnings,
        Vec::<String>::new()
    );
}

#[rstest]
#[case::empty(b"", "it is empty")]
#[case::blank(b" \n\n", "it is empty")]
#[case::mark_only(b"\xEF\xBB\xBF", "it is empty")]
#[case::png(b"\x89PNG\r\n\x1a\n\0\0", "a PNG picture")]
#[case::parquet(b"PAR1\x15\x04\x15", "a Parquet file")]
#[case::pdf(b"%PDF-1.7\n", "a PDF document")]
#[case::page(b"\n<!DOCTYPE html><html>", "a web page")]
#[case::damaged(
    b"name\n\xC3\xA9,\xE9\xE9\xE9\xE9\xE9\xE9\xE9\xE9\xE9\xE9\xE9\xE9\xE9\xE9\xE9\xE9\xE9\n",
    "0xE9 is not UTF-8 text at byte 24"
)]
#[case::open_quote(
    b"a,b\n1,x\n2,\"never closed\n3,y\n",
    "never closed at row 2, column 2, byte 10"
)]
fn what_cannot_be_read_says_what_was_found_and_what_would_be_accepted(
    #[case] bytes: &[u8],
    #[case] says: &str,
) {
    let (fault, text) = fault("upload.csv", bytes);
    assert!(
        text.starts_with("upload.csv: ") && text.contains(says),
        "{text}"
    );
    let advice = fault.advice();
    assert!(
        !advice.is_empty() && text.ends_with(&format!(". {advice}.")),
        "{text}"
    );
}
