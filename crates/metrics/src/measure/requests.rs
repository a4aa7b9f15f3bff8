//! Requests to models, from the predictions table; the `count` column, when there is one, says how many a row stands for.

use super::{Tally, ratio};
use crate::calendar::Span;
use crate::metrics::{Input, Lack, Observation, Rows, Scope};
use crate::stats;
use crate::table::{Column, Table, TableKind};
use crate::units::{SECONDS_PER_DAY, Timestamp};
use rustc_hash::FxHashMap;
use std::ops::Range;

const PREDICTIONS: TableKind = TableKind::Predictions;

/// How many requests a row stands for: its `count`, or one. A negative or missing count makes the row unusable.
pub(super) fn weight(count: Option<&Column>, row: usize) -> Option<f64> {
    match count {
        None => Some(1.0),
        Some(count) => count.number(row).filter(|n| *n >= 0.0),
    }
}

/// Whether a status word says the request went well; `None` for words that say neither.
pub(super) fn is_ok(status: &str) -> Option<bool> {
    let word = status.trim().to_ascii_lowercase();
    match word.as_str() {
        "ok" | "success" | "succeeded" | "successful" | "true" | "done" => Some(true),
        "error" | "err" | "failed" | "failure" | "fail" | "timeout" | "false" => Some(false),
        // An HTTP status code.
        _ => word
            .parse::<u16>()
            .ok()
            .filter(|c| (100..600).contains(c))
            .map(|code| code < 400),
    }
}

/// Requests in each slice from the predictions table, or where none is loaded from the volumes table.
pub(super) fn requests(scope: &Scope<'_>) -> Result<Vec<(f64, Tally)>, Lack> {
    let volumes = TableKind::Volumes;
    if scope.table(volumes).is_ok() {
        let served = scope.column(volumes, "predictions")?;
        return count_rows(scope, volumes, |_, row| served.number(row));
    }
    let Some(count) = scope.table(PREDICTIONS)?.column("count") else {
        return rows_of_slices(scope);
    };
    count_rows(scope, PREDICTIONS, |_, row| weight(Some(count), row))
}

/// Rows in each slice of the predictions, each of which is one request.
fn rows_of_slices(scope: &Scope<'_>) -> Result<Vec<(f64, Tally)>, Lack> {
    let counts = scope.rows(PREDICTIONS)?.counts().into_iter();
    let tally = |used| Tally { used, skipped: 0 };
    Ok(counts.map(|used| (used as f64, tally(used))).collect())
}

/// Requests in each slice: from volumes, or where none are loaded from the predictions.
///
/// # Errors
/// [`Lack`] when neither predictions nor volumes are loaded.
pub fn request_count(scope: &Scope<'_>) -> Result<Vec<f64>, Lack> {
    Ok(requests(scope)?.into_iter().map(|(n, _)| n).collect())
}

/// Sum of what `of` answers for each row of a slice; rows for which it answers nothing are skipped.
pub(super) fn count_rows(
    scope: &Scope<'_>,
    kind: TableKind,
    of: impl Fn(&Table, usize) -> Option<f64>,
) -> Result<Vec<(f64, Tally)>, Lack> {
    let rows = scope.rows(kind)?;
    let table = rows.table;
    let mut slices = vec![(stats::Sum::default(), Tally::default()); scope.slices().len()];
    rows.for_each(|row, slice| {
        let (sum, tally) = &mut slices[slice];
        match of(table, row) {
            Some(n) => {
                sum.add(n);
                tally.used += 1;
            }
            None => tally.skipped += 1,
        }
    });
    Ok(slices
        .into_iter()
        .map(|(sum, tally)| (sum.value(), tally))
        .collect())
}

/// Failed requests ÷ requests.
///
/// # Errors
/// [`Lack`] when predictions or their status are missing.
pub fn error_rate(scope: &Scope<'_>) -> Result<Vec<Observation>, Lack> {
    let rows = scope.rows(PREDICTIONS)?;
    let status = scope.column(PREDICTIONS, "status")?;
    let count = rows.table.column("count");
    let lacking = || Lack::Column {
        table: PREDICTIONS,
        column: "status".into(),
    };
    let text = status.as_text().ok_or_else(lacking)?;
    // By what their status says: well, failed, neither.
    let said_of_code: Vec<usize> = text
        .entries()
        .map(|status| is_ok(status).map_or(2, |ok| usize::from(!ok)))
        .collect();
    let said = |code: u32| said_of_code.get(code as usize).map_or(2, |said| *said);
    let mut slices = vec![[0_u64; 3]; scope.slices().len()];
    let mut requests = vec![<[stats::Sum; 2]>::default(); scope.slices().len()];
    rows.for_each_code(text, |row, slice, code| {
        let (tally, said) = (&mut slices[slice], said(code));
        match weight(count, row) {
            Some(n) if said < 2 => {
                tally[said] += 1;
                // Where each row is one, counting rows is enough.
                if count.is_some() {
                    requests[slice][said].add(n);
                }
            }
            _ => tally[2] += 1,
        }
    });
    Ok(slices
        .into_iter()
        .zip(&requests)
        .map(|([well, ill, skipped], [served, failed])| {
            let tally = Tally {
                used: well + ill,
                skipped,
            };
            let (served, failed) = match count {
                Some(_) => (served.value(), failed.value()),
                None => (well as f64, ill as f64),
            };
            let all = served + failed;
            let mut observation = tally.observe(ratio(failed, all));
            observation.inputs = vec![
                Input::count("failed requests", failed),
                Input::count("requests", all),
            ];
            observation
        })
        .collect())
}

