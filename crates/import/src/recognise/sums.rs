//! Rows that sum up others in the middle of a table: a row `Total` for each day doubles what its services cost.

use super::super::csv::is_total;
use super::super::map::{CellTest, Mapping, RowFilter, Source, Topic, values_of};
use super::names::Names;
use super::{Edit, MappingChoice, MappingQuestion};
use outturn_core::table::{Column, ColumnKind, TableKind, TextColumn};
use rustc_hash::FxHashMap;

/// Further words for a sum, beside those that a last row begins with.
const SUMS: [&str; 11] = [
    "all",
    "all costs",
    "all models",
    "all services",
    "overall",
    "subtotal",
    "sub-total",
    "total cost",
    "total costs",
    "zwischensumme",
    "insgesamt",
];

/// What a sum may be off by for each of its parts, whose cents were rounded.
const ROUNDED: f64 = 0.005;
/// The part of a sum that it may be off by at most: amounts far below a cent are not rounded to one.
const MOST_OFF: f64 = 0.001;

/// A column some of whose cells say that their row is a sum.
struct Marked<'a> {
    name: &'a str,
    /// The rows that are meant, by what the cell says.
    rows: Vec<usize>,
    /// What it says; nothing where it is empty.
    words: Vec<String>,
}

impl Marked<'_> {
    fn filter(&self) -> RowFilter {
        let test = match self.words.as_slice() {
            [] => CellTest::Filled,
            words => CellTest::IsNot(words.to_vec()),
        };
        RowFilter {
            column: self.name.to_owned(),
            test,
        }
    }
}

/// Asks whether rows that say total are left out. Those that sum up the others of their day, or of the file, very likely are; rows
/// without a label are asked about only if they do.
pub(super) fn question(names: &Names<'_>, mapping: &Mapping) -> Option<MappingQuestion> {
    let time = mapping.kind.schema().time?;
    let amount = amount(mapping)?;
    let dates = match &mapping.binding(time)?.source {
        Source::Column(name) if !names.raw.is_open(name) => names.raw.table.column(name)?,
        _ => return None,
    };
    let metric = match mapping.binding("metric").map(|b| &b.source) {
        Some(Source::Column(name)) => Some(name.as_str()),
        _ => None,
    };
    let used = [mapping.binding(time)?.source.columns(), vec![amount]].concat();
    let labels: Vec<(&str, &TextColumn)> = names
        .raw
        .table
        .columns()
        .filter(|(name, _)| !used.contains(name))
        .filter_map(|(name, column)| Some((name, column.as_text()?)))
        .collect();
    let is_label = |name: &str| {
        let mut known = mapping.kind.schema().labels.iter();
        known.any(|label| {
            let binding = mapping.binding(label);
            binding.is_some_and(|b| b.source.columns().contains(&name))
        })
    };
    let can_sum = labels.iter().filter(|(name, _)| Some(*name) != metric);
    let marked = can_sum.flat_map(|(name, text)| {
        let gaps = is_label(name).then(|| by_gaps(name, text)).flatten();
        [by_words(name, text), gaps]
    });
    let marked: Vec<Marked<'_>> = marked.flatten().collect();
    if marked.is_empty() {
        return None;
    }
    let values = values_of(names.raw, amount, ColumnKind::Number, None)?;
    let (marked, guess) = marked.into_iter().find_map(|marked| {
        let apart = metric.and_then(|name| names.raw.table.column(name)?.as_text());
        let sums = summing(&marked, dates, &values, &labels, apart);
        let all_sum = sums == marked.rows.len();
        let said = !marked.words.is_empty() && (sums > 0 || mapping.kind == TableKind::Costs);
        let guess = usize::from(sums * 2 < marked.rows.len());
        (all_sum || said).then_some((marked, guess))
    })?;
    let (what, shown) = match marked.words.as_slice() {
        [] => (
            format!("without {}", marked.name),
            vec![format!("{} rows", marked.rows.len())],
        ),
        words => (
            format!("whose {} is {}", marked.name, words.join(" or ")),
            words.to_vec(),
        ),
    };
    let keep = vec![Edit::Keep(marked.filter())];
    let all = vec![Edit::KeepAll(marked.name.to_owned())];
    Some(MappingQuestion {
        topic: Topic::Sums,
        canonical: Some(time.to_owned()),
        text: format!("Do the rows {what} sum up the others?"),
        examples: shown,
        choices: vec![
            MappingChoice::new("yes: leave them out, or they count twice", keep),
            MappingChoice::new("no: count them like the others", all),
        ],
        guess: Some(guess),
    })
}

