//! Rows of one file that are the same thing twice: the same id, and nothing that says they are two.
//!
//! A row that is another one word for word is set aside. Of rows that differ the newest counts: the one whose column of changes is
//! later, or which knows of a later moment. Where none is newer the file is asked about.

use super::super::file::RawFile;
use super::super::report::LeftOutReason;
use super::identity::{Identity, changes, id_column, source_of};
use super::{Mapping, RowRule};
use outturn_core::table::Column;
use rustc_hash::FxHashMap;
use std::cmp::Ordering;
use std::ops::Range;

/// Rows of a file that are the same thing twice.
#[derive(Debug, Default)]
pub(crate) struct Repeats {
    /// Rows that do not count, each with why.
    pub(crate) aside: Vec<(usize, LeftOutReason)>,
    /// Pairs of rows with one id that differ, and neither is newer.
    pub(crate) open: Vec<(usize, usize)>,
    /// Whether rows of such a pair begin at different times.
    pub(crate) of_times: bool,
}

/// Finds them among the rows that are used. A table without an id, or whose ids are all different, costs next to nothing.
pub(crate) fn find(raw: &RawFile, mapping: &Mapping, used: impl Fn(usize) -> bool) -> Repeats {
    let mut found = Repeats::default();
    let identity = Identity::of(mapping.kind);
    let (Some(identity), RowRule::All) = (identity, &mapping.rows) else {
        return found;
    };
    let Some(ids) = id_column(raw, mapping).and_then(|name| raw.table.column(name)) else {
        return found;
    };
    let bound = |canonical: &&str| raw.table.column(source_of(mapping, canonical)?);
    let rows = Rows {
        raw,
        begins: identity.begins.iter().find_map(bound),
        begins_anew: identity.begins_anew,
        apart_by: identity.apart_by.iter().filter_map(bound).collect(),
        changes: changes(raw).and_then(|name| raw.table.column(name)),
    };
    let at_once = rows.begins.filter(|_| rows.begins_anew).and_then(runs);
    let groups = match at_once {
        Some(runs) => runs
            .into_iter()
            .flat_map(|run| alike(ids, run.filter(|&row| used(row))))
            .collect(),
        None => repeated(ids, used),
    };
    for group in groups {
        rows.settle(&group, &mut found);
    }
    found
}

/// The rows of each id that more than one row has.
fn repeated(ids: &Column, used: impl Fn(usize) -> bool) -> Vec<Vec<usize>> {
    if are_different(ids) {
        return Vec::new();
    }
    let rows = (0..ids.len()).filter(|&row| used(row));
    let groups: Vec<Vec<usize>> = if let Some(text) = ids.as_text() {
        let mut groups = vec![Vec::new(); text.distinct()];
        for row in rows {
            if let Some(group) = text.code(row).and_then(|c| groups.get_mut(c as usize)) {
                group.push(row);
            }
        }
        groups
    } else {
        alike(ids, rows)
    };
    let groups = groups.into_iter();
    groups.filter(|group| group.len() > 1).collect()
}

/// The rows, of some, of each id that more than one of them has.
fn alike(ids: &Column, rows: impl Iterator<Item = usize>) -> Vec<Vec<usize>> {
    let mut groups: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    for row in rows {
        if let Some(id) = bits(ids, row) {
            groups.entry(id).or_default().push(row);
        }
    }
    let groups = groups.into_values().filter(|group| group.len() > 1);
    let mut groups: Vec<Vec<usize>> = groups.collect();
    groups.sort_unstable();
    groups
}

/// The rows of one moment each, where there are several, of moments that never go back; `None` where they do, or one is missing. In a
/// log only such rows can be one thing, so that nothing else need be compared.
fn runs(begins: &Column) -> Option<Vec<Range<usize>>> {
    let Column::Timestamp(moments) = begins else {
        return None;
    };
    let moments = moments.complete()?;
    let mut runs = Vec::new();
    let mut first = 0;
    for row in 1..=moments.len() {
        match moments.get(row) {
            Some(moment) if *moment < moments[row - 1] => return None,
            Some(moment) if *moment == moments[row - 1] => {}
            _ => {
                if row - first > 1 {
                    runs.push(first..row);
                }
                first = row;
            }
        }
    }
    Some(runs)
}

