//! The time that data covers, and which periods it covers from end to end.
//!
//! A log does not say when it was exported. It is taken to go on for as long as it has been silent before, but for no more than a
//! tenth of the period, unless something else that is loaded shows that the time has passed. Days of the week on which nothing is ever
//! logged are no silence. Two files with a longer time between them leave a gap. Of more than a month it is the last month that counts:
//! a quarter is over when its last month is.
//!
//! Where it is known what day it is, nothing that ends later is covered: the figure of a month that is running stands for its month, and
//! the month is not over.

mod arrived;
mod run;
#[cfg(test)]
mod tests;

pub use arrived::{Day, arrived};

use super::{Calendar, Grain, Period, Span, date_of, half_years, natural_steps};
use crate::units::Timestamp;
use chrono::{Datelike, NaiveDate};
use run::{DAY, Run, logged};

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
    /// What its values stand for, by which calendar; `None` for a log.
    step: Option<(Grain, Calendar)>,
    /// Two of its values make up a step: they are of half-years.
    is_half: bool,
    /// Its values are dated near the end of what they stand for.
    dated_late: bool,
    /// The days that anything loaded touches.
    witness: Option<Span>,
    /// It tells how things stand, of which those at the end of some days is that of the days.
    is_state: bool,
    /// The first day that has not come, where it is known.
    not_come: Option<NaiveDate>,
}

impl Coverage {
    /// Of how things stand from the first of some days to the last.
    #[must_use]
    pub fn of_state(days: Span) -> Self {
        Self {
            runs: vec![Run::of_days(days)],
            step: None,
            is_half: false,
            dated_late: false,
            witness: None,
            is_state: true,
            not_come: None,
        }
    }

    /// Of one file of things that happen at any time: rows cover the hours that they are in, or the days where none tells an hour.
    /// `None` for none.
    #[must_use]
    pub fn of_log(moments: impl IntoIterator<Item = Timestamp>) -> Option<Self> {
        Some(Self {
            runs: vec![Run::of_log(moments)?],
            step: None,
            is_half: false,
            dated_late: false,
            witness: None,
            is_state: false,
            not_come: None,
        })
    }

