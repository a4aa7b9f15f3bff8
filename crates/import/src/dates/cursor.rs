//! The general reader of dates: a cursor that walks over a text, part by part.

use super::names::{is_weekday, month_name};
use super::zones::{Zone, zone_of};
use super::{DateOrder, Evidence, Moment, Orders, date, places};

/// Signs behind year, month and day.
const SIGNS: [(&str, &str, &str); 2] = [("年", "月", "日"), ("년", "월", "일")];

/// Japanese eras since 1926, each with the year before its first.
const ERAS: [(&str, i64); 3] = [("令和", 2018), ("平成", 1988), ("昭和", 1925)];

/// What is left of a text.
pub(super) struct Cursor<'a> {
    pub(super) rest: &'a [u8],
}

impl<'a> Cursor<'a> {
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

    /// Letters at the front, of any script, and a point that shortens them.
    fn word(&mut self) -> &'a [u8] {
        let is_letter = |b: &&u8| b.is_ascii_alphabetic() || !b.is_ascii();
        let len = self.rest.iter().take_while(is_letter).count();
        let (word, rest) = self.rest.split_at(len);
        self.rest = rest;
        word
    }

    /// Takes this word off, if it stands at the front.
    fn skip_word(&mut self, word: &str) {
        self.take(word);
    }

    /// The same, and whether it stood there.
    fn take(&mut self, word: &str) -> bool {
        let rest = self.rest.strip_prefix(word.as_bytes());
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    /// Takes off what makes a day of a number: `1er août`, `March 2nd`.
    fn skip_ordinal(&mut self) {
        for end in ["er", "st", "nd", "rd", "th"] {
            let ends = self
                .rest
                .get(end.len())
                .is_none_or(|b| !b.is_ascii_alphabetic());
            if ends {
                self.skip_word(end);
            }
        }
    }

    /// Takes off what stands between the parts of a date with a month's name: at least one sign or space.
    fn between(&mut self) -> Option<()> {
        let before = self.rest.len();
        while self.separator().is_some() || self.skip(b',') {}
        self.skip_word("de ");
        (self.rest.len() < before).then_some(())
    }

    fn begins_with_letter(&self) -> bool {
        let first = self.rest.first();
        first.is_some_and(|b| b.is_ascii_alphabetic() || !b.is_ascii())
    }

    fn separator(&mut self) -> Option<u8> {
        let byte = *self.rest.first()?;
        matches!(byte, b'-' | b'/' | b'.' | b' ').then(|| self.rest = &self.rest[1..])?;
        Some(byte)
    }

    /// Takes off the space that may stand behind a point: `28. 1. 2025`.
    fn skip_space_behind(&mut self, separator: u8) {
        if separator == b'.' {
            self.skip(b' ');
        }
    }

    /// Takes off the point that closes a date of points where numbers are ordinals: `2025. 01. 28.` in Hungary, `28.01.2025.` in Croatia.
    fn skip_closing(&mut self, separator: u8) {
        if separator == b'.' && matches!(self.rest, [b'.'] | [b'.', b' ', ..]) {
            self.skip(b'.');
        }
    }

    /// The date at the front as its midnight; with its time where that stands before the year, as in `Sat Mar  7 22:00:00 2026`.
    pub(super) fn moment(&mut self, order: DateOrder) -> Option<Moment> {
        let plain = |micros| Moment {
            micros,
            zoned: false,
            ahead: 0,
            letters: None,
            evidence: Evidence::Plain,
        };
        if self.begins_with_letter() {
            return self.named_first();
        }
        if let Some(midnight) = self.basic() {
            return Some(plain(midnight));
        }
        let (first, len) = self.number(4)?;
        if let Some(midnight) = self.after_year_sign(i64::from(first)) {
            return Some(plain(midnight));
        }
        self.skip_ordinal();
        let named = |cursor: &Self| {
            let mut ahead = Cursor { rest: cursor.rest };
            ahead.between().is_some() && ahead.begins_with_letter()
        };
        if named(self) {
            self.between()?;
            let month = month_name(self.word())?;
            self.skip(b'.');
            self.between()?;
            let midnight = if len == 4 {
                date(i64::from(first), month, self.number(2)?.0)?
            } else {
                date(self.year()?, month, first)?
            };
            self.skip_word(" г.");
            return Some(plain(midnight));
        }
        let between = self.separator()?;
        self.skip_space_behind(between);
        let (second, _) = self.number(2)?;
        ((len == 4 || between != b' ') && self.skip(between)).then_some(())?;
        self.skip_space_behind(between);
        if len == 4 {
            let (day, _) = self.number(2)?;
            self.skip_closing(between);
            return Some(plain(date(i64::from(first), second, day)?));
        }
        let (third, digits) = self.number(4)?;
        self.skip_closing(between);
        let year = year_of(third, digits)?;
        let year_first = (len == 2 && digits == 2).then(|| year_of(first, 2));
        let dates = [
            date(year, second, first),
            // Dots are not written between month, day and year.
            date(year, first, second).filter(|_| between != b'.'),
            year_first
                .flatten()
                .and_then(|year| date(year, second, third)),
        ];
        let (midnight, orders) = Orders::of(dates, order)?;
        let dotted = between == b'.' && orders.only() == Some(DateOrder::DayFirst);
        Some(Moment {
            evidence: if dotted {
                Evidence::Plain
            } else {
                Evidence::Ordered(orders)
            },
            ..plain(midnight)
        })
    }

    /// What follows a year as Chinese, Japanese and Korean have it: `年1月3日`, `년 1월 3일`.
    fn after_year_sign(&mut self, year: i64) -> Option<i64> {
        let (_, month, day) = SIGNS.iter().find(|(sign, ..)| self.take(sign))?;
        let mut part = |sign: &str| {
            self.skip(b' ');
            let (number, _) = self.number(2)?;
            self.take(sign).then_some(number)
        };
        let (month, day) = (part(month)?, part(day)?);
        date(year, month, day)
    }

    /// A year of a Japanese era in front: `令和7年1月3日`, the first one as `元年`.
    fn of_era(&mut self) -> Option<i64> {
        let (_, before) = ERAS.iter().find(|(era, _)| self.take(era))?;
        let year = match self.take("元") {
            true => 1,
            false => i64::from(self.number(2)?.0),
        };
        self.after_year_sign(before + year)
    }

    /// A date of the basic format of ISO 8601 with a time behind it: `20240318T093000Z`.
    fn basic(&mut self) -> Option<i64> {
        let (date_text, behind) = self.rest.split_first_chunk::<8>()?;
        let is_one =
            date_text.iter().all(u8::is_ascii_digit) && matches!(behind, [b'T' | b' ', ..]);
        is_one.then_some(())?;
        let mut cursor = Cursor { rest: date_text };
        let (year, month, day) = (
            cursor.number(4)?.0,
            cursor.number(2)?.0,
            cursor.number(2)?.0,
        );
        self.rest = behind;
        date(i64::from(year), month, day)
    }

    /// A date that begins with a name: of its month, or of a day of the week in front of all.
    fn named_first(&mut self) -> Option<Moment> {
        if let Some(micros) = self.of_era() {
            return Some(Moment {
                micros,
                zoned: false,
                ahead: 0,
                letters: None,
                evidence: Evidence::Plain,
            });
        }
        let mut word = self.word();
        if is_weekday(word) {
            self.skip(b'.');
            self.skip_word("-feira");
            self.between()?;
            if !self.begins_with_letter() {
                return self.moment(DateOrder::DayFirst);
            }
            word = self.word();
        }
        let month = month_name(word)?;
        self.skip(b'.');
        self.between()?;
        let (day, _) = self.number(2)?;
        self.skip_ordinal();
        self.between()?;
        let mut moment = Moment {
            micros: 0,
            zoned: false,
            ahead: 0,
            letters: None,
            evidence: Evidence::Plain,
        };
        if self.rest.get(2) == Some(&b':') {
            moment.micros = self.clock()?;
            self.between()?;
            if self.begins_with_letter() {
                moment.set_zone(zone_of(self.word())?);
                self.between()?;
            }
        }
        moment.micros += date(self.year()?, month, day)?;
        Some(moment)
    }

    fn year(&mut self) -> Option<i64> {
        let (year, digits) = self.number(4)?;
        year_of(year, digits)
    }

    /// Time of day at the front, after the date, in microseconds.
    pub(super) fn time(&mut self) -> Option<i64> {
        self.skip(b',');
        if !(self.skip(b'T') || self.skip(b't') || self.skip(b' ') || self.skip(b':')) {
            return None;
        }
        while self.skip(b' ') {}
        for word in ["@ ", "at ", "um "] {
            self.skip_word(word);
        }
        self.clock()
    }

    fn clock(&mut self) -> Option<i64> {
        let (mut hour, digits) = self.number(2)?;
        // Without colons as in `093000`.
        let is_basic = digits == 2 && self.rest.first().is_some_and(u8::is_ascii_digit);
        (is_basic || self.skip(b':')).then_some(())?;
        let (minute, 2) = self.number(2)? else {
            return None;
        };
        let (mut second, mut micros) = (0, 0);
        let more = is_basic && self.rest.first().is_some_and(u8::is_ascii_digit);
        if more || self.skip(b':') {
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

    /// The hour after a possible AM or PM, with points or without.
    fn half(&mut self, hour: u32) -> Option<u32> {
        const MARKS: [(&[u8], bool); 6] = [
            (b"AM", false),
            (b"PM", true),
            (b"A.M.", false),
            (b"P.M.", true),
            (b"A. M.", false),
            (b"P. M.", true),
        ];
        let trimmed = self.rest.trim_ascii_start();
        let is = |mark: &[u8]| {
            let own = trimmed.get(..mark.len());
            // `America/New_York` begins so, too.
            let ends = trimmed
                .get(mark.len())
                .is_none_or(|b| !b.is_ascii_alphabetic());
            ends && own.is_some_and(|own| own.eq_ignore_ascii_case(mark))
        };
        let Some((mark, afternoon)) = MARKS.iter().find(|(mark, _)| is(mark)) else {
            return Some(hour);
        };
        self.rest = &trimmed[mark.len()..];
        (1..=12)
            .contains(&hour)
            .then_some(hour % 12 + if *afternoon { 12 } else { 0 })
    }

    /// The zone at the end; the inner `None` is no zone, the outer not a zone.
    /// `local` is when it is there.
    pub(super) fn zone(&mut self, local: i64) -> Option<Option<Zone>> {
        while self.skip(b' ') {}
        if self.rest.is_empty() {
            return Some(None);
        }
        let mut zone = Zone {
            ahead: 0,
            letters: None,
        };
        if let Some(ahead) = places::ahead(self.rest, local) {
            self.rest = &[];
            return Some(Some(Zone { ahead, ..zone }));
        }
        if self.begins_with_letter() {
            zone = zone_of(self.word())?;
        }
        // JavaScript writes `GMT+0100`.
        let utc = zone.ahead == 0 && zone.letters.is_none();
        if utc && matches!(self.rest.first(), Some(b'+' | b'-')) {
            let sign = if self.skip(b'+') { 1 } else { -1 };
            self.skip(b'-');
            zone.ahead = sign * self.offset()?;
        }
        self.skip_name();
        Some(Some(zone))
    }

    /// Hours and minutes of an offset, in microseconds.
    fn offset(&mut self) -> Option<i64> {
        let (hours, 2) = self.number(2)? else {
            return None;
        };
        self.skip(b':');
        let minutes = match self.rest.first() {
            Some(b) if b.is_ascii_digit() => self.number(2)?.0,
            _ => 0,
        };
        let fits = hours <= 18 && minutes < 60;
        fits.then(|| (i64::from(hours) * 60 + i64::from(minutes)) * 60_000_000)
    }

    /// Takes off the zone's name behind its offset: `[America/New_York]`, `(Central European Standard Time)`.
    fn skip_name(&mut self) {
        let name = self.rest.trim_ascii_start();
        let whole =
            |open: u8, close: u8| name.first() == Some(&open) && name.last() == Some(&close);
        if whole(b'[', b']') || whole(b'(', b')') {
            self.rest = &[];
        }
    }
}

/// A year of four digits, or of two as POSIX strptime reads %y.
pub(super) fn year_of(year: u32, digits: usize) -> Option<i64> {
    match digits {
        4 => Some(i64::from(year)),
        2 => Some(i64::from(year) + if year < 69 { 2000 } else { 1900 }),
        _ => None,
    }
}

impl Moment {
    pub(super) fn set_zone(&mut self, zone: Zone) {
        self.micros -= zone.ahead;
        (self.zoned, self.ahead, self.letters) = (true, zone.ahead, zone.letters);
    }
}
