//! Adding, remapping and removing files, within the memory that a tab has.

use super::answers::{Answered, Failure};
use super::loaded::{Loaded, summary};
use super::overlaps::{self, Overlaps};
use super::{Session, caveats, leadlag};
use outturn_core::steps::Steps;
use outturn_core::table::TableKind;
use outturn_import::{ImportError, Place, RawFile, Room};
use outturn_metrics::{Caveat, SourcePart, Sources};
use outturn_protocol::{FileId, HashFile, ReadFile, RemapFile, Treatment};
use std::sync::Arc;

/// A file that is recognised and mapped, ready for [`Session::take`].
pub struct Prepared(Box<Loaded>);

impl Session {
    /// A session whose tables may take `limit` bytes together.
    #[must_use]
    pub fn within(limit: u64) -> Self {
        Self {
            room: Room { limit, held: 0 },
            ..Self::default()
        }
    }

    /// The memory for tables, and how much of it the loaded files hold.
    #[must_use]
    pub fn room(&self) -> Room {
        self.room
    }

    /// Adds a file that has been read, replacing one of the same name.
    ///
    /// # Errors
    /// As [`take`](Self::take).
    pub fn load(
        &mut self,
        file: &FileId,
        raw: RawFile,
        treatment: &Treatment,
    ) -> Answered<ReadFile> {
        let prepared = self.prepare(raw, treatment).finish();
        self.take(file, prepared)
    }

