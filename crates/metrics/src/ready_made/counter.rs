//! Counters and the buckets of histograms, as Prometheus keeps them: totals since a process began, which start over with it.
//!
//! What such a total says of a period is how much it rose. A rise belongs to the period of the later of two samples; after a fall the
//! process began anew, and the whole total is the rise. The first sample of a series has none before it and says nothing of its own.
//!
//! Totals of people's tables, a value a month, are counted since a year began: there the first value of a year is the rise, and so is
//! that of a series that begins with its year.

use super::{Part, Rhythm};
use crate::custom::Tally;
use crate::series::{Found, SampleKind};
use crate::{Input, Observation, Scope, Unavailable};
use outturn_core::calendar::{Grain, Period};
use outturn_core::stats;
use outturn_core::table::{Column, TableKind};
use outturn_core::units::Timestamp;
use rustc_hash::FxHashMap;

/// How much a counter rose in each slice.
///
/// # Errors
/// [`Unavailable`] where the series have no dates.
pub(crate) fn increase(
    scope: &Scope<'_>,
    series: &Found<'_>,
) -> Result<Vec<Observation>, Unavailable> {
    let is_stepped = Anew::of(scope, series)?.is_stepped();
    let observed = rises_of(scope, series)?.into_iter().map(|(rises, tally)| {
        let lacks = is_stepped && tally.why.iter().any(|(why, _)| *why == FIRST);
        let value = (!rises.is_empty()).then(|| stats::sum(rises.iter().map(|(p, _)| p.value)));
        Observation {
            inputs: vec![Input::count("rises between samples", rises.len() as f64)],
            made: Some(format!(
                "{COUNTER}{}",
                if lacks { WITHOUT_FIRST } else { "" }
            )),
            ..tally.observe(value)
        }
    });
    Ok(observed.collect())
}

/// A quantile of what was counted in buckets, in each slice: of totals by their rises, of rates by their sums.
///
/// # Errors
/// [`Unavailable`] where the series have no dates.
pub(crate) fn bucket_quantile(
    scope: &Scope<'_>,
    series: &Found<'_>,
    (q, are_totals): (f64, bool),
) -> Result<Vec<Observation>, Unavailable> {
    let of = if are_totals {
        "rises of the buckets"
    } else {
        "buckets' rates"
    };
    let counted_in = match are_totals {
        true => rises_of(scope, series)?,
        false => bounded(scope, series, |_, value| value)?,
    };
    let observed = counted_in.into_iter().map(|(rises, tally)| {
        let counts = buckets(&rises);
        let value = counts.as_ref().and_then(|counts| quantile(counts, q));
        let counted = counts.and_then(|counts| Some(counts.last()?.1));
        Observation {
            inputs: vec![Input::count("observations", counted.unwrap_or(0.0))],
            made: Some(format!(
                "{q} quantile of the {of}, linear within a bucket as histogram_quantile is"
            )),
            ..tally.observe(value)
        }
    });
    Ok(observed.collect())
}

/// How the value of a counter comes about.
const COUNTER: &str =
    "increase of a counter: the rises from sample to sample, a fall taken for a restart from 0";

/// Of a total a month, whose first value may be of years.
const WITHOUT_FIRST: &str = ", without the first value, of which it is not known what rose when";

/// Why the first sample of a series does not count.
const FIRST: &str = "first of its series, from which it rises";

/// How the value of a longer period of totals comes about.
pub(crate) const LONGER: &str = "the sum of the rises in them, a fall taken for a restart from 0";

/// The same of what was counted in buckets.
pub(crate) const LONGER_OF_BUCKETS: &str = "the quantile of all that was counted in them";

type Rise = (Part, Option<f64>);

/// The rises of each slice, each with the bound of its bucket.
fn rises_of(scope: &Scope<'_>, series: &Found<'_>) -> Result<Vec<(Vec<Rise>, Tally)>, Unavailable> {
    let when = scope.column(TableKind::MetricSeries, "date")?;
    let rises = rises(series, when, &Anew::of(scope, series)?);
    bounded(scope, series, |row, _| rises[row])
}

/// What rows count for in each slice, each with the bound of its bucket.
fn bounded(
    scope: &Scope<'_>,
    series: &Found<'_>,
    counts_for: impl Fn(usize, Option<f64>) -> Option<f64>,
) -> Result<Vec<(Vec<Rise>, Tally)>, Unavailable> {
    let when = scope.column(TableKind::MetricSeries, "date")?;
    let bounds = Bounds::of(series);
    let mut slices = vec![(Vec::new(), Tally::default()); scope.slices().len()];
    series.for_each(|row, slice, value| {
        let (parts, tally): &mut (Vec<Rise>, Tally) = &mut slices[slice];
        match counts_for(row, value).zip(when.timestamp(row)) {
            Some((value, at)) => {
                let part = Part {
                    at,
                    value,
                    n: None,
                    labelled: false,
                };
                parts.push((part, bounds.at(row)));
                tally.used += 1;
            }
            None if value.is_some() => tally.skip(FIRST),
            None => tally.skip("without a value"),
        }
    });
    Ok(slices)
}

