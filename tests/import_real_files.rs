//! Files that tools really wrote, against figures computed from them by other programs (pandas, decimal arithmetic).
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)] // in helpers of tests too a panic is the report

use outturn_core::stats::sum;
use outturn_core::table::TableKind;
use outturn_import::{
    CostBasis, LeftOutReason, Mapped, MappingQuestion, RawFile, ReadOptions, Source, Topic, apply,
    read_all, recognise,
};
use rstest::rstest;
use std::collections::BTreeMap;

fn load(name: &str) -> RawFile {
    let path = format!("{}/tests/data/{name}", env!("CARGO_MANIFEST_DIR"));
    read_all(name, &std::fs::read(path).unwrap(), &ReadOptions::default()).unwrap()
}

fn mapped(name: &str, vendor: &str, kind: TableKind) -> Mapped {
    let file = load(name);
    let recognition = recognise(&file);
    assert_eq!(
        (recognition.vendor.as_str(), recognition.kind),
        (vendor, Some(kind))
    );
    apply(&file, &recognition.guessed().unwrap()).unwrap()
}

fn total(mapped: &Mapped, column: &str) -> f64 {
    let column = mapped.table.column(column).unwrap();
    sum((0..column.len()).filter_map(|row| column.number(row)))
}

fn counts(mapped: &Mapped, column: &str) -> BTreeMap<String, usize> {
    let column = mapped.table.column(column).unwrap();
    let mut all = BTreeMap::new();
    for row in 0..column.len() {
        *all.entry(column.display(row).unwrap_or_default())
            .or_default() += 1;
    }
    all
}

/// pandas: last row of each number; resolved_at − opened_at in hours, by priority of the last row.
#[test]
fn servicenow_log_gives_one_row_an_incident() {
    let log = mapped(
        "servicenow_incident_event_log_head.csv",
        "ServiceNow incident log",
        TableKind::Incidents,
    );

    assert_eq!(
        (log.rows_read, log.rows_used, log.table.rows()),
        (5998, 890, 890)
    );
    assert_eq!(log.left_out.len(), 5998 - 890);
    assert!(
        log.left_out
            .iter()
            .all(|out| matches!(out.reason, LeftOutReason::Superseded { by } if by > out.row))
    );

    let (detected, resolved) = (
        log.table.column("detected_at").unwrap(),
        log.table.column("resolved_at").unwrap(),
    );
    let severity = log.table.column("severity").unwrap();
    let mut hours: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for row in 0..890 {
        if let (Some(from), Some(to)) = (detected.timestamp(row), resolved.timestamp(row)) {
            hours
                .entry(severity.text(row).unwrap())
                .or_default()
                .push(to.seconds_since(from) / 3600.0);
        }
    }
    let expected = [
        ("1 - Critical", 15, 511.007_777_778),
        ("2 - High", 33, 104.835_858_586),
        ("3 - Moderate", 729, 270.279_538_18),
        ("4 - Low", 84, 759.557_142_857),
    ];
    assert_eq!(hours.values().map(Vec::len).sum::<usize>(), 861);
    for (priority, count, mean) in expected {
        let found = &hours[priority];
        assert_eq!(found.len(), count, "{priority}");
        let found = sum(found.iter().copied()) / count as f64;
        assert!((found / mean - 1.0).abs() < 1e-11, "{priority}: {found}");
    }
}

/// Python's Decimal: sums of each cost column, `NULL` counted as nothing.
#[rstest]
#[case(CostBasis::Billed, 20.520_226_728_99, 1000)]
#[case(CostBasis::Effective, 14.976_514_185_86, 1000)]
#[case(CostBasis::List, 20.390_905_751_19, 1000)]
#[case(CostBasis::Contracted, 14.976_260_393_26, 993)]
fn focus_bill_sums_to_the_cent_on_each_basis(
    #[case] basis: CostBasis,
    #[case] expected: f64,
    #[case] rows: usize,
) {
    let file = load("focus_sample.csv");
    let recognition = recognise(&file);
    assert_eq!(recognition.vendor, "FOCUS bill");
    let mut mapping = recognition.mapping.unwrap();
    assert_eq!(
        mapping.binding("cost").map(|b| &b.source),
        Some(&Source::column("BilledCost"))
    );
    mapping.set_cost_basis(basis, basis.column());

    let bill = apply(&file, &mapping).unwrap();

    assert_eq!((bill.rows_read, bill.rows_used), (1000, rows));
    let found = total(&bill, "cost");
    assert!((found / expected - 1.0).abs() < 1e-12, "{found}");
    assert_eq!(
        counts(&bill, "currency"),
        BTreeMap::from([("USD".to_owned(), rows)])
    );
    assert_eq!(
        counts(&bill, "basis"),
        BTreeMap::from([(basis.word().to_owned(), rows)])
    );
}

