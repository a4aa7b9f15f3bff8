//! The time that data covers, and which periods it covers from end to end.
//!
//! A log does not say when it was exported. It is taken to go on for as long as it has been silent before, but for no more than a
//! tenth of the period, unless something else that is loaded shows that the time has passed. Days of the week on which nothing is ever
//! logged are no silence.

use super::{Grain, Period, Span, date_of, natural_grain};
use crate::units::Timestamp;
use chrono::NaiveDate;

const HOUR: i64 = 3_600_000_000;
const DAY: i64 = 24 * HOUR;
/// The ends of the calendar, in microseconds: the years −9999 and 9999, roughly.
const EARLIEST: i64 = -12_000 * 366 * DAY;
const LATEST: i64 = 8_100 * 366 * DAY;
/// The part of a period that a log may be silent at its end, or before it begins.
const SILENT_PART: i64 = 10;
/// Weeks after which a day of the week without a row is one on which nothing is logged.
const WEEKS: i64 = 3;

/// The time that data covers.
///
/// ```
/// use outturn_core::calendar::{Coverage, Grain, Period, moment_of};
/// let daily = (1..=38).map(|day| moment_of("2026-01-31".parse::<chrono::NaiveDate>().unwrap() + chrono::Days::new(day)));
/// let coverage = Coverage::of_log(daily).unwrap(); // 1 February to 10 March
/// let month = |day: &str| Period::containing_date(day.parse().unwrap(), Grain::Month).span();
/// assert!(coverage.covers(month("2026-02-01")));
/// assert!(!coverage.covers(month("2026-03-01")));
/// assert_eq!(coverage.observed(month("2026-03-01")).unwrap().days(), 10.0);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Coverage {
    /// The days it touches.
    days: Span,
    /// From when to when it is known, without any silence at its ends.
    known: (Timestamp, Timestamp),
    /// The longest time without a row, in microseconds.
    silence: i64,
    /// The days of the week on which there are rows, Monday first.
    weekdays: [bool; 7],
    /// The days that anything loaded touches.
    witness: Option<Span>,
}

