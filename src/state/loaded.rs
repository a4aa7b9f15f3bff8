//! A file as the page sees it.

use crate::worker::{FileId, FileSummary, RequestId, Treatment};

/// How far a file has come.
#[derive(Debug, Clone, PartialEq)]
pub enum Phase {
    /// It is being read.
    Reading {
        /// The request that reads it, to cancel it by.
        request: RequestId,
        /// Bytes read.
        read: u64,
        /// Bytes of the file.
        total: u64,
    },
    /// It is loaded.
    Ready(Box<FileSummary>),
    /// It could not be read; the sentence says why.
    Failed(String),
}

/// A file on the page.
#[derive(Debug, Clone, PartialEq)]
pub struct LoadedFile {
    /// Which file.
    pub id: FileId,
    /// Its name.
    pub name: String,
    /// It came with the program.
    pub sample: bool,
    /// It was added just now, so that what was decided about the last file with its columns holds for it.
    pub fresh: bool,
    /// What the worker was told to do with it.
    pub treatment: Treatment,
    /// How far it has come.
    pub phase: Phase,
    /// While it is read anew, how it was before: what a read that is cancelled goes back to.
    pub before: Option<(Treatment, Box<FileSummary>)>,
}

impl LoadedFile {
    /// The other one among `files` that has the same bytes and is read as the same table, so that every row counts twice.
    #[must_use]
    pub fn twin<'a>(&self, files: &'a [Self]) -> Option<&'a Self> {
        let known = |own: &&FileSummary| own.kind.is_some() && !own.sha256.is_empty();
        let mine = self.summary().filter(known)?;
        files.iter().find(|other| {
            other.id != self.id
                && other
                    .summary()
                    .is_some_and(|s| s.sha256 == mine.sha256 && s.kind == mine.kind)
        })
    }

    /// What was found in it, once it is loaded.
    #[must_use]
    pub fn summary(&self) -> Option<&FileSummary> {
        match &self.phase {
            Phase::Ready(summary) => Some(summary),
            _ => None,
        }
    }
}
