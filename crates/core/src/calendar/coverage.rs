//! The time that data covers, and which periods it covers from end to end.
//!
//! A log does not say when it was exported. It is taken to go on for as long as it has been silent before, but for no more than a
//! tenth of the period, unless something else that is loaded shows that the time has passed. Days of the week on which nothing is ever
//! logged are no silence. Two files with a longer time between them leave a gap.

use super::{Grain, Period, Span, date_of, natural_grain};
use crate::units::Timestamp;
use chrono::{Datelike, NaiveDate};

const HOUR: i64 = 3_600_000_000;
const DAY: i64 = 24 * HOUR;
/// The ends of the calendar, in microseconds: the years −9999 and 9999, roughly.
const EARLIEST: i64 = -12_000 * 366 * DAY;
const LATEST: i64 = 8_100 * 366 * DAY;
/// The part of a period that a log may be silent at its end, or before it begins, where nothing else goes on.
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coverage {
    /// Times without a gap between them that only another file could fill, in order.
    runs: Vec<Run>,
    /// What its values stand for; `None` for a log.
    step: Option<Grain>,
    /// The days that anything loaded touches.
    witness: Option<Span>,
}

/// A time without a gap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Run {
    /// The days it touches.
    days: Span,
    /// From when to when it is known, without any silence at its ends.
    known: (i64, i64),
    /// The longest time without a row, in microseconds.
    silence: i64,
    /// The days of the week on which there are rows, Monday first.
    weekdays: [bool; 7],
}

impl Coverage {
    /// Of one file of things that happen at any time: rows cover the hours that they are in, or the days where none tells an hour.
    /// `None` for none.
    #[must_use]
    pub fn of_log(moments: impl IntoIterator<Item = Timestamp>) -> Option<Self> {
        Some(Self {
            runs: vec![Run::of_log(moments)?],
            step: None,
            witness: None,
        })
    }

    /// Of values that each stand for a day, a week, a month …, told by their dates: where every month has one date, each is of its
    /// month, whatever day it is dated, and a month without one is a gap. One date alone is of its month if it is the first of it. Other
    /// dates are of their days. `None` for none; the moments
    /// need no order.
    #[must_use]
    pub fn of_values(moments: impl IntoIterator<Item = Timestamp>) -> Option<Self> {
        let mut moments: Vec<Timestamp> = moments.into_iter().collect();
        moments.sort_unstable();
        moments.dedup();
        if moments.iter().all(|at| at.0.rem_euclid(DAY) == 0) {
            let days: Vec<NaiveDate> = moments.iter().copied().map(date_of).collect();
            let (grain, held) = match days.as_slice() {
                [one] if one.day() == 1 => (Grain::Month, 1),
                days => natural_grain(days)?,
            };
            if held == days.len() && grain != Grain::Day {
                let steps = days.iter().map(|day| Period::containing_date(*day, grain));
                let steps: Vec<Period> = steps.collect();
                let runs = steps.chunk_by(|one, next| one.next() == *next);
                let runs =
                    runs.filter_map(|run| Some(run.first()?.span().joined(run.last()?.span())));
                return Some(Self {
                    runs: runs.map(Run::of_days).collect(),
                    step: Some(grain),
                    witness: None,
                });
            }
        }
        Self::of_log(moments)
    }

    /// Of several files together. Between two there is a gap where it is longer than any silence in either.
    #[must_use]
    pub fn joined(all: impl IntoIterator<Item = Self>) -> Option<Self> {
        let mut runs: Vec<Run> = all.into_iter().flat_map(|one| one.runs).collect();
        runs.sort_unstable_by_key(|run| run.known);
        let mut joined: Vec<Run> = Vec::new();
        for run in runs {
            match joined.last_mut().and_then(|last| last.with(run)) {
                Some(both) => {
                    joined.pop();
                    joined.push(both);
                }
                None => joined.push(run),
            }
        }
        (!joined.is_empty()).then_some(Self {
            runs: joined,
            step: None,
            witness: None,
        })
    }

    /// The same, where something else that is loaded shows that these days have passed.
    #[must_use]
    pub fn witnessed(self, days: Option<Span>) -> Self {
        Self {
            witness: days,
            ..self
        }
    }

    /// The days from the first that it touches to the last.
    #[must_use]
    pub fn days(&self) -> Span {
        let all = self.runs.iter().map(|run| run.days);
        // There is a run by construction.
        all.reduce(Span::joined).unwrap_or(Span {
            start: NaiveDate::MIN,
            end: NaiveDate::MIN,
        })
    }

    /// The days from the first that it touches to the last, with the months at both ends whole where it covers them.
    #[must_use]
    pub fn reach(&self) -> Span {
        let days = self.days();
        let last = days.end.pred_opt().unwrap_or(days.start);
        let months = [days.start, last].map(|day| Period::containing_date(day, Grain::Month));
        let months = months
            .into_iter()
            .filter_map(|month| self.observed(month.span()));
        months.fold(days, Span::joined)
    }

    /// Whether it covers all of some days. What stands for a month says nothing of a day in it.
    #[must_use]
    pub fn covers(&self, span: Span) -> bool {
        !self.is_within_step(span) && self.runs.iter().any(|run| run.covers(span, self.witness))
    }

    /// Whether it is known day by day: not by steps longer than a day, and not by one date that may stand for anything.
    #[must_use]
    pub fn is_daily(&self) -> bool {
        self.step.is_none() && self.days().days() > 1.0
    }