impl Coverage {
    /// Of things that happen at any time: rows cover the hours that they are in, or the days where none tells an hour. `None` for none.
    #[must_use]
    pub fn of_log(moments: impl IntoIterator<Item = Timestamp>) -> Option<Self> {
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
            let (from, to) = (
                two[0].saturating_mul(HOUR) + step,
                two[1].saturating_mul(HOUR),
            );
            logged(from, to, weekdays)
        });
        let silence = silences.max().unwrap_or(0);
        let known = (Timestamp(first * HOUR), Timestamp(last * HOUR + step));
        Some(Self {
            days: Span::covering(known.0, Timestamp(known.1.0 - 1)),
            known,
            silence,
            weekdays,
            witness: None,
        })
    }

    /// Of values that each stand for a day, a week, a month …, told by their dates: where every month has one date, each is of its
    /// month, whatever day it is dated. Other dates are of their days. `None` for none; the moments need no order.
    #[must_use]
    pub fn of_values(moments: impl IntoIterator<Item = Timestamp>) -> Option<Self> {
        let mut moments: Vec<Timestamp> = moments.into_iter().collect();
        moments.sort_unstable();
        moments.dedup();
        if moments.iter().all(|at| at.0.rem_euclid(DAY) == 0) {
            let days: Vec<NaiveDate> = moments.iter().copied().map(date_of).collect();
            let (grain, held) = natural_grain(&days)?;
            if held == days.len() && days.len() > 1 {
                let period = |day: NaiveDate| Period::containing_date(day, grain).span();
                let (first, last) = (period(*days.first()?), period(*days.last()?));
                if grain != Grain::Day {
                    return Some(Self::of_days(first.joined(last)));
                }
            }
        }
        Self::of_log(moments)
    }

    /// Of just these days.
    #[must_use]
    pub fn of_days(days: Span) -> Self {
        Self {
            days,
            known: (days.start_moment(), days.end_moment()),
            silence: 0,
            weekdays: [true; 7],
            witness: None,
        }
    }

    /// The same, where something else that is loaded shows that these days have passed.
    #[must_use]
    pub fn witnessed(self, days: Option<Span>) -> Self {
        Self {
            witness: days,
            ..self
        }
    }

    /// The days it touches.
    #[must_use]
    pub fn days(&self) -> Span {
        self.days
    }

    /// Whether it covers all of some days.
    #[must_use]
    pub fn covers(&self, span: Span) -> bool {
        self.covers_start(span) && self.covers_end(span)
    }

    /// Whether it covers them from the first on, if it does not end before.
    #[must_use]
    pub fn covers_start(&self, span: Span) -> bool {
        let seen = self.witness.is_some_and(|seen| seen.start <= span.start);
        self.is_silent(
            span.start_moment(),
            self.known.0,
            self.tolerance(span, seen),
        ) && self.days.end > span.start
    }

    /// Whether it covers them to the last.
    #[must_use]
    pub fn covers_end(&self, span: Span) -> bool {
        let seen = self.witness.is_some_and(|seen| seen.end >= span.end);
        self.is_silent(self.known.1, span.end_moment(), self.tolerance(span, seen))
            && self.days.start < span.end
    }

    /// Those of some days that it covers: all of them where it covers them from end to end, otherwise those it touches.
    #[must_use]
    pub fn observed(&self, span: Span) -> Option<Span> {
        match self.covers(span) {
            true => Some(span),
            false => span.overlap(self.days),
        }
    }

    /// Those of some days that it touches, if the last of them is over: no longer silent than before.
    #[must_use]
    pub fn whole_days(&self, span: Span) -> Option<Span> {
        let days = span.overlap(self.days)?;
        let is_over = self.is_silent(self.known.1, days.end_moment(), self.silence);
        is_over.then_some(days)
    }

    /// How long it may be silent at an end of some days and still cover them.
    fn tolerance(&self, span: Span, seen: bool) -> i64 {
        match seen {
            true => self.silence,
            false => self.silence.min(length(span) / SILENT_PART),
        }
    }

    /// Whether the time between two moments is no longer than this, days of the week without rows aside.
    fn is_silent(&self, from: Timestamp, to: Timestamp, tolerance: i64) -> bool {
        logged(from.0, to.0, self.weekdays) <= tolerance
    }
}

/// The day of the week of a day since 1970, Monday being 0.
fn weekday(day: i64) -> usize {
    // 1 January 1970 was a Thursday.
    (day + 3).rem_euclid(7) as usize
}

