//! What a binding names, as one column of the file's length.

use super::super::dates;
use super::super::error::{Fault, ImportError, Place};
use super::super::file::RawFile;
use super::super::number;
use super::super::report::LeftOutReason;
use super::super::rule::{Repair, RepairRule};
use super::convert::{Converted, How, Wanted, convert, from_entries};
use super::placeholder::values_of;
use super::rise::rises;
use super::steps::counted;
use super::unit::Unit;
use super::{Binding, Source};
use outturn_core::table::{Column, ColumnKind, Quantity, TableKind, TextBuilder, Values};
use std::sync::Arc;

/// The column that a binding fills, converted to what is wanted.
pub(super) fn fill(
    raw: &RawFile,
    binding: &Binding,
    wanted: Wanted<'_>,
) -> Result<Converted, ImportError> {
    let settled = |source: &Arc<Column>| {
        let source = translated(source, &binding.words);
        in_unit(&source, binding.unit, wanted)
    };
    match &binding.source {
        Source::Column(name) => Ok(settled(&column(raw, name)?)),
        Source::Constant(value) => constant(raw, value, wanted),
        Source::FirstOf(names) => Ok(settled(&first_of(raw, names, wanted)?)),
        Source::After {
            start,
            length,
            unit,
        } => after(raw, start, length, *unit, wanted),
        Source::Counted {
            column: name,
            step,
            start,
        } => Ok(counted(&*column(raw, name)?, *step, start.as_deref())),
        Source::Risen {
            column: name,
            time,
            by,
            since,
        } => {
            let totals = settled(&column(raw, name)?);
            column(raw, time)?;
            let times = values_of(raw, time, ColumnKind::Timestamp, None);
            let labels = by.iter().map(|label| column(raw, label));
            let labels = labels.collect::<Result<Vec<_>, _>>()?;
            Ok(match times {
                Some(times) => rises(totals, &times, &labels, *since),
                None => totals,
            })
        }
        Source::InUnits {
            column: name,
            units,
        } => {
            let numbers = settled(&column(raw, name)?);
            Ok(each_in_its_unit(numbers, &*column(raw, units)?, wanted))
        }
        Source::Inside { column: name, path } => {
            Ok(settled(&each_text(&column(raw, name)?, |text| {
                inside(text, path)
            })))
        }
        Source::Argument { column: from, name } => {
            Ok(settled(&each_text(&column(raw, from)?, |text| {
                argument(text, name)
            })))
        }
        Source::YearQuarter { year, quarter } => period(raw, year, quarter, wanted, |text| {
            let number: u32 = text.trim().trim_start_matches(['q', 'Q']).parse().ok()?;
            (1..=4).contains(&number).then(|| 3 * number - 2)
        }),
        Source::YearMonth { year, month } => period(raw, year, month, wanted, dates::month),
    }
}

/// A column of the file by its name.
pub(super) fn column(raw: &RawFile, name: &str) -> Result<Arc<Column>, ImportError> {
    raw.table.shared(name).ok_or_else(|| {
        refuse(
            raw,
            Fault::NoSuchColumn {
                column: name.to_owned(),
            },
        )
    })
}

/// A refusal that concerns the mapping of this file.
pub(super) fn refuse(raw: &RawFile, fault: Fault) -> ImportError {
    ImportError {
        file: raw.name.clone(),
        fault,
        at: Place::default(),
    }
}

fn constant(raw: &RawFile, value: &str, wanted: Wanted<'_>) -> Result<Converted, ImportError> {
    let one = convert(&Arc::new(Column::from_texts([Some(value)])), wanted);
    if one.column.present() == 0 {
        return Err(refuse(
            raw,
            Fault::BadConstant {
                canonical: wanted.name.to_owned(),
                found: value.to_owned(),
            },
        ));
    }
    let every = vec![0; raw.table.rows()];
    Ok(Converted {
        column: Arc::new(one.column.take(&every)),
        ..one
    })
}