    /// Recognises and maps a file that has been read, in steps of about a column each. The session is not borrowed meanwhile: requests
    /// that arrive in between are answered without the file.
    #[must_use]
    pub fn prepare(&self, raw: RawFile, treatment: &Treatment) -> Steps<'static, Prepared> {
        let other = treatment
            .join
            .as_ref()
            .and_then(|other| self.files.get(other));
        let other = other.map(|other| Arc::clone(&other.raw));
        let (own, room) = (treatment.mapping.clone(), self.room);
        let options = treatment.options.clone();
        Steps::new(async move {
            let mut loaded = Loaded::of(Arc::new(raw), other, own.as_ref(), room).await;
            loaded.options = options;
            Prepared(Box::new(loaded))
        })
    }

    /// Adds a prepared file, replacing one of the same name.
    ///
    /// # Errors
    /// When the tables that come of it do not fit in memory. Then it is removed again.
    pub fn take(&mut self, file: &FileId, Prepared(loaded): Prepared) -> Answered<ReadFile> {
        self.tried.forget(file);
        let summary = summary(file, &loaded);
        if self.files.insert(file.clone(), loaded).is_none() {
            self.order.push(file.clone());
        }
        if !self.put_in_order() {
            self.gather();
        }
        match self.refusal(file) {
            Some(refused) => {
                self.forget(file);
                Err(Failure(refused.to_string()))
            }
            None => Ok(summary),
        }
    }

    /// Removes a file.
    pub(super) fn forget(&mut self, file: &FileId) {
        self.files.remove(file);
        self.tried.forget(file);
        self.order.retain(|f| f != file);
        self.gather();
    }

    /// Sets the hash of a file that was loaded without one.
    pub fn hashed(&mut self, file: &FileId, sha256: &str) {
        if let Some(facts) = self.files.get_mut(file).and_then(|f| f.hashed(sha256)) {
            self.sources.hashed(facts);
            if let Some(steps) = &mut self.with_steps {
                steps.hashed(facts);
            }
        }
    }

    /// Answers with a file's hash.
    pub(super) fn hash(&self, file: &FileId) -> Answered<HashFile> {
        let loaded = self.files.get(file).ok_or_else(Failure::gone)?;
        Ok(loaded.raw.sha256.clone())
    }

    pub(super) fn remap(&mut self, file: &FileId, treatment: &Treatment) -> Answered<RemapFile> {
        let other = treatment
            .join
            .as_ref()
            .and_then(|other| self.files.get(other));
        let other = other.map(|other| Arc::clone(&other.raw));
        let Some(loaded) = self.files.get_mut(file) else {
            return Err(Failure::gone());
        };
        let room = Room {
            held: self.room.held.saturating_sub(loaded.needs()),
            ..self.room
        };
        Steps::new(loaded.treat(other.as_deref(), treatment.mapping.as_ref(), room)).finish();
        self.gather();
        if let Some(refused) = self.refusal(file) {
            if let Some(loaded) = self.files.get_mut(file) {
                loaded.unmap(refused.to_string());
            }
            self.gather();
        }
        let loaded = self.files.get(file).ok_or_else(Failure::gone)?;
        Ok(summary(file, loaded))
    }

    /// Collects the tables of all files by kind, which copies a few pointers a file, however many rows it has.
    pub(super) fn gather(&mut self) {
        self.lead_lag = leadlag::Cache::default();
        self.view = None;
        self.shown_behind = None;
        let files: Vec<&Loaded> = self.in_order().collect();
        let overlaps = overlaps::find(&files);
        let caveats = caveats::of_files(&files, &overlaps, &self.sources);
        let mut copied = 0;
        let mut counted = |loaded: &Loaded, overlaps: &Overlaps, caveats: &[Caveat]| {
            let (kind, part) = loaded.part()?;
            let mut part = match overlaps.count_all() {
                true => part.clone(),
                false => {
                    let part = without(kind, part, overlaps);
                    copied += part.table.bytes() as u64;
                    part
                }
            };
            if !caveats.is_empty() {
                Arc::make_mut(&mut part.file).caveats = caveats.to_vec();
            }
            Some((kind, part))
        };
        let (mut dated, mut by_order) = (Vec::new(), Vec::new());
        for ((loaded, overlaps), caveats) in files.into_iter().zip(&overlaps).zip(&caveats) {
            let parts = if loaded.is_by_order() {
                &mut by_order
            } else {
                &mut dated
            };
            parts.extend(counted(loaded, overlaps, caveats));
        }
        by_order.retain(|(kind, _)| *kind == TableKind::MetricSeries);
        let of = |parts: &[(TableKind, SourcePart)]| {
            let mut sources = self.sources.cut_alike();
            parts
                .iter()
                .for_each(|(kind, part)| sources.add(*kind, part.clone()));
            sources
        };
        let sources = of(&dated);
        // Series by step are compared beside the others, whose days they never meet.
        let steps = (!by_order.is_empty()).then(|| {
            by_order.extend(dated);
            of(&by_order)
        });
        let files: u64 = self.files.values().map(|loaded| loaded.needs()).sum();
        copied += steps.as_ref().map_or(0, Sources::copied);
        self.room.held = files + sources.copied() + copied;
        (self.sources, self.with_steps) = (sources, steps);
        (self.overlaps, self.caveats) = (overlaps, caveats);
    }

    /// Why a loaded file needs too much memory, if it does. Counted is what follows from it too: tables of one kind are copied into one.
    fn refusal(&self, file: &FileId) -> Option<ImportError> {
        let Room { limit, held } = self.room;
        if held <= limit {
            return None;
        }
        let loaded = self.files.get(file)?;
        let others = self.files.iter().filter(|(id, _)| *id != file);
        let others: u64 = others.map(|(_, loaded)| loaded.needs()).sum();
        let room = Room {
            limit,
            held: others,
        };
        room.lacks(held - others).map(|fault| ImportError {
            file: loaded.raw.name.clone(),
            fault,
            at: Place::default(),
        })
    }
}

/// What a file adds without the rows that count from another one or wait for an answer, which its receipt counts.
fn without(kind: TableKind, part: &SourcePart, overlaps: &Overlaps) -> SourcePart {
    let rows = 0..part.table.rows() as u32;
    let kept: Vec<u32> = rows.filter(|row| overlaps.counts(*row)).collect();
    let facts = overlaps.without(part.file.as_ref().clone());
    SourcePart::new(kind, Arc::new(part.table.take(&kept)), facts)
}
