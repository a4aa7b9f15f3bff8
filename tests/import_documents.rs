//! One JSON object that is a whole file: where its table is found, and how rows within rows are spread.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)] // in helpers of tests too a panic is the report

use outturn_import::{
    Answer, Fault, FormatKind, RawFile, ReadOptions, RepairRule, Subject, read_all,
};
use rstest::rstest;

fn read(text: &str) -> RawFile {
    read_all("f.json", text.as_bytes(), &ReadOptions::default()).unwrap()
}

/// The table as lines of cells, header first.
fn lines(file: &RawFile) -> Vec<String> {
    let columns: Vec<_> = file.table.columns().collect();
    let names: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
    let mut all = vec![names.join("|")];
    for row in 0..file.table.rows() {
        let cells: Vec<String> = columns
            .iter()
            .map(|(_, c)| c.display(row).unwrap_or_default())
            .collect();
        all.push(cells.join("|"));
    }
    all
}

/// Shapes that pandas 2 writes of one frame: `frame.to_json(orient=…)`.
#[rstest]
#[case::list(r#"{"a":[1,2],"b":["x",null]}"#, &["a|b", "1|x", "2|"])]
#[case::columns(r#"{"a":{"0":1,"1":2},"b":{"0":"x","1":null}}"#, &["a|b", "1|x", "2|"])]
#[case::index(r#"{"0":{"a":1,"b":"x"},"1":{"a":2,"b":null}}"#, &["a|b", "1|x", "2|"])]
#[case::split(r#"{"columns":["a","b"],"index":[0,1],"data":[[1,"x"],[2,null]]}"#, &["a|b", "1|x", "2|"])]
#[case::records(r#"[{"a":1,"b":"x"},{"a":2,"b":null}]"#, &["a|b", "1|x", "2|"])]
#[case::table(r#"{"schema":{"fields":[{"name":"a","type":"integer"}]},"data":[{"a":1},{"a":2},{"a":3},{"a":4},{"a":5},{"a":6}]}"#, &["a", "1", "2", "3", "4", "5", "6"])]
#[case::values(r#"[[1,"x"],[2,null]]"#, &["column_1|column_2", "1|x", "2|"])]
#[case::named_index(r#"{"red":{"n":1},"blue":{"n":2}}"#, &["key|n", "red|1", "blue|2"])]
#[case::dates(r#"{"n":{"2024-01-01":1,"2024-01-02":2}}"#, &["date|n", "2024-01-01T00:00:00Z|1", "2024-01-02T00:00:00Z|2"])]
#[case::header_list(r#"[["a","b"],[1,"x"],[2,null]]"#, &["a|b", "1|x", "2|"])]
#[case::one_row(r#"{"a":1,"b":{"c":"x"}}"#, &["a|b.c", "1|x"])]
#[case::one_wrapped(r#"{"incidents":[{"id":"P1"},{"id":"P2"}],"limit":25,"more":false}"#, &["id", "P1", "P2"])]
#[case::deep(r#"{"status":"ok","data":{"items":[{"id":1}]}}"#, &["id", "1"])]
fn the_table_of_a_document_is_found(#[case] text: &str, #[case] expected: &[&str]) {
    assert_eq!(lines(&read(text)), expected);
}

