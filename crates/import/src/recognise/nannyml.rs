//! Predictions whose truth arrives in a file of its own, joined by an id: NannyML's samples, and logs like them.

use super::super::map::{Join, KeyRule};
use super::super::read::RawFile;
use super::Recognition;
use super::names::Names;
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

fn truth<'a>(names: &Names<'a>) -> Option<&'a str> {
    let column = TableKind::Predictions.schema().column("actual")?;
    names
        .find(&[column.name])
        .or_else(|| names.find(column.usual))
        .or_else(|| names.find(&["target", "label"]))
}

/// The truth alone: an id, what turned out, perhaps when.
pub(super) fn recognise(names: &Names<'_>) -> Option<Recognition> {
    let (id, truth) = (names.find(&IDS)?, truth(names)?);
    let rest = names
        .raw
        .table
        .columns()
        .filter(|(name, _)| *name != id && *name != truth);
    if rest
        .into_iter()
        .any(|(_, column)| !matches!(column, Column::Timestamp(_)) && column.present() > 0)
    {
        return None;
    }
    let notes = vec![format!(
        "This is what turned out to be true ({truth}) by {id}: load the predictions with the same {id}, and they get it."
    )];
    Some(Recognition::unmapped("truth that arrived later", notes))
}

/// Predictions with the truth that came later.
pub(super) fn join(predictions: &RawFile, later: &RawFile) -> Option<Join> {
    let (one, other) = (Names::of(predictions), Names::of(later));
    let schema = TableKind::Predictions.schema();
    let said = |name: &str| {
        let column = schema.column(name);
        column.is_some_and(|c| one.has(&[c.name]) || one.has(c.usual))
    };
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
