//! Top-level values, once they are cut: rows, or the whole document.

use super::super::error::Fault;
use super::super::report::LeftOutReason;
use super::super::rule::RepairRule;
use super::flatten::begins_with_object;
use super::{Expect, Failure, JsonReader, document, lenient, places};
use serde_json::value::RawValue;
use std::borrow::Cow;

impl JsonReader {
    /// Makes the value that was just cut a row; of a file of objects the first one waits for what follows.
    pub(super) fn value(&mut self, text: &str, start: usize) -> Result<(), Failure> {
        if self.expect == Expect::Object && self.rows_read == 0 && self.first.is_none() {
            self.first = Some((start, self.seen));
            return Ok(());
        }
        self.row(text, start, self.seen)
    }

    /// The first object turns out to be one of many.
    pub(super) fn first_row(&mut self, text: &str) -> Result<(), Failure> {
        match self.first.take() {
            Some((start, end)) => self.row(text, start, end),
            None => Ok(()),
        }
    }

    /// The first object turns out to be the whole file.
    pub(super) fn document(&mut self, text: &str) -> Result<(), Failure> {
        let Some((start, end)) = self.first.take() else {
            return Ok(());
        };
        let source = text.get(start..end).unwrap_or_default();
        self.read_document(source, text, start)
    }

    /// Reads an object that is the whole file.
    pub(super) fn read_document(
        &mut self,
        source: &str,
        text: &str,
        start: usize,
    ) -> Result<(), Failure> {
        let value = self.well_formed(text, source, start)?;
        let options = self.options.clone();
        let read = document::read(&value, &options, &mut self.sink)
            .map_err(|fault| (fault, self.place(text, start)))?;
        self.rows_read = self.sink.rows_read;
        self.document = Some(read);
        Ok(())
    }

    /// A row, or as many as the value holds; among lines one that is no JSON is left out.
    fn row(&mut self, text: &str, start: usize, end: usize) -> Result<(), Failure> {
        let Err(failure) = self.rows(text, start, end) else {
            return Ok(());
        };
        if self.expect != Expect::Object {
            return Err(failure);
        }
        self.first_failure.get_or_insert(failure);
        self.leave_out(text, start, end, LeftOutReason::NotJson);
        Ok(())
    }

    fn rows(&mut self, text: &str, start: usize, end: usize) -> Result<(), Failure> {
        let source = text.get(start..end).unwrap_or_default();
        self.one_a_line &= memchr::memchr(b'\n', source.as_bytes()).is_none();
        self.look_for_rows(source);
        // Of a page no row may be taken twice, so it is looked at before.
        let is_page = self.sink.at.is_some() || begins_with_object(source);
        let value = match is_page || self.sink.row(source).is_err() {
            true => self.well_formed(text, source, start)?,
            false => {
                self.rows_read = self.sink.rows_read;
                return Ok(());
            }
        };
        let result = self.sink.row(&value);
        self.rows_read = self.sink.rows_read;
        result.map_err(|error| self.wrong(text, start, &value, &error))
    }

    /// Looks at the first objects for where their rows are: the first one decides, unless the user has.
    fn look_for_rows(&mut self, source: &str) {
        /// How many are looked at for lists that may be offered.
        const FIRST: usize = 20;
        if self.looked_at >= FIRST || !source.starts_with('{') {
            return;
        }
        if self.looked_at == 0 {
            self.sink.at = match &self.options.rows_at {
                Some(path) => Some(path.clone()).filter(|path| !path.is_empty()),
                // What is no JSON is told when it is read.
                None => {
                    let page = places::rows_of_page(source).ok().flatten();
                    page.or_else(|| places::thing_in(source).ok().flatten())
                }
            };
        }
        self.looked_at += 1;
        let _ = places::lists_in(source, &mut self.sink.lists);
    }

    /// A value with words for numbers that JSON does not have taken out; the error says where it is not JSON.
    fn well_formed<'a>(
        &mut self,
        text: &str,
        source: &'a str,
        start: usize,
    ) -> Result<Cow<'a, str>, Failure> {
        let Err(error) = serde_json::from_str::<&RawValue>(source) else {
            let Some((mended, count)) = lenient::without_halves(source) else {
                return Ok(Cow::Borrowed(source));
            };
            self.sink
                .repairs
                .add(RepairRule::BrokenCharacter, count, || {
                    "\\ud83d → \u{FFFD}".to_owned()
                });
            return Ok(Cow::Owned(mended));
        };
        if !self.options.repairs(RepairRule::NonFinite) {
            return Err(self.wrong(text, start, source, &error));
        }
        let mended = lenient::without_words(source);
        match serde_json::from_str::<&RawValue>(&mended.text) {
            Ok(_) => {
                self.sink
                    .repairs
                    .add(RepairRule::NonFinite, mended.count, || {
                        format!("{} → missing", mended.first)
                    });
                Ok(Cow::Owned(mended.text))
            }
            Err(error) if mended.count > 0 => {
                let at = mended.original(offset_of(&mended.text, &error));
                Err((
                    Fault::BadJson {
                        reason: reason(&error),
                    },
                    self.place(text, start + at),
                ))
            }
            Err(_) => Err(self.wrong(text, start, source, &error)),
        }
    }

    fn wrong(&self, text: &str, start: usize, value: &str, error: &serde_json::Error) -> Failure {
        let at = (start + offset_of(value, error)).min(text.len());
        (
            Fault::BadJson {
                reason: reason(error),
            },
            self.place(text, at),
        )
    }
}

/// Where in a text the parser stopped.
fn offset_of(value: &str, error: &serde_json::Error) -> usize {
    // The parser counts lines and columns from the value's first byte.
    let before: usize = value
        .split_inclusive('\n')
        .take(error.line().saturating_sub(1))
        .map(str::len)
        .sum();
    (before + error.column().saturating_sub(1)).min(value.len())
}

/// What the parser says, without the place, which is not that in the file.
fn reason(error: &serde_json::Error) -> String {
    let reason = error.to_string();
    reason
        .split(" at line ")
        .next()
        .unwrap_or_default()
        .to_owned()
}
