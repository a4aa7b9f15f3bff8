//! Where a number comes from.

use crate::metrics::{Input, Metric, Observation, SourceFile, Sources};
use serde::{Deserialize, Serialize};

/// Everything needed to recompute a figure by hand.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Receipt {
    /// What it is.
    pub definition: String,
    /// How it is computed.
    pub formula: String,
    /// Who defines it so.
    pub source: String,
    /// The numbers that went into it.
    pub inputs: Vec<Input>,
    /// The files its tables came from.
    pub files: Vec<SourceFile>,
    /// Rows of the period that went into it.
    pub rows_used: u64,
    /// Rows of the period that lack a value the formula needs.
    pub rows_left_out: u64,
}

/// The receipt of an observation.
#[must_use]
pub fn receipt(metric: &Metric<'_>, observation: &Observation, sources: &Sources) -> Receipt {
    let mut files: Vec<SourceFile> = Vec::new();
    for file in metric
        .tables()
        .iter()
        .filter_map(|&kind| sources.get(kind))
        .flat_map(|t| &t.files)
    {
        if !files.contains(file) {
            files.push(file.clone());
        }
    }
    Receipt {
        definition: metric.meaning(),
        formula: metric.formula().to_owned(),
        source: metric.source().to_owned(),
        inputs: observation.inputs.clone(),
        files,
        rows_used: observation.rows_used,
        rows_left_out: observation.rows_skipped,
    }
}
