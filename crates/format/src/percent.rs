//! Shares and differences of shares. Values are ratios: 0.25 is 25%. What is not finite is shown as `—`.

use super::decimal::{decimals_for, figure, with_minus, with_plus};
use super::{Digits, Locale, MISSING, join, number};

/// The finest step shown of a share: a millionth of a percent.
const MOST_DECIMALS: usize = 6;

/// A ratio as percent: `99.94%`.
///
/// With [`Digits::Auto`] the closer a share is to nothing or to all, the more decimals it gets, because there they decide
/// (`11.8%`, `0.31%`, `0.040%`; `96.2%`, `99.94%`); from 110% up it has none.
///
/// ```
/// use outturn_format::{Digits, Locale, percent};
/// assert_eq!(percent(0.9994, Digits::Auto, &Locale::EN), "99.94%");
/// assert_eq!(percent(1.41, Digits::Auto, &Locale::from_tag("de")), "141\u{a0}%");
/// ```
#[must_use]
pub fn percent(ratio: f64, digits: Digits, locale: &Locale) -> String {
    let shown = percent_figure(ratio, digits, locale);
    if shown == MISSING {
        return shown;
    }
    with_percent_sign(&shown, locale)
}

/// A figure that counts in percent, with its sign where the locale puts it.
#[must_use]
pub fn with_percent_sign(figure: &str, locale: &Locale) -> String {
    if locale.percent_spaced {
        join(figure, "%")
    } else {
        format!("{figure}%")
    }
}

/// The figure of [`percent`] without its sign.
pub(super) fn percent_figure(ratio: f64, digits: Digits, locale: &Locale) -> String {
    let value = ratio * 100.0;
    if digits != Digits::Auto || !value.is_finite() {
        return number(value, digits, locale);
    }
    let decimals = share_decimals(value.abs());
    with_minus(value, figure(value.abs(), decimals, decimals, locale))
}

fn share_decimals(percent: f64) -> usize {
    let from_end = percent.min((100.0 - percent).abs());
    if from_end == 0.0 || percent >= 110.0 {
        0
    } else {
        fine_decimals(from_end)
    }
}

/// One decimal from a half up, one more for each decade below.
fn fine_decimals(magnitude: f64) -> usize {
    if magnitude >= 0.5 {
        1
    } else {
        // 0.05 to 0.5 → 2, 0.005 to 0.05 → 3: the decade is that of twice the value.
        (decimals_for(magnitude * 2.0, 3).max(3) - 1).min(MOST_DECIMALS)
    }
}

/// A difference of two ratios in percentage points, with its sign: `+0.05 pt`, `−11.8 pt`, `0 pt`.
#[must_use]
pub fn points(difference: f64, locale: &Locale) -> String {
    let value = difference * 100.0;
    if !value.is_finite() {
        return MISSING.to_owned();
    }
    let decimals = match value.abs() {
        0.0 => 0,
        v if v >= 99.95 => 0,
        v => fine_decimals(v),
    };
    let body = figure(value.abs(), decimals, decimals, locale);
    let body = if body.contains(|c| matches!(c, '1'..='9')) {
        body
    } else {
        "0".to_owned()
    };
    join(&with_plus(value, with_minus(value, body)), "pt")
}
