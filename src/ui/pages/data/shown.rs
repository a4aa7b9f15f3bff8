//! The file that a panel shows, through context to all of its parts.

use crate::actions::change_mapping::set_mapping;
use crate::state::{App, LoadedFile, Phase};
use leptos::prelude::*;
use outturn_protocol::mapping::{Mapping, ReadOptions};
use outturn_protocol::{FileId, FileSummary};
use outturn_store::document::DocumentFile;
use std::sync::Arc;

/// Which parts of a file's panel are open. They outlive the panel, which is made only while it is looked at.
#[derive(Clone, Copy, Default)]
pub struct Folds {
    /// Columns and mapping.
    pub mapping: RwSignal<bool>,
    /// How it was read.
    pub reading: RwSignal<bool>,
    /// Rows left out.
    pub left_out: RwSignal<bool>,
    /// Repairs.
    pub repairs: RwSignal<bool>,
    /// Columns in figures.
    pub columns: RwSignal<bool>,
    /// Rows as they were read.
    pub rows: RwSignal<bool>,
}

/// The file that a panel shows.
#[derive(Clone, Copy)]
pub struct Shown {
    /// The page.
    pub app: App,
    /// Which file.
    id: StoredValue<FileId>,
    /// Its name.
    name: StoredValue<String>,
    /// How far it has come.
    pub phase: RwSignal<Phase>,
    /// What was found in it; while it is read anew, what was found before. `None` before that, and when it could not be read.
    pub summary: Memo<Option<Arc<FileSummary>>>,
    /// Whether anything was found in it.
    pub is_read: Memo<bool>,
    /// Whether it could not be read; while it is read anew, whether it could not before.
    pub is_refused: Memo<bool>,
    /// How the user wants it read.
    pub options: Memo<ReadOptions>,
    /// How it becomes a canonical table: by the user's own mapping, or else the recognised one. `None` while nobody knows.
    pub mapping: Memo<Option<Mapping>>,
    /// Which parts are open.
    pub folds: Folds,
}

impl Shown {
    /// Of a file.
    pub fn new(app: App, file: &LoadedFile, folds: Folds) -> Self {
        let id = StoredValue::new(file.id.clone());
        let phase = RwSignal::from(file.phase.clone());
        // What was found before stays while the file is read anew, so that the controls do, with the keyboard's focus.
        let of_last_read = file.before.as_ref().map(|(_, summary)| summary.clone());
        let summary = Memo::new(move |before: Option<&Option<Arc<FileSummary>>>| {
            phase.with(|phase| match phase {
                Phase::Ready(summary) => Some(summary.clone()),
                Phase::Waiting | Phase::Reading => before.unwrap_or(&of_last_read).clone(),
                Phase::Failed(_) | Phase::TooLarge => None,
            })
        });
        let own = decided(app, id, |file| file.mapping.clone());
        Self {
            app,
            id,
            name: StoredValue::new(file.name.clone()),
            phase,
            summary,
            is_read: Memo::new(move |_| summary.with(Option::is_some)),
            is_refused: Memo::new(move |before: Option<&bool>| {
                phase.with(|phase| match phase {
                    Phase::Failed(_) => true,
                    Phase::Waiting | Phase::Reading => before.copied().unwrap_or_default(),
                    Phase::Ready(_) | Phase::TooLarge => false,
                })
            }),
            options: decided(app, id, |file| file.options.clone()),
            mapping: Memo::new(move |_| {
                let recognised = || summary.with(|s| s.as_ref().and_then(|s| s.mapping.clone()));
                own.get().or_else(recognised)
            }),
            folds,
        }
    }

    /// The file whose panel is being built.
    ///
    /// # Panics
    /// Outside a file's panel.
    #[allow(clippy::expect_used)] // A part outside a panel is a mistake of ours, caught by the first test that opens it.
    pub fn here() -> Self {
        use_context().expect("parts of a panel are inside one")
    }

    /// The file's id.
    pub fn id(self) -> FileId {
        self.id.get_value()
    }

    /// The file's name.
    pub fn name(self) -> String {
        self.name.get_value()
    }

    /// A part of what was found, that changes only when that part does; empty while nothing is known.
    pub fn part<T>(self, part: impl Fn(&FileSummary) -> T + Send + Sync + 'static) -> Memo<T>
    where
        T: Default + PartialEq + Send + Sync + 'static,
    {
        let summary = self.summary;
        Memo::new(move |_| summary.with(|s| s.as_deref().map(&part).unwrap_or_default()))
    }

    /// A part of the mapping, that changes only when that part does; empty while there is none.
    pub fn mapped<T>(self, part: impl Fn(&Mapping) -> T + Send + Sync + 'static) -> Memo<T>
    where
        T: Default + PartialEq + Send + Sync + 'static,
    {
        let mapping = self.mapping;
        Memo::new(move |_| mapping.with(|m| m.as_ref().map(&part).unwrap_or_default()))
    }

    /// A part of what the user decided about the file, that changes only when that part does.
    pub fn decided<T>(self, part: impl Fn(&DocumentFile) -> T + Send + Sync + 'static) -> Memo<T>
    where
        T: Default + PartialEq + Clone + Send + Sync + 'static,
    {
        decided(self.app, self.id, part)
    }

    /// Maps the file by a changed mapping.
    pub fn edit(self, change: impl FnOnce(&mut Mapping)) {
        if let Some(mut mapping) = self.mapping.get_untracked() {
            change(&mut mapping);
            set_mapping(self.app, &self.id(), mapping);
        }
    }
}

fn decided<T>(
    app: App,
    id: StoredValue<FileId>,
    part: impl Fn(&DocumentFile) -> T + Send + Sync + 'static,
) -> Memo<T>
where
    T: Default + PartialEq + Clone + Send + Sync + 'static,
{
    app.select(move |document| {
        let file = id.with_value(|id| document.files.iter().find(|file| file.id == *id));
        file.map(&part).unwrap_or_default()
    })
}