/// Each value as what it stands for; the column itself where nothing is translated.
fn translated(source: &Arc<Column>, words: &[(String, String)]) -> Arc<Column> {
    if words.is_empty() {
        return Arc::clone(source);
    }
    let mut builder = TextBuilder::default();
    for row in 0..source.len() {
        let shown = source.display(row);
        let Some(text) = shown.as_deref() else {
            builder.push(None);
            continue;
        };
        let exactly = words.iter().find(|(value, _)| value == text);
        let stands_for = exactly.or_else(|| {
            let alike = |value: &str| value.trim().eq_ignore_ascii_case(text.trim());
            words.iter().find(|(value, _)| alike(value))
        });
        let meaning = stands_for.map_or(text, |(_, meaning)| meaning);
        builder.push((!meaning.is_empty()).then_some(meaning));
    }
    Arc::new(Column::Text(builder.finish()))
}

/// A column converted to what is wanted, its numbers from their unit to that of the canonical column.
pub(super) fn in_unit(source: &Arc<Column>, unit: Option<Unit>, wanted: Wanted<'_>) -> Converted {
    let (Some(unit), ColumnKind::Number) = (unit, wanted.kind) else {
        return convert(source, wanted);
    };
    let quantity = wanted
        .table
        .schema()
        .column(wanted.name)
        .map_or(Quantity::Plain, |c| c.quantity);
    let Some((times, by)) = unit.to(quantity) else {
        let mut converted = convert(source, wanted);
        converted.note = Some(format!(
            "{} says nothing of this column, so its numbers stay as they are",
            unit.label()
        ));
        return converted;
    };
    let mut converted = match (unit, source.as_ref()) {
        (Unit::Written | Unit::HoursAndMinutes | Unit::Percent, Column::Text(text)) => {
            from_entries(text, Column::F64, |entry| {
                let number = unit.number(entry).or_else(|| number::lenient(entry));
                number.ok_or(LeftOutReason::NotANumber)
            })
        }
        _ => convert(source, wanted),
    };
    if let Some(file) = wanted.how.file.filter(|_| unit.times().is_some()) {
        if file.off.contains(&RepairRule::HeaderScale) {
            converted.note = Some(format!(
                "{} are not multiplied out, as that repair is off",
                unit.label()
            ));
            return converted;
        }
        converted
            .repairs
            .extend(multiplied(&converted.column, times));
    }
    if (times, by) != (1.0, 1.0) {
        let rows = 0..converted.column.len();
        let values = rows.map(|row| converted.column.number(row).map(|v| v * times / by));
        converted.column = Arc::new(Column::F64(values.collect()));
    }
    converted
}

/// Numbers each brought from the unit beside it to that of the canonical column.
fn each_in_its_unit(mut numbers: Converted, units: &Column, wanted: Wanted<'_>) -> Converted {
    let Some(units) = units.as_text() else {
        return numbers;
    };
    let schema = wanted.table.schema().column(wanted.name);
    let quantity = schema.map_or(Quantity::Plain, |c| c.quantity);
    let factors = units.entries().map(|text| Unit::told(text)?.to(quantity));
    let factors: Vec<Option<(f64, f64)>> = factors.collect();
    let values = (0..numbers.column.len()).map(|row| {
        let value = numbers.column.number(row)?;
        let factor = units.code(row).and_then(|code| factors[code as usize]);
        Some(factor.map_or(value, |(times, by)| value * times / by))
    });
    numbers.column = Arc::new(Column::F64(values.collect()));
    numbers
}

/// That amounts are counted in more than one unit, for the receipt.
fn multiplied(column: &Column, times: f64) -> Option<Repair> {
    let first = (0..column.len()).find_map(|row| column.number(row))?;
    Some(Repair {
        rule: RepairRule::HeaderScale,
        count: column.present() as u64,
        example: format!("{first} → {}", first * times),
    })
}

/// Moments so long after others.
fn after(
    raw: &RawFile,
    start: &str,
    length: &str,
    unit: Unit,
    wanted: Wanted<'_>,
) -> Result<Converted, ImportError> {
    let mut from = convert(&column(raw, start)?, wanted);
    // The moments' own canonical column is not what the lengths are measured for: they are brought to seconds.
    let seconds = Wanted {
        table: TableKind::MetricSeries,
        name: "value",
        kind: ColumnKind::Number,
        order: None,
        how: How::of(&raw.written, Some(length)),
    };
    let lengths = in_unit(&column(raw, length)?, Some(unit), seconds);
    let values = (0..raw.table.rows()).map(|row| {
        let micros = (lengths.column.number(row)? * 1e6).round();
        let at = from.column.timestamp(row)?.0.checked_add(micros as i64);
        at.filter(|_| micros.abs() < 9e18)
    });
    let column = Arc::new(Column::Timestamp(values.collect()));
    from.bad.extend(lengths.bad);
    from.bad.sort_by_key(|(row, _)| *row);
    from.bad.dedup_by_key(|(row, _)| *row);
    Ok(Converted { column, ..from })
}

