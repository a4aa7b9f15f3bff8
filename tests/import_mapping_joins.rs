//! Two files that a tool splits, brought together.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)] // in helpers of tests too a panic is the report

use outturn_core::table::TableKind;
use outturn_import::{
    Fault, Joined, Mapped, RawFile, ReadOptions, apply, join, propose_join, read_all, recognise,
};

fn load(name: &str) -> RawFile {
    let path = format!("{}/tests/data/{name}", env!("CARGO_MANIFEST_DIR"));
    let short = name.rsplit('/').next().unwrap();
    read_all(
        short,
        &std::fs::read(path).unwrap(),
        &ReadOptions::default(),
    )
    .unwrap()
}

fn joined(first: &str, second: &str) -> Joined {
    let (first, second) = (load(first), load(second));
    assert_eq!(propose_join(&second, &first), None, "it goes one way");
    join(&first, &second, &propose_join(&first, &second).unwrap()).unwrap()
}

fn mapped(file: &RawFile, kind: TableKind) -> Mapped {
    let recognition = recognise(file);
    assert_eq!(recognition.kind, Some(kind), "{:?}", recognition.notes);
    apply(file, &recognition.guessed().unwrap()).unwrap()
}

fn cells(mapped: &Mapped, column: &str) -> Vec<String> {
    let column = mapped.table.column(column).unwrap();
    (0..column.len())
        .map(|row| column.display(row).unwrap_or_else(|| "–".to_owned()))
        .collect()
}

/// scikit-learn over pandas' merge on id: the confusion matrix and accuracy of `predictions_nannyml_california`, `analysis`.
#[test]
fn truth_that_arrives_later_finds_its_predictions() {
    let joined = joined(
        "nannyml_california_housing_analysis_predictions.csv",
        "nannyml_california_housing_analysis_gt.csv",
    );
    let receipt = &joined.receipt;
    assert_eq!(
        (receipt.key.as_str(), receipt.other_key.as_str()),
        ("id", "id")
    );
    assert_eq!((receipt.matched, receipt.unmatched), (8232, 0));
    assert_eq!((receipt.other_unused, receipt.other_repeated), (0, 0));

    let log = mapped(&joined.file, TableKind::Predictions);
    let (predicted, actual) = (cells(&log, "predicted"), cells(&log, "actual"));
    let count = |said: &str, was: &str| {
        let pairs = predicted.iter().zip(&actual);
        pairs.filter(|(p, a)| *p == said && *a == was).count()
    };
    let matrix = [
        count("1", "1"),
        count("1", "0"),
        count("0", "0"),
        count("0", "1"),
    ];
    assert_eq!(matrix, [945, 16, 3901, 3370]);
    let accuracy = (matrix[0] + matrix[2]) as f64 / 8232.0;
    assert!((accuracy - 0.588_678_328_474).abs() < 1e-12, "{accuracy}");
}

#[test]
fn truth_alone_says_what_it_belongs_to() {
    let recognition = recognise(&load("nannyml_california_housing_analysis_gt.csv"));
    assert_eq!((recognition.kind, recognition.mapping), (None, None));
    assert!(recognition.notes[0].contains("load the predictions with the same id"));
}

#[test]
fn a_deployment_gets_the_last_status_that_is_an_outcome() {
    let joined = joined(
        "vendors/github_deployments.json",
        "vendors/github_statuses.json",
    );
    let receipt = &joined.receipt;
    assert_eq!((receipt.matched, receipt.unmatched), (2, 1));
    // In the list too: an outcome of no deployment here, and three statuses that are none.
    assert_eq!((receipt.other_unused, receipt.other_repeated), (4, 0));
    assert_eq!(receipt.other_file, "github_statuses.json");
    assert_eq!(receipt.other_sha256.len(), 64);

    let deployments = mapped(&joined.file, TableKind::Deployments);
    assert_eq!(cells(&deployments, "id"), ["901", "902"]);
    assert_eq!(cells(&deployments, "status"), ["success", "failure"]);
    assert_eq!(
        cells(&deployments, "finished_at"),
        ["2026-01-05T10:12:00Z", "2026-01-06T10:07:30Z"]
    );
    assert_eq!(cells(&deployments, "started_at")[0], "2026-01-05T10:00:00Z");
    assert_eq!(deployments.left_out.len(), 1, "903 is still queued");
}

