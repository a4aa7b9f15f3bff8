//! Metrics of the user's own: formulas typed anew give the figures of the catalogue's metrics, and are metrics like them on the
//! scorecard, in the snapshot and among the leaders.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic)] // here a panic is the report

#[path = "common/catalogue.rs"]
mod whole;

use outturn_core::calendar::Grain;
use outturn_core::table::TableKind;
use outturn_core::units::{Timestamp, Unit};
use outturn_import::{self as import, ReadOptions};
use outturn_metrics::scorecard::{
    Card, Choice, Detail, MetricSettings, Settings, Status, When, default_weights,
};
use outturn_metrics::{Bucket, Direction, Thresholds, Typed};
use outturn_protocol::{
    FormulaRead, GatherEverything, LeadLagQuestion, ReadFormula, SetFormulas, ShowDetail,
    ShowScorecard, Treatment,
};
use outturn_report::snapshot::{SnapshotInput, snapshot};
use outturn_session::{Answers, Session};
use outturn_store::document::Document;
use outturn_store::merged;
use rstest::rstest;
use std::fs;

fn load(session: &mut Session, name: &str, bytes: &[u8]) {
    let mut raw = outturn_workbook::read_all(name, bytes, &ReadOptions::default()).unwrap();
    raw.saved_at = Some(Timestamp(1_774_958_400_000_000)); // 31 March 2026, noon
    let treatment = Treatment {
        mapping: import::recognise(&raw).guessed(),
        ..Treatment::default()
    };
    session.load(&name.to_owned(), raw, &treatment).unwrap();
}

/// A session with a file of the tests, or with one of every table.
fn with(file: &str) -> Session {
    let mut session = Session::default();
    match file {
        "" => {
            for (name, bytes) in whole::FILES {
                load(&mut session, name, bytes);
            }
        }
        file => {
            let bytes = fs::read(format!("tests/data/{file}")).unwrap();
            load(&mut session, file, &bytes);
        }
    }
    session
}

fn typed(id: &str, label: &str, formula: &str) -> Typed {
    Typed {
        id: format!("own:{id}"),
        label: label.to_owned(),
        formula: formula.to_owned(),
        ..Typed::default()
    }
}

fn tell(session: &mut Session, typed: &[Typed]) {
    let typed = typed.to_vec();
    session.answer(&SetFormulas { typed }).unwrap();
}

fn detail(session: &mut Session, metric: &str, choice: Choice) -> Detail {
    let question = ShowDetail {
        filters: Default::default(),
        metric: metric.to_owned(),
        choice,
        settings: Settings::default(),
    };
    session.answer(&question).unwrap()
}

/// Everything by month.
fn all() -> Choice {
    Choice {
        grain: Grain::Month,
        when: When::All,
    }
}

/// What is the same but for the last bit, as 0.1 + 0.2 and 0.3 are.
fn is_same(a: Option<f64>, b: Option<f64>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => (a - b).abs() <= 1e-13 * a.abs().max(b.abs()),
        (a, b) => a == b,
    }
}

