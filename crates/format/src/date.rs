//! Dates, moments and periods, in UTC, and the short form of a fingerprint.

use super::{DateOrder, Locale};
use chrono::{DateTime, Datelike, NaiveDate, Timelike};
use outturn_core::calendar::{Grain, Period};
use outturn_core::units::Timestamp;

/// A date: `9 Aug 2026` where the locale writes dates in words, otherwise in its own digits (`09.08.2026`).
///
/// ```
/// use outturn_format::{Locale, date};
/// let day = chrono::NaiveDate::from_ymd_opt(2026, 8, 9).unwrap();
/// assert_eq!(date(day, &Locale::EN), "9 Aug 2026");
/// assert_eq!(date(day, &Locale::from_tag("ja")), "2026/08/09");
/// ```
#[must_use]
pub fn date(date: NaiveDate, locale: &Locale) -> String {
    let Some(s) = locale.date_separator else {
        return Period::containing_date(date, Grain::Day).label();
    };
    let (year, month, day) = (date.year(), date.month(), date.day());
    match locale.date_order {
        DateOrder::DayMonthYear => format!("{day:02}{s}{month:02}{s}{year:04}"),
        DateOrder::MonthDayYear => format!("{month:02}{s}{day:02}{s}{year:04}"),
        DateOrder::YearMonthDay => format!("{year:04}{s}{month:02}{s}{day:02}"),
    }
}

/// A day without its year, beside others of that year: `9 Aug`, or in the digits of the locale (`09.08.`, `08/09`).
#[must_use]
pub fn day_and_month(date: NaiveDate, locale: &Locale) -> String {
    let (month, day) = (date.month(), date.day());
    match (locale.date_separator, locale.date_order) {
        (None, _) => Period::containing_date(date, Grain::Day).short_label(),
        // Each number is an ordinal, and ends with its stop.
        (Some('.'), DateOrder::DayMonthYear) => format!("{day:02}.{month:02}."),
        (Some(s), DateOrder::DayMonthYear) => format!("{day:02}{s}{month:02}"),
        (Some(s), DateOrder::MonthDayYear | DateOrder::YearMonthDay) => {
            format!("{month:02}{s}{day:02}")
        }
    }
}

/// A moment to the minute: `9 Aug 2026, 14:05 UTC`. `—` for one outside the calendar.
#[must_use]
pub fn date_time(moment: Timestamp, locale: &Locale) -> String {
    DateTime::from_timestamp_micros(moment.0).map_or_else(
        || super::MISSING.to_owned(),
        |t| {
            let day = date(t.date_naive(), locale);
            format!("{day}, {:02}:{:02} UTC", t.hour(), t.minute())
        },
    )
}

/// A period: a day as [`date`], a longer one by its name (`Week 32, 2026`, `Aug 2026`, `Q3 2026`, `2026`).
#[must_use]
pub fn period(period: &Period, locale: &Locale) -> String {
    match period.grain() {
        Grain::Day => date(period.start(), locale),
        _ => period.label(),
    }
}

/// A period as short as it can be said beside another of the same length: a day as [`day_and_month`], a longer one by its name.
#[must_use]
pub fn period_short(period: &Period, locale: &Locale) -> String {
    match period.grain() {
        Grain::Day => day_and_month(period.start(), locale),
        _ => period.short_label(),
    }
}

/// All from one period to another: `Jan 2026 – Aug 2026`; the period itself where the two are one.
#[must_use]
pub fn periods((first, last): &(Period, Period), locale: &Locale) -> String {
    if first == last {
        period(first, locale)
    } else {
        format!("{} – {}", period(first, locale), period(last, locale))
    }
}

/// A fingerprint, or that it is still being computed.
#[must_use]
pub fn sha(sha256: &str) -> &str {
    if sha256.is_empty() { "pending" } else { sha256 }
}

/// The first twelve characters of a fingerprint: enough to tell files apart by eye, never to identify one by.
#[must_use]
pub fn sha_short(sha256: &str) -> &str {
    let sha256 = sha(sha256);
    sha256
        .char_indices()
        .nth(12)
        .map_or(sha256, |(end, _)| &sha256[..end])
}
