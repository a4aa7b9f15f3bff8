//! What page and worker say of single files.

use super::message::FileId;
use outturn_core::calendar::{Grain, Span};
use outturn_core::table::{ColumnType, TableKind};
use outturn_import::{
    FileFormat, JoinReceipt, Mapping, MappingQuestion, Question, ReadOptions, Repair, Topic,
};
use outturn_metrics::Caveat;
use outturn_store::document::DocumentFile;
use serde::{Deserialize, Serialize};

/// What the user decided about a file: how it is read, mapped and completed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Treatment {
    /// How it is read, where that is not found out.
    pub options: ReadOptions,
    /// From its columns to those of a canonical table; `None` for what was recognised.
    pub mapping: Option<Mapping>,
    /// The file that completes its rows.
    pub join: Option<FileId>,
    /// When it was last saved, in milliseconds since 1970; `None` for what the file itself says.
    pub saved_at: Option<i64>,
}

impl From<&DocumentFile> for Treatment {
    fn from(file: &DocumentFile) -> Self {
        Self {
            options: file.options.clone(),
            mapping: file.mapping.clone(),
            join: file.join.clone(),
            saved_at: file.saved_at,
        }
    }
}

/// A loaded file: what it is, what was taken, repaired and left out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FileSummary {
    /// Which file.
    pub file: FileId,
    /// Its name.
    pub name: String,
    /// Its length.
    pub bytes: u64,
    /// SHA-256 of its bytes, in hexadecimal; empty while it is to be asked for.
    pub sha256: String,
    /// Encoding details.
    pub format: FileFormat,
    /// Rows read.
    pub rows_read: u64,
    /// Rows of the table made from it.
    pub rows_used: u64,
    /// Its own columns.
    pub columns: Vec<ColumnSummary>,
    /// What it was recognised as, for people.
    pub vendor: String,
    /// How it becomes a canonical table; `None` while nobody knows.
    pub mapping: Option<Mapping>,
    /// The table made from it.
    pub kind: Option<TableKind>,
    /// The days its rows touch.
    pub span: Option<Span>,
    /// What each of its dates stands for, where that is longer than a day.
    pub step: Option<Grain>,
    /// Rows left out, by reason.
    pub left_out: Vec<(String, u64)>,
    /// What was repaired.
    pub repairs: Vec<Repair>,
    /// What its writing leaves open; an answer has it read anew.
    pub questions: Vec<Question>,
    /// What its meaning leaves open; an answer has it mapped anew.
    pub asks: Vec<MappingQuestion>,
    /// What the join to another file did, where there is one.
    pub join: Option<JoinReceipt>,
    /// By canonical column of fixed words: values of the file that are none of them, each with the word it probably stands for.
    pub words: Vec<(String, Vec<(String, String)>)>,
    /// Bytes of memory that its columns take.
    pub held: u64,
    /// What was decided, and what to look at.
    pub notes: Vec<String>,
    /// Why the mapping could not be applied, when it could not.
    pub problem: Option<String>,
}

impl FileSummary {
    /// Whether it waits for an answer: about its writing, its meaning, or what it is at all.
    #[must_use]
    pub fn asks_something(&self) -> bool {
        self.has_question() || self.kind.is_none()
    }

    /// Whether there is a question that something waits for.
    #[must_use]
    pub fn has_question(&self) -> bool {
        !self.questions.is_empty() || self.open_asks().next().is_some()
    }

    /// The questions about its meaning that something waits for.
    pub fn open_asks(&self) -> impl Iterator<Item = &MappingQuestion> {
        let mapping = self.mapping.as_ref();
        self.asks.iter().filter(move |ask| is_open(ask, mapping))
    }
}

/// Whether something waits for an answer, under a mapping or before there is one.
#[must_use]
pub fn is_open(ask: &MappingQuestion, mapping: Option<&Mapping>) -> bool {
    match mapping {
        Some(mapping) => ask.is_open(mapping),
        None => ask.topic == Topic::Table,
    }
}

