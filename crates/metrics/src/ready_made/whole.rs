//! What the values of parts come to.

use super::{Part, Rhythm};
use crate::{Additivity, Direction};
use outturn_core::stats;

/// What parts come to, and how.
#[derive(Debug, PartialEq)]
pub(super) struct Whole {
    pub value: Option<f64>,
    pub made: String,
    /// What to show beside the number of values: name and value in the metric's unit.
    pub beside: Vec<(&'static str, f64)>,
}

/// `None` where there is no part.
pub(super) fn whole(
    additivity: Additivity,
    good: Direction,
    parts: &[Part],
    rhythm: &Rhythm,
) -> Option<Whole> {
    let merged;
    let (parts, added) = match additivity {
        Additivity::Rate(_) => {
            merged = at_one_time(parts);
            (merged.as_slice(), merged.len() < parts.len())
        }
        _ => (parts, false),
    };
    let last = parts.iter().map(|part| part.at).max()?;
    let values: Vec<f64> = parts.iter().map(|part| part.value).collect();
    let mean = stats::mean(&values)?;
    if let ([one], false) = (values.as_slice(), added) {
        return Some(Whole {
            value: Some(*one),
            made: "the value as supplied".to_owned(),
            beside: Vec::new(),
        });
    }
    let of = format!("of {} as supplied", rhythm.counted(parts));
    let lowest = values.iter().copied().fold(mean, f64::min);
    let highest = values.iter().copied().fold(mean, f64::max);
    let (value, made, beside) = match additivity {
        Additivity::Sum => (Some(stats::sum(values)), format!("sum {of}"), Vec::new()),
        Additivity::Ratio | Additivity::Duration | Additivity::Answers => {
            let (value, how) = mean_by(parts, mean, ", weighted by n", |part| part.n);
            (value, format!("mean {of}{how}"), Vec::new())
        }
        Additivity::TimeWeighted | Additivity::Annualised | Additivity::Rate(_) => {
            let weighted = ", weighted by their length";
            let (value, how) = mean_by(parts, mean, weighted, |part| Some(rhythm.length(part)));
            let labels = if added { ", labels added up" } else { "" };
            (value, format!("mean {of}{how}{labels}"), Vec::new())
        }
        Additivity::Quantile => {
            let range = vec![("lowest", lowest), ("highest", highest)];
            (None, format!("range {of}"), range)
        }
        Additivity::Latest => {
            let latest = parts.iter().filter(|part| part.at == last);
            let latest: Vec<f64> = latest.map(|part| part.value).collect();
            (stats::mean(&latest), format!("last {of}"), Vec::new())
        }
        Additivity::Recomputed => {
            let worst = match good {
                Direction::Up => lowest,
                Direction::Down => highest,
                Direction::Stable | Direction::Unset if lowest.abs() > highest.abs() => lowest,
                Direction::Stable | Direction::Unset => highest,
            };
            (Some(worst), format!("worst {of}"), vec![("mean", mean)])
        }
    };
    Some(Whole {
        value,
        made,
        beside,
    })
}

/// The mean weighted so, and the words for it; the plain mean where a weight is missing or all are alike.
fn mean_by(
    parts: &[Part],
    plain: f64,
    words: &'static str,
    weight: impl Fn(&Part) -> Option<f64>,
) -> (Option<f64>, &'static str) {
    let weights: Option<Vec<f64>> = parts.iter().map(weight).collect();
    match weights {
        Some(weights) if weights.iter().any(|weight| *weight != weights[0]) => {
            let products = parts
                .iter()
                .zip(&weights)
                .map(|(part, weight)| part.value * weight);
            let total = stats::sum(weights.iter().copied());
            (Some(stats::sum(products) / total), words)
        }
        _ => (Some(plain), ""),
    }
}

/// Labels that were measured at one time, added up. Without labels, values of one time are rivals: their mean.
fn at_one_time(parts: &[Part]) -> Vec<Part> {
    let mut parts = parts.to_vec();
    parts.sort_by_key(|part| part.at);
    let together = parts.chunk_by(|a, b| a.at == b.at);
    let together = together.filter_map(|parts| {
        let values: Vec<f64> = parts.iter().map(|part| part.value).collect();
        let value = match parts.iter().all(|part| part.labelled) {
            true => stats::sum(values),
            false => stats::mean(&values)?,
        };
        Some(Part { value, ..parts[0] })
    });
    together.collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)] // in a test a panic is the report
mod tests {
    use super::*;
    use outturn_core::calendar::{Calendar, Grain, Period, moment_of};
    use outturn_core::units::Per;
    use rstest::rstest;

    const RATE: Additivity = Additivity::Rate(Per::Week);

    /// Values of the first of months of 2026, each resting on so many events.
    fn months(parts: &[(u32, f64, Option<f64>)]) -> (Vec<Part>, Rhythm) {
        let parts: Vec<Part> = parts
            .iter()
            .map(|&(month, value, n)| Part {
                at: moment_of(format!("2026-{month:02}-01").parse().unwrap()),
                value,
                n,
                labelled: false,
            })
            .collect();
        let periods = parts
            .iter()
            .map(|part| Period::containing(part.at, Grain::Month));
        let rhythm = Rhythm {
            grain: Some(Grain::Month),
            by: Calendar::default(),
            periods: periods.collect(),
        };
        (parts, rhythm)
    }

