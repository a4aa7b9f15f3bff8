//! Indicators against the outcome in the snapshot.

use super::Extra;
use outturn_core::calendar::Grain;
use serde::{Deserialize, Serialize};

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
