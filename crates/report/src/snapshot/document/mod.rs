//! The snapshot as it is written: one struct an object, its fields the format's keys.
//!
//! Keys that this version does not know are kept in `extra` and written back, so that what a newer program added survives.

mod leads;
mod metrics;
mod scenarios;
mod sources;

pub use leads::{Lag, LeadLag};
pub use metrics::{
    BandShown, Breakdown, BreakdownRow, Comparison, Contribution, Input, Metric,
    MetricContribution, Point, Receipt, RivalDefinition, ScoreMove, ScoreStability, Scorecard,
    Statistic, Target, WeakestIn,
};
pub use scenarios::{
    BreakEven, CashFlow, LedgerEntry, Results, Scenario, ScenarioInput, Sensitivity,
};
pub use sources::{LeftOut, Repair, Source};

use outturn_core::calendar::Grain;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// What the key `format` says.
pub const FORMAT: &str = "outturn.snapshot";
/// The version that this program writes.
pub const VERSION: u32 = 1;

/// Keys of an object that this version does not know.
pub type Extra = Map<String, Value>;

/// Everything on show.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Snapshot {
    /// [`FORMAT`].
    pub format: String,
    /// The version of the format.
    pub version: u32,
    /// The program that wrote it.
    pub app_version: String,
    /// When it was written; versions of before noted nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub made_at: Option<String>,
    /// The last second of the data, or when it was written if the data has no dates: `2026-03-31T23:59:59Z`.
    pub as_of: String,
    /// The period shown.
    pub period: PeriodShown,
    /// The loaded files.
    pub sources: Vec<Source>,
    /// Every metric, also those without a value.
    pub metrics: Vec<Metric>,
    /// The composite.
    pub scorecard: Scorecard,
    /// Early warnings; this version has none.
    pub alerts: Vec<Value>,
    /// Objectives and key results; this version has none.
    pub okrs: Vec<Value>,
    /// What-ifs with their results.
    pub scenarios: Vec<Scenario>,
    /// Each indicator against the outcome, best evidence first.
    pub lead_lag: Vec<LeadLag>,
    /// What was chosen that the figures depend on.
    #[serde(default)]
    pub settings: Settings,
    /// SHA-256 of all the rest, in hexadecimal; see [`Snapshot::seal`]. Versions of before wrote none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checksum: Option<String>,
    /// What it was read from is not what was written under its checksum.
    #[serde(skip)]
    pub changed: bool,
    /// Unknown keys.
    #[serde(flatten)]
    pub extra: Extra,
}

/// What was chosen that the figures depend on; each as the program keeps it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Settings {
    /// Grain and period.
    pub choice: Value,
    /// When days, weeks and years begin, and what months are.
    #[serde(default)]
    pub calendar: Value,
    /// The zone whose days count, by its name in the IANA database; empty for the calendar's distance from UTC.
    #[serde(default)]
    pub zone: String,
    /// What the user says of metrics, by id: targets, better side, unit, how values add up.
    pub metrics: Value,
    /// The weights of the score.
    pub weights: Value,
    /// Which rows the figures are of, by their labels; missing where all are.
    #[serde(default, skip_serializing_if = "Value::is_null")]
    pub filters: Value,
    /// How leading and lagging indicators were compared: outcome, length of a step, transform, longest lag, significance.
    pub lead_lag: Value,
    /// Unknown keys.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Days, the end excluded.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Days {
    /// First day.
    pub start: String,
    /// The day after the last.
    pub end: String,
    /// Unknown keys.
    #[serde(flatten)]
    pub extra: Extra,
}

/// The period that the values are of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PeriodShown {
    /// Length of one step of the series.
    pub grain: Grain,
    /// First day.
    pub start: String,
    /// The day after the last.
    pub end: String,
    /// Unknown keys.
    #[serde(flatten)]
    pub extra: Extra,
}
