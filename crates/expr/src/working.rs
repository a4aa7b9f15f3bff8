//! Working time between two moments: Monday to Friday from nine to five, by the clock of the reports. Holidays are not known.

use outturn_core::units::{SECONDS_PER_HOUR, Timestamp};

/// When a working day begins, in seconds from midnight.
const BEGINS: f64 = 9.0 * SECONDS_PER_HOUR;
/// How long it is, in seconds.
const LENGTH: f64 = 8.0 * SECONDS_PER_HOUR;
/// The weekday of the first of January 1970, a Thursday; Monday is 0.
const FIRST_WEEKDAY: i64 = 3;
const MICROS_PER_DAY: i64 = 86_400_000_000;

/// Working seconds from one moment on a clock to a later one; all of them lie within Monday to Friday, nine to five.
///
/// ```
/// use outturn_core::units::Timestamp;
/// use outturn_expr::working_seconds;
/// let at = |day: f64, hour: f64| Timestamp::from_seconds((day * 24.0 + hour) * 3_600.0);
/// // From Friday, 2 January 1970, 16:00 to Monday at 10:00: an hour and an hour.
/// assert_eq!(working_seconds(at(1.0, 16.0), at(4.0, 10.0)), 7_200.0);
/// ```
#[must_use]
pub fn working_seconds(from: Timestamp, to: Timestamp) -> f64 {
    let (from, to) = (since_monday(from), since_monday(to));
    // Whole days apart first, so that no digits are lost to the years before.
    (to.0 - from.0) as f64 * LENGTH + (to.1 - from.1)
}

/// Working days from a Monday long ago to the day of a moment, and how much of that day's working time lies before it.
fn since_monday(at: Timestamp) -> (i64, f64) {
    let day = at.0.div_euclid(MICROS_PER_DAY) + FIRST_WEEKDAY;
    let seconds = at.0.rem_euclid(MICROS_PER_DAY) as f64 / 1e6;
    let (week, weekday) = (day.div_euclid(7), day.rem_euclid(7));
    let worked = (seconds - BEGINS).clamp(0.0, LENGTH);
    (
        week * 5 + weekday.min(5),
        if weekday < 5 { worked } else { 0.0 },
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDateTime;
    use rstest::rstest;

    // Counted second by second in Python.
    #[rstest]
    #[case("2026-03-06T16:00:00", "2026-03-09T10:00:00", 7_200.0)] // over a weekend
    #[case("2026-03-07T10:00:00", "2026-03-08T20:00:00", 0.0)] // within one
    #[case("2026-03-02T08:30:00", "2026-03-02T09:30:00", 1_800.0)] // from before nine
    #[case("2026-03-02T18:00:00", "2026-03-03T08:00:00", 0.0)] // over a night
    #[case("2026-03-02T09:00:00", "2026-03-16T09:00:00", 288_000.0)] // two weeks
    #[case("1969-12-31T16:00:00", "1970-01-01T09:00:30", 3_630.0)] // around zero
    fn only_working_time_counts(#[case] from: &str, #[case] to: &str, #[case] seconds: f64) {
        let at = |text: &str| {
            let moment: NaiveDateTime = text.parse().unwrap();
            Timestamp(moment.and_utc().timestamp_micros())
        };
        assert_eq!(working_seconds(at(from), at(to)), seconds);
    }
}
