//! One column of a file brought to a canonical type. Text is converted once per distinct entry, not once per row.
//!
//! Missing stays missing. What cannot be converted is missing in the result and told beside it.

use super::super::dates::{self, DateOrder, Evidence};
use super::super::infer::{boolean, is_null_word};
use super::super::number;
use super::super::report::LeftOutReason;
use super::words;
use outturn_core::table::{Column, ColumnKind, TableKind, TextBuilder, TextColumn};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// A column of a canonical type.
pub(super) struct Converted {
    pub(super) column: Arc<Column>,
    /// Rows whose value could not be converted, in order.
    pub(super) bad: Vec<(u32, LeftOutReason)>,
    /// How values were understood, where that is worth saying.
    pub(super) note: Option<String>,
}

impl Converted {
    pub(super) fn whole(column: Arc<Column>) -> Self {
        Self {
            column,
            bad: Vec::new(),
            note: None,
        }
    }
}

/// The canonical column that is asked for.
#[derive(Clone, Copy)]
pub(super) struct Wanted<'a> {
    pub(super) table: TableKind,
    pub(super) name: &'a str,
    pub(super) kind: ColumnKind,
    pub(super) order: Option<DateOrder>,
}

/// Converts a column; one that has the type already is shared.
pub(super) fn convert(source: &Arc<Column>, wanted: Wanted<'_>) -> Converted {
    match (wanted.kind, source.as_ref()) {
        (ColumnKind::Timestamp, Column::Timestamp(_))
        | (ColumnKind::Number, Column::I64(_) | Column::F64(_))
        | (ColumnKind::Boolean, Column::Bool(_)) => Converted::whole(Arc::clone(source)),
        (ColumnKind::Timestamp, Column::I64(_) | Column::F64(_)) => epochs(source),
        (ColumnKind::Timestamp, Column::Text(text)) => dates_of(text, wanted.order),
        (ColumnKind::Number, Column::Text(text)) if is_target(wanted) => {
            from_entries(text, Column::F64, |entry| {
                let number = entry.trim_start_matches(SIGNS).trim_start();
                number::lenient(number).ok_or(LeftOutReason::NotANumber)
            })
        }
        (ColumnKind::Number, Column::Text(text)) => from_entries(text, Column::F64, |entry| {
            number::lenient(entry).ok_or(LeftOutReason::NotANumber)
        }),
        (ColumnKind::Boolean, Column::Text(text)) => from_entries(text, Column::Bool, |entry| {
            flag(entry).ok_or(LeftOutReason::NotYesOrNo)
        }),
        (ColumnKind::Number, Column::Bool(flags)) => {
            from_values(flags.iter(), Column::F64, |yes| {
                Ok(f64::from(u8::from(yes)))
            })
        }
        (ColumnKind::Boolean, Column::I64(_) | Column::F64(_)) => {
            let values = (0..source.len()).map(|row| source.number(row));
            from_values(values, Column::Bool, |v| match v {
                0.0 => Ok(false),
                1.0 => Ok(true),
                _ => Err(LeftOutReason::NotYesOrNo),
            })
        }
        (ColumnKind::Text, Column::Text(text)) => texts(source, text, wanted),
        (ColumnKind::Text, _) => spelled(source, wanted),
        (kind, _) => impossible(source, kind),
    }
}

/// Signs of comparison in front of a target: `≤ 0.15`, `>= 40`.
const SIGNS: [char; 5] = ['<', '>', '≤', '≥', '='];

fn is_target(wanted: Wanted<'_>) -> bool {
    (wanted.table, wanted.name) == (TableKind::MetricSeries, "target")
}

/// Which side of its target is the better one, as the signs in front of targets say; `None` where none has one.
pub(super) fn target_sides(source: &Column) -> Option<TextColumn> {
    let targets = source.as_text()?;
    let side = |entry: &str| match entry.trim_start().chars().next()? {
        '<' | '≤' => Some("down"),
        '>' | '≥' => Some("up"),
        _ => None,
    };
    targets.entries().find_map(side)?;
    let mut sides = TextBuilder::default();
    for row in 0..targets.len() {
        sides.push(source.text(row).and_then(side));
    }
    Some(sides.finish())
}

