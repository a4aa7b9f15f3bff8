//! Moments written as numbers, in a column whose name says that it is a time.

use super::super::epoch::Scale;
use super::super::options::ReadOptions;
use super::super::rule::RepairRule;
use outturn_core::table::{Column, ColumnType, Values};

/// Whether a name says that its column is a moment, not a duration.
#[must_use]
pub fn is_named_as_time(name: &str) -> bool {
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

/// The column as moments, the rule, how many, and the first before and after; `None` where its numbers are no moments.
pub(super) fn repair(
    name: &str,
    column: &Column,
    options: &ReadOptions,
) -> Option<(Column, RepairRule, u64, String)> {
    if !matches!(column, Column::I64(_) | Column::F64(_)) {
        return None;
    }
    let kind = options.column(name).kind;
    if !kind.map_or_else(
        || is_named_as_time(name),
        |kind| kind == ColumnType::Timestamp,
    ) {
        return None;
    }
    let numbers = (0..column.len()).filter_map(|row| column.number(row));
    let scale = Scale::of(&numbers, options.day_numbers.unwrap_or_default())?;
    let rule = scale.rule();
    if kind.is_none() && !options.repairs(rule) {
        return None;
    }
    let before = (0..column.len()).find_map(|row| column.display(row))?;
    let micros = |row: usize| match column {
        Column::I64(values) => scale.micros_of_whole(values.get(row)?),
        _ => scale.micros(column.number(row)?),
    };
    let moments: Values<i64> = (0..column.len()).map(micros).collect();
    let after = super::shown(moments.iter().flatten().next()?);
    let example = format!("{before} → {after} in {name}");
    Some((
        Column::Timestamp(moments),
        rule,
        numbers.count() as u64,
        example,
    ))
}
