//! The shapes that files come in: JSON as tools leave it, text with bytes that are not text, quotes escaped by a backslash, names in
//! two lines. What is not taken is counted and shown; nothing but what is broken is lost.
//!
//! Files in `tests/data/cases` and what is right of them are described in `tests/data/README.md`.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)] // in helpers of tests too a panic is the report

use outturn_core::table::TableKind;
use outturn_import::{
    Answer, LeftOutReason, RawFile, ReadOptions, RepairRule, Subject, read_all, recognise,
};
use rstest::rstest;

fn case(path: &str) -> Vec<u8> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/cases");
    std::fs::read(format!("{folder}/{path}")).unwrap()
}

fn of_case(path: &str) -> RawFile {
    let name = path.rsplit('/').next().unwrap();
    read_all(name, &case(path), &ReadOptions::default()).unwrap()
}

fn read(name: &str, text: impl AsRef<[u8]>) -> RawFile {
    read_all(name, text.as_ref(), &ReadOptions::default()).unwrap()
}

fn shown(file: &RawFile, column: &str) -> Vec<String> {
    let column = file
        .table
        .column(column)
        .unwrap_or_else(|| panic!("{:?}", file.table));
    (0..column.len())
        .map(|row| column.display(row).unwrap_or_default())
        .collect()
}

fn names(file: &RawFile) -> Vec<&str> {
    file.table.columns().map(|(name, _)| name).collect()
}

fn mean(file: &RawFile, column: &str) -> f64 {
    let column = file.table.column(column).unwrap();
    let sum: f64 = (0..column.len()).filter_map(|row| column.number(row)).sum();
    sum / column.present() as f64
}

/// Rows left out: which, why, and what they began with.
fn left_out(file: &RawFile) -> Vec<(u32, LeftOutReason, String)> {
    let rows = file.left_out.iter();
    rows.map(|out| (out.row, out.reason, out.found.clone().unwrap_or_default()))
        .collect()
}

fn repaired(file: &RawFile, rule: RepairRule) -> u64 {
    let of_rule = file.repairs.iter().find(|repair| repair.rule == rule);
    of_rule.map_or(0, |repair| repair.count)
}

mod pages {
    use super::*;

    /// Ten deployments and five: `jq -s add` joins them to 15.
    #[rstest]
    fn of_a_list_are_one_list(#[values("gh_pages_glued.json", "gh_pages_lines.json")] name: &str) {
        let file = of_case(&format!("20-pages-glued-together/{name}"));
        assert_eq!((file.table.rows(), file.rows_read), (15, 15));
        assert_eq!(repaired(&file, RepairRule::PagesJoined), 1);
        let kind = recognise(&file).mapping.unwrap().kind;
        assert_eq!(kind, TableKind::Deployments);
    }