/// A column made of each distinct text's value.
pub(super) fn from_entries<T: Copy, V: FromIterator<Option<T>>>(
    text: &TextColumn,
    wrap: fn(V) -> Column,
    convert: impl Fn(&str) -> Result<T, LeftOutReason>,
) -> Converted {
    let entries: Vec<Option<Result<T, LeftOutReason>>> = text
        .entries()
        .map(|entry| {
            let entry = entry.trim();
            (!is_missing(entry)).then(|| convert(entry))
        })
        .collect();
    let rows = (0..text.len()).map(|row| {
        text.code(row)
            .and_then(|code| entries.get(code as usize).copied().flatten())
    });
    from_values(rows, wrap, |result| result)
}

/// A column made of each row's value.
pub(super) fn from_values<S, T, V: FromIterator<Option<T>>>(
    rows: impl Iterator<Item = Option<S>>,
    wrap: fn(V) -> Column,
    convert: impl Fn(S) -> Result<T, LeftOutReason>,
) -> Converted {
    let mut bad = Vec::new();
    let values = rows.enumerate().map(|(row, value)| {
        let converted = convert(value?);
        converted
            .map_err(|reason| bad.push((row as u32, reason)))
            .ok()
    });
    let values = values.collect();
    Converted {
        column: Arc::new(wrap(values)),
        bad,
        note: None,
    }
}

fn is_missing(trimmed: &str) -> bool {
    trimmed.is_empty() || is_null_word(trimmed.as_bytes())
}

/// Yes or no in the words that probes and exports use.
fn flag(text: &str) -> Option<bool> {
    let is = |words: &[&str]| words.iter().any(|w| text.eq_ignore_ascii_case(w));
    boolean(text.as_bytes())
        .or_else(|| is(&["1", "y", "t", "on", "up", "ok"]).then_some(true))
        .or_else(|| is(&["0", "n", "f", "off", "down"]).then_some(false))
}

/// Dates and periods written as text, the order of day and month decided over all of them.
fn dates_of(text: &TextColumn, order: Option<DateOrder>) -> Converted {
    let order = order.or_else(|| proven(text));
    let mut unzoned = false;
    let parse =
        |entry: &str| match dates::parse(entry.as_bytes(), order.unwrap_or(DateOrder::DayFirst)) {
            Some(moment) => match moment.evidence {
                Evidence::Either if order.is_none() => Err(LeftOutReason::AmbiguousDate),
                Evidence::Only(only) if order.is_some_and(|known| known != only) => {
                    Err(LeftOutReason::NotADate)
                }
                _ => Ok(moment.micros),
            },
            None => dates::period(entry).ok_or(LeftOutReason::NotADate),
        };
    for entry in text.entries() {
        unzoned |=
            dates::parse(entry.trim().as_bytes(), DateOrder::DayFirst).is_some_and(|m| !m.zoned);
    }
    let mut converted = from_entries(text, Column::Timestamp, parse);
    converted.note = unzoned.then(|| "times without a zone were taken as UTC".to_owned());
    converted
}

/// The order that the dates among these texts prove; `None` where they prove none, or both.
fn proven(text: &TextColumn) -> Option<DateOrder> {
    let mut orders = text.entries().filter_map(|entry| {
        match dates::parse(entry.trim().as_bytes(), DateOrder::DayFirst)?.evidence {
            Evidence::Only(order) => Some(order),
            _ => None,
        }
    });
    let first = orders.next()?;
    orders.all(|other| other == first).then_some(first)
}

/// Dates written as numbers. Which way is decided over the column: `2024`, `202403` and `20240318` as people write them; else
/// seconds, milliseconds, microseconds or nanoseconds since 1970, by their size.
fn epochs(source: &Column) -> Converted {
    let values = (0..source.len()).map(|row| source.number(row));
    let calendar = |v: f64| calendar(v).ok_or(LeftOutReason::NotADate);
    if values.clone().flatten().all(|v| calendar(v).is_ok()) {
        return from_values(values, Column::Timestamp, calendar);
    }
    let largest = values.clone().flatten().map(f64::abs).fold(0.0, f64::max);
    // A second count of 1e11 is the year 5138; what is larger counts something finer.
    let (scale, unit) = match largest {
        v if v < 1e11 => (1e6, "seconds"),
        v if v < 1e14 => (1e3, "milliseconds"),
        v if v < 1e17 => (1.0, "microseconds"),
        _ => (1e-3, "nanoseconds"),
    };
    let mut converted = from_values(values, Column::Timestamp, |v| {
        let micros = (v * scale).round();
        (micros.abs() < 9e18)
            .then_some(micros as i64)
            .ok_or(LeftOutReason::NotADate)
    });
    converted.note = Some(format!("numbers were read as {unit} since 1970"));
    converted
}