/// A label of a row: the code of a text, or what stands in a cell of another type.
#[derive(PartialEq, Eq, Hash)]
enum Label {
    Code(u32),
    Shown(String),
}

/// When, in which row, and how much.
type Sample = (Timestamp, usize, f64);

impl Label {
    fn of(column: &Column, row: usize) -> Option<Self> {
        match column.as_text() {
            Some(text) => text.code(row).map(Self::Code),
            None => column.display(row).map(Self::Shown),
        }
    }
}

/// The upper bounds of buckets: the label `le`, or `metric.le` as an answer of Prometheus names it; text as `+Inf` is, or numbers.
struct Bounds<'a>(Option<&'a Column>);

impl<'a> Bounds<'a> {
    fn of(series: &Found<'a>) -> Self {
        let mut columns = series.rows.table.columns();
        let bounds = columns.find(|(name, _)| name.rsplit('.').next() == Some("le"));
        Self(bounds.map(|(_, column)| column))
    }

    fn at(&self, row: usize) -> Option<f64> {
        let column = self.0?;
        let bound = match column.as_text() {
            Some(_) => column.text(row)?.trim().parse().ok()?,
            // A column of numbers has no room for the bound of everything, `+Inf`.
            None => column.number(row).unwrap_or(f64::INFINITY),
        };
        (!f64::is_nan(bound)).then_some(bound)
    }
}

/// The rise that each row of the table stands for; nothing for rows of other series, without a value, and for first samples.
fn rises(series: &Found<'_>, when: &Column, anew: &Anew<'_>) -> Vec<Option<f64>> {
    // Labels tell the series of one name apart, also those whose values are numbers, such as a status code.
    let schema = TableKind::MetricSeries.schema();
    let labels = series.rows.table.columns();
    let labels = labels.filter(|(name, _)| schema.column(name).is_none());
    let labels: Vec<&Column> = labels.map(|(_, column)| column).collect();
    let mut samples: FxHashMap<Vec<Option<Label>>, Vec<Sample>> = FxHashMap::default();
    let rows = series.rows.table.rows();
    for row in (0..rows).filter(|row| series.is_of(*row)) {
        if let (Some(value), Some(at)) = (series.value(row), when.timestamp(row)) {
            let labels = labels.iter().map(|label| Label::of(label, row));
            samples
                .entry(labels.collect())
                .or_default()
                .push((at, row, value));
        }
    }
    let mut rises = vec![None; rows];
    for mut samples in samples.into_values() {
        samples.sort_by_key(|(at, row, _)| (*at, *row));
        if let Some((_, row, total)) = samples.first().filter(|_| anew.begins_with(&samples)) {
            rises[*row] = Some(*total);
        }
        for pair in samples.windows(2) {
            let ((_, _, before), (_, row, now)) = (pair[0], pair[1]);
            rises[row] = Some(if now < before { now } else { now - before });
        }
    }
    rises
}

/// When totals start over that people keep, a value a month or a quarter: with a year.
pub(super) struct Anew<'a> {
    scope: &'a Scope<'a>,
    rhythm: Rhythm,
    /// The name says that they are of the year so far.
    is_said: bool,
}

/// How names say that totals are of the year so far, in lower case and as words.
const YEAR_TO_DATE: [&str; 3] = ["ytd", "fytd", "year to date"];

/// A first value beyond so many times the largest rise after it is of more than its own step.
const OF_MORE_THAN_A_STEP: f64 = 1.5;

impl<'a> Anew<'a> {
    pub(super) fn of(scope: &'a Scope<'a>, series: &Found<'_>) -> Result<Self, Unavailable> {
        let when = scope.column(TableKind::MetricSeries, "date")?;
        let says = |name: &str| {
            let words = name.split(|c: char| !c.is_alphanumeric());
            let words: Vec<String> = words.map(str::to_lowercase).collect();
            let words = format!(" {} ", words.join(" "));
            YEAR_TO_DATE
                .iter()
                .any(|said| words.contains(&format!(" {said} ")))
        };
        Ok(Self {
            scope,
            rhythm: Rhythm::of(series, when, scope.sources()),
            is_said: series.names().any(says),
        })
    }

    /// Whether each value is of a month, or of more.
    pub(super) fn is_stepped(&self) -> bool {
        self.rhythm.grain.is_some_and(|grain| grain >= Grain::Month)
    }

