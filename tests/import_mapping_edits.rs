//! What can be said of a mapping by hand: units, words, filters, constants; kept and used again.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)] // in helpers of tests too a panic is the report

use outturn_core::table::TableKind;
use outturn_import::{
    CellTest, Mapped, Mapping, MetricEdit, RawFile, ReadOptions, RowFilter, RowRule, SavedMapping,
    SavedMappingError, Source, Topic, Unit, apply, read_all, recognise, suggest_words,
};
use outturn_protocol::{decode, encode};
use rstest::rstest;

fn read(text: &str) -> RawFile {
    read_all("upload.csv", text.as_bytes(), &ReadOptions::default()).unwrap()
}

fn cells(mapped: &Mapped, column: &str) -> Vec<String> {
    let column = mapped.table.column(column).unwrap();
    (0..column.len())
        .map(|row| column.display(row).unwrap_or_else(|| "–".to_owned()))
        .collect()
}

/// Each unit told by the name of the column, brought to the canonical one.
#[rstest]
#[case("latency_s", "1.25", "latency_ms", "1250")]
#[case("latency_us", "1500", "latency_ms", "1.5")]
#[case("response_time_seconds", "0.3", "latency_ms", "300")]
#[case("Latency (ms)", "12", "latency_ms", "12")]
#[case("cost_cents", "250", "cost", "2.5")]
#[case("confidence_pct", "87.5", "confidence", "0.875")]
fn a_unit_in_the_name_is_converted(
    #[case] name: &str,
    #[case] value: &str,
    #[case] canonical: &str,
    #[case] expected: &str,
) {
    let file = read(&format!(
        "timestamp,predicted,{name}\n2026-01-01,1,{value}\n"
    ));
    let recognition = recognise(&file);
    assert!(
        recognition.questions.is_empty(),
        "{:?}",
        recognition.questions
    );
    let mapped = apply(&file, &recognition.mapping.unwrap()).unwrap();
    assert_eq!(cells(&mapped, canonical), [expected]);
}

#[test]
fn a_unit_that_the_name_leaves_open_is_asked() {
    let file = read("timestamp,model,status,latency\n2026-01-01,a,ok,0.25\n2026-01-02,a,ok,1.5\n");
    let recognition = recognise(&file);
    let question = &recognition.questions[0];
    assert_eq!(question.topic, Topic::Unit);
    assert_eq!(question.examples, ["0.25", "1.5"]);
    assert_eq!(question.choices[question.guess.unwrap()].label, "seconds");
    let mapping = recognition.mapping.clone().unwrap();
    let waiting = apply(&file, &mapping).unwrap();
    assert!(waiting.table.column("latency_ms").is_none());
    assert_eq!(waiting.rows_used, 2, "the rest of a row can be used");
    assert!(question.is_open(&mapping));

    let answered = recognition.guessed().unwrap();
    assert!(!question.is_open(&answered));
    assert_eq!(
        cells(&apply(&file, &answered).unwrap(), "latency_ms"),
        ["250", "1500"]
    );
}

#[test]
fn a_share_over_one_is_asked() {
    let file = read("timestamp,gpu,utilization\n2026-01-01,0,87.5\n2026-01-02,0,90\n");
    let recognition = recognise(&file);
    assert_eq!(
        apply(&file, recognition.mapping.as_ref().unwrap())
            .unwrap()
            .rows_used,
        0
    );
    assert_eq!(
        cells(
            &apply(&file, &recognition.guessed().unwrap()).unwrap(),
            "utilization"
        ),
        ["0.875", "0.9"]
    );
}

