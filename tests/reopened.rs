//! A snapshot that is opened again says of each card what the card said: whatever of a card words are made of comes back from the text.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)] // in helpers of tests too a panic is the report

#[path = "common/cards.rs"]
mod cards;

use cards::{availability, month};
use outturn_core::calendar::{Grain, Span};
use outturn_core::units::Timestamp;
use outturn_format::Locale;
use outturn_metrics::scorecard::{
    Against, Breakdown, BreakdownRow, Card, Choice, Comparison, Detail, Found, Judged, Reading,
    Standing, Statistic, Status, TargetOrigin, When, With,
};
use outturn_metrics::{Direction, Input, Target, Thresholds};
use outturn_report::charts::sparkline_of;
use outturn_report::narrative::{target_words, when_to_date, why_no_verdict};
use outturn_report::opened::{OpenedCard, opened};
use outturn_report::snapshot::{self, Reopened, Snapshot, SnapshotError, SnapshotInput, snapshot};
use rstest::rstest;
use serde_json::{Value, json};

const EN: &Locale = &Locale::EN;
const LATEST: Choice = Choice {
    grain: Grain::Month,
    when: When::Latest,
};

fn days(start: &str, end: &str) -> Span {
    Span {
        start: start.parse().unwrap(),
        end: end.parse().unwrap(),
    }
}

fn taken(details: Vec<Detail>, choice: Choice) -> Snapshot {
    let known = SnapshotInput {
        span: Some(days("2026-06-01", "2026-09-01")),
        details,
        ..SnapshotInput::default()
    };
    let text = snapshot(&known, choice, &[], Timestamp(0)).to_json();
    Snapshot::from_json(&text.unwrap()).unwrap()
}

/// A card in detail, compared with the period before and with its target where it has them.
fn of_card(card: Card) -> Detail {
    let before = card.previous.clone().map(|before| Against {
        with: With::Previous,
        to: Some(before.to),
        part: before.part,
        found: Found::Then(before),
    });
    let target = match (card.target, card.value) {
        (Target::Fixed(Thresholds { met, .. }), Some(value)) => Some(Against {
            with: With::Target,
            to: None,
            part: None,
            found: Found::Target {
                met,
                change: value - met,
            },
        }),
        _ => None,
    };
    let mut comparisons = card.comparisons.clone();
    comparisons.extend(before.into_iter().chain(target));
    Detail {
        card: Card {
            comparisons,
            ..card
        },
        also: Vec::new(),
        breakdowns: Vec::new(),
        bands: Vec::new(),
        rivals: Vec::new(),
        question: String::new(),
        usually_good: Direction::Up,
    }
}

/// August of availability, as it is in the days of its period.
fn august() -> Card {
    let august = month("2026-08-01").span();
    Card {
        span: Some(august),
        observed: Some(august),
        ..availability()
    }
}

/// The same without a verdict.
fn without_verdict(status: Status) -> Card {
    Card {
        judged: Judged {
            status,
            score: None,
        },
        ..august()
    }
}

/// The first ten days of it, held against the first ten of July.
fn begun() -> Card {
    Card {
        standing: Standing::Part,
        to_date: true,
        observed: Some(days("2026-08-01", "2026-08-11")),
        previous: Some(Comparison {
            part: Some(days("2026-07-01", "2026-07-11")),
            ..august().previous.unwrap()
        }),
        ..without_verdict(Status::Unfinished)
    }
}

fn held_against(target: Target, good: Direction, target_origin: TargetOrigin) -> Card {
    Card {
        target,
        good,
        target_origin,
        ..august()
    }
}

fn compared(reading: Reading, interval: Option<(f64, f64)>, status: Status) -> Card {
    Card {
        previous: Some(Comparison {
            reading,
            interval,
            status,
            ..august().previous.unwrap()
        }),
        ..august()
    }
}

