//! JSON: a list of objects, or objects one after the other (JSON Lines, and any other space between).
//!
//! The text is cut into top-level values by counting brackets outside strings, so a file of any size is read in pieces; each
//! value is then parsed on its own. Numbers keep their digits, objects inside objects become columns named with dots, lists
//! stay JSON text. A key that appears late was missing before; of a key that an object has twice the last value counts.

use super::dates::DateOrder;
use super::error::{Fault, Place};
use super::frame::Frame;
use super::infer::Found;
use super::report::{LeftOut, LeftOutReason, RepairLog, excerpt};
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;

/// Levels of nesting that are followed. The parser below us recurses to 128.
const DEPTH: u32 = 100;

/// What may come next between top-level values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Expect {
    /// The bracket that opens the list.
    List,
    /// The list's first value, or its end.
    FirstOrEnd,
    /// A value, after a comma.
    Value,
    CommaOrEnd,
    /// An object, or the end of the file.
    Object,
    /// Nothing more but space.
    End,
}

/// Reads JSON into columns.
#[derive(Debug)]
pub(super) struct JsonReader {
    expect: Expect,
    /// Inside a value: where it begins, up to where it was searched, and in how many brackets that is.
    value: Option<usize>,
    seen: usize,
    depth: u32,
    in_string: bool,
    escaped: bool,
    pub(super) frame: Frame,
    /// Which columns the current row has filled.
    present: Vec<bool>,
    pub(super) rows_read: usize,
    pub(super) left_out: Vec<LeftOut>,
    pub(super) repairs: RepairLog,
    /// Bytes of the file in front of the text at hand, lines and bytes of the last line in it.
    offset: u64,
    lines: u64,
    line_start: u64,
}

type Failure = (Fault, Place);

impl JsonReader {
    pub(super) fn new(
        list: bool,
        offset: u64,
        order: Option<DateOrder>,
        known: Option<Frame>,
    ) -> Self {
        Self {
            expect: if list { Expect::List } else { Expect::Object },
            value: None,
            seen: 0,
            depth: 0,
            in_string: false,
            escaped: false,
            frame: known.unwrap_or_else(|| Frame::new(order)),
            present: Vec::new(),
            rows_read: 0,
            left_out: Vec::new(),
            repairs: RepairLog::default(),
            offset,
            lines: 0,
            line_start: offset,
        }
    }

    /// Reads all complete values and answers how much of the text is done with.
    pub(super) fn read(&mut self, text: &str, last: bool) -> Result<usize, Failure> {
        let bytes = text.as_bytes();
        while self.seen < bytes.len() {
            let done = match self.value {
                Some(start) => self.inside(bytes)?.then_some(start),
                None => {
                    self.between(text)?;
                    None
                }
            };
            if let Some(start) = done {
                self.value = None;
                self.row(text, start)?;
            }
        }
        if last {
            self.end(text)?;
        }
        let done = self.value.unwrap_or(bytes.len());
        self.count_lines(&bytes[..done]);
        self.offset += done as u64;
        self.seen -= done;
        self.value = self.value.map(|_| 0);
        Ok(done)
    }

    /// What to say of a value that goes on past all bounds.
    pub(super) fn too_long(&self, text: &str, limit: u64) -> Failure {
        (
            Fault::RowTooLong { limit },
            self.place(text, self.value.unwrap_or(0)),
        )
    }