#[rstest]
// Real files: an export of ServiceNow, a bill of the FinOps foundation, predictions and labels of NannyML, deployments of GitHub.
#[case(
    "servicenow_incident_event_log_head.csv",
    "incident_count",
    "count(incidents)"
)]
#[case(
    "servicenow_incident_event_log_head.csv",
    "mttr",
    "mean(resolved_at - detected_at)"
)]
#[case("focus_sample.csv", "spend", "sum(costs.cost)")]
#[case(
    "nannyml_california_housing_reference_head.csv",
    "ground_truth_alignment",
    "count(predicted = actual) / count()"
)]
#[case(
    "devlake_github_cicd_deployment_commits.csv",
    "deployment_frequency",
    "count(deployments) / weeks()"
)]
// A small file of every table.
#[case("", "mttd", "mean(detected_at - incidents.started_at)")]
#[case("", "mtta", "mean(acknowledged_at − detected_at)")]
#[case("", "mttr", "mean(resolved_at - detected_at)")]
#[case("", "time_to_diagnose", "mean(diagnosed_at - detected_at)")]
#[case("", "time_to_fix", "mean(resolved_at - diagnosed_at)")]
#[case("", "latency_p50", "median(latency_ms)")]
#[case("", "latency_p95", "p95(latency_ms)")]
#[case("", "latency_p99", "quantile(latency_ms, 99%)")]
#[case("", "error_rate", "count(status = \"error\") / count()")]
#[case("", "prediction_confidence", "mean(confidence)")]
#[case("", "gpu_utilization", "mean(utilization)")]
#[case("", "csat", "mean(surveys.score) where kind = \"csat\"")]
#[case(
    "",
    "nps",
    "100 * (share(score between 9 and 10) - share(score between 0 and 6)) where surveys.kind = \"nps\""
)]
#[case("", "training_time", "mean(training_runs.finished_at - started_at)")]
#[case("", "data_freshness", "median(available_at - source_at)")]
#[case("", "approval_compliance", "share(approved)")]
#[case("", "model_age", "max(as_of - last_retrained_at) where in_production")]
#[case("", "documentation_rate", "share(model_card)")]
#[case(
    "",
    "compliance_automation_coverage",
    "share(automated) where required"
)]
#[case("", "audit_findings", "count(findings where kind = \"audit\")")]
#[case("", "active_users_rate", "sum(active_users) / sum(ml_team)")]
#[case("", "support_tickets", "sum(tickets)")]
fn a_formula_typed_anew_gives_the_figures_of_the_metric(
    #[case] file: &str,
    #[case] id: &str,
    #[case] formula: &str,
) {
    let mut session = with(file);
    tell(&mut session, &[typed("again", "Again", formula)]);
    let of = |session: &mut Session, id: &str| {
        let Detail {
            card, breakdowns, ..
        } = detail(session, id, all());
        let series: Vec<_> = card.series.iter().map(|p| (p.period, p.value)).collect();
        (card, series, breakdowns)
    };
    let (known, known_series, known_by) = of(&mut session, id);
    let (own, own_series, own_by) = of(&mut session, "own:again");
    assert!(known.value.is_some(), "{id}: {:?}", known.reason);
    assert!(
        is_same(own.value, known.value),
        "{:?} {:?} {own:?}",
        own.value,
        known.value
    );
    assert_eq!(
        (own.n, own.receipt.rows_left_out),
        (known.n, known.receipt.rows_left_out)
    );
    // Of a bill the receipt says the basis of its costs, too.
    let said = own.receipt.formula.as_str();
    let said = said.strip_suffix(", on the billed basis").unwrap_or(said);
    assert_eq!(said, formula);
    assert_eq!(own.receipt.files, known.receipt.files);
    assert_eq!(own_series.len(), known_series.len());
    for (own, known) in own_series.iter().zip(&known_series) {
        assert!(
            own.0 == known.0 && is_same(own.1, known.1),
            "{own:?} {known:?}"
        );
    }
    for own in &own_by {
        let known = known_by.iter().find(|known| known.by == own.by);
        let known = known.map_or(&[][..], |known| &known.rows);
        for (own, known) in own.rows.iter().zip(known) {
            assert!(
                own.key == known.key && is_same(own.value, known.value),
                "{own:?} {known:?}"
            );
        }
    }
}

/// An own metric with a target and a better side, and one over a table that is not loaded.
fn two() -> (Vec<Typed>, Settings) {
    let own = typed(
        "slow",
        "Slow incidents",
        "share(resolved_at - detected_at > 1 h)",
    );
    let waiting = typed(
        "open",
        "Open findings",
        "count(findings where closed_at is missing)",
    );
    let said = MetricSettings {
        target: Some(Thresholds {
            met: 0.2,
            missed: 0.9,
        }),
        good: Some(Direction::Down),
        least_n: Some(1),
        ..MetricSettings::default()
    };
    (
        vec![own, waiting],
        Settings::from([("own:slow".to_owned(), said)]),
    )
}

const INCIDENTS: &str = "id,severity,detected_at,resolved_at,region\n\
    a,high,2026-01-02T08:00:00Z,2026-01-02T08:30:00Z,EU\n\
    b,low,2026-01-03T08:00:00Z,2026-01-03T12:00:00Z,US\n\
    c,high,2026-01-20T08:00:00Z,,EU\n\
    d,high,2026-02-20T08:00:00Z,2026-02-20T11:00:00Z,EU\n\
    e,low,2026-02-28T08:00:00Z,2026-02-28T08:05:00Z,US\n";

fn incidents() -> Session {
    let mut session = Session::default();
    load(&mut session, "incidents.csv", INCIDENTS.as_bytes());
    session
}

fn months(when: When) -> Choice {
    Choice {
        grain: Grain::Month,
        when,
    }
}

fn cards(session: &mut Session, settings: &Settings) -> Vec<Card> {
    let question = ShowScorecard {
        filters: Default::default(),
        choice: months(When::Latest),
        settings: settings.clone(),
        weights: default_weights(),
    };
    session.answer(&question).unwrap().cards
}

