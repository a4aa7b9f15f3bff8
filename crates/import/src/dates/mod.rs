//! Dates and times as text, to microseconds since 1970 in UTC.
//!
//! Read are ISO 8601 (`2024-09-18T22:00:00.5+02:00`, a space for the T, no time, no zone), day, month and a year of two digits in
//! any order with `-`, `/` or `.` between (`29-02-2016 01:16`, `6/21/2025 4:14 PM`, `24/01/15`), months by name (`12/Mar/24 9:41 AM`,
//! `5. März 2026`), and what mail, logs, JavaScript and Kibana write. A moment without a zone is taken as UTC, and says so in
//! [`Moment::zoned`]. Which of day, month and year comes first is evidence, not a guess: it is decided over a whole column by whoever
//! reads one.

mod cursor;
mod digits;
mod names;
mod orders;
mod period;
mod places;
mod usual;
mod zones;

pub(super) use digits::{digits_by, in_digits, is_hour, month_in_digits, orders_of_digits};
pub(super) use orders::Orders;
pub(super) use period::{
    Fiscal, Length, are_months, fiscal, fiscal_day, month, month_of, named_month, period,
    short_month, span, week_in_digits,
};
pub(super) use usual::Usual;
pub(super) use zones::{offset, offset_of, places_of};

use cursor::Cursor;
use serde::{Deserialize, Serialize};

/// Which comes first in a date written as `03/04/2024`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    /// The 3rd of April.
    DayFirst,
    /// March the 4th.
    MonthFirst,
    /// As `03/04/24`: the 24th of April 2003.
    YearFirst,
}

impl DateOrder {
    /// The order in words: `day before month`.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::DayFirst => "day before month",
            Self::MonthFirst => "month before day",
            Self::YearFirst => "year before month and day",
        }
    }
}

/// What one date tells about the order of its column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Evidence {
    /// Its form has one reading.
    Plain,
    /// These orders make a date of it.
    Ordered(Orders),
}

/// A date and time as read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Moment {
    pub(super) micros: i64,
    /// Whether it said its zone.
    pub(super) zoned: bool,
    /// How far its zone is ahead of UTC, in microseconds.
    pub(super) ahead: i64,
    /// The letters that its zone was said in, other than UTC's own.
    pub(super) letters: Option<&'static str>,
    pub(super) evidence: Evidence,
}

impl Moment {
    /// Letters of several zones that it is said in: it is one of them, taken as UTC until it is known which.
    pub(super) fn open_letters(&self) -> Option<&'static str> {
        self.letters
            .filter(|letters| !places_of(letters).is_empty())
    }

    /// Whether it is midnight in the zone that it names.
    pub(super) fn is_local_midnight(&self) -> bool {
        self.zoned && (self.micros + self.ahead).rem_euclid(DAY) == 0
    }
}

/// Whether midnights are so many of a column's moments that they are days, to all appearance. A few that are none, of a job that ran late,
/// change nothing in what the others are.
pub(super) fn are_mostly_midnights(midnights: u64, moments: u64) -> bool {
    const LEAST: u64 = 2;
    midnights >= LEAST && 3 * midnights >= 2 * moments
}

pub(super) const DAY: i64 = 86_400_000_000;

/// Days from 1970-01-01 to a date of the proleptic Gregorian calendar. Source: H. Hinnant, "chrono-compatible low-level date
/// algorithms", days_from_civil.
fn days(year: i64, month: u32, day: u32) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((i64::from(month) + 9) % 12) + 2) / 5 + i64::from(day) - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

