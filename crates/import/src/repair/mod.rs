//! Columns mended after the file is read: each over all of its cells, never over the first ones.
//!
//! What a reader could not take as numbers or dates is text by then, each distinct text held once; so a spelling is looked at once
//! however many rows have it, and a file without faults pays nothing. What could be meant in two ways is asked, and stays text.

mod days;
mod epoch;
mod moments;
mod numbers;
mod spelled;

use super::dates::DateOrder;
use super::notes::Notes;
use super::options::{ColumnChoice, ReadOptions};
use super::question::{DecimalSign, Question, Subject};
use super::report::RepairLog;
use super::rule::{Repair, RepairRule};
use moments::Moments;
pub(super) use moments::{micros, read as read_moment};
use numbers::Numbers;
pub(super) use numbers::numbers_of;
use outturn_core::steps::pause;
use outturn_core::table::{Column, ColumnType, Decimals, TextColumn, Values};

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
    let mut repaired = Vec::with_capacity(columns.len());
    for ((name, column), numbers) in columns.iter().zip(&numbers) {
        pause().await;
        repaired.push(match (column, numbers) {
            (Column::Text(_), Some(numbers)) => numbers.repair(decimal, delimiter, options),
            (Column::Text(text), None) if is_free(name, options) => {
                moments_in(name, text, order, options, notes)
            }
            _ => Repaired::Text,
        });
    }
    let currencies = columns.iter().zip(&numbers);
    let currencies =
        currencies.filter_map(|((name, _), n)| Some((name.clone(), n.as_ref()?.one_currency()?)));
    notes.written.currencies = currencies.collect();
    drop(numbers);
    notes.written.decimal = decimal;
    notes.written.date_order = order;
    for ((name, column), repaired) in columns.iter_mut().zip(repaired) {
        take(name, column, repaired, repairs, notes);
        drop_dashes(name, column, options, repairs, notes);
        if let Some((repaired, rule, count, example)) = epoch::repair(name, column, options)
            && is_free(name, options)
        {
            *column = repaired;
            repairs.add(rule, count, || example);
        }
        days::settle(name, column, options, notes);
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
    order: Option<DateOrder>,
    options: &ReadOptions,
    notes: &mut Notes,
) -> Repaired {
    let choice = options.column(name);
    let Some(moments) = Moments::of(name, text, &choice) else {
        return Repaired::Text;
    };
    let repaired = moments.repair(order, options);
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

/// A dash stays text while it may be a bookkeeper's zero; in a column of anything else it is no value.
fn drop_dashes(
    name: &str,
    column: &mut Column,
    options: &ReadOptions,
    repairs: &mut RepairLog,
    notes: &Notes,
) {
    let asked = notes
        .questions
        .iter()
        .any(|q| q.columns().any(|c| c == name));
    let open = asked || notes.written.columns.contains_key(name);
    let Column::Text(text) = column else { return };
    if open || !options.repairs(RepairRule::NullWord) {
        return;
    }
    let is_dash: Vec<bool> = text.entries().map(|entry| entry.trim() == "-").collect();
    if !is_dash.contains(&true) {
        return;
    }
    let codes: Vec<Option<u32>> = (0..text.len()).map(|row| text.code(row)).collect();
    let dashes = codes
        .iter()
        .flatten()
        .filter(|code| is_dash[**code as usize]);
    let count = dashes.count() as u64;
    let kept = codes.iter().map(|code| {
        let code = code.filter(|code| !is_dash[*code as usize])?;
        Some(text.entry(code))
    });
    *column = Column::from_texts(kept);
    repairs.add(RepairRule::NullWord, count, || format!("- in {name}"));
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

/// The sign before fractions that the file's columns prove, if they agree: numbers read as they stood have a point.
fn decimal_of(columns: &[Named], numbers: &[Option<Numbers<'_>>]) -> Option<DecimalSign> {
    let mut proven = columns
        .iter()
        .zip(numbers)
        .filter_map(|((_, column), numbers)| {
            let Column::F64(values) = column else {
                return numbers.as_ref()?.proven();
            };
            let mut values = values.iter().flatten();
            values
                .any(|v| v.fract() != 0.0)
                .then_some(DecimalSign::Point)
        });
    let first = proven.next()?;
    proven.all(|other| other == first).then_some(first)
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

/// Which columns were read with a point before fractions and might have it between thousands: a comma is before fractions elsewhere
/// in the file, or it is cut by semicolons or tabs as programs write it that do so, and nothing in it proves the point. Such columns
/// must be read again as text.
pub(super) fn doubtful(
    columns: &[Named],
    options: &ReadOptions,
    delimiter: Option<char>,
) -> Vec<bool> {
    let doubtful = |(name, column): &Named| {
        let chosen = options.column(name).decimal;
        chosen != Some(DecimalSign::Point)
            && matches!(column, Column::F64(values) if may_be_thousands(values))
    };
    let mut all: Vec<bool> = columns.iter().map(doubtful).collect();
    if !all.contains(&true) {
        return all;
    }
    let proves = |sign| {
        options.decimal == Some(sign)
            || columns.iter().any(|named| {
                options.column(&named.0).decimal == Some(sign)
                    || numbers_in(named, options).and_then(|n| n.proven()) == Some(sign)
            })
    };
    let has_point = || {
        let fractions = |column: &Column| matches!(column, Column::F64(values) if values.iter().flatten().any(|v| v.fract() != 0.0));
        let plain = columns.iter().zip(&all);
        let mut plain = plain.filter(|(_, doubtful)| !**doubtful);
        plain.any(|((_, column), _)| fractions(column)) || proves(DecimalSign::Point)
    };
    let foreign = matches!(delimiter, Some(';' | '\t')) && !has_point();
    if !foreign && !proves(DecimalSign::Comma) {
        all.fill(false);
    }
    all
}

/// Whether all fractions have exactly three digits, behind fewer than a thousand.
fn may_be_thousands(values: &Decimals) -> bool {
    let mut fractions = false;
    let fits = values.places().is_none_or(|places| places == 3)
        && values.iter().flatten().all(|v| {
            fractions |= v.fract() != 0.0;
            let thousandths = v * 1000.0;
            v.fract() == 0.0
                || ((1.0..1000.0).contains(&v.abs())
                    && (thousandths - thousandths.round()).abs() < 1e-6)
        });
    fits && fractions
}

/// Takes the user's own words for no value out of all columns.
fn null_words(columns: &mut [Named], options: &ReadOptions, repairs: &mut RepairLog) {
    if options.null_words.is_empty() || !options.repairs(RepairRule::NullWord) {
        return;
    }
    let words = &options.null_words;
    let wholes: Vec<i64> = words.iter().filter_map(|w| w.parse().ok()).collect();
    let numbers: Vec<f64> = words
        .iter()
        .filter_map(|w| outturn_core::decimal::parse(w))
        .collect();
    let is_null = |shown: &str| words.iter().any(|word| word == shown.trim());
    for (name, column) in columns {
        let count = match column {
            Column::Text(text) => {
                let nulls: Vec<bool> = text.entries().map(is_null).collect();
                let rows: Vec<Option<u32>> = (0..text.len()).map(|row| text.code(row)).collect();
                let count = rows
                    .iter()
                    .flatten()
                    .filter(|&&code| nulls[code as usize])
                    .count();
                if count > 0 {
                    let kept = rows
                        .iter()
                        .map(|code| code.filter(|&c| !nulls[c as usize]).map(|c| text.entry(c)));
                    *column = Column::from_texts(kept);
                }
                count
            }
            Column::I64(values) => {
                let (count, kept) = without(values.iter(), &wholes);
                *values = kept;
                count
            }
            Column::F64(values) => {
                let (count, kept) = without(values.iter(), &numbers);
                *values = kept;
                count
            }
            Column::Timestamp(_) | Column::Bool(_) => 0,
        };
        let word = &words[0];
        repairs.add(RepairRule::NullWord, count as u64, || {
            format!("{word} in {name}")
        });
    }
}

/// Numbers without those that are words for no value, such as -999, which become missing; and how many did.
fn without<T: PartialEq, V: FromIterator<Option<T>>>(
    values: impl Iterator<Item = Option<T>>,
    nulls: &[T],
) -> (usize, V) {
    let mut count = 0;
    let kept = values.map(|value| {
        let is_null = value.as_ref().is_some_and(|v| nulls.contains(v));
        count += usize::from(is_null);
        value.filter(|_| !is_null)
    });
    let kept = kept.collect();
    (count, kept)
}

/// A moment as the product shows it.
fn shown(micros: i64) -> String {
    let one: Values<i64> = std::iter::once(Some(micros)).collect();
    Column::Timestamp(one).display(0).unwrap_or_default()
}
