//! Rows of longer periods beside those of shorter ones: a quarter under its months, a year under its quarters. Added up or averaged
//! together they count twice, so it is asked which of them count.

use super::super::dates::{self, DateOrder, Length};
use super::super::map::{CellTest, Mapping, RowFilter, Source, Topic};
use super::super::repair;
use super::names::Names;
use super::{Edit, MappingChoice, MappingQuestion};
use outturn_core::table::Column;
use std::collections::BTreeMap;

/// Most texts of a column of periods: one with more has moments.
const MOST: usize = 2_000;
/// Most texts that are shown of the longer periods.
const SHOWN: usize = 4;

/// Asks which length of period counts, where the column of times names several.
pub(super) fn question(names: &Names<'_>, mapping: &Mapping) -> Option<MappingQuestion> {
    let time = mapping.kind.schema().time?;
    let Source::Column(name) = &mapping.binding(time)?.source else {
        return None;
    };
    if names.raw.is_open(name) || mapping.filters.iter().any(|f| f.column == *name) {
        return None;
    }
    let column = names.raw.table.column(name)?;
    let by_length = lengths(column)?;
    if by_length.len() < 2 {
        return None;
    }
    let all: Vec<&String> = by_length.values().flat_map(|of| &of.texts).collect();
    let choices = by_length.iter().map(|(length, own)| {
        let others = all.iter().filter(|text| !own.texts.contains(text));
        let others = others.map(|text| (**text).clone()).collect();
        let filter = RowFilter {
            column: name.clone(),
            test: CellTest::IsNot(others),
        };
        let label = format!("only the {}", length.words());
        MappingChoice::new(label, vec![Edit::Keep(filter)])
    });
    let choices = choices.collect();
    // Of two with as many rows the shorter.
    let most = by_length.values().map(|of| of.rows).max();
    let guess = by_length.values().position(|of| Some(of.rows) == most);
    let words: Vec<&str> = by_length.keys().map(|length| length.words()).collect();
    let (last, others) = words.split_last()?;
    let longer = by_length.values().skip(1).flat_map(|of| &of.texts);
    Some(MappingQuestion {
        topic: Topic::Spans,
        canonical: Some(time.to_owned()),
        text: format!(
            "{name} has {} and {last}, which would count the same time more than once: which of them count?",
            others.join(", ")
        ),
        examples: longer.take(SHOWN).cloned().collect(),
        choices,
        guess,
    })
}

/// The texts of one length of period.
#[derive(Default)]
struct Of {
    texts: Vec<String>,
    rows: usize,
}

/// The texts of a column by how long the periods are that they name.
fn lengths(column: &Column) -> Option<BTreeMap<Length, Of>> {
    let mut found: BTreeMap<Length, Of> = BTreeMap::new();
    let mut days_are_firsts = true;
    match column {
        Column::Text(text) if text.distinct() <= MOST => {
            let mut rows = vec![0; text.distinct()];
            for code in (0..text.len()).filter_map(|row| text.code(row)) {
                rows[code as usize] += 1;
            }
            for (entry, rows) in text.entries().zip(rows) {
                let entry = entry.trim();
                let Some((first, length)) = length_of(entry) else {
                    continue;
                };
                if length == Length::Day {
                    days_are_firsts &= dates::is_first_of_month(first);
                }
                let of = found.entry(length).or_default();
                of.texts.push(entry.to_owned());
                of.rows += rows;
            }
        }
        // `2025` under `202501` and the like.
        Column::I64(wholes) => {
            let mut any = [false; 2];
            wholes.for_each(0..wholes.len(), |whole| {
                any[0] |= whole.is_some_and(|w| (1900..=2100).contains(&w));
                any[1] |= whole.is_some_and(|w| (190_001..=210_012).contains(&w));
            });
            if any != [true, true] {
                return None;
            }
            for whole in (0..wholes.len()).filter_map(|row| wholes.get(row)) {
                let length = match whole {
                    1900..=2100 => Length::Year,
                    190_001..=210_012 => Length::Month,
                    _ => return None,
                };
                let of = found.entry(length).or_default();
                let text = whole.to_string();
                if !of.texts.contains(&text) {
                    of.texts.push(text);
                }
                of.rows += 1;
            }
        }
        _ => return None,
    }
    // A month may be written as its first day.
    if days_are_firsts
        && found.len() > 1
        && let Some(days) = found.remove(&Length::Day)
    {
        let months = found.entry(Length::Month).or_default();
        months.texts.extend(days.texts);
        months.rows += days.rows;
    }
    Some(found)
}

/// The first day of what a text names, and how long that is.
fn length_of(text: &str) -> Option<(i64, Length)> {
    if let Some(moment) = repair::read_moment(text, DateOrder::DayFirst) {
        return Some((moment.micros, Length::Day));
    }
    let named = dates::span(text);
    let named = named.or_else(|| Some((dates::short_month(text)?, Length::Month)));
    // Where a fiscal year begins is not known, but it is as long as any.
    named.or_else(|| Some((0, dates::fiscal(text)?.length)))
}
