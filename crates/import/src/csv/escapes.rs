//! Quotes behind a backslash, as databases export them: a row that cannot be read by RFC 4180 and can be read so proves that the file
//! is written so, and is read so from there on.

use super::super::cell::Cell;
use super::super::report::excerpt;
use super::super::rule::RepairRule;
use super::{CsvReader, Scanner};
use memchr::memmem;

impl CsvReader {
    /// Whether the record that begins at `start`, with the cells from `from` on, is all there. Where it is no row as it stands it is
    /// tried with escapes.
    #[inline]
    pub(super) fn is_complete(
        &mut self,
        complete: bool,
        text: &str,
        from: usize,
        start: usize,
        last: bool,
    ) -> bool {
        let found = self.cells.len() - from;
        let is_odd = match complete {
            true => self.scanner.lone_quotes > 0 || (found != self.width && self.width > 0),
            false => last && self.scanner.quoted,
        };
        if !is_odd || !self.may_be_escaped(text, start) {
            return complete;
        }
        match self.escaped(text, start, last) {
            Some(Some((scanner, mut cells))) => {
                self.scanner = scanner;
                self.cells.truncate(from);
                self.cells.append(&mut cells);
                true
            }
            Some(None) => complete,
            None => {
                self.scanner.again_from(start, false);
                self.cells.truncate(from);
                false
            }
        }
    }

    #[cold]
    fn may_be_escaped(&self, text: &str, start: usize) -> bool {
        let upto = match self.scanner.quoted {
            true => text.len(),
            false => self.scanner.record,
        };
        let record = text.as_bytes().get(start..upto).unwrap_or_default();
        let escaped = [b'\\', self.dialect.quote];
        self.rules.escapes
            && !self.scanner.escapes
            && self.width > 0
            && memmem::find(record, &escaped).is_some()
    }

    /// The record that begins at `start`, read with escapes: nothing where that makes no row of it. `None` where more text is needed
    /// to tell.
    #[cold]
    fn escaped(
        &self,
        text: &str,
        start: usize,
        last: bool,
    ) -> Option<Option<(Scanner, Vec<Cell>)>> {
        /// Longest record that is tried so.
        const LONGEST: usize = 1 << 16;
        let end = text.len().min(start + LONGEST);
        let is_all = end == text.len();
        let mut scanner: Scanner = self.scanner.clone();
        scanner.again_from(start, true);
        let mut cells = Vec::new();
        let bytes = text.as_bytes().get(..end).unwrap_or_default();
        if !scanner.record(bytes, last && is_all, &mut cells) {
            return (last || !is_all).then_some(None);
        }
        let is_row =
            cells.len() == self.width && scanner.lone_quotes == 0 && scanner.escaped_quotes > 0;
        Some(is_row.then_some((scanner, cells)))
    }

    /// Counts quotes behind a backslash.
    #[cold]
    pub(super) fn note_escapes(&mut self, record: &str) {
        let count = std::mem::take(&mut self.scanner.escaped_quotes);
        self.repairs
            .add(RepairRule::BackslashQuote, count, || excerpt(record));
    }
}
