//! The whole catalogue: a small file of every table, and every metric has a value, on the scorecard and in the snapshot.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // here a panic is the report

#[path = "common/catalogue.rs"]
mod whole;

use outturn_core::table::{TableKind, schema};
use outturn_core::units::Timestamp;
use outturn_import::ReadOptions;
use outturn_metrics::scorecard::{Card, Choice, Settings, Standing, default_weights};
use outturn_metrics::{Kind, catalogue};
use outturn_protocol::{
    GatherEverything, LeadLagQuestion, ScorecardAnswer, ShowScorecard, Treatment,
};
use outturn_report::snapshot::{SnapshotInput, snapshot};
use outturn_session::{Answers, Session};
use rstest::rstest;
use whole::{FILES, IDS};

/// Noon of a day, when a file was saved.
fn noon(day: &str) -> Timestamp {
    let day: chrono::NaiveDate = day.parse().unwrap();
    Timestamp(
        day.and_hms_opt(12, 0, 0)
            .unwrap()
            .and_utc()
            .timestamp_micros(),
    )
}

/// Drops files that were saved on a day.
fn drop_all(session: &mut Session, day: &str, files: &[(&str, &[u8])]) {
    for (name, bytes) in files {
        let mut raw = outturn_workbook::read_all(name, bytes, &ReadOptions::default()).unwrap();
        raw.saved_at = Some(noon(day));
        let loaded = session.load(&(*name).to_owned(), raw, &Treatment::default());
        let summary = loaded.unwrap();
        assert!(summary.kind.is_some(), "{name} is not recognised");
        assert!(summary.asks.is_empty(), "{name} asks: {:?}", summary.asks);
    }
}

fn gathered(session: &mut Session, choice: Choice) -> SnapshotInput {
    let lead_lag = LeadLagQuestion {
        outcome: None,
        without: Vec::new(),
        grain: None,
        transform: None,
        max_lag: 4,
        overlay: None,
    };
    let (settings, weights) = (Settings::default(), default_weights());
    let everything = GatherEverything {
        filters: outturn_metrics::scorecard::Filters::default(),
        choice,
        settings,
        weights,
        lead_lag,
    };
    session.answer(&everything).unwrap()
}

/// The scorecard as it opens.
fn scorecard(session: &mut Session) -> ScorecardAnswer {
    let question = ShowScorecard {
        filters: outturn_metrics::scorecard::Filters::default(),
        choice: Choice::default(),
        settings: Settings::default(),
        weights: default_weights(),
    };
    session.answer(&question).unwrap()
}

fn cards(files: &[(&str, &str, &str)]) -> Vec<Card> {
    let mut session = Session::default();
    for (name, day, csv) in files {
        drop_all(&mut session, day, &[(name, csv.as_bytes())]);
    }
    scorecard(&mut session).cards
}

fn card<'a>(cards: &'a [Card], id: &str) -> &'a Card {
    cards.iter().find(|card| card.id == id).unwrap()
}

#[test]
fn a_file_of_every_table_is_here() {
    let here: Vec<String> = FILES.iter().map(|(name, _)| (*name).to_owned()).collect();
    let expected: Vec<String> = schema::ALL
        .iter()
        .map(|table| format!("{}.csv", table.name))
        .collect();
    for name in &expected {
        assert!(here.contains(name), "{name}");
    }
    assert_eq!(here.len(), expected.len());
}

