//! Windows-1252, the encoding of Western spreadsheets before UTF-8.

/// What the bytes 0x80 to 0x9F stand for; the other bytes are the first 256 characters of Unicode. Zero is a byte that the
/// encoding leaves open. Source: WHATWG Encoding Standard, index windows-1252.
const HIGH: [u16; 32] = [
    0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
    0x0152, 0, 0x017D, 0, 0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC,
    0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178,
];

/// The character of a byte; `None` for the five bytes that stand for none.
pub(super) fn character(byte: u8) -> Option<char> {
    match byte {
        0x80..=0x9F => match HIGH[usize::from(byte - 0x80)] {
            0 => None,
            code => char::from_u32(u32::from(code)),
        },
        _ => Some(char::from(byte)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Figures: Python 3, `bytes(range(128, 160)).decode("cp1252", "replace")`.
    #[test]
    fn the_table_is_that_of_the_encoding() {
        let all: String = (0x80..=0x9F)
            .map(|b| character(b).unwrap_or('\u{FFFD}'))
            .collect();
        assert_eq!(
            all,
            "€\u{FFFD}‚ƒ„…†‡ˆ‰Š‹Œ\u{FFFD}Ž\u{FFFD}\u{FFFD}‘’“”•–—˜™š›œ\u{FFFD}žŸ"
        );
        assert_eq!(
            [0x41, 0xA0, 0xE9, 0xFF].map(character),
            [Some('A'), Some('\u{A0}'), Some('é'), Some('ÿ')]
        );
    }
}
