//! How much memory a file needs in the end, foreseen from what was read of it.

use super::super::error::{ImportError, Place};
use super::super::room::Room;
use super::{Importer, Reader};
use outturn_core::units::Timestamp;

/// Bytes of text from which on it can be foreseen how large a table becomes.
const FORESEEN_FROM: u64 = 16 << 20;
impl Importer {
    /// Has it make do with this much memory.
    #[must_use]
    pub fn within(mut self, room: Room) -> Self {
        self.room = room;
        self
    }

    /// Tells when the file was last written: of readings of its dates that are open, one that has them later is not likely.
    #[must_use]
    pub fn written_at(mut self, at: Timestamp) -> Self {
        self.written_at = Some(at);
        self
    }

    /// Tells how much of the memory other files take by now.
    pub fn others_hold(&mut self, bytes: u64) {
        self.room.held = bytes;
    }

    /// The memory that its table needs in the end, as far as is known.
    #[must_use]
    pub fn needs(&self) -> u64 {
        self.needs
    }

    /// Foresees from what was read how much memory the table needs in the end, before that is asked for.
    pub(super) fn foresee(&mut self) -> Result<(), ImportError> {
        if let Reader::Csv(reader) = &mut self.reader {
            reader.foresee(self.read, self.file.bytes);
        }
        let table = match &self.reader {
            Reader::Undecided => 0,
            Reader::Csv(reader) => reader.needs(),
            Reader::Json(reader) => reader.needs(),
            Reader::Exposition(reader) => reader.needs(),
        };
        let share = match self.made {
            0..FORESEEN_FROM => 1.0,
            _ => self.file.bytes.max(self.read) as f64 / self.read.max(1) as f64,
        };
        self.needs = (table as f64 * share) as u64;
        match self.room.lacks(self.needs) {
            Some(fault) => Err(self.error(fault, Place::default())),
            None => Ok(()),
        }
    }
}
