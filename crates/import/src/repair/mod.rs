//! Columns mended after the file is read: each over all of its cells, never over the first ones.
//!
//! What a reader could not take as numbers or dates is text by then, each distinct text held once; so a spelling is looked at once
//! however many rows have it, and a file without faults pays nothing. What could be meant in two ways is asked, and stays text.

mod days;
mod epoch;
mod gaps;
mod missing;
mod moments;
mod numbers;
mod points;
mod spelled;

use super::dates::{self, DateOrder};
use super::notes::Notes;
use super::options::{ColumnChoice, ReadOptions};
use super::question::{Question, Subject};
use super::report::RepairLog;
use super::rule::{Repair, RepairRule};
pub use epoch::is_named_as_time;
use missing::{drop_dashes, null_words};
use moments::Moments;
pub(super) use moments::{micros, read as read_moment};
use numbers::Numbers;
pub(super) use numbers::{number_of, numbers_of};
use outturn_core::steps::pause;
use outturn_core::table::{Column, ColumnType, TextColumn, Values};
use points::decimal_of;
pub(super) use points::doubtful;
pub(super) use spelled::currency_of;

/// Prometheus's label for the upper bound of a histogram's bucket: the name of the last one is `+Inf`, which is no missing number.
const BUCKET: &str = "metric.le";

/// What became of a text column.
enum Repaired {
    /// It has a type now; the sentence is worth telling.
    Column(Column, Used, Option<String>),
    /// It stays text, and this is how its cells are read where numbers or moments are wanted.
    Reading(ColumnChoice),
    /// It stays text until this is answered.
    Ask(Question),
    /// It is text.
    Text,
}

/// Which rules were used on a column, on how many rows, with the first example of each.
#[derive(Clone)]
pub(super) struct Used {
    /// Rows of each distinct text.
    rows: Vec<u64>,
    pub(super) counts: Vec<(RepairRule, u64, String)>,
}

impl Used {
    fn of(text: &TextColumn) -> Self {
        let mut rows = vec![0; text.distinct()];
        for code in (0..text.len()).filter_map(|row| text.code(row)) {
            rows[code as usize] += 1;
        }
        Self {
            rows,
            counts: Vec::new(),
        }
    }

    /// Rows of a distinct text.
    fn rows(&self, code: usize) -> u64 {
        self.rows.get(code).copied().unwrap_or(0)
    }

    /// Counts a rule for all rows of a distinct text.
    fn add(&mut self, rule: RepairRule, code: usize, example: impl FnOnce() -> String) {
        let rows = self.rows(code);
        match self.counts.iter_mut().find(|(known, ..)| *known == rule) {
            Some((_, count, _)) => *count += rows,
            None => self.counts.push((rule, rows, example())),
        }
    }

    /// What was done, for the receipt.
    pub(super) fn repairs(self) -> Vec<Repair> {
        let repair = |(rule, count, example)| Repair {
            rule,
            count,
            example,
        };
        self.counts.into_iter().map(repair).collect()
    }

    fn rules(&self) -> impl Iterator<Item = RepairRule> + '_ {
        self.counts.iter().map(|(rule, ..)| *rule)
    }
}

/// A column by its name.
pub(super) type Named = (String, Column);

/// Mends what can be mended in all columns, counts it, and asks what is open.
pub(super) async fn repair(
    columns: &mut [Named],
    options: &ReadOptions,
    delimiter: Option<char>,
    repairs: &mut RepairLog,
    notes: &mut Notes,
) {
    null_words(columns, options, repairs);
    let numbers: Vec<Option<Numbers<'_>>> =
        columns.iter().map(|c| numbers_in(c, options)).collect();
    let decimal = decimal_of(columns, &numbers);
    let order = notes.order.or_else(|| order_of(columns, options));
    // Seldom is anything recorded long before it happens.
    let until = notes.written_at.map(|at| at.0.saturating_add(dates::DAY));
    let until = until.or_else(|| latest(columns).map(|at| at.saturating_add(366 * dates::DAY)));
    let mut repaired = Vec::with_capacity(columns.len());
    for ((name, column), numbers) in columns.iter().zip(&numbers) {
        pause().await;
        repaired.push(match (column, numbers) {
            (Column::Text(_), Some(numbers)) => numbers.repair(decimal, delimiter, options),
            (Column::Text(text), None) if is_free(name, options) => {
                moments_in(name, text, (order, until), options, notes)
            }
            _ => Repaired::Text,
        });
    }
    let currencies = columns.iter().zip(&numbers);
    let currencies =
        currencies.filter_map(|((name, _), n)| Some((name.clone(), n.as_ref()?.one_currency()?)));
    notes.written.currencies = currencies.collect();
    let shares = columns.iter().zip(&numbers);
    let shares = shares.filter(|(_, n)| n.as_ref().is_some_and(Numbers::is_of_percent));
    notes.written.shares = shares.map(|((name, _), _)| name.clone()).collect();
    drop(numbers);
    notes.written.decimal = decimal;
    notes.written.date_order = order;
    for ((name, column), repaired) in columns.iter_mut().zip(repaired) {
        let name_zones = days::name_zones(name, column, options);
        take(name, column, repaired, repairs, notes);
        drop_dashes(name, column, options, repairs, notes);
        if let Some((repaired, rule, count, example)) = epoch::repair(name, column, options)
            && is_free(name, options)
        {
            *column = repaired;
            repairs.add(rule, count, || example);
        }
        if !name_zones {
            days::settle(name, column, options, notes);
        }
    }
    if delimiter.is_some() {
        gaps::settle(columns, options, repairs, notes);
    }
    notes.questions = together(std::mem::take(&mut notes.questions));
}