/// A year, year and month, or year, month and day written as one number.
fn calendar(value: f64) -> Option<i64> {
    if value.fract() != 0.0 || !(1900.0..=21_991_231.0).contains(&value) {
        return None;
    }
    let whole = value as i64;
    match whole {
        1900..=2199 => dates::date(whole, 1, 1),
        190_001..=219_912 => dates::date(whole / 100, (whole % 100) as u32, 1),
        19_000_101..=21_991_231 => dates::date(
            whole / 10_000,
            (whole / 100 % 100) as u32,
            (whole % 100) as u32,
        ),
        _ => None,
    }
}

/// Text with surrounding space, words for no value and fixed words settled; shared where nothing changes.
fn texts(source: &Arc<Column>, text: &TextColumn, wanted: Wanted<'_>) -> Converted {
    let settled: Vec<Option<&str>> = text.entries().map(|entry| settle(entry, wanted)).collect();
    if settled
        .iter()
        .zip(text.entries())
        .all(|(settled, entry)| *settled == Some(entry))
    {
        return Converted::whole(Arc::clone(source));
    }
    let rows = (0..text.len()).map(|row| {
        text.code(row)
            .and_then(|code| settled.get(code as usize).copied().flatten())
    });
    Converted::whole(Arc::new(Column::from_texts(rows)))
}

fn settle<'a>(entry: &'a str, wanted: Wanted<'_>) -> Option<&'a str> {
    let entry = entry.trim();
    (!is_missing(entry))
        .then(|| words::canonical(wanted.table, wanted.name, entry).unwrap_or(entry))
}

/// Values of another type as text, spelled as they are shown. Classes and codes have few values: each is spelled once, which
/// matters on a million rows.
fn spelled(source: &Arc<Column>, wanted: Wanted<'_>) -> Converted {
    /// Most values that are remembered.
    const MOST: usize = 4096;
    let mut builder = TextBuilder::default();
    builder.make_room(source.len(), source.len());
    let spell = |builder: &mut TextBuilder, row| {
        let text = source.display(row);
        let text = text.as_deref().and_then(|text| settle(text, wanted));
        text.map_or(TextColumn::MISSING, |text| builder.code_of(text))
    };
    let mut row = 0;
    if let Column::I64(wholes) = source.as_ref()
        && let Some(bytes) = wholes.as_bytes()
    {
        let mut known = [None; 256];
        bytes.for_each(0..source.len(), |byte| {
            if let Some(byte) = byte
                && let unknown @ None = &mut known[usize::from(byte.cast_unsigned())]
            {
                *unknown = Some(spell(&mut builder, row));
            }
            row += 1;
        });
        let codes = known.map(|code| code.unwrap_or(TextColumn::MISSING));
        match bytes.complete() {
            Some(all) => builder.extend_by(all.iter().map(|byte| byte.cast_unsigned()), &codes),
            None => bytes.for_each(0..source.len(), |byte| {
                let code = byte.map(|byte| codes[usize::from(byte.cast_unsigned())]);
                builder.push_code(code.unwrap_or(TextColumn::MISSING));
            }),
        }
        return Converted::whole(Arc::new(Column::Text(builder.finish())));
    }
    let mut known: FxHashMap<u64, u32> = FxHashMap::default();
    source.for_each_number(0..source.len(), |number| {
        // Whole numbers past 2^53 would meet others under one double.
        let key = number.filter(|n| n.abs() < 9e15).map(f64::to_bits);
        let code = key.and_then(|key| known.get(&key).copied());
        let code = code.unwrap_or_else(|| {
            let code = spell(&mut builder, row);
            if let Some(key) = key.filter(|_| known.len() < MOST) {
                known.insert(key, code);
            }
            code
        });
        builder.push_code(code);
        row += 1;
    });
    Converted::whole(Arc::new(Column::Text(builder.finish())))
}

/// A type that says nothing of what is wanted, such as dates where numbers are.
fn impossible(source: &Arc<Column>, kind: ColumnKind) -> Converted {
    let reason = match kind {
        ColumnKind::Timestamp => LeftOutReason::NotADate,
        ColumnKind::Boolean => LeftOutReason::NotYesOrNo,
        ColumnKind::Number | ColumnKind::Text => LeftOutReason::NotANumber,
    };
    let rows = (0..source.len()).map(|row| source.display(row));
    from_values(rows, Column::F64, |_| Err(reason))
}