/// nvidia-smi writes its unit into the name, and unless told not to beside each value too.
#[rstest]
#[case("35", "100")]
#[case("35 %", "100 %")]
#[case("0 %", "1 %")]
fn a_share_in_percent_is_told_by_its_name(#[case] first: &str, #[case] second: &str) {
    let file = read(&format!(
        "timestamp, index, utilization.gpu [%]\n2026/01/01 10:00:00.000, 0, {first}\n2026/01/01 10:00:01.000, 0, {second}\n"
    ));
    let recognition = recognise(&file);
    assert_eq!(
        recognition.kind,
        Some(TableKind::Gpu),
        "{:?}",
        recognition.notes
    );
    let mapped = apply(&file, &recognition.mapping.unwrap()).unwrap();
    let share = |text: &str| text.trim_end_matches([' ', '%']).parse::<f64>().unwrap() / 100.0;
    assert_eq!(
        cells(&mapped, "utilization"),
        [share(first).to_string(), share(second).to_string()]
    );
}

#[test]
fn a_metric_s_value_is_brought_to_its_base_unit() {
    let file = read("date,metric,value\n2026-01-01,mttr,2\n");
    let mut mapping = recognise(&file).mapping.unwrap();
    mapping.count_in("value", Some(Unit::Hours));
    assert_eq!(cells(&apply(&file, &mapping).unwrap(), "value"), ["7200"]);

    let wide = read("date,mttr_h,open\n2026-01-01,2,5\n");
    let mut mapping = recognise(&wide).mapping.unwrap();
    mapping.edit_metric(MetricEdit {
        name: Some("mttr".into()),
        unit: Some(Unit::Hours),
        ..MetricEdit::of("mttr_h")
    });
    let series = apply(&wide, &mapping).unwrap();
    assert_eq!(
        (cells(&series, "metric"), cells(&series, "value")),
        (
            vec!["mttr".into(), "open".into()],
            vec!["7200".into(), "5".into()]
        )
    );
}

#[test]
fn a_unit_that_has_nothing_to_do_with_a_column_changes_nothing_and_is_said() {
    let file = read("date,cost\n2026-01-01,2\n");
    let mut mapping = recognise(&file).mapping.unwrap();
    mapping.count_in("cost", Some(Unit::Hours));
    let mapped = apply(&file, &mapping).unwrap();
    assert_eq!(cells(&mapped, "cost"), ["2"]);
    assert!(
        mapped.notes.iter().any(|n| n.contains("hours")),
        "{:?}",
        mapped.notes
    );
}

#[test]
fn values_stand_for_others() {
    let file = read(
        "id,opened_at,severity\n1,2026-01-01,1 - Critical\n2,2026-01-02,4 - Low\n3,2026-01-03,n.n.\n4,2026-01-04,\n",
    );
    let mut mapping = recognise(&file).mapping.unwrap();
    let proposed = suggest_words(&file, mapping.kind, mapping.binding("severity").unwrap());
    let expected = [
        ("1 - Critical", "critical"),
        ("4 - Low", "low"),
        ("n.n.", ""),
    ];
    assert_eq!(
        proposed,
        expected.map(|(a, b)| (a.to_owned(), b.to_owned()))
    );
    for (value, meaning) in &proposed {
        mapping.translate("severity", value, meaning);
    }
    let mapped = apply(&file, &mapping).unwrap();
    assert_eq!(cells(&mapped, "severity"), ["critical", "low", "–", "–"]);
}

#[test]
fn values_can_stand_for_yes_and_numbers_too() {
    let file =
        read("model,owner,model_card,baseline_accuracy\na,ann,Complete,high\nb,ben,Draft,0.8\n");
    let mut mapping = recognise(&file).mapping.unwrap();
    mapping
        .translate("model_card", "complete", "yes")
        .translate("model_card", "Draft", "no")
        .translate("baseline_accuracy", "high", "0.95");
    let mapped = apply(&file, &mapping).unwrap();
    assert_eq!(cells(&mapped, "model_card"), ["true", "false"]);
    assert_eq!(cells(&mapped, "baseline_accuracy"), ["0.95", "0.8"]);
}