/// Whether a column may be something else than text.
fn is_free(name: &str, options: &ReadOptions) -> bool {
    let kind = options.column(name).kind;
    kind != Some(ColumnType::Text) && (kind.is_some() || name != BUCKET)
}

fn numbers_in<'a>((name, column): &'a Named, options: &ReadOptions) -> Option<Numbers<'a>> {
    let text = column.as_text().filter(|_| is_free(name, options))?;
    Numbers::of(name, text, &options.column(name))
}

fn moments_in(
    name: &str,
    text: &TextColumn,
    (order, until): (Option<DateOrder>, Option<i64>),
    options: &ReadOptions,
    notes: &mut Notes,
) -> Repaired {
    let choice = options.column(name);
    let Some(moments) = Moments::of(name, text, &choice) else {
        return Repaired::Text;
    };
    let repaired = moments.repair(order, until, options);
    match repaired {
        Repaired::Column(..) | Repaired::Reading(_) => {
            if moments.is_unzoned() {
                notes.unzoned.push(name.to_owned());
            }
            if let (true, None, None, Some(order)) = (
                moments.is_open(),
                moments.proven(),
                choice.date_order,
                order,
            ) {
                notes.borrowed.push((name.to_owned(), order));
            }
            moments.told(notes);
        }
        Repaired::Ask(ref question) if question.subject == Subject::DateOrder => {
            notes.ambiguous.push(name.to_owned());
        }
        Repaired::Ask(_) => {}
        Repaired::Text => {}
    }
    repaired
}

/// Puts what became of a column in its place, and tells of it.
fn take(
    name: &str,
    column: &mut Column,
    repaired: Repaired,
    repairs: &mut RepairLog,
    notes: &mut Notes,
) {
    match repaired {
        Repaired::Column(repaired, used, told) => {
            for (rule, count, example) in used.counts {
                repairs.add(rule, count, || format!("{example} in {name}"));
            }
            notes.told.extend(told);
            *column = repaired;
        }
        Repaired::Reading(choice) => {
            notes.written.columns.insert(name.to_owned(), choice);
        }
        Repaired::Ask(question) => notes.questions.push(question),
        Repaired::Text => {}
    }
}

/// One question for all columns of which the same is asked.
fn together(questions: Vec<Question>) -> Vec<Question> {
    const EXAMPLES: usize = 6;
    let mut all: Vec<Question> = Vec::new();
    for question in questions {
        let same = |known: &&mut Question| {
            known.subject == question.subject
                && known.column.is_some()
                && known.choices == question.choices
        };
        match all.iter_mut().find(same) {
            Some(known) => {
                known.also.extend(question.column);
                let new = question.examples.into_iter();
                let new: Vec<String> = new.filter(|e| !known.examples.contains(e)).collect();
                known.examples.extend(new);
                known.examples.truncate(EXAMPLES);
            }
            None => all.push(question),
        }
    }
    all
}

/// The order of day and month that the file's text columns prove, if they agree.
fn order_of(columns: &[Named], options: &ReadOptions) -> Option<DateOrder> {
    let mut proven = columns.iter().filter_map(|(name, column)| match column {
        Column::Text(text) => Moments::of(name, text, &options.column(name))?.proven(),
        _ => None,
    });
    let first = proven.next()?;
    proven.all(|other| other == first).then_some(first)
}

/// The last moment of the columns that are plainly moments.
fn latest(columns: &[Named]) -> Option<i64> {
    let moments = columns.iter().filter_map(|(_, column)| match column {
        Column::Timestamp(values) => values.iter().flatten().max(),
        _ => None,
    });
    moments.max()
}

/// A moment as the product shows it.
pub(super) fn shown(micros: i64) -> String {
    let one: Values<i64> = std::iter::once(Some(micros)).collect();
    Column::Timestamp(one).display(0).unwrap_or_default()
}
