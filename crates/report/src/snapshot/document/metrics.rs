//! Metrics in the snapshot, and the score of them.

use super::{Days, Extra, LeftOut};
use outturn_core::calendar::Grain;
use outturn_core::units::Currency;
use outturn_metrics::{Bucket, Direction};
use serde::{Deserialize, Serialize};

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
    /// The period lies ahead: what is in it is planned.
    #[serde(default)]
    pub planned: bool,
    /// What each value stands for, where that is longer than the period.
    #[serde(default)]
    pub stands_for: Option<Grain>,
    /// Whether it stands for half of that.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub stands_for_half: bool,
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
    /// Which of rival definitions the value is by, where that is not the catalogue's: `median`.
    #[serde(default)]
    pub definition: Option<String>,
    /// The metric by each of its rival definitions, in the same period.
    #[serde(default)]
    pub rivals: Vec<RivalDefinition>,
    /// The bands that the value is in, by the reports that publish any.
    #[serde(default)]
    pub bands: Vec<BandShown>,
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

/// A metric by one of its rival definitions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RivalDefinition {
    /// Stable id among the definitions of the metric.
    pub id: String,
    /// Its name for people.
    pub label: String,
    /// How it differs from the others.
    pub differs: String,
    /// The value in the base unit.
    pub value: Option<f64>,
    /// Why there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Rows that went into it.
    pub n: u64,
    /// The metric's value is by it.
    pub in_use: bool,
    /// Unknown keys.
    #[serde(flatten)]
    pub extra: Extra,
}

/// The band of a value in one report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BandShown {
    /// The report: `DORA 2023`.
    pub benchmark: String,
    /// The band; `null` where a value without a verdict is in none.
    pub band: Option<String>,
    /// What the report says, the best band first.
    pub published: String,
    /// Where it is published.
    pub source: String,
    /// How the report's measure differs from the metric; empty where it does not.
    #[serde(default)]
    pub differs: String,
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
    /// `default`, `user`, `column`, `series` or `benchmark`.
    pub origin: String,
    /// The name of the series or band that it is taken from.
    #[serde(default)]
    pub name: Option<String>,
    /// Who agreed to it.
    #[serde(default)]
    pub agreed_by: Option<String>,
    /// On which day.
    #[serde(default)]
    pub agreed_on: Option<String>,
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
    /// `previous_period`, `same_period_last_year`, `periods_ago`, `baseline`, `target` or `benchmark`.
    pub to: String,
    /// Of `benchmark` the band that the value is in: `DORA 2023, high`.
    #[serde(default)]
    pub name: Option<String>,
    /// Why there is no other value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Rows that went into the other value.
    #[serde(default)]
    pub n: Option<u64>,
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
    /// Which rows count, or why not only those that were asked for: `Team: Payments only`; missing where all do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filter: Option<String>,
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
    /// The metrics that are scored; their contributions add up to those of their categories.
    #[serde(default)]
    pub metrics: Vec<MetricContribution>,
    /// The metrics that are not met, the one that would bring the score most first.
    #[serde(default)]
    pub moves: Vec<ScoreMove>,
    /// How the score stands when its weights move; `null` for fewer than two categories.
    #[serde(default)]
    pub stability: Option<ScoreStability>,
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

/// One metric's part of the score.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MetricContribution {
    /// Id of the metric.
    pub id: String,
    /// Its category.
    pub category: Bucket,
    /// Its share of the whole score.
    pub weight: Option<f64>,
    /// 0 to 100.
    pub score: Option<f64>,
    /// Weight × score.
    pub contribution: Option<f64>,
    /// Unknown keys.
    #[serde(flatten)]
    pub extra: Extra,
}

/// What a metric that is not met would bring the score.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ScoreMove {
    /// Id of the metric.
    pub id: String,
    /// How far it is from being met, with its sign, in its base unit.
    pub by: Option<f64>,
    /// What the score gains when it is met and all else stays, in points of 100.
    pub gain: Option<f64>,
    /// Unknown keys.
    #[serde(flatten)]
    pub extra: Extra,
}

/// The score with its weights a fifth lower or higher, in all combinations.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ScoreStability {
    /// By which share each weight moves.
    pub swing: f64,
    /// How many combinations there are.
    pub cases: u64,
    /// The lowest score of them.
    pub low: Option<f64>,
    /// The highest.
    pub high: Option<f64>,
    /// In how many the categories cost the score in the same order as now.
    pub same_order: u64,
    /// In how many each category costs the score most, those that never do left out.
    pub weakest: Vec<WeakestIn>,
    /// Unknown keys.
    #[serde(flatten)]
    pub extra: Extra,
}

/// How often a category costs the score most.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WeakestIn {
    /// The category.
    pub category: Bucket,
    /// In how many combinations.
    pub cases: u64,
    /// Unknown keys.
    #[serde(flatten)]
    pub extra: Extra,
}
