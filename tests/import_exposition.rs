//! Prometheus's metrics as text: the rows of the JSON that the same samples would be answered as.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)] // in helpers of tests too a panic is the report

use outturn_core::table::TableKind;
use outturn_import::{
    Fault, FormatKind, LeftOutReason, RawFile, ReadOptions, Recognition, SampleFault, apply,
    read_all, recognise,
};
use rstest::rstest;

fn load(name: &str) -> RawFile {
    let root = env!("CARGO_MANIFEST_DIR");
    let content = std::fs::read(format!("{root}/tests/data/vendors/{name}")).unwrap();
    read_all(name, &content, &ReadOptions::default()).unwrap()
}

fn read(name: &str, text: &str) -> RawFile {
    read_all(name, text.as_bytes(), &ReadOptions::default()).unwrap()
}

fn shown(file: &RawFile, column: &str) -> Vec<String> {
    let column = file.table.column(column).unwrap();
    (0..column.len())
        .map(|row| column.display(row).unwrap_or_else(|| "–".to_owned()))
        .collect()
}

/// The numbers are those of the format's own page.
#[test]
fn a_scrape_is_one_row_a_sample() {
    let file = load("prometheus_text_2026-03-01.prom");
    assert_eq!(file.format.kind, FormatKind::Exposition);
    assert_eq!((file.rows_read, file.table.rows()), (15, 14));
    assert_eq!(
        shown(&file, "value.1"),
        [
            "1027",
            "3",
            "1458255915",
            "12.47",
            "–",
            "24054",
            "33444",
            "144320",
            "53423",
            "144320",
            "3102",
            "76656",
            "17560473",
            "2693"
        ]
    );
    let error = shown(&file, "metric.error");
    assert_eq!(error[2], "Cannot find file:\n\"FILE.TXT\"");
    assert_eq!(shown(&file, "metric.path")[2], "C:\\DIR\\FILE.TXT");
    assert_eq!(shown(&file, "metric.le")[5..8], ["0.05", "0.1", "+Inf"]);
    assert_eq!(shown(&file, "metric.quantile")[10..12], ["0.01", "0.99"]);
    let told = |name: &str, kind: &str| (format!("TYPE {name}"), kind.to_owned());
    assert_eq!(
        file.format.facts,
        [
            told("http_requests_total", "counter"),
            told("http_request_duration_seconds", "histogram"),
            told("rpc_duration_seconds", "summary")
        ]
    );
}

#[test]
fn a_line_that_is_no_sample_is_left_out_with_its_number() {
    let file = load("prometheus_text_2026-03-01.prom");
    let [out] = file.left_out.as_slice() else {
        panic!("{:?}", file.left_out);
    };
    let fault = SampleFault::Labels;
    assert_eq!(out.reason, LeftOutReason::NotASample { line: 16, fault });
    assert_eq!(
        out.reason.to_string(),
        "line 16 is not a sample of a metric: its labels cannot be read"
    );
    assert_eq!(out.row, 6);
    assert_eq!(
        out.found.as_deref(),
        Some("http_requests_total{method=\"post\",code=\"5")
    );
}

#[test]
fn samples_with_times_are_those_of_an_instant_query() {
    let text = load("prometheus_text_timed.prom");
    let json = load("prometheus_vector.json");
    let mapped = |file: &RawFile| apply(file, &recognise(file).mapping.unwrap()).unwrap();
    let (text, json) = (mapped(&text), mapped(&json));
    assert_eq!((text.kind, text.rows_used), (TableKind::MetricSeries, 2));
    assert_eq!(text.table, json.table);
    assert_eq!(text.left_out, json.left_out);
}

