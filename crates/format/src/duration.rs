//! Durations. Values are seconds (or months where the name says so); what is not finite is shown as `—`.

use super::decimal::{figure, rounded, with_minus};
use super::{Digits, Locale, MISSING, join, number};

/// A unit of time: its name, its seconds, and the number of seconds it is used from.
struct TimeUnit {
    name: &'static str,
    seconds: f64,
    from: f64,
}

/// Shortest first. A unit is used from where it reads better than the one before: 78 s, but 1.5 min; 34 min, but 0.9 h; 26 h,
/// but 2.0 d. Nothing is longer than a day, because months and years have no fixed length.
const UNITS: [TimeUnit; 6] = [
    unit("µs", 1e-6, 0.0),
    unit("ms", 1e-3, 0.9e-3),
    unit("s", 1.0, 1.0),
    unit("min", 60.0, 90.0),
    unit("h", 3_600.0, 3_240.0),
    unit("d", 86_400.0, 172_800.0),
];

const fn unit(name: &'static str, seconds: f64, from: f64) -> TimeUnit {
    TimeUnit {
        name,
        seconds,
        from,
    }
}

/// A duration in one fitting unit: `412 ms`, `34 min`, `0.9 h`, `5.3 d`. One decimal below ten, none above.
///
/// ```
/// use outturn_format::{Locale, duration};
/// assert_eq!(duration(3_300.0, &Locale::EN), "0.9\u{a0}h");
/// assert_eq!(duration(0.412, &Locale::EN), "412\u{a0}ms");
/// ```
#[must_use]
pub fn duration(seconds: f64, locale: &Locale) -> String {
    let (figure, unit) = duration_parts(seconds, locale);
    join(&figure, unit)
}

/// Figure and unit of [`duration`].
pub(super) fn duration_parts(seconds: f64, locale: &Locale) -> (String, &'static str) {
    if !seconds.is_finite() {
        return (MISSING.to_owned(), "");
    }
    if seconds == 0.0 {
        return ("0".to_owned(), "s");
    }
    let unit = fitting(seconds.abs());
    let in_unit = seconds.abs() / unit.seconds;
    let decimals = decimals_of(in_unit);
    let body = figure(in_unit, decimals, decimals, locale);
    (with_minus(seconds, body), unit.name)
}

fn decimals_of(in_unit: f64) -> usize {
    usize::from(rounded(in_unit, 1) < 10.0)
}

/// The longest unit that the duration, rounded as it would be shown, reaches.
fn fitting(seconds: f64) -> &'static TimeUnit {
    let mut best = &UNITS[0];
    for pair in UNITS.windows(2) {
        let in_unit = seconds / pair[0].seconds;
        let shown = rounded(in_unit, decimals_of(in_unit)) * pair[0].seconds;
        if shown.max(seconds) < pair[1].from {
            break;
        }
        best = &pair[1];
    }
    best
}

/// Figure and unit of a duration someone set: the fitting unit, or one of the next two shorter ones if only that shows it in
/// at most two decimals (100 min stays 100 min, not 1.67 h).
pub(super) fn duration_trimmed(seconds: f64, locale: &Locale) -> (String, &'static str) {
    if !seconds.is_finite() || seconds == 0.0 {
        return duration_parts(seconds, locale);
    }
    let fit = fitting(seconds.abs());
    let exact = UNITS
        .iter()
        .rev()
        .skip_while(|u| u.name != fit.name)
        .take(3)
        .find(|u| {
            let in_unit = seconds.abs() / u.seconds;
            (rounded(in_unit, 2) - in_unit).abs() <= in_unit * 1e-12
        });
    let unit = exact.unwrap_or(fit);
    (
        number(seconds / unit.seconds, Digits::UpTo(2), locale),
        unit.name,
    )
}

/// A number of months, such as a payback time: `14.2 mo`.
#[must_use]
pub fn months(months: f64, locale: &Locale) -> String {
    let shown = number(months, Digits::Fixed(1), locale);
    if shown == MISSING {
        return shown;
    }
    join(&shown, "mo")
}

/// Seconds in a unit as people type it; `None` for an unknown one.
pub(super) fn seconds_in(unit: &str) -> Option<f64> {
    let name = match unit {
        "us" | "μs" => "µs", // the Greek letter beside the micro sign
        "sec" | "second" | "seconds" => "s",
        "minute" | "minutes" => "min",
        "hr" | "hrs" | "hour" | "hours" => "h",
        "day" | "days" => "d",
        "w" | "week" | "weeks" => return Some(604_800.0),
        other => other,
    };
    UNITS.iter().find(|u| u.name == name).map(|u| u.seconds)
}
