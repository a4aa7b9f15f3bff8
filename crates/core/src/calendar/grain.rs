//! How long periods are.

use super::{Calendar, Period, Span, moment_of};
use chrono::{Datelike, Months, NaiveDate};
use serde::{Deserialize, Serialize};

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

/// What values of some days stand for, and how many steps hold one: the [natural grain](natural_grain), by the calendar of the workspace
/// where that is how they are dated, else by that of ISO 8601. Weeks are those of the workspace. A longer step is where every day is the
/// first or the last of one: quarters of a fiscal year are closed on its days. A few days that mostly follow each other are days, though
/// they may fall into different weeks. The days are in order.
///
/// ```
/// use outturn_core::calendar::{Calendar, Grain, natural_steps};
/// let fiscal = Calendar { year_begins: 2, ..Calendar::default() };
/// let closings = ["2025-04-30", "2025-07-31", "2025-10-31", "2026-01-31"].map(|day| day.parse().unwrap());
/// assert_eq!(natural_steps(&closings, fiscal), Some((Grain::Quarter, fiscal, 4)));
/// let quarters = ["2025-04-01", "2025-07-01", "2025-10-01", "2026-01-01"].map(|day| day.parse().unwrap());
/// assert_eq!(natural_steps(&quarters, fiscal), Some((Grain::Quarter, Calendar::default(), 4)));
/// ```
#[must_use]
pub fn natural_steps(days: &[NaiveDate], calendar: Calendar) -> Option<(Grain, Calendar, usize)> {
    if !half_years(days).is_empty() {
        // The shortest period of a scorecard that holds whole ones.
        let years = days.chunk_by(|one, next| one.year() == next.year());
        return Some((Grain::Year, Calendar::default(), years.count()));
    }
    let (grain, held) = match natural_grain(days)? {
        (grain, _) if are_near(days, grain) => (Grain::Day, days.len()),
        natural => natural,
    };
    let steps: Vec<Period> = days
        .iter()
        .map(|day| calendar.period(*day, grain))
        .collect();
    let is_end = |(day, step): (&NaiveDate, &Period)| {
        step.start() == *day || step.end().pred_opt() == Some(*day)
    };
    let each_has_one = steps.windows(2).all(|two| two[0] != two[1]);
    let is_own = match grain {
        Grain::Day => false,
        Grain::Week => each_has_one,
        _ => each_has_one && days.iter().zip(&steps).all(is_end),
    };
    Some(match is_own {
        true => (grain, calendar, steps.len()),
        false => (grain, Calendar::default(), held),
    })
}

/// The half-years that days stand for, each of its own: all are the first of one, or all the last, of halves that follow the same month.
/// Empty where the days are of other steps. The days are in order.
#[must_use]
pub fn half_years(days: &[NaiveDate]) -> Vec<Span> {
    let months = |day: &NaiveDate| day.year() * 12 + day.month0() as i32;
    let are = |is: fn(&NaiveDate) -> bool| days.iter().all(is);
    let firsts = are(|day| day.day() == 1);
    let lasts = !firsts && are(|day| day.succ_opt().is_some_and(|next| next.day() == 1));
    let apart = days.windows(2).map(|two| months(&two[1]) - months(&two[0]));
    let halves = apart.clone().all(|months| months > 0 && months % 6 == 0);
    if !(firsts || lasts) || !halves || !apart.clone().any(|months| months == 6) {
        return Vec::new();
    }
    let span = |day: &NaiveDate| {
        let half = Months::new(6);
        match firsts {
            true => Some(Span {
                start: *day,
                end: day.checked_add_months(half)?,
            }),
            false => {
                let end = day.succ_opt()?;
                let start = end.checked_sub_months(half)?;
                Some(Span { start, end })
            }
        }
    };
    days.iter().filter_map(span).collect()
}

/// Whether days are too near one another to be steps of this length: a third of them or more follow the one before by less than half a
/// step.
fn are_near(days: &[NaiveDate], grain: Grain) -> bool {
    let half = match grain {
        Grain::Day => return false,
        Grain::Week => 4,
        Grain::Month => 14,
        Grain::Quarter => 45,
        Grain::Year => 182,
    };
    let near = days.windows(2).map(|two| (two[1] - two[0]).num_days());
    let near = near.filter(|apart| (1..half).contains(apart)).count();
    near > 0 && 3 * near >= days.len() - 1
}

#[cfg(test)]
#[allow(clippy::unwrap_used)] // in a test a panic is the report
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::a_few_days("2026-03-01 2026-03-02 2026-03-29 2026-03-30 2026-04-01", Grain::Day)]
    #[case::each_in_a_week_of_its_own("2026-03-01 2026-03-02 2026-03-15 2026-03-16", Grain::Day)]
    #[case::weeks("2026-03-02 2026-03-09 2026-03-16 2026-03-23", Grain::Week)]
    #[case::weeks_dated_a_day_late("2026-03-02 2026-03-10 2026-03-16 2026-03-24", Grain::Week)]
    #[case::closings_of_months("2026-01-30 2026-02-27 2026-03-31", Grain::Month)]
    #[case::a_month_with_a_correction(
        "2026-01-01 2026-02-01 2026-02-09 2026-03-01 2026-04-01 2026-05-01",
        Grain::Month
    )]
    #[case::quarters("2025-03-31 2025-06-30 2025-09-30", Grain::Quarter)]
    #[case::one_day("2026-03-01", Grain::Day)]
    #[case::half_years("2024-01-01 2024-07-01 2025-01-01 2025-07-01", Grain::Year)]
    #[case::half_years_closed("2024-06-30 2024-12-31 2025-06-30", Grain::Year)]
    fn steps_are_told_by_their_distance(#[case] days: &str, #[case] grain: Grain) {
        let days: Vec<NaiveDate> = days.split(' ').map(|day| day.parse().unwrap()).collect();
        let (natural, _, _) = natural_steps(&days, Calendar::default()).unwrap();
        assert_eq!(natural, grain);
    }
}
