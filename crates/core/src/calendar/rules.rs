//! The calendar of a workspace: when days, weeks and years begin, and what months are.

use super::{Grain, Period, Span, add_days};
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// Weeks of the months of a quarter, of thirteen.
const MONTHS_OF_WEEKS: [i64; 3] = [4, 4, 5];
const WEEKS_OF_QUARTER: i64 = 13;

/// When days, weeks and years begin, and what months are. The default is that of ISO 8601 in UTC.
///
/// Days are those of a [`Zone`](super::Zone): of a fixed distance from UTC, or one with a name, which is told beside.
///
/// ```
/// use outturn_core::calendar::{Calendar, Grain};
/// let from_july = Calendar { year_begins: 7, ..Calendar::default() };
/// let quarter = from_july.period("2026-08-09".parse().unwrap(), Grain::Quarter);
/// assert_eq!((quarter.label(), quarter.start().to_string()), ("Q1 FY2027".into(), "2026-07-01".into()));
/// let weeks = Calendar { weeks: true, ..Calendar::default() };
/// let month = weeks.period("2026-02-01".parse().unwrap(), Grain::Month); // four weeks from 29 December
/// assert_eq!((month.label(), month.start().to_string(), month.end().to_string()), ("P2 FY2026".into(), "2026-01-26".into(), "2026-02-23".into()));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Calendar {
    /// The day on which weeks begin: 0 for Monday to 6 for Sunday.
    pub week_begins: u8,
    /// The month with which years begin: 1 for January to 12 for December.
    pub year_begins: u8,
    /// Months are of four, four and five whole weeks, and the year begins with the week whose first day is nearest to the first of its
    /// month. A year of 53 weeks has the further one in its last month.
    pub weeks: bool,
    /// How many minutes earlier than in UTC days begin: 60 for UTC+1. It does not count where a zone with a name is chosen.
    pub ahead_of_utc: i16,
}

impl Default for Calendar {
    fn default() -> Self {
        Self {
            week_begins: 0,
            year_begins: 1,
            weeks: false,
            ahead_of_utc: 0,
        }
    }
}

impl Calendar {
    /// The period of this grain that a date falls in.
    #[must_use]
    pub fn period(self, date: NaiveDate, grain: Grain) -> Period {
        let start = match grain {
            Grain::Day => Some(date),
            Grain::Week => self.week(date),
            _ if self.weeks => self.of_weeks(date, grain).map(|span| span.start),
            Grain::Month => date.with_day(1),
            Grain::Quarter => self.after_months(date, self.month_of_year(date) / 3 * 3),
            Grain::Year => self.after_months(date, 0),
        };
        Period {
            grain,
            start: start.unwrap_or(date),
            calendar: self,
        }
    }

    /// All periods of a grain from the one that holds the first day of a span to the one that holds its last.
    #[must_use]
    pub fn periods(self, span: Span, grain: Grain) -> Vec<Period> {
        let last = span.end.pred_opt().unwrap_or(span.end).max(span.start);
        let (mut period, last) = (self.period(span.start, grain), self.period(last, grain));
        let mut periods = Vec::new();
        while period <= last {
            periods.push(period);
            let next = period.next();
            if next <= period {
                break;
            }
            period = next;
        }
        periods
    }

    /// The first and the last period of some days: of a length where they begin and end with such, else days.
    ///
    /// ```
    /// use outturn_core::calendar::{Calendar, Grain, Span};
    /// let ends = |start: &str, end: &str| {
    ///     let days = Span { start: start.parse().unwrap(), end: end.parse().unwrap() };
    ///     let (first, last) = Calendar::default().ends(days, Grain::Month);
    ///     format!("{} – {}", first.label(), last.label())
    /// };
    /// assert_eq!(ends("2026-01-01", "2026-04-01"), "Jan 2026 – Mar 2026");
    /// assert_eq!(ends("2026-02-15", "2026-03-21"), "15 Feb 2026 – 20 Mar 2026");
    /// ```
    #[must_use]
    pub fn ends(self, days: Span, grain: Grain) -> (Period, Period) {
        let last = days.end.pred_opt().unwrap_or(days.end);
        let of = |grain| (self.period(days.start, grain), self.period(last, grain));
        let (first, last) = of(grain);
        match first.start() == days.start && last.end() == days.end {
            true => (first, last),
            false => of(Grain::Day),
        }
    }

