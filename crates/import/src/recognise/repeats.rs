//! Rows of one id that differ, and neither is newer, or of one series and date with other values: one thing or several is asked.

use super::super::dates;
use super::super::file::RawFile;
use super::super::map::{Mapping, RowRule, Topic, identity, repeats};
use super::{Edit, MappingChoice, MappingQuestion};
use outturn_core::table::{Column, TableKind};
use rustc_hash::FxHashMap;

/// Most ids that are named.
const NAMED: usize = 3;

/// Asks where a mapping leaves it open; `None` where every thing is there once, or the newest of its rows is plain.
pub(super) fn question_of_repeats(raw: &RawFile, mapping: &Mapping) -> Option<MappingQuestion> {
    let found = repeats::find(raw, mapping, |_| true);
    let &(kept, row) = found.open.first()?;
    let id = identity::id_column(raw, mapping)?;
    let ids = raw.table.column(id)?;
    let differing = raw.table.columns();
    let mut differing = differing.filter(|(_, c)| c.display(kept) != c.display(row));
    let different = differing.next().map_or("", |(name, _)| name);
    let named = found.open.iter().filter_map(|(row, _)| ids.display(*row));
    let mut examples: Vec<String> = named.take(NAMED).map(|of| format!("{id} {of}")).collect();
    examples.dedup();
    let last = RowRule::LastPer {
        column: id.to_owned(),
        by: identity::changes(raw).map(str::to_owned),
    };
    Some(MappingQuestion {
        topic: Topic::Repeats,
        canonical: Some(held(mapping)?.to_owned()),
        text: format!(
            "Rows with the same {id} differ in {different}, and neither is newer: are they one thing or several?"
        ),
        examples,
        choices: vec![
            MappingChoice::new("one: the last of its rows counts", vec![Edit::Rows(last)]),
            MappingChoice::new("several: every row counts", vec![Edit::Rows(RowRule::Each)]),
        ],
        // Things of different times are seldom one.
        guess: Some(usize::from(found.of_times)),
    })
}

/// Asks where a series says several values of one date, as a list does under which corrections were written. Where most dates have several,
/// they are samples of that day.
pub(super) fn question_of_values(raw: &RawFile, mapping: &Mapping) -> Option<MappingQuestion> {
    if mapping.kind != TableKind::MetricSeries
        || mapping.rows != RowRule::All
        || raw.table.rows() < 2
    {
        return None;
    }
    let column = |canonical| identity::source_of(mapping, canonical);
    let date = column("date")?;
    let values: Vec<&str> = match mapping.metrics.as_slice() {
        [] => vec![column("value")?],
        metrics => {
            let plain = metrics.iter().filter(|name| {
                let mut edits = mapping.metric_edits.iter();
                !edits.any(|edit| edit.column == **name && edit.kind.is_some())
            });
            plain.map(String::as_str).collect()
        }
    };
    let named = column("metric")
        .into_iter()
        .chain(mapping.labels.iter().map(String::as_str));
    let named: Vec<&str> = [date].into_iter().chain(named).collect();
    let of = |names: &[&str]| {
        names
            .iter()
            .map(|name| raw.table.column(name))
            .collect::<Option<Vec<_>>>()
    };
    let (keys, values) = (of(&named)?, of(&values)?);
    if raw.is_open(date) || !are_days(keys[0]) {
        return None;
    }
    // A plain series has each of its moments once.
    if let ([Column::Timestamp(moments)], false) = (keys.as_slice(), mapping.metrics.is_empty())
        && moments
            .complete()
            .is_some_and(|all| all.is_sorted_by(|one, next| one < next))
    {
        return None;
    }
    let contradicting = contradicting(&keys, &values)?;
    let shown = contradicting.iter().take(NAMED).filter_map(|&(kept, row)| {
        let differs = values.iter().find(|column| contradict(column, kept, row))?;
        let (date, one, other) = (
            keys[0].display(row)?,
            differs.display(kept)?,
            differs.display(row)?,
        );
        Some(format!("{date}: {one} and {other}"))
    });
    let last = RowRule::LastOf {
        columns: named.iter().map(|name| (*name).to_owned()).collect(),
    };
    Some(MappingQuestion {
        topic: Topic::Repeats,
        canonical: Some("date".to_owned()),
        text: format!(
            "Some values of {date} are there twice and differ: does the later row replace the earlier?"
        ),
        examples: shown.collect(),
        choices: vec![
            MappingChoice::new("yes: the later row counts", vec![Edit::Rows(last)]),
            MappingChoice::new(
                "no: both count, as values of one time",
                vec![Edit::Rows(RowRule::Each)],
            ),
        ],
        guess: Some(0),
    })
}

/// Whether a column has days or longer periods, to all appearance: moments of a log may coincide.
fn are_days(column: &Column) -> bool {
    match column {
        Column::Timestamp(moments) => moments.iter().flatten().all(|at| at % dates::DAY == 0),
        _ => true,
    }
}

fn contradict(column: &Column, one: usize, other: usize) -> bool {
    let (one, other) = (repeats::bits(column, one), repeats::bits(column, other));
    one.is_some() && other.is_some() && one != other
}

/// Pairs of rows that agree in the columns of the key and differ in a value; `None` where there are none, or rows of one key are so many
/// that they are no corrections.
fn contradicting(keys: &[&Column], values: &[&Column]) -> Option<Vec<(usize, usize)>> {
    let rows = values.first()?.len();
    let mut first: FxHashMap<Vec<Option<u64>>, usize> = FxHashMap::default();
    let mut pairs = Vec::new();
    for row in 0..rows {
        let key: Vec<Option<u64>> = keys
            .iter()
            .map(|column| repeats::bits(column, row))
            .collect();
        // A row without a date, or without any value, says nothing.
        if key[0].is_none()
            || !values
                .iter()
                .any(|column| repeats::bits(column, row).is_some())
        {
            continue;
        }
        match first.get(&key) {
            None => drop(first.insert(key, row)),
            Some(&kept) if values.iter().any(|column| contradict(column, kept, row)) => {
                pairs.push((kept, row));
            }
            Some(_) => {}
        }
    }
    (!pairs.is_empty() && 2 * pairs.len() < first.len()).then_some(pairs)
}

/// The column that waits for the answer: that of the table's id, or of its times.
fn held(mapping: &Mapping) -> Option<&'static str> {
    let schema = mapping.kind.schema();
    let bound = |name: &&str| mapping.binding(name).is_some();
    ["id"].into_iter().find(bound).or(schema.time)
}
