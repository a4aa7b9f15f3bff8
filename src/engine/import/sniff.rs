//! What kind of text a file is: JSON or delimited, by which character, with or without a header. Decided once, over the first
//! [`SAMPLE`] bytes, whatever the chunks they came in.

use super::csv::{Dialect, Scanner};
use super::{dates, infer, number};
use memchr::memchr;

/// Bytes looked at before anything is decided.
pub(super) const SAMPLE: usize = 256 * 1024;

/// Delimiters tried, the likelier first.
const DELIMITERS: [u8; 4] = *b",;\t|";

/// The shapes of text that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// A JSON list.
    JsonList,
    /// JSON objects one after the other.
    JsonLines,
    /// Delimited text.
    Csv(Dialect),
}

/// Decides the shape of a text from its beginning. `name` is the file's, `whole` says that nothing follows, `delimiter` and `header` the user's choices.
pub(super) fn shape(
    name: &str,
    start: &str,
    whole: bool,
    delimiter: Option<u8>,
    header: Option<bool>,
) -> Shape {
    if delimiter.is_none() && header.is_none() {
        let text = start.trim_start();
        let after = text
            .get(1..)
            .map(str::trim_start)
            .and_then(|t| t.bytes().next());
        let named = [".json", ".jsonl", ".ndjson"]
            .iter()
            .any(|end| name.to_ascii_lowercase().ends_with(end));
        match (text.bytes().next(), after) {
            (Some(b'['), _) if named => return Shape::JsonList,
            (Some(b'['), Some(b'{' | b']' | b'[')) => return Shape::JsonList,
            (Some(b'{'), Some(b'"' | b'}')) => return Shape::JsonLines,
            _ if named => return Shape::JsonLines,
            _ => {}
        }
    }
    Shape::Csv(dialect(start, whole, delimiter, header))
}

fn dialect(start: &str, whole: bool, delimiter: Option<u8>, header: Option<bool>) -> Dialect {
    let terminator = terminator(start.as_bytes());
    let (separator, skip) = match separator_line(start) {
        Some((separator, skip)) => (Some(separator), skip),
        None => (None, 0),
    };
    let rest = start.get(skip..).unwrap_or_default();
    let delimiter = delimiter.or(separator).unwrap_or_else(|| {
        // Ties go to the first: `max_by` would take the last.
        let mut best = (DELIMITERS[0], 0.0);
        for delimiter in DELIMITERS {
            let score = consistency(&records(rest, whole, delimiter, terminator));
            if score > best.1 {
                best = (delimiter, score);
            }
        }
        best.0
    });
    let header = header.unwrap_or_else(|| has_header(&records(rest, whole, delimiter, terminator)));
    Dialect {
        delimiter,
        terminator,
        header,
        skip,
    }
}

/// A first line such as `sep=;`: its character, and the bytes to skip.
fn separator_line(start: &str) -> Option<(u8, usize)> {
    let line = start.lines().next()?;
    let told = line.trim_matches('"');
    let word = told.get(..4).filter(|w| w.eq_ignore_ascii_case("sep="))?;
    let &[separator] = told.get(word.len()..)?.as_bytes() else {
        return None;
    };
    let ends = start[line.len()..]
        .bytes()
        .take(2)
        .take_while(|b| matches!(b, b'\r' | b'\n'))
        .count();
    separator
        .is_ascii()
        .then_some((separator, line.len() + ends))
}

/// The byte that ends lines: a line feed, or the carriage return of old Macs where there is no line feed outside quotes.
fn terminator(bytes: &[u8]) -> u8 {
    let (mut quoted, mut returns) = (false, false);
    for &byte in bytes {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => return b'\n',
            b'\r' if !quoted => returns = true,
            _ => {}
        }
    }
    if returns && memchr(b'\n', bytes).is_none() {
        b'\r'
    } else {
        b'\n'
    }
}

/// Cells of the first records of a text.
fn records(text: &str, whole: bool, delimiter: u8, terminator: u8) -> Vec<Vec<&str>> {
    const MOST: usize = 1000;
    let mut scanner = Scanner::new(delimiter, terminator);
    let mut all = Vec::new();
    let mut cells = Vec::new();
    while all.len() < MOST && scanner.record(text.as_bytes(), whole, &mut cells) {
        let record: Vec<&str> = cells.drain(..).map(|cell| cell.raw(text)).collect();
        if record.len() > 1 || record.first().is_some_and(|c| !c.is_empty()) {
            all.push(record);
        }
    }
    all
}

/// How well a delimiter cuts the sample into rows of one length, at least two: 0 to 1, and a little more for more columns.
fn consistency(records: &[Vec<&str>]) -> f64 {
    let Some(header) = records.first().map(Vec::len).filter(|&n| n > 1) else {
        return 0.0;
    };
    let alike = records.iter().filter(|r| r.len() == header).count() as f64 / records.len() as f64;
    // A text column full of commas must not win over the tabs around it: alike rows count first, columns break ties.
    alike + (header.min(100) as f64) / 1000.0
}

/// A first row is data where every cell is a value of a type and none a name.
fn has_header(records: &[Vec<&str>]) -> bool {
    let Some(first) = records.first() else {
        return true;
    };
    let is_value = |cell: &str| {
        let cell = cell.trim().as_bytes();
        number::lenient(std::str::from_utf8(cell).unwrap_or_default()).is_some()
            || infer::boolean(cell).is_some()
            || dates::parse(cell, dates::DateOrder::DayFirst).is_some()
    };
    let blank = |cell: &&str| cell.trim().is_empty() || infer::is_null_word(cell.trim().as_bytes());
    let told = first.iter().filter(|c| !blank(c)).count();
    told == 0 || !first.iter().filter(|c| !blank(c)).all(|c| is_value(c))
}
