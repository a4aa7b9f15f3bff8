//! Which time a number is measured over, and when that is too little to go by.
//!
//! A number is measured over its **baseline**, the time that all change is counted from. Where a day is given from which what is paid
//! for was live, the baseline is what lies before it, and what an "after" value really became is measured from it on.

use outturn_core::calendar::{Calendar, Grain, Period, Span};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The times that a scenario's numbers are measured over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Windows {
    /// What change is counted from.
    pub baseline: Baseline,
    /// The first day on which what is paid for was live; `None` while it is only planned.
    pub go_live: Option<Period>,
}

/// The time that change is counted from. Of each file as much of it as the file covers, and never a day from go-live on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Baseline {
    /// The last complete quarter of the workspace's calendar, or all there is where no quarter is complete; with a go-live date all before it.
    #[default]
    Usual,
    /// The last twelve complete months.
    LastYear,
    /// All that is loaded.
    Everything,
    /// These days.
    Days(Span),
}

/// Why the data says nothing about a time that is asked about. `Display` says so behind a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Lacking {
    /// It begins on or after the day of go-live: there is nothing to count change from.
    BeginsAfterGoLive(Period),
    /// It ends before the day of go-live, with this day.
    EndsBeforeGoLive(Period),
    /// It has none of the days chosen; it is of these.
    OtherDays(Span),
    /// It covers the time, and has no value in it.
    NoValue,
    /// No charge of the bill says that it is paid once.
    NothingPaidOnce,
}

impl fmt::Display for Lacking {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BeginsAfterGoLive(first) => write!(
                f,
                "no baseline: the data begins on {}, not before go-live",
                first.label()
            ),
            Self::EndsBeforeGoLive(last) => write!(
                f,
                "nothing since go-live: the data ends on {}",
                last.label()
            ),
            Self::OtherDays(days) => {
                let last = days.end.pred_opt().unwrap_or(days.start);
                let [first, last] =
                    [days.start, last].map(|day| Period::containing_date(day, Grain::Day).label());
                write!(f, "no baseline: the data is of {first} – {last}")
            }
            Self::NothingPaidOnce => {
                f.write_str("no charge of the loaded bill is marked as one-off")
            }
            Self::NoValue => f.write_str("the data has no value in this time"),
        }
    }
}

impl Windows {
    /// The baseline within the days from the first to the last that some data covers, by a calendar; `covers` says whether it covers a
    /// period from end to end.
    ///
    /// # Errors
    /// Why it has none of these days.
    ///
    /// ```
    /// use outturn_core::calendar::{Calendar, Grain, Period, Span};
    /// use outturn_scenario::{Lacking, Windows};
    /// let span = |a: &str, b: &str| Span { start: a.parse().unwrap(), end: b.parse().unwrap() };
    /// let (data, iso) = (span("2025-10-05", "2026-11-12"), Calendar::default());
    /// assert_eq!(Windows::default().baseline(data, iso, |_| true), Ok(span("2026-07-01", "2026-10-01")));
    /// let from_february = Calendar { year_begins: 2, ..iso };
    /// assert_eq!(Windows::default().baseline(data, from_february, |_| true), Ok(span("2026-08-01", "2026-11-01")));
    /// let day = |text: &str| Period::containing_date(text.parse().unwrap(), Grain::Day);
    /// let live = |text| Windows { go_live: Some(day(text)), ..Windows::default() };
    /// assert_eq!(live("2026-02-01").baseline(data, iso, |_| true), Ok(span("2025-10-05", "2026-02-01")));
    /// assert_eq!(live("2026-02-01").since_go_live(data), Some(Ok(span("2026-02-01", "2026-11-12"))));
    /// let before = Lacking::BeginsAfterGoLive(day("2025-10-05"));
    /// assert_eq!(live("2025-10-05").baseline(data, iso, |_| true), Err(before));
    /// assert_eq!(before.to_string(), "no baseline: the data begins on 5 Oct 2025, not before go-live");
    /// ```
    pub fn baseline(
        &self,
        covered: Span,
        calendar: Calendar,
        covers: impl Fn(Span) -> bool,
    ) -> Result<Span, Lacking> {
        let before = self.before_go_live(covered)?;
        let last = |grain| last_complete(before, calendar, grain, &covers);
        match self.baseline {
            Baseline::Usual if self.go_live.is_none() => {
                Ok(last(Grain::Quarter).map_or(before, |quarter| quarter.span()))
            }
            Baseline::Usual | Baseline::Everything => Ok(before),
            Baseline::LastYear => {
                let year =
                    last(Grain::Month).map(|month| month.shifted(-11).span().joined(month.span()));
                Ok(year.and_then(|year| before.overlap(year)).unwrap_or(before))
            }
            Baseline::Days(days) => before.overlap(days).ok_or(Lacking::OtherDays(before)),
        }
    }

