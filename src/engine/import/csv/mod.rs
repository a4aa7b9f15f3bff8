//! Delimited text, RFC 4180 and what people make of it.
//!
//! Deviations that are read: any one-byte delimiter; LF, CRLF or CR; a last line without an end; space before a quote and after
//! it; quotes inside a quoted cell that are not doubled; quotes inside an unquoted cell (they are text); blank lines; rows that
//! are short (the rest is missing) or long (left out, unless the surplus is empty).

mod scan;

pub(super) use scan::{Cell, Quoting, Scanner};

use super::dates::DateOrder;
use super::error::{Fault, Place};
use super::frame::Frame;
use super::report::{LeftOut, LeftOutReason, RepairLog, RepairRule, excerpt};

/// How a text is delimited.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Dialect {
    pub(super) delimiter: u8,
    /// The byte that ends a record; a carriage return in front of a line feed belongs to the end.
    pub(super) terminator: u8,
    pub(super) header: bool,
    /// Bytes in front of the table.
    pub(super) skip: usize,
}

/// Reads delimited text into columns.
#[derive(Debug)]
pub(super) struct CsvReader {
    dialect: Dialect,
    scanner: Scanner,
    pub(super) frame: Frame,
    /// Columns are those of an earlier reading, the header need only be skipped.
    known: bool,
    width: usize,
    /// Cells of complete rows, `width` each, and then those of the row being cut.
    cells: Vec<Cell>,
    /// Data rows seen.
    pub(super) rows_read: usize,
    pub(super) left_out: Vec<LeftOut>,
    pub(super) repairs: RepairLog,
    /// Bytes of the file in front of the text at hand.
    offset: u64,
}

impl CsvReader {
    pub(super) fn new(
        dialect: Dialect,
        offset: u64,
        order: Option<DateOrder>,
        known: Option<Frame>,
    ) -> Self {
        let mut scanner = Scanner::new(dialect.delimiter, dialect.terminator);
        (scanner.record, scanner.cell, scanner.seen) = (dialect.skip, dialect.skip, dialect.skip);
        let mut repairs = RepairLog::default();
        if dialect.skip > 0 {
            repairs.note(RepairRule::SeparatorLine, || {
                format!("sep={}", char::from(dialect.delimiter))
            });
        }
        Self {
            dialect,
            scanner,
            known: known.is_some(),
            frame: known.unwrap_or_else(|| Frame::new(order)),
            width: 0,
            cells: Vec::new(),
            rows_read: 0,
            left_out: Vec::new(),
            repairs,
            offset,
        }
    }

    /// Reads all complete records and answers how much of the text is done with.
    pub(super) fn read(&mut self, text: &str, last: bool) -> Result<usize, (Fault, Place)> {
        /// Cells of one turn: few enough that they and their text stay in the processor's cache for all columns.
        const BATCH: usize = 1 << 12;
        let bytes = text.as_bytes();
        // Only cells of the row being cut are left from the text before.
        let mut from = 0;
        while self.scanner.record(bytes, last, &mut self.cells) {
            self.end_record(text, from);
            if self.cells.len() >= BATCH {
                self.flush(text, self.cells.len());
            }
            from = self.cells.len();
        }
        if last && self.scanner.quoted {
            return Err((Fault::OpenQuote, self.open_cell(from)));
        }
        self.flush(text, from);
        let done = self.scanner.rebase(&mut self.cells);
        self.offset += done as u64;
        Ok(done)
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

    /// Makes the cells from `from` on a row of the table's width, or takes them out again.
    fn end_record(&mut self, text: &str, from: usize) {
        let found = self.cells.len() - from;
        if found == 1
            && self.cells[from].quoting == Quoting::None
            && self.cells[from].raw(text).trim().is_empty()
        {
            self.cells.truncate(from);
            self.repairs.note(RepairRule::BlankLine, || {
                format!("before data row {}", self.rows_read + 1)
            });
            return;
        }
        if self.width == 0 {
            self.name_columns(text);
            if self.dialect.header {
                self.cells.clear();
                return;
            }
        }
        self.rows_read += 1;
        if found < self.width {
            let (row, expected) = (self.rows_read, self.width);
            self.repairs.note(RepairRule::ShortRow, || {
                format!("row {row}: {found} cells of {expected}")
            });
            self.cells.resize(from + self.width, Cell::MISSING);
        } else if found > self.width {
            self.long_row(text, from, found);
        }
    }

    #[cold]
    fn long_row(&mut self, text: &str, from: usize, found: usize) {
        let row = self.rows_read;
        let surplus = &self.cells[from + self.width..];
        if surplus.iter().all(|cell| cell.raw(text).trim().is_empty()) {
            let count = surplus.len();
            self.repairs.note(RepairRule::SurplusEmptyCells, || {
                format!("row {row}: {count}")
            });
            self.cells.truncate(from + self.width);
            return;
        }
        let record = text
            .get(self.cells[from].start as usize..self.cells[self.cells.len() - 1].end as usize)
            .unwrap_or_default();
        self.left_out.push(LeftOut {
            row: row as u32,
            reason: LeftOutReason::WrongCellCount {
                expected: self.width as u32,
                found: found as u32,
            },
            column: None,
            found: Some(excerpt(record)),
        });
        self.cells.truncate(from);
    }

    /// Names the columns after the first record.
    fn name_columns(&mut self, text: &str) {
        self.width = self.cells.len();
        if self.known {
            self.width = self.frame.width();
            return;
        }
        for at in 0..self.width {
            let name = self.cells[at].text(text);
            let mut name = name.trim();
            let numbered = format!("column_{}", at + 1);
            if !self.dialect.header {
                name = &numbered;
            } else if name.is_empty() {
                self.repairs
                    .note(RepairRule::MissingName, || numbered.clone());
                name = &numbered;
            }
            let place = self.frame.add(name);
            if self.frame.name(place) != name {
                let unique = self.frame.name(place);
                self.repairs
                    .note(RepairRule::RepeatedName, || format!("{name} → {unique}"));
            }
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
            column.extend(complete.iter().skip(at).step_by(self.width).copied(), text);
        }
        self.frame.rows += end / self.width;
        self.cells.drain(..end);
        self.repairs.add(
            RepairRule::LoneQuote,
            std::mem::take(&mut self.scanner.lone_quotes),
            || format!("before data row {}", self.rows_read + 1),
        );
    }
}
