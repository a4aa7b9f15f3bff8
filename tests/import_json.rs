//! JSON lists and lines: flattened, typed, and refused with their place when broken.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)] // in helpers of tests too a panic is the report

use outturn_core::table::ColumnType;
use outturn_import::{
    Fault, FormatKind, LeftOutReason, RawFile, ReadOptions, RepairRule, read_all,
};
use rstest::rstest;

fn read(text: &str) -> RawFile {
    read_all("file.json", text.as_bytes(), &ReadOptions::default()).unwrap()
}

fn shown(file: &RawFile, column: &str) -> Vec<Option<String>> {
    let column = file.table.column(column).unwrap();
    (0..column.len()).map(|row| column.display(row)).collect()
}

#[rstest]
#[case::list("[{\"a\":1,\"b\":\"x\"},\n {\"a\":2,\"b\":\"y\"}]", FormatKind::Json)]
#[case::lines(
    "{\"a\":1,\"b\":\"x\"}\n{\"a\":2,\"b\":\"y\"}\n",
    FormatKind::JsonLines
)]
#[case::pretty(
    "{\n \"a\": 1, \"b\": \"x\"\n}\n{\"a\": 2,\r\n\"b\": \"y\"}",
    FormatKind::JsonLines
)]
fn lists_and_lines_are_the_same_table(#[case] text: &str, #[case] kind: FormatKind) {
    let file = read(text);
    assert_eq!(file.format.kind, kind);
    assert_eq!(shown(&file, "a"), [Some("1".into()), Some("2".into())]);
    assert_eq!(shown(&file, "b"), [Some("x".into()), Some("y".into())]);
}

#[test]
fn objects_are_flattened_lists_stay_text_and_late_keys_were_missing() {
    let file = read(
        r#"[{"id":1,"creator":{"login":"ann","team":{"n":7}},"tags":["a",{"b":1}]},
            {"id":2,"late":"2024-03-01T00:00:00Z","creator":null},
            {"id":3,"name":"caf\u00e9 \"x\"","id":4}]"#,
    );
    assert_eq!(
        shown(&file, "id"),
        [Some("1".into()), Some("2".into()), Some("4".into())]
    );
    assert_eq!(
        shown(&file, "creator.login"),
        [Some("ann".into()), None, None]
    );
    assert_eq!(
        shown(&file, "creator.team.n"),
        [Some("7".into()), None, None]
    );
    assert_eq!(shown(&file, "tags")[0].as_deref(), Some(r#"["a",{"b":1}]"#));
    assert_eq!(
        shown(&file, "late"),
        [None, Some("2024-03-01T00:00:00Z".into()), None]
    );
    assert_eq!(
        file.table.column("late").unwrap().column_type(),
        ColumnType::Timestamp
    );
    assert_eq!(shown(&file, "name")[2].as_deref(), Some("café \"x\""));
}

#[test]
fn numbers_keep_their_digits() {
    let file = read(
        r#"[{"i":9007199254740993,"long":123456789012345678901,"x":0.1},{"i":-1,"long":"a","x":1e2}]"#,
    );
    assert_eq!(shown(&file, "i")[0].as_deref(), Some("9007199254740993"));
    assert_eq!(
        shown(&file, "long")[0].as_deref(),
        Some("123456789012345678901")
    );
    assert_eq!(shown(&file, "x"), [Some("0.1".into()), Some("100".into())]);
}

#[test]
fn what_is_no_object_is_left_out() {
    let file = read(r#"[{"a":1}, 5, "x", [1], null, {"a":2}]"#);
    assert_eq!((file.table.rows(), file.rows_read), (2, 6));
    assert_eq!(
        file.left_out.iter().map(|l| l.row).collect::<Vec<_>>(),
        [2, 3, 4, 5]
    );
    assert!(
        file.left_out
            .iter()
            .all(|l| l.reason == LeftOutReason::NotAnObject)
    );
    assert_eq!([0, 1].map(|row| file.file_row(row)), [1, 6]);
}

#[rstest]
#[case::cut_in_object(
    "[\n{\"a\":",
    "stops before it is complete at line 2, column 1, byte 2"
)]
#[case::cut_in_list("[{},", "stops before it is complete at line 1, column 5, byte 4")]
#[case::cut_in_text(
    "{\"a\":\"x",
    "stops before it is complete at line 1, column 1, byte 0"
)]
#[case::bare_key(
    "[{\"a\":1},\n{b:2}]",
    "key must be a string at line 2, column 2, byte 11"
)]
#[case::no_comma(
    "[{\"a\":1}\n {\"a\":2}]",
    "a comma or ] was expected, '{' was found at line 2, column 2, byte 10"
)]
#[case::trailing_comma(
    "[{},]",
    "a value was expected, ']' was found at line 1, column 5, byte 4"
)]
#[case::after_the_list("[{\"a\":1}] x", "the end of the file was expected, 'x' was found")]
#[case::not_json(
    "hello",
    "an object in { } was expected, 'h' was found at line 1, column 1, byte 0"
)]
#[case::word("[{\"a\":NaN,\n\"b\":nope}]", "is not JSON: expected ident at line 2")]
fn broken_json_is_refused_with_its_place(#[case] text: &str, #[case] says: &str) {
    let error = read_all("file.json", text.as_bytes(), &ReadOptions::default()).unwrap_err();
    assert!(error.to_string().contains(says), "{error}");
}

