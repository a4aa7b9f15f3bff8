//! Turns pieces of a file into text, holding back a character that the end of a piece cuts in two.
//!
//! Bytes that are not UTF-8 are Windows-1252 where nothing before them was written in UTF-8's longer forms: what was read until
//! then is the same in both. Where both occur the file is damaged, and it is not guessed how.

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
    /// Halves of characters replaced.
    pub(crate) broken: u64,
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
        if self.encoding == Encoding::Utf8 {
            self.fall_back(found)?;
            return self.windows(&held, text);
        }
        self.broken += 1;
        text.push(REPLACEMENT);
        Ok(())
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

    fn utf8<'a>(&mut self, bytes: &'a [u8], text: &mut String) -> Result<&'a [u8], Failure> {
        let (good, found) = match std::str::from_utf8(bytes) {
            Ok(all) => (all, None),
            Err(error) => {
                let valid = error.valid_up_to();
                // Cannot fail: these bytes were just found valid.
                let good = std::str::from_utf8(&bytes[..valid]).unwrap_or_default();
                (good, error.error_len().and(bytes.get(valid)))
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
        text.push_str(fresh);
        let rest = &bytes[good.len()..];
        match found {
            None => Ok(rest),
            Some(&found) => {
                self.fall_back(found)?;
                self.windows(rest, text).map(|()| &[][..])
            }
        }
    }

    /// Goes over to Windows-1252, if that may be.
    fn fall_back(&mut self, found: u8) -> Result<(), Failure> {
        if self.wide || !self.may_fall_back {
            return Err((Fault::NotUtf8 { found }, self.done));
        }
        self.encoding = Encoding::Windows1252;
        Ok(())
    }

    fn windows(&mut self, bytes: &[u8], text: &mut String) -> Result<(), Failure> {
        text.reserve(bytes.len());
        for &byte in bytes {
            let character = match windows::character(byte) {
                Some(character) => character,
                // Found out, it would be a guess; chosen, the control character is what all browsers read.
                None if self.may_fall_back => {
                    return Err((Fault::NotUtf8 { found: byte }, self.done));
                }
                None => char::from(byte),
            };
            if !byte.is_ascii() {
                self.foreign.0 += 1;
                self.foreign.1.get_or_insert((byte, character));
            }
            self.done += 1;
            text.push(character);
        }
        Ok(())
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
            text.push(character);
        }
        self.done += (bytes.len() - rest.len()) as u64;
        rest
    }
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
    fn damage_is_placed_and_not_guessed_at() {
        let (_, _, ended) = decoded(Encoding::Utf8, false, b"caf\xE9,1");
        assert_eq!(ended, Err((Fault::NotUtf8 { found: 0xE9 }, 3)));
        let (_, _, ended) = decoded(Encoding::Utf8, true, b"\xC3\xA9,caf\xE9,1");
        assert_eq!(ended, Err((Fault::NotUtf8 { found: 0xE9 }, 6)));
        let (_, _, ended) = decoded(Encoding::Utf8, true, b"caf\xE9,\x81");
        assert_eq!(ended, Err((Fault::NotUtf8 { found: 0x81 }, 5)));
        let (text, _, ended) = decoded(Encoding::Windows1252, false, b"caf\xE9,\x81");
        assert_eq!((text.as_str(), ended), ("café,\u{81}", Ok(())));
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