/// What is found in each text, each distinct one searched once.
fn each_text(source: &Arc<Column>, find: impl Fn(&str) -> Option<String>) -> Arc<Column> {
    let Some(text) = source.as_text() else {
        return Arc::new(Column::from_texts((0..source.len()).map(|_| None)));
    };
    let found: Vec<Option<String>> = text.entries().map(find).collect();
    let rows = (0..text.len()).map(|row| found.get(text.code(row)? as usize)?.as_deref());
    Arc::new(Column::from_texts(rows))
}

/// A value inside JSON text.
fn inside(text: &str, path: &[String]) -> Option<String> {
    use serde_json::Value;
    let mut value: Value = serde_json::from_str(text.trim()).ok()?;
    for name in path {
        value = match value {
            Value::Object(members) => {
                let named = |(key, _): &(String, Value)| key.trim() == name.trim();
                members.into_iter().find(named)?.1
            }
            Value::Array(list) => {
                let (key, wanted) = name.strip_prefix('[')?.strip_suffix(']')?.split_once('=')?;
                let is_it = |object: &Value| {
                    let said = object.get(key).and_then(Value::as_str);
                    said.is_some_and(|said| said.eq_ignore_ascii_case(wanted))
                };
                list.into_iter().find(is_it)?
            }
            _ => return None,
        };
    }
    match value {
        Value::Null => None,
        Value::String(text) => Some(text),
        other => Some(other.to_string()),
    }
}

/// An argument of a call.
fn argument(text: &str, name: &str) -> Option<String> {
    let (_, arguments) = text.strip_suffix(')').unwrap_or(text).split_once('(')?;
    let mut all = arguments
        .split(',')
        .filter_map(|argument| argument.split_once('='));
    let (_, value) = all.find(|(key, _)| key.trim() == name)?;
    Some(value.trim().to_owned())
}

fn first_of(
    raw: &RawFile,
    names: &[String],
    wanted: Wanted<'_>,
) -> Result<Arc<Column>, ImportError> {
    let mut columns = Vec::with_capacity(names.len());
    for name in names {
        columns.push(convert(
            &column(raw, name)?,
            Wanted {
                kind: ColumnKind::Text,
                ..wanted
            },
        ));
    }
    let mut builder = TextBuilder::default();
    for row in 0..raw.table.rows() {
        builder.push(columns.iter().find_map(|c| c.column.text(row)));
    }
    Ok(Arc::new(Column::Text(builder.finish())))
}

/// Dates from a column of years and one of parts of the year; `month` reads the month that a part begins with.
fn period(
    raw: &RawFile,
    year: &str,
    part: &str,
    wanted: Wanted<'_>,
    month: impl Fn(&str) -> Option<u32>,
) -> Result<Converted, ImportError> {
    if wanted.kind != ColumnKind::Timestamp {
        return Err(refuse(
            raw,
            Fault::BadConstant {
                canonical: wanted.name.to_owned(),
                found: format!("{year}, {part}"),
            },
        ));
    }
    let (years, parts) = (column(raw, year)?, column(raw, part)?);
    let mut values = Values::default();
    let mut bad = Vec::new();
    for row in 0..raw.table.rows() {
        let (Some(year), Some(part)) = (years.display(row), parts.display(row)) else {
            values.push(None);
            continue;
        };
        let year = number::lenient(&year).filter(|y| y.fract() == 0.0);
        let at = year
            .zip(month(&part))
            .and_then(|(year, month)| dates::date(year as i64, month, 1));
        if at.is_none() {
            bad.push((row as u32, LeftOutReason::NotADate));
        }
        values.push(at);
    }
    Ok(Converted {
        column: Arc::new(Column::Timestamp(values)),
        bad,
        note: None,
        repairs: Vec::new(),
    })
}