#[rstest]
#[case::judged(august())]
#[case::to_date(begun())]
#[case::too_few(Card { cases: Some(2), noun: "incidents".into(), least_n: 5, ..without_verdict(Status::TooFew) })]
#[case::stale(Card { standing: Standing::Stale, late: vec!["actual".into()], ..without_verdict(Status::Stale) })]
#[case::planned(Card { planned: true, standing: Standing::Part, ..without_verdict(Status::Unfinished) })]
#[case::of_quarters(Card { stands_for: Some(Grain::Quarter), standing: Standing::Part, ..without_verdict(Status::Unfinished) })]
#[case::of_several_months(Card {
    periods: Some((month("2026-07-01"), month("2026-08-01"))),
    span: Some(days("2026-07-01", "2026-09-01")),
    previous: Some(Comparison { to: (month("2026-05-01"), month("2026-06-01")), ..august().previous.unwrap() }),
    ..august()
})]
#[case::its_own_target(held_against(Target::Fixed(Thresholds { met: 0.9, missed: 0.8 }), Direction::Up, TargetOrigin::User))]
#[case::the_datas_target(held_against(Target::Fixed(Thresholds { met: 0.1, missed: 0.8 }), Direction::Down, TargetOrigin::Column))]
// The target happens to be the value before: it is no trend.
#[case::a_target_like_the_value_before(held_against(Target::Fixed(Thresholds { met: 0.99, missed: 0.9 }), Direction::Up, TargetOrigin::Default))]
#[case::a_trend(held_against(Target::Trend, Direction::Up, TargetOrigin::Default))]
#[case::no_target(held_against(Target::None, Direction::Stable, TargetOrigin::Default))]
#[case::unchanged(compared(Reading::Unchanged, Some((-0.01, 0.02)), Status::Missed))]
#[case::too_few_before(compared(Reading::TooFew, None, Status::Near))]
#[case::nothing_before(Card { previous: None, ..august() })]
#[case::without_a_value(Card { value: None, previous: None, reason: Some("Load incidents.".into()), ..without_verdict(Status::NoData) })]
fn a_card_comes_back_as_it_was(#[case] was: Card) {
    let snapshot = taken(vec![of_card(was.clone())], LATEST);
    let Reopened { mut card, status } = Reopened::of(&snapshot.metrics[0], &snapshot);
    assert_eq!(status, Some(was.judged.status));
    // The change is computed again, from the same two values.
    if let (Some(card), Some(was)) = (&mut card.previous, &was.previous) {
        let by = 0.995 - was.value;
        assert!((card.change - by).abs() < 1e-12, "{}", card.change);
        (card.change, card.change_ratio) = (was.change, was.change_ratio);
    }
    // These stay behind: no sentence is made of them.
    let was = Card {
        series: Vec::new(),
        made: None,
        receipt: Default::default(),
        ..was
    };
    assert_eq!(card, was);
}

/// Written by hand in the words of the versions of before, which named neither the kind of a target nor days and readings.
#[rstest]
#[case::the_value_before(0.99, "default", Target::Trend)]
#[case::the_value_before_by_hand(0.99, "user", Target::Fixed(Thresholds { met: 0.99, missed: 0.9 }))]
#[case::another(0.98, "default", Target::Fixed(Thresholds { met: 0.98, missed: 0.9 }))]
fn an_older_snapshot_held_a_trend_against_the_value_before(
    #[case] met: f64,
    #[case] origin: &str,
    #[case] expected: Target,
) {
    let mut json = serde_json::to_value(taken(vec![of_card(august())], LATEST)).unwrap();
    let metric = &mut json["metrics"][0];
    metric["target"] = json!({"met": met, "missed": 0.9, "good": "up", "origin": origin});
    for added in ["named", "standing", "no_verdict"] {
        metric.as_object_mut().unwrap().remove(added);
    }
    metric["comparisons"] =
        json!([{"to": "previous_period", "value": 0.99, "change": 0.005, "change_ratio": 0.005}]);
    let old = Snapshot::from_json(&json.to_string()).unwrap();
    let card = Reopened::of(&old.metrics[0], &old).card;
    assert_eq!((card.target, card.standing), (expected, Standing::Whole));
    // Of days that were not written down the value before is of the period before.
    let (july, before) = (month("2026-07-01"), card.previous.unwrap());
    assert_eq!((before.to, before.part), ((july, july), None));
    assert_eq!(before.reading, Reading::Changed);
}

fn reopened_card(card: Card, choice: Choice) -> OpenedCard {
    let opened = opened(&taken(vec![of_card(card)], choice), EN);
    opened.groups.into_iter().next().unwrap().cards.remove(0)
}

fn lines(card: &OpenedCard, term: &str) -> Vec<String> {
    let fact = card.receipt.iter().find(|fact| fact.term == term);
    fact.map(|fact| fact.lines.clone()).unwrap_or_default()
}

#[test]
fn what_is_planned_says_so() {
    let planned = Card {
        planned: true,
        ..begun()
    };
    let card = reopened_card(planned.clone(), LATEST);
    assert_eq!(card.when, "Aug 2026, planned");
    assert_eq!(card.when, when_to_date(&planned, EN));
    assert_eq!(card.why, why_no_verdict(&planned, EN));
    assert_eq!(card.target, target_words(&planned, EN));
}

#[rstest]
#[case(Direction::Up, &["more is better"])]
#[case(Direction::Down, &["less is better"])]
#[case(Direction::Stable, &[])]
fn it_says_which_way_is_better(#[case] good: Direction, #[case] said: &[&str]) {
    let target = Target::Fixed(Thresholds {
        met: 0.9,
        missed: 0.8,
    });
    let card = reopened_card(held_against(target, good, TargetOrigin::User), LATEST);
    let found: Vec<String> = lines(&card, "Better");
    let found: Vec<&str> = found
        .iter()
        .map(String::as_str)
        .filter(|l| !l.is_empty())
        .collect();
    assert_eq!(found, said);
}

