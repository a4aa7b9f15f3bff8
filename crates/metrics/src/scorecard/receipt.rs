//! Where a number comes from.

use super::Filtered;
use crate::{Input, Metric, Observation, SourceFile, Sources};
use outturn_core::table::TableKind;
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
    /// Why rows of the period do not count, each reason with their number; also those that are none of the metric's events.
    #[serde(default)]
    pub left_out: Vec<(String, u64)>,
    /// Which rows count, where not all do.
    #[serde(default)]
    pub filtered: Filtered,
}

/// The receipt of an observation.
#[must_use]
pub fn receipt(metric: &Metric<'_>, observation: &Observation, sources: &Sources) -> Receipt {
    let supplied = metric.is_supplied(sources);
    Receipt {
        definition: metric.meaning(),
        formula: match (&observation.made, supplied) {
            (Some(made), _) => made.clone(),
            (None, true) => "as supplied".to_owned(),
            (None, false) => match cost_basis(metric, sources) {
                Some(basis) => format!("{}, on the {basis} basis", metric.formula_of(sources)),
                None => metric.formula_of(sources),
            },
        },
        longer: match supplied {
            false => metric.longer(),
            true => metric.longer_as_supplied(sources),
        },
        source: match supplied {
            false => metric.source().to_owned(),
            true => "the file it came in".to_owned(),
        },
        inputs: observation.inputs.clone(),
        files: metric.files(sources),
        rows_used: observation.rows_used,
        rows_left_out: observation.rows_skipped,
        left_out: observation.left_out.clone(),
        filtered: Filtered {
            by: sources.filter().clone(),
            not_by: Vec::new(),
        },
    }
}

/// The basis of the costs that a metric is computed from: billed, effective, list or contracted; `None` where they do not say, or are on
/// several.
#[must_use]
pub fn cost_basis(metric: &Metric<'_>, sources: &Sources) -> Option<String> {
    let costs = sources.get(TableKind::Costs)?;
    if !metric.reads(TableKind::Costs, "cost") || metric.is_supplied(sources) {
        return None;
    }
    let basis = costs.table().column("basis")?.as_text()?;
    let mut known = basis.entries();
    known
        .next()
        .filter(|_| known.next().is_none())
        .map(|basis| basis.trim().to_owned())
}
