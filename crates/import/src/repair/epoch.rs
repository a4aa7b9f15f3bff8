//! Moments written as numbers since 1970, in a column whose name says that it is a time.

use super::super::options::ReadOptions;
use super::super::rule::RepairRule;
use outturn_core::table::{Column, ColumnType, Values};

/// 1990 and 2100 in seconds since 1970: what is recorded lies between.
const SECONDS: std::ops::Range<f64> = 631_152_000.0..4_102_444_800.0;
/// Seconds and finer: how many to a second, and their name.
const UNITS: [(f64, &str); 4] = [
    (1.0, "seconds"),
    (1e3, "milliseconds"),
    (1e6, "microseconds"),
    (1e9, "nanoseconds"),
];

/// Whether a name says that its column is a moment, not a duration.
fn is_time(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let last = name.rsplit('.').next().unwrap_or(&name);
    let word: String = last.chars().filter(|c| c.is_alphanumeric()).collect();
    matches!(
        word.as_str(),
        "time"
            | "ts"
            | "date"
            | "datetime"
            | "epoch"
            | "unixtime"
            | "eventtime"
            | "created"
            | "updated"
    ) || word.ends_with("timestamp")
        || name.ends_with("_at")
        || name.ends_with("_ts")
}

/// The column as moments, how many, and the first before and after; `None` where it is none of numbers since 1970.
pub(super) fn repair(
    name: &str,
    column: &Column,
    options: &ReadOptions,
) -> Option<(Column, u64, String)> {
    let wanted = match options.column(name).kind {
        None => options.repairs(RepairRule::EpochTime) && is_time(name),
        Some(kind) => kind == ColumnType::Timestamp,
    };
    if !wanted || !matches!(column, Column::I64(_) | Column::F64(_)) {
        return None;
    }
    let numbers = || (0..column.len()).map(|row| column.number(row));
    let before = (0..column.len()).find_map(|row| column.display(row))?;
    let (per_second, _) = UNITS
        .into_iter()
        .find(|(unit, _)| numbers().flatten().all(|v| SECONDS.contains(&(v / unit))))?;
    let micros = |row: usize| match column {
        // Whole numbers past 2^53 keep their digits.
        Column::I64(values) => values.get(row).map(|v| match per_second as i64 {
            1_000_000_000 => v.div_euclid(1000),
            unit => v * (1_000_000 / unit),
        }),
        _ => column
            .number(row)
            .map(|v| (v / per_second * 1e6).round() as i64),
    };
    let moments: Values<i64> = (0..column.len()).map(micros).collect();
    let after = super::shown(moments.iter().flatten().next()?);
    let count = numbers().flatten().count() as u64;
    Some((
        Column::Timestamp(moments),
        count,
        format!("{before} → {after} in {name}"),
    ))
}
