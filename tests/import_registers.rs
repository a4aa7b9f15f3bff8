//! Registers of models and results of checks, as MLflow, Weights & Biases, Evidently and NannyML write them: what each becomes, what is asked
//! of it, what it cannot tell. Evidently's and NannyML's files were written by version 0.7.23 and 0.13.1 of the libraries, of data drawn
//! for the purpose and of NannyML's own sample of car loans; expected are the values in them, as pandas reads them.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic)] // in helpers of tests too a panic is the report

#[path = "common/exports.rs"]
mod exports;

use exports::{cells, file, load, mapped, mapped_of};
use outturn_core::table::TableKind::{self, DriftChecks, MetricSeries, Models};
use outturn_core::units::Timestamp;
use outturn_import::{Topic, apply, recognise};
use rstest::rstest;

#[rstest]
#[case("mlflow_registered_models.json", "MLflow model registry", Models, 2)]
#[case(
    "mlflow_registered_models_aliases.json",
    "MLflow model registry",
    Models,
    2
)]
#[case("mlflow_model_versions.json", "MLflow model versions", Models, 1)]
#[case("wandb_registry.json", "Weights & Biases registry", Models, 1)]
#[case("evidently_0.7_2026-03-31.json", "Evidently report", DriftChecks, 4)]
#[case("evidently_legacy_column.json", "Evidently report", DriftChecks, 1)]
#[case("evidently_legacy_tests.json", "Evidently test suite", DriftChecks, 3)]
#[case("nannyml_univariate_drift.csv", "NannyML drift", DriftChecks, 3)]
#[case("nannyml_multivariate_drift.csv", "NannyML drift", DriftChecks, 3)]
#[case("nannyml_cbpe.csv", "NannyML performance", MetricSeries, 3)]
#[case("nannyml_performance.csv", "NannyML performance", MetricSeries, 3)]
fn each_export_becomes_its_table(
    #[case] name: &str,
    #[case] vendor: &str,
    #[case] kind: TableKind,
    #[case] rows: usize,
) {
    let (recognition, mapped) = mapped(name);
    assert_eq!((recognition.vendor.as_str(), mapped.kind), (vendor, kind));
    assert_eq!(mapped.rows_used, rows, "{:?}", mapped.left_out);
}

#[rstest]
#[case("mlflow_registered_models.json", "The owner is who registered it")]
#[case("mlflow_model_versions.json", "a model without one is not counted")]
#[case("wandb_registry.json", "a collection without one is not counted")]
#[case("evidently_0.7_2026-03-31.json", "does not say of which model")]
#[case("evidently_legacy_tests.json", "rounds its scores")]
#[case("nannyml_univariate_drift.csv", "chunks of the reference period")]
#[case("nannyml_cbpe.csv", "it is no measurement of roc_auc")]
#[case("nannyml_several_header_lines.csv", "to_df(multilevel=False)")]
fn what_an_export_cannot_know_is_said(#[case] name: &str, #[case] note: &str) {
    let recognition = recognise(&load(name));
    assert!(
        recognition.notes.iter().any(|n| n.contains(note)),
        "{:?}",
        recognition.notes
    );
}

mod a_register {
    use super::*;

    /// Of churn version 3 is in production and version 4, which is newer, is not.
    #[test]
    fn of_mlflow_with_stages_says_itself_what_serves() {
        let (recognition, models) = mapped("mlflow_registered_models.json");
        assert!(recognition.questions.is_empty());
        assert_eq!(cells(&models, "model"), ["churn", "fraud"]);
        assert_eq!(cells(&models, "in_production"), ["true", "–"]);
        assert_eq!(
            cells(&models, "last_retrained_at"),
            ["2026-02-02T00:00:00Z", "–"]
        );
        assert_eq!(cells(&models, "owner"), ["ann", "ben"]);
    }

