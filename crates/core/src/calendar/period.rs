//! One period: what it is called, where it begins and ends, and those beside it.

use super::{Calendar, Grain, Span, add_days, date_of, iso_date, moment_of, month_name};
use crate::units::{SECONDS_PER_DAY, Timestamp};
use chrono::{Datelike, Months, NaiveDate};
use serde::{Deserialize, Serialize};

/// One period: a grain and the date it starts on. Ordered by start.
///
/// ```
/// use outturn_core::calendar::{Grain, Period};
/// let quarter = Period::containing_date(chrono::NaiveDate::from_ymd_opt(2026, 8, 9).unwrap(), Grain::Quarter);
/// assert_eq!(quarter.label(), "Q3 2026");
/// assert_eq!(quarter.previous().label(), "Q2 2026");
/// assert_eq!(quarter.end().to_string(), "2026-10-01");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Period {
    pub(super) grain: Grain,
    #[serde(with = "iso_date")]
    pub(super) start: NaiveDate,
    /// By which it was cut.
    #[serde(default)]
    pub(super) calendar: Calendar,
}

impl PartialOrd for Period {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Period {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.start, self.grain).cmp(&(other.start, other.grain))
    }
}

impl Period {
    /// The period of this grain that the date falls in, by the calendar of ISO 8601.
    #[must_use]
    pub fn containing_date(date: NaiveDate, grain: Grain) -> Self {
        Calendar::default().period(date, grain)
    }

    /// The calendar by which it was cut.
    #[must_use]
    pub fn calendar(&self) -> Calendar {
        self.calendar
    }

    /// The period of this grain that the moment falls in.
    #[must_use]
    pub fn containing(moment: Timestamp, grain: Grain) -> Self {
        Self::containing_date(date_of(moment), grain)
    }

    /// How long it is.
    #[must_use]
    pub fn grain(&self) -> Grain {
        self.grain
    }

    /// First day.
    #[must_use]
    pub fn start(&self) -> NaiveDate {
        self.start
    }

    /// The day after the last.
    #[must_use]
    pub fn end(&self) -> NaiveDate {
        self.next().start
    }

    /// Its days.
    #[must_use]
    pub fn span(&self) -> Span {
        Span {
            start: self.start,
            end: self.end(),
        }
    }

    /// The first moment of it.
    #[must_use]
    pub fn start_moment(&self) -> Timestamp {
        moment_of(self.start)
    }

    /// The first moment after it.
    #[must_use]
    pub fn end_moment(&self) -> Timestamp {
        moment_of(self.end())
    }

    /// Its length in seconds.
    #[must_use]
    pub fn seconds(&self) -> f64 {
        (self.end() - self.start).num_days() as f64 * SECONDS_PER_DAY
    }

    /// Whether the moment falls in it.
    #[must_use]
    pub fn contains(&self, moment: Timestamp) -> bool {
        self.start_moment() <= moment && moment < self.end_moment()
    }

    /// The period after this one.
    #[must_use]
    pub fn next(&self) -> Self {
        self.shifted(1)
    }

    /// The period before this one.
    #[must_use]
    pub fn previous(&self) -> Self {
        self.shifted(-1)
    }

    /// The period `steps` later (earlier when negative). At the end of the calendar it stays where it is.
    #[must_use]
    pub fn shifted(&self, steps: i32) -> Self {
        if self.calendar.days_of_weeks(self).is_some() {
            return self.shifted_by_weeks(steps);
        }
        let n = steps.unsigned_abs();
        let start = match self.grain {
            Grain::Day => add_days(self.start, i64::from(steps)),
            Grain::Week => add_days(self.start, i64::from(steps) * 7),
            Grain::Month | Grain::Quarter | Grain::Year => {
                let months = Months::new(n.saturating_mul(match self.grain {
                    Grain::Month => 1,
                    Grain::Quarter => 3,
                    _ => 12,
                }));
                if steps < 0 {
                    self.start.checked_sub_months(months)
                } else {
                    self.start.checked_add_months(months)
                }
            }
        };
        Self {
            start: start.unwrap_or(self.start),
            ..*self
        }
    }

    /// The same where months are of weeks, which have no even length.
    fn shifted_by_weeks(&self, steps: i32) -> Self {
        let mut period = *self;
        for _ in 0..steps.unsigned_abs() {
            let beside = match steps < 0 {
                true => period.start.pred_opt(),
                false => self.calendar.days_of_weeks(&period).map(|days| days.end),
            };
            match beside {
                Some(day) => period = self.calendar.period(day, self.grain),
                None => break,
            }
        }
        period
    }