/// The column of the numbers that are added; of metrics with a column each the first.
fn amount(mapping: &Mapping) -> Option<&str> {
    let canonical = match mapping.kind {
        TableKind::Costs => "cost",
        TableKind::Volumes => "predictions",
        TableKind::Cases => "volume",
        TableKind::MetricSeries if !mapping.metrics.is_empty() => {
            return mapping.metrics.first().map(String::as_str);
        }
        TableKind::MetricSeries => "value",
        _ => return None,
    };
    match &mapping.binding(canonical)?.source {
        Source::Column(name) | Source::Risen { column: name, .. } => Some(name),
        _ => None,
    }
}

fn says_sum(cell: &str) -> bool {
    let cell = cell.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_' | ':'));
    is_total(cell) || SUMS.iter().any(|word| cell.eq_ignore_ascii_case(word))
}

/// The rows of a column that say total, where others say something else.
fn by_words<'a>(name: &'a str, text: &TextColumn) -> Option<Marked<'a>> {
    let sums: Vec<bool> = text.entries().map(says_sum).collect();
    if !sums.contains(&true) || !sums.contains(&false) {
        return None;
    }
    let is_sum = |row: &usize| text.code(*row).is_some_and(|code| sums[code as usize]);
    let said = text.entries().zip(&sums).filter(|(_, is)| **is);
    Some(Marked {
        name,
        rows: (0..text.len()).filter(is_sum).collect(),
        words: said.map(|(word, _)| word.trim().to_owned()).collect(),
    })
}

/// The rows of a column that say nothing, where they are fewer than the others.
fn by_gaps<'a>(name: &'a str, text: &TextColumn) -> Option<Marked<'a>> {
    let gaps = (0..text.len()).filter(|row| text.code(*row).is_none());
    let rows: Vec<usize> = gaps.collect();
    let few = !rows.is_empty() && rows.len() * 2 < text.len();
    few.then_some(Marked {
        name,
        rows,
        words: Vec::new(),
    })
}

/// How many of the marked rows are the sum of others: of all, of those of their date, or of those of their date and one more label.
/// Where rows are of several metrics, only of their own. A row that says nothing is no sum of a single other one.
fn summing(
    marked: &Marked<'_>,
    dates: &Column,
    values: &Column,
    labels: &[(&str, &TextColumn)],
    metric: Option<&TextColumn>,
) -> usize {
    let mut is_marked = vec![false; values.len()];
    for &row in &marked.rows {
        is_marked[row] = true;
    }
    let days: Vec<Option<String>> = (0..values.len()).map(|row| dates.display(row)).collect();
    let of_metric = |row| metric.and_then(|metric| metric.code(row));
    // What says nothing is no sum of a part by chance.
    let by_label = !marked.words.is_empty();
    let others = labels
        .iter()
        .filter(|(name, _)| by_label && *name != marked.name);
    let others: Vec<Option<&TextColumn>> = [None]
        .into_iter()
        .chain(others.map(|(_, text)| Some(*text)))
        .collect();
    let least = if marked.words.is_empty() { 2 } else { 1 };
    let mut sums = vec![false; values.len()];
    for by_day in [true, false] {
        for label in &others {
            let key = |row: usize| {
                let day = days[row].as_deref().filter(|_| by_day);
                (of_metric(row), day, label.and_then(|label| label.code(row)))
            };
            let mut parts: FxHashMap<_, (usize, f64)> = FxHashMap::default();
            for row in (0..values.len()).filter(|row| !is_marked[*row]) {
                let (count, sum) = parts.entry(key(row)).or_default();
                (*count, *sum) = (*count + 1, *sum + values.number(row).unwrap_or_default());
            }
            for &row in &marked.rows {
                let part = values.number(row).zip(parts.get(&key(row)));
                sums[row] |= part.is_some_and(|(total, &(count, sum))| {
                    let off = (total - sum).abs();
                    let rounded = (ROUNDED * (count + 1) as f64).min(MOST_OFF * sum.abs());
                    count >= least && total != 0.0 && off <= rounded
                });
            }
        }
    }
    marked.rows.iter().filter(|row| sums[**row]).count()
}
