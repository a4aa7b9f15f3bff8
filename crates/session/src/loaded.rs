//! A loaded file: taken, mapped, summed up for the page.

use super::caveats::repeated;
use super::labels::with_labels;
use outturn_core::steps::pause;
use outturn_core::table::{ColumnKind, Table, TableKind};
use outturn_import::{
    self as import, Joined, Mapped, Mapping, Question, RawFile, ReadOptions, Recognition, Repair,
    Room, suggest_words,
};
use outturn_metrics::{SourceFile, SourcePart, Sources};
use outturn_protocol::{ColumnSummary, FileId, FileSummary};
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A loaded file: as it was read and completed, what it was recognised as, and the table made from it.
pub struct Loaded {
    /// As it was read.
    pub raw: Arc<RawFile>,
    /// What the user said of how it is read.
    pub options: ReadOptions,
    /// With the columns of the file that completes it.
    pub joined: Option<Joined>,
    pub recognition: Recognition,
    pub mapping: Option<Mapping>,
    pub mapped: Option<Mapped>,
    pub problem: Option<String>,
    /// What it adds to the loaded tables; follows from `mapped`.
    part: Option<SourcePart>,
    /// How many of its charges are the same as another one in every column: nothing else would tell of a charge that is there twice.
    pub repeated: u64,
}

impl Loaded {
    /// A file as it was read, recognised and mapped, after it was joined to another one where that is wanted; in steps.
    pub async fn of(
        raw: Arc<RawFile>,
        other: Option<Arc<RawFile>>,
        own: Option<&Mapping>,
        room: Room,
    ) -> Self {
        let mut loaded = Self {
            recognition: import::recognise(&raw),
            raw,
            options: ReadOptions::default(),
            joined: None,
            mapping: None,
            mapped: None,
            problem: None,
            part: None,
            repeated: 0,
        };
        pause().await;
        loaded.treat(other.as_deref(), own, room).await;
        loaded
    }

    /// The file that is mapped.
    pub fn file(&self) -> &RawFile {
        self.joined.as_ref().map_or(&self.raw, |j| &j.file)
    }

    /// Joins it to another file, or no longer, and maps it.
    pub async fn treat(&mut self, other: Option<&RawFile>, own: Option<&Mapping>, room: Room) {
        let join = other.and_then(|other| Some((other, import::propose_join(&self.raw, other)?)));
        let joined = match join {
            Some((other, join)) => import::join_within(&self.raw, other, &join, room)
                .await
                .map(Some),
            None => Ok(None),
        };
        pause().await;
        let (joined, refused) = match joined {
            Ok(joined) => (joined, None),
            Err(error) => (None, Some(error.to_string())),
        };
        if joined.is_some() || self.joined.is_some() {
            self.joined = joined;
            self.recognition = import::recognise(self.file());
            pause().await;
        }
        self.map(own, room).await;
        self.problem = self.problem.take().or(refused);
    }

    /// Maps it. While it is open which table of the file is meant, nothing is made of any; a column that waits for an answer has
    /// no values.
    async fn map(&mut self, own: Option<&Mapping>, room: Room) {
        let open = self.raw.questions.iter().any(Question::is_about_the_table);
        self.mapping = match own.cloned() {
            Some(mut own) => {
                let raw = self.joined.as_ref().map_or(self.raw.as_ref(), |j| &j.file);
                self.recognition.review(raw, &mut own);
                Some(own)
            }
            None => self.recognition.mapping.clone(),
        };
        let mapping = self.mapping.as_ref().filter(|_| !open);
        let mapped = match mapping {
            Some(mapping) => Some(import::applied(self.file(), mapping, room).await),
            None => None,
        };
        (self.mapped, self.problem) = match mapped.transpose() {
            Ok(mapped) => (mapped, None),
            Err(error) => (None, Some(error.to_string())),
        };
        pause().await;
        self.part = self
            .mapped
            .as_ref()
            .zip(self.mapping.as_ref())
            .map(|(mapped, mapping)| {
                let table = with_labels(mapped, self.file(), mapping);
                SourcePart::new(mapped.kind, table, source_file(self))
            });
        self.repeated = match self.kind() {
            Some(TableKind::Costs) => self.repeated_charges(),
            _ => 0,
        };
    }

    /// Charges that count and are the same as an earlier one in every column of the file.
    fn repeated_charges(&self) -> u64 {
        let left_out = self.mapped.iter().flat_map(|mapped| &mapped.left_out);
        let left_out: FxHashSet<u32> = left_out.map(|out| out.row).collect();
        let file = self.file();
        repeated(&file.table, |row| {
            left_out.is_empty() || !left_out.contains(&file.file_row(row))
        })
    }

    /// Makes no table of it after all.
    pub fn unmap(&mut self, problem: String) {
        (self.mapped, self.part, self.problem) = (None, None, Some(problem));
    }

