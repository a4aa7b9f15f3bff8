//! A time without a gap that only another file could fill.

use crate::calendar::Span;
use crate::units::Timestamp;

pub(super) const HOUR: i64 = 3_600_000_000;
pub(super) const DAY: i64 = 24 * HOUR;
/// The ends of the calendar, in microseconds: the years −9999 and 9999, roughly.
const EARLIEST: i64 = -12_000 * 366 * DAY;
const LATEST: i64 = 8_100 * 366 * DAY;
/// The part of a period that a log may be silent at its end, or before it begins, where nothing else goes on.
const SILENT_PART: i64 = 10;
/// A longer time is over when its last month is, whichever month that is.
const SHORTEST_MONTH: i64 = 28 * DAY;
/// Without a value of any day for longer than this, a series of daily values has a gap: holidays are shorter.
const LONGEST_BREAK: i64 = 7 * DAY;
/// Weeks after which a day of the week without a row is one on which nothing is logged.
const WEEKS: i64 = 3;

/// A time without a gap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Run {
    /// The days it touches.
    pub(super) days: Span,
    /// From when to when it is known, without any silence at its ends.
    pub(super) known: (i64, i64),
    /// The longest time without a row, in microseconds.
    pub(super) silence: i64,
    /// The days of the week on which there are rows, Monday first.
    pub(super) weekdays: [bool; 7],
}

impl Run {
    pub(super) fn of_log(moments: impl IntoIterator<Item = Timestamp>) -> Option<Self> {
        let mut hours: Vec<i64> = Vec::new();
        let mut only_dates = true;
        for Timestamp(at) in moments {
            only_dates &= at.rem_euclid(DAY) == 0;
            // Moments outside the calendar are its ends.
            let hour = at.clamp(EARLIEST, LATEST).div_euclid(HOUR);
            if hours.last() != Some(&hour) {
                hours.push(hour);
            }
        }
        hours.sort_unstable();
        hours.dedup();
        let (&first, &last) = (hours.first()?, hours.last()?);
        let step = if only_dates { DAY } else { HOUR };
        let mut weekdays = [(last - first).saturating_mul(HOUR) < WEEKS * 7 * DAY; 7];
        for hour in &hours {
            weekdays[weekday(hour.div_euclid(24))] = true;
        }
        let silences = hours.windows(2).map(|two| {
            let (from, to) = (two[0] * HOUR + step, two[1] * HOUR);
            logged(from, to, weekdays)
        });
        let known = (first * HOUR, last * HOUR + step);
        Some(Self {
            days: Span::covering(Timestamp(known.0), Timestamp(known.1 - 1)),
            known,
            silence: silences.max().unwrap_or(0),
            weekdays,
        })
    }

    /// Its parts between gaps, of the values in order that it is made of. There is a gap where values of nearly every day are missing for
    /// longer than a week: a bill without its April is none of the second quarter.
    pub(super) fn parted(self, moments: &[Timestamp]) -> Vec<Self> {
        let away = |two: &[Timestamp]| {
            let from = two[0].0.div_euclid(DAY).saturating_add(1);
            let to = two[1].0.div_euclid(DAY);
            logged(
                from.saturating_mul(DAY),
                to.saturating_mul(DAY),
                self.weekdays,
            )
        };
        let mut silences: Vec<i64> = moments.windows(2).map(away).collect();
        let gap = |silence: i64| silence > LONGEST_BREAK;
        let gaps = silences.iter().filter(|silence| gap(**silence)).count();
        silences.sort_unstable();
        let usual = silences.get(silences.len() * 9 / 10);
        if gaps == 0 || usual != Some(&0) {
            return vec![self];
        }
        let parts = moments.chunk_by(|one, next| !gap(away(&[*one, *next])));
        let parts = parts.filter_map(|part| Self::of_log(part.iter().copied()));
        let weekdays = self.weekdays;
        parts.map(|part| Self { weekdays, ..part }).collect()
    }

    pub(super) fn of_days(days: Span) -> Self {
        Self {
            days,
            known: (days.start_moment().0, days.end_moment().0),
            silence: 0,
            weekdays: [true; 7],
        }
    }

    /// It and one that does not begin before, if there is no gap between them.
    pub(super) fn with(&self, next: Self) -> Option<Self> {
        let mut weekdays = self.weekdays;
        let used = weekdays.iter_mut().zip(next.weekdays);
        used.for_each(|(one, other)| *one |= other);
        let between = logged(self.known.1, next.known.0, weekdays);
        let usual = self.silence.max(next.silence).max(DAY);
        (between <= usual).then(|| Self {
            days: self.days.joined(next.days),
            known: (self.known.0, self.known.1.max(next.known.1)),
            silence: self.silence.max(next.silence).max(between),
            weekdays,
        })
    }

    /// What of it is in some days.
    pub(super) fn within(&self, days: Span) -> Option<Self> {
        let (from, to) = (days.start_moment().0, days.end_moment().0);
        let known = (self.known.0.max(from), self.known.1.min(to));
        (known.0 < known.1).then(|| Self {
            days: Span::covering(Timestamp(known.0), Timestamp(known.1 - 1)),
            known,
            ..*self
        })
    }

    pub(super) fn covers(&self, span: Span, witness: Option<Span>) -> bool {
        let most = |seen: bool| {
            let part = if seen { 1 } else { SILENT_PART };
            self.silence.min(length(span).min(SHORTEST_MONTH) / part)
        };
        let before = most(witness.is_some_and(|seen| seen.start <= span.start));
        let after = most(witness.is_some_and(|seen| seen.end >= span.end));
        self.days.overlap(span).is_some()
            && logged(span.start_moment().0, self.known.0, self.weekdays) <= before
            && logged(self.known.1, span.end_moment().0, self.weekdays) <= after
    }
}

/// The day of the week of a day since 1970, Monday being 0.
fn weekday(day: i64) -> usize {
    // 1 January 1970 was a Thursday.
    (day + 3).rem_euclid(7) as usize
}

/// How much of the time from one moment to another, in microseconds, falls on some days of the week.
pub(super) fn logged(from: i64, to: i64, weekdays: [bool; 7]) -> i64 {
    let used = weekdays.iter().filter(|used| **used).count() as i64;
    let weeks = to.saturating_sub(from) / (7 * DAY);
    let mut rest = weeks.max(0) * used * DAY;
    let mut from = from.saturating_add(weeks.max(0) * 7 * DAY);
    while from < to {
        let until = (from.div_euclid(DAY) + 1).saturating_mul(DAY).min(to);
        if weekdays[weekday(from.div_euclid(DAY))] {
            rest += until - from;
        }
        from = until;
    }
    rest
}

/// The length of some days in microseconds.
fn length(span: Span) -> i64 {
    (span.end - span.start).num_days().saturating_mul(DAY)
}
