//! The files on the page: their order, each of them by its id, and how many there are of which kind.

use super::loaded::LoadedFile;
use super::tally::{Standing, Tally};
use super::twins::Twins;
use leptos::prelude::*;
use outturn_protocol::FileId;
use std::collections::BTreeMap;

#[derive(Default)]
struct Known {
    files: BTreeMap<FileId, LoadedFile>,
    twins: Twins,
}

/// The files on the page.
#[derive(Clone, Copy)]
pub struct Files {
    order: RwSignal<Vec<FileId>>,
    tally: RwSignal<Tally>,
    same: RwSignal<Vec<FileId>>,
    known: StoredValue<Known>,
}

impl Default for Files {
    fn default() -> Self {
        Self {
            order: RwSignal::new(Vec::new()),
            tally: RwSignal::new(Tally::default()),
            same: RwSignal::new(Vec::new()),
            known: StoredValue::new(Known::default()),
        }
    }
}

impl Files {
    /// Their ids, in the order of the document.
    #[must_use]
    pub fn order(&self) -> ReadSignal<Vec<FileId>> {
        self.order.read_only()
    }

    /// How many there are of which kind.
    #[must_use]
    pub fn tally(&self) -> ReadSignal<Tally> {
        self.tally.read_only()
    }

    /// Those that hold the same as another, so that their rows count more than once.
    #[must_use]
    pub fn same(&self) -> ReadSignal<Vec<FileId>> {
        self.same.read_only()
    }

    /// A file, if it is there. Nobody is told when it comes or goes: that is what [`order`](Self::order) says.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<LoadedFile> {
        self.known.with_value(|known| known.files.get(id).cloned())
    }

    /// What `look` makes of all of them. Nobody is told when it changes.
    pub fn with_all<T>(&self, look: impl FnOnce(&BTreeMap<FileId, LoadedFile>) -> T) -> T {
        self.known.with_value(|known| look(&known.files))
    }

    /// Id and name of the first files that count as this. Nobody is told when it changes, but who tracks [`tally`](Self::tally).
    #[must_use]
    pub fn first(&self, standing: Standing, limit: usize) -> Vec<(FileId, String)> {
        self.order.with_untracked(|order| {
            let files = order.iter().filter_map(|id| self.get(id));
            let files = files.filter(|file| file.standing() == standing);
            files.take(limit).map(|file| (file.id, file.name)).collect()
        })
    }

    /// Takes a file in. Its place is that of [`arrange`](Self::arrange).
    pub fn insert(&self, file: LoadedFile) {
        let standing = file.standing();
        self.known.update_value(|known| {
            known.files.insert(file.id.clone(), file);
        });
        self.count(None, Some(standing));
    }

    /// Lets go of a file; [`arrange`](Self::arrange) takes it off the list.
    pub fn remove(&self, id: &FileId) {
        let mut gone = None;
        self.known
            .update_value(|known| gone = known.files.remove(id));
        if let Some(gone) = gone {
            self.count(Some(gone.standing()), None);
            self.place(id, None);
        }
    }

    /// Puts the files in this order.
    pub fn arrange(&self, order: Vec<FileId>) {
        if self.order.with_untracked(|now| *now != order) {
            self.order.set(order);
        }
    }

    /// Changes a file, if it is there.
    pub fn update(&self, id: &FileId, change: impl FnOnce(&mut LoadedFile)) {
        let Some(mut file) = self.get(id) else {
            return;
        };
        let before = file.standing();
        change(&mut file);
        let (after, holds) = (file.standing(), file.holds());
        self.known.update_value(|known| {
            known.files.insert(id.clone(), file);
        });
        self.count(Some(before), Some(after));
        self.place(id, holds);
    }

    /// The file after this one, or before it if it is the last.
    pub fn neighbour(&self, id: &FileId) -> Option<FileId> {
        self.order.with_untracked(|order| {
            let place = order.iter().position(|other| other == id)?;
            let before = place.checked_sub(1).and_then(|before| order.get(before));
            order.get(place + 1).or(before).cloned()
        })
    }

    /// The first other file that holds the same.
    pub fn twin(&self, id: &FileId) -> Option<LoadedFile> {
        self.known.with_value(|known| {
            known
                .twins
                .of(id)
                .and_then(|of| known.files.get(of).cloned())
        })
    }

    fn count(&self, before: Option<Standing>, after: Option<Standing>) {
        if before != after {
            self.tally.update(|tally| tally.change(before, after));
        }
    }

    /// Notes what a file holds, and tells those whose twin is another one now.
    fn place(&self, id: &FileId, holds: Option<String>) {
        let mut same = None;
        self.known.update_value(|known| {
            let changed = known.twins.place(id, holds);
            if changed.is_empty() {
                return;
            }
            for changed in changed {
                let twin = known.twins.of(&changed).and_then(|of| known.files.get(of));
                let twin = twin.map(|file| file.name.clone());
                if let Some(file) = known.files.get(&changed) {
                    file.twin.set(twin);
                }
            }
            same = Some(known.twins.all().cloned().collect::<Vec<_>>());
        });
        if let Some(same) = same.filter(|same| self.same.with_untracked(|now| now != same)) {
            self.same.set(same);
        }
    }
}