    /// One byte between two values.
    fn between(&mut self, text: &str) -> Result<(), Failure> {
        let at = self.seen;
        let byte = text.as_bytes()[at];
        if matches!(byte, b' ' | b'\t' | b'\n' | b'\r') {
            self.seen += 1;
            return Ok(());
        }
        let (next, wanted) = match (self.expect, byte) {
            (Expect::List, b'[') => (Some(Expect::FirstOrEnd), ""),
            (Expect::List, _) => (None, "a list in [ ]"),
            (Expect::FirstOrEnd | Expect::CommaOrEnd, b']') => (Some(Expect::End), ""),
            (Expect::CommaOrEnd, b',') => (Some(Expect::Value), ""),
            (Expect::CommaOrEnd, _) => (None, "a comma or ]"),
            (Expect::FirstOrEnd | Expect::Value, b',' | b']' | b'}' | b':') => (None, "a value"),
            (Expect::FirstOrEnd | Expect::Value, _) => return self.begin(at, Expect::CommaOrEnd),
            (Expect::Object, b'{') => return self.begin(at, Expect::Object),
            (Expect::Object, _) => (None, "an object in { }"),
            (Expect::End, _) => (None, "the end of the file"),
        };
        self.seen += 1;
        match next {
            Some(next) => self.expect = next,
            None => {
                let found = text[at..].chars().next().unwrap_or_default();
                let reason = format!("{wanted} was expected, {found:?} was found");
                return Err((Fault::BadJson { reason }, self.place(text, at)));
            }
        }
        Ok(())
    }

    fn begin(&mut self, at: usize, next: Expect) -> Result<(), Failure> {
        self.expect = next;
        self.value = Some(at);
        (self.depth, self.in_string, self.escaped) = (0, false, false);
        Ok(())
    }

    /// Goes on to the end of the current value; `true` when it is reached.
    fn inside(&mut self, bytes: &[u8]) -> Result<bool, Failure> {
        while let Some(&byte) = bytes.get(self.seen) {
            if self.in_string {
                match byte {
                    _ if self.escaped => self.escaped = false,
                    b'\\' => self.escaped = true,
                    b'"' => {
                        self.in_string = false;
                        if self.depth == 0 {
                            self.seen += 1;
                            return Ok(true);
                        }
                    }
                    _ => {}
                }
                self.seen += 1;
                continue;
            }
            match byte {
                b'"' => self.in_string = true,
                b'{' | b'[' => {
                    self.depth += 1;
                    if self.depth > DEPTH {
                        let place = Place {
                            byte: Some(self.offset + self.seen as u64),
                            ..Place::default()
                        };
                        return Err((Fault::TooDeep { limit: DEPTH }, place));
                    }
                }
                // A bare number or word ends in front of what follows it.
                b']' | b'}' | b',' | b' ' | b'\n' | b'\r' | b'\t' if self.depth == 0 => {
                    return Ok(true);
                }
                b'}' | b']' => {
                    self.depth -= 1;
                    if self.depth == 0 {
                        self.seen += 1;
                        return Ok(true);
                    }
                }
                _ => {}
            }
            self.seen += 1;
        }
        Ok(false)
    }

    /// The end of the file: is everything closed?
    fn end(&self, text: &str) -> Result<(), Failure> {
        let open = match self.value {
            Some(start) => Some(start),
            None if matches!(self.expect, Expect::Object | Expect::End) => None,
            None => Some(text.len()),
        };
        open.map_or(Ok(()), |at| {
            Err((Fault::TruncatedJson, self.place(text, at)))
        })
    }

    /// Makes the value that was just cut a row.
    fn row(&mut self, text: &str, start: usize) -> Result<(), Failure> {
        let value = &text[start..self.seen];
        self.rows_read += 1;
        let wrong = |error: &serde_json::Error| {
            // The parser counts lines and columns from the value's first byte.
            let before: usize = value
                .split_inclusive('\n')
                .take(error.line().saturating_sub(1))
                .map(str::len)
                .sum();
            let at = (start + before + error.column().saturating_sub(1)).min(text.len());
            let reason = error.to_string();
            let reason = reason
                .split(" at line ")
                .next()
                .unwrap_or_default()
                .to_owned();
            (Fault::BadJson { reason }, self.place(text, at))
        };
        if !value.starts_with('{') {
            serde_json::from_str::<&RawValue>(value).map_err(|e| wrong(&e))?;
            self.left_out.push(LeftOut {
                row: self.rows_read as u32,
                reason: LeftOutReason::NotAnObject,
                column: None,
                found: Some(excerpt(value)),
            });
            return Ok(());
        }
        let mut cells = Vec::new();
        flatten(value, "", &mut cells).map_err(|e| wrong(&e))?;
        for (place, cell) in last_of_each(&mut self.frame, &cells) {
            self.present.resize(self.frame.width(), false);
            self.present[place] = true;
            self.frame.columns[place].push(match cell {
                Scalar::Null => Found::Missing,
                Scalar::Bare(text) => Found::Plain(text),
                Scalar::Text(text) => Found::Quoted(text),
            });
        }
        self.present.resize(self.frame.width(), false);
        self.frame.end_row(&mut self.present);
        Ok(())
    }

