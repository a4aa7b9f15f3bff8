//! The end of delimited text: a row of sums, a cell cut off, a last line without an end.

use super::super::error::{Fault, Place};
use super::super::report::{LeftOut, LeftOutReason, excerpt};
use super::super::rule::RepairRule;
use super::{CsvReader, Scanner};

/// Rows dropped after a row past which it is not the last one any more.
const FAR: usize = 64;

/// Words that a row of sums begins with.
const TOTALS: [&str; 8] = [
    "total",
    "totals",
    "grand total",
    "sum",
    "sums",
    "summe",
    "gesamt",
    "gesamtsumme",
];

/// Whether a row that begins with this text sums up those above it: `Total:`.
#[must_use]
pub fn is_total(first: &str) -> bool {
    let first = first.trim().trim_end_matches(':');
    TOTALS.iter().any(|t| first.eq_ignore_ascii_case(t))
}

/// The last complete row: only the end of the file shows that it was the last.
#[derive(Debug, Default)]
pub(super) struct Held {
    /// Its cells at the front of those at hand: a row's, or none.
    pub(super) cells: usize,
    /// Where it begins in the text at hand.
    pub(super) start: usize,
    /// Which data row it is.
    row: usize,
    /// Blank lines and rows left out since.
    pub(super) dropped: usize,
}

impl Held {
    pub(super) fn keep(&mut self, start: usize, row: usize) {
        (self.start, self.row, self.dropped) = (start, row, 0);
    }

    /// Whether there is a row that may still be the last one.
    pub(super) fn holds(&self) -> bool {
        self.row > 0 && self.dropped <= FAR
    }
}

/// Whether the text's last line has no end.
pub(super) fn is_bare(bytes: &[u8], terminator: u8) -> bool {
    let line = bytes.iter().rev().find(|b| !matches!(b, b' ' | b'\t'));
    line.is_some_and(|&b| b != terminator && b != b'\n')
}

impl CsvReader {
    /// Takes the last row out where it sums up the others; answers where the cells of complete rows end.
    pub(super) fn without_totals(&mut self, text: &str, from: usize) -> usize {
        let enough = from / self.width.max(1) + self.frame.rows > 2;
        if !self.rules.totals || !self.held.holds() || !enough || from < self.width {
            return from;
        }
        let row = &self.cells[from - self.width..from];
        let mut filled = row
            .iter()
            .map(|c| c.text(text))
            .filter(|t| !t.trim().is_empty());
        let first = filled.next().unwrap_or_default();
        let is_total = is_total(&first);
        let sums = |t: &str| t.bytes().any(|b| b.is_ascii_digit());
        let rest: Vec<_> = filled.collect();
        // Sums that were never calculated are not there.
        let is_bare = rest.is_empty() && self.width > 1;
        if !is_total || !(is_bare || rest.iter().any(|t| sums(t))) {
            return from;
        }
        let record = row.first().zip(row.last());
        let record = record.and_then(|(a, z)| text.get(a.start as usize..z.end as usize));
        let record = excerpt(record.unwrap_or_default());
        self.repairs.note(RepairRule::TotalsRow, || record.clone());
        self.left_out.push(LeftOut {
            row: self.held.row as u32,
            reason: LeftOutReason::TotalsRow,
            column: None,
            found: Some(record),
        });
        self.left_out.sort_by_key(|out| out.row);
        from - self.width
    }

    /// The file ends inside a quoted cell. Either its end is missing, and the row is left out; or a quote far above was never
    /// closed and has swallowed rows, and the file cannot be read.
    pub(super) fn cut_off(&mut self, text: &str, from: usize) -> Result<(), (Fault, Place)> {
        let swallowed = text.get(self.scanner.cell..).unwrap_or_default();
        if self.width == 0 || self.has_rows(swallowed) {
            return Err((Fault::OpenQuote, self.open_cell(from)));
        }
        self.rows_read += 1;
        let record = text.get(self.scanner.record..).unwrap_or_default();
        self.left_out.push(LeftOut {
            row: self.rows_read as u32,
            reason: LeftOutReason::CutOff,
            column: None,
            found: Some(excerpt(record)),
        });
        self.cells.truncate(from);
        self.ending.in_quote = true;
        Ok(())
    }

    /// Whether a text has rows of the table's width below its first line.
    fn has_rows(&self, text: &str) -> bool {
        let terminator = self.dialect.terminator;
        let Some(first) = memchr::memchr(terminator, text.as_bytes()) else {
            return false;
        };
        let mut scanner = Scanner::new(self.dialect.delimiter, self.dialect.quote, terminator)
            .with_escapes(self.scanner.escapes);
        scanner.start_at(first + 1);
        let mut cells = Vec::new();
        while scanner.record(text.as_bytes(), true, &mut cells) {
            let blank = cells.iter().all(|c| c.raw(text).trim().is_empty());
            if cells.len() == self.width && !blank {
                return true;
            }
            cells.clear();
        }
        false
    }
}