#[rstest]
#[case(CellTest::Is(vec!["PROD ".into()]), &["1"])]
#[case(CellTest::IsNot(vec!["prod".into()]), &["2", "3"])]
#[case(CellTest::Filled, &["1", "2"])]
#[case(CellTest::Empty, &["3"])]
fn rows_are_filtered_by_their_cells(#[case] test: CellTest, #[case] expected: &[&str]) {
    let file = read(
        "deployment_id,finished_at,env\n1,2026-01-01,prod\n2,2026-01-02,test\n3,2026-01-03,\n",
    );
    let mut mapping = recognise(&file).mapping.unwrap();
    mapping.filters.push(RowFilter {
        column: "env".into(),
        test,
    });
    let mapped = apply(&file, &mapping).unwrap();
    assert_eq!(cells(&mapped, "id"), expected);
    assert_eq!(mapped.rows_used + mapped.left_out.len(), 3);
    assert!(
        mapped
            .left_out
            .iter()
            .all(|out| out.reason.code() == "filtered" && out.column.as_deref() == Some("env"))
    );
}

#[test]
fn numbers_are_filtered_as_they_are_shown() {
    let file = read("date,cost,team\n2026-01-01,1,7\n2026-01-02,2,8\n");
    let mut mapping = recognise(&file).mapping.unwrap();
    mapping.filters.push(RowFilter::is("team", &["8"]));
    assert_eq!(cells(&apply(&file, &mapping).unwrap(), "cost"), ["2"]);
}

#[test]
fn of_rows_that_tell_of_one_thing_the_latest_by_a_column_counts() {
    let file = read(
        "deployment_id,finished_at,status\n1,2026-01-03,success\n1,2026-01-01,failure\n2,2026-01-01,failure\n",
    );
    let mut mapping = recognise(&file).mapping.unwrap();
    mapping.rows = RowRule::LastPer {
        column: "deployment_id".into(),
        by: Some("finished_at".into()),
    };
    assert_eq!(
        cells(&apply(&file, &mapping).unwrap(), "status"),
        ["success", "failure"]
    );
}

#[test]
fn all_of_these_are_one_model() {
    let file = read("date,predictions\n2026-01-01,10\n2026-01-02,20\n");
    let mut mapping = recognise(&file).mapping.unwrap();
    mapping.bind("model", Source::constant("churn-v3"));
    assert_eq!(
        cells(&apply(&file, &mapping).unwrap(), "model"),
        ["churn-v3", "churn-v3"]
    );
}

/// A mapping that uses all there is.
fn rich() -> Mapping {
    let mut mapping = Mapping::new(TableKind::Incidents);
    mapping
        .bind("id", Source::column("number"))
        .bind("model", Source::constant("churn-v3"))
        .bind(
            "service",
            Source::FirstOf(vec!["ci".into(), "service".into()]),
        )
        .bind("detected_at", Source::after("at", "delay", Unit::Minutes))
        .bind("resolved_at", Source::column("done"))
        .bind(
            "severity",
            Source::Inside {
                column: "tags".into(),
                path: vec!["sev".into()],
            },
        )
        .bind(
            "deployment_id",
            Source::Argument {
                column: "cause".into(),
                name: "deploy".into(),
            },
        )
        .translate("severity", "1", "critical")
        .count_in("detected_at", Some(Unit::Minutes))
        .hold("resolved_at", Topic::Unit);
    mapping.filters = vec![RowFilter::is("type", &["incident"])];
    mapping.rows = RowRule::LastPer {
        column: "number".into(),
        by: None,
    };
    mapping.labels = vec!["team".into()];
    mapping
}

#[test]
fn a_mapping_survives_the_wire_and_a_file() {
    let mapping = rich();
    assert_eq!(decode(&encode(&mapping).unwrap()), Ok(mapping.clone()));

    let file = read("number,at\n1,2026-01-01\n");
    let saved = SavedMapping::of(&file, &mapping);
    let back = SavedMapping::from_json(&saved.to_json().unwrap()).unwrap();
    assert_eq!((&back.mapping, &back), (&mapping, &saved));
    assert!(back.fits(&read("at,number\n2026-01-01,2\n")));
    assert!(!back.fits(&read("at,number,more\n2026-01-01,2,3\n")));

    let recognition = recognise(&read(
        "date,cost,currency\n2026-01-01,1,USD\n2026-01-02,2,EUR\n",
    ));
    assert_eq!(decode(&encode(&recognition).unwrap()), Ok(recognition));
}