#[test]
fn an_own_metric_is_a_card_with_verdict_receipt_and_breakdowns() {
    let (own, settings) = two();
    let mut session = incidents();
    tell(&mut session, &own);
    let cards = cards(&mut session, &settings);
    let slow = cards.iter().find(|card| card.id == "own:slow").unwrap();
    assert_eq!(
        (slow.bucket, slow.unit, slow.value),
        (Bucket::Own, Unit::Ratio, Some(0.5))
    );
    // Half of the two of February are slow: between 0.2 and 0.9.
    assert_eq!(slow.judged.status, Status::Near);
    assert_eq!(
        slow.series.iter().map(|p| p.value).collect::<Vec<_>>(),
        [Some(0.5), Some(0.5)]
    );
    let detail = detail(&mut session, "own:slow", months(When::All));
    let receipt = &detail.card.receipt;
    assert_eq!(receipt.formula, own[0].formula);
    assert_eq!((receipt.rows_used, receipt.rows_left_out), (4, 1));
    assert_eq!(receipt.left_out, [("without a value".to_owned(), 1)]);
    let by_severity = detail
        .breakdowns
        .iter()
        .find(|b| b.by == "severity")
        .unwrap();
    let rows: Vec<_> = by_severity
        .rows
        .iter()
        .map(|r| (r.key.as_str(), r.value, r.n))
        .collect();
    assert_eq!(rows, [("high", Some(0.5), 2), ("low", Some(0.5), 2)]);
    // Without a word of which way is better there is no verdict.
    let said = MetricSettings {
        least_n: Some(1),
        ..MetricSettings::default()
    };
    let said = Settings::from([("own:slow".to_owned(), said)]);
    let unset = self::cards(&mut session, &said);
    let unset = unset.iter().find(|card| card.id == "own:slow").unwrap();
    assert_eq!(unset.judged.status, Status::Informative);
}

#[test]
fn a_formula_over_a_table_that_is_not_loaded_says_what_it_waits_for() {
    let (own, settings) = two();
    let mut session = incidents();
    tell(&mut session, &own);
    let waiting = |session: &mut Session| {
        let cards = cards(session, &settings);
        cards
            .into_iter()
            .find(|card| card.id == "own:open")
            .unwrap()
    };
    let card = waiting(&mut session);
    assert_eq!(card.reason.as_deref(), Some("No findings loaded yet."));
    assert_eq!(card.table_lacking(), Some(TableKind::Findings));
    let csv = "opened_at,kind,closed_at\n2026-02-02,audit,\n2026-02-03,audit,2026-02-05\n";
    load(&mut session, "findings.csv", csv.as_bytes());
    assert_eq!(waiting(&mut session).value, Some(1.0));
}

#[test]
fn a_column_of_the_files_own_may_be_named_and_is_waited_for() {
    let mut session = Session::default();
    let csv = "date,metric,value,region\n2026-01-01,sales,5,EU\n2026-01-01,sales,7,US\n2026-02-01,sales,6,EU\n";
    tell(
        &mut session,
        &[typed(
            "eu",
            "EU",
            "sum(value where metric = \"sales\" and metric_series.region = \"EU\")",
        )],
    );
    let before = cards(&mut session, &Settings::default());
    let before = before.iter().find(|card| card.id == "own:eu").unwrap();
    assert!(
        before
            .reason
            .as_ref()
            .unwrap()
            .contains("There is no column region"),
        "{before:?}"
    );
    load(&mut session, "sales.csv", csv.as_bytes());
    let after = detail(&mut session, "own:eu", months(When::All)).card;
    assert_eq!(after.value, Some(11.0), "{after:?}");
}

fn everything(session: &mut Session, settings: &Settings) -> SnapshotInput {
    let lead_lag = LeadLagQuestion {
        outcome: Some("own:slow".to_owned()),
        without: Vec::new(),
        grain: None,
        transform: None,
        max_lag: 4,
        overlay: None,
    };
    let question = GatherEverything {
        filters: Default::default(),
        choice: months(When::Latest),
        settings: settings.clone(),
        weights: default_weights(),
        lead_lag,
    };
    session.answer(&question).unwrap()
}

