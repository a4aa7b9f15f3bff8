//! Numbers as text.

use outturn_core::table::Written;

/// A whole number spelled as this program would spell it: no plus, no leading zeros, no space, within 64 bits.
/// Anything else is `None`, `-0` too.
#[inline]
pub(super) fn whole(bytes: &[u8]) -> Option<i64> {
    let (negative, digits) = match bytes {
        [b'-', rest @ ..] => (true, rest),
        _ => (false, bytes),
    };
    match digits {
        [] => return None,
        [b'1'..=b'9'] if !negative => return Some(i64::from(digits[0] - b'0')),
        [b'0'] => return (!negative).then_some(0),
        [b'0', ..] => return None,
        _ if digits.len() > 18 => return whole_long(bytes),
        _ => {}
    }
    let mut value = 0i64;
    for &byte in digits {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        value = value * 10 + i64::from(digit);
    }
    Some(if negative { -value } else { value })
}

/// Whole numbers that may not fit: identifiers of 19 digits do, and a double would change them.
#[cold]
fn whole_long(bytes: &[u8]) -> Option<i64> {
    let digits = bytes.strip_prefix(b"-").unwrap_or(bytes);
    // The least of all is left out: the others have an opposite.
    let fits = digits.iter().all(u8::is_ascii_digit);
    let value: i64 = std::str::from_utf8(digits)
        .ok()
        .filter(|_| fits)?
        .parse()
        .ok()?;
    Some(if digits.len() < bytes.len() {
        -value
    } else {
        value
    })
}

/// Powers of ten that a double holds exactly.
const POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
];

/// Four to eight bytes that are digits and at most one point: the digits as a whole number, and how many come after the point.
///
/// The text is taken as one word whose lowest byte is the first digit, zeros in front where it is shorter. Then all digits are added
/// up at once: neighbours to pairs, pairs to fours, fours to all (D. Lemire, "Quickly parsing eight digits", 2018).
#[inline]
fn eight_digits(text: &[u8]) -> Option<(u64, usize)> {
    const LOW: u64 = 0x0101_0101_0101_0101;
    const REST: u64 = 0x7F * LOW;
    const ZEROS: u64 = 0x30 * LOW;
    let four = |bytes: Option<&[u8; 4]>| bytes.map(|b| u64::from(u32::from_le_bytes(*b)));
    let unused = 8 * 8_usize.checked_sub(text.len())?;
    // The first and the last four overlap where there are fewer than eight.
    let mut word = four(text.first_chunk())? << unused | four(text.last_chunk())? << 32;
    word |= ZEROS & !(u64::MAX << unused);
    let other = word ^ (u64::from(b'.') * LOW);
    // The top bit of a byte that is a point.
    let point = !(((other & REST) + REST) | other | REST);
    let mut places = 0;
    if point != 0 {
        let at = point.trailing_zeros() as usize - 7;
        places = (56 - at) / 8;
        let (before, after) = (word & !(u64::MAX << at), word >> at >> 8 << at << 8);
        word = after | before << 8 | u64::from(b'0');
    }
    let digits = word ^ ZEROS;
    // Six more does not carry a digit into the upper half of its byte.
    if (digits | digits.wrapping_add(6 * LOW)) & (0xF0 * LOW) != 0 {
        return None;
    }
    let pairs = digits.wrapping_mul(10 * 256 + 1) >> 8 & 0x00FF_00FF_00FF_00FF;
    let fours = pairs.wrapping_mul((100 << 16) + 1) >> 16 & 0x0000_FFFF_0000_FFFF;
    Some((fours.wrapping_mul((10_000 << 32) + 1) >> 32, places))
}

/// A decimal number, correctly rounded. Not a number are: codes such as `007`, whole numbers too long for 64 bits (they are
/// names, and a double would change them), and the words for infinity.
#[inline]
pub(super) fn decimal(bytes: &[u8]) -> Option<f64> {
    written(bytes).map(Written::value)
}