/// Mappings kept before there were units, words and filters are mappings still.
#[test]
fn an_older_mapping_is_read() {
    let text = r#"{"kind":"costs","bindings":[{"canonical":"date","source":{"column":"day"}}],"rows":{"last_per":{"column":"day"}}}"#;
    let mapping: Mapping = serde_json::from_str(text).unwrap();
    assert_eq!(mapping.bindings[0].unit, None);
    assert!(mapping.filters.is_empty() && mapping.waiting.is_empty());
}

#[rstest]
#[case("", "no saved mapping")]
#[case("{\"format\":\"outturn.snapshot\",\"version\":1}", "outturn.snapshot")]
#[case("{\"format\":\"outturn.mapping\",\"version\":1}", "missing field")]
fn what_is_no_saved_mapping_says_so(#[case] text: &str, #[case] reason: &str) {
    let error = SavedMapping::from_json(text).unwrap_err();
    assert!(error.to_string().contains(reason), "{error}");
}

#[test]
fn a_later_mapping_is_refused() {
    let text = SavedMapping::of(&read("a\n1\n"), &rich())
        .to_json()
        .unwrap()
        .replace("\"version\":1", "\"version\":9");
    assert_eq!(
        SavedMapping::from_json(&text),
        Err(SavedMappingError::Newer { found: 9, known: 1 })
    );
}

#[test]
fn two_currencies_wait_for_one() {
    let file = read("date,cost,currency\n2026-01-01,1,EUR\n2026-01-02,2,USD\n2026-01-03,4,USD\n");
    let recognition = recognise(&file);
    let question = &recognition.questions[0];
    assert_eq!(
        (question.topic, question.choices.len()),
        (Topic::Currency, 2)
    );
    assert_eq!(question.choices[0].label, "USD (2 rows)");
    let mapping = recognition.mapping.unwrap();
    assert_eq!(apply(&file, &mapping).unwrap().rows_used, 0);
    let euros = question.answer(Some(&mapping), 1).unwrap();
    assert_eq!(cells(&apply(&file, &euros).unwrap(), "cost"), ["1"]);
    // Another answer takes the first one's place.
    let dollars = question.answer(Some(&euros), 0).unwrap();
    assert_eq!(cells(&apply(&file, &dollars).unwrap(), "cost"), ["2", "4"]);
}

#[test]
fn a_column_that_looks_like_one_that_is_missing_is_asked_about() {
    let file = read("timestamp,predicted,customer_group,shoe_size\n2026-01-01,1,A,44\n");
    let recognition = recognise(&file);
    let question = &recognition.questions[0];
    assert_eq!(question.text, "Is customer_group group?");
    assert!(
        recognition
            .notes
            .iter()
            .any(|n| n.contains("customer_group, shoe_size"))
    );
    let mapping = recognition.mapping.unwrap();
    assert!(mapping.binding("group").is_none());
    let yes = question.answer(Some(&mapping), 0).unwrap();
    assert_eq!(cells(&apply(&file, &yes).unwrap(), "group"), ["A"]);
}

#[test]
fn binding_by_hand_answers_what_a_column_is_and_counts_but_not_its_currency() {
    let mut mapping = Mapping::new(TableKind::Costs);
    mapping
        .bind("cost", Source::column("a"))
        .hold("cost", Topic::CostBasis)
        .hold("cost", Topic::Currency)
        .bind("cost", Source::column("b"));
    assert!(mapping.waits("cost"));
    mapping.settle("cost", Topic::Currency);
    assert!(!mapping.waits("cost"));
}
