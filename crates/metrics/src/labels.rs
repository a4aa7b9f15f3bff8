//! Labels that loaded rows can be told apart by, with the values they have.

use crate::{SourceTable, Sources};
use outturn_core::table::{Table, TableKind, TextColumn};
use outturn_expr::label_of;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A label of loaded tables.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    /// Its name: `team`.
    pub name: String,
    /// The tables that have it.
    pub tables: Vec<TableKind>,
    /// Its values with how many rows have each, those with most rows first; the empty one is that of rows without any.
    pub values: Vec<(String, u64)>,
}

/// A column with more different texts than this names single rows, and is no label.
const MOST_VALUES: usize = 2000;
/// Of a column that no schema calls a label, two texts have to stand in so many rows on average.
const ROWS_OF_TWO: usize = 3;
/// Columns of a text that says how long it is rather than what a row is about are sentences.
const LONGEST: usize = 60;

/// All labels of what is loaded: those of most tables first.
#[must_use]
pub fn labels(sources: &Sources) -> Vec<Label> {
    type Found = (Vec<TableKind>, BTreeMap<String, u64>);
    let mut found: BTreeMap<String, Found> = BTreeMap::new();
    for kind in sources.kinds() {
        let Some(table) = sources.get(kind).map(SourceTable::table) else {
            continue;
        };
        for (name, column) in of_table(kind, table) {
            let (tables, values) = found.entry(name.to_owned()).or_default();
            if !tables.contains(&kind) {
                tables.push(kind);
            }
            for (value, rows) in counts(column) {
                *values.entry(value.to_owned()).or_default() += rows;
            }
        }
    }
    let mut labels: Vec<Label> = found
        .into_iter()
        .map(|(name, (tables, values))| {
            let mut values: Vec<(String, u64)> = values.into_iter().collect();
            values.sort_by_key(|(_, rows)| std::cmp::Reverse(*rows));
            Label {
                name,
                tables,
                values,
            }
        })
        .collect();
    // What a schema calls a label goes before what a file has besides, and that before what only says how a row went.
    let rank = |label: &Label| {
        let schemas = || label.tables.iter().map(|kind| kind.schema());
        let is_label = schemas().any(|schema| schema.labels.contains(&label.name.as_str()));
        let is_known = schemas().any(|schema| schema.column(&label.name).is_some());
        match (is_label, is_known) {
            (true, _) => 0,
            (false, false) => 1,
            (false, true) => 2,
        }
    };
    labels.sort_by_key(|label| (rank(label), std::cmp::Reverse(label.tables.len())));
    labels
}

/// The columns of a table that are labels: those of its schema, and others that tell a few kinds of rows apart.
pub(crate) fn of_table(
    kind: TableKind,
    table: &Table,
) -> impl Iterator<Item = (&str, &TextColumn)> {
    let schema = kind.schema();
    let texts = table.columns();
    let texts = texts.filter_map(|(name, column)| Some((name, column.as_text()?)));
    texts.filter_map(move |(name, text)| {
        let is_series = kind == TableKind::MetricSeries;
        let is_known = schema.labels.contains(&name) || is_series && schema.column(name).is_none();
        let few = text.distinct() > 0 && text.distinct() <= MOST_VALUES;
        let tells_kinds = || {
            text.distinct() * ROWS_OF_TWO <= table.rows() * 2
                && text.entries().all(|entry| entry.len() <= LONGEST)
        };
        let names_one = name == "id" || name.ends_with("_id") && !is_known;
        let is_name = names_one || is_series && schema.column(name).is_some();
        let name = if is_series { label_of(name) } else { name };
        (few && !is_name && (is_known || tells_kinds())).then_some((name, text))
    })
}

/// How many rows have each value; without any, the empty one.
fn counts(column: &TextColumn) -> impl Iterator<Item = (&str, u64)> {
    let mut counts = vec![0_u64; column.distinct()];
    let mut missing = 0;
    column.for_each_code(0..column.len(), |code| {
        match counts.get_mut(code as usize) {
            Some(rows) => *rows += 1,
            None => missing += 1,
        }
    });
    let known = column.entries().zip(counts);
    known.chain([("", missing)]).filter(|(_, rows)| *rows > 0)
}
