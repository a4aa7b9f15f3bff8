//! What is asked of a metric that is looked at closely: the rows behind its number, and what stands around it.

use super::query::Query;
use outturn_core::table::TableKind;
use outturn_metrics::scorecard::{Choice, Filters, Happenings, Multiples, Settings};
use serde::{Deserialize, Serialize};

/// A metric in a period.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Looked {
    /// Id of the metric.
    pub metric: String,
    /// Which period.
    pub choice: Choice,
    /// Which rows count.
    pub filters: Filters,
    /// What the user says about metrics.
    pub settings: Settings,
}

/// In which order rows are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BehindOrder {
    /// Those worth most first.
    #[default]
    Largest,
    /// The last first.
    Newest,
    /// The first first.
    Oldest,
}

/// Which rows behind a number are looked at.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Behind {
    /// Of which number.
    pub of: Looked,
    /// Which of its tables, from 0.
    pub table: usize,
    /// Those that do not count in place of those that do.
    pub left_out: bool,
    /// In which order.
    pub order: BehindOrder,
}

/// A few of the rows behind a number.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ListBehind {
    /// Which rows.
    pub behind: Behind,
    /// First row, from 0.
    pub offset: usize,
    /// How many at most.
    pub limit: usize,
}

/// A table behind a number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BehindTable {
    /// Which.
    pub kind: TableKind,
    /// Rows of the period that count.
    pub counted: usize,
    /// Rows of the period that do not, by the reason.
    pub left_out: Vec<(String, usize)>,
    /// Whether each row counts for itself, or the number is of all of them together.
    pub one_by_one: bool,
}

/// A window of the rows behind a number.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct BehindPage {
    /// The tables that the number is computed from.
    pub tables: Vec<BehindTable>,
    /// Names of the columns.
    pub header: Vec<String>,
    /// The rows.
    pub rows: Vec<BehindRow>,
    /// First row's place, from 0.
    pub offset: usize,
    /// Rows there are, of those asked for.
    pub total: usize,
}

/// A row behind a number.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BehindRow {
    /// The file that it is in.
    pub file: String,
    /// Its number there, from 1, header and blank lines not counted; `None` where a row of the file makes several, or several make one.
    pub number: Option<u32>,
    /// What it is worth, where it counts.
    pub worth: Option<f64>,
    /// Why it does not count.
    pub reason: Option<String>,
    /// Its cells as they are shown.
    pub cells: Vec<Option<String>>,
}

impl Query for ListBehind {
    type Progress = ();
    type Answer = BehindPage;
    const NAME: &'static str = "behind";
    const REPLACES: bool = true;
}

/// All of the rows behind a number that are looked at, as CSV.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WriteBehind {
    /// Which rows.
    pub behind: Behind,
}

impl Query for WriteBehind {
    type Progress = ();
    type Answer = String;
    const NAME: &'static str = "behind_csv";
}

/// What stands around a metric.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ShowAround {
    /// Around which.
    pub of: Looked,
    /// The label whose values are wanted side by side; `None` for the first there is.
    pub by: Option<String>,
}

/// What stands around a metric.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Around {
    /// Releases and incidents of the days of its series.
    pub happenings: Happenings,
    /// The labels that it can be told apart by.
    pub labels: Vec<String>,
    /// The metric of each value of one of them.
    pub multiples: Option<Multiples>,
}

impl Query for ShowAround {
    type Progress = ();
    type Answer = Around;
    const NAME: &'static str = "around";
    const REPLACES: bool = true;
}
