//! The messages: one type each way, with the number of the request they belong to.

use super::file::{
    ColumnProfile, FileSummary, JoinOffer, LeftOutPage, RowsPage, RowsView, Treatment,
};
use super::query::Program;
use outturn_core::calendar::{Grain, Span};
use outturn_import::ReadOptions;
use outturn_leadlag::{Advice, Hindrance, Overlay, Ranking, Transform};
use outturn_metrics::scorecard::{Card, Choice, Composite, Detail, Settings, Shared, Weights};
use outturn_report::snapshot::SnapshotInput;
use outturn_scenario::Measured;
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
    /// Read the file that travels beside the message. One that is loaded under the same id is replaced once it is read.
    Read {
        /// What it is called from now on.
        file: FileId,
        /// What the user decided about it.
        treatment: Treatment,
    },
    /// Read a part of the file that travels beside the message. A worker asks this of its helper; the answers, one
    /// [`Chunk`](outturn_import::Chunk) after the other and then nothing, go to the port that travels along.
    Prefetch {
        /// How the file is read.
        options: ReadOptions,
        /// The byte at which to begin, or with the next line.
        from: u64,
        /// The byte at which to stop.
        to: u64,
    },
    /// Here is a program that the worker [wants](Answer::Wants), compiled, with the address of its script, beside the message; or the
    /// sentence of why it cannot be had.
    Program {
        /// Which.
        program: Program,
        /// Why not.
        refused: Option<String>,
    },
    /// Stop a read that is under way. It has no answer of its own; the read answers [`Answer::Cancelled`].
    Cancel {
        /// The read.
        request: RequestId,
    },
    /// Map a loaded file anew, and join it to another one or no longer. It stays as it was read.
    Remap {
        /// Which file.
        file: FileId,
        /// What the user decided about it.
        treatment: Treatment,
    },
    /// The order of the files from now on, that of their rows and of whatever is the first of something: so figures do not depend on
    /// which file was read first. Files may be named before they are loaded; those not named come last, as they are loaded.
    Order {
        /// The files, first to last.
        files: Vec<FileId>,
    },
    /// Hash a long file that was loaded without. Nobody waits for it but [`Request::Everything`].
    Hash {
        /// Which file.
        file: FileId,
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
        /// Which of them, in which order.
        view: RowsView,
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
    /// All rows of a file that were left out, as CSV.
    LeftOutCsv {
        /// Which file.
        file: FileId,
    },
    /// The metrics of a file by day and by what its rows are about, as CSV.
    RolledUp {
        /// Which file.
        file: FileId,
    },
    /// How the values of a column are spread.
    Profile {
        /// Which file.
        file: FileId,
        /// Which of its columns.
        column: String,
    },
    /// Which of the loaded files complete one another.
    Joins,
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
    /// The worker wants a program. It belongs to no request.
    Wants(Program),
    /// The file is loaded, or mapped anew.
    File(Box<FileSummary>),
    /// The file's SHA-256, in hexadecimal.
    Hash(String),
    /// The read was stopped; what was loaded before is untouched.
    Cancelled,
    /// It could not be done; the sentence says what, where and what to do.
    Failed {
        /// The sentence.
        reason: String,
    },
    /// The worker ended before it had an answer. It is the page that says this to itself.
    Lost,
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
    /// A text to save.
    Text(String),
    /// How the values of a column are spread.
    Profile(Box<ColumnProfile>),
    /// Which of the loaded files complete one another.
    Joins(Vec<JoinOffer>),
    /// What scenarios can be fed with.
    Measured(Box<MeasuredAnswer>),
    /// Which indicators lead.
    LeadLag(Box<LeadLagAnswer>),
    /// All that the loaded files say.
    Everything(Box<SnapshotInput>),
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
    /// The periods that most metrics share.
    pub shared: Shared,
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
