//! A metric of the catalogue read from a ready-made series under its id: values of periods, put together as the metric adds up.
//!
//! Missing: a row without a value is skipped. A period within the series that has none is named where the values are added, never
//! taken as zero. Where some values lack the number of events they rest on, none is weighted by it.

pub(crate) mod counter;
mod whole;

use crate::custom::Tally;
use crate::series::{Found, SampleKind, found_for};
use crate::{
    Additivity, Definition, Direction, Input, Metric, Observation, Scope, Slices, Sources,
    Unavailable, Unchanged,
};
use outturn_core::calendar::{Calendar, Coverage, Grain, Period, Span, date_of, natural_steps};
use outturn_core::table::{Column, TableKind, TextColumn};
use outturn_core::units::Timestamp;
use outturn_core::units::Unit;
use outturn_expr::{Condition, Involvement};
use std::collections::BTreeSet;
use whole::whole;

/// Most missing periods that are named; of more it is said how many they are.
const NAMED: usize = 3;

/// One value of a series.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Part {
    /// As clocks show it.
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
    /// The calendar that these are of.
    by: Calendar,
    /// The periods that have one, in order.
    periods: BTreeSet<Period>,
}

/// What is to be known of a series for its values to be put together.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rule {
    pub additivity: Additivity,
    pub good: Direction,
    pub unit: Unit,
}

/// A share may be over 1 by a measure's error, hardly more.
const MOST_OF_A_SHARE: f64 = 1.5;

/// Whether a metric is a part of a whole. What is a ratio and none of these, such as a return, may well be over 1.
fn is_share(metric: &Definition) -> bool {
    let of_a_whole = metric.unchanged == Unchanged::Newcombe
        || matches!(
            metric.additivity,
            Additivity::Latest | Additivity::TimeWeighted
        );
    metric.unit == Unit::Ratio && of_a_whole
}

/// The values of the series that means a metric in each slice, put together as the metric adds up.
///
/// # Errors
/// [`Unavailable`] when no series are loaded, none means it, or its shares are no shares.
pub fn measure(scope: &Scope<'_>, metric: &Definition) -> Result<Vec<Observation>, Unavailable> {
    let series = found_for(scope, metric)?;
    let too_large = (0..series.rows.table.rows())
        .filter_map(|row| series.value(row))
        .filter(|value| *value > MOST_OF_A_SHARE)
        .count();
    if is_share(metric) && too_large > 0 {
        return Err(Unavailable::NotAShare {
            name: metric.id.to_owned(),
            value: too_large as u64,
        });
    }
    let rule = Rule {
        additivity: metric.additivity,
        good: metric.good,
        unit: metric.unit,
    };
    match series.sample_kind() {
        SampleKind::Counter => counter::increase(scope, &series),
        _ => put_together(scope, &series, rule),
    }
}

/// The values of a series in each slice, put together by a rule.
///
/// # Errors
/// [`Unavailable`] where the series have no dates.
pub(crate) fn put_together(
    scope: &Scope<'_>,
    series: &Found<'_>,
    rule: Rule,
) -> Result<Vec<Observation>, Unavailable> {
    let when = scope.column(TableKind::MetricSeries, "date")?;
    let rhythm = Rhythm::of(series, when, scope.sources());
    let parts = parts_of(scope, series, when);
    let observed = parts.into_iter().enumerate().map(|(i, (parts, tally))| {
        let values = Input::count("values", parts.len() as f64);
        let Some(mut whole) = whole(rule.additivity, rule.good, &parts, &rhythm) else {
            let inputs = vec![values];
            return Observation {
                inputs,
                ..tally.observe(None)
            };
        };
        if rule.additivity == Additivity::Sum {
            whole.made += &missing(&rhythm, scope.slices().span(i));
        }
        let beside = whole.beside.iter();
        let beside = beside.map(|(name, value)| Input::new(name, *value, rule.unit));
        Observation {
            inputs: std::iter::once(values).chain(beside).collect(),
            made: Some(whole.made),
            ..tally.observe(whole.value)
        }
    });
    Ok(observed.collect())
}