    /// Whether the first of some samples is itself the rise of its step: the first of its year, if the total is of the year, as its name
    /// says, or its starting over with each, or that it holds no more than a step adds.
    fn begins_with(&self, samples: &[Sample]) -> bool {
        let (true, Some((first, _, total))) = (self.is_stepped(), samples.first()) else {
            return false;
        };
        let sources = self.scope.sources();
        let clock = sources.clock(TableKind::MetricSeries);
        let is_first_of_a_year = |at: Timestamp| {
            let step = self.rhythm.period_at(clock.local(at));
            let of_year = |step: Period| sources.calendar().period(step.start(), Grain::Year);
            step.is_some_and(|step| of_year(step).start() == step.start())
        };
        let falls = || samples.windows(2).filter(|two| two[1].2 < two[0].2);
        let with_years = falls().all(|two| is_first_of_a_year(two[1].0));
        let largest = samples
            .windows(2)
            .map(|two| two[1].2 - two[0].2)
            .fold(0.0, f64::max);
        let holds_one_step = *total <= OF_MORE_THAN_A_STEP * largest;
        let is_of_the_year = self.is_said || falls().next().is_some() || holds_one_step;
        is_first_of_a_year(*first) && with_years && is_of_the_year
    }
}

/// The moments of the rows whose total is known to be of their own step; of others all.
pub(super) fn counted<'r>(
    scope: &Scope<'_>,
    series: &'r Found<'_>,
    rows: impl Iterator<Item = usize> + 'r,
) -> Result<Vec<usize>, Unavailable> {
    let anew = Anew::of(scope, series)?;
    if series.sample_kind() != SampleKind::Counter || !anew.is_stepped() {
        return Ok(rows.collect());
    }
    let when = scope.column(TableKind::MetricSeries, "date")?;
    let rises = rises(series, when, &anew);
    Ok(rows.filter(|row| rises[*row].is_some()).collect())
}

/// How much the counts of each bucket rose: upper bound and rise, by bound. `None` where a bound is no number.
fn buckets(parts: &[(Part, Option<f64>)]) -> Option<Vec<(f64, f64)>> {
    let mut buckets: Vec<(f64, stats::Sum)> = Vec::new();
    for (part, bound) in parts {
        let bound = (*bound)?;
        match buckets.iter_mut().find(|(known, _)| *known == bound) {
            Some((_, sum)) => sum.add(part.value),
            None => {
                let mut sum = stats::Sum::default();
                sum.add(part.value);
                buckets.push((bound, sum));
            }
        }
    }
    buckets.sort_by(|a, b| a.0.total_cmp(&b.0));
    let buckets = buckets.into_iter();
    Some(buckets.map(|(bound, sum)| (bound, sum.value())).collect())
}

/// The quantile of observations that were counted in buckets, as Prometheus' `histogram_quantile` documents it: linear within the
/// bucket it falls into, from zero on in the lowest one; past the last bound that is a number, that bound. `None` without
/// observations, or where the bucket of everything, `+Inf`, is missing.
fn quantile(buckets: &[(f64, f64)], q: f64) -> Option<f64> {
    let (last, below) = buckets.split_last()?;
    let total = last.1;
    if last.0 != f64::INFINITY || below.is_empty() || total <= 0.0 {
        return None;
    }
    let rank = q * total;
    let Some(at) = below.iter().position(|(_, count)| *count >= rank) else {
        return below.last().map(|(bound, _)| *bound);
    };
    let (bound, count) = below[at];
    let (from, before) = match at.checked_sub(1) {
        Some(previous) => below[previous],
        None if bound <= 0.0 => return Some(bound),
        None => (0.0, 0.0),
    };
    match count - before {
        inside if inside > 0.0 => Some(from + (bound - from) * ((rank - before) / inside)),
        _ => Some(bound),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const INF: f64 = f64::INFINITY;

    /// By hand, after the documentation of `histogram_quantile`: of 50 observations 10 lie up to 0.1, 30 more up to 0.5.
    #[test]
    fn a_quantile_lies_within_its_bucket_on_a_straight_line() {
        let buckets = [(0.1, 10.0), (0.5, 40.0), (INF, 50.0)];
        // Rank 25, of which 15 of the 30 between 0.1 and 0.5.
        assert_eq!(quantile(&buckets, 0.5), Some(0.1 + 0.4 * 0.5));
        // Rank 5 of 10 between 0 and 0.1.
        assert_eq!(quantile(&buckets, 0.1), Some(0.05));
        // Rank 47.5 lies past every bound.
        assert_eq!(quantile(&buckets, 0.95), Some(0.5));
        assert_eq!(quantile(&[(0.1, 0.0), (INF, 0.0)], 0.5), None);
        assert_eq!(quantile(&[(0.1, 1.0), (0.5, 2.0)], 0.5), None);
        assert_eq!(quantile(&[(-1.0, 2.0), (INF, 3.0)], 0.5), Some(-1.0));
    }
}