    #[rstest]
    #[case::glued(r#"[{"n":1},{"n":2}][{"n":3}]"#)]
    #[case::by_lines("[{\"n\":1},{\"n\":2}]\n[]\n\n[{\"n\":3}]\n")]
    #[case::one_row_in_all(r#"[][{"n":1},{"n":2},{"n":3}][]"#)]
    #[case::a_list_of_lists(r#"[[{"n":1},{"n":2}],[],[{"n":3}]]"#)]
    #[case::the_first_is_empty(r#"[[],[{"n":1},{"n":2}],[{"n":3}]]"#)]
    #[case::objects_with_rows(
        r#"{"runs":[{"n":1},{"n":2}],"total_count":3}{"runs":[{"n":3}],"total_count":3}"#
    )]
    #[case::objects_by_lines(
        "{\"items\":[{\"n\":1},{\"n\":2}]}\n{\"items\":[{\"n\":3}]}\n{\"items\":[]}\n"
    )]
    #[case::a_list_of_objects(
        r#"[{"value":[{"n":1},{"n":2}],"@odata.nextLink":"u"},{"value":[{"n":3}]}]"#
    )]
    #[case::of_jira(
        r#"{"expand":"schema,names","startAt":0,"maxResults":2,"total":3,"issues":[{"n":1},{"n":2}]}
           {"expand":"schema,names","startAt":2,"maxResults":2,"total":3,"issues":[{"n":3}]}"#
    )]
    #[case::deep(r#"{"data":{"repo":{"nodes":[{"n":1},{"n":2}],"pageInfo":{"hasNextPage":true,"endCursor":"x"}}}}
                    {"data":{"repo":{"nodes":[{"n":3}],"pageInfo":{"hasNextPage":false,"endCursor":null}}}}"#)]
    #[case::the_first_has_nothing_on_it(
        r#"{"runs":[],"offset":0,"more":true}{"runs":[{"n":1},{"n":2},{"n":3}],"offset":1,"more":false}"#
    )]
    #[case::the_last_is_cut(r#"{"runs":[{"n":1},{"n":2}],"total":4}{"runs":[{"n":3},{"n":"#)]
    fn are_joined_however_they_are_glued(#[case] text: &str) {
        let file = read("pages.json", text);
        assert_eq!(names(&file), ["n"]);
        assert_eq!(shown(&file, "n"), ["1", "2", "3"]);
        assert_eq!(file.left_out, []);
    }

    /// A row with a list in it is a row: its list is offered, and says nothing of paging.
    #[rstest]
    #[case::lines(
        "{\"id\":\"a\",\"statuses\":[{\"s\":1},{\"s\":2}]}\n{\"id\":\"b\",\"statuses\":[{\"s\":3}]}\n"
    )]
    #[case::list(r#"[{"id":"a","statuses":[{"s":1},{"s":2}]},{"id":"b","statuses":[{"s":3}]}]"#)]
    fn are_no_rows_with_lists_in_them(#[case] text: &str) {
        let file = read("deployments.json", text);
        assert_eq!(shown(&file, "id"), ["a", "b"]);
        assert_eq!(
            (file.format.lists.as_slice(), file.format.rows_at.as_deref()),
            (&["statuses".to_owned()][..], None)
        );
        let by_status = ReadOptions {
            rows_at: Some("statuses".into()),
            ..ReadOptions::default()
        };
        let file = read_all("deployments.json", text.as_bytes(), &by_status).unwrap();
        assert_eq!(shown(&file, "s"), ["1", "2", "3"]);
        assert_eq!(file.format.rows_at.as_deref(), Some("statuses"));
    }
}

mod lines {
    use super::*;

    #[test]
    fn one_that_is_bad_is_left_out_and_shown() {
        let file = of_case("21-a-bad-line-of-many/jsonl_badline.jsonl");
        assert_eq!((file.table.rows(), mean(&file, "value")), (6, 3.5));
        assert_eq!(
            left_out(&file),
            [(
                4,
                LeftOutReason::NotJson,
                "ERROR: connection lost, retrying".into()
            )]
        );
    }

    #[test]
    fn before_the_end_that_is_cut_off_are_read() {
        let file = of_case("21-a-bad-line-of-many/jsonl_trunc.jsonl");
        assert_eq!((file.table.rows(), mean(&file, "value")), (4, 2.5));
        assert_eq!(
            left_out(&file),
            [(
                5,
                LeftOutReason::CutOff,
                "{\"date\":\"2026-05-01\",\"met".into()
            )]
        );
        assert!(
            file.warnings.iter().any(|w| w.contains("cut off")),
            "{:?}",
            file.warnings
        );
    }

