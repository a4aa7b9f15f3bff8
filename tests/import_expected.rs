//! Figures of imported columns against those that pandas, numpy and exact decimals give of the same files, to twelve digits.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic)] // in helpers of tests too a panic is the report

use outturn_core::stats;
use outturn_core::table::Column;
use outturn_import::{
    Mapped, ReadOptions, RepairRule, Source, apply, join, propose_join, read_all, recognise,
};
use serde_json::Value;
use std::collections::BTreeMap;

fn data(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/data/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn expected(name: &str) -> Value {
    serde_json::from_slice(&data(&format!("expected/{name}.json"))).unwrap()
}

fn mapped(name: &str) -> Mapped {
    let raw = read_all(name, &data(name), &ReadOptions::default()).unwrap();
    apply(&raw, &recognise(&raw).guessed().unwrap()).unwrap()
}

/// The references have twelve digits, so half a unit of the last one.
fn close(found: f64, expected: f64, what: &str) {
    let most = 5.1e-12 * expected.abs().max(1e-3);
    assert!(
        (found - expected).abs() <= most,
        "{what}: {found}, not {expected}"
    );
}

/// A number, or a decimal in text.
fn number(value: &Value) -> f64 {
    let text = value.as_str().map(|t| t.parse().unwrap());
    text.or_else(|| value.as_f64())
        .unwrap_or_else(|| panic!("{value}"))
}

fn column<'a>(mapped: &'a Mapped, name: &str) -> &'a Column {
    mapped
        .table
        .column(name)
        .unwrap_or_else(|| panic!("no {name}"))
}

/// Rows grouped by a text made of each; a row without one is under `NULL`.
fn groups(mapped: &Mapped, key: impl Fn(usize) -> Option<String>) -> BTreeMap<String, Vec<usize>> {
    let mut all: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for row in 0..mapped.table.rows() {
        all.entry(key(row).unwrap_or_else(|| "NULL".to_owned()))
            .or_default()
            .push(row);
    }
    all
}

/// Sums of a column by another against a dictionary; each key is in both.
fn check_sums(bill: &Mapped, by: &str, chars: usize, expected: &Value, scale: f64) {
    let (cost, by) = (column(bill, "cost"), column(bill, by));
    let key = |row| by.display(row).map(|k| k.chars().take(chars).collect());
    let found = groups(bill, key);
    let expected = expected.as_object().unwrap();
    assert_eq!(found.len(), expected.len(), "{:?}", found.keys());
    for (key, rows) in found {
        let sum: f64 = rows.iter().filter_map(|row| cost.number(*row)).sum();
        close(sum / scale, number(&expected[&key]), &key);
    }
}

#[test]
fn a_bill_by_each_of_its_breakdowns() {
    let expected = expected("billing_focus");
    let raw = read_all(
        "bill.csv",
        &data("focus_sample.csv"),
        &ReadOptions::default(),
    )
    .unwrap();
    let mut mapping = recognise(&raw).guessed().unwrap();
    let total = number(&expected["total"]["BilledCost"]);
    let bill = apply(&raw, &mapping).unwrap();
    check_sums(&bill, "provider", 99, &expected["by_provider"], 1.0);
    check_sums(&bill, "provider", 99, &expected["share_by_provider"], total);
    check_sums(&bill, "category", 99, &expected["by_service_category"], 1.0);
    check_sums(&bill, "date", 10, &expected["by_day"], 1.0);
    // Other columns of the bill in the place of one that is optional.
    for (file_column, part) in [
        ("ServiceName", "by_service_name"),
        ("ChargeCategory", "by_charge_category"),
        ("SubAccountName", "by_sub_account"),
        ("RegionName", "by_region"),
    ] {
        mapping.bind("model", Source::column(file_column));
        let bill = apply(&raw, &mapping).unwrap();
        check_sums(&bill, "model", 99, &expected[part], 1.0);
    }
    mapping.bind("date", Source::column("BillingPeriodStart"));
    check_sums(
        &apply(&raw, &mapping).unwrap(),
        "date",
        7,
        &expected["by_billing_month"],
        1.0,
    );
    mapping.bind("cost", Source::column("EffectiveCost"));
    let bill = apply(&raw, &mapping).unwrap();
    check_sums(
        &bill,
        "provider",
        99,
        &expected["effective_by_provider"],
        1.0,
    );
    // The word NULL, in all columns; some more cells are empty.
    let words = expected["null_cells"].as_object().unwrap().values();
    let words: u64 = words.map(|count| count.as_u64().unwrap()).sum();
    let repaired = raw.repairs.iter().find(|r| r.rule == RepairRule::NullWord);
    assert_eq!(repaired.map(|r| r.count), Some(words));
    let billed = raw.table.column("BilledCost").unwrap();
    let count = |test: fn(f64) -> bool| {
        let amounts = (0..billed.len()).filter_map(|row| billed.number(row));
        amounts.filter(|v| test(*v)).count() as u64
    };
    assert_eq!(count(|v| v < 0.0), expected["negative_billed_rows"]);
    assert_eq!(count(|v| v == 0.0), expected["zero_billed_rows"]);
}

