//! Periods whose year is not known from the file: `FY24 Q1`, of which only the company knows when it begins, and months by name alone.
//! What each stands for is asked once, and is then part of the mapping.

use super::super::dates::{self, Fiscal, Length};
use super::super::file::RawFile;
use super::super::map::{Mapping, Source, Topic};
use super::names::Names;
use super::{Edit, MappingChoice, MappingQuestion};
use chrono::Datelike;
use outturn_core::calendar::date_of;
use outturn_core::table::TextColumn;

/// Most labels of a column that are told one by one.
const MOST: usize = 400;
/// Beginnings of fiscal years, in months after January of the year of their name: the calendar year's; then years named after the one in
/// which they end, of the United States, of many firms, of Japan, India and the United Kingdom; and these named after their beginning.
const BEGINS: [i32; 7] = [0, -3, -6, -9, -11, 3, 6];
/// The same where the name has both years.
const BEGINS_OF_TWO: [i32; 4] = [3, 6, 9, 8];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
/// How many years are offered for months without one.
const YEARS: i64 = 3;

/// Asks where a column of times holds nothing else.
pub(super) fn question(names: &Names<'_>, mapping: &Mapping) -> Option<MappingQuestion> {
    let time = mapping.kind.schema().time?;
    let Source::Column(name) = &mapping.binding(time)?.source else {
        return None;
    };
    let text = names.raw.table.column(name)?.as_text()?;
    if text.distinct() == 0 || text.distinct() > MOST || names.raw.is_open(name) {
        return None;
    }
    // The same names of a second year are other months: of which, no text tells.
    let codes = (0..text.len()).filter_map(|row| text.code(row));
    let is_once = mapping.metrics.is_empty() || codes.is_sorted();
    let without_year = || without_year(names.raw, time, name, text).filter(|_| is_once);
    of_fiscal(time, name, text).or_else(without_year)
}

/// Labels of fiscal years, of which it is not known when they begin.
fn of_fiscal(time: &str, name: &str, text: &TextColumn) -> Option<MappingQuestion> {
    let labels: Vec<(&str, Fiscal)> = text
        .entries()
        .filter_map(|entry| Some((entry, dates::fiscal(entry)?)))
        .collect();
    let &(label, first) = labels.first()?;
    // Beside periods of the calendar they are its years.
    if labels.len() < text.distinct() {
        return None;
    }
    let begins = match first.is_of_two {
        true => &BEGINS_OF_TWO[..],
        false => &BEGINS[..],
    };
    let choices = begins.iter().filter_map(|&begins| {
        let year = Fiscal { months: 0, ..first };
        let (of, month) = dates::fiscal_day(year, begins);
        let words = labels.iter().map(|(label, part)| {
            let (of, month) = dates::fiscal_day(*part, begins);
            ((*label).to_owned(), format!("{of:04}-{month:02}"))
        });
        Some(translated(
            time,
            format!("{} {of}", MONTHS.get(month as usize - 1)?),
            words.collect(),
        ))
    });
    let short = match first.length {
        Length::Year => label.trim().to_owned(),
        _ => format!("the fiscal year of {}", label.trim()),
    };
    Some(MappingQuestion {
        topic: Topic::Years,
        canonical: Some(time.to_owned()),
        text: format!("{name} names fiscal years: in which month does {short} begin?"),
        examples: labels
            .iter()
            .take(4)
            .map(|(label, _)| (*label).to_owned())
            .collect(),
        choices: choices.collect(),
        guess: Some(0),
    })
}

/// Months by name, in the order of the rows: where they begin anew, so does the year.
fn without_year(
    raw: &RawFile,
    time: &str,
    name: &str,
    text: &TextColumn,
) -> Option<MappingQuestion> {
    let months = text.entries().map(dates::named_month);
    let months: Vec<u32> = months.collect::<Option<_>>()?;
    let (first, last) = (*months.first()?, *months.last()?);
    let turns = months.windows(2).filter(|two| two[1] < two[0]).count() as i64;
    if text.distinct() < 2 || turns > 1 {
        return None;
    }
    let last_year = i64::from(date_of(raw.saved_at?).year());
    let choices = (0..YEARS).map(|back| {
        let mut year = last_year - back - turns;
        let from = year;
        let mut before = first;
        let words = text.entries().zip(&months).map(|(label, &month)| {
            year += i64::from(month < before);
            before = month;
            (label.to_owned(), format!("{year:04}-{month:02}"))
        });
        let words = words.collect();
        let month = |month: u32| MONTHS[month as usize - 1];
        let to = year;
        translated(
            time,
            format!("{} {from} to {} {to}", month(first), month(last)),
            words,
        )
    });
    Some(MappingQuestion {
        topic: Topic::Years,
        canonical: Some(time.to_owned()),
        text: format!("{name} has months without a year: which are they?"),
        examples: text.entries().take(4).map(str::to_owned).collect(),
        choices: choices.collect(),
        guess: Some(0),
    })
}

fn translated(time: &str, label: String, words: Vec<(String, String)>) -> MappingChoice {
    let translate = Edit::Translate {
        canonical: time.to_owned(),
        words,
    };
    MappingChoice::new(label, vec![translate])
}
