//! Turns pieces of a file into text, holding back a character that the end of a piece cuts in two.
//!
//! Bytes that are not UTF-8 are Windows-1252 where nothing before them was written in UTF-8's longer forms: what was read until
//! then is the same in both. Where both occur some characters are damaged: each is shown by a sign for it, so that it costs its cell
//! and not the file. Past a few the file is something else, and it is not guessed what. Bytes of value zero are no character of any
//! text; they are dropped and counted.

use super::super::error::Fault;
use super::{Encoding, windows};

/// A fault and the byte of the text at which it was met.
type Failure = (Fault, u64);

/// What stands for a character that cannot be.
const REPLACEMENT: char = char::REPLACEMENT_CHARACTER;

/// Decodes text of one encoding.
#[derive(Debug, Default)]
pub(crate) struct Decoder {
    pub(crate) encoding: Encoding,
    /// Whether bytes that are not UTF-8 may be taken as Windows-1252.
    may_fall_back: bool,
    held: Vec<u8>,
    /// Bytes turned into text so far.
    done: u64,
    /// Whether anything but a possible byte order mark was seen.
    begun: bool,
    /// Whether there was a character of UTF-8 beyond ASCII.
    wide: bool,
    /// Whether there was a byte order mark.
    pub(crate) bom: bool,
    /// Characters beyond ASCII that were read as Windows-1252, and the first of them.
    pub(crate) foreign: (u64, Option<(u8, char)>),
    /// Damaged characters replaced.
    pub(crate) broken: u64,
    /// Bytes of value zero dropped, and the text beside the first.
    pub(crate) zeros: (u64, String),
    /// They stay.
    keeps_zeros: bool,
}

impl Decoder {
    /// A decoder of this encoding; `may_fall_back` lets UTF-8 turn out to be Windows-1252.
    pub(crate) fn new(encoding: Encoding, may_fall_back: bool) -> Self {
        Self {
            encoding,
            may_fall_back,
            ..Self::default()
        }
    }

    /// Leaves bytes of value zero in the text.
    pub(crate) fn keep_zeros(mut self) -> Self {
        self.keeps_zeros = true;
        self
    }

    /// Whether everything so far was taken as it stood.
    pub(crate) fn is_clean(&self) -> bool {
        self.broken == 0 && self.zeros.0 == 0
    }

    /// Appends the text of the next bytes to `text`.
    pub(crate) fn push(&mut self, mut bytes: &[u8], text: &mut String) -> Result<(), Failure> {
        while !self.held.is_empty() && !bytes.is_empty() {
            self.held.push(bytes[0]);
            bytes = &bytes[1..];
            let held = std::mem::take(&mut self.held);
            self.held = self.take(&held, text)?.to_vec();
        }
        if !bytes.is_empty() {
            self.held = self.take(bytes, text)?.to_vec();
        }
        Ok(())
    }

    /// How many bytes wait for the rest of their character.
    pub(crate) fn held(&self) -> usize {
        self.held.len()
    }

    /// Lets go what it has seen: text from elsewhere follows.
    pub(crate) fn let_go(&mut self) {
        self.held.clear();
        self.wide = false;
    }

    /// Whether there was a character of UTF-8 beyond ASCII, since it was last asked.
    pub(crate) fn take_wide(&mut self) -> bool {
        std::mem::take(&mut self.wide)
    }

    /// Goes on behind bytes of UTF-8 that another one has read; `wide` says whether there was a character beyond ASCII.
    pub(crate) fn skip(&mut self, bytes: u64, wide: bool) {
        self.done += bytes;
        self.wide |= wide;
    }

    /// The file's end; `Err` when it cuts a character of UTF-8.
    pub(crate) fn finish(&mut self, text: &mut String) -> Result<(), Failure> {
        let held = std::mem::take(&mut self.held);
        let Some(&found) = held.first() else {
            return Ok(());
        };
        if self.encoding == Encoding::Utf8 && !self.wide && !is_surrogate(&held) {
            self.fall_back(found)?;
            return self.windows(&held, text);
        }
        self.damaged(found, text)
    }

