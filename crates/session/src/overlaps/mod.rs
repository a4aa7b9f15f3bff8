//! The same thing in several files: exports of the same columns whose days overlap. It counts once, from the file that knows it best.
//!
//! Two rows are the same thing when they agree in what names it and in when it began. Of rows that differ the newer counts; where
//! neither is, both rows wait for an answer. Only files whose days overlap are looked at, so files of one day each cost nothing.

mod charges;
mod key;

use super::loaded::Loaded;
use key::Key;
use outturn_core::calendar::Span;
use outturn_core::table::{Column, Table, TableKind};
use outturn_import::{LeftOutReason, Overlap};
use outturn_metrics::SourceFile;
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};

/// Things that two files tell of differently, or charges that both have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contested {
    /// The place of the other file.
    pub with: usize,
    /// How many things.
    pub things: u64,
    /// The first column in which the first of them differs; `None` for charges that are the same in every column.
    pub column: Option<String>,
    /// What the first of them is called.
    pub example: String,
}

/// What overlaps of one file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Overlaps {
    /// Rows that do not count, in order: other files have them too.
    pub aside: Vec<u32>,
    /// From which files they count, by place, with how many rows.
    pub counted_from: BTreeMap<usize, u64>,
    /// Rows that wait for an answer, in order: another file tells of them differently.
    pub waiting: Vec<u32>,
    /// What is to be answered before they count.
    pub contested: Vec<Contested>,
    /// Files, by place, whose charges may be the same: they cover days of this one, and nothing names a charge.
    pub same_days: Vec<(usize, Span)>,
}

/// A file's table that is compared.
struct Part<'a> {
    place: usize,
    table: &'a Table,
    beside: &'a Table,
    span: Span,
    overlap: Overlap,
}

/// What overlaps of each file, in their order.
pub fn find(files: &[&Loaded]) -> Vec<Overlaps> {
    let mut found = vec![Overlaps::default(); files.len()];
    let mut groups: BTreeMap<(TableKind, Vec<&str>), Vec<Part<'_>>> = BTreeMap::new();
    for (place, file) in files.iter().enumerate() {
        let Some(((kind, part), mapped)) = file.part().zip(file.mapped.as_ref()) else {
            continue;
        };
        // Steps are no days: two runs have the same ones.
        let Some(span) = part.span.filter(|_| !file.is_by_order()) else {
            continue;
        };
        let mut names: Vec<&str> = file.raw.table.columns().map(|(name, _)| name).collect();
        names.sort_unstable();
        groups.entry((kind, names)).or_default().push(Part {
            place,
            // What only tells rows apart is no part of what a file says of them.
            table: &mapped.table,
            beside: &mapped.beside,
            span,
            overlap: file.mapping.as_ref().map_or(Overlap::Open, |m| m.overlap),
        });
    }
    for ((kind, _), parts) in groups {
        let parts = overlapping(parts);
        if kind == TableKind::Costs {
            charges::compare(&parts, &mut found);
        } else if let Some(key) = Key::of(kind) {
            compare(key, &parts, &mut found);
        }
    }
    for overlaps in &mut found {
        for rows in [&mut overlaps.aside, &mut overlaps.waiting] {
            rows.sort_unstable();
            rows.dedup();
        }
    }
    found
}

/// Why a row does not count that another file tells of differently.
const WAITING: &str = "in question with another file until it is answered";

