//! JSON: a list of objects, objects one after the other (JSON Lines, and any other space between), or one object with a table
//! somewhere in it.
//!
//! The text is cut into top-level values by counting brackets outside strings, so a file of any size is read in pieces; each
//! value is then parsed on its own. Numbers keep their digits, objects inside objects become columns named with dots, lists
//! stay JSON text. A key that appears late was missing before; of a key that an object has twice the last value counts.

mod document;
mod flatten;
mod frames;
mod lenient;
mod sink;
mod spread;
mod values;

pub(super) use document::Document;

use super::error::{Fault, Place};
use super::frame::Frame;
use super::options::ReadOptions;
use super::outcome::{Ending, Outcome};
use sink::Sink;

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
    /// The first of several objects, or the whole document: where it lies in the text at hand, until it is known which.
    first: Option<(usize, usize)>,
    options: ReadOptions,
    sink: Sink,
    document: Option<Document>,
    rows_read: usize,
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
        options: &ReadOptions,
        known: Option<Frame>,
    ) -> Self {
        Self {
            expect: if list { Expect::List } else { Expect::Object },
            value: None,
            seen: 0,
            depth: 0,
            in_string: false,
            escaped: false,
            first: None,
            options: options.clone(),
            sink: Sink::new(known.unwrap_or_else(|| Frame::new(options))),
            document: None,
            rows_read: 0,
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
                self.sink.bytes = self.offset + self.seen as u64;
                self.value(text, start)?;
                self.check_room(text, start)?;
            }
        }
        if last {
            self.end(text)?;
            self.document(text)?;
            self.check_room(text, bytes.len())?;
        }
        let waiting = self.first.map(|(start, _)| start);
        let done = waiting.or(self.value).unwrap_or(bytes.len());
        self.count_lines(&bytes[..done]);
        self.offset += done as u64;
        self.seen -= done;
        self.value = self.value.map(|start| start - done);
        self.first = self.first.map(|(start, end)| (start - done, end - done));
        Ok(done)
    }

    /// The memory that its columns need.
    pub(super) fn needs(&self) -> u64 {
        self.sink.frame.needs()
    }

    /// What it has, after the last text; of a document also how it was read.
    pub(super) fn finish(self) -> (Outcome, Option<Document>) {
        let outcome = Outcome {
            frame: self.sink.frame,
            left_out: self.sink.left_out,
            repairs: self.sink.repairs,
            rows_read: self.rows_read,
            ending: Ending::default(),
        };
        (outcome, self.document)
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
            (Expect::Object, b'{') => {
                self.first_row(text)?;
                return self.begin(at, Expect::Object);
            }
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

    /// Refuses a table that has become too large for its file.
    fn check_room(&self, text: &str, at: usize) -> Result<(), Failure> {
        let fault = self.sink.fault();
        fault.map_or(Ok(()), |fault| Err((fault, self.place(text, at))))
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