    #[test]
    fn of_mlflow_with_stages_of_which_none_serves_has_none_in_production() {
        let text = std::str::from_utf8(&exports::bytes("vendors/mlflow_registered_models.json"))
            .unwrap()
            .replace("Production", "Archived");
        let (_, models) = mapped_of(&file("models.json", &text));
        assert_eq!(cells(&models, "in_production"), ["–", "–"]);
    }

    #[test]
    fn of_mlflow_with_aliases_is_asked_which_of_them_says_so() {
        let file = load("mlflow_registered_models_aliases.json");
        let recognition = recognise(&file);
        let mapping = recognition.mapping.clone().unwrap();
        assert_eq!(apply(&file, &mapping).unwrap().rows_used, 0, "it waits");
        let question = &recognition.questions[0];
        let labels: Vec<&str> = question.choices.iter().map(|c| c.label.as_str()).collect();
        assert_eq!(
            labels,
            [
                "those with the alias champion",
                "those with the alias challenger",
                "no alias says so: all count"
            ]
        );
        assert_eq!(question.guess, Some(0));
        let answered = |choice: usize| {
            let mapping = question.answer(Some(&mapping), choice).unwrap();
            apply(&file, &mapping).unwrap()
        };
        assert_eq!(cells(&answered(0), "in_production"), ["true", "–"]);
        assert!(answered(2).table.column("in_production").is_none());
        // The newest version of each is the only one of which the time is told.
        assert_eq!(
            cells(&answered(0), "last_retrained_at"),
            ["2026-02-02T09:00:00Z", "2026-01-26T00:00:00Z"]
        );
    }

    #[rstest]
    #[case("mlflow_model_versions.json", 0, "the one in stage Production", &[("churn", "2026-02-02T00:00:00Z")])]
    #[case("mlflow_model_versions.json", 1, "the one with the alias champion", &[("churn", "2026-02-02T00:00:00Z")])]
    #[case("mlflow_model_versions.json", 2, "the newest of each, whether it serves or not",
        &[("churn", "2026-02-02T09:00:00Z"), ("fraud", "2026-01-26T00:00:00Z")])]
    #[case("wandb_registry.json", 0, "the one with the alias production", &[("churn", "2026-02-01T09:00:00Z")])]
    #[case("wandb_registry.json", 1, "the one with the alias candidate", &[("fraud", "2026-01-26T09:00:00Z")])]
    #[case("wandb_registry.json", 2, "the newest of each, whether it serves or not",
        &[("churn", "2026-02-02T09:00:00Z"), ("fraud", "2026-01-26T09:00:00Z")])]
    fn of_versions_counts_one_of_each_model(
        #[case] name: &str,
        #[case] choice: usize,
        #[case] label: &str,
        #[case] expected: &[(&str, &str)],
    ) {
        let file = load(name);
        let recognition = recognise(&file);
        let question = &recognition.questions[0];
        assert_eq!((question.topic, question.guess), (Topic::Rows, Some(0)));
        assert_eq!(question.choices[choice].label, label);
        // Whatever was answered before.
        let first = question.answer(recognition.mapping.as_ref(), 1).unwrap();
        let mapping = question.answer(Some(&first), choice).unwrap();
        let models = apply(&file, &mapping).unwrap();
        let names = cells(&models, "model").into_iter();
        let found: Vec<(String, String)> = names.zip(cells(&models, "last_retrained_at")).collect();
        let found: Vec<(&str, &str)> = found
            .iter()
            .map(|(a, b)| (a.as_str(), b.as_str()))
            .collect();
        assert_eq!(found, expected);
    }
}

mod a_check {
    use super::*;