    #[rstest]
    #[case::a_log_in_front("Starting export\n{\"n\":1}\n{\"n\":2}\n{\"n\":3}\n", 1)]
    #[case::a_log_behind("{\"n\":1}\n{\"n\":2}\n{\"n\":3}\nDone.\n", 1)]
    #[case::two_logs("{\"n\":1}\nW1\nW2 [x] {y}\n{\"n\":2}\n{\"n\":3}", 2)]
    #[case::space("{\"n\":1}\n  \n\t\n{\"n\":2}\r\n \r\n{\"n\":3}\n", 0)]
    #[case::commas("{\"n\":1},\n{\"n\":2},\n{\"n\":3},\n", 0)]
    #[case::a_comma_in_a_list("[{\"n\":1},\n{\"n\":2},\n{\"n\":3},\n]\n", 0)]
    #[case::no_json("{\"n\":1}\n{n:9}\n{\"n\":2}\n{\"n\":3}\n", 1)]
    #[case::the_first("{\"n\":\n{\"n\":1}\n{\"n\":2}\n{\"n\":3}\n", 1)]
    #[case::cut_in_text("{\"n\":1}\n{\"n\":9,\"s\":\"abc\n{\"n\":2}\n{\"n\":3}\n", 1)]
    #[case::cut_between("{\"n\":1}\n{\"n\":9,\"s\":\n{\"n\":2}\n{\"n\":3}\n", 1)]
    #[case::cut_in_a_list("{\"n\":1}\n{\"n\":9,\"s\":[1,\n{\"n\":2}\n{\"n\":3}\n", 1)]
    #[case::a_word("{\"n\":1}\nnull\n{\"n\":2}\n{\"n\":3}\n", 1)]
    #[case::a_log_with_brackets(
        "[INFO] begins\n[2026-01-01 00:00:00] reads\n{\"n\":1}\n{\"n\":2}\n{\"n\":3}\n",
        2
    )]
    #[case::a_moment_in_brackets("[2026-01-01] begins\n{\"n\":1}\n{\"n\":2}\n{\"n\":3}\n", 1)]
    #[case::an_empty_list("[]\n{\"n\":1}\n{\"n\":2}\n{\"n\":3}\n", 1)]
    #[case::numbers_in_brackets("[1, 2\n{\"n\":1}\n{\"n\":2}\n{\"n\":3}\n", 1)]
    #[case::a_title_above_a_list("Runs of today:\n\n[{\"n\":1},\n{\"n\":2},\n{\"n\":3}]\n", 1)]
    fn are_independent_of_one_another(#[case] text: &str, #[case] out: usize) {
        let file = read("events.jsonl", text);
        assert_eq!(shown(&file, "n"), ["1", "2", "3"], "{:?}", file.left_out);
        assert_eq!(file.left_out.len(), out, "{:?}", file.left_out);
        assert_eq!(file.rows_read, 3 + out);
        // Whatever the pieces it comes in.
        for size in [1, 7] {
            let facts = outturn_import::FileFacts {
                name: "events.jsonl".into(),
                bytes: text.len() as u64,
            };
            let mut importer = outturn_import::Importer::new(facts, ReadOptions::default());
            text.as_bytes()
                .chunks(size)
                .for_each(|piece| importer.push(piece).unwrap());
            let outturn_import::Pass::Done(again) = importer.finish().unwrap() else {
                panic!("no column clashes");
            };
            assert_eq!(
                (again.table, again.left_out),
                (file.table.clone(), file.left_out.clone())
            );
        }
    }

    /// Of a file in which nearly nothing is JSON nothing is taken.
    #[rstest]
    #[case("hello\nworld\n")]
    #[case("{\"a\":1}\nworld\n")]
    fn among_nothing_else_are_refused(#[case] text: &str) {
        let refused = read_all("notes.json", text.as_bytes(), &ReadOptions::default()).unwrap_err();
        assert!(
            refused.to_string().contains("this is not JSON"),
            "{refused}"
        );
    }

    #[rstest]
    #[case::in_an_object("[{\"n\":1},{\"n\":2},{\"n\":", 1)]
    #[case::behind_a_comma("[{\"n\":1},{\"n\":2},", 0)]
    #[case::without_its_bracket("[{\"n\":1},{\"n\":2}", 0)]
    #[case::in_a_document("{\"total\":3,\"data\":{\"runs\":[{\"n\":1},{\"n\":2},{\"n\":", 0)]
    fn of_a_list_that_is_cut_off_are_kept(#[case] text: &str, #[case] out: usize) {
        let file = read("list.json", text);
        assert_eq!(shown(&file, "n"), ["1", "2"]);
        assert_eq!(file.left_out.len(), out);
        assert!(
            file.warnings.iter().any(|w| w.contains("cut off")),
            "{:?}",
            file.warnings
        );
    }
}

mod documents {
    use super::*;

    /// One incident of an hour, as its page of status tells it.
    #[test]
    fn about_one_thing_are_one_row() {
        let file = of_case("27-one-nested-list/one.json");
        assert_eq!(file.table.rows(), 1);
        assert_eq!(file.questions, []);
        let recognition = recognise(&file);
        let mapping = recognition.mapping.unwrap();
        assert_eq!(
            (mapping.kind, recognition.vendor.as_str()),
            (TableKind::Incidents, "Statuspage incidents")
        );
        let mapped = outturn_import::apply(&file, &mapping).unwrap();
        let moment = |name: &str| mapped.table.column(name).unwrap().display(0).unwrap();
        assert_eq!(moment("detected_at"), "2026-03-02T08:00:00Z");
        assert_eq!(moment("resolved_at"), "2026-03-02T09:00:00Z");
        // Its updates are offered as rows of their own.
        assert_eq!(file.format.lists, ["incident.incident_updates"]);
        let updates = ReadOptions {
            rows_at: Some("incident.incident_updates".into()),
            ..ReadOptions::default()
        };
        let updates = read_all("one.json", &case("27-one-nested-list/one.json"), &updates).unwrap();
        assert_eq!(shown(&updates, "id"), ["u1", "u2"]);
    }

