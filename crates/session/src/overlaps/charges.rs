//! Bills of the same days. Nothing names a charge, so that rows which are the same in every column may be one charge in two exports, or two
//! charges: it is asked. Where no row is in both, it is only said that the days are.

use super::{Overlaps, Part, contest, hashes, same_name, set_aside};
use outturn_core::calendar::{Span, date_of};
use outturn_core::table::{Column, TableKind};
use outturn_import::Overlap;
use rustc_hash::FxHashMap;

/// Compares each bill with those whose days it covers too.
pub(super) fn compare(parts: &[Part<'_>], found: &mut [Overlaps]) {
    for (at, one) in parts.iter().enumerate() {
        for other in &parts[at + 1..] {
            let (start, end) = (
                one.span.start.max(other.span.start),
                one.span.end.min(other.span.end),
            );
            if start < end {
                pair(one, other, Span { start, end }, found);
            }
        }
    }
}

fn pair(one: &Part<'_>, other: &Part<'_>, days: Span, found: &mut [Overlaps]) {
    let alike = match [one.overlap, other.overlap].contains(&Overlap::Both) {
        true => Vec::new(),
        false => alike(one, other, days),
    };
    let settled = match (one.overlap, other.overlap) {
        (Overlap::Own, _) | (_, Overlap::Others) => Some(true),
        (Overlap::Others, _) | (_, Overlap::Own) => Some(false),
        _ => None,
    };
    match settled.filter(|_| !alike.is_empty()) {
        Some(from_one) => {
            for (row, twin) in alike {
                match from_one {
                    true => set_aside(found, (other.place, twin), one.place),
                    false => set_aside(found, (one.place, row), other.place),
                }
            }
        }
        None => {
            // A sum without the charges in question would be of neither answer: both bills wait.
            if !alike.is_empty() {
                for bill in [one, other] {
                    found[bill.place]
                        .waiting
                        .extend(0..bill.table.rows() as u32);
                }
            }
            for (row, twin) in alike {
                let shown = shown(one, row);
                contest(found, [(one.place, row), (other.place, twin)], None, &shown);
            }
            found[one.place].same_days.push((other.place, days));
            found[other.place].same_days.push((one.place, days));
        }
    }
}

/// Rows of two bills that are the same in every column, each with one of the other's.
fn alike(one: &Part<'_>, other: &Part<'_>, days: Span) -> Vec<(u32, u32)> {
    let time = TableKind::Costs.schema().time;
    let rows = |part: &Part<'_>| -> Vec<u32> {
        let date = time.and_then(|time| part.table.column(time));
        let is_in = |row: &u32| {
            let at = date.and_then(|date| date.timestamp(*row as usize));
            at.is_some_and(|at| (days.start..days.end).contains(&date_of(at)))
        };
        (0..part.table.rows() as u32).filter(is_in).collect()
    };
    let (mine, theirs) = (columns(one), columns(other));
    let known = hashes(&theirs, other.table.rows());
    let mut free: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
    for row in rows(other).into_iter().rev() {
        free.entry(known[row as usize]).or_default().push(row);
    }
    let own = hashes(&mine, one.table.rows());
    let twin = |row: u32| {
        let twin = free.get_mut(&own[row as usize])?.pop()?;
        same_name(&mine, row, &theirs, twin).then_some((row, twin))
    };
    rows(one).into_iter().filter_map(twin).collect()
}

fn columns<'a>(part: &Part<'a>) -> Vec<&'a Column> {
    part.table.columns().map(|(_, column)| column).collect()
}

/// A row in a line.
fn shown(part: &Part<'_>, row: u32) -> String {
    let columns = part.table.columns();
    let cells = columns.filter_map(|(_, column)| column.display(row as usize));
    let cells: Vec<String> = cells
        .map(|cell| cell.trim_end_matches("T00:00:00Z").to_owned())
        .collect();
    cells.join(", ")
}