#[test]
fn own_metrics_are_in_the_snapshot_and_among_the_leaders() {
    let (own, settings) = two();
    let mut session = incidents();
    tell(&mut session, &own);
    let known = everything(&mut session, &settings);
    let written = snapshot(&known, months(When::Latest), &[], Timestamp(0));
    let slow = written.metrics.iter().find(|m| m.id == "own:slow").unwrap();
    assert_eq!(
        (slow.label.as_str(), slow.value),
        ("Slow incidents", Some(0.5))
    );
    let json = serde_json::to_string(&written).unwrap();
    assert!(json.contains("share(resolved_at - detected_at > 1 h)"));
    // When it is opened again it stands with the user's own metrics.
    assert_eq!(Bucket::of_id(&slow.id), Bucket::Own);
    let answer = session
        .answer(&LeadLagQuestion {
            outcome: Some("own:slow".to_owned()),
            without: Vec::new(),
            grain: Some(Grain::Month),
            transform: None,
            max_lag: 4,
            overlay: None,
        })
        .unwrap();
    assert_eq!(answer.outcome.as_deref(), Some("own:slow"));
    let named = answer.series.iter().find(|s| s.id == "own:slow").unwrap();
    assert_eq!((named.label.as_str(), named.n), ("Slow incidents", 2));
}

#[test]
fn another_formula_under_the_same_name_gives_other_figures_everywhere() {
    let mut session = incidents();
    let value = |session: &mut Session, formula: &str| {
        tell(session, &[typed("slow", "Slow", formula)]);
        let on_card = detail(session, "own:slow", months(When::All)).card.value;
        let known = everything(session, &Settings::default());
        let in_file = known
            .details
            .iter()
            .find(|d| d.card.id == "own:slow")
            .unwrap();
        (on_card, in_file.card.series.last().unwrap().value)
    };
    assert_eq!(
        value(&mut session, "count(incidents)"),
        (Some(5.0), Some(2.0))
    );
    assert_eq!(
        value(
            &mut session,
            "count(severity = \"high\") where incidents.id is given"
        ),
        (Some(3.0), Some(1.0))
    );
}

fn read(session: &mut Session, formula: &str) -> FormulaRead {
    let question = ReadFormula {
        typed: typed("new", "New", formula),
        at: formula.len(),
        choice: months(When::Latest),
    };
    session.answer(&question).unwrap()
}

#[test]
fn while_it_is_typed_a_formula_says_what_it_comes_to_and_what_can_follow() {
    let mut session = incidents();
    let good = read(
        &mut session,
        "count(incidents where severity = \"hihg\") / count()",
    );
    assert_eq!(good.card.as_ref().and_then(|card| card.value), Some(0.0));
    assert_eq!(
        (good.unit, good.table),
        (Some(Unit::Ratio), Some(TableKind::Incidents))
    );
    assert_eq!(
        good.notes,
        ["No severity of the incidents is “hihg”. There is “high”, “low”."]
    );
    let wrong = read(&mut session, "count(incidents where severty = \"high\")");
    let mistake = wrong.mistake.unwrap();
    assert_eq!(
        mistake.sentence,
        "There is no column severty in incidents. Did you mean severity?"
    );
    assert_eq!(mistake.place, 22..29);
    assert_eq!(mistake.pointed[1].trim(), "^^^^^^^");
    assert_eq!(wrong.card, None);
    let half = read(&mut session, "count(incidents where severity = \"h");
    let offered: Vec<_> = half.candidates.iter().map(|c| c.insert.as_str()).collect();
    assert_eq!((half.place, offered), (33..35, vec!["\"high\""]));
}

#[test]
fn own_metrics_are_kept_with_the_work_and_those_of_two_tabs_come_together() {
    let base = Document::default();
    let with = |typed: Typed| Document {
        formulas: vec![typed],
        ..base.clone()
    };
    let [mine, theirs] = ["count(incidents)", "sum(costs.cost)"].map(|formula| {
        with(typed(
            &formula.replace(['(', ')', '.'], "_"),
            "Mine",
            formula,
        ))
    });
    let kept = Document::from_json(&mine.to_json().unwrap()).unwrap();
    assert_eq!(kept, mine);
    let both = merged(&base, &mine, &theirs);
    let formulas: Vec<_> = both
        .formulas
        .iter()
        .map(|typed| typed.formula.as_str())
        .collect();
    assert_eq!(formulas, ["sum(costs.cost)", "count(incidents)"]);
    // Work of before has none.
    let older = Document::from_json(r#"{"version":2}"#).unwrap();
    assert_eq!(older.formulas, []);
}

#[test]
fn ids_follow_from_names_and_are_free() {
    let taken = [typed("refund_rate", "Refund rate", "count(incidents)")];
    assert_eq!(Typed::free_id("Refund rate!", &taken), "own:refund_rate_2");
    assert_eq!(Typed::free_id("Größe", &taken), "own:größe");
    assert_eq!(Typed::free_id("§", &taken), "own:metric");
}
