//! Metrics on tables small enough to check by hand, and on real files against figures computed elsewhere.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used)] // here a panic is the report

#[path = "common/tables.rs"]
mod tables;

use outturn_core::calendar::Grain;
use outturn_core::stats;
use outturn_core::table::TableKind;
use outturn_metrics::{Metric, Own, Scope, Slices, Sources, catalogue, roll_up, series};
use rstest::rstest;
use tables::{overall, sources};

fn also(sources: &Sources, id: &str, label: &str) -> f64 {
    let metric = Metric::find(id).unwrap();
    let scope = Scope::new(sources, Slices::Spans(vec![metric.span(sources).unwrap()]));
    let all = metric.also(&scope);
    all.iter().find(|(l, ..)| *l == label).unwrap().2[0]
        .value
        .unwrap()
}

#[track_caller]
fn close(found: f64, expected: f64) {
    assert!(
        (found - expected).abs() <= 1e-11 * expected.abs().max(1e-9),
        "found {found}, expected {expected}"
    );
}

#[test]
fn every_worked_example_of_the_catalogue_comes_out() {
    for definition in catalogue::all() {
        assert!(
            !definition.example.tables.is_empty(),
            "{} has no worked example",
            definition.id
        );
        let files: Vec<(String, &[u8])> = definition
            .example
            .tables
            .iter()
            .map(|t| (format!("{}.csv", t.kind.schema().name), t.csv.as_bytes()))
            .collect();
        let files: Vec<(&str, &[u8])> = files.iter().map(|(n, b)| (n.as_str(), *b)).collect();
        let sources = sources(&files);
        let found = overall(&sources, definition.id).value;
        let found = found.unwrap_or_else(|| panic!("{} has no value", definition.id));
        let expected = definition.example.value;
        assert!(
            (found - expected).abs() <= 1e-12 * expected.abs(),
            "{}: found {found}, but {}: {expected}",
            definition.id,
            definition.example.why
        );
    }
}

#[test]
fn every_metric_says_all_that_a_receipt_needs() {
    let mut ids = std::collections::BTreeSet::new();
    for d in catalogue::all() {
        assert!(ids.insert(d.id), "{} is there twice", d.id);
        for (what, text) in [
            ("label", d.label),
            ("meaning", d.meaning),
            ("formula", d.value.words().as_str()),
            ("source", d.source),
            ("needs", d.value.needs().as_str()),
        ] {
            assert!(!text.is_empty(), "{} has no {what}", d.id);
        }
        assert!(
            d.value.tables().contains(&d.table),
            "{}: its own table is not among its tables",
            d.id
        );
    }
}

/// Expected: pandas on the last event row of each incident; see tests/data/README.md.
#[test]
fn recovery_times_of_a_service_desk() {
    let desk = sources(&[(
        "incidents.csv",
        include_bytes!("data/servicenow_incident_event_log_head.csv"),
    )]);
    assert_eq!(overall(&desk, "incident_count").value, Some(890.0));
    let mttr = overall(&desk, "mttr");
    close(mttr.value.unwrap(), 315.866763453 * 3600.0);
    assert_eq!((mttr.rows_used, mttr.rows_skipped), (861, 29));
    close(also(&desk, "mttr", "median"), 54.4666666667 * 3600.0);
    close(also(&desk, "mttr", "p90"), 762.05 * 3600.0);
}

#[test]
fn recovery_times_by_priority() {
    let desk = sources(&[(
        "incidents.csv",
        include_bytes!("data/servicenow_incident_event_log_head.csv"),
    )]);
    let expected = [
        ("1 - Critical", 15, 511.007777778),
        ("2 - High", 33, 104.835858586),
        ("3 - Moderate", 729, 270.27953818),
        ("4 - Low", 84, 759.557142857),
    ];
    let metric = Metric::find("mttr").unwrap();
    let slices = Slices::Values {
        spans: vec![metric.span(&desk).unwrap()],
        column: "severity".into(),
        values: expected.iter().map(|e| e.0.to_owned()).collect(),
        rest: false,
    };
    let observations = metric.measure(&Scope::new(&desk, slices)).unwrap();
    for ((name, n, hours), observation) in expected.iter().zip(observations) {
        assert_eq!(observation.rows_used, *n, "{name}");
        close(observation.value.unwrap(), hours * 3600.0);
    }
}

/// Expected: exact decimal sums in Python.
#[test]
fn a_bill_to_the_last_decimal() {
    let bill = sources(&[("focus.csv", include_bytes!("data/focus_sample.csv"))]);
    let spend = overall(&bill, "spend");
    close(spend.value.unwrap(), 20.52022672899);
    assert_eq!(
        spend.currency.map(|c| c.to_string()).as_deref(),
        Some("USD")
    );
    assert_eq!(spend.rows_used, 1000);
}