#[rstest]
#[case("[")]
#[case("{\"a\":")]
fn bottomless_nesting_is_refused(#[case] open: &str) {
    let text = format!("[{}", open.repeat(100_000));
    let error = read_all("file.json", text.as_bytes(), &ReadOptions::default()).unwrap_err();
    assert!(
        error.to_string().contains("more than 100 levels deep"),
        "{error}"
    );
}

#[derive(serde::Deserialize)]
struct Case {
    name: String,
    input: String,
}

/// JSONTestSuite: names that begin with y are JSON, with n are not; with i either answer is right.
#[test]
fn json_test_suite_is_accepted_and_refused_as_it_says() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/data/json_test_suite.json"
    );
    let cases: Vec<Case> = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let strict = ReadOptions {
        off: [RepairRule::NonFinite].into(),
        ..ReadOptions::default()
    };
    let (mut accepted, mut refused) = (0, 0);
    for Case { name, input } in &cases {
        let read = read_all(name, input.as_bytes(), &strict);
        let scalar = !input.trim_start().starts_with(['[', '{']);
        match (&name[..2], read) {
            ("y_", Ok(_)) => accepted += 1,
            // A text or number alone is JSON and no table.
            ("y_", Err(error)) => {
                assert!(
                    scalar && error.to_string().contains("an object in { } was expected"),
                    "{name}: {error}"
                );
            }
            ("n_", Err(error)) => {
                refused += 1;
                let placed = error.at.line.is_some()
                    || error.at.byte.is_some()
                    || error.fault == Fault::Empty;
                assert!(placed, "{name}: {error}");
            }
            ("n_", Ok(file)) => panic!("{name} is not JSON: {input:?} gave {:?}", file.table),
            _ => {}
        }
    }
    assert_eq!((accepted, refused), (87, 174));
}

/// The rest of JSONTestSuite, which its package does not hold as it is: bytes that are not UTF-8, and brackets without end.
#[rstest]
#[case::array_a_invalid_utf8(b"[a\xE5]", false)]
#[case::array_invalid_utf8(b"[\xFF]", false)]
#[case::number_invalid_utf_8_in_bigger_int(b"[123\xE5]", false)]
#[case::number_invalid_utf_8_in_exponent(b"[1e1\xE5]", false)]
#[case::number_invalid_utf_8_in_int(b"[0\xE5]\n", false)]
#[case::number_real_with_invalid_utf8_after_e(b"[1e\xE5]", false)]
#[case::object_lone_continuation_byte_in_key_and_trailing_comma(b"{\"\xB9\":\"0\",}", false)]
#[case::string_invalid_utf_8_in_escape(b"[\"\\u\xE5\"]", false)]
#[case::string_invalid_utf8_after_escape(b"[\"\\\xE5\"]", false)]
#[case::structure_incomplete_utf8_bom(b"\xEF\xBB{}", false)]
#[case::structure_lone_invalid_utf_8(b"\xE5", false)]
#[case::structure_single_eacute(b"\xE9", false)]
#[case::structure_100000_opening_arrays("[".repeat(100_000), false)]
#[case::structure_open_array_object("[{\"\":".repeat(50_000), false)]
// Either answer is right; these are ours.
#[case::string_utf_16le_with_bom(b"\xFF\xFE[\0\"\0\xE9\0\"\0]\0", true)]
#[case::string_utf16le_no_bom(b"[\0\"\0\xE9\0\"\0]\0", true)]
#[case::string_utf16be_no_bom(b"\0[\0\"\0\xE9\0\"\0]", true)]
#[case::string_iso_latin_1(b"[\"\xE9\"]", true)]
#[case::string_invalid_utf_8(b"[\"\xFF\"]", true)]
#[case::string_lone_utf8_continuation_byte(b"[\"\x81\"]", true)]
#[case::string_utf_8_invalid_sequence(b"[\"\xE6\x97\xA5\xD1\x88\xFA\"]", true)]
#[case::string_utf8_surrogate(b"[\"\xED\xA0\x80\"]", true)]
#[case::string_not_in_unicode_range(b"[\"\xF4\xBF\xBF\xBF\"]", true)]
#[case::string_overlong_sequence_2_bytes(b"[\"\xC0\xAF\"]", true)]
#[case::string_overlong_sequence_6_bytes(b"[\"\xFC\x83\xBF\xBF\xBF\xBF\"]", true)]
#[case::string_overlong_sequence_6_bytes_null(b"[\"\xFC\x80\x80\x80\x80\x80\"]", true)]
#[case::string_truncated_utf_8(b"[\"\xE0\xFF\"]", true)]
fn json_test_suite_beyond_text_is_read_or_refused(
    #[case] bytes: impl AsRef<[u8]>,
    #[case] accepted: bool,
) {
    let strict = ReadOptions {
        off: [RepairRule::NonFinite].into(),
        ..ReadOptions::default()
    };
    let read = read_all("f.json", bytes.as_ref(), &strict);
    assert_eq!(read.is_ok(), accepted, "{read:?}");
}
