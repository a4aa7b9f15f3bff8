//! Predictions whose truth arrives in a file of its own, joined by an id: NannyML's samples, and logs like them.

use crate::file::RawFile;
use crate::map::{Join, KeyRule};
use crate::recognise::export::{Export, Note};
use crate::recognise::names::Names;
use outturn_core::table::{Column, TableKind};

/// Columns that say which prediction a row is about.
const IDS: [&str; 7] = [
    "id",
    "prediction_id",
    "request_id",
    "identifier",
    "uuid",
    "row_id",
    "index",
];

/// The truth alone: an id, what turned out, perhaps when.
pub(super) const TRUTH: Export = Export {
    name: "truth that arrived later",
    has: &[&IDS],
    only_if: Some(is_truth_alone),
    notes: &[Note::Computed(belongs_to_predictions)],
    ..Export::BLANK
};

/// The column that says what turned out to be true.
fn truth<'a>(names: &Names<'a>) -> Option<&'a str> {
    names
        .usual(TableKind::Predictions, "actual")
        .or_else(|| names.find(&["target", "label"]))
}

/// Whether nothing but times is beside the id and the truth.
fn is_truth_alone(names: &Names<'_>) -> bool {
    let (Some(id), Some(truth)) = (names.find(&IDS), truth(names)) else {
        return false;
    };
    let mut rest = names
        .raw
        .table
        .columns()
        .filter(|(name, _)| *name != id && *name != truth);
    rest.all(|(_, column)| matches!(column, Column::Timestamp(_)) || column.present() == 0)
}

fn belongs_to_predictions(names: &Names<'_>) -> Option<String> {
    let (id, truth) = (names.find(&IDS)?, truth(names)?);
    Some(format!(
        "This is what turned out to be true ({truth}) by {id}: load the predictions with the same {id}, and they get it."
    ))
}

/// Predictions with the truth that came later.
pub(super) fn join(predictions: &RawFile, later: &RawFile) -> Option<Join> {
    let (one, other) = (Names::of(predictions), Names::of(later));
    let said = |canonical: &str| one.usual(TableKind::Predictions, canonical).is_some();
    if !said("timestamp") || !(said("predicted") || said("score")) || truth(&one).is_some() {
        return None;
    }
    let key = IDS.iter().find(|id| one.has(&[id]) && other.has(&[id]))?;
    let target = truth(&other)?;
    Some(Join {
        key: one.find(&[key])?.to_owned(),
        key_rule: KeyRule::Whole,
        other_key: other.find(&[key])?.to_owned(),
        other_rule: KeyRule::Whole,
        other_rows: Vec::new(),
        latest_by: None,
        take: vec![(target.to_owned(), "actual".to_owned())],
    })
}