    /// Appends all whole characters of `bytes` and answers what is left: the start of one more.
    fn take<'a>(&mut self, bytes: &'a [u8], text: &mut String) -> Result<&'a [u8], Failure> {
        match self.encoding {
            Encoding::Utf8 => self.utf8(bytes, text),
            Encoding::Utf16Le => Ok(self.utf16(bytes, text, u16::from_le_bytes)),
            Encoding::Utf16Be => Ok(self.utf16(bytes, text, u16::from_be_bytes)),
            Encoding::Windows1252 => self.windows(bytes, text).map(|()| &[][..]),
        }
    }

    fn utf8<'a>(&mut self, mut bytes: &'a [u8], text: &mut String) -> Result<&'a [u8], Failure> {
        loop {
            let (good, length) = match std::str::from_utf8(bytes) {
                Ok(all) => (all, None),
                Err(error) => {
                    let valid = error.valid_up_to();
                    // Cannot fail: these bytes were just found valid.
                    let good = std::str::from_utf8(&bytes[..valid]).unwrap_or_default();
                    (good, error.error_len())
                }
            };
            self.done += good.len() as u64;
            let mut fresh = good;
            if !self.begun && !good.is_empty() {
                self.begun = true;
                if let Some(rest) = good.strip_prefix('\u{FEFF}') {
                    self.bom = true;
                    fresh = rest;
                }
            }
            self.wide = self.wide || self.bom || !fresh.is_ascii();
            self.append(fresh, text);
            let rest = &bytes[good.len()..];
            let (Some(length), Some(&found)) = (length, rest.first()) else {
                return Ok(rest);
            };
            let mut length = length;
            if is_surrogate(rest) {
                if rest.len() < 3 {
                    return Ok(rest);
                }
                length = if matches!(rest[2], 0x80..=0xBF) { 3 } else { 2 };
            } else if !self.wide {
                self.fall_back(found)?;
                return self.windows(rest, text).map(|()| &[][..]);
            }
            self.damaged(found, text)?;
            self.done += length as u64;
            bytes = &rest[length..];
        }
    }

    /// Appends text without what belongs to no character.
    #[inline]
    fn append(&mut self, fresh: &str, text: &mut String) {
        let Some(first) = memchr::memchr(0, fresh.as_bytes()).filter(|_| !self.keeps_zeros) else {
            text.push_str(fresh);
            return;
        };
        if self.zeros.0 == 0 {
            let line = fresh[..first].rfind('\n').map_or(0, |at| at + 1);
            let end = fresh[first..]
                .find('\n')
                .map_or(fresh.len(), |at| first + at);
            self.zeros.1 = fresh[line..end].replace('\0', "\u{2400}");
        }
        for part in fresh.split_inclusive('\0') {
            let kept = part.strip_suffix('\0');
            self.zeros.0 += u64::from(kept.is_some());
            text.push_str(kept.unwrap_or(part));
        }
    }

    /// A damaged character: shown by a sign for it while there are few.
    fn damaged(&mut self, found: u8, text: &mut String) -> Result<(), Failure> {
        /// So many in any file, and one more for so many of its bytes.
        const FEW: u64 = 16;
        const ONE_IN: u64 = 1000;
        self.broken += 1;
        if self.encoding == Encoding::Utf8 && self.broken > FEW + self.done / ONE_IN {
            return Err((Fault::NotUtf8 { found }, self.done));
        }
        text.push(REPLACEMENT);
        Ok(())
    }

    /// Goes over to Windows-1252, if that may be.
    fn fall_back(&mut self, found: u8) -> Result<(), Failure> {
        if !self.may_fall_back {
            return Err((Fault::NotUtf8 { found }, self.done));
        }
        self.encoding = Encoding::Windows1252;
        Ok(())
    }

    fn windows(&mut self, bytes: &[u8], text: &mut String) -> Result<(), Failure> {
        text.reserve(bytes.len());
        for &byte in bytes {
            let character = match windows::character(byte) {
                Some('\0') if !self.keeps_zeros => {
                    self.zero(text);
                    self.done += 1;
                    continue;
                }
                Some(character) => character,
                // Found out, it would be a guess; chosen, the control character is what all browsers read.
                None if self.may_fall_back => {
                    self.broken += 1;
                    REPLACEMENT
                }
                None => char::from(byte),
            };
            if !byte.is_ascii() && character != REPLACEMENT {
                self.foreign.0 += 1;
                self.foreign.1.get_or_insert((byte, character));
            }
            self.done += 1;
            text.push(character);
        }
        Ok(())
    }

    /// Drops a byte, or unit, of value zero behind `text`.
    fn zero(&mut self, text: &str) {
        if self.zeros.0 == 0 {
            let line = text.rfind('\n').map_or(0, |at| at + 1);
            self.zeros.1 = format!("{}\u{2400}", &text[line..]);
        }
        self.zeros.0 += 1;
    }

    fn utf16<'a>(
        &mut self,
        bytes: &'a [u8],
        text: &mut String,
        unit: fn([u8; 2]) -> u16,
    ) -> &'a [u8] {
        let mut rest = bytes;
        while let Some((&pair, after)) = rest.split_first_chunk::<2>() {
            let first = unit(pair);
            let (character, after) = match (first, after.first_chunk::<2>()) {
                (0xD800..=0xDBFF, None) => break,
                (0xD800..=0xDBFF, Some(&next)) => {
                    match char::decode_utf16([first, unit(next)]).next() {
                        Some(Ok(character)) => (character, &after[2..]),
                        _ => (REPLACEMENT, after),
                    }
                }
                _ => (
                    char::from_u32(u32::from(first)).unwrap_or(REPLACEMENT),
                    after,
                ),
            };
            rest = after;
            if !self.begun {
                self.begun = true;
                if character == '\u{FEFF}' {
                    self.bom = true;
                    continue;
                }
            }
            self.broken += u64::from(character == REPLACEMENT);
            if character == '\0' && !self.keeps_zeros {
                self.zero(text);
            } else {
                text.push(character);
            }
        }
        self.done += (bytes.len() - rest.len()) as u64;
        rest
    }
}

