//! Values that stand for no value: 9999-12-31 for "not yet", -1 for "unknown".

use super::super::dates::{self, DateOrder};
use super::super::file::RawFile;
use super::super::report::LeftOutReason;
use super::convert::{Converted, How, Wanted, convert};
use outturn_core::table::{Column, ColumnKind, Decimals, TableKind, Values};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Values of one column that stand for no value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Placeholder {
    /// The column of the file.
    pub column: String,
    /// The values: numbers as they are shown, moments as `9999-12-31T23:59:59Z`.
    pub values: Vec<String>,
}

/// A column of the file as numbers or moments, before it is known what stands for no value.
pub(in super::super) fn values_of(
    raw: &RawFile,
    name: &str,
    kind: ColumnKind,
    order: Option<DateOrder>,
) -> Option<Arc<Column>> {
    let wanted = Wanted {
        table: TableKind::MetricSeries,
        name: "value",
        kind,
        order,
        how: How::of(&raw.written, Some(name)),
    };
    Some(convert(&raw.table.shared(name)?, wanted).column)
}

/// The same without values that stand for none: they are missing, and told with their reason.
pub(super) fn without(mut converted: Converted, placeholders: &[String]) -> Converted {
    if placeholders.is_empty() {
        return converted;
    }
    let mut bad = Vec::new();
    let mut note = |row: usize| bad.push((row as u32, LeftOutReason::Placeholder));
    let column = match converted.column.as_ref() {
        Column::Timestamp(values) => {
            let moment = |text: &String| dates::parse(text.as_bytes(), DateOrder::DayFirst);
            let placeholders: Vec<i64> = placeholders
                .iter()
                .filter_map(moment)
                .map(|m| m.micros)
                .collect();
            let kept: Values<i64> = values
                .iter()
                .enumerate()
                .map(|(row, value)| {
                    value.filter(|v| {
                        !placeholders.contains(v) || {
                            note(row);
                            false
                        }
                    })
                })
                .collect();
            Column::Timestamp(kept)
        }
        Column::I64(_) | Column::F64(_) => {
            let placeholders: Vec<f64> = placeholders
                .iter()
                .filter_map(|text| outturn_core::decimal::parse(text))
                .collect();
            let source = &converted.column;
            let kept: Decimals = (0..source.len())
                .map(|row| {
                    let value = source.number(row)?;
                    let stands = placeholders.contains(&value);
                    if stands {
                        note(row);
                    }
                    (!stands).then_some(value)
                })
                .collect();
            Column::F64(kept)
        }
        _ => return converted,
    };
    converted.column = Arc::new(column);
    converted.bad.extend(bad);
    converted.bad.sort_by_key(|(row, _)| *row);
    converted
}
