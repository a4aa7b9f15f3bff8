//! Periods of time: days, weeks, months, quarters and years, start inclusive and end exclusive, by the calendar of a workspace.

mod coverage;
mod iso_date;
mod part;
mod rules;

pub use coverage::Coverage;
pub use iso_date::date_from_iso;
pub use rules::Calendar;

use crate::units::{SECONDS_PER_DAY, Timestamp};
use chrono::{DateTime, Datelike, Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

const MICROS_PER_DAY: i64 = 86_400_000_000;

/// How long one period is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grain {
    /// A calendar day.
    Day,
    /// An ISO 8601 week, Monday to Sunday.
    Week,
    /// A calendar month.
    Month,
    /// A calendar quarter.
    Quarter,
    /// A calendar year.
    Year,
}

impl Grain {
    /// All grains, shortest first.
    pub const ALL: [Self; 5] = [
        Self::Day,
        Self::Week,
        Self::Month,
        Self::Quarter,
        Self::Year,
    ];

    /// The word for one period of it: `day`, `week` …
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
        }
    }

    /// The grain whose [`word`](Self::word) this is.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|g| g.word() == word)
    }
}

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
    grain: Grain,
    #[serde(with = "iso_date")]
    start: NaiveDate,
    /// By which it was cut.
    #[serde(default)]
    calendar: Calendar,
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

/// What counts as nearly all: a period is a series' own when so large a share of them has a value. Working days are 5 of 7.
pub const DENSE: f64 = 2.0 / 3.0;

/// The shortest period of which nearly all, from the first day to the last, hold one of some days, and how many do: a quarter for
/// quarterly figures, however they are dated. Years, where no shorter one will do; `None` without a day. The days are in order.
///
/// ```
/// use outturn_core::calendar::{Grain, natural_grain};
/// let days = ["2026-01-31", "2026-02-28", "2026-04-30"].map(|day| day.parse().unwrap());
/// assert_eq!(natural_grain(&days), Some((Grain::Month, 3)));
/// ```
#[must_use]
pub fn natural_grain(days: &[NaiveDate]) -> Option<(Grain, usize)> {
    let (&first, &last) = (days.first()?, days.last()?);
    let held = |grain| {
        let mut periods = days.iter().map(|day| Period::containing_date(*day, grain));
        let mut before = periods.next();
        1 + periods
            .filter(|period| before.replace(*period) != Some(*period))
            .count()
    };
    let whole = |grain| Period::range(moment_of(first), moment_of(last), grain).len();
    let dense = Grain::ALL
        .into_iter()
        .map(|grain| (grain, held(grain)))
        .find(|(grain, n)| *n as f64 >= DENSE * whole(*grain) as f64);
    Some(dense.unwrap_or_else(|| (Grain::Year, held(Grain::Year))))
}

/// Days from `start` up to and without `end`: a period, or all that was loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
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

/// The short English name of a date's month.
#[must_use]
pub fn month_name(date: NaiveDate) -> &'static str {
    [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ][date.month0() as usize]
}

fn add_days(date: NaiveDate, days: i64) -> Option<NaiveDate> {
    let step = Days::new(days.unsigned_abs());
    if days < 0 {
        date.checked_sub_days(step)
    } else {
        date.checked_add_days(step)
    }
}

/// The UTC date of a moment; the ends of the calendar for moments outside it.
#[must_use]
pub fn date_of(moment: Timestamp) -> NaiveDate {
    DateTime::from_timestamp_micros(moment.0).map_or(
        if moment.0 < 0 {
            NaiveDate::MIN
        } else {
            NaiveDate::MAX
        },
        |t| t.date_naive(),
    )
}

/// Midnight UTC at the start of a date.
#[must_use]
pub fn moment_of(date: NaiveDate) -> Timestamp {
    let days = i64::from(date.num_days_from_ce()) - 719_163;
    Timestamp(days.saturating_mul(MICROS_PER_DAY))
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

    #[rstest]
    #[case("1970-01-01", 0)]
    #[case("2026-11-22", 1_795_305_600)]
    fn midnight_in_seconds_since_1970(#[case] day: &str, #[case] seconds: i64) {
        assert_eq!(moment_of(date(day)), Timestamp(seconds * 1_000_000));
        assert_eq!(date_of(moment_of(date(day))), date(day));
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
