//! One number as people and spreadsheets spell it: `'-0.35`, `1,234.50 €`, `(12)`, `95 %`, `5.00-`, `100.00 CR`, `1.2K`, `950 MiB`.
//!
//! Whether a comma is between thousands or in front of fractions is not decided here: both readings are given.

mod signs;

use super::super::question::DecimalSign;
pub(crate) use signs::{Dash, Kind, currency_of, dash};
use signs::{MINUS, take_currency, take_mark, take_scale, without_cents};

/// Decimals that a dash behind the decimal sign stands for.
const CENTS: usize = 2;

/// A number by one reading of its signs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Reading {
    pub(super) value: f64,
    /// It has no fraction and is exact as a whole number.
    pub(super) whole: Option<i64>,
    /// A sign between thousands was dropped.
    pub(super) thousands: bool,
    /// A comma stood in front of the fraction.
    pub(super) comma: bool,
    /// Digits after the decimal sign.
    pub(super) places: usize,
}

/// A number as it is spelled.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Spelled {
    pub(super) point: Option<Reading>,
    pub(super) comma: Option<Reading>,
    pub(super) apostrophe: bool,
    pub(super) parentheses: bool,
    /// A minus behind it, or another sign than the hyphen for one in front.
    pub(super) minus: bool,
    /// A dash behind the decimal sign stands for no cents, or one in front of it for nothing but cents.
    pub(super) even: bool,
    /// A minus right in front of the decimal sign, `-,50`, which is such a dash where others of its column have one.
    pub(super) only_cents: bool,
    /// It is marked as credit or debit.
    pub(super) marked: bool,
    pub(super) percent: bool,
    /// ISO code of the currency that stands at it.
    pub(super) currency: Option<&'static str>,
    /// What the word behind it makes of it.
    pub(super) kind: Kind,
}

impl Spelled {
    /// Its value by one sign before fractions.
    pub(super) fn by(&self, sign: DecimalSign) -> Option<Reading> {
        match sign {
            DecimalSign::Point => self.point,
            DecimalSign::Comma => self.comma,
        }
    }

    /// Whether the two signs before fractions make different numbers of it.
    pub(super) fn is_open(&self) -> bool {
        matches!((self.point, self.comma), (Some(p), Some(c)) if p.value != c.value)
    }

    /// Takes the minus of `-,50` for a dash in place of the units.
    pub(super) fn dash_in_front(&mut self) {
        (self.even, self.minus) = (true, false);
        for reading in [&mut self.point, &mut self.comma].into_iter().flatten() {
            reading.value = reading.value.abs();
        }
    }
}

/// Whether a text is an infinity, or a word for no number that is not one for no value.
pub(super) fn is_non_finite(text: &str) -> bool {
    let word = text.trim().trim_start_matches(['+', '-']);
    word.eq_ignore_ascii_case("inf") || word.eq_ignore_ascii_case("infinity")
}

/// What stands around the digits, taken off from both ends until only they are left.
struct Peeled<'a> {
    rest: &'a str,
    found: Spelled,
    sign: Option<char>,
    credit: bool,
    power: i32,
    times: f64,
}

/// Reads a number; `None` where it is none by any reading.
pub(super) fn spelled(text: &str) -> Option<Spelled> {
    const LONGEST: usize = 40;
    let rest = text.trim();
    if rest.len() > LONGEST || !rest.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let mut peeled = Peeled {
        rest,
        found: Spelled::default(),
        sign: None,
        credit: false,
        power: 0,
        times: 1.0,
    };
    if let Some(guarded) = rest.strip_prefix('\'') {
        (peeled.found.apostrophe, peeled.rest) = (true, guarded);
    }
    while peeled.take()? {}
    peeled.finish()
}

