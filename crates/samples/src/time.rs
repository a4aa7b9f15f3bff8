//! Dates and moments of the samples, in UTC.

use chrono::{Datelike, Days, Months, NaiveDate, NaiveDateTime, TimeDelta, Timelike};

use super::random::Random;

/// A date that is known to exist.
pub fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

/// The first days of `n` months.
pub fn months(first: NaiveDate, n: u32) -> Vec<NaiveDate> {
    (0..n).map(|i| first + Months::new(i)).collect()
}

/// The days of `n` months.
pub fn days(first: NaiveDate, n: u32) -> Vec<NaiveDate> {
    first
        .iter_days()
        .take_while(|d| *d < first + Months::new(n))
        .collect()
}

/// Whole months from one date to another.
pub fn months_between(first: NaiveDate, date: NaiveDate) -> usize {
    ((date.year() - first.year()) * 12 + date.month() as i32 - first.month() as i32).max(0) as usize
}

/// Whether people are at work.
pub fn is_workday(date: NaiveDate) -> bool {
    date.weekday().num_days_from_monday() < 5
}

/// A moment of the month, not in its last two days so that what begins in it also ends in it.
pub fn moment_in(month: NaiveDate, random: &mut Random) -> NaiveDateTime {
    let length = days(month, 1).len() - 2;
    let date = month + Days::new((random.uniform() * length as f64) as u64);
    after(
        date.and_hms_opt(0, 0, 0).unwrap_or_default(),
        random.between(0.0, 1440.0),
    )
}

/// A moment of office hours in the month.
pub fn office_moment_in(month: NaiveDate, random: &mut Random) -> NaiveDateTime {
    loop {
        let date = moment_in(month, random).date();
        if is_workday(date) {
            let nine = date.and_hms_opt(9, 0, 0).unwrap_or_default();
            return after(nine, random.between(0.0, 420.0));
        }
    }
}

/// So many minutes later, to the second.
pub fn after(moment: NaiveDateTime, minutes: f64) -> NaiveDateTime {
    moment + TimeDelta::seconds((minutes * 60.0).round() as i64)
}

/// Minutes from one moment to a later one.
pub fn minutes_between(from: NaiveDateTime, to: NaiveDateTime) -> f64 {
    (to - from).num_seconds() as f64 / 60.0
}

/// `2026-03-31T14:05:00Z`
pub fn iso(moment: NaiveDateTime) -> String {
    let (date, time) = (moment.date(), moment.time());
    let (hour, minute, second) = (time.hour(), time.minute(), time.second());
    format!("{date}T{hour:02}:{minute:02}:{second:02}Z")
}