#[test]
fn focus_bill_keeps_its_breakdowns() {
    let bill = mapped("focus_sample.csv", "FOCUS bill", TableKind::Costs);
    let (category, cost) = (
        bill.table.column("category").unwrap(),
        bill.table.column("cost").unwrap(),
    );
    let compute = sum((0..1000)
        .filter(|&row| category.text(row) == Some("Compute"))
        .filter_map(|row| cost.number(row)));
    assert!(
        (compute / 17.564_739_344_7 - 1.0).abs() < 1e-12,
        "{compute}"
    );
    assert_eq!(counts(&bill, "provider").len(), 3);
    assert_eq!(counts(&bill, "service").len(), 33);
}

/// Python's Decimal, `billing_focus`: what is billed by provider and by kind of charge.
#[rstest]
#[case("provider", "AWS", 18.006_638_618_4)]
#[case("provider", "Microsoft", 1.976_514_185_86)]
#[case("provider", "Oracle", 0.537_073_924_73)]
#[case("category", "AI and Machine Learning", -0.151_897_561_78)]
#[case("category", "Databases", 1.127_630_327_14)]
#[case("category", "Storage", 0.791_798_407_83)]
#[case("service", "Amazon Elastic Compute Cloud", 16.041_693_050_5)]
#[case("service", "Virtual Machines", 0.175_680_72)]
fn focus_bill_s_parts_are_right_to_the_last_decimal(
    #[case] column: &str,
    #[case] value: &str,
    #[case] expected: f64,
) {
    let bill = mapped("focus_sample.csv", "FOCUS bill", TableKind::Costs);
    let (by, cost) = (
        bill.table.column(column).unwrap(),
        bill.table.column("cost").unwrap(),
    );
    let rows = (0..1000).filter(|&row| by.text(row) == Some(value));
    let found = sum(rows.filter_map(|row| cost.number(row)));
    assert!((found / expected - 1.0).abs() < 1e-12, "{found}");
}

#[test]
fn a_file_s_own_columns_are_shared_not_copied() {
    let file = load("focus_sample.csv");
    let bill = apply(&file, &recognise(&file).guessed().unwrap()).unwrap();
    for (canonical, own) in [
        ("cost", "BilledCost"),
        ("date", "ChargePeriodStart"),
        ("service", "ServiceName"),
    ] {
        let (mapped, raw) = (
            bill.table.shared(canonical).unwrap(),
            file.table.shared(own).unwrap(),
        );
        assert!(std::sync::Arc::ptr_eq(&mapped, &raw), "{canonical}");
    }
}

#[test]
fn devlake_deployments_say_which_failed() {
    let deployments = mapped(
        "devlake_github_cicd_deployment_commits.csv",
        "DevLake deployments",
        TableKind::Deployments,
    );
    assert_eq!(deployments.rows_used, 100);
    assert_eq!(
        counts(&deployments, "status"),
        BTreeMap::from([("failure".to_owned(), 3), ("success".to_owned(), 97)])
    );
    assert_eq!(
        counts(&deployments, "environment"),
        BTreeMap::from([("github-pages".to_owned(), 100)])
    );
    let started = deployments.table.column("started_at").unwrap();
    let first = (0..100)
        .filter_map(|row| started.timestamp(row))
        .min()
        .unwrap();
    // 2023-05-27T00:16:24Z
    assert_eq!(first.0, 1_685_146_584_000_000);
}

