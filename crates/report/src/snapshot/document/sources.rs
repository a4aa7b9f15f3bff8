//! Loaded files in the snapshot.

use super::Extra;
use outturn_import::RepairRule;
use serde::{Deserialize, Serialize};

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
    /// What was decided about it and what to look at, in sentences: zones that letters were read as, rows that count from another file.
    #[serde(default)]
    pub notes: Vec<String>,
    /// What the user said of how it is read, as the work saves it: order of dates, sign before fractions, zone of days.
    #[serde(default)]
    pub options: serde_json::Value,
    /// From its columns to those of the table, as the work saves it: columns, units, words, filters, placeholders, and what waits for an
    /// answer.
    #[serde(default)]
    pub mapping: serde_json::Value,
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
