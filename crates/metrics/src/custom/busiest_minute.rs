//! Requests per second of the busiest minute.

use super::Tally;
use crate::{Input, Observation, Scope, Unavailable};
use outturn_core::stats;
use outturn_core::table::TableKind::Predictions;
use outturn_core::units::Timestamp;
use outturn_expr::{Custom, Read};
use rustc_hash::FxHashMap;

/// Requests per second of the slice's busiest minute.
pub const BUSIEST_MINUTE: Custom = Custom {
    words: "most requests in a minute ÷ 60",
    sql: "SELECT max(n) / 60 FROM (SELECT sum(count) AS n FROM predictions GROUP BY date_trunc('minute', timestamp))",
    noun: "requests",
    reads: &[
        Read {
            table: Predictions,
            column: "timestamp",
            required: true,
        },
        Read {
            table: Predictions,
            column: "count",
            required: false,
        },
    ],
    measure: busiest_minute,
};

fn busiest_minute(scope: &Scope<'_>) -> Result<Vec<Observation>, Unavailable> {
    const MINUTE: i64 = 60_000_000;
    let rows = scope.rows(Predictions)?;
    let when = scope.column(Predictions, "timestamp")?;
    let count = rows.table.column("count");
    let mut minutes: Vec<FxHashMap<u64, stats::Sum>> =
        vec![FxHashMap::default(); scope.slices().len()];
    let mut tallies = vec![Tally::default(); scope.slices().len()];
    // Sums of hours or days say nothing of their minutes.
    let mut is_fine = vec![count.is_none(); scope.slices().len()];
    rows.for_each(|row, slice| {
        match (
            when.timestamp(row),
            count.map_or(Some(1.0), |count| count.number(row).filter(|n| *n >= 0.0)),
        ) {
            (Some(Timestamp(t)), Some(n)) => {
                let minute = t.div_euclid(MINUTE).cast_unsigned();
                minutes[slice].entry(minute).or_default().add(n);
                is_fine[slice] |= t.rem_euclid(60 * MINUTE) != 0;
                tallies[slice].used += 1;
            }
            _ => tallies[slice].skipped += 1,
        }
    });
    Ok(minutes
        .iter()
        .zip(&tallies)
        .zip(is_fine)
        .map(|((minutes, tally), is_fine)| {
            let most = minutes
                .values()
                .map(stats::Sum::value)
                .fold(None, |m: Option<f64>, n| Some(m.map_or(n, |m| m.max(n))))
                .filter(|_| is_fine);
            let mut observation = tally.observe(most.map(|m| m / 60.0));
            observation.inputs = most
                .map(|m| Input::count("requests in the busiest minute", m))
                .into_iter()
                .collect();
            observation
        })
        .collect())
}
