//! A metric of the catalogue read from a ready-made series under its id: values of periods, put together as the metric adds up.
//!
//! Missing: a row without a value is skipped. A period within the series that has none is named where the values are added, never
//! taken as zero. Where some values lack the number of events they rest on, none is weighted by it.

mod whole;

use crate::custom::Tally;
use crate::series::{Found, found};
use crate::{Additivity, Definition, Input, Observation, Scope, Slices, Sources, Unavailable};
use outturn_core::calendar::{Coverage, Grain, Period, Span, date_of, natural_grain};
use outturn_core::table::{Column, TableKind};
use outturn_core::units::Timestamp;
use std::collections::BTreeSet;
use whole::whole;

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

/// The time that the values of a series cover; `None` for a series without any.
#[must_use]
pub fn coverage(sources: &Sources, name: &str) -> Option<Coverage> {
    let coverage = sources.about(&format!("coverage of {name}"), || {
        let whole = Slices::Spans(
            sources
                .span_of(TableKind::MetricSeries)
                .into_iter()
                .collect(),
        );
        let scope = Scope::new(sources, whole);
        let series = found(&scope, name).ok()?;
        let when = scope.column(TableKind::MetricSeries, "date").ok()?;
        let rows = 0..series.rows.table.rows();
        let known = rows.filter(|row| series.is_of(*row) && series.value.number(*row).is_some());
        let moments = known.filter_map(|row| when.timestamp(row));
        Some(Coverage::of_values(moments)?.witnessed(sources.span()))
    });
    coverage.as_ref().clone()
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
