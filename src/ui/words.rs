//! Small phrases that several screens share.

use outturn_format::{Digits, Locale, number};

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