    /// Fifty such files, or all of them in one: `cat incident-*.json`.
    #[test]
    fn one_after_the_other_are_a_row_each() {
        let one = String::from_utf8(case("27-one-nested-list/one.json")).unwrap();
        let file = read("all.json", one.repeat(3));
        assert_eq!(shown(&file, "id"), ["i1", "i1", "i1"]);
        assert_eq!(recognise(&file).vendor, "Statuspage incidents");
    }

    #[rstest]
    #[case::a_run(r#"{"run_id":"r1","start_time":"2026-03-02T08:00:00Z","metrics":[{"key":"a","value":1},{"key":"b","value":2}],"params":[{"key":"lr"}]}"#, "run_id", "r1")]
    #[case::a_deployment(r#"{"id":7,"created_at":"2026-03-02T08:00:00Z","statuses":[{"state":"success"},{"state":"inactive"}]}"#, "id", "7")]
    #[case::wrapped(r#"{"deployment":{"id":7,"created_at":"2026-03-02T08:00:00Z","statuses":[{"state":"success"}]}}"#, "id", "7")]
    #[case::without_its_list(r#"{"page":{"id":"p"},"incident":{"id":"i1","created_at":"2026-03-02T08:00:00Z","incident_updates":[]}}"#, "id", "i1")]
    #[case::beside_another(
        r#"{"incident":{"id":"i1","opened_at":"2026-03-02"},"service":{"name":"x"}}"#,
        "incident.id",
        "i1"
    )]
    fn with_a_name_and_a_time_are_things(
        #[case] text: &str,
        #[case] column: &str,
        #[case] id: &str,
    ) {
        let file = read("one.json", text);
        assert_eq!(shown(&file, column), [id]);
        assert_eq!(file.questions, []);
    }

    /// An answer of an API says when it was made, and which request it answers.
    #[rstest]
    #[case(r#"{"request_id":"r","generated_at":"2026-03-02T08:00:00Z","incidents":[{"id":"a"},{"id":"b"}]}"#)]
    #[case(r#"{"page":{"id":"p","updated_at":"2026-03-02T08:00:00Z"},"incidents":[{"id":"a"},{"id":"b"}]}"#)]
    #[case(r#"{"id":"panel-3","data":[{"id":"a"},{"id":"b"}]}"#)]
    fn that_answer_a_question_are_their_list(#[case] text: &str) {
        let file = read("answer.json", text);
        assert_eq!(
            (shown(&file, "id"), file.questions),
            (vec!["a".into(), "b".into()], vec![])
        );
    }

    #[rstest]
    #[case::a_name_only(
        r#"{"id":"i1","severity":"minor","updates":[{"id":"u1"},{"id":"u2"}]}"#,
        ""
    )]
    #[case::a_table_in_a_thing(
        r#"{"id":"q1","created_at":"2026-03-02","rows":[{"id":"u1"},{"id":"u2"}]}"#,
        "rows"
    )]
    fn that_may_be_either_are_asked_about(#[case] text: &str, #[case] guess: &str) {
        let file = read("one.json", text);
        let [question] = file.questions.as_slice() else {
            panic!("{:?}", file.questions)
        };
        assert_eq!(
            (question.subject, &question.guess),
            (Subject::Rows, &Answer::RowsAt(guess.into()))
        );
        assert_eq!(
            question.choices[0], question.guess,
            "the likelier reading first"
        );
        assert_eq!(question.choices.len(), 2);
    }
}

mod bytes {
    use super::*;

    /// The byte is dropped and said so: 5 + 7 + 9.
    #[test]
    fn of_value_zero_cost_nothing_but_themselves() {
        let file = of_case("28-a-nul-byte/nul.csv");
        assert_eq!(shown(&file, "cost"), ["5", "7", "9"]);
        assert_eq!(repaired(&file, RepairRule::NulByte), 1);
        let kept = ReadOptions {
            off: [RepairRule::NulByte].into(),
            ..ReadOptions::default()
        };
        let file = read_all("nul.csv", &case("28-a-nul-byte/nul.csv"), &kept).unwrap();
        assert_eq!(file.table.rows(), 3, "its cell, not the file");
    }

