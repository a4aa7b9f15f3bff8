//! A loaded file: taken, mapped, summed up for the page.

use super::{Answer, Session, gone, leadlag};
use crate::engine::import::{
    self, Joined, Mapped, Mapping, Question, RawFile, Recognition, suggest_words,
};
use crate::engine::metrics::{SourceFile, SourcePart, Sources};
use crate::engine::sorted::Map;
use crate::engine::table::TableKind;
use crate::worker::{ColumnSummary, FileId, FileSummary, Treatment};
use std::sync::Arc;

/// A loaded file: as it was read and completed, what it was recognised as, and the table made from it.
pub struct Loaded {
    /// As it was read.
    pub raw: RawFile,
    /// With the columns of the file that completes it.
    pub joined: Option<Joined>,
    pub recognition: Recognition,
    pub mapping: Option<Mapping>,
    pub mapped: Option<Mapped>,
    pub problem: Option<String>,
    /// What it adds to the loaded tables; follows from `mapped`.
    part: Option<SourcePart>,
}

impl Loaded {
    /// The file that is mapped.
    pub fn file(&self) -> &RawFile {
        self.joined.as_ref().map_or(&self.raw, |j| &j.file)
    }

    /// Maps it. While it is open which table of the file is meant, nothing is made of any; a column that waits for an answer has
    /// no values.
    fn map(&mut self, own: Option<&Mapping>) {
        let open = self.raw.questions.iter().any(Question::is_about_the_table);
        self.mapping = own.or(self.recognition.mapping.as_ref()).cloned();
        let mapped = self.mapping.as_ref().filter(|_| !open);
        (self.mapped, self.problem) = match mapped.map(|m| import::apply(self.file(), m)) {
            Some(Ok(mapped)) => (Some(mapped), None),
            Some(Err(error)) => (None, Some(error.to_string())),
            None => (None, None),
        };
        self.part = self.mapped.as_ref().map(|mapped| {
            let table = Arc::clone(&mapped.table);
            SourcePart::new(mapped.kind, table, source_file(self))
        });
    }

    /// What it adds to the loaded tables, and to which.
    pub fn part(&self) -> Option<(TableKind, &SourcePart)> {
        Some((self.mapped.as_ref()?.kind, self.part.as_ref()?))
    }
}

impl Session {
    /// Takes a file that has been read. One of the same name is replaced.
    pub fn load(&mut self, file: &FileId, raw: RawFile, treatment: &Treatment) -> Answer {
        let loaded = Loaded {
            recognition: import::recognise(&raw),
            raw,
            joined: None,
            mapping: None,
            mapped: None,
            problem: None,
            part: None,
        };
        self.tried.forget(file);
        if self.files.insert(file.clone(), Box::new(loaded)).is_none() {
            self.order.push(file.clone());
            self.put_in_order();
        }
        self.remap(file, treatment)
    }

    /// Takes the hash of a file that was loaded without one.
    pub fn hashed(&mut self, file: &FileId, sha256: &str) {
        if let Some(loaded) = self.files.get_mut(file) {
            sha256.clone_into(&mut loaded.raw.sha256);
            if let Some(part) = &mut loaded.part {
                Arc::make_mut(&mut part.file).sha256 = sha256.to_owned();
                self.sources.hashed(&part.file);
            }
        }
    }

    /// Answers with a file's hash.
    #[must_use]
    pub fn hash(&self, file: &FileId) -> Answer {
        let loaded = self.files.get(file);
        loaded.map_or_else(gone, |loaded| Answer::Hash(loaded.raw.sha256.clone()))
    }

    pub(super) fn remap(&mut self, file: &FileId, treatment: &Treatment) -> Answer {
        let join = treatment.join.as_ref();
        let joined = join.and_then(|other| self.joined(file, other));
        let Some(loaded) = self.files.get_mut(file) else {
            return gone();
        };
        if joined.is_some() || loaded.joined.is_some() {
            loaded.joined = joined;
            loaded.recognition = import::recognise(loaded.file());
        }
        loaded.map(treatment.mapping.as_ref());
        let summary = summary(file, loaded);
        self.gather();
        Answer::File(Box::new(summary))
    }

