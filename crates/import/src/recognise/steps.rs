//! Numbers under a time-like name that are no moments: 1, 2, 3 count steps, and only the user knows of what.

use super::super::dates::{self, DateOrder};
use super::super::map::{Mapping, Source, Step, Topic, orders_of, says_when, step_of, values_of};
use super::super::repair;
use super::names::Names;
use super::question::examples;
use super::{Edit, MappingChoice, MappingQuestion};
use outturn_core::table::{Column, ColumnKind};

/// Asks what the numbers count that fill columns of moments and say none.
pub(super) fn questions(names: &Names<'_>, mapping: &Mapping) -> Vec<MappingQuestion> {
    let table = mapping.kind.schema();
    let mut questions = Vec::new();
    for binding in &mapping.bindings {
        let wanted = table.column(&binding.canonical).map(|c| c.kind);
        let (Some(ColumnKind::Timestamp), Source::Column(name)) = (wanted, &binding.source) else {
            continue;
        };
        let Some(column) = names.raw.table.column(name) else {
            continue;
        };
        let orders = orders_of(column);
        if !orders.is_empty()
            && binding.date_order.is_none()
            && !says_when(column, name, &names.raw.written)
        {
            questions.push(which_order(&binding.canonical, name, column, &orders));
            continue;
        }
        let steps = match column {
            Column::I64(_) | Column::F64(_) => {
                column.present() > 0 && !says_when(column, name, &names.raw.written)
            }
            // `Sprint 1`; a date with a word in front is no step.
            Column::Text(text) => {
                let is_step = |entry: &str| {
                    step_of(entry).is_some()
                        && dates::month_of(entry).is_none()
                        && dates::fiscal(entry).is_none()
                };
                let dates = || values_of(names.raw, name, ColumnKind::Timestamp, None);
                text.distinct() > 0
                    && text.entries().all(is_step)
                    && dates().is_some_and(|dates| dates.present() == 0)
            }
            _ => false,
        };
        if steps {
            questions.push(question(names, &binding.canonical, name, column));
        }
    }
    questions
}

/// Asks in which order digits alone are dates.
fn which_order(
    canonical: &str,
    name: &str,
    column: &Column,
    orders: &[DateOrder],
) -> MappingQuestion {
    let first = (0..column.len()).find_map(|row| column.display(row));
    let first = first.unwrap_or_default();
    let choice = |order: &DateOrder| {
        let day = first
            .parse()
            .ok()
            .and_then(|whole| dates::digits_by(whole, *order));
        let day = day.map(repair::shown).unwrap_or_default();
        let label = format!(
            "{}: {first} is {}",
            order.words(),
            day.trim_end_matches("T00:00:00Z")
        );
        let edit = Edit::OrderDates {
            canonical: canonical.to_owned(),
            order: *order,
        };
        MappingChoice::new(label, vec![edit])
    };
    // The year in front is what programs write.
    let guess = orders
        .iter()
        .position(|order| *order == DateOrder::YearFirst);
    MappingQuestion {
        topic: Topic::Steps,
        canonical: Some(canonical.to_owned()),
        text: format!("Which of day, month and year comes first in {name}?"),
        examples: examples(Some(column)),
        choices: orders.iter().map(choice).collect(),
        guess: Some(guess.unwrap_or(0)),
    }
}

fn question(names: &Names<'_>, canonical: &str, name: &str, column: &Column) -> MappingQuestion {
    let start = names.day_in_name();
    let choices = Step::ALL.map(|step| {
        let from = match (step, &start) {
            (Step::Order, _) => String::new(),
            (_, Some(day)) => format!(" from {day}, the day in the file's name"),
            (_, None) => " from a day that you then choose in the mapping".to_owned(),
        };
        let source = Source::Counted {
            column: name.to_owned(),
            step,
            start: start.clone().filter(|_| step != Step::Order),
        };
        let label = format!("{}{from}", step.label());
        MappingChoice::new(label, vec![Edit::bind(canonical, source)])
    });
    MappingQuestion {
        topic: Topic::Steps,
        canonical: Some(canonical.to_owned()),
        text: format!("The numbers in {name} are not dates. What do they count?"),
        examples: examples(Some(column)),
        guess: Some(choices.len() - 1),
        choices: choices.to_vec(),
    }
}
