//! How far a value has moved. A change from or to a missing value is missing: `—`.

use super::decimal::{with_minus, with_plus};
use super::{Digits, Locale, MISSING, percent, points, value};
use outturn_core::units::{Currency, Unit};

/// The change of a value, with its sign.
///
/// A ratio changes in points (`+0.05 pt`), anything else in percent of what it was (`−41%`). Where that says nothing, because
/// it was zero or the two differ in sign, the difference itself is shown (`+28 h / month`), and always of points (`+12 points`).
///
/// ```
/// use outturn_core::units::Unit;
/// use outturn_format::{Locale, change};
/// assert_eq!(change(0.9994, 0.9989, Unit::Ratio, None, &Locale::EN), "+0.05\u{a0}pt");
/// assert_eq!(change(3_186.0, 5_400.0, Unit::Seconds, None, &Locale::EN), "−41%");
/// assert_eq!(change(38.0, 17.0, Unit::Points, None, &Locale::EN), "+21\u{a0}points");
/// ```
#[must_use]
pub fn change(
    now: f64,
    before: f64,
    unit: Unit,
    currency: Option<Currency>,
    locale: &Locale,
) -> String {
    let difference = now - before;
    if !difference.is_finite() {
        return MISSING.to_owned();
    }
    if unit == Unit::Ratio {
        return points(difference, locale);
    }
    // A scale of points may begin anywhere, so a share of it says nothing.
    if unit == Unit::Points || before == 0.0 || before.signum() != now.signum() {
        let body = value(difference.abs(), unit, currency, locale).to_string();
        return with_plus(difference, with_minus(difference, body));
    }
    let ratio = difference / before.abs();
    let digits = if ratio.abs() >= 0.0995 {
        Digits::Fixed(0)
    } else {
        Digits::UpTo(1)
    };
    with_plus(ratio, percent(ratio, digits, locale))
}