    /// Brings the tables of all files together by kind: a few pointers a file, however many rows it has.
    pub(super) fn gather(&mut self) {
        self.lead_lag = leadlag::Kept::default();
        self.view = None;
        let mut sources = Sources::default();
        for (kind, part) in self.in_order().filter_map(Loaded::part) {
            sources.add(kind, part.clone());
        }
        self.sources = sources;
    }
}

/// What a receipt says of it.
pub fn source_file(loaded: &Loaded) -> SourceFile {
    let raw = &loaded.raw;
    SourceFile {
        file: raw.name.clone(),
        sha256: raw.sha256.clone(),
        bytes: raw.bytes,
        rows_read: raw.rows_read as u64,
        rows_used: loaded.mapped.as_ref().map_or(0, |m| m.rows_used as u64),
        left_out: left_out_by_reason(loaded),
    }
}

/// The rows left out, those among them that could not be read.
pub fn left_out(loaded: &Loaded) -> &[import::LeftOut] {
    let mapped = loaded.mapped.as_ref();
    mapped.map_or(&loaded.raw.left_out, |m| &m.left_out)
}

fn left_out_by_reason(loaded: &Loaded) -> Vec<(String, u64)> {
    let mut counts: Map<&'static str, u64> = Map::new();
    for left in left_out(loaded) {
        *counts.or_default(left.reason.label()) += 1;
    }
    let worded = counts.into_iter().map(|(reason, n)| (reason.to_owned(), n));
    worded.collect()
}

/// How many first values of a column are shown.
const SAMPLES: usize = 3;

fn summary(file: &FileId, loaded: &Loaded) -> FileSummary {
    let (raw, recognition) = (loaded.file(), &loaded.recognition);
    let facts = source_file(loaded);
    let columns = raw.table.columns().map(|(name, column)| ColumnSummary {
        name: name.to_owned(),
        column_type: column.column_type(),
        present: column.present() as u64,
        samples: (0..column.len().min(200))
            .filter_map(|row| column.display(row))
            .take(SAMPLES)
            .collect(),
    });
    let mapped_notes = loaded.mapped.iter().flat_map(|m| &m.notes);
    let notes = raw.warnings.iter().chain(&recognition.notes);
    let mapped = loaded.mapped.as_ref();
    FileSummary {
        file: file.clone(),
        name: facts.file,
        bytes: facts.bytes,
        sha256: facts.sha256,
        format: raw.format.clone(),
        rows_read: facts.rows_read,
        rows_used: facts.rows_used,
        columns: columns.collect(),
        vendor: recognition.vendor.clone(),
        mapping: loaded.mapping.clone(),
        kind: mapped.map(|m| m.kind),
        span: loaded.part.as_ref().and_then(|part| part.span),
        left_out: facts.left_out,
        repairs: raw.repairs.clone(),
        questions: raw.questions.clone(),
        asks: recognition.questions.clone(),
        join: loaded.joined.as_ref().map(|j| j.receipt.clone()),
        words: words(loaded),
        held: raw.table.bytes() as u64,
        notes: notes.chain(mapped_notes).cloned().collect(),
        problem: loaded.problem.clone(),
    }
}

/// What values of columns with fixed words probably stand for.
fn words(loaded: &Loaded) -> Vec<(String, Vec<(String, String)>)> {
    let Some(mapping) = &loaded.mapping else {
        return Vec::new();
    };
    let suggested = mapping.bindings.iter().map(|binding| {
        let words = suggest_words(loaded.file(), mapping.kind, binding);
        (binding.canonical.clone(), words)
    });
    suggested.filter(|(_, words)| !words.is_empty()).collect()
}
