//! Small phrases that several screens share.

/// `1 row`, `2 rows`, with thousands separated.
#[must_use]
pub fn counted(n: u64, one: &str, many: &str) -> String {
    let figure = whole(n);
    if n == 1 {
        format!("{figure} {one}")
    } else {
        format!("{figure} {many}")
    }
}

/// A whole number with its thousands separated.
#[must_use]
pub fn whole(n: u64) -> String {
    outturn_format::number(
        n as f64,
        outturn_format::Digits::Fixed(0),
        &outturn_format::Locale::EN,
    )
}

/// A number of bytes: `2.0 MB`.
#[must_use]
pub fn bytes(n: u64) -> String {
    let (value, unit) = match n as f64 {
        n if n < 1e3 => return counted(n as u64, "byte", "bytes"),
        n if n < 1e6 => (n / 1e3, "kB"),
        n if n < 1e9 => (n / 1e6, "MB"),
        n => (n / 1e9, "GB"),
    };
    let digits = if value < 10.0 { 1 } else { 0 };
    format!(
        "{} {unit}",
        outturn_format::number(
            value,
            outturn_format::Digits::Fixed(digits),
            &outturn_format::Locale::EN
        )
    )
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