/// pandas: mean of all values.
#[rstest]
#[case("nab_ec2_request_latency_system_failure", Some(45.155_873_511_9))]
#[case("nab_rds_cpu_utilization_e47b3b", None)]
fn a_series_is_named_after_its_file(#[case] name: &str, #[case] mean: Option<f64>) {
    let series = mapped(
        &format!("{name}.csv"),
        "metric series",
        TableKind::MetricSeries,
    );
    assert_eq!(series.table.rows(), 4032);
    assert_eq!(
        counts(&series, "metric"),
        BTreeMap::from([(name.to_owned(), 4032)])
    );
    if let Some(mean) = mean {
        assert!((total(&series, "value") / 4032.0 / mean - 1.0).abs() < 1e-11);
    }
}

#[test]
fn macrodata_is_twelve_series_of_203_quarters() {
    let series = mapped("macrodata.csv", "metric series", TableKind::MetricSeries);
    assert_eq!((series.rows_used, series.table.rows()), (203, 203 * 12));
    let names = counts(&series, "metric");
    assert_eq!((names.len(), names["realgdp"]), (12, 203));
    let (date, metric) = (
        series.table.column("date").unwrap(),
        series.table.column("metric").unwrap(),
    );
    assert_eq!(date.display(1).as_deref(), Some("1959-04-01T00:00:00Z"));
    assert_eq!(date.display(202).as_deref(), Some("2009-07-01T00:00:00Z"));
    let last = (0..metric.len())
        .rfind(|&row| metric.text(row) == Some("realgdp"))
        .unwrap();
    assert_eq!(
        series.table.column("value").unwrap().number(last),
        Some(12990.341)
    );
}

#[test]
fn predictions_under_a_library_s_names_are_predictions() {
    let log = mapped(
        "nannyml_california_housing_reference_head.csv",
        "predictions",
        TableKind::Predictions,
    );
    let columns: Vec<&str> = log.table.columns().map(|(name, _)| name).collect();
    assert_eq!(columns, ["timestamp", "predicted", "actual", "score"]);
    assert_eq!(log.rows_used, 300);
    assert_eq!(log.table.column("predicted").unwrap().text(0), Some("1"));
    assert_eq!(log.table.column("score").unwrap().number(0), Some(0.99));
}

/// The same seven values (three of one series, four of the other), once in columns and once in rows; `null` is none.
#[rstest]
#[case("grafana_export_series_as_columns.csv", 1)]
#[case("grafana_export_series_as_rows.csv", 3)]
fn grafana_s_exports_are_metric_series(#[case] name: &str, #[case] without_value: usize) {
    let series = mapped(name, "metric series", TableKind::MetricSeries);
    assert_eq!(series.table.rows(), 7);
    assert_eq!(
        total(&series, "value"),
        1.0 + 2.0 + 6.0 + 11.0 + 12.0 + 13.0 + 15.0
    );
    assert_eq!(series.left_out.len(), without_value);
    assert_eq!(
        series.table.column("date").unwrap().display(0).as_deref(),
        Some("2017-07-14T09:55:00Z")
    );
}

#[test]
fn a_file_that_says_nothing_known_says_so_in_one_sentence() {
    let recognition = recognise(&load("grafana_export_table.csv"));
    assert_eq!((recognition.kind, recognition.mapping), (None, None));
    assert_eq!(
        recognition.notes,
        [
            "Its columns are not those of a table that is known: choose one under “Columns and mapping”."
        ]
    );
}

/// What is evident from a file is not asked: of those that tools really wrote, only the bill leaves open what counts.
#[test]
fn real_files_are_asked_nothing_that_they_say() {
    for name in [
        "servicenow_incident_event_log_head.csv",
        "focus_sample.csv",
        "devlake_github_cicd_deployment_commits.csv",
        "nab_ec2_request_latency_system_failure.csv",
        "nab_rds_cpu_utilization_e47b3b.csv",
        "macrodata.csv",
        "nannyml_california_housing_reference.csv",
        "nannyml_california_housing_analysis_gt.csv",
        "nannyml_california_housing_analysis_predictions.csv",
        "grafana_export_series_as_columns.csv",
        "grafana_export_series_as_rows.csv",
        "grafana_export_table.csv",
        "prometheus_docs_query_range.json",
    ] {
        let file = load(name);
        assert_eq!(file.questions, [], "{name}");
        let meaning = recognise(&file).questions;
        let open = |q: &&MappingQuestion| matches!(q.topic, Topic::Placeholders | Topic::Steps);
        assert_eq!(meaning.iter().find(open), None, "{name}");
    }
}