    /// Whether some days are fewer than a value stands for.
    #[must_use]
    pub fn is_within_step(&self, span: Span) -> bool {
        let least = self.step.map_or(0.0, |step| match step {
            Grain::Day => 1.0,
            Grain::Week => 7.0,
            Grain::Month => 28.0,
            Grain::Quarter => 90.0,
            Grain::Year => 365.0,
        });
        span.days() < least
    }

    /// From the first to the last of some days that it covers: all of them where it covers them from end to end, otherwise those it
    /// touches.
    #[must_use]
    pub fn observed(&self, span: Span) -> Option<Span> {
        match self.covers(span) {
            true => Some(span),
            false => {
                let parts = self.runs.iter().filter_map(|run| span.overlap(run.days));
                parts.reduce(Span::joined)
            }
        }
    }

    /// How many seconds of some days it covers, gaps not counted.
    #[must_use]
    pub fn seconds(&self, span: Span) -> f64 {
        match self.covers(span) {
            true => span.seconds(),
            false => {
                let parts = self.runs.iter().filter_map(|run| span.overlap(run.days));
                parts.map(Span::seconds).sum()
            }
        }
    }

    /// Those of some days that it touches, if there is no gap in them and the last of them is over: no longer silent than before.
    #[must_use]
    pub fn whole_days(&self, span: Span) -> Option<Span> {
        let mut parts = self
            .runs
            .iter()
            .filter_map(|run| Some((run, span.overlap(run.days)?)));
        let (run, days) = parts.next()?;
        let is_over = logged(run.known.1, days.end_moment().0, run.weekdays) <= run.silence;
        (is_over && parts.next().is_none()).then_some(days)
    }
}

impl Run {
    fn of_log(moments: impl IntoIterator<Item = Timestamp>) -> Option<Self> {
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

    fn of_days(days: Span) -> Self {
        Self {
            days,
            known: (days.start_moment().0, days.end_moment().0),
            silence: 0,
            weekdays: [true; 7],
        }
    }

    /// It and one that does not begin before, if there is no gap between them.
    fn with(&self, next: Self) -> Option<Self> {
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

    fn covers(&self, span: Span, witness: Option<Span>) -> bool {
        let most = |seen: bool| {
            let part = if seen { 1 } else { SILENT_PART };
            self.silence.min(length(span) / part)
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
    #[case(&["2026-01-01", "2026-02-01", "2026-03-01"], "2026-03-01", Grain::Day, false)]
    #[case(&["2026-01-01", "2026-02-01", "2026-03-01"], "2026-02-02", Grain::Week, false)]
    #[case(&["2026-03-01"], "2026-03-01", Grain::Month, true)]
    #[case(&["2026-03-02"], "2026-03-01", Grain::Month, false)]
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
        let first = if last.is_multiple_of(2) { 2 } else { 1 };
        let rows: Vec<String> = (first..=last)
            .step_by(2)
            .map(|day| format!("2026-03-{day:02} 10"))
            .collect();
        let coverage = log(&rows.iter().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(
            coverage.covers(Span {
                start: "2026-03-03".parse().unwrap(),
                ..period("2026-03-01", Grain::Month)
            }),
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
            rare.clone()
                .witnessed(Some(period("2026-03-01", Grain::Quarter)))
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
        let march = values(&["2026-03-02"]);
        assert!(!march.covers(period("2026-02-01", Grain::Month)));
        assert_eq!(march.observed(period("2026-02-01", Grain::Month)), None);
    }

    #[test]
    fn the_ends_of_the_calendar_are_no_panic() {
        let ends = Coverage::of_log([Timestamp(i64::MIN), Timestamp(i64::MAX)]).unwrap();
        assert!(ends.covers(period("2026-03-01", Grain::Day)));
    }

    /// A file of January and one of April: nothing is known of the months between, though no row says so. Two that follow one another
    /// are one.
    #[test]
    fn files_with_a_gap_between_them_cover_no_quarter() {
        let daily = |month: u32, days: u32| {
            let rows: Vec<String> = (1..=days)
                .map(|day| format!("2026-{month:02}-{day:02} 9"))
                .collect();
            log(&rows.iter().map(String::as_str).collect::<Vec<_>>())
        };
        let apart = Coverage::joined([daily(4, 30), daily(1, 31)]).unwrap();
        assert!(apart.covers(period("2026-01-01", Grain::Month)));
        assert!(!apart.covers(period("2026-02-01", Grain::Month)));
        assert!(!apart.covers(period("2026-01-01", Grain::Quarter)));
        let year = period("2026-01-01", Grain::Year);
        assert_eq!(apart.seconds(year), 61.0 * 86_400.0);
        assert_eq!(apart.whole_days(year), None);
        let together = Coverage::joined([daily(1, 31), daily(2, 28), daily(3, 31)]).unwrap();
        assert!(together.covers(period("2026-01-01", Grain::Quarter)));
    }

    #[test]
    fn a_month_without_a_value_is_a_gap() {
        let months = values(&["2026-01-01", "2026-02-01", "2026-04-01", "2026-05-01"]);
        assert!(!months.covers(period("2026-03-01", Grain::Month)));
        assert!(!months.covers(period("2026-01-01", Grain::Quarter)));
        assert!(months.covers(period("2026-04-01", Grain::Month)));
    }
}