    /// The same column by two methods is two checks; what is no drift is none.
    #[test]
    fn of_evidently_is_each_value_drift() {
        let (_, checks) = mapped("evidently_0.7_2026-03-31.json");
        assert_eq!(
            cells(&checks, "feature"),
            ["age", "income", "region", "age"]
        );
        assert_eq!(
            cells(&checks, "method"),
            ["psi", "psi", "psi", "wasserstein"]
        );
        assert_eq!(cells(&checks, "threshold"), ["0.1"; 4]);
        assert_eq!(cells(&checks, "score")[3], "0.7145455283653436");
        assert_eq!(cells(&checks, "checked_at")[0], "2026-03-31T00:00:00Z");
        assert_eq!(
            cells(&checks, "model")[0],
            "evidently_0.7",
            "without the day"
        );
    }

    #[test]
    fn of_evidently_s_older_generation_is_of_one_column_or_a_test() {
        let (_, one) = mapped("evidently_legacy_column.json");
        assert_eq!(cells(&one, "feature"), ["age"]);
        assert_eq!(
            (cells(&one, "method"), cells(&one, "threshold")),
            (vec!["PSI".to_owned()], vec!["0.2".to_owned()])
        );
        assert_eq!(cells(&one, "score"), ["0.6101977555072848"]);
        let (_, tests) = mapped("evidently_legacy_tests.json");
        assert_eq!(cells(&tests, "feature"), ["region", "age", "income"]);
        assert_eq!(cells(&tests, "score")[2], "0.97");
    }

    /// Reports of one model are written anew each day, under a name with the day in it.
    #[rstest]
    #[case("churn-2026-03-31.json", "churn", "2026-03-31T00:00:00Z")]
    #[case("20260331_churn_v3.json", "churn_v3", "2026-03-31T00:00:00Z")]
    #[case("2026-03-31.json", "2026-03-31", "2026-03-31T00:00:00Z")]
    fn is_of_the_model_and_the_day_that_the_file_is_called_after(
        #[case] name: &str,
        #[case] model: &str,
        #[case] day: &str,
    ) {
        let text =
            String::from_utf8(exports::bytes("vendors/evidently_0.7_2026-03-31.json")).unwrap();
        let (_, checks) = mapped_of(&file(name, &text));
        assert_eq!(cells(&checks, "model")[0], model);
        assert_eq!(cells(&checks, "checked_at")[0], day);
    }

    /// Where neither the file nor its name says when, the day on which it was saved is offered.
    #[test]
    fn may_be_of_the_day_on_which_its_file_was_saved() {
        let text =
            String::from_utf8(exports::bytes("vendors/evidently_0.7_2026-03-31.json")).unwrap();
        let mut report = file("report.json", &text);
        report.saved_at = Some(Timestamp(1_774_958_400_000_000)); // 2026-03-31 12:00 UTC
        let recognition = recognise(&report);
        let mapping = recognition.mapping.clone().unwrap();
        assert_eq!(apply(&report, &mapping).unwrap().rows_used, 0, "it waits");
        assert_eq!(
            recognition.questions[0].choices[0].label,
            "on 2026-03-31, when the file was saved"
        );
        let (_, checks) = mapped_of(&report);
        assert_eq!(cells(&checks, "checked_at")[0], "2026-03-31T00:00:00Z");
    }

    /// Two features by two methods each, of three chunks; the chunk of the reference period is left out.
    #[test]
    fn of_nannyml_is_of_each_feature_and_method_of_a_chunk() {
        let (_, checks) = mapped("nannyml_univariate_drift.csv");
        let expected = [
            ("car_value", "kolmogorov_smirnov", "0.01942571438136911"),
            ("car_value", "jensen_shannon", "0.03526191902692365"),
            ("salary_range", "chi2", "–"),
            ("salary_range", "jensen_shannon", "0.017708779679749622"),
        ];
        let (features, methods) = (cells(&checks, "feature"), cells(&checks, "method"));
        let thresholds = cells(&checks, "threshold");
        assert_eq!(features.len(), 12);
        for (at, expected) in expected.iter().enumerate() {
            let row = 3 * at;
            assert_eq!(
                (
                    features[row].as_str(),
                    methods[row].as_str(),
                    thresholds[row].as_str()
                ),
                *expected
            );
        }
        assert_eq!(
            cells(&checks, "score")[..3],
            [
                "0.013080000000022962",
                "0.43601999999999996",
                "0.43838000000000027"
            ]
        );
        assert_eq!(cells(&checks, "score")[8], "474.89177543855965");
        assert_eq!(cells(&checks, "checked_at")[2], "2026-03-25T11:51:16.848Z");
        assert_eq!(checks.left_out[0].found.as_deref(), Some("reference"));
    }

