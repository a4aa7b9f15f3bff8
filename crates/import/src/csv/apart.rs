//! Rows of delimited text that another thread has read.

use super::super::infer::{ColumnApart, Texts};
use super::super::report::RepairLog;
use super::{CsvReader, tail};
use serde::{Deserialize, Serialize};

/// Rows that follow one another, none of them left out or repaired.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct RowsApart {
    rows: usize,
    columns: Vec<ColumnApart>,
}

impl CsvReader {
    /// Lets all rows go and begins anew with the text to come, at the beginning of a record.
    pub(crate) fn let_go(&mut self) {
        self.cells.clear();
        self.held = tail::Held::default();
        self.scanner.begin_anew();
        self.scanner.escapes = self.dialect.escapes;
        self.let_go_rows(&mut vec![Texts::default(); self.width]);
    }

    fn let_go_rows(&mut self, texts: &mut [Texts]) {
        self.frame.rows = 0;
        let columns = self.frame.columns.iter_mut().zip(texts);
        columns.for_each(|(column, texts)| column.let_go(texts));
        self.left_out.clear();
        self.repairs = RepairLog::default();
    }

    /// Takes the rows out that were read so far, for another thread; `None` where something was to be seen to: they are let go.
    /// `text` is the text at hand.
    pub(crate) fn take_apart(&mut self, text: &str, texts: &mut Vec<Texts>) -> Option<RowsApart> {
        self.let_go_held(text);
        let plain = self.left_out.is_empty() && self.repairs.is_empty();
        let rows = std::mem::take(&mut self.frame.rows);
        texts.resize(self.width, Texts::default());
        let columns = self.frame.columns.iter_mut().zip(texts.iter_mut());
        let columns = columns.map(|(column, texts)| column.take_apart(texts));
        let columns: Option<Vec<_>> = if plain { columns.collect() } else { None };
        if columns.is_none() {
            self.let_go_rows(texts);
        }
        columns.map(|columns| RowsApart { rows, columns })
    }

    /// Adds rows of another thread, so many bytes of the file, that begin where the text at hand ends: that is done with then.
    /// `false` where they are not what they would be here.
    pub(crate) fn append(
        &mut self,
        text: &str,
        apart: RowsApart,
        bytes: u64,
        texts: &mut Vec<Texts>,
    ) -> bool {
        let mut columns = self.frame.columns.iter().zip(&apart.columns);
        let taken = self.scanner.record == text.len()
            && !self.scanner.quoted
            // The other thread knows only how the file's beginning is written.
            && self.scanner.escapes == self.dialect.escapes
            && apart.columns.len() == self.width
            && columns.all(|(column, apart)| column.takes(apart));
        if !taken {
            return false;
        }
        self.let_go_held(text);
        self.scanner.begin_anew();
        self.offset += text.len() as u64 + bytes;
        self.frame.rows += apart.rows;
        self.rows_read += apart.rows;
        texts.resize(self.width, Texts::default());
        let columns = self.frame.columns.iter_mut().zip(apart.columns);
        for ((column, cells), texts) in columns.zip(texts) {
            column.make_room(apart.rows, self.expected);
            column.append(cells, texts);
        }
        true
    }

    /// Where in the text at hand the record begins that is not complete.
    pub(crate) fn open_record(&self) -> usize {
        self.scanner.record
    }

    /// Hands the row that is held back to its columns: it is not the last one.
    fn let_go_held(&mut self, text: &str) {
        self.flush(text, self.held.cells);
        self.held = tail::Held::default();
    }
}