#[test]
fn what_a_document_says_beside_its_table_is_kept() {
    let file = read(r#"{"incidents":[{"id":"P1"}],"limit":25,"meta":{"by":"x","none":null}}"#);
    let fact = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    assert_eq!(file.format.kind, FormatKind::JsonDocument);
    assert_eq!(
        (file.format.rows_at.as_deref(), file.format.facts),
        (
            Some("incidents"),
            vec![fact("limit", "25"), fact("meta.by", "x")]
        )
    );
}

#[test]
fn several_objects_are_rows_however_they_look() {
    let file = read("{\"n\":1,\"a\":[{\"x\":1}]}\n{\"n\":2,\"a\":[{\"x\":2}]}\n");
    assert_eq!(file.format.kind, FormatKind::JsonLines);
    assert_eq!(lines(&file), ["n|a", "1|[{\"x\":1}]", "2|[{\"x\":2}]"]);
}

#[test]
fn of_several_lists_the_user_is_asked() {
    let text = r#"{"orders":[{"id":1},{"id":2},{"id":3}],"people":[{"name":"ann"}]}"#;
    let file = read(text);
    let [question] = file.questions.as_slice() else {
        panic!("{:?}", file.questions)
    };
    assert_eq!(question.subject, Subject::Rows);
    assert!(question.is_about_the_table());
    assert_eq!(question.examples, ["orders: 3 rows", "people: 1 rows"]);
    assert_eq!(question.guess, Answer::RowsAt("orders".into()));

    let mut options = ReadOptions::default();
    options.answer(question, &Answer::RowsAt("people".into()));
    let file = read_all("f.json", text.as_bytes(), &options).unwrap();
    assert_eq!(
        (lines(&file), file.questions),
        (vec!["name".into(), "ann".into()], vec![])
    );

    options.rows_at = Some("nowhere".into());
    let error = read_all("f.json", text.as_bytes(), &options).unwrap_err();
    assert_eq!(
        error.fault,
        Fault::NoSuchList {
            path: "nowhere".into()
        }
    );
}

/// Answers as the Prometheus documentation of its HTTP API shows them.
#[rstest]
#[case::matrix(
    r#"{"status":"success","data":{"resultType":"matrix","result":[{"metric":{"__name__":"up","job":"prometheus"},"values":[[1435781430.781,"1"],[1435781445.781,"0"]]},{"metric":{"__name__":"up","job":"node"},"values":[[1435781430.781,"NaN"]]}]}}"#,
    &["metric.__name__|metric.job|values.0|values.1", "up|prometheus|1435781430.781|1", "up|prometheus|1435781445.781|0", "up|node|1435781430.781|"]
)]
#[case::vector(
    r#"{"status":"success","data":{"resultType":"vector","result":[{"metric":{"__name__":"up"},"value":[1435781451.781,"1"]}]}}"#,
    &["metric.__name__|value.0|value.1", "up|1435781451.781|1"]
)]
#[case::scalar(
    r#"{"status":"success","data":{"resultType":"scalar","result":[1435781451.781,"1.5"]}}"#,
    &["value.0|value.1", "1435781451.781|1.5"]
)]
fn samples_of_a_series_are_rows(#[case] text: &str, #[case] expected: &[&str]) {
    let file = read(text);
    assert_eq!(lines(&file), expected);
    assert_eq!(
        file.format.facts[0],
        ("status".to_owned(), "success".to_owned())
    );
    assert_eq!(file.questions, []);
}

#[test]
fn objects_by_name_within_a_row_are_rows() {
    let file = read(
        r#"{"version":"0.4","timestamp":"2024-05-01 10:00:00","metrics":[
            {"metric":"DatasetDriftMetric","result":{"drift_share":0.5}},
            {"metric":"DataDriftTable","result":{"dataset_drift":true,"drift_by_columns":{
                "age":{"drift_score":0.01,"drift_detected":true,"current":{"x":[1,2]}},
                "pay":{"drift_score":NaN,"drift_detected":false}}}}]}"#,
    );
    assert_eq!(
        lines(&file),
        [
            "metric|result.drift_share|result.dataset_drift|result.drift_by_columns.key|result.drift_by_columns.drift_score|result.drift_by_columns.drift_detected|result.drift_by_columns.current.x",
            "DatasetDriftMetric|0.5|||||",
            "DataDriftTable||true|age|0.01|true|[1,2]",
            "DataDriftTable||true|pay||false|",
        ]
    );
    let told = file
        .repairs
        .iter()
        .find(|r| r.rule == RepairRule::NonFinite)
        .unwrap();
    assert_eq!((told.count, told.example.as_str()), (1, "NaN → missing"));
    assert!(
        file.format
            .facts
            .contains(&("timestamp".into(), "2024-05-01 10:00:00".into()))
    );
}

#[test]
fn a_document_with_metrics_and_tests_is_read_by_its_metrics() {
    let file = read(
        r#"{"metrics":[{"id":"a","value":{"count":1,"share":0.5}}],"tests":[{"id":"t"},{"id":"u"}]}"#,
    );
    assert_eq!(lines(&file), ["id|value.count|value.share", "a|1|0.5"]);
    assert_eq!(
        (file.format.lists, file.questions),
        (vec!["metrics".to_owned(), "tests".to_owned()], vec![])
    );
}

#[rstest]
#[case::cut(
    "{\"a\":[{\"x\":",
    "stops before it is complete at line 1, column 1, byte 0"
)]
#[case::broken(
    "{\"a\":[{\"x\":1}\n,{x:2}]}",
    "key must be a string at line 2, column 3, byte 16"
)]
#[case::after_words(
    "{\"a\":NaN,\"b\":-Infinity,\"c\":NaN,\n\"d\":x}",
    "expected value at line 2, column 5"
)]
fn a_broken_document_is_refused_with_its_place(#[case] text: &str, #[case] says: &str) {
    let error = read_all("f.json", text.as_bytes(), &ReadOptions::default()).unwrap_err();
    assert!(error.to_string().contains(says), "{error}");
}

#[test]
fn a_word_within_text_is_text() {
    let file = read(r#"[{"a":"NaN Infinity \" NaN","b":-Infinity},{"a":"x","b":1}]"#);
    assert_eq!(lines(&file), ["a|b", "NaN Infinity \" NaN|", "x|1"]);
}