    fn before_go_live(&self, covered: Span) -> Result<Span, Lacking> {
        let Some(live) = self.go_live else {
            return Ok(covered);
        };
        let before = Span {
            start: covered.start,
            end: live.start(),
        };
        covered.overlap(before).ok_or_else(|| {
            let first = Period::containing_date(covered.start, Grain::Day);
            Lacking::BeginsAfterGoLive(first)
        })
    }

    /// From go-live on, within the days that some data covers; `None` without a go-live date.
    ///
    /// # Errors
    /// That it has none of these days.
    #[must_use]
    pub fn since_go_live(&self, covered: Span) -> Option<Result<Span, Lacking>> {
        let since = Span {
            start: self.go_live?.start(),
            end: covered.end,
        };
        Some(covered.overlap(since).ok_or_else(|| {
            let last = covered.end.pred_opt().unwrap_or(covered.start);
            Lacking::EndsBeforeGoLive(Period::containing_date(last, Grain::Day))
        }))
    }
}

/// The last period that lies within a span from its first day to its last, and that is covered.
fn last_complete(
    span: Span,
    calendar: Calendar,
    grain: Grain,
    covers: impl Fn(Span) -> bool,
) -> Option<Period> {
    let last = calendar.period(span.end.pred_opt()?, grain);
    let mut periods = std::iter::successors(Some(last), |period| Some(period.previous()))
        .take_while(|period| span.start <= period.start() && period.start() < period.end());
    periods.find(|period| period.end() <= span.end && covers(period.span()))
}

/// A span by name, by a calendar: `Q3 2026`, `Oct 2025 – Sep 2026`, `29 Feb 2016 – 2 Mar 2016`.
#[must_use]
pub fn span_label(span: Span, calendar: Calendar) -> String {
    let last = span.end.pred_opt().unwrap_or(span.start);
    let whole = |grain| {
        let [first, last] = [span.start, last].map(|day| calendar.period(day, grain));
        (first.start() == span.start && last.end() == span.end).then_some((first, last))
    };
    let grains = [Grain::Year, Grain::Quarter, Grain::Month];
    let one = grains.into_iter().filter_map(whole);
    let one = one.into_iter().find(|(first, last)| first == last);
    let (first, last) = one.or_else(|| whole(Grain::Month)).unwrap_or_else(|| {
        let day = |day| calendar.period(day, Grain::Day);
        (day(span.start), day(last))
    });
    match first == last {
        true => first.label(),
        false => format!("{} – {}", first.label(), last.label()),
    }
}

/// Months of observation below which nothing is extrapolated without a word of the user's.
const LEAST_MONTHS: f64 = 3.0;
/// Events below which nothing is.
const LEAST_EVENTS: f64 = 30.0;
/// What a day or two at the ends of a file may lack.
const SLACK: f64 = 0.05;

/// Why a measured value is not taken for what comes until the user says so: it rests on too little. `Display` says on what.
///
/// ```
/// use outturn_scenario::Doubt;
/// assert_eq!(Doubt::of(3.0, Some(30.0)), None);
/// assert_eq!(Doubt::of(0.1, Some(861.0)).unwrap().to_string(), "3 days, less than three months");
/// assert_eq!(Doubt::of(3.0, Some(16.0)).unwrap().to_string(), "16 events, fewer than 30");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Doubt {
    /// Months observed, where those are too few.
    pub months: Option<f64>,
    /// Events, where those are too few.
    pub events: Option<f64>,
}

impl Doubt {
    /// The doubt about a value of so many months and events; of some values there are no events to count.
    #[must_use]
    pub fn of(months: f64, events: Option<f64>) -> Option<Self> {
        let doubt = Self {
            months: Some(months).filter(|months| *months < LEAST_MONTHS - SLACK),
            events: events.filter(|events| *events < LEAST_EVENTS),
        };
        (doubt.months.is_some() || doubt.events.is_some()).then_some(doubt)
    }
}

impl fmt::Display for Doubt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        /// The mean length of a month.
        const DAYS: f64 = 365.0 / 12.0;
        let counted = |n: f64, one: &str| match n {
            1.0 => format!("1 {one}"),
            n => format!("{n} {one}s"),
        };
        let events = self.events.map(|n| counted(n.round(), "event"));
        let time = self.months.map(|months| match (months * DAYS).round() {
            days if days < 60.0 => counted(days.max(1.0), "day"),
            _ => counted((months * 10.0).round() / 10.0, "month"),
        });
        match (events, time) {
            (Some(events), Some(time)) => write!(f, "{events} in {time}"),
            (Some(events), None) => write!(f, "{events}, fewer than {LEAST_EVENTS}"),
            (None, Some(time)) => write!(f, "{time}, less than three months"),
            (None, None) => Ok(()),
        }
    }
}