    #[rstest]
    #[case::in_json("f.json", b"[{\"date\":\"2026-03-01\",\"cost\":5},{\"date\":\"2026-03-02\0\",\"cost\":7},{\"cost\":9}]".to_vec(), RepairRule::NulByte, 1)]
    #[case::never_written_to("f.csv", [&b"date,cost\n2026-03-01,5\n2026-03-02,7\n2026-03-03,9\n"[..], &[0; 400]].concat(), RepairRule::NulByte, 400)]
    #[case::padding("f.csv", b"date,cost\n2026-03-01\0\0\0,5\n2026-03-02,7\n2026-03-03,9\n".to_vec(), RepairRule::NulByte, 3)]
    #[case::utf16("f.csv", "date,cost\n2026-03-01,5\n2026-03-02,\u{0}7\n2026-03-03,9\n".encode_utf16().flat_map(u16::to_le_bytes).collect(), RepairRule::NulByte, 1)]
    #[case::broken_utf8("f.csv", b"name,cost\nCaf\xC3\xA9,5\nbro\xE9ken,7\nz,9\n".to_vec(), RepairRule::BrokenCharacter, 1)]
    #[case::lone_surrogate("f.csv", b"name,cost\na,5\nx\xED\xA0\xBDy,7\nz,9\n".to_vec(), RepairRule::BrokenCharacter, 1)]
    #[case::lone_surrogate_utf16("f.csv", "name,cost\na,5\nb?,7\nc,9\n".encode_utf16().map(|u| if u == u16::from(b'?') { 0xD83D } else { u }).flat_map(u16::to_be_bytes).collect(), RepairRule::BrokenCharacter, 1)]
    #[case::half_at_the_end("f.csv", b"name,cost\nCaf\xC3\xA9,5\na,7\nb,9\n\xE6\x97".to_vec(), RepairRule::BrokenCharacter, 1)]
    fn that_are_no_text_cost_no_more_than_their_cell(
        #[case] name: &str,
        #[case] bytes: Vec<u8>,
        #[case] rule: RepairRule,
        #[case] count: u64,
    ) {
        let file = read(name, &bytes);
        assert_eq!(shown(&file, "cost")[..3], ["5", "7", "9"]);
        assert_eq!(repaired(&file, rule), count);
    }

    /// Two in a file of a few bytes make it neither binary nor text of two bytes a character.
    #[rstest]
    #[case(b"date,cost\n2026-03-01,5\0\n2026-03-02,7\n2026-03-03,\x009\n")]
    #[case(b"c,cost\n1,5\0\n2,7\0\n3,9\n")]
    #[case(b"cost\n5\0\n7\0\n9\n")]
    #[case(b"a,cost\n\0,5\n\0,7\n,9\n")]
    fn of_value_zero_in_a_small_file_cost_nothing_either(#[case] bytes: &[u8]) {
        let file = read("f.csv", bytes);
        assert_eq!(shown(&file, "cost"), ["5", "7", "9"]);
        assert_eq!(repaired(&file, RepairRule::NulByte), 2);
    }

