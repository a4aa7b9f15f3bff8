//! What is routine and what is a signal: limits of the periods before a value, each worked out by hand: mean ± 2.66 × the mean of the
//! moving ranges.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used)] // in helpers of tests too a panic is the report

#[path = "common/cards.rs"]
mod cards;

use cards::{availability, month};
use outturn_core::units::Unit;
use outturn_metrics::scorecard::{Card, Judged, Point, Side, Status};
use rstest::rstest;

/// August, with the months before it, the last of them July.
fn of(unit: Unit, before: &[f64], value: f64) -> Card {
    let august = month("2026-08-01");
    let first = august.shifted(-(before.len() as i32));
    let values = before.iter().chain([&value]).enumerate();
    let point = |(at, value): (usize, &f64)| Point {
        period: first.shifted(at as i32),
        value: Some(*value),
        n: 10,
        whole: true,
    };
    Card {
        unit,
        value: Some(value),
        series: values.map(point).collect(),
        ..availability()
    }
}

fn four_times(pair: [f64; 2]) -> Vec<f64> {
    pair.repeat(4)
}

/// Means of 0.95, 2 and 1; moving ranges of 0.1, 2 and 4.
#[rstest]
#[case::no_share_is_above_one(Unit::Ratio, [0.9, 1.0], 0.97, (0.684, 1.0), None)]
#[case::but_where_one_is(Unit::Ratio, [0.9, 1.0], 1.3, (0.684, 1.216), Some(Side::Above))]
#[case::what_is_no_share_may_be(Unit::Number, [0.9, 1.0], 0.97, (0.684, 1.216), None)]
#[case::no_count_is_below_nothing(Unit::Count, [1.0, 3.0], 7.0, (0.0, 7.32), None)]
#[case::what_can_be_below_nothing(Unit::Money, [-1.0, 3.0], -9.7, (-9.64, 11.64), Some(Side::Below))]
fn limits_are_within_what_a_metric_can_be(
    #[case] unit: Unit,
    #[case] before: [f64; 2],
    #[case] value: f64,
    #[case] (lower, upper): (f64, f64),
    #[case] outside: Option<Side>,
) {
    let process = of(unit, &four_times(before), value).process().unwrap();
    let limits = process.limits;
    assert!((limits.lower - lower).abs() < 1e-12, "{limits:?}");
    assert!((limits.upper - upper).abs() < 1e-12, "{limits:?}");
    assert_eq!((process.periods, process.outside), (8, outside));
    let (first, last) = (month("2025-12-01"), month("2026-07-01"));
    assert_eq!(process.of, (first, last));
}

/// What never moved has limits of no width.
#[rstest]
#[case(4.0, None)]
#[case(4.1, Some(Side::Above))]
#[case(3.9, Some(Side::Below))]
fn on_its_limit_a_value_is_inside(#[case] value: f64, #[case] outside: Option<Side>) {
    let process = of(Unit::Count, &[4.0; 8], value).process().unwrap();
    assert_eq!(process.outside, outside);
}

fn standing(status: Status) -> Card {
    Card {
        judged: Judged {
            status,
            score: None,
        },
        ..of(Unit::Count, &[4.0; 8], 5.0)
    }
}

/// Eight whole periods say what is routine, of one period whose value may be held against something.
#[rstest]
#[case::met(standing(Status::Met), true)]
#[case::without_a_target(standing(Status::Informative), true)]
#[case::too_few(standing(Status::TooFew), false)]
#[case::not_over(standing(Status::Unfinished), false)]
#[case::stale(standing(Status::Stale), false)]
#[case::of_two_months(
    Card { periods: Some((month("2026-07-01"), month("2026-08-01"))), ..standing(Status::Met) },
    false
)]
#[case::seven_before(of(Unit::Count, &[4.0; 7], 5.0), false)]
#[case::one_of_eight_is_a_part(
    {
        let mut card = standing(Status::Met);
        card.series[0].whole = false;
        card
    },
    false
)]
fn limits_are_drawn_where_they_say_something(#[case] card: Card, #[case] drawn: bool) {
    assert_eq!(card.process().is_some(), drawn);
}