/// Count, mean, spread and quantiles.
fn check_statistics(mut values: Vec<f64>, expected: &Value, what: &str) {
    assert_eq!(values.len() as u64, expected["n"], "{what}");
    let mean = stats::mean(&values).unwrap();
    let deviation = stats::variance(&values).unwrap().sqrt();
    let told = |name: &str| number(&expected[name]);
    close(mean, told("mean"), what);
    if expected.get("std").is_some() {
        close(deviation, told("std"), what);
    }
    for (name, q) in [
        ("min", 0.0),
        ("median", 0.5),
        ("p50", 0.5),
        ("p75", 0.75),
        ("p90", 0.9),
        ("p95", 0.95),
        ("p99", 0.99),
        ("max", 1.0),
    ] {
        if expected.get(name).is_some() {
            let found = stats::quantile(&mut values, q).unwrap();
            close(found, told(name), &format!("{what}, {name}"));
        }
    }
}

fn hours(mapped: &Mapped, from: &str, to: &str, rows: impl Iterator<Item = usize>) -> Vec<f64> {
    let (from, to) = (column(mapped, from), column(mapped, to));
    let length = |row| Some((to.timestamp(row)?.0 - from.timestamp(row)?.0) as f64 / 3.6e9);
    rows.filter_map(length).collect()
}

#[test]
fn a_service_desk_by_priority_and_day() {
    let expected = expected("incidents_servicenow");
    let name = "servicenow_incident_event_log_head.csv";
    let desk = mapped(name);
    let all = || 0..desk.table.rows();
    assert_eq!(desk.rows_read as u64, expected["event_rows"]);
    assert_eq!(desk.rows_used as u64, expected["incidents"]);
    let recovery = hours(&desk, "detected_at", "resolved_at", all());
    check_statistics(recovery, &expected["ttr_hours"], "all");
    let severity = column(&desk, "severity");
    let by_priority = groups(&desk, |row| severity.display(row));
    assert_eq!(
        by_priority.len(),
        expected["ttr_hours_by_priority"].as_object().unwrap().len()
    );
    for (priority, rows) in by_priority {
        let recovery = hours(&desk, "detected_at", "resolved_at", rows.into_iter());
        check_statistics(
            recovery,
            &expected["ttr_hours_by_priority"][&priority],
            &priority,
        );
    }
    let opened = column(&desk, "detected_at");
    let by_day = groups(&desk, |row| opened.display(row).map(|d| d[..10].to_owned()));
    for (day, rows) in by_day {
        assert_eq!(rows.len() as u64, expected["opened_per_day"][&day], "{day}");
    }

    // The file's own columns, each event a row: what comes out where rows of one incident are not put together.
    let raw = read_all(name, &data(name), &ReadOptions::default()).unwrap();
    let (from, to) = (
        raw.table.column("opened_at"),
        raw.table.column("resolved_at"),
    );
    let length = |row| Some((to?.timestamp(row)?.0 - from?.timestamp(row)?.0) as f64 / 3.6e9);
    let events = (0..raw.table.rows()).filter_map(length).collect();
    check_statistics(events, &expected["event_rows_naive_ttr_hours"], "events");
}

#[test]
fn metric_series_by_day() {
    let expected = expected("metrics_nab");
    for name in [
        "ec2_request_latency_system_failure",
        "rds_cpu_utilization_e47b3b",
    ] {
        let expected = &expected[name];
        let series = mapped(&format!("nab_{name}.csv"));
        let (date, value) = (column(&series, "date"), column(&series, "value"));
        let values = |rows: &[usize]| rows.iter().filter_map(|row| value.number(*row)).collect();
        let all: Vec<usize> = (0..series.table.rows()).collect();
        check_statistics(values(&all), &expected["overall"], name);
        let days = groups(&series, |row| date.display(row).map(|d| d[..10].to_owned()));
        assert_eq!(days.len() as u64, expected["days"]);
        for (day, rows) in days {
            let values: Vec<f64> = values(&rows);
            close(
                values.iter().sum(),
                number(&expected["daily"][&day]["sum"]),
                &day,
            );
            check_statistics(values, &expected["daily"][&day], &day);
        }
    }
}

