//! What a file is, by its first bytes.

use super::super::error::Fault;
use super::Encoding;
use memchr::memchr;

/// First bytes of formats that people drop and that are not read. Sources: the formats' own specifications.
const MAGIC: &[(&[u8], &str)] = &[
    (b"\x1F\x8B", "a gzip archive within a gzip archive"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xFF\xD8\xFF", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"%PDF", "a PDF document"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"ARROW1", "an Arrow file"),
    (b"Obj\x01", "an Avro file"),
    (b"ORC", "an ORC file"),
    (b"BZh", "a bzip2 archive"),
    (b"7z\xBC\xAF", "a 7-Zip archive"),
    (b"\x28\xB5\x2F\xFD", "a Zstandard archive"),
    (b"\xFD7zXZ", "an xz archive"),
    (b"\xFF\xFE\0\0", "text in UTF-32"),
    (b"\0\0\xFE\xFF", "text in UTF-32"),
];

/// First bytes of zip archives (.xlsx, .xlsb and .ods are such), an empty one among them, and of old Office documents (.xls).
const WORKBOOKS: [&[u8]; 3] = [b"PK\x03\x04", b"PK\x05\x06", b"\xD0\xCF\x11\xE0"];

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Content {
    /// Text; of UTF-8 it is known only once it is decoded.
    Text(Encoding),
    /// A workbook, or another zip archive or old Office document: only who opens it knows.
    Workbook,
}

/// Looks at a file's first bytes; `Err` when they are of nothing that is read, with the byte that says so. `chosen` is the user's
/// encoding.
pub(crate) fn content(start: &[u8], chosen: Option<Encoding>) -> Result<Content, (Fault, u64)> {
    if WORKBOOKS.iter().any(|magic| start.starts_with(magic)) {
        return Ok(Content::Workbook);
    }
    if let Some((_, format)) = MAGIC.iter().find(|(magic, format)| {
        // "ORC" and "GIF8" are also how a header might begin: text has no control bytes.
        start.starts_with(magic)
            && (!magic.is_ascii() || *format == "a PDF document" || has_controls(start))
    }) {
        return Err((binary(format), 0));
    }
    if is_tar(start) {
        return Err((binary("a tar archive"), 257));
    }
    let encoding = chosen.or_else(|| utf16(start)).unwrap_or_default();
    let wide = matches!(encoding, Encoding::Utf16Le | Encoding::Utf16Be);
    if !wide
        && let Some(at) = memchr(0, start)
        && !is_text(start)
    {
        return Err((binary("binary data"), at as u64));
    }
    Ok(Content::Text(encoding))
}

/// Whether a text is a web page or XML where a table was expected.
pub(crate) fn is_markup(start: &str) -> bool {
    let text = start.trim_start().as_bytes();
    let begins = |word: &[u8]| {
        text.get(..word.len())
            .is_some_and(|t| t.eq_ignore_ascii_case(word))
    };
    [&b"<!doctype"[..], b"<html", b"<?xml", b"<svg"]
        .iter()
        .any(|w| begins(w))
}

fn binary(format: &str) -> Fault {
    Fault::Binary {
        format: format.to_owned(),
    }
}

fn has_controls(start: &[u8]) -> bool {
    controls(start) > 0
}

/// Characters that text does not have.
fn controls(start: &[u8]) -> usize {
    let strange = |b: &&u8| **b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0C);
    start.iter().filter(strange).count()
}

/// Whether a beginning with a zero in it is text all the same: it begins as text does, and such bytes are few, or padding and nothing
/// else. Of what was packed, or is no text at all, every eighth is one.
fn is_text(start: &[u8]) -> bool {
    const ONE_IN: usize = 20;
    const PADDING_IN: usize = 4;
    const FEW: usize = 8;
    // Room that was set aside at the end and never written to.
    let end = start.iter().rposition(|b| *b != 0).map_or(0, |at| at + 1);
    let start = &start[..end];
    let (strange, zeros) = (controls(start), memchr::memchr_iter(0, start).count());
    let padded = strange == zeros
        && (zeros * PADDING_IN <= start.len() || zeros <= FEW && 2 * zeros <= start.len());
    let begins = !has_controls(&start[..start.len().min(4)]);
    begins && (strange == 1 || padded || strange * ONE_IN <= start.len())
}

/// An archive that begins with the name of a file in it. Source: POSIX.1-2001, `pax`, ustar interchange format.
fn is_tar(start: &[u8]) -> bool {
    start.get(257..262) == Some(b"ustar")
}

/// UTF-16 by its mark, or mostly Latin text without one: every other byte is zero.
fn utf16(start: &[u8]) -> Option<Encoding> {
    match start {
        [0xFF, 0xFE, ..] => return Some(Encoding::Utf16Le),
        [0xFE, 0xFF, ..] => return Some(Encoding::Utf16Be),
        _ => {}
    }
    let head = &start[..start.len().min(64)];
    let zeros = |odd: usize| {
        head.iter()
            .skip(odd)
            .step_by(2)
            .filter(|&&b| b == 0)
            .count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    // Pairs of letters are no character that stands among Latin ones, but text of one byte a character.
    let letters = head
        .chunks_exact(2)
        .filter(|pair| pair.iter().all(u8::is_ascii_graphic));
    let most = even.max(odd);
    let likely = head.len() >= 4
        && most * 4 >= head.len()
        && even.min(odd) * 8 <= most
        && letters.count() * 4 <= most;
    likely.then_some(if odd > even {
        Encoding::Utf16Le
    } else {
        Encoding::Utf16Be
    })
}