#[test]
fn a_bill_by_service_category() {
    let bill = sources(&[("focus.csv", include_bytes!("data/focus_sample.csv"))]);
    let metric = Metric::find("spend").unwrap();
    let values = vec![
        "AI and Machine Learning".to_owned(),
        "Compute".to_owned(),
        "Storage".to_owned(),
    ];
    let slices = Slices::Values {
        spans: vec![metric.span(&bill).unwrap()],
        column: "category".into(),
        values,
        rest: false,
    };
    let found = metric.measure(&Scope::new(&bill, slices)).unwrap();
    for (observation, expected) in found
        .iter()
        .zip([-0.15189756178, 17.5647393447, 0.79179840783])
    {
        close(observation.value.unwrap(), expected);
    }
}

#[test]
fn three_of_a_hundred_deployments_failed() {
    let deployments = sources(&[(
        "d.csv",
        include_bytes!("data/devlake_github_cicd_deployment_commits.csv"),
    )]);
    let rate = overall(&deployments, "change_failure_rate");
    close(rate.value.unwrap(), 0.03);
    assert_eq!(rate.rows_used, 100);
    close(
        overall(&deployments, "deployment_success_rate")
            .value
            .unwrap(),
        0.97,
    );
}

/// Expected: numpy type 7 quantiles by calendar day.
#[test]
fn daily_quantiles_of_a_latency_series() {
    let nab = sources(&[(
        "latency.csv",
        include_bytes!("data/nab_ec2_request_latency_system_failure.csv"),
    )]);
    let names = series::series_names(&nab);
    let metric = Metric::Series(Own::named(&names[0]));
    let days = metric.by_period(&nab, Grain::Day).unwrap();
    assert_eq!(days.len(), 15);
    let scope = Scope::new(
        &nab,
        Slices::Spans(days.iter().map(|(p, _)| p.span()).collect()),
    );
    let of = |q| series::measure_series(&scope, &names[0], series::Statistic::Quantile(q)).unwrap();
    let (p50, p95, p99) = (of(0.5), of(0.95), of(0.99));
    for (i, n, mean, expected) in [
        (0, 244, 44.6395163934, [44.676, 47.0743, 48.56818]),
        (11, 288, 45.9874652778, [45.542, 49.6366, 53.6902]),
        (14, 45, 44.0315555556, [44.998, 54.9688, 62.60712]),
    ] {
        assert_eq!(days[i].1.rows_used, n);
        close(days[i].1.value.unwrap(), mean);
        for (found, expected) in [&p50, &p95, &p99].iter().zip(expected) {
            close(found[i].value.unwrap(), expected);
        }
    }
}

/// Expected: scikit-learn on the reference window.
#[test]
fn a_classifier_against_the_truth() {
    let log = sources(&[(
        "reference.csv",
        include_bytes!("data/nannyml_california_housing_reference.csv"),
    )]);
    close(
        overall(&log, "model_accuracy").value.unwrap(),
        0.670438957476,
    );
    close(also(&log, "model_accuracy", "precision"), 0.977635782748);
    close(also(&log, "model_accuracy", "recall"), 0.494079655544);
    close(also(&log, "model_accuracy", "F1"), 0.656417590275);
}

#[test]
fn a_macro_series_becomes_one_metric_a_column() {
    let macrodata = sources(&[("macrodata.csv", include_bytes!("data/macrodata.csv"))]);
    let names = series::series_names(&macrodata);
    assert_eq!(names.len(), 12);
    let metric = Metric::Series(Own::named("unemp"));
    let quarters = metric.by_period(&macrodata, Grain::Quarter).unwrap();
    assert_eq!(quarters.len(), 203);
    assert_eq!(
        (quarters[0].0.label().as_str(), quarters[0].1.value),
        ("Q1 1959", Some(5.8))
    );
}

#[test]
fn amounts_in_two_currencies_are_never_added() {
    let bill = sources(&[(
        "c.csv",
        b"date,cost,currency\n2026-01-01,1,USD\n2026-01-02,1,EUR\n",
    )]);
    let metric = Metric::find("spend").unwrap();
    let scope = Scope::new(&bill, Slices::Spans(vec![metric.span(&bill).unwrap()]));
    let lack = metric.measure(&scope).unwrap_err();
    assert!(lack.to_string().contains("EUR, USD"), "{lack}");
}

#[test]
fn a_metric_brought_ready_made_feeds_its_card() {
    let own = sources(&[(
        "m.csv",
        b"date,metric,value\n2026-01-01,mttr,7200\n2026-01-02,mttr,3600\n",
    )]);
    assert_eq!(overall(&own, "mttr").value, Some(5400.0));
}