#[test]
fn deployments_by_month_and_outcome() {
    let expected = expected("deployments");
    let log = mapped("devlake_github_cicd_deployment_commits.csv");
    let (status, started) = (column(&log, "status"), column(&log, "started_at"));
    assert_eq!(log.rows_used as u64, expected["n"]);
    let months = groups(&log, |row| started.display(row).map(|d| d[..7].to_owned()));
    assert_eq!(
        months.len(),
        expected["monthly_counts"].as_object().unwrap().len()
    );
    for (month, rows) in months {
        assert_eq!(
            rows.len() as u64,
            expected["monthly_counts"][&month],
            "{month}"
        );
        let failed = rows
            .iter()
            .filter(|row| status.display(**row).as_deref() == Some("failure"));
        let rate = failed.count() as f64 / rows.len() as f64;
        close(
            rate,
            number(&expected["monthly_failure_rate"][&month]),
            &month,
        );
    }
    // From the start of each that failed to the start of the next that did not.
    let mut order: Vec<usize> = (0..log.table.rows()).collect();
    order.sort_by_key(|row| started.timestamp(*row));
    let failed = |row: usize| status.display(row).as_deref() == Some("failure");
    let at = |row: usize| started.timestamp(row).unwrap().0 as f64 / 3.6e9;
    let restored = order
        .iter()
        .enumerate()
        .filter(|(_, row)| failed(**row))
        .map(|(n, row)| {
            let next = order[n..].iter().find(|row| !failed(**row)).unwrap();
            at(*next) - at(*row)
        });
    check_statistics(restored.collect(), &expected["restore_hours"], "restored");
}

#[test]
fn predictions_by_month_after_their_truth_came() {
    let document = expected("predictions_nannyml_california");
    let expected = &document["analysis"];
    let read = |name: &str| read_all(name, &data(name), &ReadOptions::default()).unwrap();
    let log = read("nannyml_california_housing_analysis_predictions.csv");
    let truth = read("nannyml_california_housing_analysis_gt.csv");
    let joined = join(&log, &truth, &propose_join(&log, &truth).unwrap()).unwrap();
    let log = apply(&joined.file, &recognise(&joined.file).guessed().unwrap()).unwrap();
    let (predicted, actual) = (column(&log, "predicted"), column(&log, "actual"));
    let (score, said) = (column(&log, "score"), |c: &Column, row| {
        c.display(row).as_deref() == Some("1")
    });
    let count = |p: bool, a: bool| {
        let rows = 0..log.table.rows();
        rows.filter(|row| said(predicted, *row) == p && said(actual, *row) == a)
            .count() as f64
    };
    let (tp, fp, tn, fne) = (
        count(true, true),
        count(true, false),
        count(false, false),
        count(false, true),
    );
    let told = |name: &str| number(&expected[name]);
    for (name, found) in [
        ("tp", tp),
        ("fp", fp),
        ("tn", tn),
        ("fn", fne),
        ("accuracy", (tp + tn) / (tp + fp + tn + fne)),
        ("precision", tp / (tp + fp)),
        ("recall_tpr", tp / (tp + fne)),
        ("f1", 2.0 * tp / (2.0 * tp + fp + fne)),
        ("specificity_tnr", tn / (tn + fp)),
        ("npv", tn / (tn + fne)),
        ("prevalence", (tp + fne) / (tp + fp + tn + fne)),
        ("selection_rate", (tp + fp) / (tp + fp + tn + fne)),
    ] {
        close(found, told(name), name);
    }
    let truth = |row| f64::from(u8::from(said(actual, row)));
    let errors: Vec<f64> = (0..log.table.rows())
        .map(|row| (score.number(row).unwrap() - truth(row)).powi(2))
        .collect();
    close(stats::mean(&errors).unwrap(), told("brier"), "brier");

    let at = column(&log, "timestamp");
    let months = groups(&log, |row| at.display(row).map(|t| t[..7].to_owned()));
    let expected = document["analysis_by_month"].as_object().unwrap();
    assert_eq!(months.len(), expected.len());
    for (month, rows) in months {
        let right = |row: &&usize| said(predicted, **row) == said(actual, **row);
        let accuracy = rows.iter().filter(right).count() as f64 / rows.len() as f64;
        assert_eq!(rows.len() as u64, expected[&month]["n"], "{month}");
        close(accuracy, number(&expected[&month]["accuracy"]), &month);
    }
}