/// As [`decimal`], as it is written where that is short.
#[inline]
pub(super) fn written(bytes: &[u8]) -> Option<Written> {
    // Clinger's fast path: a mantissa below 2^53 over an exact power of ten is rounded once, so rightly.
    let (negative, digits) = match bytes {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, bytes),
    };
    if digits.len() > 1 && digits[0] == b'0' && digits[1].is_ascii_digit() {
        return None;
    }
    if let Some((mantissa, places)) = eight_digits(digits) {
        let whole = mantissa as i32;
        let whole = if negative { -whole } else { whole };
        // Zero has a sign only as a double.
        return Some(match whole {
            0 if negative => Written::Double(-0.0),
            _ => Written::Decimal { whole, places },
        });
    }
    longer(bytes, digits).map(Written::Double)
}

/// The same of fewer or more digits; `digits` are the text without its sign.
fn longer(bytes: &[u8], digits: &[u8]) -> Option<f64> {
    if digits.len() > 17 {
        return decimal_slow(bytes);
    }
    let (mut mantissa, mut places, mut point) = (0u64, 0usize, false);
    for &byte in digits {
        let digit = byte.wrapping_sub(b'0');
        if digit <= 9 {
            mantissa = mantissa * 10 + u64::from(digit);
            places += usize::from(point);
        } else if byte == b'.' && !point {
            point = true;
        } else {
            return decimal_slow(bytes);
        }
    }
    if digits.len() == usize::from(point) {
        return None;
    }
    if mantissa >= 1 << 53 {
        return decimal_slow(bytes);
    }
    let value = mantissa as f64 / POWERS[places];
    Some(if bytes[0] == b'-' { -value } else { value })
}

/// The same in general: exponents and many digits.
#[cold]
fn decimal_slow(bytes: &[u8]) -> Option<f64> {
    let digits = bytes
        .strip_prefix(b"-")
        .or(bytes.strip_prefix(b"+"))
        .unwrap_or(bytes);
    let only_digits = digits.iter().all(u8::is_ascii_digit);
    let text = std::str::from_utf8(bytes).ok()?;
    if only_digits && text.parse::<i64>().is_err() {
        return None;
    }
    if digits
        .first()
        .is_none_or(|b| !b.is_ascii_digit() && *b != b'.')
    {
        return None;
    }
    outturn_core::decimal::parse(text)
}

/// A number where one is wanted: space around it and leading zeros are allowed.
pub(super) fn lenient(text: &str) -> Option<f64> {
    let text = text.trim();
    let first = text.trim_start_matches(['-', '+']).as_bytes().first()?;
    if !first.is_ascii_digit() && *first != b'.' {
        return None;
    }
    outturn_core::decimal::parse(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_are_only_what_they_would_be_written_as() {
        assert_eq!(whole(b"-42"), Some(-42));
        assert_eq!(whole(b"999999999999999999"), Some(999_999_999_999_999_999));
        assert_eq!(whole(b"-9223372036854775807"), Some(-i64::MAX));
        for not in [
            "",
            "-",
            "007",
            "+1",
            "-0",
            "1.0",
            " 1",
            "1e3",
            "9223372036854775808",
            "-9223372036854775808",
            "12345678901234567890",
            "123456789012345678x",
        ] {
            assert_eq!(whole(not.as_bytes()), None, "{not}");
        }
    }

    #[test]
    fn decimals_are_rounded_as_the_standard_library_rounds() {
        for text in [
            "0.1",
            "-45.751999999999995",
            "1e-7",
            "2.5E+10",
            "9007199254740993.0",
            "0.00000080000",
            "123456789012345678.5",
            ".5",
            "5.",
            "+3.25",
            "1152921504606846975",
            "1234.5678",
            "123.4567",
            "1234567.",
            ".1234567",
            "0.000062",
            "1262.058",
            "20.3",
            "99999999",
            "-0.5000",
        ] {
            assert_eq!(decimal(text.as_bytes()), text.parse().ok(), "{text}");
        }
        assert!(decimal(b"-0").is_some_and(f64::is_sign_negative));
    }

    #[test]
    fn codes_and_words_are_not_numbers() {
        for not in [
            "",
            ".",
            "-",
            "+",
            "--1",
            "-+1",
            "007",
            "00.5",
            "1.2.3",
            "1.2.34",
            "12:45",
            "12/45",
            "1234,5",
            "....",
            "1e+99999",
            "inf",
            "nan",
            "Infinity",
            "1e999",
            "12a",
            "123456789012345678901",
        ] {
            assert_eq!(decimal(not.as_bytes()), None, "{not}");
        }
    }
}