#[test]
fn nothing_is_not_zero() {
    let incidents = sources(&[(
        "i.csv",
        b"id,detected_at,resolved_at\na,2026-01-01T00:00:00Z,\n",
    )]);
    let mttr = overall(&incidents, "mttr");
    assert_eq!(
        (mttr.value, mttr.rows_used, mttr.rows_skipped),
        (None, 0, 1)
    );
    assert_eq!(TableKind::Incidents.schema().name, "incidents");
}

/// 140,000 predictions, more than are held at once: their roll-ups are the same in whatever order they come, of few days and models and
/// of many. Quantiles are held against a sort of each day's own.
#[test]
fn rolled_up_figures_do_not_depend_on_the_order_of_rows() {
    for (days, models) in [(30, 4), (700, 100)] {
        let row = |n: usize| {
            let day = chrono::NaiveDate::from_ymd_opt(2024, 1, 1).unwrap()
                + chrono::Days::new((n * days / 140_000) as u64);
            let latency = 20 + n * 7919 % 1009;
            (day, n * 31 % models, latency)
        };
        let file = |step: usize| {
            let mut text = String::from("timestamp,model,latency_ms,status,predicted,actual\n");
            for n in (0..140_000).map(|n| n * step % 140_000) {
                let (day, model, latency) = row(n);
                let (status, actual) = (["ok", "error"][usize::from(n % 9 == 0)], n % 5 / 3);
                text += &format!(
                    "{day}T08:00:00Z,m{model:02},{latency},{status},{},{actual}\n",
                    n % 2
                );
            }
            text
        };
        let rolled = |step| {
            let sources = sources(&[("predictions.csv", file(step).as_bytes())]);
            roll_up(&sources, TableKind::Predictions).unwrap()
        };
        let in_order = rolled(1);
        // 99,991 is prime, so every row comes once.
        assert!(in_order == rolled(99_991), "{days} days");
        let p95 = in_order
            .metrics
            .iter()
            .position(|id| *id == "latency_p95")
            .unwrap();
        let probe = &in_order.rows[in_order.rows.len() / 2];
        let mut own: Vec<f64> = (0..140_000)
            .map(row)
            .filter(|(day, model, _)| {
                probe.period.start() == *day && probe.value == format!("m{model:02}")
            })
            .map(|(_, _, latency)| latency as f64 / 1000.0)
            .collect();
        own.sort_by(f64::total_cmp);
        assert_eq!(probe.rows, own.len() as u64);
        assert_eq!(probe.values[p95], stats::quantile_sorted(&own, 0.95));
    }
}

/// A daily roll-up says nothing of the minutes of its days: 28,760 requests of a day are no busiest minute of 479 a second.
#[rstest]
#[case::requests("timestamp,model\n2026-03-01T08:00:10Z,a\n2026-03-01T08:00:50Z,a\n2026-03-01T09:00:00Z,a\n", Some(2.0 / 60.0))]
#[case::minutes(
    "timestamp,model,count\n2026-03-01T08:00:00Z,a,120\n2026-03-01T08:01:00Z,a,60\n",
    Some(2.0)
)]
#[case::hours(
    "timestamp,model,count\n2026-03-01T08:00:00Z,a,7200\n2026-03-01T09:00:00Z,a,60\n",
    None
)]
#[case::days(
    "timestamp,model,count\n2026-03-01,a,28760\n2026-03-02,a,21600\n",
    None
)]
fn the_busiest_minute_is_that_of_minutes(#[case] log: &str, #[case] expected: Option<f64>) {
    let sources = sources(&[("log.csv", log.as_bytes())]);
    let metric = Metric::find("throughput").unwrap();
    let scope = Scope::new(
        &sources,
        Slices::Spans(vec![metric.span(&sources).unwrap()]),
    );
    let also = metric.also(&scope);
    let busiest = also.iter().find(|(label, ..)| *label == "busiest minute");
    assert_eq!(
        busiest.and_then(|(_, _, observed)| observed[0].value),
        expected
    );
}

/// Seven in the week from 2 to 8 March, of which two were called off and one still waits: four went to production.
#[test]
fn a_deployment_that_was_called_off_is_none() {
    let log = "id,environment,finished_at,status\n\
        d1,production,2026-03-02T10:00:00Z,success\nd2,production,2026-03-03T10:00:00Z,Cancelled\n\
        d3,production,2026-03-04T10:00:00Z,success\nd4,production,2026-03-05T10:00:00Z,canceled\n\
        d5,production,2026-03-06T10:00:00Z,failure\nd6,production,2026-03-07T10:00:00Z,In progress\n\
        d7,production,2026-03-08T10:00:00Z,success\n";
    let loaded = sources(&[("deployments.csv", log.as_bytes())]);
    assert_eq!(overall(&loaded, "deployment_frequency").value, Some(4.0));
    assert_eq!(overall(&loaded, "change_failure_rate").value, Some(0.25));
}
