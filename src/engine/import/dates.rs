//! Dates and times as text, to microseconds since 1970 in UTC.
//!
//! Read are ISO 8601 (`2024-09-18T22:00:00.5+02:00`, a space for the T, no time, no zone), day and month in either order with
//! `-`, `/` or `.` between (`29-02-2016 01:16`, `6/21/2025 4:14 PM`), and English month names (`12/Mar/24 9:41 AM`). A moment
//! without a zone is taken as UTC, and says so in [`Moment::zoned`]. Which of day and month comes first is evidence, not a
//! guess: it is decided over a whole column by whoever reads one.

use serde::{Deserialize, Serialize};

/// Which comes first in a date written as `03/04/2024`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    /// The 3rd of April.
    DayFirst,
    /// March the 4th.
    MonthFirst,
}

impl DateOrder {
    /// The order in words: `day before month`.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::DayFirst => "day before month",
            Self::MonthFirst => "month before day",
        }
    }
}

/// What one date tells about the order of its column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Evidence {
    /// Its form has one reading.
    Plain,
    /// Only this order makes a date of it.
    Only(DateOrder),
    /// Both orders make the same date of it.
    Same,
    /// Each order makes another date of it; read day first.
    Either,
}

/// A date and time as read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Moment {
    pub(super) micros: i64,
    /// Whether it said its zone.
    pub(super) zoned: bool,
    pub(super) evidence: Evidence,
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

/// The same time of day on the date with day and month exchanged; `None` where there is no such date.
pub(super) fn exchange(micros: i64) -> Option<i64> {
    use chrono::Datelike;
    let found = chrono::DateTime::from_timestamp_micros(micros)?.date_naive();
    date(i64::from(found.year()), found.day(), found.month())
        .map(|midnight| midnight + micros.rem_euclid(DAY))
}

/// Reads a date with or without a time; `order` decides where the date itself does not. Space around it is not allowed.
pub(super) fn parse(text: &[u8], order: DateOrder) -> Option<Moment> {
    // The shortest date is 1/1/24; all begin with a digit or the letter of a month's name.
    if text.len() < 6 || text.len() > 48 || !text[0].is_ascii_alphanumeric() {
        return None;
    }
    let mut cursor = Cursor { rest: text };
    let (midnight, evidence) = cursor.date(order)?;
    let mut moment = Moment {
        micros: midnight,
        zoned: false,
        evidence,
    };
    if !cursor.rest.is_empty() {
        moment.micros += cursor.time()?;
        if let Some(ahead) = cursor.zone()? {
            moment.micros -= ahead;
            moment.zoned = true;
        }
    }
    cursor.rest.is_empty().then_some(moment)
}

/// Two ASCII digits as a number below 100; anything else as 100 or more.
#[inline]
fn two(tens: u8, ones: u8) -> u32 {
    let (tens, ones) = (
        u32::from(tens.wrapping_sub(b'0')),
        u32::from(ones.wrapping_sub(b'0')),
    );
    if tens > 9 || ones > 9 {
        100
    } else {
        tens * 10 + ones
    }
}

/// The usual spelling, `2024-09-18T22:00:00` with an optional fraction and Z, read without the general reader's branches. Keeps
/// the last date, because logs stay on one day for long. `None` is "ask the general reader".
#[derive(Debug, Clone, Default)]
pub(super) struct Usual {
    date: [u8; 10],
    midnight: i64,
}

impl Usual {
    /// Microseconds, and whether there was a Z.
    #[inline]
    pub(super) fn parse(&mut self, text: &[u8]) -> Option<(i64, bool)> {
        let (&[h1, h2, c1, m1, m2, c2, s1, s2], mut rest) = text.get(11..)?.split_first_chunk()?;
        let (hour, minute, second) = (two(h1, h2), two(m1, m2), two(s1, s2));
        let well = hour < 24
            && minute < 60
            && second < 60
            && c1 == b':'
            && c2 == b':'
            && matches!(text[10], b'T' | b' ');
        if !well {
            return None;
        }
        if text[..10] != self.date {
            self.midnight = midnight(&text[..10])?;
            self.date.copy_from_slice(&text[..10]);
        }
        let mut micros = i64::from(hour * 3600 + minute * 60 + second) * 1_000_000;
        if let [b'.', fraction @ ..] = rest {
            let mut scale = 100_000;
            rest = fraction;
            while let [digit @ b'0'..=b'9', more @ ..] = rest
                && scale > 0
            {
                micros += i64::from(digit - b'0') * scale;
                scale /= 10;
                rest = more;
            }
            if scale == 100_000 {
                return None;
            }
        }
        match rest {
            [] => Some((self.midnight + micros, false)),
            b"Z" | b"+00:00" => Some((self.midnight + micros, true)),
            _ => None,
        }
    }
}

/// Midnight of ten bytes `2024-09-18`.
fn midnight(text: &[u8]) -> Option<i64> {
    let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text else {
        return None;
    };
    let (century, year) = (two(y1, y2), two(y3, y4));
    if century > 99 || year > 99 {
        return None;
    }
    date(i64::from(century * 100 + year), two(m1, m2), two(d1, d2))
}