impl<'a> Peeled<'a> {
    /// Takes one thing off; whether there was one, and `None` where two things contradict each other.
    fn take(&mut self) -> Option<bool> {
        let before = self.rest;
        let (first, last) = (before.chars().next()?, before.chars().next_back()?);
        let found = &mut self.found;
        if first.is_ascii_digit() && last.is_ascii_digit() {
            return Some(false);
        }
        if let Some(rest) = without_cents(before) {
            (!found.even).then_some(())?;
            (found.even, self.rest) = (true, rest);
        } else if first == '+' || MINUS.contains(&first) {
            // A second sign, or one inside parentheses, says the opposite or nothing.
            (self.sign.is_none() && !found.parentheses && !found.minus).then_some(())?;
            self.sign = Some(if first == '+' { '+' } else { '-' });
            found.minus |= !matches!(first, '+' | '-');
            let rest = &before[first.len_utf8()..];
            found.only_cents = first != '+' && rest.starts_with(['.', ',']);
            self.rest = rest.trim_start();
        } else if let Some(inner) = before.strip_prefix('(').and_then(|r| r.strip_suffix(')')) {
            (!found.parentheses && self.sign != Some('+')).then_some(())?;
            (found.parentheses, self.rest) = (true, inner.trim());
        } else if MINUS.contains(&last) {
            (self.sign.is_none() && !found.parentheses).then_some(())?;
            (self.sign, found.minus) = (Some('-'), true);
            self.rest = before[..before.len() - last.len_utf8()].trim_end();
            (!self.rest.ends_with(MINUS)).then_some(())?;
        } else if let Some(rest) = before.strip_suffix('%') {
            (!found.percent).then_some(())?;
            (found.percent, self.rest) = (true, rest.trim_end());
        } else if let Some((rest, code)) = take_currency(before) {
            found.currency.is_none().then_some(())?;
            (found.currency, self.rest) = (Some(code), rest);
        } else if let Some((rest, credit)) = take_mark(before) {
            (!found.marked).then_some(())?;
            (found.marked, self.credit, self.rest) = (true, credit, rest);
        } else if let Some((rest, scale)) = take_scale(before) {
            (found.kind == Kind::Plain && !found.percent).then_some(())?;
            (found.kind, self.power, self.times) = (scale.kind, scale.power, scale.times);
            self.rest = rest;
        } else {
            return Some(false);
        }
        Some(true)
    }

    fn finish(self) -> Option<Spelled> {
        let mut found = self.found;
        let contradicts = found.percent && found.currency.is_some()
            || found.marked && (self.sign.is_some() || found.parentheses)
            // `Cr` is ten millions in India.
            || found.marked && self.credit && found.currency == Some("INR");
        if contradicts {
            return None;
        }
        let negative = self.sign == Some('-') || found.parentheses || self.credit;
        let exponent = self.power - if found.percent { 2 } else { 0 };
        let read = |decimal, group| {
            let mut reading = core(self.rest, decimal, group, negative, exponent)?;
            if self.times != 1.0 {
                (reading.value, reading.whole) = (reading.value * self.times, None);
            }
            if found.even {
                reading.places = CENTS;
            }
            // `+1 555 123` is a telephone number.
            (self.sign != Some('+') || !reading.thousands).then_some(reading)
        };
        (found.point, found.comma) = (read('.', ','), read(',', '.'));
        (found.point.is_some() || found.comma.is_some()).then_some(found)
    }
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
        places: fraction_digits.len(),
    })
}

/// Digits in groups of three, or in front of the last three in twos as in India, with one sign between them.
fn ungrouped(int: &str, group: char) -> Option<String> {
    let sign = int.chars().find(|c| !c.is_ascii_digit())?;
    let known = [
        group, ' ', '\u{A0}', '\u{2009}', '\u{202F}', '\'', '\u{2019}',
    ];
    if !known.contains(&sign) {
        return None;
    }
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    let groups: Vec<&str> = int.split(sign).collect();
    let (first, rest) = groups.split_first()?;
    let (last, middle) = rest.split_last()?;
    let threes = first.len() <= 3 && middle.iter().all(|g| g.len() == 3);
    let lakhs = sign == ','
        && first.len() <= 2
        && !middle.is_empty()
        && middle.iter().all(|g| g.len() == 2);
    let fits = !first.starts_with('0') && last.len() == 3 && groups.iter().all(|g| digits(g));
    (fits && (threes || lakhs)).then(|| groups.concat())
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
            ("5.00-", -5.0),
            ("120.-", 120.0),
            ("1'300.\u{2013}", 1300.0),
            ("Fr. 1'300.--", 1300.0),
            ("-120.\u{2014}", -120.0),
            ("CHF 5.- CR", -5.0),
            ("-.50", -0.5),
            ("1,234.56-", -1234.56),
            ("100.00 CR", -100.0),
            ("100.00 Dr.", 100.0),
            ("\u{2013}5.50", -5.5),
            ("-(5.00)", -5.0),
            ("$(200.00)", -200.0),
            ("($200.00)", -200.0),
            ("12,34,567.50", 1_234_567.5),
            ("\u{20B9}1,23,456", 123_456.0),
            ("1.2K", 1200.0),
            ("2.50 Mil", 2_500_000.0),
            ("$1.2bn", 1_200_000_000.0),
            ("1.20 GiB", 1.2 * 1_073_741_824.0),
            ("1.5 kB", 1500.0),
            ("7.5 req/s", 7.5),
        ] {
            assert_eq!(both(text), Some((Some(value), None)), "{text}");
        }
        assert_eq!(both("1.234,50 €"), Some((None, Some(1234.5))));
        assert_eq!(both("1.200,-"), Some((None, Some(1200.0))));
        assert_eq!(both("300,-- €"), Some((None, Some(300.0))));
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
            "--5",
            "5--",
            "-5-",
            "5.-.-",
            "120.----",
            "5.00- CR",
            "1.2KM",
            "\u{20B9}2.5 Cr",
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