fn month_length(year: i64, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

/// Midnight of a date; `None` for one that does not exist.
pub(super) fn date(year: i64, month: u32, day: u32) -> Option<i64> {
    let exists = (1..=9999).contains(&year)
        && (1..=12).contains(&month)
        && day >= 1
        && day <= month_length(year, month);
    exists.then(|| days(year, month, day) * DAY)
}

/// Whether it is midnight of the first of a month.
pub(super) fn is_first_of_month(micros: i64) -> bool {
    use chrono::Datelike;
    let found = chrono::DateTime::from_timestamp_micros(micros);
    micros.rem_euclid(DAY) == 0 && found.is_some_and(|at| at.day() == 1)
}

/// The same time of day on the date with day and month exchanged; `None` where there is no such date.
pub(super) fn exchange(micros: i64) -> Option<i64> {
    use chrono::Datelike;
    let found = chrono::DateTime::from_timestamp_micros(micros)?.date_naive();
    date(i64::from(found.year()), found.day(), found.month())
        .map(|midnight| midnight + micros.rem_euclid(DAY))
}

/// Reads a date with or without a time; `order` decides where the date itself does not. Space around it is not allowed.
pub(super) fn parse(text: &[u8], order: DateOrder) -> Option<Moment> {
    // The shortest date is 1/1/24; all begin with a digit or a letter.
    let begins = |byte: u8| byte.is_ascii_alphanumeric() || !byte.is_ascii();
    if text.len() < 6 || text.len() > 72 {
        return None;
    }
    // Logs of web servers have brackets around it.
    let bare = text
        .strip_prefix(b"[")
        .and_then(|text| text.strip_suffix(b"]"));
    let text = bare.unwrap_or(text);
    if !begins(text[0]) {
        return None;
    }
    let mut cursor = Cursor { rest: text };
    let mut moment = cursor.moment(order)?;
    if !cursor.rest.is_empty() {
        moment.micros += cursor.time()?;
        if let Some(zone) = cursor.zone(moment.micros)? {
            moment.set_zone(zone);
        }
    }
    cursor.rest.is_empty().then_some(moment)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        let moment = parse(text.as_bytes(), DateOrder::DayFirst)?;
        let shown = chrono::DateTime::from_timestamp_micros(moment.micros)?;
        Some(shown.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true))
    }

    #[test]
    fn the_usual_spellings_are_read() {
        for (text, expected) in [
            ("2024-09-18", "2024-09-18T00:00:00Z"),
            ("2024/9/8", "2024-09-08T00:00:00Z"),
            ("2024-09-18 22:00:00", "2024-09-18T22:00:00Z"),
            ("2024-09-18T22:00", "2024-09-18T22:00:00Z"),
            (
                "2024-09-18T22:00:00.1234567Z",
                "2024-09-18T22:00:00.123456Z",
            ),
            ("2023-09-01T00:16:30.000+00:00", "2023-09-01T00:16:30Z"),
            ("2024-01-01T00:30:00+0200", "2023-12-31T22:30:00Z"),
            ("2024-01-01 00:30:00 UTC", "2024-01-01T00:30:00Z"),
            ("2024-12-31T24:00:00Z", "2025-01-01T00:00:00Z"),
            ("29-02-2016 01:16", "2016-02-29T01:16:00Z"),
            ("6/21/2025 4:14 PM", "2025-06-21T16:14:00Z"),
            ("12/Mar/24 9:41 AM", "2024-03-12T09:41:00Z"),
            ("Mar 12, 2024", "2024-03-12T00:00:00Z"),
            ("3.4.2024", "2024-04-03T00:00:00Z"),
            ("0001-01-01", "0001-01-01T00:00:00Z"),
            ("2026-03-07 22:00:00 EST", "2026-03-08T03:00:00Z"),
            ("2026-07-07 22:00 CEST", "2026-07-07T20:00:00Z"),
            ("Sat, 07 Mar 2026 22:00:00 -0500", "2026-03-08T03:00:00Z"),
            ("Mar 8, 2026 @ 01:30:00.000", "2026-03-08T01:30:00Z"),
            (
                "Sat Mar 07 2026 22:00:00 GMT+0100 (Central European Standard Time)",
                "2026-03-07T21:00:00Z",
            ),
            ("Sat Mar  7 22:00:00 EST 2026", "2026-03-08T03:00:00Z"),
            ("Sat Mar  7 22:00:00 2026", "2026-03-07T22:00:00Z"),
            ("07/Mar/2026:22:00:00 +0100", "2026-03-07T21:00:00Z"),
            (
                "2026-03-08T01:30:00-05:00[America/New_York]",
                "2026-03-08T06:30:00Z",
            ),
            ("6/21/2025 4:14 p.m.", "2025-06-21T16:14:00Z"),
            ("5. März 2026", "2026-03-05T00:00:00Z"),
            ("5 de marzo de 2026", "2026-03-05T00:00:00Z"),
            ("1er août 2026", "2026-08-01T00:00:00Z"),
            ("5 марта 2026 г. 10:15", "2026-03-05T10:15:00Z"),
            ("5 paź 2026", "2026-10-05T00:00:00Z"),
            ("[10/Oct/2000:13:55:36 -0700]", "2000-10-10T20:55:36Z"),
            ("2025年1月3日", "2025-01-03T00:00:00Z"),
            ("2025年01月03日 10:30", "2025-01-03T10:30:00Z"),
            ("2025년 1월 3일", "2025-01-03T00:00:00Z"),
            ("令和7年1月3日", "2025-01-03T00:00:00Z"),
            ("令和元年5月1日", "2019-05-01T00:00:00Z"),
            ("平成31年4月30日", "2019-04-30T00:00:00Z"),
            ("昭和64年1月7日", "1989-01-07T00:00:00Z"),
            // Python: datetime(…, tzinfo=ZoneInfo(…)).astimezone(UTC).
            ("2025-01-03 10:00 Europe/Berlin", "2025-01-03T09:00:00Z"),
            ("2025-07-03 10:00 Europe/Berlin", "2025-07-03T08:00:00Z"),
            ("2025-03-30 01:59 Europe/Berlin", "2025-03-30T00:59:00Z"),
            ("2025-03-30 03:00 Europe/Berlin", "2025-03-30T01:00:00Z"),
            ("2025-10-26 03:00 Europe/London", "2025-10-26T03:00:00Z"),
            ("2025-03-09 03:30 America/New_York", "2025-03-09T07:30:00Z"),
            ("2025-11-02 00:30 America/New_York", "2025-11-02T04:30:00Z"),
            (
                "2025-06-01T12:00:00 America/Phoenix",
                "2025-06-01T19:00:00Z",
            ),
            ("2025-01-03 10:00 Australia/Sydney", "2025-01-02T23:00:00Z"),
            ("2025-07-03 10:00 [Asia/Kolkata]", "2025-07-03T04:30:00Z"),
        ] {
            assert_eq!(read(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in [
            "2023-02-29",
            "2024-13-01",
            "31/04/2024",
            "2024-09-18T25:00",
            "2024-09-18x",
            "2024-09-18.",
            "2024.09.18..",
            "2024.09.18.5",
            "1.2.3",
            "10-20-30-40",
            "Marvellous 1 2024",
            "2024-09-18T22:00:00+99:00",
            "20240918",
            "4111-1111-1111-1111",
            "5/2024",
            "2025年13月3日",
            "2025年1月",
            "[2025-01-03",
            "2025-01-03 10:00 Europe/Atlantis",
            "",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn the_order_of_day_and_month_is_told_as_far_as_the_date_tells_it() {
        use DateOrder::{DayFirst, MonthFirst, YearFirst};
        for (text, orders, same) in [
            ("13/04/2024", &[DayFirst][..], false),
            ("04/13/2024", &[MonthFirst], false),
            ("05/05/2024", &[DayFirst, MonthFirst], true),
            ("03/04/2024", &[DayFirst, MonthFirst], false),
            ("24/01/15", &[DayFirst, YearFirst], false),
            ("11-01-09", &[DayFirst, MonthFirst, YearFirst], false),
            ("15.03.24", &[DayFirst, YearFirst], false),
            ("99/01/15", &[YearFirst], false),
        ] {
            let found = parse(text.as_bytes(), DayFirst).map(|m| m.evidence);
            let Some(Evidence::Ordered(found)) = found else {
                panic!("{text}: {found:?}")
            };
            let all = [DayFirst, MonthFirst, YearFirst];
            let possible: Vec<DateOrder> = all.into_iter().filter(|o| found.has(*o)).collect();
            assert_eq!(possible, orders, "{text}");
            assert_eq!(found.is_open(), orders.len() > 1 && !same, "{text}");
        }
        for text in ["2024-03-04", "3.4.2024", "12/Mar/24"] {
            let found = parse(text.as_bytes(), DayFirst).map(|m| m.evidence);
            assert_eq!(found, Some(Evidence::Plain), "{text}");
        }
        let year_first = parse(b"24/01/15", YearFirst).map(|m| m.micros);
        assert_eq!(year_first, date(2024, 1, 15));
    }

    #[test]
    fn the_quick_reader_agrees_with_the_general_one() {
        let mut usual = Usual::default();
        for text in [
            "2026-01-01T00:00:12.345Z",
            "2026-01-01T23:59:59Z",
            "2024-02-29 12:00:00",
            "1969-12-31T23:59:59.999999",
            "2023-09-01T00:16:30.000+00:00",
        ] {
            let general = parse(text.as_bytes(), DateOrder::DayFirst).map(|m| (m.micros, m.zoned));
            assert!(general.is_some());
            assert_eq!(usual.parse(text.as_bytes()), general, "{text}");
        }
        for text in [
            "2026-02-30T00:00:00Z",
            "2026-01-01T00:00:0xZ",
            "2026-01-01T00:00:00.Z",
            "2026-01-01",
        ] {
            assert_eq!(usual.parse(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn exchanging_day_and_month_twice_changes_nothing() {
        let at = parse(b"03/04/2024 10:15", DateOrder::DayFirst)
            .unwrap()
            .micros;
        let other = exchange(at).unwrap();
        assert_eq!(
            Some(other),
            parse(b"03/04/2024 10:15", DateOrder::MonthFirst).map(|m| m.micros)
        );
        assert_eq!(exchange(other), Some(at));
    }
}
