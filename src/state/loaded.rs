//! A file as the page sees it.

use super::keep::Kept;
use super::tally::Standing;
use leptos::prelude::*;
use outturn_protocol::mapping::count_once;
use outturn_protocol::{FileId, FileSummary, Treatment};
use outturn_store::document::DocumentFile;
use std::sync::Arc;

/// How far a file has come.
#[derive(Debug, Clone, PartialEq)]
pub enum Phase {
    /// Other files are read first.
    Waiting,
    /// It is being read.
    Reading,
    /// It is loaded.
    Ready(Arc<FileSummary>),
    /// It could not be read; the sentence says why.
    Failed(String),
    /// Reading it has ended the worker or the tab: it is not read by itself.
    TooLarge,
}

impl Phase {
    /// What was found in the file, once it is loaded.
    #[must_use]
    pub fn summary(&self) -> Option<&Arc<FileSummary>> {
        match self {
            Self::Ready(summary) => Some(summary),
            _ => None,
        }
    }

    /// Whether it is still to be read, or being read.
    #[must_use]
    pub fn is_to_come(&self) -> bool {
        matches!(self, Self::Waiting | Self::Reading)
    }
}

/// How much of a file is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    /// Bytes read.
    pub read: u64,
    /// Bytes of the file.
    pub total: u64,
}

/// A file on the page. What is shown of it are signals of its own, shared by its clones: a change wakes only who shows that file.
#[derive(Debug, Clone)]
pub struct LoadedFile {
    /// Which file.
    pub id: FileId,
    /// Its name.
    pub name: String,
    /// It came with the program.
    pub sample: bool,
    /// It was added just now, so that what was decided about the last file with its columns holds for it.
    pub fresh: bool,
    /// What the worker was told to do with it, or will be when it is its turn.
    pub treatment: Treatment,
    /// While it is read anew, how it was before: what a read that is cancelled goes back to.
    pub before: Option<(Treatment, Arc<FileSummary>)>,
    /// How far it has come; set through [`Files::update`](super::Files::update).
    pub phase: ArcRwSignal<Phase>,
    /// How much of it is read.
    pub progress: ArcRwSignal<Progress>,
    /// SHA-256 of its bytes, in hexadecimal; empty while that is not known, of a long file for a while after it is loaded.
    pub sha256: ArcRwSignal<String>,
    /// Name of another file that holds the same and is read as the same table, so that every row counts twice.
    pub twin: ArcRwSignal<Option<String>>,
    /// Whether the browser keeps it; `None` while nothing is known. Set through [`App::set_kept`](super::App::set_kept).
    pub kept: ArcRwSignal<Option<Kept>>,
    /// Whether the user has opened or closed what is shown of it.
    pub unfolded: ArcRwSignal<Option<bool>>,
}

impl LoadedFile {
    /// A file of the document, before it is read.
    #[must_use]
    pub fn waiting(file: &DocumentFile) -> Self {
        Self {
            id: file.id.clone(),
            name: file.name.clone(),
            sample: file.sample,
            fresh: false,
            treatment: Treatment::from(file),
            before: None,
            phase: ArcRwSignal::new(match file.too_large {
                true => Phase::TooLarge,
                false => Phase::Waiting,
            }),
            progress: ArcRwSignal::default(),
            sha256: ArcRwSignal::default(),
            twin: ArcRwSignal::default(),
            kept: ArcRwSignal::default(),
            unfolded: ArcRwSignal::default(),
        }
    }

    /// What was found in it, once it is loaded; at this moment.
    #[must_use]
    pub fn summary(&self) -> Option<Arc<FileSummary>> {
        self.phase.with_untracked(|phase| phase.summary().cloned())
    }

    /// Whether it is still to be read, or being read, at this moment.
    #[must_use]
    pub fn is_to_come(&self) -> bool {
        self.phase.with_untracked(Phase::is_to_come)
    }

    /// What it counts as at this moment.
    #[must_use]
    pub fn standing(&self) -> Standing {
        self.phase.with_untracked(|phase| match phase {
            Phase::Waiting | Phase::Reading if self.before.is_some() => Standing::ReadAnew,
            Phase::Waiting | Phase::Reading => Standing::ToCome,
            Phase::Ready(summary) if summary.asks_something() => Standing::Asks,
            Phase::Ready(_) => Standing::Read,
            Phase::Failed(_) | Phase::TooLarge => Standing::Failed,
        })
    }

    /// What a file that counts the same rows has in common with it: bytes, table, and which sheet or list of them. `None` where things
    /// count once, whatever files tell of them.
    pub(super) fn holds(&self) -> Option<String> {
        let summary = self.summary()?;
        let columns = summary.columns.iter().map(|column| column.name.as_str());
        if count_once(summary.kind?, columns) {
            return None;
        }
        let (kind, format) = (summary.kind?.schema().name, &summary.format);
        let part = format.sheet.as_deref().or(format.rows_at.as_deref());
        let sha256 = self.sha256.get_untracked();
        (!sha256.is_empty()).then(|| format!("{sha256} {kind} {}", part.unwrap_or_default()))
    }
}
