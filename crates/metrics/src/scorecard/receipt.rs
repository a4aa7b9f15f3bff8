//! Where a number comes from.

use crate::{Input, Metric, Observation, SourceFile, SourceTable, Sources};
use outturn_core::table::TableKind;
use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

/// Everything needed to recompute a figure by hand.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Receipt {
    /// What it is.
    pub definition: String,
    /// How it is computed; of a ready-made series, what was done with its values.
    pub formula: String,
    /// How the value of a longer period comes about.
    pub longer: String,
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
    let tables = match observation.made {
        None => metric.tables(),
        Some(_) => vec![TableKind::MetricSeries],
    };
    let behind = tables.into_iter().filter_map(|kind| sources.get(kind));
    let mut told = FxHashSet::default();
    let files = behind.flat_map(SourceTable::files);
    let files = files.filter(|file| told.insert(*file)).cloned();
    Receipt {
        definition: metric.meaning(),
        formula: observation.made.clone().unwrap_or_else(|| metric.formula()),
        longer: metric.longer(),
        source: metric.source().to_owned(),
        inputs: observation.inputs.clone(),
        files: files.collect(),
        rows_used: observation.rows_used,
        rows_left_out: observation.rows_skipped,
    }
}
