//! A metric of the catalogue read from a ready-made series under its id: values of periods, put together as the metric adds up.
//!
//! Missing: a row without a value is skipped. A period within the series that has none is named where the values are added, never
//! taken as zero. Where some values lack the number of events they rest on, none is weighted by it.

use crate::custom::Tally;
use crate::series::{Found, found};
use crate::{Additivity, Definition, Direction, Input, Observation, Scope, Unavailable};
use outturn_core::calendar::{Grain, Period, Span, date_of, natural_grain};
use outturn_core::stats;
use outturn_core::table::{Column, TableKind};
use outturn_core::units::Timestamp;
use std::collections::BTreeSet;

/// Most missing periods that are named; of more it is said how many they are.
const NAMED: usize = 3;

/// One value of a series.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Part {
    at: Timestamp,
    value: f64,
    /// How many events it rests on.
    n: Option<f64>,
    /// Whether it is of one label among several.
    labelled: bool,
}

/// When a series has values.
#[derive(Debug, Default)]
struct Rhythm {
    /// What its values are of: days, months …; `None` for a series without any.
    grain: Option<Grain>,
    /// The periods that have one, in order.
    periods: BTreeSet<Period>,
}

/// What parts come to, and how.
#[derive(Debug, PartialEq)]
struct Whole {
    value: Option<f64>,
    made: String,
    /// What to show beside the number of values: name and value in the metric's unit.
    beside: Vec<(&'static str, f64)>,
}

/// The values of the series under a metric's id in each slice, put together as the metric adds up.
///
/// # Errors
/// [`Unavailable`] when no series are loaded or none of that name.
pub fn measure(scope: &Scope<'_>, metric: &Definition) -> Result<Vec<Observation>, Unavailable> {
    let series = found(scope, metric.id)?;
    let when = scope.column(TableKind::MetricSeries, "date")?;
    let n = series.rows.table.column("n");
    let labels: Vec<&Column> = series.labels().map(|(_, column)| column).collect();
    let rhythm = Rhythm::of(&series, when);
    let mut slices = vec![(Vec::new(), Tally::default()); scope.slices().len()];
    series.for_each(|row, slice, value| {
        let (parts, tally): &mut (Vec<Part>, Tally) = &mut slices[slice];
        let part = value.zip(when.timestamp(row)).map(|(value, at)| Part {
            at,
            value,
            n: n.and_then(|n| n.number(row)).filter(|n| *n > 0.0),
            labelled: labels.iter().any(|label| label.text(row).is_some()),
        });
        match part {
            Some(part) => {
                parts.push(part);
                tally.used += 1;
            }
            None => tally.skipped += 1,
        }
    });
    let observed = slices.into_iter().enumerate().map(|(i, (parts, tally))| {
        let values = Input::count("values", parts.len() as f64);
        let Some(mut whole) = whole(metric.additivity, metric.good, &parts, &rhythm) else {
            let inputs = vec![values];
            return Observation {
                inputs,
                ..tally.observe(None)
            };
        };
        if metric.additivity == Additivity::Sum {
            whole.made += &missing(&rhythm, scope.slices().span(i));
        }
        let beside = whole.beside.iter();
        let beside = beside.map(|(name, value)| Input::new(name, *value, metric.unit));
        Observation {
            inputs: std::iter::once(values).chain(beside).collect(),
            made: Some(whole.made),
            ..tally.observe(whole.value)
        }
    });
    Ok(observed.collect())
}

impl Rhythm {
    fn of(series: &Found<'_>, when: &Column) -> Self {
        let rows = 0..series.rows.table.rows();
        let known = rows.filter(|row| series.is_of(*row) && series.value.number(*row).is_some());
        let days: BTreeSet<_> = known
            .filter_map(|row| when.timestamp(row))
            .map(date_of)
            .collect();
        let days: Vec<_> = days.into_iter().collect();
        match natural_grain(&days) {
            None => Self::default(),
            Some((grain, _)) => Self {
                grain: Some(grain),
                periods: days
                    .into_iter()
                    .map(|day| Period::containing_date(day, grain))
                    .collect(),
            },
        }
    }

    fn period(&self, part: &Part) -> Option<Period> {
        self.grain.map(|grain| Period::containing(part.at, grain))
    }

    /// The length of the period that a part is of.
    fn length(&self, part: &Part) -> f64 {
        self.period(part).map_or(1.0, |period| period.seconds())
    }

    /// How many parts there are, in words: `3 months` where each is of its own, `6 values` elsewhere.
    fn counted(&self, parts: &[Part]) -> String {
        let periods: BTreeSet<Period> = parts.iter().filter_map(|part| self.period(part)).collect();
        match self.grain {
            Some(grain) if periods.len() == parts.len() => {
                format!("{} {}s", parts.len(), grain.word())
            }
            _ => format!("{} values", parts.len()),
        }
    }
}

/// `None` where there is no part.
fn whole(
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
                Direction::Stable if lowest.abs() > highest.abs() => lowest,
                Direction::Stable => highest,
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

/// The periods within the series and the span that have no value, in words after a sum.
fn missing(rhythm: &Rhythm, span: Span) -> String {
    let (Some(grain), Some(first), Some(last)) =
        (rhythm.grain, rhythm.periods.first(), rhythm.periods.last())
    else {
        return String::new();
    };
    let Some(within) = first.span().joined(last.span()).overlap(span) else {
        return String::new();
    };
    let end = Timestamp(within.end_moment().0 - 1);
    let periods = Period::range(within.start_moment(), end, grain);
    let missing: Vec<Period> = periods
        .into_iter()
        .filter(|p| !rhythm.periods.contains(p))
        .collect();
    let labels: Vec<String> = missing.iter().map(Period::label).collect();
    match labels.len() {
        0 => String::new(),
        1..=NAMED => format!(", without {}", labels.join(", ")),
        n => format!(", without {n} {}s in between", grain.word()),
    }
}