/// Saved at the end of what they tell of, or long after it: registers and results without a day are then of a later one.
#[rstest]
#[case("2026-03-31")]
#[case("2026-12-01")]
fn every_id_has_a_value_on_the_scorecard_and_in_the_snapshot(#[case] saved: &str) {
    let mut session = Session::default();
    drop_all(&mut session, saved, &FILES);
    let choice = Choice::default();
    let known = gathered(&mut session, choice);
    let scorecard = scorecard(&mut session);
    let snapshot = snapshot(&known, choice, &[], noon("2026-04-01"));
    let lacks = |id: &&&str| {
        let on_card = scorecard.cards.iter().find(|card| card.id == **id);
        let in_file = snapshot.metrics.iter().find(|metric| metric.id == **id);
        on_card.is_none_or(|card| card.value.is_none()) || in_file.is_none_or(|m| m.value.is_none())
    };
    let lacking: Vec<_> = IDS.iter().filter(lacks).collect();
    let why = lacking.iter().map(|id| {
        let card = scorecard.cards.iter().find(|card| card.id == ***id);
        format!("{id}: {:?}", card.and_then(|card| card.reason.clone()))
    });
    assert!(lacking.is_empty(), "{:#?}", why.collect::<Vec<_>>());
    let score = scorecard.composite.score;
    assert!(score.is_some_and(|score| (0.0..=100.0).contains(&score)));
}

#[test]
fn every_id_is_in_the_catalogue_and_only_three_are_no_table_s() {
    for id in IDS {
        assert!(catalogue::find(id).is_some(), "{id}");
    }
    let supplied: Vec<&str> = catalogue::SUPPLIED.iter().map(|d| d.id).collect();
    assert_eq!(supplied, ["cost_savings", "roi", "raw_usage"]);
    let indicators = catalogue::all().filter(|d| d.kind == Kind::Leading).count();
    assert!(indicators > 60);
}

/// Of a register of three production models and one trial, by hand: see tests/data/catalogue/models.csv.
#[test]
fn figures_of_the_registers_are_those_counted_by_hand() {
    let mut session = Session::default();
    drop_all(&mut session, "2026-03-31", &FILES);
    let cards = scorecard(&mut session).cards;
    let day = 86_400.0;
    for (id, expected) in [
        ("governance_compliance_rate", 1.0 / 3.0),
        ("responsible_ai_score", 0.75),
        ("compliance_automation_coverage", 0.75),
        ("documentation_rate", 0.75),
        ("approval_compliance", 0.75),
        ("high_risk_coverage", 0.5),
        ("data_lineage_rate", 0.75),
        ("models_on_platform", 2.0 / 3.0),
        ("total_models", 4.0),
        ("model_age", 60.0 * day),
        ("training_data_lag", 2.0 * day),
        ("robustness_pass_rate", 0.75),
        ("robustness_drop", 0.13 / 0.93),
        ("fragmented_systems_index", 2.5),
        ("customer_impact_uplift", 0.2),
        ("revenue_attributed", 2_000_000.0),
        ("cost_savings", 43_000.0),
    ] {
        let found = card(&cards, id).value.unwrap();
        assert!((found - expected).abs() <= 1e-9 * expected, "{id}: {found}");
    }
}

const REQUESTS: &str = "date,predictions\n2026-01-31,10\n2026-02-01,10\n2026-02-28,10\n2026-03-01,10\n2026-03-31,10\n2026-04-01,10\n";

mod the_newest_register_stands_until_a_newer_one_comes {
    use super::*;

    fn documented(files: &[(&str, &str, &str)]) -> Vec<(String, Option<f64>)> {
        let cards = cards(files);
        let series = &card(&cards, "documentation_rate").series;
        let points = series.iter();
        points
            .map(|point| (point.period.start().to_string(), point.value))
            .collect()
    }

    fn month(day: &str, value: f64) -> (String, Option<f64>) {
        (day.to_owned(), Some(value))
    }

    #[test]
    fn in_one_file_with_a_column_that_says_when() {
        let csv = "as_of,model,owner,model_card\n2026-01-15,a,x,yes\n2026-01-15,b,x,no\n2026-03-20,a,x,yes\n2026-03-20,b,x,yes\n\
                   2026-03-20,c,x,yes\n2026-03-20,d,x,no\n";
        let found = documented(&[
            ("models.csv", "2026-04-02", csv),
            ("volumes.csv", "2026-04-02", REQUESTS),
        ]);
        let expected = [
            month("2026-01-01", 0.5),
            month("2026-02-01", 0.5),
            month("2026-03-01", 0.75),
        ];
        assert_eq!(found[..3], expected);
    }

