//! Counters and the buckets of histograms, as Prometheus keeps them: totals since a process began, which start over with it.
//!
//! What such a total says of a period is how much it rose. A rise belongs to the period of the later of two samples; after a fall the
//! process began anew, and the whole total is the rise. The first sample of a series has none before it and says nothing of its own.

use super::Part;
use crate::custom::Tally;
use crate::series::Found;
use crate::{Input, Observation, Scope, Unavailable};
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
    let observed = rises_of(scope, series)?.into_iter().map(|(rises, tally)| {
        let value = (!rises.is_empty()).then(|| stats::sum(rises.iter().map(|(p, _)| p.value)));
        Observation {
            inputs: vec![Input::count("rises between samples", rises.len() as f64)],
            made: Some(COUNTER.to_owned()),
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

type Rise = (Part, Option<f64>);

/// The rises of each slice, each with the bound of its bucket.
fn rises_of(scope: &Scope<'_>, series: &Found<'_>) -> Result<Vec<(Vec<Rise>, Tally)>, Unavailable> {
    let when = scope.column(TableKind::MetricSeries, "date")?;
    let rises = rises(series, when);
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
            None if value.is_some() => tally.skip("first of its series, from which it rises"),
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
fn rises(series: &Found<'_>, when: &Column) -> Vec<Option<f64>> {
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
        for pair in samples.windows(2) {
            let ((_, _, before), (_, row, now)) = (pair[0], pair[1]);
            rises[row] = Some(if now < before { now } else { now - before });
        }
    }
    rises
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
