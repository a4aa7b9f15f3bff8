//! Dates as a workbook holds them: days since an epoch.

use chrono::{Days, NaiveDate};

/// How a number in a cell is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Style {
    #[default]
    Number,
    /// A date, a time, or both.
    Date,
    /// Hours that go on past a day.
    Elapsed,
}

/// Milliseconds of a day.
const MILLI: f64 = 86_400_000.0;

/// The text of a number that is shown as a date: a date, a moment, or below one day a time; hours past a day as they are shown.
/// `None` where it is out of the calendar.
pub(crate) fn text(serial: f64, style: Style, since_1904: bool) -> Option<String> {
    // Shown to the thousandth of a second at most: rounding undoes what binary fractions of days do.
    let millis = (serial * MILLI).round();
    if !(0.0..2_958_466.0 * MILLI).contains(&millis) {
        return None;
    }
    let millis = millis as i64;
    if style == Style::Elapsed || (millis < MILLI as i64 && !since_1904) {
        return Some(clock(millis));
    }
    let days = millis.div_euclid(MILLI as i64);
    let epoch = match days {
        _ if since_1904 => NaiveDate::from_ymd_opt(1904, 1, 1)?,
        // The 1900 calendar has a 29th of February 1900 that never was.
        0..=59 => NaiveDate::from_ymd_opt(1899, 12, 31)?,
        60 => return None,
        _ => NaiveDate::from_ymd_opt(1899, 12, 30)?,
    };
    let shown = epoch.checked_add_days(Days::new(days.unsigned_abs()))?;
    let of_day = millis.rem_euclid(MILLI as i64);
    Some(if of_day == 0 {
        shown.to_string()
    } else {
        format!("{shown}T{}", clock(of_day))
    })
}

pub(crate) fn clock(millis: i64) -> String {
    let (seconds, rest) = (millis / 1000, millis % 1000);
    let shown = format!(
        "{:02}:{:02}:{:02}",
        seconds / 3600,
        seconds / 60 % 60,
        seconds % 60
    );
    if rest == 0 {
        shown.to_string()
    } else {
        format!("{shown}.{rest:03}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Serials and what Excel shows for them; 45366.40277777778 is how it stores 9:40 on that day.
    #[test]
    fn serials_are_the_dates_that_excel_shows() {
        for (serial, since_1904, shown) in [
            (1.0, false, "1900-01-01"),
            (59.0, false, "1900-02-28"),
            (61.0, false, "1900-03-01"),
            (45_366.0, false, "2024-03-15"),
            (45_366.402_777_777_78, false, "2024-03-15T09:40:00"),
            (45_366.999_999_994, false, "2024-03-15T23:59:59.999"),
            (43_904.0, true, "2024-03-15"),
            (0.5, false, "12:00:00"),
            (2_958_465.0, false, "9999-12-31"),
        ] {
            assert_eq!(
                text(serial, Style::Date, since_1904).as_deref(),
                Some(shown),
                "{serial}"
            );
        }
        assert_eq!(
            text(1.5, Style::Elapsed, false).as_deref(),
            Some("36:00:00")
        );
        assert_eq!(
            [60.0, -1.0, 2_958_466.0, f64::NAN].map(|s| text(s, Style::Date, false)),
            [None, None, None, None]
        );
    }
}
