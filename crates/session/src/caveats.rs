//! What a reader should know of rows that count: charges that are in a bill twice, bills of the same days, files that hold the same,
//! rows that are dated ahead, rows that another file tells differently. It stands on every receipt that rests on the file.

use super::loaded::Loaded;
use super::overlaps::Overlaps;
use outturn_core::calendar::Span;
use outturn_core::table::{Column, Table, TableKind};
use outturn_metrics::{Caveat, Sources};
use rustc_hash::{FxHashMap, FxHasher};
use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};

/// Of each file, in their order; `sources` says when it is looked at.
pub fn of_files(files: &[&Loaded], overlaps: &[Overlaps], sources: &Sources) -> Vec<Vec<Caveat>> {
    let twins = twins(files, overlaps);
    let name = |at: usize| files.get(at).map(|file| file.raw.name.clone());
    let each = files.iter().zip(overlaps).zip(twins);
    let each = each.map(|((file, overlaps), twin)| {
        let repeated = Some(Caveat::Repeated {
            rows: file.repeated,
        })
        .filter(|_| file.repeated > 0);
        let same_days = overlaps.same_days.iter().filter_map(|(at, days)| {
            let (other, days) = (name(*at)?, *days);
            Some(Caveat::SameDays { other, days })
        });
        let contested = overlaps.contested.iter().filter_map(|of| {
            let (other, rows) = (name(of.with)?, of.things);
            Some(Caveat::Contested { rows, other })
        });
        let twin = twin.and_then(name).map(|other| Caveat::SameRows { other });
        let all = repeated.into_iter().chain(same_days).chain(contested);
        let all = all.chain(twin);
        all.chain(ahead(file, sources)).collect()
    });
    each.collect()
}

fn ahead(file: &Loaded, sources: &Sources) -> Option<Caveat> {
    let ((kind, part), today) = file.part().zip(sources.today())?;
    if file.is_by_order() {
        return None;
    }
    let rows = sources.rows_ahead(kind, part);
    let today = Span {
        start: today,
        end: today.succ_opt()?,
    };
    (rows > 0).then_some(Caveat::Ahead { rows, today })
}

/// Of each file another one that holds the same rows, where these count twice: of things that have names they count once.
fn twins(files: &[&Loaded], overlaps: &[Overlaps]) -> Vec<Option<usize>> {
    let mut found = vec![None; files.len()];
    let mut alike: BTreeMap<(TableKind, usize, u64), Vec<usize>> = BTreeMap::new();
    for (at, file) in files.iter().enumerate() {
        let said = !overlaps[at].aside.is_empty() || !overlaps[at].same_days.is_empty();
        if let Some((kind, part)) = file.part()
            && part.table.rows() > 0
            && !said
        {
            let of = alike.entry((kind, part.table.rows(), file.raw.bytes));
            of.or_default().push(at);
        }
    }
    let table = |at: usize| files[at].part().map(|(_, part)| &part.table);
    for of_one_size in alike.into_values().filter(|of| of.len() > 1) {
        for at in &of_one_size {
            let mut others = of_one_size.iter().filter(|other| *other != at);
            let same = |other: &&usize| {
                !overlaps[**other].counted_from.contains_key(at) && table(*at) == table(**other)
            };
            found[*at] = others.find(same).copied();
        }
    }
    found
}

/// How many rows of a table, of those that are used, are the same as an earlier one in every column.
pub fn repeated(table: &Table, is_used: impl Fn(usize) -> bool) -> u64 {
    let columns: Vec<&Column> = table.columns().map(|(_, column)| column).collect();
    let mut first: FxHashMap<u64, usize> = FxHashMap::default();
    let again = (0..table.rows())
        .filter(|&row| is_used(row))
        .filter(|&row| {
            let mut hasher = FxHasher::default();
            columns
                .iter()
                .for_each(|column| bits(column, row).hash(&mut hasher));
            let known = *first.entry(hasher.finish()).or_insert(row);
            let same = |column: &&Column| bits(column, row) == bits(column, known);
            known != row && columns.iter().all(same)
        });
    again.count() as u64
}

/// A cell as bits that only equal ones of its column share.
fn bits(column: &Column, row: usize) -> Option<u64> {
    match column {
        Column::I64(v) => v.get(row).map(i64::cast_unsigned),
        Column::Timestamp(v) => v.get(row).map(i64::cast_unsigned),
        Column::F64(v) => v.get(row).map(f64::to_bits),
        Column::Bool(v) => v.get(row).map(u64::from),
        Column::Text(v) => v.code(row).map(u64::from),
    }
}