    /// What Python's `json.dumps` makes of a text that was cropped inside an emoji.
    #[rstest]
    #[case::a_list(r#"[{"name":"ok \ud83d\ude00","cost":5},{"name":"cropped \ud83d","cost":7},{"name":"c:\\ud83d","cost":9}]"#)]
    #[case::lines(
        "{\"name\":\"ok \\ud83d\\ude00\",\"cost\":5}\n{\"name\":\"cropped \\ud83d\",\"cost\":7}\n{\"name\":\"c:\\\\ud83d\",\"cost\":9}\n"
    )]
    #[case::a_document(r#"{"rows":[{"name":"ok \ud83d\ude00","cost":5},{"name":"cropped \ud83d","cost":7},{"name":"c:\\ud83d","cost":9}]}"#)]
    #[case::pages(r#"{"rows":[{"name":"ok \ud83d\ude00","cost":5},{"name":"cropped \ud83d","cost":7}]}{"rows":[{"name":"c:\\ud83d","cost":9}]}"#)]
    #[case::a_list_of_pages(r#"[[{"name":"ok \ud83d\ude00","cost":5},{"name":"cropped \ud83d","cost":7}],[{"name":"c:\\ud83d","cost":9}]]"#)]
    fn of_half_a_character_in_json_cost_that_character(#[case] text: &str) {
        let file = read("f.json", text);
        assert_eq!(
            shown(&file, "name"),
            ["ok 😀", "cropped \u{FFFD}", "c:\\ud83d"]
        );
        assert_eq!(shown(&file, "cost"), ["5", "7", "9"]);
        assert_eq!(repaired(&file, RepairRule::BrokenCharacter), 1);
    }

    /// Far down in a large file, and on whichever thread it is read.
    #[test]
    fn far_down_are_found_too() {
        let mut text = b"name,cost\n".to_vec();
        for row in 0..60_000 {
            text.extend(format!("row {row},{row}\n").bytes());
        }
        text.extend(b"na\0me,7\n");
        let file = read("f.csv", &text);
        assert_eq!(
            (file.table.rows(), repaired(&file, RepairRule::NulByte)),
            (60_001, 1)
        );
        assert_eq!(shown(&file, "name").last().unwrap(), "name");
        let facts = outturn_import::FileFacts {
            name: "f.csv".into(),
            bytes: text.len() as u64,
        };
        let head = &text[..outturn_import::HEAD];
        let mut ahead =
            outturn_import::Prefetch::new(facts, ReadOptions::default(), head, 400_000).unwrap();
        assert!(
            ahead.push(&text[400_000..]).is_none(),
            "left to who counts repairs"
        );
    }

    #[rstest]
    #[case::numpy(b"\x93NUMPY\x01\0v\0{'descr': '<f8', 'fortran_order': False, 'shape': (3,), }  \n\0\0\0\0\0\0\xf0?\0\0\0\0\0\0\0@".to_vec())]
    #[case::pickle(b"\x80\x04\x95\x1f\0\0\0\0\0\0\0}\x94(\x8c\x04date\x94\x8c\n2026-03-01\x94\x8c\x04cost\x94K\x05u.".to_vec())]
    #[case::tar({ let mut tar = vec![0; 512]; tar[..5].copy_from_slice(b"a.csv"); tar[257..262].copy_from_slice(b"ustar"); tar.extend(b"date,cost\n2026-03-01,5\n".repeat(500)); tar })]
    fn of_a_format_that_is_no_text_are_refused(#[case] bytes: Vec<u8>) {
        let refused = read_all("f.csv", &bytes, &ReadOptions::default()).unwrap_err();
        assert!(refused.to_string().contains("not a table"), "{refused}");
    }
}

mod escapes {
    use super::*;

    /// pandas 2: `read_csv(…, escapechar="\\", doublequote=False)` has 10, 20, 30, 40.
    #[test]
    fn of_quotes_by_a_backslash_are_noticed() {
        let file = of_case("22-backslash-before-quotes/mysql_escape.csv");
        assert_eq!((file.table.rows(), mean(&file, "value")), (4, 25.0));
        assert_eq!(
            shown(&file, "note"),
            [
                "plain",
                "vendor said \"ok\", then failed",
                "a, b",
                "x \"y\", z"
            ]
        );
        assert_eq!(repaired(&file, RepairRule::BackslashQuote), 4);
        assert_eq!(file.left_out, []);
    }

