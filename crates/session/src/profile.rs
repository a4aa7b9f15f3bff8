//! The distribution of a column's values.

use super::{Session, rows::measure};
use outturn_core::stats::quantile_sorted;
use outturn_core::table::{Column, TextColumn, Values};
use outturn_protocol::{ColumnProfile, FileId};

/// Bars of a distribution.
const BARS: usize = 24;
/// How many of the most frequent values are listed.
const COMMON: usize = 6;

impl Session {
    pub(super) fn profile(&self, file: &FileId, column: &str) -> Option<ColumnProfile> {
        let column = self.files.get(file)?.file().table.column(column)?;
        let profile = match column {
            Column::Text(text) => of_text(text),
            _ => of_numbers(column),
        };
        Some(ColumnProfile {
            missing: (column.len() - column.present()) as u64,
            ..profile
        })
    }
}

fn of_text(text: &TextColumn) -> ColumnProfile {
    let mut counts = vec![0u64; text.distinct()];
    for code in (0..text.len()).filter_map(|row| text.code(row)) {
        counts[code as usize] += 1;
    }
    let used = text.entries().zip(counts).filter(|(_, n)| *n > 0);
    let mut used: Vec<(&str, u64)> = used.collect();
    used.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    ColumnProfile {
        distinct: used.len() as u64,
        bars: used.iter().take(BARS).map(|(_, n)| *n).collect(),
        common: used
            .iter()
            .take(COMMON)
            .map(|(t, _)| (*t).to_owned())
            .collect(),
        ..ColumnProfile::default()
    }
}

fn of_numbers(column: &Column) -> ColumnProfile {
    let mut values: Vec<f64> = (0..column.len())
        .filter_map(|row| measure(column, row))
        .collect();
    values.sort_unstable_by(f64::total_cmp);
    let distinct = values.chunk_by(|a, b| a == b).count() as u64;
    let five = [0.0, 0.25, 0.5, 0.75, 1.0];
    let five = five.iter().filter_map(|q| quantile_sorted(&values, *q));
    ColumnProfile {
        distinct,
        five: five.filter_map(|v| shown(column, v)).collect(),
        bars: bars(&values),
        ..ColumnProfile::default()
    }
}

/// A quantile, formatted as the column's own values are.
fn shown(column: &Column, value: f64) -> Option<String> {
    let one = match column {
        Column::Timestamp(_) => {
            Column::Timestamp(std::iter::once(Some(value as i64)).collect::<Values<i64>>())
        }
        Column::Bool(_) => return None,
        _ => Column::from_numbers(vec![Some(value)]),
    };
    one.display(0)
}

/// How many of the values, sorted ascending, fall into each of [`BARS`] equal parts of their range.
fn bars(ascending: &[f64]) -> Vec<u64> {
    let (Some(low), Some(high)) = (ascending.first(), ascending.last()) else {
        return Vec::new();
    };
    let width = (high - low) / BARS as f64;
    let mut counts = vec![0; if width > 0.0 { BARS } else { 1 }];
    for value in ascending {
        let at = ((value - low) / width) as usize; // 0 ÷ 0, where all values are equal, becomes 0
        let last = counts.len() - 1;
        counts[at.min(last)] += 1;
    }
    counts
}
