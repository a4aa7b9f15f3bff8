//! Which time a number is measured over, and when that is too little to go by.
//!
//! A number is measured over its **baseline**, the time that all change is counted from. Where a day is given from which what is paid
//! for was live, the baseline is what lies before it, and what an "after" value really became is measured from it on.

use outturn_core::calendar::{Grain, Period, Span};
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
    /// The last complete quarter, or all there is where no quarter is complete; with a go-live date all before it.
    #[default]
    Usual,
    /// The last twelve complete months.
    LastYear,
    /// All that is loaded.
    Everything,
    /// These days.
    Days(Span),
}

impl Windows {
    /// The baseline within the days from the first to the last that some data covers; `covers` says whether it covers a period from end
    /// to end. `None` where it has none of these days.
    ///
    /// ```
    /// use outturn_core::calendar::{Grain, Period, Span};
    /// use outturn_scenario::Windows;
    /// let span = |a: &str, b: &str| Span { start: a.parse().unwrap(), end: b.parse().unwrap() };
    /// let data = span("2025-10-05", "2026-11-12");
    /// assert_eq!(Windows::default().baseline(data, |_| true), Some(span("2026-07-01", "2026-10-01")));
    /// let day = Period::containing_date("2026-02-01".parse().unwrap(), Grain::Day);
    /// let live = Windows { go_live: Some(day), ..Windows::default() };
    /// assert_eq!(live.baseline(data, |_| true), Some(span("2025-10-05", "2026-02-01")));
    /// assert_eq!(live.since_go_live(data), Some(span("2026-02-01", "2026-11-12")));
    /// ```
    #[must_use]
    pub fn baseline(&self, covered: Span, covers: impl Fn(Span) -> bool) -> Option<Span> {
        let before = match self.go_live {
            Some(live) => covered.overlap(Span {
                start: covered.start,
                end: live.start(),
            })?,
            None => covered,
        };
        match self.baseline {
            Baseline::Usual if self.go_live.is_none() => {
                Some(last_complete(before, Grain::Quarter, covers).unwrap_or(before))
            }
            Baseline::Usual | Baseline::Everything => Some(before),
            Baseline::LastYear => {
                let Some(month) = last_complete(before, Grain::Month, covers) else {
                    return Some(before);
                };
                let first = Period::containing_date(month.start, Grain::Month).shifted(-11);
                before.overlap(first.span().joined(month))
            }
            Baseline::Days(days) => before.overlap(days),
        }
    }

    /// From go-live on, within the days that some data covers; `None` without a go-live date.
    #[must_use]
    pub fn since_go_live(&self, covered: Span) -> Option<Span> {
        covered.overlap(Span {
            start: self.go_live?.start(),
            end: covered.end,
        })
    }
}

/// The last period that lies within a span from its first day to its last, and that is covered.
fn last_complete(span: Span, grain: Grain, covers: impl Fn(Span) -> bool) -> Option<Span> {
    let last = span.end.pred_opt()?;
    let period = Period::containing_date(last, grain);
    let mut periods = std::iter::successors(Some(period), |period| Some(period.previous()))
        .map(|period| period.span())
        .take_while(|period| span.start <= period.start && period.start < period.end);
    periods.find(|period| period.end <= span.end && covers(*period))
}

/// A span by name: `Q3 2026`, `Oct 2025 – Sep 2026`, `29 Feb 2016 – 2 Mar 2016`.
#[must_use]
pub fn span_label(span: Span) -> String {
    let last = span.end.pred_opt().unwrap_or(span.start);
    let whole = |grain| {
        let [first, last] = [span.start, last].map(|day| Period::containing_date(day, grain));
        (first.span().start == span.start && last.span().end == span.end).then_some((first, last))
    };
    let grains = [Grain::Year, Grain::Quarter, Grain::Month];
    let one = grains.into_iter().filter_map(whole);
    let one = one.into_iter().find(|(first, last)| first == last);
    let (first, last) = one.or_else(|| whole(Grain::Month)).unwrap_or_else(|| {
        let day = |day| Period::containing_date(day, Grain::Day);
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
