//! How numbers run from one moment to the next.

use super::super::super::map::{Mapping, Source, values_of};
use super::super::names::Names;
use outturn_core::table::{Column, ColumnKind};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// Ends of names that the conventions of Prometheus give to totals. Two of them are as common for what is counted of each month.
const ENDS: [&str; 3] = [TOTAL, "_count", "_sum"];
const TOTAL: &str = "_total";
/// Rises that show a total where its name says so, and where its shape alone does.
const LEAST: (usize, usize) = (2, 12);
/// So many rises to each start anew, likewise.
const RISES: (usize, usize) = (3, 6);
/// What is counted of each hour is seldom higher in every one than in the one before; what grows from day to day is.
const HOURS: i64 = 12 * HOUR;
const HOUR: i64 = 3_600_000_000;

/// Most series that are gone through: rows with more of them are of single things.
const MOST: usize = 10_000;

/// A series of numbers in the order of time.
#[derive(Debug, Clone, Default)]
pub(super) struct Walk {
    last: Option<(i64, f64)>,
    rises: usize,
    restarts: usize,
    /// The largest rise, and the largest number that follows a start anew.
    rise: f64,
    restart: f64,
    /// The shortest time between two numbers.
    step: Option<i64>,
    /// No total runs so.
    broken: bool,
}

impl Walk {
    /// Whether it may still be a total.
    fn push(&mut self, at: i64, value: f64) -> bool {
        let before = self.last.replace((at, value));
        self.broken |= value < 0.0;
        if let Some((before, last)) = before {
            let step = at - before;
            self.step = Some(self.step.map_or(step, |known| known.min(step)));
            // Several numbers of one moment are of several things.
            self.broken |= step <= 0;
            if value > last {
                self.rises += 1;
                self.rise = self.rise.max(value - last);
            } else if value < last {
                self.restarts += 1;
                self.restart = self.restart.max(value);
                self.broken |= value > last / 2.0;
            }
        }
        !self.broken
    }

    /// Whether a total runs so: when it starts anew, it comes no farther than it does from one number to the next.
    fn is_total(&self, name: &str) -> bool {
        let name = name.to_ascii_lowercase();
        let is_named = ENDS.iter().any(|end| name.ends_with(end));
        let by = |both: (usize, usize)| if is_named { both.0 } else { both.1 };
        let rises = !self.broken && self.rises >= by(LEAST);
        let restarts = self.rises >= by(RISES) * self.restarts && self.restart <= 2.0 * self.rise;
        // What only rises may as well be something that grows.
        let tells = name.ends_with(TOTAL)
            || self.restarts > 0
            || self.step.is_some_and(|step| step <= HOURS);
        rises && restarts && tells
    }
}

/// The moments of a file's rows, and the rows in their order where they are not in it already.
pub(super) struct Rows {
    times: Arc<Column>,
    order: Option<Vec<u32>>,
}

impl Rows {
    pub(super) fn of(names: &Names<'_>, mapping: &Mapping) -> Option<Self> {
        let time = mapping.binding(mapping.kind.schema().time?)?;
        let Source::Column(name) = &time.source else {
            return None;
        };
        if mapping.waits(&time.canonical) || names.raw.is_open(name) {
            return None;
        }
        let times = values_of(names.raw, name, ColumnKind::Timestamp, time.date_order)?;
        let at = |row: &u32| times.timestamp(*row as usize);
        let rows = 0..times.len() as u32;
        let is_sorted = rows.clone().is_sorted_by_key(|row| at(&row));
        let order = (!is_sorted).then(|| {
            let mut rows: Vec<u32> = rows.collect();
            rows.sort_by_key(at);
            rows
        });
        Some(Self { times, order })
    }

    /// The row at a place in time, and when it is.
    fn at(&self, place: usize) -> Option<(usize, i64)> {
        let row = self
            .order
            .as_ref()
            .map_or(place, |order| order[place] as usize);
        Some((row, self.times.timestamp(row)?.0))
    }

    /// Which metrics are totals, one for each name: all series of one run as totals do, and one of them far enough to tell. Rows of one
    /// series have the same metric and the same labels.
    pub(super) fn totals(
        &self,
        names: &[&str],
        metric: impl Fn(usize) -> Option<u32>,
        labels: &[&Column],
        values: &Column,
    ) -> Vec<bool> {
        let mut may_be = vec![true; names.len()];
        let mut open = names.len();
        let mut series: FxHashMap<Vec<u64>, Walk> = FxHashMap::default();
        let mut key = Vec::new();
        for (row, at) in (0..self.times.len()).filter_map(|place| self.at(place)) {
            let (Some(metric), Some(value)) = (metric(row), values.number(row)) else {
                continue;
            };
            if !may_be[metric as usize] {
                continue;
            }
            key.clear();
            key.push(u64::from(metric));
            key.extend(labels.iter().map(|column| label(column, row)));
            let walk = match series.get_mut(&key) {
                Some(walk) => walk,
                None => series.entry(key.clone()).or_default(),
            };
            if !walk.push(at, value) {
                may_be[metric as usize] = false;
                open -= 1;
            }
            if open == 0 || series.len() > MOST {
                return vec![false; names.len()];
            }
        }
        let mut are = vec![false; names.len()];
        for (key, walk) in &series {
            let metric = key[0] as usize;
            are[metric] |= may_be[metric] && walk.is_total(names[metric]);
        }
        are
    }
}

/// What tells one value of a label from another.
fn label(column: &Column, row: usize) -> u64 {
    match column {
        Column::Text(text) => text.code(row).map_or(u64::MAX, u64::from),
        _ => column.number(row).map_or(u64::MAX, f64::to_bits),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn walked(step: i64, values: &[f64]) -> Walk {
        let mut walk = Walk::default();
        for (at, value) in values.iter().enumerate() {
            walk.push(at as i64 * step, *value);
        }
        walk
    }

    #[test]
    fn a_name_and_a_start_anew_or_many_rises_tell_a_total() {
        let restarted = [100.0, 160.0, 220.0, 5.0, 65.0, 125.0];
        let rising: Vec<f64> = (0..24).map(f64::from).collect();
        let to_date: Vec<f64> = (0..24).map(|month| f64::from(month % 12 * 7 + 7)).collect();
        let counts = [10.0, 9.0, 12.0, 13.0, 8.0, 14.0];
        for (step, values, named, unnamed) in [
            (HOUR, &restarted[..], true, false),
            (HOUR, &rising, true, true),
            (720 * HOUR, &rising, true, false),
            (720 * HOUR, &to_date, true, true),
            (24 * HOUR, &counts, false, false),
            (HOUR, &[0.0, 1.0, 0.0, 1.0, 0.0, 1.0], false, false),
            (HOUR, &[-1.0, 0.0, 1.0], false, false),
            (0, &[1.0, 2.0, 3.0], false, false),
        ] {
            let walk = walked(step, values);
            assert_eq!(
                (walk.is_total("jobs_total"), walk.is_total("jobs")),
                (named, unnamed),
                "{values:?}"
            );
        }
    }
}
