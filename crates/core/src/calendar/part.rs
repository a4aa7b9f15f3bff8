//! The part of a period that corresponds to a part of the next.

use super::{Grain, Period, Span};
use chrono::{Days, Months, NaiveDate};

impl Period {
    /// The days of the period before that correspond to some of its days: by their place in month, quarter or year. Where the days
    /// end with a month, so do those.
    #[must_use]
    pub fn same_part_before(&self, days: Span) -> Option<Span> {
        self.same_part_earlier(days, 1)
    }

    /// The same, so many periods before.
    #[must_use]
    pub fn same_part_earlier(&self, days: Span, periods: u16) -> Option<Span> {
        let before = self.shifted(-i32::from(periods));
        let months = match self.grain {
            Grain::Day | Grain::Week => None,
            _ if self.calendar.weeks => None,
            Grain::Month => Some(1),
            Grain::Quarter => Some(3),
            Grain::Year => Some(12),
        };
        let months = months.map(|each: u32| each * u32::from(periods));
        let length = Days::new((self.start - before.start).num_days().unsigned_abs());
        let back = |day: NaiveDate| match months {
            Some(months) => day.checked_sub_months(Months::new(months)),
            None => day.checked_sub_days(length),
        };
        let last = days.end.pred_opt()?;
        let is_month_end = Self::containing_date(last, Grain::Month).end() == days.end;
        let end = match months.is_some() && is_month_end {
            true => back(days.end)?,
            false => back(last)?.succ_opt()?,
        };
        Span {
            start: back(days.start)?,
            end,
        }
        .overlap(before.span())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(Grain::Month, "2026-03-01", "2026-03-11", "2026-02-01", "2026-02-11")]
    #[case(Grain::Month, "2026-03-01", "2026-03-30", "2026-02-01", "2026-03-01")]
    #[case(Grain::Quarter, "2026-07-01", "2026-09-01", "2026-04-01", "2026-06-01")]
    #[case(Grain::Quarter, "2026-01-01", "2026-03-01", "2025-10-01", "2025-12-01")]
    #[case(Grain::Year, "2024-01-01", "2024-03-01", "2023-01-01", "2023-03-01")]
    #[case(Grain::Week, "2026-03-09", "2026-03-11", "2026-03-02", "2026-03-04")]
    fn a_part_corresponds_to_the_same_part(
        #[case] grain: Grain,
        #[case] start: &str,
        #[case] end: &str,
        #[case] then_start: &str,
        #[case] then_end: &str,
    ) {
        let span = |start: &str, end: &str| Span {
            start: start.parse().unwrap(),
            end: end.parse().unwrap(),
        };
        let days = span(start, end);
        let period = Period::containing_date(days.start, grain);
        assert_eq!(
            period.same_part_before(days),
            Some(span(then_start, then_end))
        );
    }

    /// Counted back at once, not period by period: from the 30th of March two months back is the 30th of January.
    #[rstest]
    #[case(
        Grain::Month,
        2,
        "2026-03-01",
        "2026-03-31",
        "2026-01-01",
        "2026-01-31"
    )]
    #[case(
        Grain::Month,
        12,
        "2024-02-01",
        "2024-03-01",
        "2023-02-01",
        "2023-03-01"
    )]
    #[case(
        Grain::Quarter,
        4,
        "2026-07-01",
        "2026-07-13",
        "2025-07-01",
        "2025-07-13"
    )]
    #[case(
        Grain::Week,
        52,
        "2026-03-09",
        "2026-03-11",
        "2025-03-10",
        "2025-03-12"
    )]
    fn a_part_corresponds_to_the_same_part_earlier(
        #[case] grain: Grain,
        #[case] periods: u16,
        #[case] start: &str,
        #[case] end: &str,
        #[case] then_start: &str,
        #[case] then_end: &str,
    ) {
        let span = |start: &str, end: &str| Span {
            start: start.parse().unwrap(),
            end: end.parse().unwrap(),
        };
        let days = span(start, end);
        let period = Period::containing_date(days.start, grain);
        assert_eq!(
            period.same_part_earlier(days, periods),
            Some(span(then_start, then_end))
        );
    }
}