    #[test]
    fn in_two_files_of_the_days_they_were_saved() {
        let found = documented(&[
            (
                "models-1.csv",
                "2026-01-15",
                "model,owner,model_card\na,x,yes\nb,x,no\n",
            ),
            (
                "models-2.csv",
                "2026-03-20",
                "model,owner,model_card\na,x,yes\nc,x,yes\n",
            ),
            ("volumes.csv", "2026-04-02", REQUESTS),
        ]);
        // b is in the first register only, and gone.
        let expected = [
            month("2026-01-01", 0.5),
            month("2026-02-01", 0.5),
            month("2026-03-01", 1.0),
        ];
        assert_eq!(found[..3], expected);
    }

    #[test]
    fn files_without_anything_in_common_are_parts_of_one_register() {
        let found = documented(&[
            (
                "models-risk.csv",
                "2026-01-15",
                "model,owner,model_card\na,x,yes\nb,x,no\n",
            ),
            (
                "models-ads.csv",
                "2026-03-20",
                "model,owner,model_card\nc,x,yes\nd,x,yes\n",
            ),
            ("volumes.csv", "2026-04-02", REQUESTS),
        ]);
        let expected = [
            month("2026-01-01", 0.5),
            month("2026-02-01", 0.5),
            month("2026-03-01", 0.75),
        ];
        assert_eq!(found[..3], expected);
    }
}

#[test]
fn a_register_saved_after_all_else_is_shown_and_moves_no_other_metric() {
    let register = "model,owner,model_card\na,x,yes\nb,x,no\n";
    let alone = cards(&[("volumes.csv", "2026-12-01", REQUESTS)]);
    let both = cards(&[
        ("models.csv", "2026-12-01", register),
        ("volumes.csv", "2026-12-01", REQUESTS),
    ]);
    let (before, after) = (card(&alone, "throughput"), card(&both, "throughput"));
    assert_eq!((before.value, before.periods), (after.value, after.periods));
    let documented = card(&both, "documentation_rate");
    assert_eq!(documented.value, Some(0.5));
    let (period, _) = documented.periods.unwrap();
    assert_eq!(period.start().to_string(), "2026-12-01");
}

#[test]
fn a_register_alone_is_of_the_day_of_its_file_which_a_note_says() {
    let mut session = Session::default();
    let csv = b"model,owner,model_card\na,x,yes\nb,x,no\n";
    let mut raw = outturn_workbook::read_all("models.csv", csv, &ReadOptions::default()).unwrap();
    raw.saved_at = Some(noon("2026-03-31"));
    let summary = session
        .load(&"models.csv".to_owned(), raw, &Treatment::default())
        .unwrap();
    assert_eq!(summary.kind, Some(TableKind::Models));
    let note = "as_of: 2026-03-31, the day the file was saved, as it does not say of which day it tells. Where that is another, fill \
                as_of with it.";
    assert!(
        summary.notes.iter().any(|said| said == note),
        "{:?}",
        summary.notes
    );
    let cards = scorecard(&mut session).cards;
    let documented = card(&cards, "documentation_rate");
    assert_eq!(documented.value, Some(0.5));
    assert_eq!(documented.standing, Standing::Whole);
}

#[test]
fn without_any_day_it_is_said_what_is_missing() {
    let mut session = Session::default();
    let csv = b"model,owner,model_card\na,x,yes\n";
    let raw = outturn_workbook::read_all("models.csv", csv, &ReadOptions::default()).unwrap();
    session
        .load(&"models.csv".to_owned(), raw, &Treatment::default())
        .unwrap();
    let cards = scorecard(&mut session).cards;
    let reason = card(&cards, "documentation_rate").reason.clone().unwrap();
    assert!(
        reason.starts_with("The models have no column as_of (the day of which it tells)."),
        "{reason}"
    );
}
