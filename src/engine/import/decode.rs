//! Bytes to text: tells text from what only looks like a file of text, and keeps characters whole across chunks.

use super::error::Fault;
use memchr::{memchr, memmem};

/// The byte order mark of UTF-8.
const MARK: &[u8] = b"\xEF\xBB\xBF";

/// First bytes of formats that people drop and that are not text. Sources: the formats' own specifications.
const MAGIC: &[(&[u8], &str)] = &[
    (b"\x1F\x8B", "a gzip archive (.gz)"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xFF\xD8\xFF", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"%PDF", "a PDF document"),
    (b"PAR1", "a Parquet file"),
    (b"\xD0\xCF\x11\xE0", "an old Office document (such as .xls)"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"ARROW1", "an Arrow file"),
    (b"Obj\x01", "an Avro file"),
    (b"ORC", "an ORC file"),
    (b"BZh", "a bzip2 archive"),
    (b"7z\xBC\xAF", "a 7-Zip archive"),
    (b"\x28\xB5\x2F\xFD", "a Zstandard archive"),
    (b"\xFD7zXZ", "an xz archive"),
];

/// Looks at a file's first bytes; `Err` when they are not text in UTF-8.
pub(super) fn look(start: &[u8]) -> Result<(), Fault> {
    if start.starts_with(b"PK\x03\x04") || start.starts_with(b"PK\x05\x06") {
        let format = if memmem::find(start, b"xl/").is_some() {
            "an Excel workbook (.xlsx)"
        } else {
            "a zip archive (an Excel workbook is one, too)"
        };
        return Err(binary(format));
    }
    if let Some((_, format)) = MAGIC.iter().find(|(magic, format)| {
        // "ORC" and "GIF8" are also how a header might begin: text has no control bytes.
        start.starts_with(magic)
            && (!magic.is_ascii() || *format == "a PDF document" || has_controls(start))
    }) {
        return Err(binary(format));
    }
    if start.starts_with(b"\xFF\xFE") || start.starts_with(b"\xFE\xFF") || looks_utf16(start) {
        return Err(Fault::Utf16);
    }
    if memchr(0, start).is_some() {
        return Err(binary("binary data"));
    }
    let text = start.strip_prefix(MARK).unwrap_or(start).trim_ascii_start();
    let begins = |word: &[u8]| {
        text.get(..word.len())
            .is_some_and(|t| t.eq_ignore_ascii_case(word))
    };
    if [&b"<!doctype"[..], b"<html", b"<?xml", b"<svg"]
        .iter()
        .any(|w| begins(w))
    {
        return Err(Fault::Markup);
    }
    Ok(())
}

fn binary(format: &str) -> Fault {
    Fault::Binary {
        format: format.to_owned(),
    }
}

fn has_controls(start: &[u8]) -> bool {
    start
        .iter()
        .any(|&b| b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0C))
}

/// UTF-16 of mostly Latin text without its mark: every other byte is zero.
fn looks_utf16(start: &[u8]) -> bool {
    let head = &start[..start.len().min(64)];
    let zeros = |odd: usize| {
        head.iter()
            .skip(odd)
            .step_by(2)
            .filter(|&&b| b == 0)
            .count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    head.len() >= 4 && even.max(odd) * 4 >= head.len() && even.min(odd) * 8 <= even.max(odd)
}

/// Turns chunks of bytes into text, holding back a character that a chunk cut in two.
#[derive(Debug, Default)]
pub(super) struct Decoder {
    held: Vec<u8>,
    /// Bytes turned into text so far.
    done: u64,
    /// Whether anything but a possible byte order mark was seen.
    begun: bool,
    /// Whether there was a byte order mark.
    pub(super) bom: bool,
}

impl Decoder {
    /// Appends a chunk's text to `text`. `Err` says which byte is not UTF-8, and where in the file.
    pub(super) fn push(&mut self, mut chunk: &[u8], text: &mut String) -> Result<(), (Fault, u64)> {
        while !self.held.is_empty() && !chunk.is_empty() {
            self.held.push(chunk[0]);
            chunk = &chunk[1..];
            let held = std::mem::take(&mut self.held);
            self.held = self.take(&held, text)?.to_vec();
        }
        if !chunk.is_empty() {
            self.held = self.take(chunk, text)?.to_vec();
        }
        Ok(())
    }

    /// Appends all whole characters of `bytes` and answers what is left: the start of one more.
    fn take<'a>(&mut self, bytes: &'a [u8], text: &mut String) -> Result<&'a [u8], (Fault, u64)> {
        let good = match std::str::from_utf8(bytes) {
            Ok(all) => all,
            Err(error) => {
                let valid = error.valid_up_to();
                if error.error_len().is_some() {
                    let found = bytes.get(valid).copied().unwrap_or_default();
                    return Err((Fault::NotUtf8 { found }, self.done + valid as u64));
                }
                // Cannot fail: these bytes were just found valid.
                std::str::from_utf8(&bytes[..valid]).unwrap_or_default()
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
        text.push_str(fresh);
        Ok(&bytes[good.len()..])
    }

    /// The file's end; `Err` when it cuts a character.
    pub(super) fn finish(&self) -> Result<(), (Fault, u64)> {
        match self.held.first() {
            None => Ok(()),
            Some(&found) => Err((Fault::NotUtf8 { found }, self.done)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_survive_any_cut_and_the_mark_goes() {
        let source = "\u{FEFF}naïve,日本,🎉\n".as_bytes();
        for size in 1..source.len() {
            let (mut decoder, mut text) = (Decoder::default(), String::new());
            for chunk in source.chunks(size) {
                decoder.push(chunk, &mut text).unwrap();
            }
            decoder.finish().unwrap();
            assert_eq!((text.as_str(), decoder.bom), ("naïve,日本,🎉\n", true));
        }
    }

    #[test]
    fn a_byte_of_another_encoding_is_placed() {
        for size in 1..=5 {
            let (mut decoder, mut text) = (Decoder::default(), String::new());
            let fault = b"caf\xE9,1"
                .chunks(size)
                .find_map(|chunk| decoder.push(chunk, &mut text).err());
            assert_eq!(fault, Some((Fault::NotUtf8 { found: 0xE9 }, 3)));
        }
    }
}