#[test]
fn a_scrape_without_times_does_not_invent_one() {
    let file = load("prometheus_text_2026-03-01.prom");
    let found = recognise(&file);
    assert_eq!(
        (found.vendor.as_str(), found.kind),
        ("Prometheus samples", Some(TableKind::MetricSeries))
    );
    let says = |found: &Recognition, words: &str| found.notes.iter().any(|n| n.contains(words));
    assert!(says(&found, "carry no time"), "{:?}", found.notes);
    assert!(
        says(&found, "http_requests_total and 5 more are counters"),
        "{:?}",
        found.notes
    );
    // The day in the file's name is offered, and counts only when the user says so.
    let mapping = found.mapping.clone().unwrap();
    let waiting = apply(&file, &mapping).unwrap();
    assert_eq!((waiting.rows_used, waiting.left_out.len()), (0, 15));
    let [question] = found.questions.as_slice() else {
        panic!("{:?}", found.questions);
    };
    assert_eq!(question.text, "When were these metrics read?");
    let answered = question.answer(Some(&mapping), 0).unwrap();
    let series = apply(&file, &answered).unwrap();
    assert_eq!((series.rows_used, series.left_out.len()), (13, 2));
    let date = series.table.column("date").unwrap();
    assert_eq!(date.display(12).as_deref(), Some("2026-03-01T00:00:00Z"));

    let nameless = read("metrics.txt", "# TYPE up gauge\nup{job=\"node\"} 1\n");
    let found = recognise(&nameless);
    assert_eq!(
        (found.kind, found.questions.len()),
        (Some(TableKind::Uptime), 0)
    );
    assert!(
        says(&found, "choose a constant for timestamp"),
        "{:?}",
        found.notes
    );
    let refused = apply(&nameless, &found.mapping.unwrap()).unwrap_err();
    assert!(matches!(refused.fault, Fault::Unbound { .. }), "{refused}");
}

/// As JSON the name of a histogram's last bucket is no number either.
#[test]
fn the_last_bucket_keeps_its_bound_in_json() {
    let series = |le: &str| {
        format!(r#"{{"metric": {{"__name__": "b", "le": "{le}"}}, "value": [1772359200, "4"]}}"#)
    };
    let file = read(
        "f.json",
        &format!(
            r#"{{"data": {{"result": [{}, {}]}}}}"#,
            series("0.5"),
            series("+Inf")
        ),
    );
    assert_eq!(shown(&file, "metric.le"), ["0.5", "+Inf"]);
}

#[rstest]
#[case::typed("metrics", "# TYPE a gauge\na 1\n")]
#[case::helped("metrics.txt", "# HELP a What it is.\na 1")]
#[case::labelled("metrics.txt", "a{b=\"c\"} 1\n")]
#[case::named("metrics.prom", "a 1\n")]
#[case::named_packed("metrics.prom.gz", "a 1\n")]
#[case::openmetrics("m", "# TYPE a gauge\n# UNIT a seconds\na 1 1520879607.789\n# EOF\n")]
#[case::quoted_name("metrics", "{\"a.b\",c=\"d\"} 1\n")]
#[case::windows_lines("metrics.txt", "# TYPE a gauge\r\na 1\r\n")]
fn it_is_known_by_its_shape(#[case] name: &str, #[case] text: &str) {
    let file = read(name, text);
    assert_eq!(file.format.kind, FormatKind::Exposition);
    assert_eq!(file.table.rows(), 1);
    assert_eq!(shown(&file, "value.1"), ["1"]);
}

#[rstest]
#[case::bare_words("list.txt", "a 1\nb 2\n")]
#[case::comments("table.csv", "# a title\na,b\n1,2\n")]
#[case::metadata_over_a_table("table.csv", "# TYPE a gauge\na,b\n1,2\n")]
#[case::json("f", "{\"a\": 1}\n{\"a\": 2}\n")]
#[case::braces("table.csv", "a,b\n\"{x}\",2\n")]
fn other_text_is_not_taken_for_it(#[case] name: &str, #[case] text: &str) {
    assert_ne!(read(name, text).format.kind, FormatKind::Exposition);
}

#[test]
fn a_choice_of_delimiter_says_that_it_is_a_table() {
    let options = ReadOptions {
        delimiter: Some(' '),
        ..ReadOptions::default()
    };
    let file = read_all("a.prom", b"# TYPE a gauge\na 1\n", &options).unwrap();
    assert_eq!(file.format.kind, FormatKind::Csv);
}