impl Metric<'_> {
    /// The rows behind its value in a scope of one span, table by table; of a supplied one the values of its series.
    ///
    /// # Errors
    /// What is lacking.
    pub fn involved(&self, scope: &Scope<'_>) -> Result<Vec<Involvement>, Unavailable> {
        match self {
            Self::Defined(d) if !self.is_supplied(scope.sources()) => d.value.involved(scope),
            Self::Defined(_) | Self::Series(_) => {
                let series = self.found(scope)?;
                let mut involved = Involvement::of(TableKind::MetricSeries);
                series.for_each(|row, _, value| {
                    involved.add(row, value.ok_or("without a value"));
                });
                Ok(vec![involved])
            }
        }
    }

    /// Whether the series that it is read from has a value of a condition's label anywhere.
    pub(crate) fn is_labelled(&self, sources: &Sources, condition: &Condition) -> bool {
        let known_as = format!("label {} of {}", condition.label, self.id());
        *sources.about(&known_as, || {
            let whole = sources.unfiltered();
            let scope = Scope::new(&whole, Slices::Spans(Vec::new()));
            let Ok(series) = self.found(&scope) else {
                return false;
            };
            let table = series.rows.table;
            let has = |column: &TextColumn| {
                (0..table.rows()).any(|row| column.code(row).is_some() && series.is_of(row))
            };
            condition.column(table).is_some_and(has)
        })
    }
}

/// The values of each slice, and how many rows have one.
fn parts_of(scope: &Scope<'_>, series: &Found<'_>, when: &Column) -> Vec<(Vec<Part>, Tally)> {
    let n = series.rows.table.column("n");
    let clock = scope.sources().clock(TableKind::MetricSeries);
    let labels: Vec<&Column> = series.labels().map(|(_, column)| column).collect();
    let mut slices = vec![(Vec::new(), Tally::default()); scope.slices().len()];
    series.for_each(|row, slice, value| {
        let (parts, tally): &mut (Vec<Part>, Tally) = &mut slices[slice];
        let part = value.zip(when.timestamp(row)).map(|(value, at)| Part {
            at: clock.local(at),
            value,
            n: n.and_then(|n| n.number(row)).filter(|n| *n > 0.0),
            labelled: labels.iter().any(|label| label.text(row).is_some()),
        });
        match part {
            Some(part) => {
                parts.push(part);
                tally.used += 1;
            }
            None => tally.skip("without a value"),
        }
    });
    slices
}

/// The time that the values of a metric's series cover; `None` for a series without any.
#[must_use]
pub fn coverage(sources: &Sources, metric: &Metric<'_>) -> Option<Coverage> {
    let known_as = format!("coverage of {} {:?}", metric.id(), sources.filter());
    let coverage = sources.about(&known_as, || {
        let whole = Slices::Spans(
            sources
                .span_of(TableKind::MetricSeries)
                .into_iter()
                .collect(),
        );
        let scope = Scope::new(sources, whole);
        let series = metric.found(&scope).ok()?;
        let when = scope.column(TableKind::MetricSeries, "date").ok()?;
        let rows = 0..series.rows.table.rows();
        let known = rows.filter(|row| series.value(*row).is_some());
        // The first of a total a month is of nobody knows when.
        let known = counter::counted(&scope, &series, known).ok()?.into_iter();
        let clock = sources.clock(TableKind::MetricSeries);
        let moments = known.filter_map(|row| when.timestamp(row));
        let moments = moments.map(|at| clock.local(at));
        sources.known(Coverage::of_values(moments, sources.calendar())?)
    });
    coverage.as_ref().clone()
}

impl Rhythm {
    fn of(series: &Found<'_>, when: &Column, sources: &Sources) -> Self {
        let clock = sources.clock(TableKind::MetricSeries);
        let rows = 0..series.rows.table.rows();
        let known = rows.filter(|row| series.value(*row).is_some());
        let days: BTreeSet<_> = known
            .filter_map(|row| when.timestamp(row))
            .map(|at| date_of(clock.local(at)))
            .collect();
        let days: Vec<_> = days.into_iter().collect();
        match natural_steps(&days, sources.calendar()) {
            None => Self::default(),
            Some((grain, by, _)) => Self {
                grain: Some(grain),
                by,
                periods: days.into_iter().map(|day| by.period(day, grain)).collect(),
            },
        }
    }

    fn period(&self, part: &Part) -> Option<Period> {
        self.period_at(part.at)
    }

    /// The period that a moment is of, as clocks show it.
    fn period_at(&self, at: Timestamp) -> Option<Period> {
        self.grain.map(|grain| self.by.period(date_of(at), grain))
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
    let periods = rhythm.by.periods(within, grain);
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
