//! What is decided about a file's columns while it is read, kept for the sentences that tell of it.

use super::dates::{DateOrder, offset_of};
use super::question::Question;
use super::written::AsWritten;
use outturn_core::units::Timestamp;

/// What was decided about columns at the end of a reading.
#[derive(Debug, Clone, Default)]
pub(super) struct Notes {
    /// Columns whose dates said no zone.
    pub(super) unzoned: Vec<String>,
    /// Columns left text because day and month cannot be told apart.
    pub(super) ambiguous: Vec<String>,
    /// Columns whose order of day and month was taken from the file's other columns.
    pub(super) borrowed: Vec<(String, DateOrder)>,
    /// The order that columns of dates prove.
    pub(super) order: Option<DateOrder>,
    /// What is to be asked.
    pub(super) questions: Vec<Question>,
    /// Further sentences.
    pub(super) told: Vec<String>,
    /// A column with cells of exactly the length at which tools crop, and that length.
    pub(super) cropped: Option<(String, usize)>,
    /// How far ahead of UTC times without a zone are, in minutes.
    pub(super) ahead: i16,
    /// When the file was last written, where that is known.
    pub(super) written_at: Option<Timestamp>,
    /// How cells of columns that stayed text are read.
    pub(super) written: AsWritten,
}

impl Notes {
    /// Tells what letters of zones were taken for.
    pub(super) fn tell_letters(&mut self, column: &str, letters: &[&str]) {
        for letters in letters {
            let offset = offset_of(letters);
            self.told
                .push(format!("{letters} in {column} was read as {offset}."));
        }
    }

    /// The zone that times without one were taken to be in.
    pub(super) fn zone(&self) -> String {
        match self.ahead {
            0 => "UTC".to_owned(),
            minutes => {
                let sign = if minutes < 0 { '-' } else { '+' };
                let minutes = minutes.unsigned_abs();
                format!("UTC{sign}{:02}:{:02}", minutes / 60, minutes % 60)
            }
        }
    }
}
