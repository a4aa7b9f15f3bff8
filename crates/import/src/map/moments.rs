//! Texts and numbers brought to moments.

use super::super::dates::{self, DateOrder, Evidence, Orders};
use super::super::epoch::Scale;
use super::super::number;
use super::super::repair;
use super::super::report::LeftOutReason;
use super::super::written::AsWritten;
use super::convert::{Converted, How, Wanted, from_values, is_missing};
use outturn_core::table::{Column, TextColumn};

/// Dates and periods written as text, the order of day, month and year decided over all of them. Nothing is taken of any while that is
/// open.
pub(super) fn dates_of(text: &TextColumn, wanted: Wanted<'_>) -> Converted {
    let choice = wanted.how.choice();
    let evidence = evidence(text);
    let order = wanted.order.or(choice.date_order).or(evidence.only());
    let order = order.or_else(|| wanted.how.file.and_then(|file| file.date_order));
    let ahead = wanted.how.file.map_or(0, |file| file.ahead);
    let open = order.is_none() && (evidence.is_open() || evidence.is_empty());
    let scale = scale(text, wanted.how);
    let reading = order.unwrap_or(DateOrder::DayFirst);
    let mut unzoned = false;
    let mut read = |entry: &str| {
        if let Some(moment) = repair::read_moment(entry, reading) {
            unzoned |= !moment.zoned;
            return match moment.evidence {
                Evidence::Ordered(_) if open => Err(LeftOutReason::AmbiguousDate),
                _ if moment
                    .open_letters()
                    .is_some_and(|l| !choice.zones.contains_key(l)) =>
                {
                    Err(LeftOutReason::NotADate)
                }
                _ => Ok(repair::micros(&moment, &choice, ahead)),
            };
        }
        let number = number::lenient(entry).zip(scale);
        let number = number.and_then(|(number, scale)| scale.micros(number));
        number
            .or_else(|| dates::period(entry))
            .ok_or(LeftOutReason::NotADate)
    };
    let entries: Vec<Result<i64, LeftOutReason>> = text.entries().map(|e| read(e.trim())).collect();
    let rows = (0..text.len()).map(|row| {
        let code = text.code(row)?;
        let missing = is_missing(text.entry(code).trim());
        entries.get(code as usize).copied().filter(|_| !missing)
    });
    let mut converted = from_values(rows, Column::Timestamp, |at| at);
    converted.note = unzoned.then(|| {
        let zone = match ahead {
            0 => "UTC",
            _ => "the zone that was chosen",
        };
        format!("times without a zone were taken as {zone}")
    });
    converted
}

/// The orders in which all dates among these texts are dates.
fn evidence(text: &TextColumn) -> Orders {
    let orders = text.entries().filter_map(|entry| {
        match dates::parse(entry.trim().as_bytes(), DateOrder::DayFirst)?.evidence {
            Evidence::Ordered(orders) => Some(orders),
            Evidence::Plain => None,
        }
    });
    orders.fold(Orders::ANY, Orders::and)
}

/// What numbers among these texts count.
fn scale(text: &TextColumn, how: How<'_>) -> Option<Scale> {
    let numbers: Vec<f64> = text.entries().filter_map(number::lenient).collect();
    let days = how.file.map(|file| file.day_numbers).unwrap_or_default();
    Scale::of(&numbers.iter().copied(), days).filter(|scale| {
        how.file
            .is_none_or(|file| !file.off.contains(&scale.rule()))
    })
}

/// Dates written as numbers. Which way is decided over the column: `2024`, `202403` and `20240318` as people write them; else moments
/// since 1970 or a spreadsheet's days. Numbers that would be no recorded time either way are no moments.
pub(super) fn epochs(source: &Column, how: How<'_>) -> Converted {
    let values = (0..source.len()).map(|row| source.number(row));
    let calendar = |v: f64| calendar(v).ok_or(LeftOutReason::NotADate);
    if values.clone().flatten().all(|v| calendar(v).is_ok()) {
        return from_values(values, Column::Timestamp, calendar);
    }
    let days = how.file.map(|file| file.day_numbers).unwrap_or_default();
    let Some(scale) = Scale::of(&values.clone().flatten(), days) else {
        return from_values(values, Column::Timestamp, |_| {
            Err::<i64, _>(LeftOutReason::NoMoment)
        });
    };
    let mut converted = from_values(values, Column::Timestamp, |v| {
        scale.micros(v).ok_or(LeftOutReason::NotADate)
    });
    converted.note = Some(format!("numbers were read as {}", scale.words()));
    converted
}

/// Whether numbers say when: as people write dates in digits, or by when they would lie.
pub(in super::super) fn says_when(source: &Column, file: &AsWritten) -> bool {
    let numbers = (0..source.len()).filter_map(|row| source.number(row));
    numbers.clone().all(|v| calendar(v).is_some())
        || Scale::of(&numbers, file.day_numbers).is_some()
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
