//! When an indicator has values: from when to when, and how often.

use super::series::Series;
use chrono::NaiveDate;
use outturn_core::calendar::{Grain, Period, Span, natural_grain};

/// When an indicator has values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rhythm {
    /// First day with a value.
    pub first: NaiveDate,
    /// Last day with a value.
    pub last: NaiveDate,
    /// The finest period most of which have a value: a quarter for quarterly figures, whichever day they are dated.
    pub natural: Grain,
    /// Periods of that grain with a value.
    pub n: usize,
}

impl Rhythm {
    /// Of a series by day; `None` when it has no value.
    #[must_use]
    pub fn of(days: &Series) -> Option<Self> {
        let known: Vec<NaiveDate> = days
            .points()
            .iter()
            .filter(|(_, v)| v.is_some())
            .map(|(day, _)| day.start())
            .collect();
        let (&first, &last) = (known.first()?, known.last()?);
        let (natural, n) = natural_grain(&known)?;
        Some(Self {
            first,
            last,
            natural,
            n,
        })
    }

    /// The days from the first to the last.
    #[must_use]
    pub fn span(self) -> Span {
        Span {
            start: self.first,
            end: self.last.succ_opt().unwrap_or(self.last),
        }
    }

    /// Periods that two series both run through.
    #[must_use]
    pub fn shared(self, other: Self, grain: Grain) -> usize {
        self.span()
            .overlap(other.span())
            .map_or(0, |span| count(span, grain))
    }

    /// Whether two series have a period in which both run, wherever in it they are dated.
    #[must_use]
    pub fn meets(self, other: Self, grain: Grain) -> bool {
        let period = |day| Period::containing_date(day, grain);
        period(self.first) <= period(other.last) && period(other.first) <= period(self.last)
    }

    /// From when to when, by its own periods: `from Q1 1959 to Q3 2009`.
    #[must_use]
    pub fn words(self) -> String {
        let [first, last] =
            [self.first, self.last].map(|day| Period::containing_date(day, self.natural).label());
        if first == last {
            format!("in {first}")
        } else {
            format!("from {first} to {last}")
        }
    }
}

fn count(span: Span, grain: Grain) -> usize {
    let last = span.end.pred_opt().unwrap_or(span.end);
    let [first, last] =
        [span.start, last].map(|day| Period::containing_date(day, grain).start_moment());
    Period::range(first, last, grain).len()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)] // in a test a panic is the report
mod tests {
    use super::*;

    fn on(dates: &[&str]) -> Rhythm {
        let day = |date: &&str| Period::containing_date(date.parse().unwrap(), Grain::Day);
        let points = dates.iter().map(|date| (day(date), Some(1.0)));
        Rhythm::of(&Series::new("s", "S", Grain::Day, points).unwrap()).unwrap()
    }

    #[test]
    fn figures_have_the_step_they_are_dated_by() {
        let months = on(&["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"]);
        assert_eq!((months.natural, months.n), (Grain::Month, 4));
        let quarters = on(&[
            "1959-01-01",
            "1959-04-01",
            "1959-07-01",
            "1959-10-01",
            "1960-01-01",
        ]);
        assert_eq!(
            (quarters.natural, quarters.words().as_str()),
            (Grain::Quarter, "from Q1 1959 to Q1 1960")
        );
    }

    #[test]
    fn working_days_are_days() {
        let fortnight = on(&[
            "2026-08-03",
            "2026-08-04",
            "2026-08-05",
            "2026-08-06",
            "2026-08-07",
            "2026-08-10",
            "2026-08-11",
            "2026-08-12",
            "2026-08-13",
            "2026-08-14",
        ]);
        assert_eq!((fortnight.natural, fortnight.n), (Grain::Day, 10));
    }

    #[test]
    fn a_gap_of_a_month_leaves_months_what_they_are() {
        let months = on(&["2026-01-01", "2026-02-01", "2026-04-01", "2026-05-01"]);
        assert_eq!((months.natural, months.n), (Grain::Month, 4));
    }

    #[test]
    fn other_decades_share_nothing() {
        let (then, now) = (
            on(&["1959-01-01", "1959-01-02"]),
            on(&["2026-01-01", "2026-01-02"]),
        );
        assert_eq!(then.shared(now, Grain::Quarter), 0);
        assert!(!then.meets(now, Grain::Quarter) && then.meets(then, Grain::Day));
        assert_eq!(then.shared(then, Grain::Day), 2);
    }
}
