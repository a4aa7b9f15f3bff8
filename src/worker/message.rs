//! The messages: one type each way, with the number of the request they belong to.

use crate::engine::calendar::{Grain, Span};
use crate::engine::import::{FileFormat, Mapping, Repair};
use crate::engine::leadlag::{Overlay, Ranking, Transform};
use crate::engine::scenario::Measured;
use crate::engine::scorecard::{Card, Choice, Composite, Detail, Settings, Weights};
use crate::engine::table::{ColumnType, TableKind};
use crate::snapshot::export::Known;
use serde::{Deserialize, Serialize};

/// Numbers the requests of a page; an answer carries the number of its request.
pub type RequestId = u32;

/// Names a loaded file for as long as the work is kept.
pub type FileId = String;

/// A message with the request it belongs to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Envelope<T> {
    /// The request.
    pub id: RequestId,
    /// What is said.
    pub body: T,
}

/// What the page asks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Request {
    /// Read the file that travels beside the message; recognise it unless a mapping is given.
    Read {
        /// What it is called from now on.
        file: FileId,
        /// The user's own mapping, when they have changed it.
        mapping: Option<Mapping>,
    },
    /// Stop a read that is under way. It has no answer of its own; the read answers [`Answer::Cancelled`].
    Cancel {
        /// The read.
        request: RequestId,
    },
    /// Map a loaded file anew.
    Remap {
        /// Which file.
        file: FileId,
        /// From its columns to those of a canonical table; `None` for what was recognised.
        mapping: Option<Mapping>,
    },
    /// Let go of a file.
    Forget {
        /// Which file.
        file: FileId,
    },
    /// All cards and the composite.
    Scorecard {
        /// Which period.
        choice: Choice,
        /// What the user says about metrics.
        settings: Settings,
        /// The weights of the composite.
        weights: Weights,
    },
    /// One card with its drill-down.
    Detail {
        /// Id of the metric.
        metric: String,
        /// Which period.
        choice: Choice,
        /// What the user says about metrics.
        settings: Settings,
    },
    /// A few rows of a file as it was read.
    Rows {
        /// Which file.
        file: FileId,
        /// First row, from 0.
        offset: usize,
        /// How many at most.
        limit: usize,
    },
    /// Rows of a file that were left out.
    LeftOut {
        /// Which file.
        file: FileId,
        /// First one, from 0.
        offset: usize,
        /// How many at most.
        limit: usize,
    },
    /// What scenarios can be fed with.
    Measured {
        /// The period that the values are taken from.
        choice: Choice,
    },
    /// Which indicators lead an outcome.
    LeadLag(LeadLagQuestion),
    /// All that the loaded files say, for the snapshot.
    Everything {
        /// Which period.
        choice: Choice,
        /// What the user says about metrics.
        settings: Settings,
        /// The weights of the composite.
        weights: Weights,
        /// The question of the leading and lagging indicators.
        lead_lag: LeadLagQuestion,
    },
}

/// The question behind the screen of leading and lagging indicators.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LeadLagQuestion {
    /// Id of the metric that is the outcome; `None` for the first there is.
    pub outcome: Option<String>,
    /// Ids that are not to be tried as leaders.
    pub without: Vec<String>,
    /// Length of one step; `None` for the shortest at which the outcome has values.
    pub grain: Option<Grain>,
    /// Levels or differences; `None` for what fits the outcome: differences, but of a series that does not drift its levels.
    pub transform: Option<Transform>,
    /// The largest lag tried, in steps.
    pub max_lag: usize,
    /// Id of the leader whose overlay is wanted; `None` for the best one.
    pub overlay: Option<String>,
}

