//! From a tool's file to the figure on a card: each file alone, its questions answered by their guesses, all that is loaded as one period.
//! The figures are worked out by hand from the files' few rows.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic)] // in helpers of tests too a panic is the report

use outturn_core::calendar::Grain;
use outturn_core::units::Timestamp;
use outturn_import::{ReadOptions, recognise};
use outturn_metrics::scorecard::{Card, Choice, Settings, When, default_weights};
use outturn_protocol::{ShowScorecard, Treatment};
use outturn_session::{Answers, Session};
use rstest::rstest;

/// Noon of 12 February 2026, when the files were saved.
const SAVED: Timestamp = Timestamp(1_770_897_600_000_000);

const HOUR: f64 = 3_600.0;
const DAY: f64 = 24.0 * HOUR;

fn bytes(name: &str) -> Vec<u8> {
    let path = format!("{}/tests/data/vendors/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read(path).unwrap()
}

fn load(session: &mut Session, name: &str, bytes: &[u8]) {
    let mut raw = outturn_workbook::read_all(name, bytes, &ReadOptions::default()).unwrap();
    raw.saved_at = Some(SAVED);
    let treatment = Treatment {
        mapping: recognise(&raw).guessed(),
        ..Treatment::default()
    };
    session.load(&name.to_owned(), raw, &treatment).unwrap();
}

fn cards(files: &[(&str, &str)]) -> Vec<Card> {
    let mut session = Session::default();
    for (file, called) in files {
        load(&mut session, called, &bytes(file));
    }
    let choice = Choice {
        grain: Grain::Month,
        when: When::All,
    };
    let question = ShowScorecard {
        filters: Default::default(),
        choice,
        settings: Settings::default(),
        weights: default_weights(),
    };
    session.answer(&question).unwrap().cards
}

fn value(cards: &[Card], id: &str) -> Option<f64> {
    let card = cards.iter().find(|card| card.id == id);
    card.unwrap_or_else(|| panic!("no card {id}")).value
}

fn assert_figures(cards: &[Card], expected: &[(&str, f64)]) {
    for (id, expected) in expected {
        let found = value(cards, id);
        let is_it = found.is_some_and(|found| (found - expected).abs() <= 1e-12 * expected.abs());
        assert!(is_it, "{id}: {found:?}, and not {expected}");
    }
}

#[rstest]
// Three in the four days from 2 to 5 February, of which one failed.
#[case("gitlab_deployments.json", &[("deployment_frequency", 3.0 * 7.0 / 4.0), ("change_failure_rate", 1.0 / 3.0)])]
// Three in a week; that one succeeded in part is no failure by its guess.
#[case("azure_devops_release_deployments.json", &[("deployment_frequency", 3.0), ("change_failure_rate", 1.0 / 3.0)])]
// Those of churn-deploy in the week from 2 to 8 February.
#[case("azure_devops_builds.json", &[("deployment_frequency", 2.0), ("change_failure_rate", 0.5)])]
#[case("azure_devops_environment_records.json", &[("change_failure_rate", 0.5)])]
// Three in the six days from 2 to 7 February.
#[case("jenkins_builds.json", &[("deployment_frequency", 3.5), ("change_failure_rate", 1.0 / 3.0)])]
#[case("argocd_application.json", &[("deployment_frequency", 3.0)])]
#[case("argocd_applications.json", &[("deployment_frequency", 4.0)])]
// The mean of 40 %, 60 %, 80 % and 90 %.
#[case("datadog_query.json", &[("series:churn.cpu.user", 0.675)])]
#[case("datadog_query_two_units.json", &[("series:requests", 2_000.0)])]
#[case("cloudwatch_statistics.json", &[("series:CPUUtilization", 0.4)])]
// 40 ms of 100 requests and 42 ms of 200: the mean of all is that of 300.
#[case("cloudwatch_extended_statistics.json", &[("series:ModelLatency Average", (40.0 * 100.0 + 42.0 * 200.0) / 300.0 / 1_000.0)])]
// Two jobs of an hour, and one that still runs.
#[case("sagemaker_training_jobs.json", &[("training_time", HOUR)])]
#[case("sagemaker_training_job.json", &[("training_time", 0.75 * HOUR)])]
// An hour, and half an hour; two hours, and one.
#[case("vertex_custom_jobs.json", &[("training_time", 0.75 * HOUR)])]
#[case("vertex_training_pipelines.json", &[("training_time", 1.5 * HOUR)])]
#[case("opencost_allocation.json", &[("spend", 7.0)])]
#[case("opencost_export.csv", &[("spend", 8.0)])]
// Version 3 of churn is ten days old on the day of the register; fraud is in no production.
#[case("mlflow_registered_models.json", &[("total_models", 2.0), ("model_age", 10.0 * DAY)])]
#[case("mlflow_model_versions.json", &[("total_models", 1.0), ("model_age", 10.0 * DAY)])]
#[case("wandb_registry.json", &[("total_models", 1.0), ("model_age", 10.625 * DAY)])]
// From 26 June to 23 February 242 days, 4 hours and 48 minutes; from there to 25 March 30 days, 6 hours and 36 minutes.
#[case("nannyml_univariate_drift.csv", &[("monitoring_cadence", (242.0 * DAY + 4.8 * HOUR + 30.0 * DAY + 6.6 * HOUR) / 2.0)])]
#[case("nannyml_performance.csv", &[("model_accuracy", (0.943 + 0.9422 + 0.9122) / 3.0)])]
fn a_file_gives_its_figures(#[case] name: &str, #[case] expected: &[(&str, f64)]) {
    assert_figures(&cards(&[(name, name)]), expected);
}

/// What a file cannot know has no value, and not that of zero.
#[rstest]
#[case("argocd_application.json", "change_failure_rate")]
#[case("nannyml_cbpe.csv", "drift_score")]
#[case("datadog_query_two_units.json", "latency_p95")] // of two hours: quantiles cannot be combined
fn what_a_file_does_not_say_has_no_figure(#[case] name: &str, #[case] id: &str) {
    assert_eq!(value(&cards(&[(name, name)]), id), None);
}

/// Reports of one model on three days: a week from the first to the second, two weeks to the third.
#[test]
fn reports_of_several_days_are_of_one_model() {
    let report = "evidently_0.7_2026-03-31.json";
    let cards = cards(&[
        (report, "churn-2026-03-01.json"),
        (report, "churn-2026-03-08.json"),
        (report, "churn-2026-03-22.json"),
    ]);
    assert_figures(&cards, &[("monitoring_cadence", 10.5 * DAY)]);
}
