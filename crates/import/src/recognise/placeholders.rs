//! Values that look like placeholders for no value: a moment decades from all others, -1 or 9999 where nothing else is near. They are
//! asked about once, over all columns that are made use of.

mod moments;
mod numbers;

use super::super::map::{Mapping, Placeholder, Source, Topic, values_of};
use super::names::Names;
use super::question::Asked;
use super::{Edit, MappingChoice, MappingQuestion};
use outturn_core::table::{Column, ColumnKind, Quantity};
use std::sync::Arc;

/// How many examples are shown.
const EXAMPLES: usize = 6;

/// A column that is made use of.
struct Used {
    /// What waits for the answer: the canonical column, or the file's where that is a metric of its own.
    waits: String,
    /// The file's column.
    name: String,
    quantity: Quantity,
    column: Arc<Column>,
}

/// Asks where a file has such values.
pub(super) fn question(names: &Names<'_>, mapping: &Mapping) -> Option<Asked> {
    let times = used(names, mapping, ColumnKind::Timestamp);
    let measured = used(names, mapping, ColumnKind::Number);
    if let Some(question) = moments::in_1970(&times) {
        return Some(question.into());
    }
    let of_times = moments::placeholders(&times);
    let of_numbers = measured
        .iter()
        .map(|u| numbers::placeholders(&u.column, u.quantity));
    let all: Vec<(&Used, Vec<String>)> = times
        .iter()
        .zip(of_times)
        .chain(measured.iter().zip(of_numbers))
        .filter(|(_, values)| !values.is_empty())
        .collect();
    let also = all.iter().skip(1).map(|(used, _)| used.waits.clone());
    Some(Asked {
        question: of_all(&all)?,
        also: also.collect(),
    })
}

/// The columns of one kind that a mapping makes use of. Those of which it is open how they are written come when that is answered.
fn used(names: &Names<'_>, mapping: &Mapping, kind: ColumnKind) -> Vec<Used> {
    let table = mapping.kind.schema();
    let mut all = Vec::new();
    let mut add = |waits: &str, name: &str, quantity, order| {
        // Of some it is known already.
        if names.raw.is_open(name) || !mapping.placeholders_of(Some(name)).is_empty() {
            return;
        }
        if let Some(column) = values_of(names.raw, name, kind, order) {
            all.push(Used {
                waits: waits.to_owned(),
                name: name.to_owned(),
                quantity,
                column,
            });
        }
    };
    for binding in &mapping.bindings {
        let schema = table.column(&binding.canonical).filter(|c| c.kind == kind);
        if let (Some(schema), Source::Column(name)) = (schema, &binding.source)
            && !mapping.waits(&binding.canonical)
        {
            add(schema.name, name, schema.quantity, binding.date_order);
        }
    }
    if kind == ColumnKind::Number {
        for name in &mapping.metrics {
            add(name, name, Quantity::Base, None);
        }
    }
    all
}

fn of_all(all: &[(&Used, Vec<String>)]) -> Option<MappingQuestion> {
    let (first, _) = all.first()?;
    let named: Vec<&str> = all.iter().map(|(used, _)| used.name.as_str()).collect();
    let examples = all.iter().flat_map(|(used, values)| {
        values
            .iter()
            .map(|value| format!("{value} in {}", used.name))
    });
    let without = all.iter().map(|(used, values)| {
        Edit::Without(Placeholder {
            column: used.name.clone(),
            values: values.clone(),
        })
    });
    Some(MappingQuestion {
        topic: Topic::Placeholders,
        canonical: Some(first.waits.clone()),
        text: format!(
            "{} has values far from all others: do they stand for no value?",
            named.join(", ")
        ),
        examples: examples.take(EXAMPLES).collect(),
        choices: vec![
            MappingChoice::new("no value: left out and counted", without.collect()),
            MappingChoice::new("values, as they stand", Vec::new()),
        ],
        guess: Some(0),
    })
}