/// Latencies of one slice: their quantiles at [`LATENCY_QUANTILES`], in seconds.
#[derive(Debug, Clone)]
pub(crate) struct Latencies {
    quantiles: [Option<f64>; 3],
    tally: Tally,
}

/// The quantiles that the catalogue asks for. They are found together, because each narrows down where the next one is.
const LATENCY_QUANTILES: [f64; 3] = [0.5, 0.95, 0.99];

/// Exact quantile of request latency in seconds; a row that stands for several requests counts that often. `q` is one of those of
/// the catalogue: 0.5, 0.95 or 0.99; for any other there is no value.
///
/// # Errors
/// [`Lack`] when predictions or their latency are missing.
pub fn latency_quantile(scope: &Scope<'_>, q: f64) -> Result<Vec<Observation>, Lack> {
    let rows = scope.rows(PREDICTIONS)?;
    let latency = scope.column(PREDICTIONS, "latency_ms")?;
    if let Some(count) = rows.table.column("count") {
        return Ok(weighted_latency(scope, &rows, (latency, count), q));
    }
    let all = scope.latencies(|| latencies(scope, &rows, latency));
    let at = LATENCY_QUANTILES.iter().position(|known| *known == q);
    let observed = all.iter().map(|of| {
        let value = at.and_then(|at| of.quantiles[at]);
        with_latency(&of.tally, value, of.tally.used as f64)
    });
    Ok(observed.collect())
}

/// A slice's rows: how many, and between which rows of the table they are.
#[derive(Debug, Clone, Default)]
struct Lies {
    count: usize,
    within: Range<usize>,
}

impl Lies {
    fn add(&mut self, count: usize, within: &Range<usize>) {
        if self.count == 0 {
            self.within = within.clone();
        } else if count > 0 {
            self.within.start = self.within.start.min(within.start);
            self.within.end = self.within.end.max(within.end);
        }
        self.count += count;
    }
}

/// Quantiles of all slices. The values of a few slices are held at a time: logs come in order of time, so that slices that follow one
/// another are between rows that do.
fn latencies(scope: &Scope<'_>, rows: &Rows<'_>, latency: &Column) -> Vec<Latencies> {
    /// So many values may be held at once in any case, or this part of them all.
    const FEW: usize = 1 << 16;
    const PARTS: usize = 8;
    let mut slices = vec![Lies::default(); scope.slices().len()];
    rows.for_each_run(|rows, slice| slices[slice].add(rows.len(), &rows));
    let total: usize = slices.iter().map(|slice| slice.count).sum();
    let most = FEW.max(total / PARTS);
    let (mut found, mut values) = (Vec::with_capacity(slices.len()), Vec::new());
    while let Some(left) = slices.get(found.len()..).filter(|left| !left.is_empty()) {
        let mut part = Lies::default();
        // Where in `values` each slice's begin, and how many it has so far.
        let mut places = Vec::new();
        for slice in left {
            if part.count + slice.count > most && !places.is_empty() {
                break;
            }
            places.push((part.count, 0));
            part.add(slice.count, &slice.within);
        }
        values.resize(part.count, 0.0);
        rows.for_each_number(latency, part.within, |_, slice, l| {
            let place = slice.checked_sub(found.len());
            if let Some((begin, used)) = place.and_then(|place| places.get_mut(place))
                && let Some(l) = l.filter(|l| *l >= 0.0)
            {
                values[*begin + *used] = l / 1000.0;
                *used += 1;
            }
        });
        found.extend(places.into_iter().zip(left).map(|((begin, used), slice)| {
            let quantiles = stats::quantiles(&mut values[begin..begin + used], &LATENCY_QUANTILES);
            let quantiles = quantiles.and_then(|found| <[f64; 3]>::try_from(found).ok());
            Latencies {
                quantiles: quantiles.map_or([None; 3], |found| found.map(Some)),
                tally: Tally {
                    used: used as u64,
                    skipped: (slice.count - used) as u64,
                },
            }
        }));
    }
    found
}