    /// January 10 of 100 events, February 40 of 300, March 10 of 100. By hand: 60; 20; (1,000 + 12,000 + 1,000) ÷ 500 = 28;
    /// (10 × 31 + 40 × 28 + 10 × 31) ÷ 90 = 1,740 ÷ 90.
    #[rstest]
    #[case(Additivity::Sum, Some(60.0), "sum of 3 months as supplied")]
    #[case(
        Additivity::Ratio,
        Some(28.0),
        "mean of 3 months as supplied, weighted by n"
    )]
    #[case(
        Additivity::Duration,
        Some(28.0),
        "mean of 3 months as supplied, weighted by n"
    )]
    #[case(
        Additivity::Answers,
        Some(28.0),
        "mean of 3 months as supplied, weighted by n"
    )]
    #[case(Additivity::TimeWeighted, Some(1_740.0 / 90.0), "mean of 3 months as supplied, weighted by their length")]
    #[case(Additivity::Annualised, Some(1_740.0 / 90.0), "mean of 3 months as supplied, weighted by their length")]
    #[case(RATE, Some(1_740.0 / 90.0), "mean of 3 months as supplied, weighted by their length")]
    #[case(Additivity::Quantile, None, "range of 3 months as supplied")]
    #[case(Additivity::Latest, Some(10.0), "last of 3 months as supplied")]
    #[case(Additivity::Recomputed, Some(40.0), "worst of 3 months as supplied")]
    fn a_quarter_of_months(
        #[case] additivity: Additivity,
        #[case] value: Option<f64>,
        #[case] made: &str,
    ) {
        let (parts, rhythm) = months(&[
            (1, 10.0, Some(100.0)),
            (2, 40.0, Some(300.0)),
            (3, 10.0, Some(100.0)),
        ]);
        let found = whole(additivity, Direction::Down, &parts, &rhythm).unwrap();
        assert_eq!((found.value, found.made.as_str()), (value, made));
    }

    #[test]
    fn one_value_is_the_whole_whatever_the_rule() {
        let (parts, rhythm) = months(&[(2, 0.19, None)]);
        let found = whole(Additivity::Quantile, Direction::Down, &parts, &rhythm).unwrap();
        assert_eq!(
            (found.value, found.made.as_str()),
            (Some(0.19), "the value as supplied")
        );
        assert_eq!(whole(Additivity::Sum, Direction::Down, &[], &rhythm), None);
    }

    /// Without February's 300 the other two may not outweigh it: (10 + 40 + 10) ÷ 3.
    #[test]
    fn where_one_n_is_missing_none_counts() {
        let (parts, rhythm) = months(&[
            (1, 10.0, Some(100.0)),
            (2, 40.0, None),
            (3, 10.0, Some(900.0)),
        ]);
        let found = whole(Additivity::Ratio, Direction::Down, &parts, &rhythm).unwrap();
        assert_eq!(found.value, Some(20.0));
        assert_eq!(found.made, "mean of 3 months as supplied");
    }

    #[rstest]
    #[case(Direction::Down, 0.4)]
    #[case(Direction::Up, -0.6)]
    #[case(Direction::Stable, -0.6)]
    fn the_worst_is_told_by_the_better_way(#[case] good: Direction, #[case] worst: f64) {
        let (parts, rhythm) = months(&[(1, 0.4, None), (2, -0.6, None), (3, 0.2, None)]);
        let found = whole(Additivity::Recomputed, good, &parts, &rhythm).unwrap();
        assert_eq!(found.value, Some(worst));
        let [("mean", mean)] = found.beside[..] else {
            panic!("{found:?}")
        };
        assert!(mean.abs() < 1e-15, "{mean}");
    }

    #[test]
    fn a_range_stands_beside_what_cannot_be_combined() {
        let (parts, rhythm) = months(&[(1, 0.16, None), (2, 0.142, None), (3, 0.19, None)]);
        let found = whole(Additivity::Quantile, Direction::Down, &parts, &rhythm).unwrap();
        assert_eq!(found.beside, [("lowest", 0.142), ("highest", 0.19)]);
    }

    /// Two models serve 10 and 5 a second in January and 10 and 8 in February: (15 × 31 + 18 × 28) ÷ 59 = 969 ÷ 59.
    #[test]
    fn rates_of_labels_add_up_before_they_are_averaged() {
        let (mut parts, rhythm) = months(&[
            (1, 10.0, None),
            (1, 5.0, None),
            (2, 10.0, None),
            (2, 8.0, None),
        ]);
        let rivals = whole(RATE, Direction::Up, &parts, &rhythm).unwrap();
        parts.iter_mut().for_each(|part| part.labelled = true);
        let labels = whole(RATE, Direction::Up, &parts, &rhythm).unwrap();
        assert_eq!(labels.value, Some(969.0 / 59.0));
        assert_eq!(
            labels.made,
            "mean of 2 months as supplied, weighted by their length, labels added up"
        );
        // Without labels they are two reports of one thing: (7.5 × 31 + 9 × 28) ÷ 59.
        assert_eq!(rivals.value, Some((7.5 * 31.0 + 9.0 * 28.0) / 59.0));
        let one = whole(RATE, Direction::Up, &parts[..2], &rhythm).unwrap();
        assert_eq!(one.value, Some(15.0));
    }

    /// A plain mean stays the plain mean to the last bit where all weigh the same.
    #[test]
    fn equal_weights_are_no_weights() {
        let (parts, rhythm) = months(&[(1, 0.1, None), (3, 0.2, None), (5, 0.7, None)]);
        let found = whole(Additivity::TimeWeighted, Direction::Up, &parts, &rhythm).unwrap();
        assert_eq!(found.value, stats::mean(&[0.1, 0.2, 0.7]));
        assert_eq!(found.made, "mean of 3 months as supplied");
    }
}
