//! Lengths of time in two parts: `1:20` is an hour and 20 minutes in a timesheet, a minute and 20 seconds of a run. Where all of a column
//! are written so, it is asked.

use super::super::map::{Mapping, MetricEdit, Source, Topic, Unit};
use super::names::Names;
use super::question::examples;
use super::{Edit, MappingChoice, MappingQuestion};
use outturn_core::table::{Column, TextColumn};

/// Asks where a column that is made use of has such lengths.
pub(super) fn questions(names: &Names<'_>, mapping: &Mapping) -> Vec<MappingQuestion> {
    let mut asked = Vec::new();
    for (name, waits, edit) in written(mapping) {
        let column = names.raw.table.column(&name);
        let text = column
            .and_then(Column::as_text)
            .filter(|text| are_open(text));
        if let Some(text) = text {
            asked.push(question(&name, column, text, waits, &edit));
        }
    }
    asked
}

/// The file's column, what waits for the answer, and what gives it another unit.
type Written = (String, String, Box<dyn Fn(Unit) -> Edit>);

/// Columns whose lengths say their own unit.
fn written(mapping: &Mapping) -> Vec<Written> {
    let mut all: Vec<Written> = Vec::new();
    for binding in &mapping.bindings {
        let Source::Column(name) = &binding.source else {
            continue;
        };
        if binding.unit == Some(Unit::Written) && !mapping.waits(&binding.canonical) {
            let canonical = binding.canonical.clone();
            let count_in = move |unit| Edit::CountIn {
                canonical: canonical.clone(),
                unit: Some(unit),
            };
            all.push((name.clone(), binding.canonical.clone(), Box::new(count_in)));
        }
    }
    for edit in &mapping.metric_edits {
        if edit.unit == Some(Unit::Written) && !mapping.waits(&edit.column) {
            let (name, edit) = (edit.column.clone(), edit.clone());
            let count_in = move |unit| {
                Edit::Metric(MetricEdit {
                    unit: Some(unit),
                    ..edit.clone()
                })
            };
            all.push((name.clone(), name, Box::new(count_in)));
        }
    }
    all
}

/// Hours or minutes in front of the colon, where a text has one colon and nothing but digits.
fn first_part(text: &str) -> Option<u32> {
    let (first, second) = text.trim().split_once(':')?;
    let fits = second.len() == 2 && second.bytes().all(|b| b.is_ascii_digit());
    first.parse().ok().filter(|_| fits)
}

/// Whether all lengths of a column have two parts.
fn are_open(text: &TextColumn) -> bool {
    let lengths = || text.entries().filter(|entry| Unit::Written.reads(entry));
    lengths().next().is_some() && lengths().all(|entry| first_part(entry).is_some())
}

fn question(
    name: &str,
    column: Option<&Column>,
    text: &TextColumn,
    waits: String,
    edit: &dyn Fn(Unit) -> Edit,
) -> MappingQuestion {
    let choice = |label: &str, unit| MappingChoice::new(label, vec![edit(unit)]);
    // What takes days is seldom told to the minute.
    let is_short = text
        .entries()
        .filter_map(first_part)
        .any(|first| first >= 24);
    MappingQuestion {
        topic: Topic::Unit,
        canonical: Some(waits),
        text: format!("What are the two parts of {name}?"),
        examples: examples(column),
        choices: vec![
            choice("hours and minutes", Unit::HoursAndMinutes),
            choice("minutes and seconds", Unit::Written),
        ],
        guess: Some(usize::from(is_short)),
    }
}
