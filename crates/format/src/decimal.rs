//! Rounding and laying out digits: the one place where a binary number becomes decimal text.
//!
//! Takes magnitudes only (finite, not negative); signs and missing values are the callers'.

use super::{Locale, MINUS};

/// Digits kept before rounding, as a spreadsheet does: 2.675 is taken as written, not as the 2.67499… it is in binary.
const KEPT: usize = 15;
/// More would overflow the integer below, and no unit here needs as many.
const MOST_DECIMALS: usize = 18;

/// The first fifteen digits of a magnitude and the power of ten of the first of them.
fn digits_of(magnitude: f64) -> (u128, i32) {
    let text = format!("{magnitude:.*e}", KEPT - 1);
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let digits = mantissa.bytes().filter(u8::is_ascii_digit);
    (
        digits.fold(0, |n, d| n * 10 + u128::from(d - b'0')),
        exponent.parse().unwrap_or(0),
    )
}

/// `n ÷ 10^places`, half away from zero.
fn shifted_right(n: u128, places: usize) -> u128 {
    match 10_u128.checked_pow(places as u32) {
        Some(power) => (n + power / 2) / power,
        None => 0,
    }
}

/// Decimals that show `significant` digits of the magnitude after rounding (9.996 to three is 10.0: one decimal).
pub(super) fn decimals_for(magnitude: f64, significant: usize) -> usize {
    let (digits, exponent) = digits_of(magnitude);
    let rounded = shifted_right(digits, KEPT - significant);
    let carried = i32::from(rounded >= 10_u128.pow(significant as u32));
    (significant as i32 - 1 - exponent - carried).max(0) as usize
}

/// The magnitude with this many decimals and no grouping, such as `1234.50`.
pub(super) fn fixed(magnitude: f64, decimals: usize) -> String {
    let decimals = decimals.min(MOST_DECIMALS);
    let (digits, exponent) = digits_of(magnitude);
    let scale = KEPT as i32 - 1 - exponent;
    if scale < 0 {
        // Beyond fifteen digits a number has no fraction worth showing.
        return format!("{magnitude:.0}");
    }
    let scale = scale as usize;
    let units = if decimals >= scale {
        digits * 10_u128.pow((decimals - scale) as u32)
    } else {
        shifted_right(digits, scale - decimals)
    };
    let mut text = format!("{units:0width$}", width = decimals + 1);
    if decimals > 0 {
        text.insert(text.len() - decimals, '.');
    }
    text
}

/// The rounded magnitude as a number again.
pub(super) fn rounded(magnitude: f64, decimals: usize) -> f64 {
    outturn_core::decimal::parse(&fixed(magnitude, decimals)).unwrap_or(magnitude)
}

/// The magnitude with at most `decimals`, zeros dropped down to `least` of them, grouped and pointed as the locale does.
pub(super) fn figure(magnitude: f64, decimals: usize, least: usize, locale: &Locale) -> String {
    let text = fixed(magnitude, decimals);
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let kept = fraction
        .trim_end_matches('0')
        .len()
        .max(least)
        .min(fraction.len());
    let mut out = grouped(whole, locale.thousands);
    if kept > 0 {
        out.push(locale.decimal);
        out.push_str(&fraction[..kept]);
    }
    out
}

fn grouped(whole: &str, separator: char) -> String {
    let mut out = String::with_capacity(whole.len() * 2);
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            out.push(separator);
        }
        out.push(digit);
    }
    out
}

/// Puts the minus in front of what was made of a negative value, unless all its digits are zero.
pub(super) fn with_minus(value: f64, body: String) -> String {
    if value < 0.0 && body.contains(|c| matches!(c, '1'..='9')) {
        format!("{MINUS}{body}")
    } else {
        body
    }
}

/// Puts a plus in front of what was made of a positive value, unless all its digits are zero.
pub(super) fn with_plus(value: f64, body: String) -> String {
    if value > 0.0 && body.contains(|c| matches!(c, '1'..='9')) {
        format!("+{body}")
    } else {
        body
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    // What LibreOffice Calc and Excel show for the same cell and number format.
    #[rstest]
    #[case(2.675, 2, "2.68")] // 2.67499999999999982236431605997495353221893310546875 in binary
    #[case(1.005, 2, "1.01")]
    #[case(0.125, 2, "0.13")]
    #[case(0.5, 0, "1")]
    #[case(2.5, 0, "3")]
    #[case(0.049, 1, "0.0")]
    #[case(0.0, 2, "0.00")]
    #[case(999.995, 2, "1000.00")]
    #[case(1e-30, 3, "0.000")]
    #[case(1e-300, 3, "0.000")]
    #[case(123_456_789_012_345.0, 3, "123456789012345.000")]
    #[case(9_007_199_254_740_993.0, 2, "9007199254740992")]
    fn rounds_as_a_spreadsheet(#[case] x: f64, #[case] decimals: usize, #[case] shown: &str) {
        assert_eq!(fixed(x, decimals), shown);
    }

    #[rstest]
    #[case(0.0213, 3, 4)]
    #[case(9.996, 3, 1)]
    #[case(9.994, 3, 2)]
    #[case(99.96, 3, 0)]
    #[case(1234.0, 3, 0)]
    #[case(0.000_999_6, 3, 5)]
    fn counts_decimals(#[case] x: f64, #[case] significant: usize, #[case] decimals: usize) {
        assert_eq!(decimals_for(x, significant), decimals);
    }
}