/// One column of a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ColumnSummary {
    /// Its name in the file.
    pub name: String,
    /// What it holds.
    pub column_type: ColumnType,
    /// Rows with a value.
    pub present: u64,
    /// A few first values.
    pub samples: Vec<String>,
}

/// A window of rows as they were read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RowsPage {
    /// Column names.
    pub header: Vec<String>,
    /// Cells; `None` is missing.
    pub rows: Vec<Vec<Option<String>>>,
    /// Each row's number in the file, from 1.
    pub numbers: Vec<u32>,
    /// First row's place, from 0.
    pub offset: usize,
    /// Rows there are, of those asked for.
    pub total: usize,
}

/// A window of rows that were left out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LeftOutPage {
    /// The rows.
    pub rows: Vec<LeftOutRow>,
    /// First one's place, from 0.
    pub offset: usize,
    /// How many there are.
    pub total: usize,
}

/// A row that was left out, with its reason in words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LeftOutRow {
    /// Data row of the file, from 1.
    pub row: u32,
    /// Why.
    pub reason: String,
    /// The column at fault.
    pub column: Option<String>,
    /// What was found there.
    pub found: Option<String>,
}

/// Which rows of a file are looked at, in which order.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct RowsView {
    /// Text that one of a row's cells contains, whatever its case; empty for all rows.
    pub search: String,
    /// The column they are ordered by, from 0; `None` for the order of the file.
    pub sort: Option<usize>,
    /// Largest first. Rows without a value come last either way.
    pub descending: bool,
}

/// How the values of a column are spread.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct ColumnProfile {
    /// Rows without a value.
    pub missing: u64,
    /// Different values.
    pub distinct: u64,
    /// Smallest, lower quartile, median, upper quartile and largest of numbers and moments, as they are shown.
    pub five: Vec<String>,
    /// Values in parts of equal width from the smallest to the largest; of texts and booleans those of the most frequent ones.
    pub bars: Vec<u64>,
    /// Those most frequent ones.
    pub common: Vec<String>,
}

/// Two loaded files of which the second completes the rows of the first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JoinOffer {
    /// The file whose rows stay.
    pub file: FileId,
    /// The file that completes them.
    pub with: FileId,
    /// What the join does.
    pub receipt: JoinReceipt,
}

/// What becomes of a loaded file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileStanding {
    /// Which file.
    pub file: FileId,
    /// Whether it counts.
    pub part: Part,
    /// The metrics that are computed from rows of it, by their names, also while it waits for an answer about others.
    pub feeds: Vec<String>,
    /// Files that have some of its rows too, by name, and how many of its rows count from them instead.
    pub counted_from: Vec<(String, u64)>,
    /// What is to be known of its rows that count.
    pub caveats: Vec<Caveat>,
    /// What is to be answered about rows that another file tells of differently.
    pub asks: Vec<MappingQuestion>,
}

/// Whether a file counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// A metric is computed from it.
    Counts,
    /// A question about it is open.
    Waits,
    /// No metric is computed from it.
    FeedsNothing,
}

/// How many files count, wait and feed nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Standings {
    /// A metric is computed from them.
    pub count: usize,
    /// A question is open.
    pub wait: usize,
    /// Those of them from which a metric is computed all the same, without what is asked about.
    pub in_part: usize,
    /// No metric is computed from them.
    pub feed_nothing: usize,
}

impl Standings {
    /// Counts them.
    #[must_use]
    pub fn of(files: &[FileStanding]) -> Self {
        let are = |part| files.iter().filter(|file| file.part == part).count();
        Self {
            count: are(Part::Counts),
            wait: are(Part::Waits),
            in_part: files
                .iter()
                .filter(|file| file.part == Part::Waits && !file.feeds.is_empty())
                .count(),
            feed_nothing: are(Part::FeedsNothing),
        }
    }

    /// All of them.
    #[must_use]
    pub fn all(self) -> usize {
        self.count + self.wait + self.feed_nothing
    }
}