/// How much of the time from one moment to another, in microseconds, falls on some days of the week.
fn logged(from: i64, to: i64, weekdays: [bool; 7]) -> i64 {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::moment_of;
    use chrono::Datelike;
    use rstest::rstest;

    fn period(day: &str, grain: Grain) -> Span {
        Period::containing_date(day.parse().unwrap(), grain).span()
    }

    fn log(texts: &[&str]) -> Coverage {
        let moments = texts.iter().map(|text| {
            let (day, hour) = text.split_once(' ').unwrap();
            let midnight = moment_of(day.parse().unwrap());
            Timestamp(midnight.0 + hour.parse::<i64>().unwrap() * HOUR)
        });
        Coverage::of_log(moments).unwrap()
    }

    fn values(days: &[&str]) -> Coverage {
        Coverage::of_values(days.iter().map(|day| moment_of(day.parse().unwrap()))).unwrap()
    }

    #[rstest]
    #[case(&["2026-01-01", "2026-02-01", "2026-03-01"], "2026-03-01", Grain::Month, true)]
    #[case(&["2026-01-31", "2026-02-28", "2026-04-30"], "2026-04-01", Grain::Month, true)]
    #[case(&["2026-01-01", "2026-02-01"], "2026-01-01", Grain::Quarter, false)]
    #[case(&["2026-01-01", "2026-02-01", "2026-03-01"], "2026-01-01", Grain::Quarter, true)]
    #[case(&["2025-12-01", "2026-01-01", "2026-02-01", "2026-03-01"], "2025-10-01", Grain::Quarter, false)]
    #[case(&["2026-03-02", "2026-03-09", "2026-03-16", "2026-03-23"], "2026-03-23", Grain::Week, true)]
    #[case(&["2026-03-02", "2026-03-09", "2026-03-16", "2026-03-23"], "2026-03-01", Grain::Month, false)]
    #[case(&["2020-01-01", "2021-01-01", "2022-01-01"], "2022-01-01", Grain::Year, true)]
    #[case(&["2026-03-30", "2026-03-31"], "2026-03-31", Grain::Day, true)]
    #[case(&["2026-03-30", "2026-03-31"], "2026-03-01", Grain::Month, false)]
    fn values_cover_what_they_are_of(
        #[case] days: &[&str],
        #[case] day: &str,
        #[case] grain: Grain,
        #[case] covers: bool,
    ) {
        assert_eq!(values(days).covers(period(day, grain)), covers);
    }

    /// Working days from Monday 2 March 2026 to Friday the 27th: the weeks are whole, and the month is not, for two working days lack.
    #[test]
    fn a_weekend_without_rows_is_no_silence() {
        let days = (2..=27).map(|day| format!("2026-03-{day:02}"));
        let working = days.filter(|day| {
            let day: NaiveDate = day.parse().unwrap();
            day.weekday().num_days_from_monday() < 5
        });
        let working: Vec<String> = working.collect();
        let coverage = values(&working.iter().map(String::as_str).collect::<Vec<_>>());
        assert!(coverage.covers(period("2026-03-27", Grain::Week)));
        assert!(!coverage.covers(period("2026-03-27", Grain::Month)));
    }

    /// Rows every other day, the last on the 29th at ten: two and a half days are left, a silence of two is usual and a tenth is three.
    #[rstest]
    #[case(29, false)]
    #[case(30, true)]
    fn a_log_may_be_silent_as_long_as_before(#[case] last: u32, #[case] covers: bool) {
        let first = if last % 2 == 0 { 2 } else { 1 };
        let rows: Vec<String> = (first..=last)
            .step_by(2)
            .map(|day| format!("2026-03-{day:02} 10"))
            .collect();
        let coverage = log(&rows.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(
            coverage.covers_end(period("2026-03-01", Grain::Month)),
            covers
        );
    }

    /// Six incidents, at most 16 days apart: that none came after the 18th proves nothing, until another file goes to the end of the month.
    #[test]
    fn another_file_shows_that_the_time_has_passed() {
        let rare = log(&[
            "2026-01-05 9",
            "2026-01-20 9",
            "2026-02-03 9",
            "2026-02-15 9",
            "2026-03-03 9",
            "2026-03-18 9",
        ]);
        let march = period("2026-03-01", Grain::Month);
        assert!(!rare.covers(march));
        assert!(
            rare.witnessed(Some(period("2026-03-01", Grain::Quarter)))
                .covers(march)
        );
        // Sixteen days of silence do not say that nothing happened in three months.
        let later = Some(period("2026-01-01", Grain::Year));
        assert!(
            !rare
                .witnessed(later)
                .covers(period("2026-04-01", Grain::Month))
        );
    }

    #[test]
    fn what_is_not_there_covers_nothing() {
        assert_eq!(Coverage::of_log([]), None);
        assert_eq!(Coverage::of_values([]), None);
        let march = values(&["2026-03-01"]);
        assert!(!march.covers(period("2026-02-01", Grain::Month)));
        assert_eq!(march.observed(period("2026-02-01", Grain::Month)), None);
    }

    #[test]
    fn the_ends_of_the_calendar_are_no_panic() {
        let ends = Coverage::of_log([Timestamp(i64::MIN), Timestamp(i64::MAX)]).unwrap();
        assert!(!ends.covers_end(Span {
            start: NaiveDate::MIN,
            end: NaiveDate::MAX
        }));
    }
}
