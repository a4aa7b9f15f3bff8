//! One column: values of one type and a mask of those that are there.

use super::{Decimals, TextBuilder, TextColumn, Values, Wholes};
use crate::units::Timestamp;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ColumnType {
    /// Whole numbers.
    Integer,
    /// Numbers.
    Number,
    /// Moments in UTC.
    Timestamp,
    /// Yes or no.
    Boolean,
    /// Anything else.
    Text,
}

impl ColumnType {
    /// The type that holds the values of both: numbers for whole numbers beside others, else text.
    fn common(self, other: Self) -> Self {
        match (self, other) {
            (a, b) if a == b => a,
            (Self::Integer | Self::Number, Self::Integer | Self::Number) => Self::Number,
            _ => Self::Text,
        }
    }

    /// The word shown to people.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Integer => "whole number",
            Self::Number => "number",
            Self::Timestamp => "date and time",
            Self::Boolean => "yes or no",
            Self::Text => "text",
        }
    }
}

/// A typed column with its missing values.
#[derive(Debug, Clone, PartialEq)]
pub enum Column {
    /// Whole numbers.
    I64(Wholes),
    /// Numbers.
    F64(Decimals),
    /// Microseconds since 1970 in UTC.
    Timestamp(Values<i64>),
    /// Yes or no.
    Bool(Values<bool>),
    /// Dictionary-coded text.
    Text(TextColumn),
}

impl Column {
    /// A column of numbers.
    #[must_use]
    pub fn from_numbers(values: Vec<Option<f64>>) -> Self {
        Self::F64(values.into_iter().collect())
    }

    /// A column of moments.
    #[must_use]
    pub fn from_timestamps(values: Vec<Option<Timestamp>>) -> Self {
        Self::Timestamp(values.into_iter().map(|v| v.map(|t| t.0)).collect())
    }

