//! What the snapshot is made of, apart from the scenarios: it all follows from the loaded files.

use outturn_core::calendar::{Calendar, Span};
use outturn_core::table::TableKind;
use outturn_import::{Mapping, ReadOptions, Repair};
use outturn_leadlag::Ranking;
use outturn_metrics::SourceFile;
use outturn_metrics::scorecard::{Composite, Detail, Filters, Settings, Weights};
use serde::{Deserialize, Serialize};

/// All that the loaded files say.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct SnapshotInput {
    /// The days that the data touches.
    pub span: Option<Span>,
    /// The calendar that its periods are of.
    pub calendar: Calendar,
    /// The zone whose days count, by name; empty for the calendar's distance from UTC.
    pub zone: String,
    /// The files, in the order they were loaded.
    pub files: Vec<SnapshotFile>,
    /// Every metric with its whole series and its breakdowns.
    pub details: Vec<Detail>,
    /// Which rows the figures are of.
    pub filters: Filters,
    /// What the user says about metrics.
    pub settings: Settings,
    /// The weights of the score.
    pub weights: Weights,
    /// The score.
    pub composite: Composite,
    /// Which indicators lead the outcome; `None` when there is nothing to rank.
    pub ranking: Option<Ranking>,
}

/// A loaded file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SnapshotFile {
    /// Name, fingerprint and rows.
    pub facts: SourceFile,
    /// The table made from it; `None` while nobody knows what it is.
    pub table: Option<TableKind>,
    /// What was repaired in it, as it was read and in cells that a figure is made of.
    pub repairs: Vec<Repair>,
    /// Files that have some of its rows too, by name, and how many of its rows count from them instead.
    pub counted_from: Vec<(String, u64)>,
    /// What was decided about it, and what to look at.
    pub notes: Vec<String>,
    /// What the user said of how it is read.
    pub options: ReadOptions,
    /// From its columns to those of the table, with what was answered; `None` while nobody knows what it is.
    pub mapping: Option<Mapping>,
}
