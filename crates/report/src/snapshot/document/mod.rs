//! The snapshot as it is written: one struct an object, its fields the format's keys.
//!
//! Keys that this version does not know are kept in `extra` and written back, so that what a newer program added survives.

mod scenarios;

pub use scenarios::{
    BreakEven, CashFlow, LedgerEntry, Results, Scenario, ScenarioInput, Sensitivity,
};

use outturn_core::calendar::Grain;
use outturn_core::units::Currency;
use outturn_import::RepairRule;
use outturn_metrics::{Bucket, Direction};
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

/// A loaded file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Source {
    /// Its name.
    pub file: String,
    /// The canonical table made from it; `null` while nobody knows what it is.
    pub table: Option<String>,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// Its length.
    pub bytes: u64,
    /// Rows read.
    pub rows_read: u64,
    /// Rows of the table made from it.
    pub rows_used: u64,
    /// Rows left out, by reason.
    pub left_out: Vec<LeftOut>,
    /// What was repaired.
    pub repairs: Vec<Repair>,
    /// What is to be known of the rows used, in sentences: charges that may be counted twice, rows dated ahead.
    #[serde(default)]
    pub caveats: Vec<String>,
    /// Unknown keys.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Rows left out for one reason.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LeftOut {
    /// Why, in words.
    pub reason: String,
    /// How many.
    pub count: u64,
    /// Unknown keys.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Repairs by one rule.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Repair {
    /// The rule.
    pub rule: RepairRule,
    /// How often it was used.
    pub count: u64,
    /// The first thing it was used on.
    pub example: String,
    /// Unknown keys.
    #[serde(flatten)]
    pub extra: Extra,
}

/// One metric in the period shown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Metric {
    /// Stable id.
    pub id: String,
    /// Name for people.
    pub label: String,
    /// In the base unit.
    pub value: Option<f64>,
    /// The base unit: `ratio`, `s`, `money`, `1/week` …
    pub unit: String,
    /// Of money: its ISO 4217 code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// Rows that went into the value.
    pub n: u64,
    /// First day of the value's own period, which may be another than the one shown; `null` without data.
    #[serde(default)]
    pub start: Option<String>,
    /// The day after its last.
    #[serde(default)]
    pub end: Option<String>,
    /// The periods that it is named by, from the first day of the first; the value's days may be fewer.
    #[serde(default)]
    pub named: Option<Days>,
    /// `met`, `near`, `missed`, `accepted`, `no_data` or `informative`.
    pub status: String,
    /// Why a value has no verdict, though there may be a target: `too_few`, `unfinished` or `stale`.
    #[serde(default)]
    pub no_verdict: Option<String>,
    /// How the value's period stands: `whole`, `part` or `stale`.
    #[serde(default)]
    pub standing: Option<String>,
    /// The days of the period that the data covers, where it does not cover all.
    #[serde(default)]
    pub observed: Option<Days>,
    /// The data ends before the period does.
    #[serde(default)]
    pub to_date: bool,
    /// What each value stands for, where that is longer than the period.
    #[serde(default)]
    pub stands_for: Option<Grain>,
    /// The columns that the newest rows still lack, where that is what ends the data.
    #[serde(default)]
    pub late: Vec<String>,
    /// The events that a verdict rests on, where they are known.
    #[serde(default)]
    pub cases: Option<u64>,
    /// What they are: `incidents`.
    #[serde(default)]
    pub noun: String,
    /// With fewer of them there is no verdict.
    #[serde(default)]
    pub least_n: u64,
    /// 0 to 100; `null` where the metric is not scored.
    #[serde(default)]
    pub score: Option<f64>,
    /// Which way is better.
    #[serde(default = "unset")]
    pub good: Direction,
    /// Who answers for it.
    #[serde(default)]
    pub owner: String,
    /// One of the few that everything else serves.
    #[serde(default)]
    pub north_star: bool,
    /// Why there is no value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// What the value is held against; `null` for nothing.
    pub target: Option<Target>,
    /// The value against others of the same metric.
    pub comparisons: Vec<Comparison>,
    /// Further statistics of the same rows: median, p90, precision, recall …
    #[serde(default)]
    pub statistics: Vec<Statistic>,
    /// All periods up to the one shown, gaps included.
    pub series: Vec<Point>,
    /// The metric cut by single columns.
    pub breakdowns: Vec<Breakdown>,
    /// Where the value comes from.
    pub receipt: Receipt,
    /// Unknown keys.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Of a metric written before it was said which way is better.
fn unset() -> Direction {
    Direction::Unset
}

/// A further statistic of a metric.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Statistic {
    /// What it is called: `median`.
    pub label: String,
    /// In its base unit.
    pub value: Option<f64>,
    /// The base unit.
    pub unit: String,
    /// The numbers it was computed from, such as true and false positives.
    #[serde(default)]
    pub inputs: Vec<Input>,
    /// Unknown keys.
    #[serde(flatten)]
    pub extra: Extra,
}

/// At or past `met` the target is met, past `missed` it is missed, between them is near.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Target {
    /// In the metric's base unit.
    pub met: Option<f64>,
    /// In the metric's base unit.
    pub missed: Option<f64>,
    /// Which way is better.
    pub good: Direction,
    /// `default`, `user`, `column` or `series`.
    pub origin: String,
    /// `fixed`, or `trend` for one that is held against the value before: its two numbers follow from that and are `null` without it.
    #[serde(default)]
    pub kind: Option<String>,
    /// Unknown keys.
    #[serde(flatten)]
    pub extra: Extra,
}

