//! Columns mended after the file is read: each over all of its cells, never over the first ones.
//!
//! What a reader could not take as numbers or dates is text by then, each distinct text held once; so a spelling is looked at once
//! however many rows have it, and a file without faults pays nothing. What could be meant in two ways is asked, and stays text.

mod epoch;
mod moments;
mod numbers;
mod spelled;

use super::dates::DateOrder;
use super::notes::Notes;
use super::options::ReadOptions;
use super::question::{DecimalSign, Question};
use super::report::RepairLog;
use super::rule::RepairRule;
use moments::Moments;
use numbers::Numbers;
use outturn_core::steps::pause;
use outturn_core::table::{Column, ColumnType, Decimals, TextColumn, Values};

/// Prometheus's label for the upper bound of a histogram's bucket: the name of the last one is `+Inf`, which is no missing number.
const BUCKET: &str = "metric.le";

/// What became of a text column.
enum Repaired {
    /// It has a type now; the sentence is worth telling.
    Column(Column, Used, Option<String>),
    /// It stays text until this is answered.
    Ask(Question),
    /// It is text.
    Text,
}

/// Which rules were used on a column, on how many rows, with the first example of each.
struct Used {
    /// Rows of each distinct text.
    rows: Vec<u64>,
    counts: Vec<(RepairRule, u64, String)>,
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
    let decimal = decimal_of(columns, options);
    let order = notes.order.or_else(|| order_of(columns, options));
    for (name, column) in columns {
        pause().await;
        let kind = options.column(name).kind;
        if kind == Some(ColumnType::Text) || kind.is_none() && name == BUCKET {
            continue;
        }
        if let Column::Text(text) = column
            && let Some(repaired) = mend(
                name,
                text,
                options,
                (decimal, order, delimiter),
                repairs,
                notes,
            )
        {
            *column = repaired;
        }
        if let Some((repaired, count, example)) = epoch::repair(name, column, options) {
            *column = repaired;
            repairs.add(RepairRule::EpochTime, count, || example);
        }
    }
}

/// What the file as a whole says of signs and order.
type Evidence = (Option<DecimalSign>, Option<DateOrder>, Option<char>);

/// The column that a text column should have been.
fn mend(
    name: &str,
    text: &TextColumn,
    options: &ReadOptions,
    (decimal, order, delimiter): Evidence,
    repairs: &mut RepairLog,
    notes: &mut Notes,
) -> Option<Column> {
    let choice = options.column(name);
    let repaired = if let Some(numbers) = Numbers::of(name, text, choice) {
        numbers.repair(decimal, delimiter, options)
    } else {
        let moments = Moments::of(name, text, choice)?;
        let repaired = moments.repair(order, options);
        if matches!(repaired, Repaired::Column(..)) {
            if moments.is_unzoned() {
                notes.unzoned.push(name.to_owned());
            }
            if let (true, None, None, Some(order)) =
                (moments.is_open(), moments.proven, choice.date_order, order)
            {
                notes.borrowed.push((name.to_owned(), order));
            }
        }
        if matches!(repaired, Repaired::Ask(_)) {
            notes.ambiguous.push(name.to_owned());
        }
        repaired
    };
    match repaired {
        Repaired::Column(column, used, told) => {
            for (rule, count, example) in used.counts {
                repairs.add(rule, count, || format!("{example} in {name}"));
            }
            notes.told.extend(told);
            Some(column)
        }
        Repaired::Ask(question) => {
            notes.questions.push(question);
            None
        }
        Repaired::Text => None,
    }
}

/// The sign before fractions that the file's columns prove, if they agree: numbers read as they stood have a point.
fn decimal_of(columns: &[Named], options: &ReadOptions) -> Option<DecimalSign> {
    let mut proven = columns.iter().filter_map(|(name, column)| match column {
        Column::F64(values) => values
            .iter()
            .flatten()
            .any(|v| v.fract() != 0.0)
            .then_some(DecimalSign::Point),
        Column::Text(text) => Numbers::of(name, text, options.column(name))?.proven,
        _ => None,
    });
    let first = proven.next()?;
    proven.all(|other| other == first).then_some(first)
}

/// The order of day and month that the file's text columns prove, if they agree.
fn order_of(columns: &[Named], options: &ReadOptions) -> Option<DateOrder> {
    let mut proven = columns.iter().filter_map(|(name, column)| match column {
        Column::Text(text) => Moments::of(name, text, options.column(name))?.proven,
        _ => None,
    });
    let first = proven.next()?;
    proven.all(|other| other == first).then_some(first)
}

/// Whether numbers that were read with a point before fractions might have it between thousands: a comma is before fractions
/// elsewhere in the file, and these have exactly three digits after the point. Such a column must be read again as text.
pub(super) fn may_be_thousands(values: &Decimals) -> bool {
    let mut fractions = false;
    let fits = values.iter().flatten().all(|v| {
        fractions |= v.fract() != 0.0;
        let thousandths = v * 1000.0;
        v.fract() == 0.0
            || ((1.0..1000.0).contains(&v.abs())
                && (thousandths - thousandths.round()).abs() < 1e-6)
    });
    fits && fractions
}

/// Whether a comma is known to stand before fractions in this file.
pub(super) fn has_decimal_comma(columns: &[Named], options: &ReadOptions) -> bool {
    options.decimal == Some(DecimalSign::Comma)
        || columns.iter().any(|(name, column)| {
            matches!(column, Column::Text(text) if Numbers::of(name, text, options.column(name))
                .is_some_and(|n| n.proven == Some(DecimalSign::Comma)))
        })
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