    fn count_lines(&mut self, bytes: &[u8]) {
        self.lines += memchr::memchr_iter(b'\n', bytes).count() as u64;
        if let Some(at) = memchr::memrchr(b'\n', bytes) {
            self.line_start = self.offset + at as u64 + 1;
        }
    }

    /// Where a byte of the text at hand lies in the file.
    fn place(&self, text: &str, at: usize) -> Place {
        let before = &text.as_bytes()[..at.min(text.len())];
        let byte = self.offset + before.len() as u64;
        let line_start =
            memchr::memrchr(b'\n', before).map_or(self.line_start, |p| self.offset + p as u64 + 1);
        Place {
            row: None,
            line: Some((self.lines + memchr::memchr_iter(b'\n', before).count() as u64 + 1) as u32),
            column: Some((byte - line_start + 1) as u32),
            byte: Some(byte),
        }
    }
}

/// A value that is one cell.
enum Scalar<'a> {
    Null,
    /// A number, true, false, or a list as its JSON text.
    Bare(&'a str),
    Text(Cow<'a, str>),
}

/// The cells to fill: each column once, with its last value.
fn last_of_each<'a>(
    frame: &mut Frame,
    cells: &'a [(String, Scalar<'a>)],
) -> Vec<(usize, &'a Scalar<'a>)> {
    let mut last: Vec<(usize, &Scalar)> = Vec::with_capacity(cells.len());
    for (name, cell) in cells {
        let place = frame.place(name);
        // Objects of one file mostly have the same keys in the same order, each once.
        match last.iter_mut().find(|(taken, _)| *taken == place) {
            Some(earlier) => earlier.1 = cell,
            None => last.push((place, cell)),
        }
    }
    last
}

/// Appends an object's cells, those of objects inside it under dotted names.
fn flatten<'a>(
    object: &'a str,
    prefix: &str,
    cells: &mut Vec<(String, Scalar<'a>)>,
) -> serde_json::Result<()> {
    let mut parser = serde_json::Deserializer::from_str(object);
    let members = parser.deserialize_map(Members)?;
    parser.end()?;
    for (key, value) in members {
        let name = if prefix.is_empty() {
            key.into_owned()
        } else {
            format!("{prefix}.{key}")
        };
        let text = value.get();
        match text.as_bytes().first() {
            Some(b'{') => flatten(text, &name, cells)?,
            Some(b'"') => cells.push((
                name,
                Scalar::Text(serde_json::from_str::<Unescaped>(text)?.0),
            )),
            Some(b'n') => cells.push((name, Scalar::Null)),
            _ => cells.push((name, Scalar::Bare(text))),
        }
    }
    Ok(())
}

/// Text borrowed from the source where it has no escapes.
#[derive(serde::Deserialize)]
struct Unescaped<'a>(#[serde(borrow)] Cow<'a, str>);

/// An object's members in order, the values unparsed.
struct Members;

impl<'de> Visitor<'de> for Members {
    type Value = Vec<(Cow<'de, str>, &'de RawValue)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members = Vec::new();
        while let Some((Unescaped(key), value)) = map.next_entry()? {
            members.push((key, value));
        }
        Ok(members)
    }
}