    #[test]
    fn of_nannyml_of_all_features_together_is_of_none() {
        let (_, checks) = mapped("nannyml_multivariate_drift.csv");
        assert_eq!(cells(&checks, "feature"), ["–"; 3]);
        assert_eq!(cells(&checks, "method"), ["reconstruction_error"; 3]);
        assert_eq!(cells(&checks, "threshold")[0], "0.5592932524330179");
    }
}

mod performance {
    use super::*;

    fn of(series: &outturn_import::Mapped, metric: &str) -> Vec<String> {
        let names = cells(series, "metric").into_iter();
        let values = names.zip(cells(series, "value"));
        values
            .filter(|(name, _)| name == metric)
            .map(|(_, v)| v)
            .collect()
    }

    #[test]
    fn that_was_estimated_is_not_what_was_measured() {
        let (_, series) = mapped("nannyml_cbpe.csv");
        assert_eq!(of(&series, "estimated_accuracy").len(), 3);
        // Only of the reference period the truth is known.
        assert_eq!(of(&series, "model_accuracy"), ["0.943"]);
        assert_eq!(
            cells(&series, "chunk_period")[..2],
            ["reference", "analysis"]
        );
    }

    #[test]
    fn that_was_measured_has_its_own_name() {
        let (_, series) = mapped("nannyml_performance.csv");
        assert_eq!(of(&series, "model_accuracy"), ["0.943", "0.9422", "0.9122"]);
        assert_eq!(of(&series, "roc_auc")[2], "0.9575559603676863");
        assert_eq!(cells(&series, "date")[0], "2025-04-26T11:24:00Z");
    }
}

/// Files that look like those above and are something else.
#[rstest]
#[case::runs_with_a_version(
    r#"[{"name": "r", "version": "1", "creation_timestamp": 1770022800000, "status": "FINISHED"}]"#,
    "MLflow"
)]
#[case::experiments(
    r#"{"experiments": [{"experiment_id": "1", "name": "churn", "artifact_location": "s3://m", "lifecycle_stage": "active",
        "last_update_time": 1770022800000, "creation_time": 1770022800000}]}"#,
    "MLflow model"
)]
#[case::a_collection_of_something(
    r#"[{"collection": "prints", "version": "2.1", "aliases": ["a"], "created_at": "2026-02-02T09:00:00Z"}]"#,
    "Weights"
)]
#[case::metrics_of_another_report(
    r#"{"metrics": [{"metric": "accuracy", "result": {"value": 0.9}}, {"metric": "f1", "result": {"value": 0.8}}]}"#,
    "Evidently"
)]
#[case::tests_of_code(
    r#"{"tests": [{"name": "test_a", "status": "FAIL", "group": "unit", "parameters": {"n": 1}}, {"name": "test_b", "status": "PASS",
        "group": "unit", "parameters": {"n": 2}}]}"#,
    "Evidently"
)]
#[case::chunks_of_documents(
    r#"[{"chunk_key": "a", "chunk_start_index": 0, "chunk_end_index": 99, "text": "x", "score_value": 0.5}]"#,
    "NannyML"
)]
fn neighbours_are_not_claimed(#[case] text: &str, #[case] tool: &str) {
    let vendor = recognise(&file("list.json", text)).vendor;
    assert!(!vendor.starts_with(tool), "{vendor}");
}
