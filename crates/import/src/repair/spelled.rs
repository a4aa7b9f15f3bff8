//! One number as people and spreadsheets spell it: `'-0.35`, `1,234.50 €`, `(12)`, `95 %`.
//!
//! Whether a comma is between thousands or in front of fractions is not decided here: both readings are given.

use super::super::question::DecimalSign;

/// Signs and words of currencies at numbers.
const CURRENCIES: [&str; 30] = [
    "US$", "R$", "A$", "C$", "$", "€", "£", "¥", "₹", "₩", "₽", "₺", "₪", "zł", "USD", "EUR",
    "GBP", "JPY", "CHF", "CNY", "INR", "AUD", "CAD", "SEK", "NOK", "DKK", "PLN", "BRL", "Fr.",
    "kr",
];

/// A number by one reading of its signs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Reading {
    pub(super) value: f64,
    /// It has no fraction and is exact as a whole number.
    pub(super) whole: Option<i64>,
    /// A sign between thousands was dropped.
    pub(super) thousands: bool,
    /// A comma stood in front of the fraction.
    pub(super) comma: bool,
}

/// A number as it is spelled.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Spelled {
    pub(super) point: Option<Reading>,
    pub(super) comma: Option<Reading>,
    pub(super) apostrophe: bool,
    pub(super) parentheses: bool,
    pub(super) percent: bool,
    pub(super) currency: Option<&'static str>,
}

impl Spelled {
    /// Its value by one sign before fractions.
    pub(super) fn by(&self, sign: DecimalSign) -> Option<Reading> {
        match sign {
            DecimalSign::Point => self.point,
            DecimalSign::Comma => self.comma,
        }
    }
}

/// Whether a text is an infinity, or a word for no number that is not one for no value.
pub(super) fn is_non_finite(text: &str) -> bool {
    let word = text.trim().trim_start_matches(['+', '-']);
    word.eq_ignore_ascii_case("inf") || word.eq_ignore_ascii_case("infinity")
}

/// Reads a number; `None` where it is none by any reading.
pub(super) fn spelled(text: &str) -> Option<Spelled> {
    const LONGEST: usize = 40;
    let mut rest = text.trim();
    if rest.len() > LONGEST || !rest.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let mut found = Spelled {
        point: None,
        comma: None,
        apostrophe: false,
        parentheses: false,
        percent: false,
        currency: None,
    };
    if let Some(guarded) = rest.strip_prefix('\'') {
        (found.apostrophe, rest) = (true, guarded);
    }
    if let Some(inner) = rest.strip_prefix('(').and_then(|r| r.strip_suffix(')')) {
        (found.parentheses, rest) = (true, inner.trim());
    }
    let mut sign = take_sign(&mut rest);
    found.currency = take_currency(&mut rest);
    if sign.is_none() {
        sign = take_sign(&mut rest);
    }
    if let Some(before) = rest.strip_suffix('%') {
        (found.percent, rest) = (true, before.trim_end());
    }
    if sign.is_some() && found.parentheses || found.percent && found.currency.is_some() {
        return None;
    }
    let negative = sign == Some('-') || found.parentheses;
    let exponent = if found.percent { -2 } else { 0 };
    let read = |decimal, group| {
        let reading = core(rest, decimal, group, negative, exponent)?;
        // `+1 555 123` is a telephone number.
        (sign != Some('+') || !reading.thousands).then_some(reading)
    };
    (found.point, found.comma) = (read('.', ','), read(',', '.'));
    (found.point.is_some() || found.comma.is_some()).then_some(found)
}

fn take_sign(rest: &mut &str) -> Option<char> {
    let sign = match rest.chars().next()? {
        '-' | '\u{2212}' => '-',
        '+' => '+',
        _ => return None,
    };
    *rest = rest[rest.chars().next().map_or(0, char::len_utf8)..].trim_start();
    Some(sign)
}

fn take_currency(rest: &mut &str) -> Option<&'static str> {
    for currency in CURRENCIES {
        if let Some(after) = rest.strip_prefix(currency) {
            *rest = after.trim_start();
            return Some(currency);
        }
        if let Some(before) = rest.strip_suffix(currency) {
            *rest = before.trim_end();
            return Some(currency);
        }
    }
    None
}

