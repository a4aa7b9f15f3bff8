//! A series by period, as the sweep wants it.

use super::words::LagUnit;
use chrono::Datelike;
use outturn_core::calendar::{Grain, Period, is_of_order};
use serde::{Deserialize, Serialize};

/// More periods than this are a slip in a date, not a history: 500 years of days.
const MOST_PERIODS: i64 = 200_000;

/// One value for each period, in order and without a gap; a period that nothing is known of is there as `None`.
///
/// ```
/// use outturn_core::calendar::{Grain, Period};
/// use outturn_leadlag::Series;
/// let day = |text: &str| Period::containing_date(text.parse().unwrap(), Grain::Day);
/// let series = Series::new("cost", "Cost", Grain::Day, [(day("2026-03-03"), Some(7.0)), (day("2026-03-01"), Some(5.0))]).unwrap();
/// let values: Vec<_> = series.points().iter().map(|(_, value)| *value).collect();
/// assert_eq!(values, [Some(5.0), None, Some(7.0)]);
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Series {
    id: String,
    label: String,
    grain: Grain,
    points: Vec<(Period, Option<f64>)>,
}

/// Why points do not make a series.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum SeriesError {
    /// A point is of another grain.
    #[error("The series is by {}, but {period} is a {}: bring all points to one grain first.", expected.word(), found.word())]
    OtherGrain {
        /// Of the series.
        expected: Grain,
        /// Of the point.
        found: Grain,
        /// The point's period, as people name it.
        period: String,
    },
    /// A period has two points.
    #[error("{period} occurs twice: combine the two values into one first.")]
    Twice {
        /// As people name it.
        period: String,
    },
    /// First and last point are too far apart.
    #[error(
        "The dates run from {first} to {last}, {periods} periods: check them for a slip in the year."
    )]
    TooLong {
        /// First period, as people name it.
        first: String,
        /// Last period.
        last: String,
        /// From first to last, both included.
        periods: i64,
    },
}

impl Series {
    /// From points in any order; periods in between that have none are added as `None`.
    ///
    /// # Errors
    /// [`SeriesError`]: a point of another grain, two points for a period, more than 200,000 periods.
    pub fn new(
        id: impl Into<String>,
        label: impl Into<String>,
        grain: Grain,
        points: impl IntoIterator<Item = (Period, Option<f64>)>,
    ) -> Result<Self, SeriesError> {
        let mut given: Vec<(Period, Option<f64>)> = points.into_iter().collect();
        if let Some((other, _)) = given.iter().find(|(period, _)| period.grain() != grain) {
            return Err(SeriesError::OtherGrain {
                expected: grain,
                found: other.grain(),
                period: other.label(),
            });
        }
        given.sort_by_key(|(period, _)| *period);
        if let Some(twice) = given.windows(2).find(|pair| pair[0].0 == pair[1].0) {
            return Err(SeriesError::Twice {
                period: twice[0].0.label(),
            });
        }
        Ok(Self {
            id: id.into(),
            label: label.into(),
            grain,
            points: without_gaps(&given)?,
        })
    }

    /// The name it is referred to by, such as a metric's id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The name people read.
    #[must_use]
    pub fn label(&self) -> &str {
        &self.label
    }

    /// How long each period is.
    #[must_use]
    pub fn grain(&self) -> Grain {
        self.grain
    }

    /// What lags of it are counted in.
    #[must_use]
    pub fn unit(&self) -> LagUnit {
        let first = self.points.first();
        let is_step = |period: Period| self.grain == Grain::Day && is_of_order(period.start());
        match first.is_some_and(|(period, _)| is_step(*period)) {
            true => LagUnit::Step,
            false => LagUnit::Of(self.grain),
        }
    }

    /// Period and value, in order of time, no period left out.
    #[must_use]
    pub fn points(&self) -> &[(Period, Option<f64>)] {
        &self.points
    }

    /// Periods with a value.
    #[must_use]
    pub fn known(&self) -> usize {
        self.points.iter().filter(|(_, v)| v.is_some()).count()
    }
}

fn without_gaps(
    given: &[(Period, Option<f64>)],
) -> Result<Vec<(Period, Option<f64>)>, SeriesError> {
    let [first, last] = [given.first(), given.last()].map(|end| end.map(|(period, _)| *period));
    let (Some(first), Some(last)) = (first, last) else {
        return Ok(Vec::new());
    };
    let periods = number(last) - number(first) + 1;
    if periods > MOST_PERIODS {
        return Err(SeriesError::TooLong {
            first: first.label(),
            last: last.label(),
            periods,
        });
    }
    let from_first = (0..periods as i32).map(|step| first.shifted(step));
    let value = |period: &Period| {
        let at = given.binary_search_by_key(period, |(period, _)| *period);
        given[at.ok()?].1
    };
    Ok(from_first.map(|period| (period, value(&period))).collect())
}

/// The number of a period among those of its grain; the one after has the next number.
pub(super) fn number(period: Period) -> i64 {
    let date = period.start();
    match period.grain() {
        Grain::Day => i64::from(date.num_days_from_ce()),
        // All weeks begin on one weekday.
        Grain::Week => i64::from(date.num_days_from_ce()).div_euclid(7),
        Grain::Month => i64::from(date.year()) * 12 + i64::from(date.month0()),
        Grain::Quarter => i64::from(date.year()) * 4 + i64::from(date.month0() / 3),
        Grain::Year => i64::from(date.year()),
    }
}