impl Overlaps {
    /// Rows that do not count, with the reason in words.
    fn out(&self) -> [(&'static str, &[u32]); 2] {
        [
            (LeftOutReason::InAnotherFile.label(), &self.aside),
            (WAITING, &self.waiting),
        ]
    }

    /// Whether all rows of the file count.
    pub fn count_all(&self) -> bool {
        self.out().iter().all(|(_, rows)| rows.is_empty())
    }

    /// Whether a row of the file counts.
    pub fn counts(&self, row: u32) -> bool {
        let out = self.out();
        out.iter()
            .all(|(_, rows)| rows.binary_search(&row).is_err())
    }

    /// What a receipt says of the file when these rows are left out.
    pub fn without(&self, mut facts: SourceFile) -> SourceFile {
        for (reason, rows) in self.out().into_iter().filter(|(_, rows)| !rows.is_empty()) {
            let count = rows.len() as u64;
            facts.rows_used = facts.rows_used.saturating_sub(count);
            match facts.left_out.iter_mut().find(|(known, _)| known == reason) {
                Some((_, known)) => *known += count,
                None => facts.left_out.push((reason.to_owned(), count)),
            }
        }
        facts
    }
}

/// Those whose days overlap with another one's, in their order.
fn overlapping(mut parts: Vec<Part<'_>>) -> Vec<Part<'_>> {
    parts.sort_by_key(|part| (part.span.start, part.span.end));
    let mut met = vec![false; parts.len()];
    let mut furthest: Option<usize> = None;
    for at in 0..parts.len() {
        if let Some(before) = furthest {
            if parts[at].span.start < parts[before].span.end {
                (met[before], met[at]) = (true, true);
            }
            if parts[before].span.end >= parts[at].span.end {
                continue;
            }
        }
        furthest = Some(at);
    }
    let mut met = met.into_iter();
    parts.retain(|_| met.next().unwrap_or(false));
    parts.sort_by_key(|part| part.place);
    parts
}

/// The columns that name the things of a table; `None` where it lacks one that it needs.
fn naming<'a>(key: &Key, part: &Part<'a>) -> Option<Vec<&'a Column>> {
    if key.labels {
        let columns = part.table.columns();
        return Some(
            columns
                .filter(|(n, _)| *n != "value")
                .map(|(_, c)| c)
                .collect(),
        );
    }
    let mut columns: Vec<&Column> = Vec::new();
    if key.own_id {
        columns.push(part.beside.column("id")?);
    }
    columns.extend(
        key.columns
            .iter()
            .filter_map(|name| part.table.column(name)),
    );
    Some(columns)
}

/// A number for each row that rows of one thing share.
fn hashes(columns: &[&Column], rows: usize) -> Vec<u64> {
    let mut all = vec![0_u64; rows];
    for column in columns {
        let texts: Vec<u64> = column.as_text().map_or_else(Vec::new, |text| {
            text.entries().map(|entry| hash(&entry)).collect()
        });
        for (row, known) in all.iter_mut().enumerate() {
            let cell = match column {
                Column::Text(text) => text.code(row).and_then(|c| texts.get(c as usize)).copied(),
                Column::Timestamp(_) => column.timestamp(row).map(|moment| hash(&moment.0)),
                Column::I64(wholes) => wholes.get(row).map(|whole| hash(&whole)),
                _ => column.display(row).map(|shown| hash(&shown)),
            };
            *known = hash(&(*known, cell));
        }
    }
    all
}

fn hash(of: &impl Hash) -> u64 {
    let mut hasher = FxHasher::default();
    of.hash(&mut hasher);
    hasher.finish()
}

fn are_different(hashes: &[u64]) -> bool {
    let mut seen = FxHashSet::default();
    hashes.iter().all(|hash| seen.insert(*hash))
}

/// What is compared of the rows of each part, and the number that rows of one thing share.
type Named<'a> = [(Vec<&'a Column>, Vec<u64>)];

fn compare(key: &Key, parts: &[Part<'_>], found: &mut [Overlaps]) {
    let hashed = |columns: Vec<_>, part: &Part<'_>| {
        let hashes = hashes(&columns, part.table.rows());
        (columns, hashes)
    };
    let by_name = parts
        .iter()
        .map(|part| Some(hashed(naming(key, part)?, part)));
    let Some(by_name) = by_name.collect::<Option<Vec<_>>>() else {
        return;
    };
    let each_once = by_name.iter().all(|(_, hashes)| are_different(hashes));
    if !each_once {
        // A file that has several rows of one name says more by its rows than their name: the same row is the same thing.
        let whole = parts.iter().map(|part| {
            let columns = part.table.columns().map(|(_, column)| column);
            hashed(columns.collect(), part)
        });
        count_once(key, parts, &whole.collect::<Vec<_>>(), found);
    }
    if each_once || key.goes_on || key.own_id {
        count_once(key, parts, &by_name, found);
    }
}

