//! The usual spelling of a moment, read fast.

use super::date;

/// Two ASCII digits as a number below 100; anything else as 100 or more.
#[inline]
fn two(tens: u8, ones: u8) -> u32 {
    let (tens, ones) = (
        u32::from(tens.wrapping_sub(b'0')),
        u32::from(ones.wrapping_sub(b'0')),
    );
    if tens > 9 || ones > 9 {
        100
    } else {
        tens * 10 + ones
    }
}

/// The usual spelling, `2024-09-18T22:00:00` with an optional fraction and Z, read without the general reader's branches. Keeps
/// the last date, because logs stay on one day for long. `None` is "ask the general reader".
#[derive(Debug, Clone, Default)]
pub(in crate::import) struct Usual {
    date: [u8; 10],
    midnight: i64,
}

impl Usual {
    /// Microseconds, and whether there was a Z.
    #[inline]
    pub(in crate::import) fn parse(&mut self, text: &[u8]) -> Option<(i64, bool)> {
        let (&[h1, h2, c1, m1, m2, c2, s1, s2], mut rest) = text.get(11..)?.split_first_chunk()?;
        let (hour, minute, second) = (two(h1, h2), two(m1, m2), two(s1, s2));
        let well = hour < 24
            && minute < 60
            && second < 60
            && c1 == b':'
            && c2 == b':'
            && matches!(text[10], b'T' | b' ');
        if !well {
            return None;
        }
        if text[..10] != self.date {
            self.midnight = midnight(&text[..10])?;
            self.date.copy_from_slice(&text[..10]);
        }
        let mut micros = i64::from(hour * 3600 + minute * 60 + second) * 1_000_000;
        if let [b'.', fraction @ ..] = rest {
            let mut scale = 100_000;
            rest = fraction;
            while let [digit @ b'0'..=b'9', more @ ..] = rest
                && scale > 0
            {
                micros += i64::from(digit - b'0') * scale;
                scale /= 10;
                rest = more;
            }
            if scale == 100_000 {
                return None;
            }
        }
        match rest {
            [] => Some((self.midnight + micros, false)),
            b"Z" | b"+00:00" => Some((self.midnight + micros, true)),
            _ => None,
        }
    }
}

/// Midnight of ten bytes `2024-09-18`.
fn midnight(text: &[u8]) -> Option<i64> {
    let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text else {
        return None;
    };
    let (century, year) = (two(y1, y2), two(y3, y4));
    if century > 99 || year > 99 {
        return None;
    }
    date(i64::from(century * 100 + year), two(m1, m2), two(d1, d2))
}
