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
pub(crate) struct Usual {
    date: Option<[u8; 10]>,
    midnight: i64,
}

impl Usual {
    /// Microseconds, and whether there was a Z.
    #[inline]
    pub(crate) fn parse(&mut self, text: &[u8]) -> Option<(i64, bool)> {
        let (date, rest) = text.split_first_chunk::<10>()?;
        let (&[b'T' | b' '], rest) = rest.split_first_chunk()? else {
            return None;
        };
        let (time, rest) = rest.split_first_chunk()?;
        let seconds = time_of_day(*time)?;
        if self.date.as_ref() != Some(date) {
            self.midnight = midnight(date)?;
            self.date = Some(*date);
        }
        let micros = self.midnight + seconds * 1_000_000;
        let digit = |byte: u8| i64::from(byte - b'0');
        match rest {
            [] => Some((micros, false)),
            b"Z" | b"+00:00" => Some((micros, true)),
            // Milliseconds, as JavaScript and many logs write them.
            [
                b'.',
                a @ b'0'..=b'9',
                b @ b'0'..=b'9',
                c @ b'0'..=b'9',
                b'Z',
            ] => {
                let thousandths = digit(*a) * 100 + digit(*b) * 10 + digit(*c);
                Some((micros + thousandths * 1000, true))
            }
            _ => fraction(rest).map(|(more, zoned)| (micros + more, zoned)),
        }
    }
}

/// Seconds since midnight of eight bytes `22:00:00`, all looked at as one word.
#[inline]
fn time_of_day(text: [u8; 8]) -> Option<i64> {
    let parts = u64::from_le_bytes(text) ^ u64::from_le_bytes(*b"00:00:00");
    // What was a digit is 0 to 9 now, and six more does not reach the upper half of its byte; what was a colon is 0.
    let well = (parts | parts.wrapping_add(0x0606_0606_0606_0606)) & 0xF0F0_F0F0_F0F0_F0F0 == 0
        && parts & 0x0000_FF00_00FF_0000 == 0;
    let two = |at: u32| (parts >> at & 0xF) * 10 + (parts >> (at + 8) & 0xF);
    let (hour, minute, second) = (two(0), two(24), two(48));
    let well = well && hour < 24 && minute < 60 && second < 60;
    well.then_some((hour * 3600 + minute * 60 + second) as i64)
}

/// Microseconds of a fraction of up to as many digits, and whether a Z comes after it.
fn fraction(text: &[u8]) -> Option<(i64, bool)> {
    let [b'.', rest @ ..] = text else { return None };
    let (mut micros, mut scale, mut rest) = (0, 100_000, rest);
    while let [digit @ b'0'..=b'9', more @ ..] = rest
        && scale > 0
    {
        micros += i64::from(digit - b'0') * scale;
        scale /= 10;
        rest = more;
    }
    match rest {
        _ if scale == 100_000 => None,
        [] => Some((micros, false)),
        b"Z" | b"+00:00" => Some((micros, true)),
        _ => None,
    }
}

/// Midnight of ten bytes `2024-09-18`.
fn midnight(text: &[u8; 10]) -> Option<i64> {
    let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text else {
        return None;
    };
    let (century, year) = (two(y1, y2), two(y3, y4));
    if century > 99 || year > 99 {
        return None;
    }
    date(i64::from(century * 100 + year), two(m1, m2), two(d1, d2))
}