/// The value against another of the same metric.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// `previous_period`, `same_period_last_year`, `baseline`, `target` or `benchmark`.
    pub to: String,
    /// The other value.
    pub value: Option<f64>,
    /// Value − other, in the base unit.
    pub change: Option<f64>,
    /// (Value − other) ÷ |other|; `null` when the other is zero.
    pub change_ratio: Option<f64>,
    /// The days of the other value.
    #[serde(default)]
    pub days: Option<Days>,
    /// Those are as many days of the period before as have passed of this one.
    #[serde(default)]
    pub part: bool,
    /// What the change says: `changed`, `unchanged` where chance gives as much, `too_few` where there are too few cases to tell.
    #[serde(default)]
    pub reading: Option<String>,
    /// The lower end of the 95 % interval of the change, where it has one.
    #[serde(default)]
    pub low: Option<f64>,
    /// The upper end.
    #[serde(default)]
    pub high: Option<f64>,
    /// How the other value would stand against the target of now.
    #[serde(default)]
    pub status: Option<String>,
    /// Unknown keys.
    #[serde(flatten)]
    pub extra: Extra,
}

/// One period of a series.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// First day of the period.
    pub start: String,
    /// In the base unit; `null` is a gap.
    pub value: Option<f64>,
    /// Rows that went into it.
    pub n: u64,
    /// Unknown keys.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A metric cut by one column.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Breakdown {
    /// The column.
    pub by: String,
    /// One row a value of the column.
    pub rows: Vec<BreakdownRow>,
    /// Unknown keys.
    #[serde(flatten)]
    pub extra: Extra,
}

/// One row of a breakdown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BreakdownRow {
    /// The value of the column.
    pub key: String,
    /// The metric over its rows, in the base unit.
    pub value: Option<f64>,
    /// How many rows.
    pub n: u64,
    /// The metric's further statistics over its rows.
    #[serde(default)]
    pub statistics: Vec<Statistic>,
    /// Unknown keys.
    #[serde(flatten)]
    pub extra: Extra,
}

/// Where a value comes from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Receipt {
    /// What the metric is.
    pub definition: String,
    /// How it is computed; of supplied values, what was done with them.
    pub formula: String,
    /// How the value of a longer period comes about.
    #[serde(default)]
    pub longer: String,
    /// Who defines it so.
    #[serde(default)]
    pub source: String,
    /// The numbers that went into it, in base units.
    pub inputs: Vec<Input>,
    /// The file its table came from; several are joined by `; `.
    pub file: String,
    /// Its SHA-256; of several in the order of `file`, joined by `; `.
    pub sha256: String,
    /// Rows of the period that went into it.
    pub rows_used: u64,
    /// Rows of the period that lack a value the formula needs.
    pub rows_left_out: u64,
    /// Why rows of the period do not count, each reason with their number; also those that are none of the metric's events.
    #[serde(default)]
    pub left_out: Vec<LeftOut>,
    /// Unknown keys.
    #[serde(flatten)]
    pub extra: Extra,
}

/// A number that went into a value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Input {
    /// What it is.
    pub name: String,
    /// In its base unit.
    pub value: Option<f64>,
    /// The base unit.
    #[serde(default)]
    pub unit: String,
    /// Unknown keys.
    #[serde(flatten)]
    pub extra: Extra,
}

/// The composite score.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Scorecard {
    /// 0 to 100; the sum of the contributions.
    pub score: Option<f64>,
    /// Why there is no score.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The categories that have one.
    pub parts: Vec<Contribution>,
    /// Categories that are weighted and have none.
    pub missing: Vec<Bucket>,
    /// Unknown keys.
    #[serde(flatten)]
    pub extra: Extra,
}

/// One category's part of the score.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Contribution {
    /// The category.
    pub category: Bucket,
    /// Its share; the shares of all parts add up to 1.
    pub weight: Option<f64>,
    /// 0 to 100.
    pub score: Option<f64>,
    /// Weight × score.
    pub contribution: Option<f64>,
    /// Unknown keys.
    #[serde(flatten)]
    pub extra: Extra,
}

/// One indicator against the outcome.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LeadLag {
    /// Id of the indicator.
    pub leading: String,
    /// Id of the outcome.
    pub lagging: String,
    /// Length of one step.
    pub grain: Grain,
    /// In steps; positive when the indicator comes first.
    pub best_lag: Option<i32>,
    /// Correlation there.
    pub r: Option<f64>,
    /// Lower end of its 95 % interval.
    pub r_low: Option<f64>,
    /// Upper end.
    pub r_high: Option<f64>,
    /// Periods in which both are known.
    pub n: Option<u64>,
    /// How many independent ones those are worth.
    pub n_effective: Option<f64>,
    /// Two-sided, at this one lag.
    pub p_value: Option<f64>,
    /// After paying for every lag and indicator tried.
    pub p_adjusted: Option<f64>,
    /// `supported`, `moves_together`, `undecided`, `cannot_tell`, `not_supported`, `by_construction`, `too_little_data` or
    /// `not_comparable`.
    pub verdict: String,
    /// Every lag that was looked at.
    #[serde(default)]
    pub lags: Vec<Lag>,
    /// Patterns of the calendar that were taken out of both before they were compared: `months of the year`.
    #[serde(default)]
    pub without: Vec<String>,
    /// Why there is no evidence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Unknown keys.
    #[serde(flatten)]
    pub extra: Extra,
}

/// One lag between an indicator and the outcome.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Lag {
    /// In steps; positive when the indicator comes first.
    pub lag: i32,
    /// Correlation there; `null` with too few pairs.
    pub r: Option<f64>,
    /// Periods in which both are known.
    pub n: u64,
    /// The band: what |r| stays below in 95 of 100 unrelated pairs of series.
    pub chance: Option<f64>,
    /// Unknown keys.
    #[serde(flatten)]
    pub extra: Extra,
}