/// What it was compared with beside the period before, in the order in which it was.
#[test]
fn a_value_stands_beside_that_of_the_year_before() {
    let year_before = (month("2025-08-01"), month("2025-08-01"));
    let then = Comparison {
        to: year_before,
        value: 0.9,
        ..august().previous.unwrap()
    };
    let card = Card {
        previous: None,
        comparisons: vec![Against {
            with: With::LastYear,
            to: Some(year_before),
            part: None,
            found: Found::Then(then),
        }],
        ..august()
    };
    let changes = reopened_card(card, LATEST).changes;
    let said: Vec<String> = changes
        .iter()
        .map(|said| said.replace('\u{a0}', " "))
        .collect();
    assert_eq!(
        said,
        [
            "+9.5 pt vs the same period a year before (90.0%)",
            "−0.40 pt vs target (99.90%)"
        ]
    );
}

/// A difference in numbers: for scripts, which read no words.
#[test]
fn a_comparison_holds_the_difference_and_its_share() {
    let twice = |value: f64| Card {
        value: Some(value),
        target: Target::None,
        previous: Some(Comparison {
            value: -4.0,
            ..august().previous.unwrap()
        }),
        ..august()
    };
    let snapshot = taken(vec![of_card(twice(6.0))], LATEST);
    let found = &snapshot.metrics[0].comparisons[0];
    assert_eq!(
        (found.value, found.change, found.change_ratio),
        (Some(-4.0), Some(10.0), Some(2.5))
    );
}

/// What a statistic was computed from is said once, of the whole, and not again of each row that is a part of it.
#[test]
fn the_rows_of_a_breakdown_repeat_no_inputs() {
    let count = |value| Input {
        name: "incidents".into(),
        value,
        unit: outturn_core::units::Unit::Count,
    };
    let detail = Detail {
        also: vec![Statistic {
            label: "Median".into(),
            unit: outturn_core::units::Unit::Seconds,
            value: Some(60.0),
            inputs: vec![count(5.0)],
        }],
        breakdowns: vec![Breakdown {
            by: "severity".into(),
            rows: vec![BreakdownRow {
                key: "high".into(),
                value: Some(0.9),
                n: 2,
                also: vec![Some(30.0)],
            }],
        }],
        ..of_card(august())
    };
    let snapshot = taken(vec![detail], LATEST);
    let metric = &snapshot.metrics[0];
    assert_eq!(metric.statistics[0].inputs.len(), 1);
    let of_row = &metric.breakdowns[0].rows[0].statistics[0];
    assert_eq!((of_row.value, of_row.inputs.len()), (Some(30.0), 0));
}

#[test]
fn a_trend_is_drawn_from_two_values_on() {
    let card = reopened_card(august(), LATEST);
    let chart = sparkline_of(&card, Locale::EN).unwrap();
    assert_eq!(chart.title, "Availability, trend");
    let mut once = august();
    once.series[1].value = None;
    assert!(sparkline_of(&reopened_card(once, LATEST), Locale::EN).is_none());
}

/// Numbers that are read and written by other programs on the way: 12 and 12.0 are one, and no two that differ are.
#[rstest]
#[case("12", "12.0", false)]
#[case("12", "13", true)]
#[case("12.5", "12.25", true)]
#[case("9007199254740993", "9007199254740992", true)]
#[case("1e300", "2e300", true)]
fn a_checksum_tells_numbers_apart(
    #[case] written: &str,
    #[case] found: &str,
    #[case] changed: bool,
) {
    let mut known = taken(vec![of_card(august())], LATEST);
    known
        .extra
        .insert("own".into(), serde_json::from_str(written).unwrap());
    known.seal();
    let mut json = serde_json::to_value(&known).unwrap();
    json["own"] = serde_json::from_str::<Value>(found).unwrap();
    let again = Snapshot::from_json(&json.to_string()).unwrap();
    assert_eq!(again.changed, changed);
}

#[test]
fn there_is_no_version_before_the_first() {
    let refused = Snapshot::from_json(r#"{"format": "outturn.snapshot", "version": 0}"#);
    assert!(matches!(refused, Err(SnapshotError::NotASnapshot { .. })));
    let newest = json!({"format": snapshot::FORMAT, "version": snapshot::VERSION});
    let refused = Snapshot::from_json(&newest.to_string());
    assert!(
        matches!(refused, Err(SnapshotError::Damaged(_))),
        "{refused:?}"
    );
}
