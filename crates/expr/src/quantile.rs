//! Exact quantiles of events by slice.

use super::aggregate::Walk;
use super::left_out::Tally;
use outturn_core::stats;
use std::ops::Range;

/// Quantiles of one slice, in the order asked for.
#[derive(Debug, Clone, Default)]
pub(super) struct Quantiles {
    pub(super) at: Vec<Option<f64>>,
    /// How many events have a worth.
    pub(super) n: f64,
    pub(super) tally: Tally,
}

impl Quantiles {
    /// Bytes held, roughly.
    pub(super) fn bytes(all: &[Self]) -> usize {
        let one = |of: &Self| size_of::<Self>() + size_of_val(&*of.at);
        all.iter().map(one).sum()
    }
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

/// Quantiles of all slices.
pub(super) fn quantiles(walk: &Walk<'_>, slices: usize, qs: &[f64]) -> Vec<Quantiles> {
    match walk.is_plain() {
        true => of_plain(walk, slices, qs),
        false => of_weighted(walk, slices, qs),
    }
}

/// Each row is one event. The values of a few slices are held at a time: logs come in order of time, so that slices that follow one
/// another are between rows that do.
fn of_plain(walk: &Walk<'_>, slices: usize, qs: &[f64]) -> Vec<Quantiles> {
    /// So many values may be held at once in any case, or this part of them all.
    const FEW: usize = 1 << 16;
    const PARTS: usize = 8;
    let mut slices = vec![Lies::default(); slices];
    walk.rows
        .for_each_run(|rows, slice| slices[slice].add(rows.len(), &rows));
    let total: usize = slices.iter().map(|slice| slice.count).sum();
    let most = FEW.max(total / PARTS);
    let (mut found, mut values) = (Vec::with_capacity(slices.len()), Vec::new());
    while let Some(left) = slices.get(found.len()..).filter(|left| !left.is_empty()) {
        let mut part = Lies::default();
        // Where in `values` each slice's begin, and what of them there is so far.
        let mut places: Vec<(usize, Tally)> = Vec::new();
        for slice in left {
            if part.count + slice.count > most && !places.is_empty() {
                break;
            }
            places.push((part.count, Tally::default()));
            part.add(slice.count, &slice.within);
        }
        values.resize(part.count, 0.0);
        walk.each(part.within, |slice, (_, event)| {
            let place = slice.checked_sub(found.len());
            let Some((begin, tally)) = place.and_then(|place| places.get_mut(place)) else {
                return;
            };
            match event {
                Ok((worth, _)) => {
                    values[*begin + tally.used as usize] = worth;
                    tally.used += 1;
                }
                Err(reason) => tally.leave_out(reason),
            }
        });
        found.extend(places.into_iter().map(|(begin, tally)| {
            let n = tally.used as usize;
            let at = stats::quantiles(&mut values[begin..begin + n], qs);
            Quantiles {
                at: at.map_or(vec![None; qs.len()], |at| {
                    at.into_iter().map(Some).collect()
                }),
                n: n as f64,
                tally,
            }
        }));
    }
    found
}

fn of_weighted(walk: &Walk<'_>, slices: usize, qs: &[f64]) -> Vec<Quantiles> {
    let mut all = vec![(Vec::new(), Tally::default()); slices];
    walk.each_of_all(|slice, (_, event)| {
        let (events, tally) = &mut all[slice];
        match event {
            Ok(event) => {
                events.push(event);
                tally.used += 1;
            }
            Err(reason) => tally.leave_out(reason),
        }
    });
    let of_slice = |(mut events, tally): (Vec<(f64, f64)>, Tally)| {
        let n = stats::sum(events.iter().map(|(_, weight)| *weight));
        events.sort_by(|(a, _), (b, _)| a.total_cmp(b));
        Quantiles {
            at: qs.iter().map(|q| repeated(&events, *q)).collect(),
            n,
            tally,
        }
    };
    all.into_iter().map(of_slice).collect()
}

/// The type 7 quantile of values in ascending order, each repeated as often as its weight says.
fn repeated(events: &[(f64, f64)], q: f64) -> Option<f64> {
    let events = events.iter().filter(|(_, weight)| *weight >= 1.0);
    let total: f64 = events.clone().map(|(_, weight)| weight.floor()).sum();
    let rank = (total - 1.0).max(0.0) * q;
    let (mut low, mut seen) = (None, 0.0);
    for (value, weight) in events {
        seen += weight.floor();
        if low.is_none() && seen > rank.floor() {
            low = Some(*value);
        }
        if seen > rank.ceil() {
            return Some(stats::interpolated(low?, *value, rank - rank.floor()));
        }
    }
    low
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_that_stands_for_several_counts_that_often() {
        // numpy.quantile([1, 1, 1, 5], [.5, .9]) → 1, 3.8
        let events = [(1.0, 3.0), (5.0, 1.0)];
        assert_eq!(repeated(&events, 0.5), Some(1.0));
        let p90 = repeated(&events, 0.9).unwrap();
        assert!((p90 - 3.8).abs() < 1e-12);
        assert_eq!(repeated(&[], 0.5), None);
    }
}