/// First day of a period written as `2024-03`, `2024-Q1`, `2024Q1`, `Q1 2024` or `2024`.
pub(super) fn period(text: &str) -> Option<i64> {
    let text = text.trim();
    let digits = |s: &str, len: usize| {
        (s.len() == len && s.bytes().all(|b| b.is_ascii_digit()))
            .then(|| s.parse().ok())
            .flatten()
    };
    let year = |s: &str| digits(s, 4).map(i64::from);
    if let Some(year) = year(text) {
        return date(year, 1, 1);
    }
    let upper = text.to_ascii_uppercase();
    if let Some((left, right)) = upper.split_once('Q') {
        let left = left.trim_end_matches(['-', ' ', '/']);
        let (quarter, of) = if left.is_empty() {
            right.split_once([' ', '-', '/'])?
        } else {
            (right, left)
        };
        let quarter = digits(quarter, 1).filter(|q| (1..=4).contains(q))?;
        return date(year(of)?, quarter * 3 - 2, 1);
    }
    let (of, month) = upper.split_once(['-', '/'])?;
    date(year(of)?, digits(month, 2)?, 1)
}

/// A month by number or English name, 1 to 12.
pub(super) fn month(text: &str) -> Option<u32> {
    let text = text.trim();
    text.parse()
        .ok()
        .filter(|m| (1..=12).contains(m))
        .or_else(|| month_name(text.as_bytes()))
}

fn month_name(word: &[u8]) -> Option<u32> {
    const NAMES: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let matches = |name: &&str| {
        word.len() >= 3
            && name
                .as_bytes()
                .get(..word.len())
                .is_some_and(|n| n.eq_ignore_ascii_case(word))
    };
    let short = |name: &str| name == "september" && word.eq_ignore_ascii_case(b"sept");
    NAMES
        .iter()
        .position(|name| matches(&name) || short(name))
        .map(|at| at as u32 + 1)
}

struct Cursor<'a> {
    rest: &'a [u8],
}

impl Cursor<'_> {
    fn skip(&mut self, byte: u8) -> bool {
        let found = self.rest.first() == Some(&byte);
        if found {
            self.rest = &self.rest[1..];
        }
        found
    }

    /// Digits at the front: their value and how many.
    fn number(&mut self, most: usize) -> Option<(u32, usize)> {
        let len = self
            .rest
            .iter()
            .take(most)
            .take_while(|b| b.is_ascii_digit())
            .count();
        let (digits, rest) = self.rest.split_at(len);
        self.rest = rest;
        (len > 0).then(|| {
            (
                digits.iter().fold(0, |n, b| n * 10 + u32::from(b - b'0')),
                len,
            )
        })
    }

    fn word(&mut self) -> &[u8] {
        let len = self
            .rest
            .iter()
            .take_while(|b| b.is_ascii_alphabetic())
            .count();
        let (word, rest) = self.rest.split_at(len);
        self.rest = rest;
        word
    }

    fn separator(&mut self) -> Option<u8> {
        let byte = *self.rest.first()?;
        matches!(byte, b'-' | b'/' | b'.' | b' ').then(|| self.rest = &self.rest[1..])?;
        Some(byte)
    }

    /// Midnight of the date at the front, and what it tells of the order.
    fn date(&mut self, order: DateOrder) -> Option<(i64, Evidence)> {
        if self.rest[0].is_ascii_alphabetic() {
            let month = month_name(self.word())?;
            self.separator()?;
            let (day, _) = self.number(2)?;
            self.skip(b',');
            self.separator()?;
            return Some((date(self.year()?, month, day)?, Evidence::Plain));
        }
        let (first, len) = self.number(4)?;
        let between = self.separator()?;
        if len == 4 {
            let (month, _) = self.number(2)?;
            self.skip(between).then_some(())?;
            let (day, _) = self.number(2)?;
            return Some((date(i64::from(first), month, day)?, Evidence::Plain));
        }
        if self.rest.first()?.is_ascii_alphabetic() {
            let month = month_name(self.word())?;
            self.separator()?;
            return Some((date(self.year()?, month, first)?, Evidence::Plain));
        }
        let (second, _) = self.number(2)?;
        (between != b' ' && self.skip(between)).then_some(())?;
        either(self.year()?, first, second, between, order)
    }

    fn year(&mut self) -> Option<i64> {
        match self.number(4)? {
            (year, 4) => Some(i64::from(year)),
            // Two digits as POSIX strptime reads %y.
            (year, 2) => Some(i64::from(year) + if year < 69 { 2000 } else { 1900 }),
            _ => None,
        }
    }

    /// Time of day at the front, after the date, in microseconds.
    fn time(&mut self) -> Option<i64> {
        self.skip(b',');
        if !(self.skip(b'T') || self.skip(b't') || self.skip(b' ')) {
            return None;
        }
        while self.skip(b' ') {}
        let (mut hour, _) = self.number(2)?;
        self.skip(b':').then_some(())?;
        let (minute, 2) = self.number(2)? else {
            return None;
        };
        let (mut second, mut micros) = (0, 0);
        if self.skip(b':') {
            (second, _) = self.number(2)?;
            if self.skip(b'.') || self.skip(b',') {
                micros = self.fraction()?;
            }
        }
        hour = self.half(hour)?;
        let midnight_after = hour == 24 && minute == 0 && second == 0 && micros == 0;
        let fits = (hour < 24 || midnight_after) && minute < 60 && second <= 60;
        fits.then(|| {
            (i64::from(hour) * 3600 + i64::from(minute) * 60 + i64::from(second)) * 1_000_000
                + micros
        })
    }

    /// Digits after the decimal sign, to the microsecond; finer ones are dropped.
    fn fraction(&mut self) -> Option<i64> {
        let (value, len) = self.number(6)?;
        while self.rest.first().is_some_and(u8::is_ascii_digit) {
            self.rest = &self.rest[1..];
        }
        Some(i64::from(value) * 10i64.pow(6 - len as u32))
    }

    /// The hour after a possible AM or PM.
    fn half(&mut self, hour: u32) -> Option<u32> {
        let trimmed = self.rest.trim_ascii_start();
        let Some(mark) = trimmed.get(..2) else {
            return Some(hour);
        };
        let afternoon = mark.eq_ignore_ascii_case(b"PM");
        if !afternoon && !mark.eq_ignore_ascii_case(b"AM") {
            return Some(hour);
        }
        self.rest = &trimmed[2..];
        (1..=12)
            .contains(&hour)
            .then_some(hour % 12 + if afternoon { 12 } else { 0 })
    }

    /// How far the zone at the end is ahead of UTC, in microseconds; the inner `None` is no zone, the outer not a zone.
    fn zone(&mut self) -> Option<Option<i64>> {
        while self.skip(b' ') {}
        if self.rest.is_empty() {
            return Some(None);
        }
        if [&b"Z"[..], b"UTC", b"GMT"]
            .iter()
            .any(|z| self.rest.eq_ignore_ascii_case(z))
        {
            self.rest = &[];
            return Some(Some(0));
        }
        let sign = if self.skip(b'+') {
            1
        } else if self.skip(b'-') {
            -1
        } else {
            return None;
        };
        let (hours, 2) = self.number(2)? else {
            return None;
        };
        self.skip(b':');
        let minutes = if self.rest.is_empty() {
            0
        } else {
            self.number(2)?.0
        };
        (hours <= 18 && minutes < 60)
            .then(|| Some(sign * (i64::from(hours) * 60 + i64::from(minutes)) * 60_000_000))
    }
}