    /// Of values that each stand for a day, a week, a month …, told by their dates: where every month has one date, each is of its
    /// month, whatever day it is dated, and a month without one is a gap. Quarters and years are those of the calendar where the dates
    /// are the first or the last of them; half-years make up years. One date alone is of its month if it is the first of it. Other dates are of their days: where
    /// there is a value on nearly every day, a week and more without any is a gap. `None` for none; the moments need no order.
    #[must_use]
    pub fn of_values(
        moments: impl IntoIterator<Item = Timestamp>,
        calendar: Calendar,
    ) -> Option<Self> {
        let mut moments: Vec<Timestamp> = moments.into_iter().collect();
        moments.sort_unstable();
        moments.dedup();
        if moments.iter().all(|at| at.0.rem_euclid(DAY) == 0) {
            let days: Vec<NaiveDate> = moments.iter().copied().map(date_of).collect();
            let halves = half_years(&days);
            if !halves.is_empty() {
                let runs = halves.chunk_by(|one, next| one.end == next.start);
                let runs = runs.filter_map(|run| Some(run.first()?.joined(*run.last()?)));
                return Some(Self {
                    runs: runs.map(Run::of_days).collect(),
                    step: Some((Grain::Year, Calendar::default())),
                    is_half: true,
                    dated_late: days.first().is_some_and(|day| day.day() != 1),
                    witness: None,
                    is_state: false,
                    not_come: None,
                });
            }
            let (grain, by, held) = match days.as_slice() {
                [one] if one.day() == 1 => (Grain::Month, Calendar::default(), 1),
                days => natural_steps(days, calendar)?,
            };
            if held == days.len() && grain != Grain::Day {
                let steps: Vec<Period> = days.iter().map(|day| by.period(*day, grain)).collect();
                let is_late = |(day, step): (&NaiveDate, &Period)| {
                    2 * (*day - step.start()).num_days() > (step.end() - step.start()).num_days()
                };
                let late = days.iter().zip(&steps).filter(|one| is_late(*one)).count();
                let runs = steps.chunk_by(|one, next| one.next() == *next);
                let runs =
                    runs.filter_map(|run| Some(run.first()?.span().joined(run.last()?.span())));
                return Some(Self {
                    runs: runs.map(Run::of_days).collect(),
                    step: Some((grain, by)),
                    is_half: false,
                    dated_late: 2 * late > days.len(),
                    witness: None,
                    is_state: false,
                    not_come: None,
                });
            }
        }
        let whole = Run::of_log(moments.iter().copied())?;
        Some(Self {
            runs: whole.parted(&moments),
            step: None,
            is_half: false,
            dated_late: false,
            witness: None,
            is_state: false,
            not_come: None,
        })
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
            is_half: false,
            dated_late: false,
            witness: None,
            is_state: false,
            not_come: None,
        })
    }

    /// The same log of no more than some days; `None` where it has none of them.
    #[must_use]
    pub fn within(self, days: Span) -> Option<Self> {
        let runs = self.runs.iter().filter_map(|run| run.within(days));
        let runs: Vec<Run> = runs.collect();
        (!runs.is_empty()).then_some(Self { runs, ..self })
    }

    /// The same on a day: what is dated later is planned and covers nothing yet, and what ends later is not over. `None` where all of it
    /// lies ahead.
    #[must_use]
    pub fn until(self, today: NaiveDate) -> Option<Self> {
        let (start, end) = (self.days().start, today.succ_opt().unwrap_or(today));
        if start >= end {
            return None;
        }
        let cut = self.within(Span { start, end })?;
        Some(Self {
            not_come: Some(end),
            ..cut
        })
    }

    /// The same, with the months at both ends whole where it covers them: what is observed of a year that is running begins where its
    /// first month does.
    #[must_use]
    pub fn filled(mut self, calendar: Calendar) -> Self {
        if self.step.is_some() || self.is_state {
            return self;
        }
        let month = |day: NaiveDate| calendar.period(day, Grain::Month).span();
        let days = self.days();
        let (first, last) = (
            month(days.start),
            month(days.end.pred_opt().unwrap_or(days.end)),
        );
        let (starts, ends) = (self.covers(first), self.covers(last));
        if let Some(run) = self.runs.first_mut().filter(|_| starts) {
            run.days = run.days.joined(Span {
                end: run.days.end,
                ..first
            });
        }
        if let Some(run) = self.runs.last_mut().filter(|_| ends) {
            run.days = run.days.joined(Span {
                start: run.days.start,
                ..last
            });
        }
        self
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

    /// The days from the first that it touches to the last, with the periods of a length at both ends whole where it covers them: all
    /// that is observed of those periods together.
    #[must_use]
    pub fn reach(&self, (calendar, grain): (Calendar, Grain)) -> Span {
        let days = self.days();
        let last = days.end.pred_opt().unwrap_or(days.start);
        let ends = [days.start, last].map(|day| calendar.period(day, grain));
        let ends = ends.into_iter().filter_map(|end| self.observed(end.span()));
        ends.fold(days, Span::joined)
    }

    /// Whether it covers all of some days. What stands for a month says nothing of a day in it, and nothing of a month that begins
    /// in the middle of one; only of many steps, as of the weeks of a month, those at the ends may be cut.
    #[must_use]
    pub fn covers(&self, span: Span) -> bool {
        if self.not_come.is_some_and(|end| span.end > end) {
            return false;
        }
        if self.is_state {
            let days = self.days();
            return days.start < span.end && span.end <= days.end;
        }
        !self.is_within_step(span)
            && self.is_of_steps(span)
            && self.runs.iter().any(|run| run.covers(span, self.witness))
    }

    /// What each of its values stands for, where that is longer than a day.
    #[must_use]
    pub fn step(&self) -> Option<Grain> {
        self.step.map(|(grain, _)| grain)
    }

    /// Whether its values are of half-years, of which a [step](Self::step) has two.
    #[must_use]
    pub fn is_half_yearly(&self) -> bool {
        self.is_half
    }

    /// Whether some days are whole steps, or so many that it does not matter.
    fn is_of_steps(&self, span: Span) -> bool {
        let Some((grain, by)) = self.step else {
            return true;
        };
        let last = span.end.pred_opt().unwrap_or(span.end);
        let whole = by.period(span.start, grain).start() == span.start
            && by.period(last, grain).end() == span.end;
        whole || span.days() >= MANY_STEPS * least_days(grain)
    }

    /// Whether it is known day by day: not by steps longer than a day, and not by one date that may stand for anything.
    #[must_use]
    pub fn is_daily(&self) -> bool {
        self.step.is_none() && self.days().days() > 1.0
    }

    /// Whether some days are fewer than a value stands for.
    #[must_use]
    pub fn is_within_step(&self, span: Span) -> bool {
        let least = self.step.map_or(0.0, |(grain, _)| least_days(grain));
        span.days() < least
    }

    /// What the value stands for that is dated in some days, where that is longer than they are.
    fn step_of(&self, span: Span) -> Option<Span> {
        let (grain, by) = self.step.filter(|_| self.is_within_step(span))?;
        let day = match self.dated_late {
            true => span.start,
            false => span.end.pred_opt().unwrap_or(span.start),
        };
        Some(by.period(day, grain).span())
    }

    /// Whether some days are fewer than a value stands for, and what the one dated in them stands for is over.
    #[must_use]
    pub fn is_within_whole_step(&self, span: Span) -> bool {
        self.step_of(span).is_some_and(|step| self.covers(step))
    }

    /// What a value stands for, where that is longer than some days.
    #[must_use]
    pub fn longer_step(&self, span: Span) -> Option<Grain> {
        let (grain, _) = self.step?;
        self.is_within_step(span).then_some(grain)
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

    /// How many seconds of some days it covers, gaps not counted. Of fewer days than a value stands for, all those of the one that is
    /// dated in them: what is made in a month is not made on its first day.
    #[must_use]
    pub fn seconds(&self, span: Span) -> f64 {
        if let Some(step) = self.step_of(span) {
            // Of one that is running, what has come of it.
            let come = self.observed(step).unwrap_or(step);
            return come.seconds();
        }
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
        // A part of a step is not to be had of the period before.
        let is_cut = |(grain, by): (Grain, Calendar)| {
            let last = days.end.pred_opt().unwrap_or(days.start);
            days.end < span.end && by.period(last, grain).end() != days.end
        };
        let is_over = is_over && !self.step.is_some_and(is_cut);
        (is_over && parts.next().is_none()).then_some(days)
    }
}

/// So many steps are known well enough where those at both ends are cut.
const MANY_STEPS: f64 = 4.0;

/// The days of the shortest period of a length.
fn least_days(grain: Grain) -> f64 {
    match grain {
        Grain::Day => 1.0,
        Grain::Week => 7.0,
        Grain::Month => 28.0,
        Grain::Quarter => 90.0,
        Grain::Year => 365.0,
    }
}
