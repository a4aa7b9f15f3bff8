//! JSON: a list of objects, objects one after the other (JSON Lines, and any other space between), or one object with a table
//! somewhere in it. Lists one after the other, a list of lists, and objects with the rows inside are pages of one list, as tools
//! leave them that ask page after page.
//!
//! Lines are independent of one another: one that is no JSON is left out, as a bad row of delimited text is, where there are at least
//! two others. Of a file that is cut off what came before is read, and it is said that the end is missing.
//!
//! The text is cut into top-level values by counting brackets outside strings, so a file of any size is read in pieces; each
//! value is then parsed on its own, in steps where it is long. Numbers keep their digits, objects inside objects become columns named with dots, lists
//! stay JSON text. A key that appears late was missing before; of a key that an object has twice the last value counts.

mod document;
mod flatten;
mod frames;
mod lenient;
mod lines;
mod nested;
mod pieces;
mod places;
mod series;
mod sink;
mod spread;
mod values;

pub(super) use document::Document;

use super::error::{Fault, Place};
use super::frame::Frame;
use super::options::ReadOptions;
use super::outcome::{Ending, Outcome};
use super::rule::RepairRule;
use super::sniff::JsonShape;
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
    /// Objects that were looked at for where their rows are.
    looked_at: usize,
    /// Every value so far was a line of its own.
    one_a_line: bool,
    /// Lines in front that are no JSON, which are still to come.
    leading: usize,
    /// What is no JSON, up to the end of its line: where it begins.
    junk: Option<usize>,
    /// The first thing that is no JSON, for the case that the rest is no better.
    first_failure: Option<Failure>,
    /// What to say of a second list should all of them be empty.
    glued: Option<Failure>,
    /// Commas and lists between values.
    commas: u64,
    lists: u64,
    ending: Ending,
    rows_read: usize,
    /// Bytes of the file in front of the text at hand, lines and bytes of the last line in it.
    offset: u64,
    lines: u64,
    line_start: u64,
}

type Failure = (Fault, Place);

impl JsonReader {
    pub(super) fn new(
        shape: JsonShape,
        offset: u64,
        options: &ReadOptions,
        known: Option<Frame>,
    ) -> Self {
        Self {
            expect: if shape.is_list {
                Expect::List
            } else {
                Expect::Object
            },
            leading: shape.leading,
            value: None,
            seen: 0,
            depth: 0,
            in_string: false,
            escaped: false,
            first: None,
            options: options.clone(),
            sink: Sink::new(known.unwrap_or_else(|| Frame::new(options))),
            document: None,
            looked_at: 0,
            one_a_line: true,
            junk: None,
            first_failure: None,
            glued: None,
            commas: 0,
            lists: u64::from(shape.is_list),
            ending: Ending::default(),
            rows_read: 0,
            offset,
            lines: 0,
            line_start: offset,
        }
    }

    /// Reads all complete values and answers how much of the text is done with.
    pub(super) async fn read(&mut self, text: &str, last: bool) -> Result<usize, Failure> {
        let bytes = text.as_bytes();
        self.values(text, last).await?;
        if last {
            if self.passes_over_first_line(text).await {
                self.values(text, last).await?;
            }
            self.end(text).await?;
            self.check_room(text, bytes.len())?;
        }
        let waiting = self.first.map(|(start, _)| start);
        let done = waiting.or(self.value).or(self.junk).unwrap_or(bytes.len());
        self.count_lines(&bytes[..done]);
        self.offset += done as u64;
        self.seen -= done;
        self.value = self.value.map(|start| start - done);
        self.junk = self.junk.map(|start| start - done);
        self.first = self.first.map(|(start, end)| (start - done, end - done));
        Ok(done)
    }

    async fn values(&mut self, text: &str, last: bool) -> Result<(), Failure> {
        while self.seen < text.len() {
            let done = match (self.junk, self.value) {
                (Some(start), _) => {
                    self.skip_line(text, start, last);
                    None
                }
                (None, Some(start)) => self.inside(text)?.then_some(start),
                (None, None) => {
                    self.between(text).await?;
                    None
                }
            };
            if let Some(start) = done {
                self.value = None;
                self.sink.bytes = self.offset + self.seen as u64;
                if !self.row_at_once(text, start) {
                    self.value(text, start).await?;
                }
                self.check_room(text, start)?;
            }
        }
        Ok(())
    }

