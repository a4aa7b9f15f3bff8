//! What the engine is asked.

use super::file::{
    ColumnProfile, FileStanding, FileSummary, JoinOffer, LeftOutPage, RowsPage, RowsView, Treatment,
};
use super::message::{FileId, LeadLagAnswer, LeadLagQuestion, MeasuredAnswer, ScorecardAnswer};
use super::query::Query;
use outturn_core::calendar::{Calendar, Zone};
use outturn_core::units::Timestamp;
use outturn_metrics::Label;
use outturn_metrics::scorecard::{Choice, Comparisons, Detail, Filters, Settings, Weights};
use outturn_report::glossary::Term;
use outturn_report::snapshot::SnapshotInput;
use outturn_scenario::Windows;
use serde::{Deserialize, Serialize};

/// How much of a file is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadProgress {
    /// Bytes read.
    pub read: u64,
    /// Bytes of the file.
    pub total: u64,
}

/// Read the file that travels beside the question. One that is loaded under the same id is replaced once it is read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReadFile {
    /// What it is called from now on.
    pub file: FileId,
    /// What the user decided about it.
    pub treatment: Treatment,
}

impl Query for ReadFile {
    type Progress = ReadProgress;
    type Answer = FileSummary;
    const NAME: &'static str = "read";

    fn about(&self) -> Option<&FileId> {
        Some(&self.file)
    }
}

/// Map a loaded file anew, and join it to another one or no longer. It stays as it was read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RemapFile {
    /// Which file.
    pub file: FileId,
    /// What the user decided about it.
    pub treatment: Treatment,
}

impl Query for RemapFile {
    type Progress = ();
    type Answer = FileSummary;
    const NAME: &'static str = "remap";

    fn about(&self) -> Option<&FileId> {
        Some(&self.file)
    }
}

/// Put the files in an order, that of their rows and of whatever is the first of something: so figures do not depend on which file was
/// read first. Files may be named before they are loaded; those not named come last, as they are loaded.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OrderFiles {
    /// The files, first to last.
    pub files: Vec<FileId>,
}

impl Query for OrderFiles {
    type Progress = ();
    type Answer = ();
    const NAME: &'static str = "order";
}

/// Cut periods by a calendar from now on, whatever is loaded.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SetCalendar {
    /// The calendar.
    pub calendar: Calendar,
    /// The zone with a name that days are of; `None` for the calendar's distance from UTC.
    pub zone: Option<Zone>,
}

impl Query for SetCalendar {
    type Progress = ();
    type Answer = ();
    const NAME: &'static str = "calendar";
}

/// Compare cards with these from now on, whatever is loaded.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SetComparisons {
    /// With what.
    pub comparisons: Comparisons,
}

impl Query for SetComparisons {
    type Progress = ();
    type Answer = ();
    const NAME: &'static str = "comparisons";
}

/// Say when it is looked at: rows dated after that day are planned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetNow {
    /// The moment.
    pub now: Timestamp,
}

impl Query for SetNow {
    type Progress = ();
    type Answer = ();
    const NAME: &'static str = "now";
}

/// Hash a long file that was loaded without; the answer is its SHA-256, in hexadecimal. Nobody waits for it but [`GatherEverything`].
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct HashFile {
    /// Which file.
    pub file: FileId,
}

impl Query for HashFile {
    type Progress = ();
    type Answer = String;
    const NAME: &'static str = "hash";
}

/// Let go of a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ForgetFile {
    /// Which file.
    pub file: FileId,
}

impl Query for ForgetFile {
    type Progress = ();
    type Answer = ();
    const NAME: &'static str = "forget";
}

/// What the words on the page mean: every metric of the catalogue, every lever, and the terms they share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExplainTerms;

impl Query for ExplainTerms {
    type Progress = ();
    type Answer = Vec<Term>;
    const NAME: &'static str = "terms";
}

/// All cards and the composite.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ShowScorecard {
    /// Which period.
    pub choice: Choice,
    /// Which rows count.
    pub filters: Filters,
    /// What the user says about metrics.
    pub settings: Settings,
    /// The weights of the composite.
    pub weights: Weights,
}