    /// How people name it: `9 Aug 2026`, `Week 32, 2026`, `Aug 2026`, `Q3 2026`, `2026`.
    #[must_use]
    pub fn label(&self) -> String {
        match self.grain {
            Grain::Day => format!(
                "{} {} {}",
                self.start.day(),
                month_name(self.start),
                self.start.year()
            ),
            Grain::Week if self.calendar.week_begins != 0 => format!(
                "Week of {} {} {}",
                self.start.day(),
                month_name(self.start),
                self.start.year()
            ),
            Grain::Week => {
                let week = self.start.iso_week();
                format!("Week {}, {}", week.week(), week.year())
            }
            Grain::Month if !self.calendar.weeks => {
                format!("{} {}", month_name(self.start), self.start.year())
            }
            Grain::Month | Grain::Quarter => {
                format!("{} {}", self.short_label(), self.year_label())
            }
            Grain::Year => self.year_label(),
        }
    }

    /// As short as it can be said beside another period of the same grain: `9 Aug`, `wk 32`, `Aug`, `Q3`, `2026`.
    #[must_use]
    pub fn short_label(&self) -> String {
        match self.grain {
            Grain::Day => format!("{} {}", self.start.day(), month_name(self.start)),
            Grain::Week if self.calendar.week_begins != 0 => {
                format!("wk of {} {}", self.start.day(), month_name(self.start))
            }
            Grain::Week => format!("wk {}", self.start.iso_week().week()),
            Grain::Month if self.calendar.weeks => {
                format!("P{}", self.calendar.place_in_year(self.start).1)
            }
            Grain::Month => month_name(self.start).to_owned(),
            Grain::Quarter => format!("Q{}", self.calendar.place_in_year(self.start).0),
            Grain::Year => self.year_label(),
        }
    }

    /// Its year: `2026`, or `FY2026` where years are not those of the calendar.
    fn year_label(&self) -> String {
        let year = self.calendar.name_of_year(self.start);
        let is_fiscal = self.calendar.weeks || self.calendar.year_begins > 1;
        format!("{}{year}", if is_fiscal { "FY" } else { "" })
    }

    /// All periods of a grain from the one that holds `first` to the one that holds `last`, both included.
    #[must_use]
    pub fn range(first: Timestamp, last: Timestamp, grain: Grain) -> Vec<Self> {
        let (mut period, last) = (
            Self::containing(first, grain),
            Self::containing(last, grain),
        );
        let mut periods = Vec::new();
        while period <= last {
            periods.push(period);
            let next = period.next();
            if next == period {
                break;
            }
            period = next;
        }
        periods
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[rstest]
    #[case("2026-03-31", Grain::Day, "2026-03-31", "2026-04-01", "31 Mar 2026")]
    #[case("2026-01-01", Grain::Week, "2025-12-29", "2026-01-05", "Week 1, 2026")]
    #[case("2024-12-30", Grain::Week, "2024-12-30", "2025-01-06", "Week 1, 2025")]
    #[case("2024-02-29", Grain::Month, "2024-02-01", "2024-03-01", "Feb 2024")]
    #[case("2026-12-31", Grain::Quarter, "2026-10-01", "2027-01-01", "Q4 2026")]
    #[case("2026-07-04", Grain::Year, "2026-01-01", "2027-01-01", "2026")]
    fn a_date_falls_in_a_period(
        #[case] day: &str,
        #[case] grain: Grain,
        #[case] start: &str,
        #[case] end: &str,
        #[case] label: &str,
    ) {
        let period = Period::containing_date(date(day), grain);
        assert_eq!(
            (period.start(), period.end(), period.label().as_str()),
            (date(start), date(end), label)
        );
    }

    #[test]
    fn a_range_has_no_gap_and_both_ends() {
        let periods = Period::range(
            moment_of(date("2023-05-27")),
            moment_of(date("2024-01-12")),
            Grain::Week,
        );
        assert_eq!(
            periods.len(),
            34,
            "ISO weeks touched by the DevLake deployments, expected/deployments.json"
        );
        assert!(periods.windows(2).all(|w| w[0].end() == w[1].start()));
    }
}