    /// A column of text.
    #[must_use]
    pub fn from_texts<'a>(values: impl IntoIterator<Item = Option<&'a str>>) -> Self {
        let mut builder = TextBuilder::default();
        for value in values {
            builder.push(value);
        }
        Self::Text(builder.finish())
    }

    /// What it holds.
    #[must_use]
    pub fn column_type(&self) -> ColumnType {
        match self {
            Self::I64(_) => ColumnType::Integer,
            Self::F64(_) => ColumnType::Number,
            Self::Timestamp(_) => ColumnType::Timestamp,
            Self::Bool(_) => ColumnType::Boolean,
            Self::Text(_) => ColumnType::Text,
        }
    }

    /// Number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::I64(v) => v.len(),
            Self::Timestamp(v) => v.len(),
            Self::F64(v) => v.len(),
            Self::Bool(v) => v.len(),
            Self::Text(v) => v.len(),
        }
    }

    /// Whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Rows that have a value.
    #[must_use]
    pub fn present(&self) -> usize {
        match self {
            Self::I64(v) => v.count(),
            Self::Timestamp(v) => v.count(),
            Self::F64(v) => v.count(),
            Self::Bool(v) => v.count(),
            Self::Text(v) => v.present(),
        }
    }

    /// Whether `row` has a value.
    #[inline]
    #[must_use]
    pub fn is_present(&self, row: usize) -> bool {
        match self {
            Self::I64(v) => v.get(row).is_some(),
            Self::Timestamp(v) => v.get(row).is_some(),
            Self::F64(v) => v.get(row).is_some(),
            Self::Bool(v) => v.get(row).is_some(),
            Self::Text(v) => v.code(row).is_some(),
        }
    }

    /// The number at `row`, whole or not; `None` for other types and missing values.
    #[inline]
    #[must_use]
    pub fn number(&self, row: usize) -> Option<f64> {
        match self {
            Self::F64(v) => v.get(row),
            Self::I64(v) => v.get(row).map(|n| n as f64),
            _ => None,
        }
    }

    /// Calls `each` with the number at each of some rows, in order; `None` for other types and missing values.
    pub fn for_each_number(&self, rows: Range<usize>, mut each: impl FnMut(Option<f64>)) {
        match self {
            Self::F64(v) => v.for_each(rows, each),
            Self::I64(v) => v.for_each(rows, |n| each(n.map(|n| n as f64))),
            _ => rows.for_each(|_| each(None)),
        }
    }

    /// The moment at `row`; `None` for other types and missing values.
    #[inline]
    #[must_use]
    pub fn timestamp(&self, row: usize) -> Option<Timestamp> {
        match self {
            Self::Timestamp(v) => v.get(row).map(Timestamp),
            _ => None,
        }
    }

    /// The first row from `from` on, or the end, whose moment is missing or not within these, in microseconds since 1970.
    #[must_use]
    pub fn timestamps_within(&self, from: usize, micros: Range<i64>) -> usize {
        match self {
            Self::Timestamp(v) => v.until(from, |t| micros.contains(&t)),
            _ => from,
        }
    }

    /// The earliest and the latest moment; `None` for other types and where all are missing.
    #[must_use]
    pub fn first_and_last(&self) -> Option<(Timestamp, Timestamp)> {
        let Self::Timestamp(v) = self else {
            return None;
        };
        let (mut first, mut last) = (i64::MAX, i64::MIN);
        let mut take = |t: i64| (first, last) = (first.min(t), last.max(t));
        match v.complete() {
            Some(all) => all.iter().copied().for_each(&mut take),
            None => v.iter().flatten().for_each(&mut take),
        }
        (first <= last).then_some((Timestamp(first), Timestamp(last)))
    }

    /// Yes or no at `row`; `None` for other types and missing values.
    #[inline]
    #[must_use]
    pub fn boolean(&self, row: usize) -> Option<bool> {
        match self {
            Self::Bool(v) => v.get(row),
            _ => None,
        }
    }

    /// The text at `row`; `None` for other types and missing values.
    #[inline]
    #[must_use]
    pub fn text(&self, row: usize) -> Option<&str> {
        match self {
            Self::Text(v) => v.get(row),
            _ => None,
        }
    }

    /// The column as dictionary-coded text, when it is that.
    #[must_use]
    pub fn as_text(&self) -> Option<&TextColumn> {
        match self {
            Self::Text(v) => Some(v),
            _ => None,
        }
    }

    /// The cell as a person would write it: plain decimals, ISO 8601, `true`; `None` where missing.
    #[must_use]
    pub fn display(&self, row: usize) -> Option<String> {
        match self {
            Self::I64(v) => v.get(row).map(|n| n.to_string()),
            Self::F64(v) => v.get(row).map(|n| n.to_string()),
            Self::Bool(v) => v.get(row).map(|b| b.to_string()),
            Self::Text(v) => v.get(row).map(str::to_owned),
            Self::Timestamp(v) => v.get(row).map(|t| {
                chrono::DateTime::from_timestamp_micros(t).map_or_else(
                    || t.to_string(),
                    |t| t.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true),
                )
            }),
        }
    }

    /// Cut or extended with missing values.
    pub fn resize(&mut self, rows: usize) {
        match self {
            Self::I64(v) => v.resize(rows),
            Self::Timestamp(v) => v.resize(rows),
            Self::F64(v) => v.resize(rows),
            Self::Bool(v) => v.resize(rows),
            Self::Text(v) => v.resize(rows),
        }
    }

    /// The rows at these positions, in this order.
    #[must_use]
    pub fn take(&self, rows: &[u32]) -> Self {
        fn pick<T: Copy + Default>(values: &Values<T>, rows: &[u32]) -> Values<T> {
            rows.iter().map(|&r| values.get(r as usize)).collect()
        }
        match self {
            Self::I64(v) => Self::I64(rows.iter().map(|&r| v.get(r as usize)).collect()),
            Self::F64(v) => Self::F64(rows.iter().map(|&r| v.get(r as usize)).collect()),
            Self::Timestamp(v) => Self::Timestamp(pick(v, rows)),
            Self::Bool(v) => Self::Bool(pick(v, rows)),
            Self::Text(v) => Self::Text(v.take(rows)),
        }
    }

    /// The rows of several columns, one after the other; `None` is a column without a value in so many rows. Where the types differ,
    /// whole numbers become numbers and anything else text.
    pub(super) fn concatenated(parts: &[Option<&Self>], rows: &[usize]) -> Self {
        let total = rows.iter().sum();
        let mut types = parts.iter().flatten().map(|column| column.column_type());
        let first = types.next().unwrap_or(ColumnType::Text);
        let mut all = match types.fold(first, ColumnType::common) {
            ColumnType::Integer => Self::I64(Wholes::default()),
            ColumnType::Number => Self::F64(Decimals::default()),
            ColumnType::Timestamp => Self::Timestamp(Values::default()),
            ColumnType::Boolean => Self::Bool(Values::default()),
            ColumnType::Text => return Self::Text(texts_of(parts, rows)),
        };
        match &mut all {
            Self::I64(v) => v.make_room(total, total),
            Self::F64(v) => v.make_room(total, total),
            Self::Timestamp(v) => v.make_room(total, total),
            Self::Bool(v) => v.make_room(total, total),
            Self::Text(_) => {}
        }
        let mut len = 0;
        for (part, rows) in parts.iter().zip(rows) {
            len += rows;
            match (&mut all, part) {
                (Self::I64(v), Some(Self::I64(more))) => v.append(more),
                (Self::F64(v), Some(Self::F64(more))) => v.append(more),
                (Self::F64(v), Some(Self::I64(more))) => {
                    more.iter().for_each(|n| v.push(n.map(|n| n as f64)));
                }
                (Self::Timestamp(v), Some(Self::Timestamp(more))) => v.append(more),
                (Self::Bool(v), Some(Self::Bool(more))) => v.append(more),
                _ => {}
            }
            // What a part lacks is missing.
            all.resize(len);
        }
        all
    }

    /// Bytes held.
    #[must_use]
    pub fn bytes(&self) -> usize {
        match self {
            Self::I64(v) => v.bytes(),
            Self::Timestamp(v) => v.bytes(),
            Self::F64(v) => v.bytes(),
            Self::Bool(v) => v.bytes(),
            Self::Text(v) => v.bytes(),
        }
    }
}

/// The cells of several columns as text, one after the other. Each distinct text of a part is looked up once.
fn texts_of(parts: &[Option<&Column>], rows: &[usize]) -> TextColumn {
    let mut builder = TextBuilder::default();
    let total = rows.iter().sum();
    builder.make_room(total, total);
    for (part, rows) in parts.iter().zip(rows) {
        match part {
            Some(Column::Text(text)) => {
                let mut renamed = vec![TextColumn::MISSING; text.distinct()];
                text.for_each_code(0..text.len(), |code| {
                    let known = renamed.get_mut(code as usize).map(|known| {
                        if *known == TextColumn::MISSING {
                            *known = builder.code_of(text.entry(code));
                        }
                        *known
                    });
                    builder.push_code(known.unwrap_or(TextColumn::MISSING));
                });
            }
            Some(other) => {
                (0..other.len()).for_each(|row| builder.push(other.display(row).as_deref()));
            }
            None => (0..*rows).for_each(|_| builder.push(None)),
        }
    }
    builder.finish()
}