impl Query for ShowScorecard {
    type Progress = ();
    type Answer = ScorecardAnswer;
    const NAME: &'static str = "scorecard";
    const REPLACES: bool = true;
}

/// One card with its drill-down.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ShowDetail {
    /// Id of the metric.
    pub metric: String,
    /// Which period.
    pub choice: Choice,
    /// Which rows count.
    pub filters: Filters,
    /// What the user says about metrics.
    pub settings: Settings,
}

impl Query for ShowDetail {
    type Progress = ();
    type Answer = Detail;
    const NAME: &'static str = "detail";
    const REPLACES: bool = true;
}

/// What rows can be told apart by, of everything that is loaded.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ListLabels;

impl Query for ListLabels {
    type Progress = ();
    type Answer = Vec<Label>;
    const NAME: &'static str = "labels";
    const REPLACES: bool = true;
}

/// A few rows of a file as it was read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ListRows {
    /// Which file.
    pub file: FileId,
    /// Which of them, in which order.
    pub view: RowsView,
    /// First row, from 0.
    pub offset: usize,
    /// How many at most.
    pub limit: usize,
}

impl Query for ListRows {
    type Progress = ();
    type Answer = RowsPage;
    const NAME: &'static str = "rows";
}

/// Rows of a file that were left out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ListLeftOut {
    /// Which file.
    pub file: FileId,
    /// First one, from 0.
    pub offset: usize,
    /// How many at most.
    pub limit: usize,
}

impl Query for ListLeftOut {
    type Progress = ();
    type Answer = LeftOutPage;
    const NAME: &'static str = "left_out";
}

/// All rows of a file that were left out, as CSV.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WriteLeftOut {
    /// Which file.
    pub file: FileId,
}

impl Query for WriteLeftOut {
    type Progress = ();
    type Answer = String;
    const NAME: &'static str = "left_out_csv";
}

/// The metrics of a file by day and by what its rows are about, as CSV.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WriteRolledUp {
    /// Which file.
    pub file: FileId,
}

impl Query for WriteRolledUp {
    type Progress = ();
    type Answer = String;
    const NAME: &'static str = "rolled_up";
}

/// How the values of a column are spread.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ProfileColumn {
    /// Which file.
    pub file: FileId,
    /// Which of its columns.
    pub column: String,
}

impl Query for ProfileColumn {
    type Progress = ();
    type Answer = ColumnProfile;
    const NAME: &'static str = "profile";
}

/// Which of the loaded files complete one another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OfferJoins;

impl Query for OfferJoins {
    type Progress = ();
    type Answer = Vec<JoinOffer>;
    const NAME: &'static str = "joins";
    const REPLACES: bool = true;
}

/// What becomes of each loaded file, in their order: whether it counts, waits or feeds no metric, and what it has in common with others.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TellStanding;

impl Query for TellStanding {
    type Progress = ();
    type Answer = Vec<FileStanding>;
    const NAME: &'static str = "standing";
    const REPLACES: bool = true;
}

/// What scenarios can be fed with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MeasureInputs {
    /// The period that the scorecard shows.
    pub choice: Choice,
    /// The times of the scenario.
    pub windows: Windows,
}

impl Query for MeasureInputs {
    type Progress = ();
    type Answer = MeasuredAnswer;
    const NAME: &'static str = "measured";
    const REPLACES: bool = true;
}

/// How far long work has come, in its own unit: series that are compared, metrics that are evaluated.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DoneOf {
    /// So many.
    pub done: usize,
    /// Of so many.
    pub of: usize,
}

impl Query for LeadLagQuestion {
    type Progress = DoneOf;
    type Answer = LeadLagAnswer;
    const NAME: &'static str = "lead_lag";
    const REPLACES: bool = true;
}

/// All that the loaded files say, for the snapshot.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GatherEverything {
    /// Which period.
    pub choice: Choice,
    /// Which rows count.
    pub filters: Filters,
    /// What the user says about metrics.
    pub settings: Settings,
    /// The weights of the composite.
    pub weights: Weights,
    /// The question of the leading and lagging indicators.
    pub lead_lag: LeadLagQuestion,
}

impl Query for GatherEverything {
    type Progress = DoneOf;
    type Answer = SnapshotInput;
    const NAME: &'static str = "everything";
    const REPLACES: bool = true;
}