    /// A row whose cell ends with an escaped quote would swallow the rows below it.
    #[rstest]
    #[case::at_the_end("n,note\n1,\"said \\\"ok\\\"\"\n2,\"b\"\n3,c\n", &["said \"ok\"", "b", "c"])]
    #[case::nothing_else("n,note\n1,\"\\\"\"\n2,\"\\\"\"\n3,c\n", &["\"", "\"", "c"])]
    #[case::at_the_file_s_end("n,note\n1,a\n2,b\n3,\"c \\\"\"\n", &["a", "b", "c \""])]
    #[case::with_a_line_end("n,note\n1,\"a \\\"\nb\"\n2,x\n3,y\n", &["a \"\nb", "x", "y"])]
    #[case::backslashes("n,note\n1,\"a \\\"b\\\", c\"\n2,\"C:\\\\temp\\\\\"\n3,\"x\\\\\"\n", &["a \"b\", c", "C:\\temp\\", "x\\"])]
    #[case::semicolons("n;note\n1;\"a \\\"b\\\"; c\"\n2;\"d, e\"\n3;f\n", &["a \"b\"; c", "d, e", "f"])]
    #[case::tabs("n\tnote\n1\t\"a \\\"b\\\"\tc\"\n2\td\n3\te\n", &["a \"b\"\tc", "d", "e"])]
    // These are written by RFC 4180, and a backslash is nothing but one.
    #[case::a_path("n,note\n1,\"C:\\\"\n2,\"D:\\\"\n3,x\n", &["C:\\", "D:\\", "x"])]
    #[case::json_in_a_cell("n,note\n1,\"{\"\"a\"\":\"\"b\\\"\"c\"\"}\"\n2,x\n3,y\n", &["{\"a\":\"b\\\"c\"}", "x", "y"])]
    fn are_told_by_the_rows_that_come_of_them(#[case] text: &str, #[case] notes: &[&str]) {
        let file = read("export.csv", text);
        assert_eq!(shown(&file, "n"), ["1", "2", "3"]);
        assert_eq!(shown(&file, "note"), notes);
        for size in [1, 3, 11] {
            let facts = outturn_import::FileFacts {
                name: "export.csv".into(),
                bytes: text.len() as u64,
            };
            let mut importer = outturn_import::Importer::new(facts, ReadOptions::default());
            text.as_bytes()
                .chunks(size)
                .for_each(|piece| importer.push(piece).unwrap());
            let outturn_import::Pass::Done(again) = importer.finish().unwrap() else {
                panic!("no column clashes");
            };
            assert_eq!(again.table, file.table, "in pieces of {size}");
        }
    }

    /// The first of them comes far below what is looked at to tell how a file is written; in whatever pieces that comes.
    #[rstest]
    #[case(usize::MAX)]
    #[case(50_021)]
    fn that_come_late_are_noticed_too(#[case] piece: usize) {
        let mut text = String::from("n,note\n");
        for row in 0..40_000 {
            text.push_str(&format!("{row},\"plain, {row}\"\n"));
        }
        text.push_str("40000,\"said \\\"ok\\\"\"\n40001,\"a \\\"b\\\", c\"\n40002,\"x\"\n");
        let facts = outturn_import::FileFacts {
            name: "f.csv".into(),
            bytes: text.len() as u64,
        };
        let mut importer = outturn_import::Importer::new(facts, ReadOptions::default());
        text.as_bytes()
            .chunks(piece)
            .for_each(|part| importer.push(part).unwrap());
        let outturn_import::Pass::Done(file) = importer.finish().unwrap() else {
            panic!("no column clashes");
        };
        assert_eq!((file.table.rows(), file.left_out.len()), (40_003, 0));
        assert_eq!(
            shown(&file, "note")[40_000..],
            ["said \"ok\"", "a \"b\", c", "x"]
        );
    }
}

mod names_in_two_lines {
    use super::*;

    #[rstest]
    #[case::groups_said_once(",,latency,,spend,\ndate,service,p50,p95,gpu,cpu\n2026-01-01,api,1,2,3,4\n", &["date", "service", "latency p50", "latency p95", "spend gpu", "spend cpu"])]
    #[case::groups_said_each_time("date,latency,latency,spend\n,p50,p95,\n2026-01-01,1,2,3\n", &["date", "latency p50", "latency p95", "spend"])]
    #[case::the_same_names_in_each("date,api,,web,\nmonth,p50,p95,p50,p95\n2026-01-01,1,2,3,4\n", &["date month", "api p50", "api p95", "web p50", "web p95"])]
    #[case::years(",2025,,2026,\nservice,plan,actual,plan,actual\napi,1,2,3,4\nweb,5,6,7,8\n", &["service", "2025 plan", "2025 actual", "2026 plan", "2026 actual"])]
    #[case::below_a_title("Cost report\n\n;latency;;spend\ndate;p50;p95;total\n2026-01-01;1;2;3\n2026-01-02;1;2;3\n", &["date", "latency p50", "latency p95", "spend total"])]
    #[case::a_group_that_ends(",latency,latency,\ndate,p50,p95,spend\n2026-01-01,1,2,3\n", &["date", "latency p50", "latency p95", "spend"])]
    // pandas: `DataFrame.to_csv` of columns in two levels, without and with a name of its index.
    #[case::levels_of_pandas(",latency,latency,spend\n,p50,p95,total\n2026-01-01,1,2,3\n", &["column_1", "latency p50", "latency p95", "spend total"])]
    #[case::levels_and_index_of_pandas(",latency,latency,spend\n,p50,p95,total\ndate,,,\n2026-01-01,1,2,3\n", &["date", "latency p50", "latency p95", "spend total"])]
    fn are_joined(#[case] text: &str, #[case] expected: &[&str]) {
        let file = read("report.csv", text);
        assert_eq!(names(&file), expected);
        assert_eq!(repaired(&file, RepairRule::JoinedHeader), 1);
        assert_eq!(file.left_out, []);
        let off = ReadOptions {
            off: [RepairRule::JoinedHeader].into(),
            ..ReadOptions::default()
        };
        let file = read_all("report.csv", text.as_bytes(), &off).unwrap();
        assert_eq!(repaired(&file, RepairRule::JoinedHeader), 0);
    }