/// What the worker answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Answer {
    /// So many bytes of the file are read. More answers follow.
    Progress {
        /// Bytes read.
        read: u64,
        /// Bytes of the file.
        total: u64,
    },
    /// The file is loaded, or mapped anew.
    File(Box<FileSummary>),
    /// The read was stopped; what was loaded before is untouched.
    Cancelled,
    /// It could not be done; the sentence says what, where and what to do.
    Failed {
        /// The sentence.
        reason: String,
    },
    /// Done, with nothing to say.
    Done,
    /// All cards.
    Scorecard(Box<ScorecardAnswer>),
    /// One card's drill-down.
    Detail(Box<Detail>),
    /// Rows as they were read.
    Rows(RowsPage),
    /// Rows that were left out.
    LeftOut(LeftOutPage),
    /// What scenarios can be fed with.
    Measured(Box<MeasuredAnswer>),
    /// Which indicators lead.
    LeadLag(Box<LeadLagAnswer>),
    /// All that the loaded files say.
    Everything(Box<Known>),
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
    /// SHA-256 of its bytes, in hexadecimal.
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
    /// Rows left out, by reason.
    pub left_out: Vec<(String, u64)>,
    /// What was repaired.
    pub repairs: Vec<Repair>,
    /// What was decided, and what to look at.
    pub notes: Vec<String>,
    /// Why the mapping could not be applied, when it could not.
    pub problem: Option<String>,
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
    /// First row's place, from 0.
    pub offset: usize,
    /// Rows there are.
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

/// The scorecard, with the days that the data touches.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct ScorecardAnswer {
    /// All cards.
    pub cards: Vec<Card>,
    /// The score.
    pub composite: Composite,
    /// The score one period earlier, where all periods are the same.
    pub previous_score: Option<f64>,
    /// The days that the data touches.
    pub span: Option<Span>,
}

/// What scenarios can be fed with.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct MeasuredAnswer {
    /// Values by metric.
    pub measured: Measured,
}

/// A metric that has a series, by id and name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SeriesName {
    /// Id of the metric.
    pub id: String,
    /// Name for people.
    pub label: String,
    /// Periods with a value.
    pub n: usize,
    /// Why it cannot be held against the outcome at this step, where that is plain without trying.
    pub hindrance: Option<Hindrance>,
    /// Names of the files that it is computed from.
    pub files: Vec<String>,
}

/// Why a series cannot be held against an outcome; `Display` is the sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Hindrance {
    /// Fewer than half of the steps have a value.
    #[error("“{label}” has values by {0} only: choose steps of a {0}.", grain.word())]
    LongerSteps {
        /// The series.
        label: String,
        /// The shortest period of which most have a value.
        grain: Grain,
    },
    /// The two have no period in common.
    #[error("“{label}” runs {runs}, “{outcome}” {outcome_runs}: the two have no time in common.")]
    OtherTime {
        /// The series.
        label: String,
        /// From when to when it has values.
        runs: String,
        /// The outcome.
        outcome: String,
        /// From when to when that has values.
        outcome_runs: String,
    },
}

/// A better way to compare.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Advice {
    /// The outcome does not drift: differences mostly undo each other and drown what there is to see.
    CompareLevels {
        /// Of its differences, at lag one.
        autocorrelation: f64,
    },
    /// The outcome drifts: its levels look related to whatever else drifts.
    CompareDifferences {
        /// Of its levels, at lag one.
        autocorrelation: f64,
    },
}

/// Leaders ranked, and the one picked laid over the outcome.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct LeadLagAnswer {
    /// Everything that could be outcome or leader at this grain.
    pub series: Vec<SeriesName>,
    /// The outcome's id.
    pub outcome: Option<String>,
    /// Length of one step: the one asked for, or the one that fits the outcome. `None` when nothing is loaded.
    pub grain: Option<Grain>,
    /// The ranking; `None` when there is nothing to rank.
    pub ranking: Option<Ranking>,
    /// The picked leader's id.
    pub picked: Option<String>,
    /// The picked leader over the outcome.
    pub overlay: Option<Overlay>,
    /// A better way to compare, where the outcome calls for one.
    pub advice: Option<Advice>,
}