#[test]
fn four_keys_incidents_find_the_deployment_of_a_change() {
    let joined = joined(
        "vendors/four_keys_incidents.json",
        "vendors/four_keys_deployments.json",
    );
    assert_eq!((joined.receipt.matched, joined.receipt.unmatched), (1, 1));
    let incidents = mapped(&joined.file, TableKind::Incidents);
    assert_eq!(cells(&incidents, "deployment_id"), ["901", "–"]);
}

#[test]
fn devlake_says_in_a_third_table_which_deployment_it_was() {
    let joined = joined(
        "vendors/devlake_incidents.csv",
        "vendors/devlake_relationships.csv",
    );
    let incidents = mapped(&joined.file, TableKind::Incidents);
    assert_eq!(
        cells(&incidents, "deployment_id"),
        ["github:GithubDeployment:1:DE_kwDOFAKDls4-0X1l", "–"]
    );
}

#[test]
fn files_that_are_no_parts_of_one_thing_are_not_joined() {
    let (bill, log) = (
        load("focus_sample.csv"),
        load("nannyml_california_housing_analysis_predictions.csv"),
    );
    assert_eq!(propose_join(&bill, &log), None);
    assert_eq!(propose_join(&log, &bill), None);
    assert_eq!(propose_join(&log, &log), None);
    // With truth of its own it needs none.
    let own = load("nannyml_california_housing_reference_head.csv");
    let truth = load("nannyml_california_housing_analysis_gt.csv");
    assert_eq!(propose_join(&own, &truth), None);
}

#[test]
fn of_several_truths_the_latest_counts_and_a_missing_key_matches_nothing() {
    let read = |text: &str| read_all("f.csv", text.as_bytes(), &ReadOptions::default()).unwrap();
    let log = read("id,timestamp,y_pred\n1,2026-01-01,a\n,2026-01-01,a\n3,2026-01-01,b\n");
    let truth = read("id,y_true,at\n1,a,2026-02-02\n1,b,2026-02-01\n,c,2026-02-01\n");
    let mut how = propose_join(&log, &truth).unwrap();
    how.latest_by = Some("at".to_owned());
    let joined = join(&log, &truth, &how).unwrap();
    let actual = joined.file.table.column("actual").unwrap();
    let shown: Vec<_> = (0..3).map(|row| actual.text(row)).collect();
    assert_eq!(shown, [Some("a"), None, None]);
    assert_eq!(joined.receipt.other_repeated, 1);

    how.take[0].0 = "truth".to_owned();
    let refused = join(&log, &truth, &how).unwrap_err();
    assert_eq!(
        refused.fault,
        Fault::NoSuchColumn {
            column: "truth".into()
        }
    );
}

/// A join looks up its keys in short steps, between which it can be called off; what comes of it is the same.
#[test]
fn a_long_join_is_made_in_steps() {
    const ROWS: usize = 40_000;
    let rows = |from: usize, rest: &str| -> String {
        (from..from + ROWS)
            .map(|id| format!("{id},{rest}\n"))
            .collect()
    };
    let read = |text: String| read_all("f.csv", text.as_bytes(), &ReadOptions::default()).unwrap();
    let first = read(format!("id,timestamp,y_pred\n{}", rows(0, "2026-01-01,a")));
    let second = read(format!("id,y_true\n{}", rows(ROWS / 2, "a")));
    let how = propose_join(&first, &second).unwrap();
    let room = outturn_import::Room {
        limit: u64::MAX,
        held: 0,
    };
    let mut steps =
        outturn_core::steps::Steps::new(outturn_import::join_within(&first, &second, &how, room));
    let mut count = 1;
    let joined = loop {
        match steps.step() {
            std::ops::ControlFlow::Break(joined) => break joined.unwrap(),
            std::ops::ControlFlow::Continue(rest) => steps = rest,
        }
        count += 1;
    };
    assert!(count >= 2 * ROWS / 8192, "{count} steps");
    assert_eq!(
        (joined.receipt.matched, joined.receipt.unmatched),
        (ROWS / 2, ROWS / 2)
    );
}