/// Whether no id is there twice, where that is plain at a glance: texts are held once each, and numbers often rise.
fn are_different(ids: &Column) -> bool {
    match ids {
        Column::Text(text) => text.distinct() == ids.present(),
        Column::I64(wholes) => {
            let mut last = None;
            let mut rises = true;
            wholes.for_each(0..wholes.len(), |id| {
                rises &= id.is_none() || last < id;
                last = id.or(last);
            });
            rises || all_seen_once(ids)
        }
        _ => all_seen_once(ids),
    }
}

/// Whether no value is there twice.
fn all_seen_once(ids: &Column) -> bool {
    let mut all: Vec<u64> = (0..ids.len()).filter_map(|row| bits(ids, row)).collect();
    all.sort_unstable();
    all.windows(2).all(|pair| pair[0] != pair[1])
}

/// A number, moment or flag as bits that only equal ones share.
pub(crate) fn bits(ids: &Column, row: usize) -> Option<u64> {
    match ids {
        Column::I64(v) => v.get(row).map(i64::cast_unsigned),
        Column::Timestamp(v) => v.get(row).map(i64::cast_unsigned),
        Column::F64(v) => v.get(row).map(f64::to_bits),
        Column::Bool(v) => v.get(row).map(u64::from),
        Column::Text(v) => v.code(row).map(u64::from),
    }
}

/// The rows that are compared.
struct Rows<'a> {
    raw: &'a RawFile,
    begins: Option<&'a Column>,
    begins_anew: bool,
    apart_by: Vec<&'a Column>,
    changes: Option<&'a Column>,
}

impl Rows<'_> {
    /// Which of the rows of one id counts.
    fn settle(&self, group: &[usize], found: &mut Repeats) {
        let mut counts: Vec<usize> = Vec::new();
        'rows: for &row in group {
            for kept in &mut counts {
                match self.compare(row, *kept) {
                    Some(Ordering::Greater) => {
                        let by = self.raw.file_row(row);
                        found.aside.push((*kept, LeftOutReason::Superseded { by }));
                        *kept = row;
                    }
                    Some(order) => {
                        let by = self.raw.file_row(*kept);
                        let reason = match order {
                            Ordering::Equal => LeftOutReason::Repeated { of: by },
                            _ => LeftOutReason::Superseded { by },
                        };
                        found.aside.push((row, reason));
                    }
                    None => continue,
                }
                continue 'rows;
            }
            if let Some(&kept) = counts.iter().find(|kept| !self.are_two(row, **kept)) {
                found.open.push((kept, row));
                found.of_times |= self.begin_apart(row, kept);
            }
            counts.push(row);
        }
    }

    /// Which of two rows of one id is newer; equal where they are the same word for word, `None` where that cannot be said.
    fn compare(&self, row: usize, kept: usize) -> Option<Ordering> {
        let columns = || self.raw.table.columns().map(|(_, column)| column);
        if columns().all(|column| same(column, row, kept)) {
            return Some(Ordering::Equal);
        }
        if self.are_two(row, kept) {
            return None;
        }
        let differ = |order: &Ordering| *order != Ordering::Equal;
        let changed = self
            .changes
            .and_then(|c| Some(moment(c, row)?.cmp(&moment(c, kept)?)));
        if let Some(order) = changed.filter(differ) {
            return Some(order);
        }
        if self.begin_apart(row, kept) {
            return None;
        }
        let last = |row| columns().filter_map(|column| moment(column, row)).max();
        Some(last(row).cmp(&last(kept))).filter(differ)
    }

    /// Whether two rows of one id are two things without a question.
    fn are_two(&self, row: usize, kept: usize) -> bool {
        let apart = self.apart_by.iter().any(|column| !same(column, row, kept));
        apart || self.begins_anew && self.begin_apart(row, kept)
    }

    fn begin_apart(&self, row: usize, kept: usize) -> bool {
        self.begins.is_some_and(|begins| !same(begins, row, kept))
    }
}

/// Whether two cells of a column are the same.
fn same(column: &Column, one: usize, other: usize) -> bool {
    bits(column, one) == bits(column, other)
}

fn moment(column: &Column, row: usize) -> Option<i64> {
    column.timestamp(row).map(|moment| moment.0)
}