    /// Takes its hash, and answers with what a receipt says of it then.
    pub fn hashed(&mut self, sha256: &str) -> Option<&SourceFile> {
        sha256.clone_into(&mut Arc::make_mut(&mut self.raw).sha256);
        let part = self.part.as_mut()?;
        Arc::make_mut(&mut part.file).sha256 = sha256.to_owned();
        Some(&part.file)
    }

    /// Bytes of memory that it takes, with what computing from it takes besides. Columns that its tables share count once.
    pub fn needs(&self) -> u64 {
        /// Of a row left out, with the words that tell of it, roughly.
        const LEFT_OUT: usize = 160;
        let (raw, file) = (&self.raw.table, &self.file().table);
        let mapped = self.part.as_ref().map(|part| part.table.as_ref());
        let rows = mapped.map_or(0, Table::rows).max(raw.rows());
        let own = mapped.map_or(0, |mapped| mapped.bytes_besides(file));
        let bytes = raw.bytes() + file.bytes_besides(raw) + own + left_out(self).len() * LEFT_OUT;
        bytes as u64 + Room::figures(rows)
    }

    /// The table made from it.
    pub fn kind(&self) -> Option<TableKind> {
        Some(self.mapped.as_ref()?.kind)
    }

    /// Whether its rows have an order and no dates.
    pub fn is_by_order(&self) -> bool {
        self.mapping.as_ref().is_some_and(Mapping::is_by_order)
    }

    /// What it adds to the loaded tables, and to which.
    pub fn part(&self) -> Option<(TableKind, &SourcePart)> {
        Some((self.mapped.as_ref()?.kind, self.part.as_ref()?))
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
        caveats: Vec::new(),
    }
}

/// The rows left out, those among them that could not be read.
pub fn left_out(loaded: &Loaded) -> &[import::LeftOut] {
    let mapped = loaded.mapped.as_ref();
    mapped.map_or(&loaded.raw.left_out, |m| &m.left_out)
}

fn left_out_by_reason(loaded: &Loaded) -> Vec<(String, u64)> {
    let mut counts: BTreeMap<&'static str, u64> = BTreeMap::new();
    for left in left_out(loaded) {
        *counts.entry(left.reason.label()).or_default() += 1;
    }
    let worded = counts.into_iter().map(|(reason, n)| (reason.to_owned(), n));
    worded.collect()
}

/// How many first values of a column are shown.
const SAMPLES: usize = 3;

pub fn summary(file: &FileId, loaded: &Loaded) -> FileSummary {
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
        span: loaded
            .part
            .as_ref()
            .filter(|_| !loaded.is_by_order())
            .and_then(|part| part.span),
        step: mapped.and_then(|m| Sources::step_in(m.kind, &m.table)),
        left_out: facts.left_out,
        repairs: repairs(loaded),
        questions: asked(loaded),
        asks: recognition.questions.clone(),
        join: loaded.joined.as_ref().map(|j| j.receipt.clone()),
        words: words(loaded),
        held: raw.table.bytes() as u64,
        notes: notes(loaded),
        problem: loaded.problem.clone(),
    }
}

/// What the file's writing leaves open of columns that something is made of; all of it while nobody knows what is made.
fn asked(loaded: &Loaded) -> Vec<Question> {
    let questions = loaded.file().questions.iter();
    let matters = |question: &&Question| {
        let Some(mapping) = &loaded.mapping else {
            return true;
        };
        let kind = |canonical| mapping.kind.schema().column(canonical).map(|c| c.kind);
        let read = mapping.bindings.iter();
        let read = read.filter(|b| kind(&b.canonical) != Some(ColumnKind::Text));
        let read = read.flat_map(|b| b.source.columns());
        let used: Vec<&str> = read
            .chain(mapping.metrics.iter().map(String::as_str))
            .collect();
        question.column.is_none() || question.columns().any(|name| used.contains(&name))
    };
    questions.filter(matters).cloned().collect()
}

/// What was decided about it, and what to look at.
pub fn notes(loaded: &Loaded) -> Vec<String> {
    let (raw, recognition) = (loaded.file(), &loaded.recognition);
    // What was said of a file that nobody knew is over once it is mapped.
    let settled = recognition.mapping.is_none() && loaded.mapped.is_some();
    let recognised = recognition.notes.iter().filter(|_| !settled);
    let accepted = loaded.mapping.as_ref().filter(|_| settled);
    let unused = accepted.and_then(|mapping| import::unused_columns(raw, mapping));
    let mapped = loaded.mapped.iter().flat_map(|mapped| &mapped.notes);
    let all = raw
        .warnings
        .iter()
        .chain(recognised)
        .chain(&unused)
        .chain(mapped);
    all.cloned().collect()
}

/// What was repaired: in the file, and in cells that a number or a moment was wanted of.
pub fn repairs(loaded: &Loaded) -> Vec<Repair> {
    let mut all: Vec<Repair> = loaded.raw.repairs.clone();
    for repair in loaded.mapped.iter().flat_map(|mapped| &mapped.repairs) {
        match all.iter_mut().find(|known| known.rule == repair.rule) {
            Some(known) => known.count += repair.count,
            None => all.push(repair.clone()),
        }
    }
    all
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