fn weighted_latency(
    scope: &Scope<'_>,
    rows: &Rows<'_>,
    (latency, count): (&Column, &Column),
    q: f64,
) -> Vec<Observation> {
    let mut slices = vec![(Vec::new(), Vec::new(), Tally::default()); scope.slices().len()];
    rows.for_each(|row, slice| {
        let (values, weights, tally) = &mut slices[slice];
        let latency = latency.number(row).filter(|l| *l >= 0.0);
        match (latency, weight(Some(count), row)) {
            (Some(milliseconds), Some(n)) => {
                values.push(milliseconds / 1000.0);
                weights.push(n);
                tally.used += 1;
            }
            _ => tally.skipped += 1,
        }
    });
    let of_slice = |(values, weights, tally): (Vec<f64>, Vec<f64>, Tally)| {
        let n = stats::sum(weights.iter().copied());
        with_latency(&tally, repeated_quantile(&values, &weights, q), n)
    };
    slices.into_iter().map(of_slice).collect()
}

fn with_latency(tally: &Tally, value: Option<f64>, requests: f64) -> Observation {
    let mut observation = tally.observe(value);
    observation.inputs = vec![Input::count("requests with a latency", requests)];
    observation
}

/// The type 7 quantile of the values, each repeated as often as its weight says.
fn repeated_quantile(values: &[f64], weights: &[f64], q: f64) -> Option<f64> {
    let mut order = crate::order::ascending(values);
    order.retain(|&i| weights[i] >= 1.0);
    let total: f64 = order.iter().map(|&i| weights[i].floor()).sum();
    let rank = (total - 1.0).max(0.0) * q;
    let (mut low, mut seen) = (None, 0.0);
    for &i in &order {
        seen += weights[i].floor();
        if low.is_none() && seen > rank.floor() {
            low = Some(values[i]);
        }
        if seen > rank.ceil() {
            let low = low?;
            return Some(low + (values[i] - low) * (rank - rank.floor()));
        }
    }
    low
}

/// Requests per second: requests ÷ seconds of the slice's whole days that the data touches.
///
/// # Errors
/// [`Lack`] when neither predictions nor volumes are loaded.
pub fn requests_per_second(scope: &Scope<'_>) -> Result<Vec<Observation>, Lack> {
    let kind = if scope.table(TableKind::Volumes).is_ok() {
        TableKind::Volumes
    } else {
        PREDICTIONS
    };
    let known = scope.sources().span_of(kind);
    let slices = requests(scope)?;
    Ok(slices
        .into_iter()
        .enumerate()
        .map(|(i, (requests, tally))| {
            let observed = known.and_then(|span| scope.slices().span(i).overlap(span));
            let seconds = observed.map_or(0.0, Span::seconds);
            let mut observation =
                tally.observe(ratio(requests, seconds).filter(|_| tally.used > 0));
            observation.inputs = vec![
                Input::count("requests", requests),
                Input::count("days observed", seconds / SECONDS_PER_DAY),
            ];
            observation
        })
        .collect())
}

/// Requests per second of the slice's busiest minute.
///
/// # Errors
/// [`Lack`] when no predictions are loaded.
pub fn busiest_minute(scope: &Scope<'_>) -> Result<Vec<Observation>, Lack> {
    const MINUTE: i64 = 60_000_000;
    let rows = scope.rows(PREDICTIONS)?;
    let when = scope.column(PREDICTIONS, "timestamp")?;
    let count = rows.table.column("count");
    let mut minutes: Vec<FxHashMap<u64, stats::Sum>> =
        vec![FxHashMap::default(); scope.slices().len()];
    let mut tallies = vec![Tally::default(); scope.slices().len()];
    rows.for_each(
        |row, slice| match (when.timestamp(row), weight(count, row)) {
            (Some(Timestamp(t)), Some(n)) => {
                let minute = t.div_euclid(MINUTE).cast_unsigned();
                minutes[slice].entry(minute).or_default().add(n);
                tallies[slice].used += 1;
            }
            _ => tallies[slice].skipped += 1,
        },
    );
    Ok(minutes
        .iter()
        .zip(&tallies)
        .map(|(minutes, tally)| {
            let most = minutes
                .values()
                .map(stats::Sum::value)
                .fold(None, |m: Option<f64>, n| Some(m.map_or(n, |m| m.max(n))));
            let mut observation = tally.observe(most.map(|m| m / 60.0));
            observation.inputs = most
                .map(|m| Input::count("requests in the busiest minute", m))
                .into_iter()
                .collect();
            observation
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_that_stands_for_several_counts_that_often() {
        // numpy.quantile([1, 1, 1, 5], [.5, .9]) → 1, 3.8
        assert_eq!(repeated_quantile(&[5.0, 1.0], &[1.0, 3.0], 0.5), Some(1.0));
        let p90 = repeated_quantile(&[5.0, 1.0], &[1.0, 3.0], 0.9).unwrap();
        assert!((p90 - 3.8).abs() < 1e-12);
        assert_eq!(repeated_quantile(&[], &[], 0.5), None);
    }

    #[test]
    fn status_words_of_logs_and_protocols() {
        for (word, ok) in [
            ("OK", Some(true)),
            ("Error", Some(false)),
            ("200", Some(true)),
            ("503", Some(false)),
            ("?", None),
        ] {
            assert_eq!(is_ok(word), ok, "{word}");
        }
    }
}
