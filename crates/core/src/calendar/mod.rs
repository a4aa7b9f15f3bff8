//! Periods of time: days, weeks, months, quarters and years, start inclusive and end exclusive, by the calendar of a workspace.

mod coverage;
mod grain;
mod iso_date;
mod part;
mod period;
mod rules;
mod span;
mod zone;

pub use coverage::{Coverage, Day, arrived};
pub use grain::{DENSE, Grain, half_years, natural_grain, natural_steps};
pub use iso_date::date_from_iso;
pub use period::Period;
pub use rules::Calendar;
pub use span::Span;
pub use zone::{Zone, seconds_ahead};

use crate::units::Timestamp;
use chrono::{DateTime, Datelike, Days, NaiveDate};

const MICROS_PER_DAY: i64 = 86_400_000_000;

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

/// Whether a day stands for a step of an order without dates: those are a day apart in the first years of the calendar, where nothing
/// recorded is.
#[must_use]
pub fn is_of_order(day: NaiveDate) -> bool {
    (1..1_000).contains(&day.year())
}

/// The number of a step of an order, from 1, whose day this is.
#[must_use]
pub fn step_number(day: NaiveDate) -> i32 {
    day.num_days_from_ce()
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
    #[case("1970-01-01", 0)]
    #[case("2026-11-22", 1_795_305_600)]
    fn midnight_in_seconds_since_1970(#[case] day: &str, #[case] seconds: i64) {
        assert_eq!(moment_of(date(day)), Timestamp(seconds * 1_000_000));
        assert_eq!(date_of(moment_of(date(day))), date(day));
    }
}
