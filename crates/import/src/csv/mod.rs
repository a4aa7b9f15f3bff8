//! Delimited text, RFC 4180 and what people make of it.
//!
//! Deviations that are read: any one-byte delimiter; LF, CRLF or CR; a last line without an end; space before a quote and after
//! it; quotes inside a quoted cell that are not doubled, or have a backslash in front; quotes inside an unquoted cell (they are text);
//! lines in front of the header, and names in two lines; blank lines; rows that are short (the rest is missing) or long (left out, unless the surplus is empty); a row of sums
//! at the end (left out); a file that stops inside a quoted cell (its last row is left out).

mod apart;
mod escapes;
mod rows;
mod scan;
mod stops;
mod tail;

pub(super) use apart::RowsApart;
pub(super) use scan::Scanner;
pub use tail::is_total;

use super::cell::Cell;
use super::error::{Fault, Place};
use super::frame::Frame;
use super::options::ReadOptions;
use super::outcome::{Ending, Outcome};
use super::report::{LeftOut, RepairLog, excerpt};
use super::rule::RepairRule;

/// How a text is delimited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Dialect {
    pub(super) delimiter: u8,
    pub(super) quote: u8,
    /// The byte that ends a record; a carriage return in front of a line feed belongs to the end.
    pub(super) terminator: u8,
    pub(super) header: bool,
    /// A backslash in front of a quote makes it text.
    pub(super) escapes: bool,
    /// Lines that the names are in: of two the upper one names groups of columns; in a third one are those of an index.
    pub(super) name_lines: u8,
    /// The first line names the delimiter.
    pub(super) separator: bool,
    /// Records in front of the table.
    pub(super) preamble: u32,
    /// Bytes in front of the table.
    pub(super) skip: usize,
}

/// Which repairs are made while rows are cut.
#[derive(Debug, Clone, Copy)]
struct Rules {
    blank_line: bool,
    short_row: bool,
    surplus: bool,
    lone_quote: bool,
    escapes: bool,
    totals: bool,
    names: [bool; 2],
}

impl Rules {
    fn of(options: &ReadOptions) -> Self {
        Self {
            blank_line: options.repairs(RepairRule::BlankLine),
            short_row: options.repairs(RepairRule::ShortRow),
            surplus: options.repairs(RepairRule::SurplusEmptyCells),
            lone_quote: options.repairs(RepairRule::LoneQuote),
            escapes: options.repairs(RepairRule::BackslashQuote),
            totals: options.repairs(RepairRule::TotalsRow),
            names: [RepairRule::RepeatedName, RepairRule::MissingName].map(|r| options.repairs(r)),
        }
    }
}

/// Reads delimited text into columns.
#[derive(Debug)]
pub(super) struct CsvReader {
    dialect: Dialect,
    rules: Rules,
    scanner: Scanner,
    frame: Frame,
    /// Columns are those of an earlier reading, the header need only be skipped.
    known: bool,
    /// Lines of names in front of the last one.
    names_above: Vec<Vec<String>>,
    /// Whether any text was read.
    begun: bool,
    width: usize,
    /// Cells of complete rows, `width` each, and then those of the row being cut.
    cells: Vec<Cell>,
    /// The last complete row, which is held back for it may be one of sums.
    held: tail::Held,
    /// Records to be read one by one before rows are taken for plain again.
    odd: u32,
    /// Data rows seen.
    rows_read: usize,
    /// Data rows in the whole file, as far as can be foreseen.
    expected: usize,
    left_out: Vec<LeftOut>,
    repairs: RepairLog,
    ending: Ending,
    /// Bytes of the file in front of the text at hand.
    offset: u64,
}

impl CsvReader {
    pub(super) fn new(
        dialect: Dialect,
        offset: u64,
        options: &ReadOptions,
        known: Option<Frame>,
    ) -> Self {
        let mut scanner = Scanner::new(dialect.delimiter, dialect.quote, dialect.terminator)
            .with_escapes(dialect.escapes);
        scanner.start_at(dialect.skip);
        Self {
            dialect,
            rules: Rules::of(options),
            scanner,
            known: known.is_some(),
            frame: known.unwrap_or_else(|| Frame::new(options)),
            names_above: Vec::new(),
            begun: false,
            width: 0,
            cells: Vec::new(),
            held: tail::Held::default(),
            odd: 0,
            rows_read: 0,
            expected: 0,
            left_out: Vec::new(),
            repairs: RepairLog::default(),
            ending: Ending::default(),
            offset,
        }
    }

    /// Foresees how many rows there will be, after `read` of the file's bytes.
    pub(super) fn foresee(&mut self, read: u64, bytes: u64) {
        /// Rows from which on their mean length says something.
        const ENOUGH: usize = 1000;
        if self.rows_read >= ENOUGH && read > 0 {
            let rows = self.rows_read as f64 * (bytes as f64 / read as f64);
            // Rows that get a little shorter shall not make all columns move.
            self.expected = (rows * 1.01) as usize;
        }
    }

    /// The memory that its columns need.
    pub(super) fn needs(&self) -> u64 {
        self.frame.needs()
    }

