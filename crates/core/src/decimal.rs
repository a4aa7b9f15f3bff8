//! Decimal text → the nearest double.

/// The double nearest to a decimal number: an optional sign, digits with an optional point, an optional exponent. `None` for anything
/// else, and where the number is too large for a double.
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
    // The standard library also reads `inf` and `nan`, which are no decimal numbers.
    text.parse().ok().filter(|value: &f64| value.is_finite())
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
            for text in [format!("{value}"), format!("{value:e}"), format!("{value:E}")] {
                prop_assert_eq!(parse(&text).map(f64::to_bits), Some(bits), "{}", text);
            }
        }
    }

    #[rstest::rstest]
    fn words_and_other_notations_are_none(
        #[values(
            "inf",
            "-Infinity",
            "NaN",
            "1_000",
            "0x10",
            " 1",
            "1 ",
            "1e",
            "e5",
            "+-1",
            "-"
        )]
        text: &str,
    ) {
        assert_eq!(parse(text), None);
    }
}