    /// The memory that its columns need.
    pub(super) fn needs(&self) -> u64 {
        self.sink.frame.needs()
    }

    /// What it has, after the last text; of a document also how it was read.
    pub(super) fn finish(self) -> (Outcome, Option<Document>) {
        let mut repairs = self.sink.repairs;
        repairs.add(
            RepairRule::PagesJoined,
            self.lists.saturating_sub(1),
            || "][ → one list".to_owned(),
        );
        repairs.add(RepairRule::CommaBetweenLines, self.commas, || {
            "},".to_owned()
        });
        let outcome = Outcome {
            frame: self.sink.frame,
            left_out: self.sink.left_out,
            repairs,
            rows_read: self.rows_read,
            ending: self.ending,
        };
        let document = match (self.document, self.sink.lists) {
            (None, lists) if !lists.is_empty() => Some(Document {
                read: self.sink.at.unwrap_or_default(),
                all: lists,
                one_of_many: true,
                ..Document::default()
            }),
            (document, _) => document,
        };
        (outcome, document)
    }

    /// What to say of a value that goes on past all bounds.
    pub(super) fn too_long(&self, text: &str, limit: u64) -> Failure {
        (
            Fault::RowTooLong { limit },
            self.place(text, self.value.or(self.junk).unwrap_or(0)),
        )
    }

    /// One byte between two values.
    async fn between(&mut self, text: &str) -> Result<(), Failure> {
        let at = self.seen;
        let byte = text.as_bytes()[at];
        if matches!(byte, b' ' | b'\t' | b'\n' | b'\r') {
            self.seen += 1;
            return Ok(());
        }
        if let Some(less) = self.leading.checked_sub(1) {
            self.leading = less;
            self.note_failure(text, at, "JSON");
            self.junk = Some(at);
            return Ok(());
        }
        let (next, wanted) = match (self.expect, byte) {
            (Expect::List, b'[') => (Some(Expect::FirstOrEnd), ""),
            (Expect::List, _) => (None, "a list in [ ]"),
            (Expect::FirstOrEnd | Expect::CommaOrEnd, b']') => (Some(Expect::End), ""),
            (Expect::CommaOrEnd, b',') => (Some(Expect::Value), ""),
            (Expect::CommaOrEnd, _) => (None, "a comma or ]"),
            (Expect::Value, b']') if self.sink.frame.width() > 0 => {
                self.commas += 1;
                (Some(Expect::End), "")
            }
            (Expect::FirstOrEnd | Expect::Value, b',' | b']' | b'}' | b':') => (None, "a value"),
            (Expect::FirstOrEnd | Expect::Value, _) => return self.begin(at, Expect::CommaOrEnd),
            (Expect::Object, b'{') => {
                self.first_row(text).await?;
                return self.begin(at, Expect::Object);
            }
            (Expect::Object, b',') if self.has_value() => {
                self.commas += 1;
                (Some(Expect::Object), "")
            }
            (Expect::Object, _) => (None, "an object in { }"),
            (Expect::End, b'[') => {
                self.lists += 1;
                if self.glued.is_none() {
                    self.glued = Some(self.unexpected(text, at, "the end of the file"));
                }
                (Some(Expect::FirstOrEnd), "")
            }
            (Expect::End, _) => (None, "the end of the file"),
        };
        match next {
            Some(next) => {
                self.seen += 1;
                self.expect = next;
            }
            // Between lines, or lists, something else may have come in.
            None if matches!(self.expect, Expect::Object | Expect::End) => {
                self.note_failure(text, at, wanted);
                self.first_row(text).await?;
                self.junk = Some(at);
            }
            None => return Err(self.unexpected(text, at, wanted)),
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
    fn inside(&mut self, text: &str) -> Result<bool, Failure> {
        let bytes = text.as_bytes();
        while let Some(&byte) = bytes.get(self.seen) {
            if byte == b'\n' && self.ends_here(bytes) {
                self.cut_line(text);
                return Ok(false);
            }
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