    /// What it has, after the last text.
    pub(super) fn finish(self) -> Outcome {
        Outcome {
            frame: self.frame,
            left_out: self.left_out,
            repairs: self.repairs,
            rows_read: self.rows_read,
            ending: self.ending,
        }
    }

    /// Reads all complete records and answers how much of the text is done with.
    pub(super) fn read(&mut self, text: &str, last: bool) -> Result<usize, (Fault, Place)> {
        /// Cells of one turn: few enough that they and their text stay in the processor's cache for all columns.
        const BATCH: usize = 1 << 11;
        let bytes = text.as_bytes();
        if !std::mem::replace(&mut self.begun, true) {
            self.note_skipped(text);
        }
        // Only a row held back and cells of the row being cut are left from the text before.
        let mut from = self.held.cells;
        let mut start = self.scanner.record;
        loop {
            if from == self.cells.len() {
                self.plain_rows(text, BATCH);
                from = self.cells.len();
                start = self.scanner.record;
            }
            let complete = self.scanner.record(bytes, last, &mut self.cells);
            if !self.is_complete(complete, text, from, start, last) {
                break;
            }
            self.end_record(text, from)?;
            if self.cells.len() > from {
                self.held.keep(start, self.rows_read);
                if self.cells.len() >= BATCH {
                    self.flush(text, self.cells.len() - self.width);
                }
            } else {
                self.held.dropped += 1;
            }
            from = self.cells.len();
            start = self.scanner.record;
        }
        if last {
            if self.scanner.quoted {
                self.cut_off(text, from)?;
            }
            self.ending.bare = tail::is_bare(bytes, self.dialect.terminator);
            let from = self.without_totals(text, from);
            self.flush(text, from);
            self.held.cells = 0;
            return Ok(bytes.len());
        }
        let hold = self.held.holds() && from >= self.width;
        self.held.cells = if hold { self.width } else { 0 };
        self.flush(text, from - self.held.cells);
        let done = if hold {
            self.held.start
        } else {
            self.scanner.record
        };
        self.held.start -= done.min(self.held.start);
        self.scanner.rebase(&mut self.cells, done);
        self.offset += done as u64;
        Ok(done)
    }

    /// Reads rows for as long as there is nothing to see to. `batch` cells are handed on at a time.
    fn plain_rows(&mut self, text: &str, batch: usize) {
        /// Records read one by one after one that was not plain: where one is, others are near.
        const ODD: u32 = 16;
        self.odd = self.odd.saturating_sub(1);
        // The text before may have ended inside a quoted first cell, which is not the beginning of a record.
        if self.width < 2 || self.odd > 0 || self.scanner.quoted {
            return;
        }
        loop {
            let before = self.cells.len();
            let (bytes, cells) = (text.as_bytes(), &mut self.cells);
            let Some(start) = self.scanner.plain_rows(bytes, self.width, batch, cells) else {
                self.odd = ODD;
                return;
            };
            self.rows_read += (self.cells.len() - before) / self.width;
            self.held.keep(start, self.rows_read);
            if self.cells.len() < batch {
                return;
            }
            self.flush(text, self.cells.len() - self.width);
        }
    }

    /// Counts what lies in front of the table.
    fn note_skipped(&mut self, text: &str) {
        let mut skipped = text
            .get(..self.dialect.skip)
            .unwrap_or_default()
            .split(char::from(self.dialect.terminator))
            .map(str::trim)
            .filter(|line| !line.is_empty());
        if self.dialect.separator {
            let line = skipped.next().unwrap_or_default().to_owned();
            self.repairs.note(RepairRule::SeparatorLine, || line);
        }
        let count = u64::from(self.dialect.preamble);
        self.repairs.add(RepairRule::Preamble, count, || {
            excerpt(skipped.next().unwrap_or_default())
        });
    }

    /// What to say of a record that goes on past all bounds.
    pub(super) fn too_long(&self, limit: u64) -> (Fault, Place) {
        let fault = if self.scanner.quoted {
            Fault::OpenQuote
        } else {
            Fault::RowTooLong { limit }
        };
        (fault, self.open_cell(0))
    }

    /// Where the cell being cut begins; `from` is where its row's cells do.
    fn open_cell(&self, from: usize) -> Place {
        Place {
            row: Some(self.rows_read as u32 + 1).filter(|_| self.width > 0),
            line: None,
            column: Some(self.cells.len().saturating_sub(from) as u32 + 1),
            // A quoted cell begins after its quote.
            byte: Some(
                self.offset
                    + self
                        .scanner
                        .cell
                        .saturating_sub(usize::from(self.scanner.quoted))
                        as u64,
            ),
        }
    }

    /// Hands the complete rows' cells to their columns, one column after the other.
    fn flush(&mut self, text: &str, end: usize) {
        if self.width == 0 {
            return;
        }
        let end = end.min(self.cells.len());
        let complete = &self.cells[..end];
        for (at, column) in self.frame.columns.iter_mut().enumerate() {
            column.make_room(end / self.width, self.expected);
            column.extend(complete.chunks_exact(self.width).map(|row| row[at]), text);
        }
        self.frame.rows += end / self.width;
        self.cells.drain(..end);
    }
}