/// Midnight of a date whose first two numbers are day and month in some order.
fn either(
    year: i64,
    first: u32,
    second: u32,
    between: u8,
    order: DateOrder,
) -> Option<(i64, Evidence)> {
    use DateOrder::{DayFirst, MonthFirst};
    let (day_first, month_first) = (date(year, second, first), date(year, first, second));
    match (day_first, month_first) {
        // Dots are written between day, month and year only.
        (day_first, _) if between == b'.' => day_first.map(|at| (at, Evidence::Plain)),
        (Some(at), Some(other)) if at == other => Some((at, Evidence::Same)),
        (Some(day), Some(month)) => Some((
            if order == DayFirst { day } else { month },
            Evidence::Either,
        )),
        (Some(at), None) => Some((at, Evidence::Only(DayFirst))),
        (None, Some(at)) => Some((at, Evidence::Only(MonthFirst))),
        (None, None) => None,
    }
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
            "1.2.3",
            "10-20-30-40",
            "Marvellous 1 2024",
            "2024-09-18T22:00:00+99:00",
            "20240918",
            "4111-1111-1111-1111",
            "5/2024",
            "",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn the_order_of_day_and_month_is_told_as_far_as_the_date_tells_it() {
        let evidence = |text: &str| parse(text.as_bytes(), DateOrder::DayFirst).map(|m| m.evidence);
        assert_eq!(
            evidence("13/04/2024"),
            Some(Evidence::Only(DateOrder::DayFirst))
        );
        assert_eq!(
            evidence("04/13/2024"),
            Some(Evidence::Only(DateOrder::MonthFirst))
        );
        assert_eq!(evidence("05/05/2024"), Some(Evidence::Same));
        assert_eq!(evidence("03/04/2024"), Some(Evidence::Either));
        assert_eq!(evidence("2024-03-04"), Some(Evidence::Plain));
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

    #[test]
    fn periods_begin_on_their_first_day() {
        for (text, year, month) in [
            ("2024-03", 2024, 3),
            ("2024-Q2", 2024, 4),
            ("2024q3", 2024, 7),
            ("Q4 2024", 2024, 10),
            ("2024", 2024, 1),
        ] {
            assert_eq!(period(text), date(year, month, 1), "{text}");
        }
        assert_eq!(period("2024-13"), None);
        assert_eq!(period("QQ"), None);
    }
}
