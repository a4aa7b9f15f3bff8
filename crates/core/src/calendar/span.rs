//! Days from one to another.

use super::{Grain, Period, date_of, iso_date, moment_of};
use crate::units::{SECONDS_PER_DAY, Timestamp};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Days from `start` up to and without `end`: a period, or all that was loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Span {
    /// First day.
    #[serde(with = "iso_date")]
    pub start: NaiveDate,
    /// The day after the last.
    #[serde(with = "iso_date")]
    pub end: NaiveDate,
}

impl Span {
    /// The whole days from the first moment's to the last one's, both included.
    #[must_use]
    pub fn covering(first: Timestamp, last: Timestamp) -> Self {
        let last = date_of(last);
        Self {
            start: date_of(first),
            end: last.succ_opt().unwrap_or(last),
        }
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn joined(self, other: Self) -> Self {
        Self {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }

    /// The days that both have, if any.
    #[must_use]
    pub fn overlap(self, other: Self) -> Option<Self> {
        let both = Self {
            start: self.start.max(other.start),
            end: self.end.min(other.end),
        };
        (both.start < both.end).then_some(both)
    }

    /// Its length in seconds.
    #[must_use]
    pub fn seconds(self) -> f64 {
        self.days() * SECONDS_PER_DAY
    }

    /// Its length in days.
    #[must_use]
    pub fn days(self) -> f64 {
        (self.end - self.start).num_days() as f64
    }

    /// Its length in calendar months; part of a month counts by the days it has.
    ///
    /// ```
    /// use outturn_core::calendar::Span;
    /// let span = |a: &str, b: &str| Span { start: a.parse().unwrap(), end: b.parse().unwrap() };
    /// assert_eq!(span("2026-02-01", "2026-05-01").months(), 3.0);
    /// assert_eq!(span("2026-04-01", "2026-04-16").months(), 0.5);
    /// ```
    #[must_use]
    pub fn months(self) -> f64 {
        let mut months = 0.0;
        let mut month = Period::containing_date(self.start, Grain::Month);
        while month.start() < self.end {
            if let Some(part) = month.span().overlap(self) {
                months += part.days() / month.span().days();
            }
            let next = month.next();
            if next == month {
                break;
            }
            month = next;
        }
        months
    }

    /// The first moment of it.
    #[must_use]
    pub fn start_moment(self) -> Timestamp {
        moment_of(self.start)
    }

    /// The first moment after it.
    #[must_use]
    pub fn end_moment(self) -> Timestamp {
        moment_of(self.end)
    }
}