/// Sets aside, or contests, each row whose thing another part tells of. Rows that were set aside before are passed over.
fn count_once(key: &Key, parts: &[Part<'_>], named: &Named<'_>, found: &mut [Overlaps]) {
    let aside = |part: &Part<'_>| found[part.place].aside.iter().copied().collect();
    let passed: Vec<FxHashSet<u32>> = parts.iter().map(aside).collect();
    let mut counting: FxHashMap<u64, (usize, u32)> = FxHashMap::default();
    for (at, part) in parts.iter().enumerate() {
        for (row, &hash) in named[at].1.iter().enumerate() {
            let row = row as u32;
            if passed[at].contains(&row) {
                continue;
            }
            let Some(known) = counting.get_mut(&hash) else {
                counting.insert(hash, (at, row));
                continue;
            };
            // What one file has twice is that file's own matter.
            if known.0 == at || !same_name(&named[at].0, row, &named[known.0].0, known.1) {
                continue;
            }
            let other = &parts[known.0];
            if part.overlap == Overlap::Both || other.overlap == Overlap::Both {
                continue;
            }
            match newer(key, (part, row), (other, known.1)) {
                Ok(Ordering::Greater) => {
                    set_aside(found, (other.place, known.1), part.place);
                    *known = (at, row);
                }
                Ok(_) => set_aside(found, (part.place, row), other.place),
                Err(column) => {
                    let example = named[at].0[0].display(row as usize).unwrap_or_default();
                    let both = [(part.place, row), (other.place, known.1)];
                    contest(found, both, Some(&column), &example);
                }
            }
        }
    }
}

fn same_name(one: &[&Column], row: u32, other: &[&Column], other_row: u32) -> bool {
    let mut pairs = one.iter().zip(other);
    one.len() == other.len()
        && pairs.all(|(a, b)| a.display(row as usize) == b.display(other_row as usize))
}

/// Whether the first of two rows of one thing is newer; equal where they are the same. Where that cannot be said, a column in which
/// they differ.
fn newer(key: &Key, one: (&Part<'_>, u32), other: (&Part<'_>, u32)) -> Result<Ordering, String> {
    let (row, other_row) = (one.1 as usize, other.1 as usize);
    let mut columns = one.0.table.columns();
    let differ = columns.find(|(name, column)| {
        let theirs = other.0.table.column(name);
        column.display(row) != theirs.and_then(|column| column.display(other_row))
    });
    let Some((column, _)) = differ else {
        return Ok(Ordering::Equal);
    };
    let decided = |order: Ordering| Some(order).filter(|order| *order != Ordering::Equal);
    let changed = |part: &Part<'_>, row| {
        let column = part.beside.column("changed")?;
        column.timestamp(row)
    };
    let changed = changed(one.0, row).zip(changed(other.0, other_row));
    let last = |part: &Part<'_>, row| {
        let columns = part.table.columns();
        columns
            .filter_map(|(_, column)| column.timestamp(row))
            .max()
    };
    let by_change = changed.and_then(|(a, b)| decided(a.cmp(&b)));
    let by_last = || {
        let order = last(one.0, row).cmp(&last(other.0, other_row));
        decided(order).filter(|_| key.goes_on)
    };
    let by_answer = || match (one.0.overlap, other.0.overlap) {
        (Overlap::Own, _) | (_, Overlap::Others) => Some(Ordering::Greater),
        (Overlap::Others, _) | (_, Overlap::Own) => Some(Ordering::Less),
        _ => None,
    };
    let order = by_change.or_else(by_last).or_else(by_answer);
    order.ok_or_else(|| column.to_owned())
}

fn set_aside(found: &mut [Overlaps], (place, row): (usize, u32), for_place: usize) {
    let overlaps = &mut found[place];
    overlaps.aside.push(row);
    *overlaps.counted_from.entry(for_place).or_default() += 1;
}

fn contest(found: &mut [Overlaps], both: [(usize, u32); 2], column: Option<&str>, example: &str) {
    let [one, other] = both;
    for ((place, row), (with, _)) in [(one, other), (other, one)] {
        found[place].waiting.push(row);
        let contested = &mut found[place].contested;
        match contested.iter_mut().find(|known| known.with == with) {
            Some(known) => known.things += 1,
            None => contested.push(Contested {
                with,
                things: 1,
                column: column.map(str::to_owned),
                example: example.to_owned(),
            }),
        }
    }
}
