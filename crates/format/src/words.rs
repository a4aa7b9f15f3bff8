//! Small phrases that screens, charts and sentences share.

use super::{Digits, Locale, number};

/// `1 row`, `2 rows`, with thousands separated.
#[must_use]
pub fn counted(n: u64, one: &str, many: &str, locale: &Locale) -> String {
    let figure = whole(n, locale);
    if n == 1 {
        format!("{figure} {one}")
    } else {
        format!("{figure} {many}")
    }
}

/// A whole number with its thousands separated.
#[must_use]
pub fn whole(n: u64, locale: &Locale) -> String {
    number(n as f64, Digits::Fixed(0), locale)
}

/// A number of bytes: `2.0 MB`.
#[must_use]
pub fn bytes(n: u64, locale: &Locale) -> String {
    let (value, unit) = match n as f64 {
        n if n < 1e3 => return counted(n as u64, "byte", "bytes", locale),
        n if n < 1e6 => (n / 1e3, "kB"),
        n if n < 1e9 => (n / 1e6, "MB"),
        n => (n / 1e9, "GB"),
    };
    let digits = if value < 10.0 { 1 } else { 0 };
    format!("{} {unit}", number(value, Digits::Fixed(digits), locale))
}

/// The text with its first letter in capitals.
#[must_use]
pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        std::iter::once(first.to_ascii_uppercase())
            .chain(letters)
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case(0, "0 rows")]
    #[case(1, "1 row")]
    #[case(1_234_567, "1,234,567 rows")]
    fn things_are_counted(#[case] n: u64, #[case] expected: &str) {
        assert_eq!(counted(n, "row", "rows", &Locale::EN), expected);
    }

    #[rstest]
    #[case(1, "1 byte")]
    #[case(999, "999 bytes")]
    #[case(1_000, "1.0 kB")]
    #[case(20_480, "20 kB")]
    #[case(2_000_000, "2.0 MB")]
    #[case(3_500_000_000, "3.5 GB")]
    fn bytes_have_two_digits_or_more(#[case] n: u64, #[case] expected: &str) {
        assert_eq!(bytes(n, &Locale::EN), expected);
    }

    #[rstest]
    #[case("", "")]
    #[case("failed ÷ all", "Failed ÷ all")]
    #[case("ärger", "ärger")]
    fn a_sentence_starts_with_a_capital(#[case] text: &str, #[case] expected: &str) {
        assert_eq!(capitalised(text), expected);
    }
}
