//! Words for no value: the user's own, and dashes.

use super::super::notes::Notes;
use super::super::options::ReadOptions;
use super::super::report::RepairLog;
use super::super::rule::RepairRule;
use super::Named;
use outturn_core::table::Column;

/// A dash stays text while it may be a bookkeeper's zero; in a column of anything else it is no value.
pub(super) fn drop_dashes(
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
    // Most texts are told from a dash by their length.
    const SHORT: usize = 16;
    let is_dash: Vec<bool> = text
        .entries()
        .map(|entry| entry.len() < SHORT && entry.trim() == "-")
        .collect();
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

/// Takes the user's own words for no value out of all columns.
pub(super) fn null_words(columns: &mut [Named], options: &ReadOptions, repairs: &mut RepairLog) {
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