/// Digits with this sign before the fraction and that one, or space or an apostrophe, between thousands.
fn core(text: &str, decimal: char, group: char, negative: bool, exponent: i32) -> Option<Reading> {
    let (mantissa, power) = match text.split_once(['e', 'E']) {
        Some((mantissa, power)) => (mantissa, power.parse::<i32>().ok()?),
        None => (text, 0),
    };
    let (int, fraction) = match mantissa.split_once(decimal) {
        Some((int, fraction)) => (int, Some(fraction)),
        None => (mantissa, None),
    };
    let all_digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    let fraction_digits = fraction.unwrap_or_default();
    if !all_digits(fraction_digits) || int.is_empty() && fraction_digits.is_empty() {
        return None;
    }
    let thousands = !all_digits(int);
    let digits = if thousands {
        ungrouped(int, group)?
    } else {
        int.to_owned()
    };
    // Codes such as 007, and whole numbers too long for 64 bits, are names.
    if digits.len() > 1 && digits.starts_with('0') || fraction.is_none() && digits.len() > 19 {
        return None;
    }
    let minus = if negative { "-" } else { "" };
    let scale = power.checked_add(exponent)?;
    let value =
        outturn_core::decimal::parse(&format!("{minus}{digits}.{fraction_digits}e{scale}"))?;
    let whole = if fraction.is_none() && scale == 0 && text.len() == mantissa.len() {
        Some(format!("{minus}{digits}").parse().ok()?)
    } else {
        None
    };
    Some(Reading {
        value,
        whole,
        thousands,
        comma: fraction.is_some() && decimal == ',',
    })
}

/// Digits in groups of three with one sign between them.
fn ungrouped(int: &str, group: char) -> Option<String> {
    let sign = int.chars().find(|c| !c.is_ascii_digit())?;
    let known = [
        group, ' ', '\u{A0}', '\u{2009}', '\u{202F}', '\'', '\u{2019}',
    ];
    if !known.contains(&sign) {
        return None;
    }
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    let mut groups = int.split(sign);
    let first = groups
        .next()
        .filter(|g| digits(g) && g.len() <= 3 && !g.starts_with('0'))?;
    let mut all = first.to_owned();
    for group in groups {
        if group.len() != 3 || !digits(group) {
            return None;
        }
        all.push_str(group);
    }
    Some(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Value by a point, value by a comma.
    fn both(text: &str) -> Option<(Option<f64>, Option<f64>)> {
        spelled(text).map(|s| (s.point.map(|r| r.value), s.comma.map(|r| r.value)))
    }

    #[test]
    fn signs_around_a_number_are_understood() {
        for (text, value) in [
            ("'-0.35", -0.35),
            ("(12.50)", -12.5),
            ("$1,234.50", 1234.5),
            ("-$5.25", -5.25),
            ("€ -5.25", -5.25),
            ("12.50 €", 12.5),
            ("CHF 1'234.50", 1234.5),
            ("95.5%", 0.955),
            ("12.50 %", 0.125),
            ("1 234 567.5", 1_234_567.5),
            ("\u{2212}0.5", -0.5),
            ("1,234,567", 1_234_567.0),
        ] {
            assert_eq!(both(text), Some((Some(value), None)), "{text}");
        }
        assert_eq!(both("1.234,50 €"), Some((None, Some(1234.5))));
        assert_eq!(both("0,35"), Some((None, Some(0.35))));
        assert_eq!(both("1,234"), Some((Some(1234.0), Some(1.234))));
        assert_eq!(both("1.234"), Some((Some(1.234), Some(1234.0))));
        // A percent is a hundredth, rounded once.
        assert_eq!(both("0.7%"), Some((Some(0.007), None)));
    }

    #[test]
    fn what_only_looks_like_a_number_stays_text() {
        for text in [
            "",
            "-",
            "$",
            "%",
            "abc",
            "007",
            "1,23,4",
            "12-34",
            "+1 555 123",
            "10.0.1",
            "1 2",
            "1e5x",
            "12 ms",
            "v1",
            "$5%",
            "(-5)",
            "1,,234",
            "0,123,456",
            "123456789012345678901",
        ] {
            assert_eq!(both(text), None, "{text}");
        }
    }

    #[test]
    fn infinities_are_known() {
        for text in ["inf", "-Infinity", "+Inf", " INFINITY "] {
            assert!(is_non_finite(text), "{text}");
        }
        assert!(!is_non_finite("information"));
    }
}
