//! Top-level values, once they are cut: rows, or the whole document.

use super::super::error::Fault;
use super::super::report::LeftOutReason;
use super::super::rule::RepairRule;
use super::flatten::begins_with_object;
use super::pieces::{self, Flaw};
use super::{Expect, Failure, JsonReader, document, lenient, places};
use std::borrow::Cow;

/// How many objects are looked at for lists that may be offered.
const LOOKED_AT: usize = 20;

impl JsonReader {
    /// Makes a short object a row where it can be nothing else, which is nearly always so; `false` where it may be.
    pub(super) fn row_at_once(&mut self, text: &str, start: usize) -> bool {
        let source = text.get(start..self.seen).unwrap_or_default();
        let is_row = self.looked_at == LOOKED_AT && source.len() <= pieces::LONG;
        if !is_row || !self.sink.object(source) {
            return false;
        }
        self.one_a_line &= memchr::memchr(b'\n', source.as_bytes()).is_none();
        self.rows_read = self.sink.rows_read;
        true
    }

    /// Makes the value that was just cut a row; of a file of objects the first one waits for what follows.
    pub(super) async fn value(&mut self, text: &str, start: usize) -> Result<(), Failure> {
        if self.expect == Expect::Object && self.rows_read == 0 && self.first.is_none() {
            self.first = Some((start, self.seen));
            return Ok(());
        }
        self.row(text, start, self.seen).await
    }

    /// The first object turns out to be one of many.
    pub(super) async fn first_row(&mut self, text: &str) -> Result<(), Failure> {
        match self.first.take() {
            Some((start, end)) => self.row(text, start, end).await,
            None => Ok(()),
        }
    }

    /// The first object turns out to be the whole file.
    pub(super) async fn document(&mut self, text: &str) -> Result<(), Failure> {
        let Some((start, end)) = self.first.take() else {
            return Ok(());
        };
        let source = text.get(start..end).unwrap_or_default();
        self.read_document(source, text, start).await
    }

    /// Reads an object that is the whole file.
    pub(super) async fn read_document(
        &mut self,
        source: &str,
        text: &str,
        start: usize,
    ) -> Result<(), Failure> {
        let value = self.well_formed(text, source, start).await?;
        let options = self.options.clone();
        let read = document::read(&value, &options, &mut self.sink)
            .await
            .map_err(|fault| (fault, self.place(text, start)))?;
        self.rows_read = self.sink.rows_read;
        self.document = Some(read);
        Ok(())
    }

    /// A row, or as many as the value holds; among lines one that is no JSON is left out.
    async fn row(&mut self, text: &str, start: usize, end: usize) -> Result<(), Failure> {
        let Err(failure) = self.rows(text, start, end).await else {
            return Ok(());
        };
        if self.expect != Expect::Object {
            return Err(failure);
        }
        self.first_failure.get_or_insert(failure);
        self.leave_out(text, start, end, LeftOutReason::NotJson);
        Ok(())
    }

    async fn rows(&mut self, text: &str, start: usize, end: usize) -> Result<(), Failure> {
        let source = text.get(start..end).unwrap_or_default();
        self.one_a_line &= memchr::memchr(b'\n', source.as_bytes()).is_none();
        self.look_for_rows(source).await;
        // Of a page no row may be taken twice, so it is looked at before; so is what is long.
        let first =
            self.sink.at.is_some() || begins_with_object(source) || source.len() > pieces::LONG;
        let value = match first || self.sink.row(source).await.is_err() {
            true => self.well_formed(text, source, start).await?,
            false => {
                self.rows_read = self.sink.rows_read;
                return Ok(());
            }
        };
        let result = self.sink.row(&value).await;
        self.rows_read = self.sink.rows_read;
        result.map_err(|error| self.wrong(text, start, Flaw::of(&value, &error)))
    }

    /// Looks at the first objects for where their rows are: the first one decides, unless the user has.
    async fn look_for_rows(&mut self, source: &str) {
        if self.looked_at == LOOKED_AT || !source.starts_with('{') {
            return;
        }
        if self.looked_at == 0 {
            self.sink.at = match &self.options.rows_at {
                Some(path) => Some(path.clone()).filter(|path| !path.is_empty()),
                // What is no JSON is told when it is read.
                None => match places::rows_of_page(source).await {
                    Ok(Some(page)) => Some(page),
                    _ => places::thing_in(source).await.ok().flatten(),
                },
            };
        }
        self.looked_at += 1;
        let _ = places::lists_in(source, &mut self.sink.lists).await;
    }

    /// A value with words for numbers that JSON does not have taken out; the error says where it is not JSON.
    async fn well_formed<'a>(
        &mut self,
        text: &str,
        source: &'a str,
        start: usize,
    ) -> Result<Cow<'a, str>, Failure> {
        let Err(flaw) = pieces::check(source).await else {
            let Some(mended) = lenient::without_halves(source).await else {
                return Ok(Cow::Borrowed(source));
            };
            self.sink
                .repairs
                .add(RepairRule::BrokenCharacter, mended.count, || {
                    format!("{} → \u{FFFD}", mended.first)
                });
            return Ok(Cow::Owned(mended.text));
        };
        if !self.options.repairs(RepairRule::NonFinite) {
            return Err(self.wrong(text, start, flaw));
        }
        let mended = lenient::without_words(source).await;
        match pieces::check(&mended.text).await {
            Ok(()) => {
                self.sink
                    .repairs
                    .add(RepairRule::NonFinite, mended.count, || {
                        format!("{} → missing", mended.first)
                    });
                Ok(Cow::Owned(mended.text))
            }
            Err(other) if mended.count > 0 => {
                let at = mended.original(other.at);
                Err(self.wrong(text, start, Flaw { at, ..other }))
            }
            Err(_) => Err(self.wrong(text, start, flaw)),
        }
    }

    fn wrong(&self, text: &str, start: usize, Flaw { at, reason }: Flaw) -> Failure {
        let at = (start + at).min(text.len());
        (Fault::BadJson { reason }, self.place(text, at))
    }
}
