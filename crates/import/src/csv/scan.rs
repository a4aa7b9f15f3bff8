//! Cutting records and cells out of text that comes in pieces.

use super::super::cell::{Cell, Quoting};
use super::stops::{Stops, finds};
use memchr::memchr;

/// Cuts records out of text that comes in pieces: it stops where the piece ends and goes on there with the next.
#[derive(Debug, Clone)]
pub(crate) struct Scanner {
    delimiter: u8,
    quote: u8,
    terminator: u8,
    /// Where the record begins that is being cut.
    pub(crate) record: usize,
    /// Where its current cell begins.
    pub(crate) cell: usize,
    /// Up to where that cell was searched.
    pub(crate) seen: usize,
    /// The delimiters and terminators ahead.
    stops: Stops,
    pub(crate) quoted: bool,
    doubled: bool,
    /// A backslash in front of a quote makes it text.
    pub(crate) escapes: bool,
    escaped: bool,
    /// Quotes taken as text so far.
    pub(crate) lone_quotes: u64,
    /// Quotes behind a backslash so far.
    pub(crate) escaped_quotes: u64,
}

impl Scanner {
    pub(crate) fn new(delimiter: u8, quote: u8, terminator: u8) -> Self {
        Self {
            delimiter,
            quote,
            terminator,
            record: 0,
            cell: 0,
            seen: 0,
            stops: Stops::new(delimiter, terminator),
            quoted: false,
            doubled: false,
            escapes: false,
            escaped: false,
            lone_quotes: 0,
            escaped_quotes: 0,
        }
    }

    /// Takes a quote behind a backslash as text, or no longer.
    pub(crate) fn with_escapes(mut self, escapes: bool) -> Self {
        self.escapes = escapes;
        self
    }

    /// Goes back to the beginning of a record, to read it in the other way.
    pub(crate) fn again_from(&mut self, record: usize, escapes: bool) {
        let (delimiter, quote, terminator) = (self.delimiter, self.quote, self.terminator);
        *self = Self::new(delimiter, quote, terminator).with_escapes(escapes);
        self.start_at(record);
    }

    /// Begins with other text, at the beginning of a record.
    pub(crate) fn begin_anew(&mut self) {
        self.again_from(0, self.escapes);
    }

    /// Begins at this byte instead of the first.
    pub(crate) fn start_at(&mut self, at: usize) {
        (self.record, self.cell, self.seen) = (at, at, at);
    }

    /// Appends the next record's cells; `false` where the text at hand ends first. `last` says that no more text follows.
    #[inline]
    pub(crate) fn record(&mut self, bytes: &[u8], last: bool, cells: &mut Vec<Cell>) -> bool {
        loop {
            if !self.quoted && self.seen == self.cell && !self.begin_cell(bytes, last) {
                return false;
            }
            let stop = if self.quoted {
                self.quoted_cell(bytes, last, cells)
            } else {
                self.plain_cell(bytes, last, cells)
            };
            let Some(stop) = stop else { return false };
            self.cell = stop + 1;
            self.seen = stop + 1;
            if stop >= bytes.len() || bytes[stop] == self.terminator {
                self.cell = self.cell.min(bytes.len());
                self.seen = self.cell;
                self.record = self.cell;
                return true;
            }
        }
    }

