//! The general reader of dates: a cursor that walks over a text, part by part.

use super::{DateOrder, Evidence, date, month_name};

/// What is left of a text.
pub(super) struct Cursor<'a> {
    pub(super) rest: &'a [u8],
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
    pub(super) fn date(&mut self, order: DateOrder) -> Option<(i64, Evidence)> {
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
    pub(super) fn time(&mut self) -> Option<i64> {
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
    pub(super) fn zone(&mut self) -> Option<Option<i64>> {
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
