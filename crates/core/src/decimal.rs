//! Decimal text → the nearest double.

/// The double nearest to a decimal number: an optional sign, digits with an optional point, an optional exponent. `None` for anything
/// else, and where the number is too large for a double.
///
/// The one reader of decimals for documents and data: the standard library's is as exact and would be a second one, with its tables.
///
/// ```
/// use outturn_core::decimal::parse;
/// assert_eq!(parse("+007.5e-1"), Some(0.75));
/// assert_eq!((parse(".5"), parse("5.")), (Some(0.5), Some(5.0)));
/// assert_eq!(parse("1.7976931348623157e308"), Some(f64::MAX));
/// assert_eq!((parse("1e400"), parse("inf"), parse("1,5"), parse(""), parse(".")), (None, None, None, None, None));
/// ```
#[must_use]
pub fn parse(text: &str) -> Option<f64> {
    let (sign, digits) = match text.as_bytes().first()? {
        b'-' => ("-", &text[1..]),
        b'+' => ("", &text[1..]),
        _ => ("", text),
    };
    let mantissa = digits.find(['e', 'E']).unwrap_or(digits.len());
    let (mantissa, exponent) = digits.split_at(mantissa);
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if whole.len() + fraction.len() == 0 || !all_digits(whole) || !all_digits(fraction) {
        return None;
    }
    // JSON, whose reader is exact, knows no leading zeros and wants a digit on both sides of the point.
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        rest => rest,
    };
    let fraction = if fraction.is_empty() { "0" } else { fraction };
    serde_json::from_str(&format!("{sign}{whole}.{fraction}{exponent}")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_double_is_read_as_it_is_written(bits: u64) {
            let value = f64::from_bits(bits);
            prop_assume!(value.is_finite());
            for text in [format!("{value}"), format!("{value:e}"), format!("+{:E}", value.abs())] {
                let read = parse(&text).map(f64::to_bits);
                prop_assert_eq!(read, text.parse().ok().map(f64::to_bits), "{}", text);
            }
        }

        #[test]
        fn what_is_no_number_for_the_standard_library_is_none_here(text in "[-+0-9.eE]{0,12}") {
            let expected = text.parse().ok().filter(|v: &f64| v.is_finite());
            prop_assert_eq!(parse(&text), expected, "{}", text);
        }
    }
}
