//! Columns of a file that the canonical table has no place for and that tell its rows apart: team, region, cost centre. Figures can be
//! filtered by them, and nothing is computed from them.

use outturn_core::table::{Column, Table, TableKind};
use outturn_import::{Mapped, Mapping, RawFile};
use std::sync::Arc;

/// Values past which a column names single rows.
const MOST_VALUES: usize = 500;
/// In so many rows on average each value has to stand.
const ROWS_A_VALUE: usize = 2;
/// Longer texts are sentences.
const LONGEST: usize = 60;

/// A table with the labels of its file beside its own columns, under names as a schema has them: `cost_centre` for `Cost Centre`. Columns
/// are shared with the file's where all of its rows are in the table.
pub fn with_labels(mapped: &Mapped, raw: &RawFile, mapping: &Mapping) -> Arc<Table> {
    // Series and features have all their columns already.
    if matches!(mapped.kind, TableKind::MetricSeries | TableKind::Features) {
        return Arc::clone(&mapped.table);
    }
    let labels = labels(raw, mapping, &mapped.table);
    let are_all = mapped.left_out.is_empty() && raw.table.rows() == mapped.table.rows();
    let rows = match labels.is_empty() || are_all {
        true => None,
        false => rows_of(mapped, raw),
    };
    let mut table = mapped.table.as_ref().clone();
    for (name, column) in labels {
        match &rows {
            _ if are_all => table.push(&name, column),
            Some(rows) => table.push(&name, column.take(rows)),
            None => {}
        }
    }
    Arc::new(table)
}

/// The rows of the file that the rows of its table are, in order; `None` where these are not one to one.
fn rows_of(mapped: &Mapped, raw: &RawFile) -> Option<Vec<u32>> {
    let mut left_out = mapped.left_out.iter().map(|out| out.row).peekable();
    let kept = |row: &u32| {
        let number = raw.file_row(*row as usize);
        while left_out.next_if(|out| *out < number).is_some() {}
        left_out.peek() != Some(&number)
    };
    let rows: Vec<u32> = (0..raw.table.rows() as u32).filter(kept).collect();
    (rows.len() == mapped.table.rows()).then_some(rows)
}

/// Text columns of a file from which nothing is made, with a few values.
fn labels(raw: &RawFile, mapping: &Mapping, table: &Table) -> Vec<(String, Arc<Column>)> {
    let bound = mapping.bindings.iter().flat_map(|b| b.source.columns());
    let bound: Vec<&str> = bound.collect();
    let schema = mapping.kind.schema();
    let mut found: Vec<(String, Arc<Column>)> = Vec::new();
    for (name, column) in raw.table.columns() {
        let Some(text) = column.as_text().filter(|_| !bound.contains(&name)) else {
            continue;
        };
        let distinct = text.distinct();
        let tells_kinds = (1..=MOST_VALUES).contains(&distinct)
            && distinct * ROWS_A_VALUE <= text.len()
            && text.entries().all(|entry| entry.len() <= LONGEST);
        let own = as_in_a_schema(name);
        let is_free = schema.column(&own).is_none()
            && table.column(&own).is_none()
            && !found.iter().any(|(known, _)| *known == own);
        if tells_kinds && is_free && !own.is_empty() {
            found.extend(raw.table.shared(name).map(|column| (own, column)));
        }
    }
    found
}

/// A name as schemas write them: `Cost Centre`, `cost-centre` and `CostCentre` are `cost_centre`.
fn as_in_a_schema(name: &str) -> String {
    let mut own = String::with_capacity(name.len());
    let mut before = ' ';
    for letter in name.trim().chars() {
        if !letter.is_alphanumeric() {
            if !own.ends_with('_') {
                own.push('_');
            }
        } else {
            if letter.is_uppercase() && before.is_lowercase() {
                own.push('_');
            }
            own.extend(letter.to_lowercase());
        }
        before = letter;
    }
    own.trim_matches('_').to_owned()
}

#[cfg(test)]
mod tests {
    use super::as_in_a_schema;

    #[test]
    fn names_are_written_as_in_a_schema() {
        for name in [
            "Cost Centre",
            "cost-centre",
            "CostCentre",
            " cost_centre ",
            "COST CENTRE",
        ] {
            assert_eq!(as_in_a_schema(name), "cost_centre", "{name}");
        }
        assert_eq!(as_in_a_schema("Équipe"), "équipe");
        assert_eq!(as_in_a_schema("#"), "");
    }
}
