//! The messages between page and engine: one type each way, with the number of the question they belong to.

use super::query::Program;
use outturn_core::calendar::{Grain, Span};
use outturn_import::ReadOptions;
use outturn_leadlag::{Advice, Hindrance, Overlay, Ranking, Transform};
use outturn_metrics::scorecard::{Card, Composite, Filters, Shared};
use outturn_scenario::Measured;
use serde::{Deserialize, Serialize};

/// Numbers the questions of a page; a reply carries the number of its question.
pub type RequestId = u32;

/// Names a loaded file for as long as the work is kept.
pub type FileId = String;

/// A message with the question it belongs to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Envelope<T> {
    /// The question.
    pub id: RequestId,
    /// What is said.
    pub body: T,
}

/// What the page says to the engine.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Call {
    /// A [`Query`](super::Query). The file that it is about travels beside the message.
    Ask {
        /// Its name.
        name: String,
        /// The question, as bytes.
        question: Vec<u8>,
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
    /// Here is a program that the worker [wants](Reply::Wants), compiled, with the address of its script, beside the message; or the
    /// sentence of why it cannot be had.
    Program {
        /// Which.
        program: Program,
        /// Why not.
        refused: Option<String>,
    },
    /// Call off a question. It is replied to with [`Reply::Cancelled`], unless it is answered by then.
    Cancel {
        /// The question.
        request: RequestId,
    },
}

/// What the engine says to the page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Reply {
    /// It listens: whatever waited can be sent. It belongs to no question.
    Listening,
    /// It wants a program. It belongs to no question.
    Wants(Program),
    /// A piece of progress, as bytes. More replies follow.
    Progress(Vec<u8>),
    /// The answer, as bytes.
    Answer(Vec<u8>),
    /// It could not be done; the sentence says what, where and what to do.
    Failed(String),
    /// It was called off; what was loaded before is untouched.
    Cancelled,
}

/// Why a question has no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unanswered {
    /// It could not be done; the sentence says what, where and what to do.
    Failed(String),
    /// It was called off, or a newer question of its kind took its place.
    Cancelled,
    /// The engine ended before it had an answer.
    Lost,
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
    /// Which rows count.
    pub filters: Filters,
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