/// Whether bytes begin as half a character of UTF-16 that was written as if it were one, which is text of no encoding.
fn is_surrogate(bytes: &[u8]) -> bool {
    matches!(bytes, [0xED, 0xA0..=0xBF, ..])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// In chunks of each size: the text, and how it ended.
    fn decoded(
        encoding: Encoding,
        falls: bool,
        source: &[u8],
    ) -> (String, Decoder, Result<(), Failure>) {
        let mut first = None;
        for size in (1..=source.len()).rev() {
            let (mut decoder, mut text) = (Decoder::new(encoding, falls), String::new());
            let mut chunks = source.chunks(size);
            let result = chunks
                .try_for_each(|chunk| decoder.push(chunk, &mut text))
                .and_then(|()| decoder.finish(&mut text));
            let (whole, _, ended) =
                first.get_or_insert_with(|| (text.clone(), decoder, result.clone()));
            assert_eq!((&text, &result), (&*whole, &*ended), "chunks of {size}");
        }
        first.unwrap()
    }

    #[test]
    fn characters_survive_any_cut_and_the_mark_goes() {
        let source = "\u{FEFF}naïve,日本,🎉\n";
        let units: Vec<u16> = source.encode_utf16().collect();
        let low: Vec<u8> = units.iter().flat_map(|u| u.to_le_bytes()).collect();
        let high: Vec<u8> = units.iter().flat_map(|u| u.to_be_bytes()).collect();
        for (encoding, bytes) in [
            (Encoding::Utf8, source.as_bytes()),
            (Encoding::Utf16Le, &low),
            (Encoding::Utf16Be, &high),
        ] {
            let (text, decoder, ended) = decoded(encoding, true, bytes);
            assert_eq!(
                (text.as_str(), decoder.bom, ended),
                ("naïve,日本,🎉\n", true, Ok(()))
            );
        }
    }

    #[test]
    fn what_is_not_utf8_is_windows_1252() {
        let (text, decoder, ended) = decoded(Encoding::Utf8, true, b"caf\xE9,5 \x80,\xE9");
        assert_eq!((text.as_str(), ended), ("café,5 €,é", Ok(())));
        assert_eq!(
            (decoder.encoding, decoder.foreign),
            (Encoding::Windows1252, (3, Some((0xE9, 'é'))))
        );
    }

    #[test]
    fn a_few_damaged_characters_are_shown_by_a_sign() {
        for (source, shown, broken) in [
            (&b"\xC3\xA9,caf\xE9,1"[..], "é,caf\u{FFFD},1", 1),
            (b"caf\xE9,\x81", "café,\u{FFFD}", 1),
            // A lone half of a pair of UTF-16, and one at the end.
            (b"a,\xED\xA0\x80b\n", "a,\u{FFFD}b\n", 1),
            (b"a\xED\xA0", "a\u{FFFD}", 1),
            (b"\xC3\xA9\xE6\x97", "é\u{FFFD}", 1),
        ] {
            let (text, decoder, ended) = decoded(Encoding::Utf8, true, source);
            assert_eq!(
                (text.as_str(), decoder.broken, ended),
                (shown, broken, Ok(()))
            );
        }
        let (text, _, ended) = decoded(Encoding::Windows1252, false, b"caf\xE9,\x81");
        assert_eq!((text.as_str(), ended), ("café,\u{81}", Ok(())));
    }

    #[test]
    fn many_damaged_characters_are_another_encoding() {
        let (_, _, ended) = decoded(Encoding::Utf8, false, b"caf\xE9,1");
        assert_eq!(ended, Err((Fault::NotUtf8 { found: 0xE9 }, 3)));
        let source = [b"\xC3\xA9".repeat(2), b"\xE9,".repeat(17)].concat();
        let (_, _, ended) = decoded(Encoding::Utf8, true, &source);
        assert_eq!(ended, Err((Fault::NotUtf8 { found: 0xE9 }, 4 + 16 * 2)));
    }

    #[test]
    fn bytes_of_value_zero_are_dropped_and_counted() {
        for (encoding, source) in [
            (Encoding::Utf8, &b"a,\x007\n\0b"[..]),
            (Encoding::Utf16Le, b"a\0,\0\0\x007\0\n\0\0\0b\0"),
            (Encoding::Windows1252, b"a,\x007\n\0b"),
        ] {
            let (text, decoder, ended) = decoded(encoding, true, source);
            assert_eq!(
                (text.as_str(), decoder.zeros.0, ended),
                ("a,7\nb", 2, Ok(()))
            );
        }
    }

    #[test]
    fn half_a_character_is_shown_as_one() {
        let (text, decoder, ended) = decoded(Encoding::Utf16Le, true, b"\x3D\xD8a\0\x89\xDEb\0c");
        assert_eq!(
            (text.as_str(), decoder.broken, ended),
            ("\u{FFFD}a\u{FFFD}b\u{FFFD}", 3, Ok(()))
        );
    }
}
