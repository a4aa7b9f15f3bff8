//! Moments of numbers that count steps: days, weeks or months from a start, or nothing but an order.
//!
//! Steps without a date stand a day apart in the first years of the calendar, where no recorded moment is: they are in order among
//! themselves and meet nothing else. [`Mapping::is_by_order`](super::Mapping::is_by_order) tells of them, so that nobody takes these
//! days for dates.

use super::super::dates::{self, DAY, DateOrder};
use super::super::report::LeftOutReason;
use super::convert::{Converted, from_values};
use super::selection::has;
use super::{Mapping, Step};
use outturn_core::table::{Column, Table, TableKind};

/// What is said of a file whose steps have no dates.
pub(super) const ONLY_ORDER: &str = "Its steps have an order and no dates: it is compared with series of the same steps, where lags are counted in steps, and is on no scorecard.";

/// A table of metrics whose steps have no dates, each metric named so that nobody takes it for one that has.
pub(super) fn named(mut table: Table, mapping: &Mapping) -> Table {
    if mapping.kind != TableKind::MetricSeries || !mapping.is_by_order() {
        return table;
    }
    if let Some(Column::Text(names)) = table.column("metric") {
        let entries: Vec<String> = names
            .entries()
            .map(|name| format!("{name} (by step)"))
            .collect();
        let rows =
            (0..names.len()).map(|row| Some(entries.get(names.code(row)? as usize)?.as_str()));
        let named = Column::from_texts(rows);
        table.push("metric", named);
    }
    table
}

/// Midnight of 1 January of the year 1.
fn beginning() -> i64 {
    dates::date(1, 1, 1).unwrap_or(0)
}

/// Each step's moment. Without a start, steps that have a date have no moment.
pub(super) fn counted(source: &Column, step: Step, start: Option<&str>) -> Converted {
    let number = |row: usize| match source {
        Column::Text(text) => step_of(text.entry(text.code(row)?)),
        _ => source.number(row),
    };
    let first = (0..source.len()).filter_map(number);
    let first = first.fold(f64::INFINITY, f64::min);
    let start = start.and_then(|start| dates::parse(start.trim().as_bytes(), DateOrder::DayFirst));
    let start = match step {
        Step::Order => Some(beginning()),
        _ => start.map(|moment| moment.micros),
    };
    let values = (0..source.len()).map(|row| has(source, row).then(|| number(row)));
    from_values(values, Column::Timestamp, |number| {
        let number = number.ok_or(LeftOutReason::NotADate)?;
        let start = start.ok_or(LeftOutReason::NoMoment)?;
        at(start, step, number - first).ok_or(LeftOutReason::NotADate)
    })
}

/// The number behind a word: 3 of `Sprint 3`.
pub(in super::super) fn step_of(text: &str) -> Option<f64> {
    let text = text.trim();
    let word = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = &text[word.len()..];
    let named = word
        .chars()
        .all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '_' | '#'));
    digits.parse().ok().filter(|_| named && digits.len() <= 6)
}

/// So many steps after a day.
fn at(start: i64, step: Step, steps: f64) -> Option<i64> {
    const MOST: f64 = 1e6;
    if steps.abs() > MOST {
        return None;
    }
    let days = |days: f64| start.checked_add((days * DAY as f64).round() as i64);
    match step {
        Step::Day | Step::Order => days(steps),
        Step::Week => days(steps * 7.0),
        Step::Month if steps.fract() == 0.0 => {
            use chrono::Months;
            let day = chrono::DateTime::from_timestamp_micros(start)?;
            let months = Months::new(steps as u32);
            Some(day.checked_add_months(months)?.timestamp_micros())
        }
        Step::Month => None,
    }
}