    /// The days of a period whose months are of weeks; `None` for other periods.
    pub(super) fn days_of_weeks(self, period: &Period) -> Option<Span> {
        let is_of_weeks = self.weeks && !matches!(period.grain, Grain::Day | Grain::Week);
        is_of_weeks
            .then(|| self.of_weeks(period.start, period.grain))
            .flatten()
    }

    /// The year that a fiscal year is named by: the one in which it ends.
    pub(super) fn name_of_year(self, date: NaiveDate) -> i32 {
        let begins = match self.weeks {
            true => self
                .year_of_weeks(date)
                .map_or(date.year(), |(year, _)| year),
            false => date.year() - i32::from(date.month() < self.first_month()),
        };
        begins + i32::from(self.first_month() > 1)
    }

    /// The quarter of the year that a date is in, from 1, and the month.
    pub(super) fn place_in_year(self, date: NaiveDate) -> (u32, u32) {
        let month = match self.weeks {
            true => {
                let since = self
                    .year_of_weeks(date)
                    .map_or(0, |(_, year)| (date - year.start).num_days() / 7);
                let quarter = (since / WEEKS_OF_QUARTER).min(3);
                let in_quarter = since - quarter * WEEKS_OF_QUARTER;
                let month = i64::from(in_quarter >= 4) + i64::from(in_quarter >= 8);
                (quarter * 3 + month) as u32
            }
            false => self.month_of_year(date),
        };
        (month / 3 + 1, month + 1)
    }

    fn first_month(self) -> u32 {
        u32::from(self.year_begins.clamp(1, 12))
    }

    fn month_of_year(self, date: NaiveDate) -> u32 {
        (date.month() + 12 - self.first_month()) % 12
    }

    /// The first of the month so many months after the beginning of a date's year.
    fn after_months(self, date: NaiveDate, months: u32) -> Option<NaiveDate> {
        let back = chrono::Months::new(self.month_of_year(date) - months);
        date.with_day(1)?.checked_sub_months(back)
    }

    /// The first day of a date's week.
    fn week(self, date: NaiveDate) -> Option<NaiveDate> {
        let begins = u32::from(self.week_begins % 7);
        let since = (date.weekday().num_days_from_monday() + 7 - begins) % 7;
        add_days(date, -i64::from(since))
    }

    /// The first day of the year of weeks that begins about the first of its month in a calendar year.
    fn begin_of_weeks(self, year: i32) -> Option<NaiveDate> {
        let first = NaiveDate::from_ymd_opt(year, self.first_month(), 1)?;
        // The beginning of a week that is nearest is that of the day three days later.
        self.week(add_days(first, 3)?)
    }

    /// The calendar year in which a date's year of weeks begins, by name, and its days.
    fn year_of_weeks(self, date: NaiveDate) -> Option<(i32, Span)> {
        let years = (date.year() - 1..=date.year() + 1).filter_map(|year| {
            let (start, end) = (self.begin_of_weeks(year)?, self.begin_of_weeks(year + 1)?);
            Some((year, Span { start, end }))
        });
        let mut years = years;
        years.find(|(_, span)| span.start <= date && date < span.end)
    }