    /// A line above the names is no line of names, and neither is a first row of text.
    #[rstest]
    #[case::a_title("Incidents,,\nid,service,minutes\n1,api,5\n2,web,6\n", &["id", "service", "minutes"])]
    #[case::a_note("Exported by,Ann,,\nid,service,minutes,cost\n1,api,5,6\n2,web,6,7\n", &["id", "service", "minutes", "cost"])]
    #[case::text("id,name,,note\na,b,c,d\n1,x,y,z\n", &["id", "name", "column_3", "note"])]
    #[case::one_line("date,p50,p95\n2026-01-01,1,2\n2026-01-02,1,2\n", &["date", "p50", "p95"])]
    fn are_not_seen_where_there_is_one(#[case] text: &str, #[case] expected: &[&str]) {
        let file = read("report.csv", text);
        assert_eq!(names(&file), expected);
        assert_eq!(repaired(&file, RepairRule::JoinedHeader), 0);
    }
}

/// What the cards say of the files above, read, recognised and mapped as in the page.
mod figures {
    use super::*;
    use outturn_core::calendar::Grain;
    use outturn_metrics::scorecard::{Choice, When, default_weights};
    use outturn_protocol::{ShowScorecard, Treatment};
    use outturn_session::{Answers, Session};

    fn rows_and_value(path: &str, metric: &str) -> (u64, Option<f64>) {
        let mut session = Session::default();
        let name = path.rsplit('/').next().unwrap();
        let raw = outturn_workbook::read_all(name, &case(path), &ReadOptions::default()).unwrap();
        let summary = session
            .load(&"f".to_owned(), raw, &Treatment::default())
            .unwrap();
        let request = ShowScorecard {
            filters: outturn_metrics::scorecard::Filters::default(),
            choice: Choice {
                grain: Grain::Month,
                when: When::All,
            },
            settings: Default::default(),
            weights: default_weights(),
        };
        let answer = session.answer(&request).unwrap();
        let card = answer
            .cards
            .into_iter()
            .find(|card| card.id == metric || card.label.eq_ignore_ascii_case(metric));
        (summary.rows_used, card.and_then(|card| card.value))
    }

    #[rstest]
    #[case::merged_latency("12-merged-cells/merged_body.xlsx", "latency", 6, Some(2.0))]
    #[case::deployments(
        "20-pages-glued-together/gh_pages_glued.json",
        "deployment_frequency",
        15,
        None
    )]
    #[case::bad_line("21-a-bad-line-of-many/jsonl_badline.jsonl", "a", 6, Some(3.5))]
    #[case::cut_file("21-a-bad-line-of-many/jsonl_trunc.jsonl", "a", 4, Some(2.5))]
    #[case::escapes(
        "22-backslash-before-quotes/mysql_escape.csv",
        "latency",
        4,
        Some(25.0)
    )]
    #[case::one_incident("27-one-nested-list/one.json", "mttr", 1, Some(3600.0))]
    #[case::nul("28-a-nul-byte/nul.csv", "spend", 3, Some(21.0))]
    fn are_those_of_all_rows(
        #[case] path: &str,
        #[case] metric: &str,
        #[case] rows: u64,
        #[case] value: Option<f64>,
    ) {
        let (used, shown) = rows_and_value(path, metric);
        assert_eq!(used, rows);
        if let Some(value) = value {
            assert_eq!(shown, Some(value));
        }
    }
}