    /// Appends rows for as long as they look as nearly all rows do, `width` cells without a quote among them, and answers where the
    /// last one begins. It stops at the first other record, at `most` cells or at the end of the text at hand. The scanner is at the
    /// beginning of a record before and after.
    pub(crate) fn plain_rows(
        &mut self,
        bytes: &[u8],
        width: usize,
        most: usize,
        cells: &mut Vec<Cell>,
    ) -> Option<usize> {
        let (mut record, mut cell, mut complete) = (self.record, self.record, cells.len());
        let (mut last, mut at) = (None, self.record);
        'blocks: while let Some(block) = bytes.get(at..).and_then(<[u8]>::first_chunk) {
            if finds(block, self.quote, self.quote) != 0 {
                break;
            }
            let mut stops = finds(block, self.delimiter, self.terminator);
            while stops != 0 {
                let stop = at + stops.trailing_zeros() as usize;
                stops &= stops - 1;
                cells.push(self.unquoted(bytes, cell, stop));
                cell = stop + 1;
                if bytes[stop] != self.terminator {
                    continue;
                }
                if cells.len() - complete != width {
                    break 'blocks;
                }
                complete = cells.len();
                last = Some(record);
                record = cell;
                if complete >= most {
                    break 'blocks;
                }
            }
            at += block.len();
        }
        cells.truncate(complete);
        self.start_at(record);
        self.stops = Stops::new(self.delimiter, self.terminator);
        last
    }

    /// The unquoted cell from `start` up to what stops it; a carriage return in front of a line feed belongs to the end of the line.
    #[inline]
    fn unquoted(&self, bytes: &[u8], start: usize, stop: usize) -> Cell {
        let mut end = stop;
        let ends_line = bytes
            .get(stop)
            .is_none_or(|&b| b == b'\n' && self.terminator == b'\n');
        if ends_line && end > start && bytes[end - 1] == b'\r' {
            end -= 1;
        }
        Cell {
            start: start as u32,
            end: end as u32,
            quoting: Quoting::None,
        }
    }

    /// Looks whether the cell is quoted; `false` where that cannot be told yet, or the text is at its end.
    #[inline]
    fn begin_cell(&mut self, bytes: &[u8], last: bool) -> bool {
        let mut at = self.cell;
        while bytes.get(at) == Some(&b' ') && self.delimiter != b' ' {
            at += 1;
        }
        match bytes.get(at) {
            Some(&byte) if byte == self.quote => {
                self.quoted = true;
                (self.doubled, self.escaped) = (false, false);
                self.cell = at + 1;
                self.seen = at + 1;
                true
            }
            Some(_) => true,
            // The end: an empty cell after a delimiter still belongs to the record, nothing at all does not.
            None => last && self.record < bytes.len(),
        }
    }

    /// Searches the end of an unquoted cell.
    #[inline]
    fn plain_cell(&mut self, bytes: &[u8], last: bool, cells: &mut Vec<Cell>) -> Option<usize> {
        let stop = match self.stops.next(bytes, self.seen) {
            Some(stop) => stop,
            None if last => bytes.len(),
            None => {
                self.seen = bytes.len();
                return None;
            }
        };
        cells.push(self.unquoted(bytes, self.cell, stop));
        Some(stop)
    }

    /// Searches the end of a quoted cell, past its closing quote.
    fn quoted_cell(&mut self, bytes: &[u8], last: bool, cells: &mut Vec<Cell>) -> Option<usize> {
        loop {
            let Some(quote) = memchr(self.quote, bytes.get(self.seen..)?).map(|at| self.seen + at)
            else {
                self.seen = bytes.len();
                return None;
            };
            if self.escapes && is_escaped(&bytes[self.cell..quote]) {
                self.escaped = true;
                self.escaped_quotes += 1;
                self.seen = quote + 1;
                continue;
            }
            if bytes.get(quote + 1) == Some(&self.quote) {
                self.doubled = true;
                self.seen = quote + 2;
                continue;
            }
            let mut after = quote + 1;
            let blank = |b: &u8| {
                (*b == b' ' && self.delimiter != b' ') || (*b == b'\r' && self.terminator == b'\n')
            };
            while bytes.get(after).is_some_and(blank) {
                after += 1;
            }
            match bytes.get(after) {
                None if !last => {
                    self.seen = quote;
                    return None;
                }
                Some(&b) if b != self.delimiter && b != self.terminator => {
                    self.lone_quotes += 1;
                    self.seen = quote + 1;
                }
                _ => {
                    let quoting = match (self.escapes, self.doubled) {
                        (true, _) if self.escaped || has_backslash(bytes, self.cell, quote) => {
                            Quoting::Escaped
                        }
                        (_, true) => Quoting::Doubled,
                        _ => Quoting::Clean,
                    };
                    cells.push(Cell {
                        start: self.cell as u32,
                        end: quote as u32,
                        quoting,
                    });
                    self.quoted = false;
                    return Some(after);
                }
            }
        }
    }

    /// The text in front of `gone`, which is not past the current record, goes: positions move back.
    pub(crate) fn rebase(&mut self, cells: &mut [Cell], gone: usize) {
        for cell in cells {
            // Cells that the row does not have lie nowhere, at 0.
            cell.start = cell.start.saturating_sub(gone as u32);
            cell.end = cell.end.saturating_sub(gone as u32);
        }
        self.stops.rebase(gone);
        self.cell -= gone;
        self.seen -= gone;
        self.record -= gone;
    }
}

/// Whether what follows is escaped: the backslashes in front are odd, for each pair of them is one that is text.
fn is_escaped(before: &[u8]) -> bool {
    before.iter().rev().take_while(|&&b| b == b'\\').count() % 2 == 1
}

fn has_backslash(bytes: &[u8], start: usize, end: usize) -> bool {
    let cell = bytes.get(start..end).unwrap_or_default();
    memchr(b'\\', cell).is_some()
}