    fn of_weeks(self, date: NaiveDate, grain: Grain) -> Option<Span> {
        let (_, year) = self.year_of_weeks(date)?;
        let (quarter, month) = self.place_in_year(date);
        let (quarter, month) = (i64::from(quarter - 1), i64::from(month - 1));
        let from = |weeks: i64| add_days(year.start, weeks * 7);
        let is_last = |of: i64, all: i64| of + 1 == all;
        let (start, weeks, last) = match grain {
            Grain::Quarter => (
                quarter * WEEKS_OF_QUARTER,
                WEEKS_OF_QUARTER,
                is_last(quarter, 4),
            ),
            Grain::Month => {
                let in_quarter = (month - quarter * 3) as usize;
                let before: i64 = MONTHS_OF_WEEKS.iter().take(in_quarter).sum();
                let weeks = MONTHS_OF_WEEKS.get(in_quarter).copied().unwrap_or(5);
                (
                    quarter * WEEKS_OF_QUARTER + before,
                    weeks,
                    is_last(month, 12),
                )
            }
            _ => return Some(year),
        };
        Some(Span {
            start: from(start)?,
            end: if last { year.end } else { from(start + weeks)? },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[rstest]
    #[case(6, "2026-08-09", "2026-08-09", "2026-08-16", "Week of 9 Aug 2026")]
    #[case(5, "2026-08-09", "2026-08-08", "2026-08-15", "Week of 8 Aug 2026")]
    #[case(0, "2026-08-09", "2026-08-03", "2026-08-10", "Week 32, 2026")]
    fn weeks_begin_on_their_day(
        #[case] begins: u8,
        #[case] date: &str,
        #[case] start: &str,
        #[case] end: &str,
        #[case] label: &str,
    ) {
        let calendar = Calendar {
            week_begins: begins,
            ..Calendar::default()
        };
        let week = calendar.period(day(date), Grain::Week);
        assert_eq!(
            (week.start(), week.end(), week.label().as_str()),
            (day(start), day(end), label)
        );
        assert_eq!(week.next().previous(), week);
    }

    #[rstest]
    #[case(4, "2026-03-31", Grain::Year, "2025-04-01", "2026-04-01", "FY2026")]
    #[case(
        4,
        "2026-03-31",
        Grain::Quarter,
        "2026-01-01",
        "2026-04-01",
        "Q4 FY2026"
    )]
    #[case(
        10,
        "2026-10-01",
        Grain::Quarter,
        "2026-10-01",
        "2027-01-01",
        "Q1 FY2027"
    )]
    #[case(
        2,
        "2026-01-15",
        Grain::Quarter,
        "2025-11-01",
        "2026-02-01",
        "Q4 FY2026"
    )]
    #[case(1, "2026-05-15", Grain::Quarter, "2026-04-01", "2026-07-01", "Q2 2026")]
    #[case(4, "2026-03-31", Grain::Month, "2026-03-01", "2026-04-01", "Mar 2026")]
    fn years_begin_with_their_month(
        #[case] begins: u8,
        #[case] date: &str,
        #[case] grain: Grain,
        #[case] start: &str,
        #[case] end: &str,
        #[case] label: &str,
    ) {
        let calendar = Calendar {
            year_begins: begins,
            ..Calendar::default()
        };
        let period = calendar.period(day(date), grain);
        assert_eq!(
            (period.start(), period.end(), period.label().as_str()),
            (day(start), day(end), label)
        );
        assert_eq!(period.previous().next(), period);
    }

    /// The retail calendar of the National Retail Federation: weeks from Sunday, the year from the Sunday nearest to 1 February. Fiscal
    /// 2023 has 53 weeks, from 29 January 2023 to 3 February 2024 (nrf.com, 4-5-4 calendar, which gives the same years).
    #[test]
    fn a_year_of_weeks_has_52_or_53() {
        let retail = Calendar {
            week_begins: 6,
            year_begins: 2,
            weeks: true,
            ..Calendar::default()
        };
        let year = retail.period(day("2023-06-01"), Grain::Year);
        assert_eq!(
            (year.start(), year.end()),
            (day("2023-01-29"), day("2024-02-04"))
        );
        assert_eq!(year.span().days(), 53.0 * 7.0);
        assert_eq!(year.next().span().days(), 52.0 * 7.0);
        let months = retail.periods(year.span(), Grain::Month);
        let weeks: Vec<f64> = months
            .iter()
            .map(|month| month.span().days() / 7.0)
            .collect();
        assert_eq!(
            weeks,
            [4.0, 4.0, 5.0, 4.0, 4.0, 5.0, 4.0, 4.0, 5.0, 4.0, 4.0, 6.0]
        );
        assert!(
            months
                .windows(2)
                .all(|two| two[0].end() == two[1].start() && two[1].previous() == two[0])
        );
    }

    /// Every day is in one period of each grain, whatever the calendar.
    #[test]
    fn periods_leave_no_day_out() {
        for week_begins in [0, 5, 6] {
            for year_begins in 1..=12 {
                for weeks in [false, true] {
                    let calendar = Calendar {
                        week_begins,
                        year_begins,
                        weeks,
                        ahead_of_utc: 0,
                    };
                    for date in day("2019-11-20").iter_days().take(1_500).step_by(13) {
                        for grain in Grain::ALL {
                            let period = calendar.period(date, grain);
                            assert!(
                                period.start() <= date && date < period.end(),
                                "{calendar:?} {date} {period:?}"
                            );
                            assert_eq!(period.next().start(), period.end(), "{period:?}");
                            assert_eq!(period.next().previous(), period, "{period:?}");
                        }
                    }
                }
            }
        }
    }
}
