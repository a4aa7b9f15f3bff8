//! Plain numbers. What is not finite is shown as `—`.

use super::decimal::{decimals_for, figure, rounded, with_minus, with_plus};
use super::{Locale, MINUS, MISSING, NO_BREAK_SPACE, join};

/// How many digits to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Digits {
    /// By magnitude: three significant digits, every digit of the whole part, no decimals for a whole number.
    #[default]
    Auto,
    /// Exactly this many decimals.
    Fixed(u8),
    /// At most this many decimals, zeros at the end dropped.
    UpTo(u8),
}

impl Digits {
    /// Decimals to round to, and how many of them stay when they are zero.
    fn resolve(self, magnitude: f64) -> (usize, usize) {
        match self {
            Self::Auto if magnitude.fract() == 0.0 => (0, 0),
            Self::Auto => {
                let decimals = decimals_for(magnitude, SIGNIFICANT);
                (decimals, decimals)
            }
            Self::Fixed(n) => (n.into(), n.into()),
            Self::UpTo(n) => (n.into(), 0),
        }
    }
}

/// Digits that a person can take in, and that operating data can bear.
pub(super) const SIGNIFICANT: usize = 3;
/// Up to here all digits of a number fit a card.
const COMPACT_FROM: f64 = 1e5;
/// Powers of a thousand and how they are abbreviated, largest first: the same in every locale, as the page's words are.
pub const LARGE: [(f64, &str); 4] = [(1e12, "tn"), (1e9, "bn"), (1e6, "M"), (1e3, "k")];

/// A number: `1,234.5`, `−0.35`. Powers of ten are written out between 10⁻⁹ and 10¹⁸.
///
/// ```
/// use outturn_format::{Digits, Locale, number};
/// assert_eq!(number(-0.0213, Digits::Auto, &Locale::EN), "−0.0213");
/// assert_eq!(number(1_180.0, Digits::Auto, &Locale::EN), "1,180");
/// assert_eq!(number(f64::NAN, Digits::Auto, &Locale::EN), "—");
/// ```
#[must_use]
pub fn number(value: f64, digits: Digits, locale: &Locale) -> String {
    if !value.is_finite() {
        return MISSING.to_owned();
    }
    let magnitude = value.abs();
    let out_of_reach = magnitude >= 1e18 || (digits == Digits::Auto && magnitude < 1e-9);
    if out_of_reach && magnitude > 0.0 {
        return scientific(value, locale);
    }
    let (decimals, least) = digits.resolve(magnitude);
    with_minus(value, figure(magnitude, decimals, least, locale))
}

/// `1.50e−12`: only where writing the zeros out would hide the number.
fn scientific(value: f64, locale: &Locale) -> String {
    format!("{value:.2e}")
        .replace('.', &locale.decimal.to_string())
        .replace('-', &MINUS.to_string())
}

/// A number with every digit that it takes to be read back to the same bits, as programs write it and without groups, so that it can
/// be copied into one: only its decimal sign is the locale's.
///
/// ```
/// use outturn_format::{Locale, exact};
/// assert_eq!(exact(1_234.000_5, &Locale::EN), "1234.0005");
/// assert_eq!(exact(1_234.000_5, &Locale::from_tag("de")), "1234,0005");
/// ```
#[must_use]
pub fn exact(value: f64, locale: &Locale) -> String {
    if !value.is_finite() {
        return MISSING.to_owned();
    }
    value.to_string().replace('.', &locale.decimal.to_string())
}

/// A number with its sign, `+28` or `−0.35`; zero has none.
#[must_use]
pub fn signed(value: f64, digits: Digits, locale: &Locale) -> String {
    with_plus(value, number(value, digits, locale))
}

/// A number in few characters: from 100,000 up as three significant digits of thousands, millions, billions or trillions
/// (`610 k`, `25.0 M`, `1.20 bn`, `3.00 tn`), below as [`number`] with [`Digits::Auto`].
///
/// ```
/// use outturn_format::{Locale, compact};
/// assert_eq!(compact(25_000_000.0, &Locale::EN), "25.0\u{a0}M");
/// assert_eq!(compact(999_950.0, &Locale::EN), "1.00\u{a0}M");
/// assert_eq!(compact(27_400.0, &Locale::EN), "27,400");
/// ```
#[must_use]
pub fn compact(value: f64, locale: &Locale) -> String {
    match shortened(value, locale) {
        Some((body, suffix)) => with_minus(value, join(&body, suffix)),
        None => number(value, Digits::Auto, locale),
    }
}

/// Figure and suffix of a magnitude that is shortened; `None` for one that is written out (or is missing).
pub(super) fn shortened(value: f64, locale: &Locale) -> Option<(String, &'static str)> {
    let magnitude = value.abs();
    if !value.is_finite() || magnitude >= 1e18 || rounded(magnitude, 0) < COMPACT_FROM {
        return None;
    }
    // 999,950 is 1,000 thousands when rounded: the next suffix takes it.
    let (size, suffix) = LARGE.into_iter().find(|(size, _)| {
        let scaled = magnitude / size;
        rounded(scaled, decimals_for(scaled, SIGNIFICANT)) >= 1.0
    })?;
    let scaled = magnitude / size;
    let decimals = decimals_for(scaled, SIGNIFICANT);
    Some((figure(scaled, decimals, decimals, locale), suffix))
}

/// So many per something: `3.10 / week`, `1,250 / s`.
#[must_use]
pub fn rate(value: f64, per: &str, locale: &Locale) -> String {
    let shown = compact(value, locale);
    if shown == MISSING {
        return shown;
    }
    format!("{shown}{NO_BREAK_SPACE}/{NO_BREAK_SPACE}{per}")
}
