//! What a mapping makes besides the file's own columns, counted so that it does not take more memory than there is.

use super::super::error::ImportError;
use super::super::file::RawFile;
use super::super::room::Room;
use super::source::refuse;
use outturn_core::table::Column;
use std::sync::Arc;

/// Bytes that a row left out takes, with the words that tell of it, roughly.
const LEFT_OUT: u64 = 160;

/// Counts what is made of a file. A column is counted once it is there: what computing takes is kept free for it until then.
pub(super) struct Made<'a> {
    raw: &'a RawFile,
    room: Room,
    bytes: u64,
}

impl<'a> Made<'a> {
    pub(super) fn new(raw: &'a RawFile, room: Room) -> Self {
        Self {
            raw,
            room,
            bytes: 0,
        }
    }

    /// Counts a column, unless it is one of the file's own.
    pub(super) fn column(&mut self, column: &Arc<Column>) -> Result<(), ImportError> {
        let own = self.raw.table.all_shared();
        if own.into_iter().any(|own| Arc::ptr_eq(own, column)) {
            return Ok(());
        }
        self.bytes(column.bytes() as u64)
    }

    /// Counts rows that are left out.
    pub(super) fn left_out(&mut self, rows: usize) -> Result<(), ImportError> {
        self.bytes(rows as u64 * LEFT_OUT)
    }

    pub(super) fn bytes(&mut self, bytes: u64) -> Result<(), ImportError> {
        self.bytes += bytes;
        let needed = self.raw.needs() + self.bytes;
        match self.room.lacks(needed) {
            Some(fault) => Err(refuse(self.raw, fault)),
            None => Ok(()),
        }
    }
}
