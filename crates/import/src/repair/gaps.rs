//! Groups whose name stands on their first row only: a table of merged cells that was saved as delimited text. What the empty cells
//! below a name are is asked, and they are filled once the user says so.

use super::super::notes::Notes;
use super::super::options::{GapMeaning, ReadOptions};
use super::super::question::{Answer, Question, Subject};
use super::super::report::{RepairLog, excerpt};
use super::super::rule::RepairRule;
use super::Named;
use outturn_core::table::Column;
use rustc_hash::FxHashSet;

/// Groups, and cells below their names, from which on it is asked.
const LEAST: usize = 2;

/// Asks what the empty cells of the columns in front are, or fills them.
pub(super) fn settle(
    columns: &mut [Named],
    options: &ReadOptions,
    repairs: &mut RepairLog,
    notes: &mut Notes,
) {
    let full = |column: &Column| column.present() == column.len();
    if !columns.iter().any(|(_, column)| full(column)) {
        return;
    }
    // A group within a group begins wherever the outer one does.
    let mut begins: Option<Vec<usize>> = None;
    for (name, column) in columns.iter_mut() {
        let meaning = options.column(name).gaps;
        let Some(groups) = groups(column, begins.as_deref()) else {
            break;
        };
        match meaning {
            Some(GapMeaning::AsAbove) => {
                let filled = fill(column);
                let first = column.display(0).unwrap_or_default();
                repairs.add(RepairRule::MergedCell, filled, || {
                    format!("{} in {name}", excerpt(&first))
                });
            }
            Some(GapMeaning::NoValue) => {}
            None => notes.questions.push(question(name, column, &groups)),
        }
        begins = Some(groups);
    }
}

/// The rows on which groups begin, where a column has names on some rows and nothing below them.
fn groups(column: &Column, outer: Option<&[usize]>) -> Option<Vec<usize>> {
    // Whole numbers in front are years and numbers of things.
    let names = matches!(
        column,
        Column::Text(_) | Column::Timestamp(_) | Column::I64(_)
    );
    if !names || !column.is_present(0) {
        return None;
    }
    let empty = column.len() - column.present();
    if column.present() < LEAST || empty < LEAST {
        return None;
    }
    let mut known = FxHashSet::default();
    let mut begins = Vec::with_capacity(column.present());
    for row in 0..column.len() {
        let is_outer = outer.is_some_and(|outer| outer.binary_search(&row).is_ok());
        if is_outer {
            known.clear();
        }
        // A name that comes again is no group's.
        match column.display(row) {
            Some(name) if known.insert(name.clone()) => begins.push(row),
            None if !is_outer => {}
            _ => return None,
        }
    }
    // Most groups have more than one row, or they are single gaps.
    let ends = begins.iter().skip(1).copied().chain([column.len()]);
    let wide = begins
        .iter()
        .zip(ends)
        .filter(|(begin, end)| *end - **begin > 1)
        .count();
    (2 * wide > begins.len()).then_some(begins)
}

/// Fills each empty cell with the value above it; how many.
fn fill(column: &mut Column) -> u64 {
    let mut above = 0u32;
    let rows: Vec<u32> = (0..column.len())
        .map(|row| {
            if column.is_present(row) {
                above = row as u32;
            }
            above
        })
        .collect();
    let filled = column.len() - column.present();
    *column = column.take(&rows);
    filled as u64
}

fn question(name: &str, column: &Column, groups: &[usize]) -> Question {
    const EXAMPLES: usize = 3;
    let ends = groups.iter().skip(1).copied().chain([column.len()]);
    let examples = groups.iter().zip(ends).take(EXAMPLES).map(|(begin, end)| {
        let name = column.display(*begin).unwrap_or_default();
        let name = excerpt(name.trim_end_matches("T00:00:00Z"));
        format!("{name}, then {} empty", end - begin - 1)
    });
    let choices = [GapMeaning::AsAbove, GapMeaning::NoValue].map(Answer::Gaps);
    Question {
        subject: Subject::Gaps,
        column: Some(name.to_owned()),
        also: Vec::new(),
        examples: examples.collect(),
        guess: choices[0].clone(),
        choices: choices.to_vec(),
    }
}
