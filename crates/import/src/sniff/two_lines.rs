//! Whether the names of columns are in two lines: groups above, and what is in them below, as a sheet with merged cells has them.

use super::super::options::ReadOptions;
use super::super::rule::RepairRule;
use super::{Record, is_no_value, is_value};

/// Where names in two lines begin, groups above and what is in them below, and how many lines they are: pandas writes the names of an
/// index into a third one. Titles may stand in front.
pub(super) fn begin(records: &[Record<'_>], options: &ReadOptions) -> Option<(usize, u8)> {
    /// Titles that are looked past.
    const TITLES: usize = 10;
    if options.header == Some(false) || !options.repairs(RepairRule::JoinedHeader) {
        return None;
    }
    let asked = options.preamble.map(|count| count as usize);
    let first = asked.unwrap_or(0);
    let last = match asked {
        Some(count) => count,
        None if options.repairs(RepairRule::Preamble) => TITLES,
        None => 0,
    };
    (first..=last)
        .take_while(|&at| at == first || records.get(at - 1).is_some_and(|r| r.filled() <= 2))
        .find_map(|at| Some((at, lines(records.get(at..).unwrap_or_default())?)))
}

/// How many lines of names there are where the first two records name groups of columns and the columns in them: every column but an
/// index has a name in one of the lines, and the upper line says something that the lower one cannot do without.
fn lines(records: &[Record<'_>]) -> Option<u8> {
    let [upper, lower, rest @ ..] = records else {
        return None;
    };
    let width = lower.cells.len();
    let said =
        |record: &Record<'_>, at: usize| record.cells.get(at).map_or("", |c| c.trim()).to_owned();
    let columns: Vec<(String, String)> = (0..width)
        .map(|at| (said(upper, at), said(lower, at)))
        .collect();
    let below: Vec<&str> = columns
        .iter()
        .map(|(_, low)| low.as_str())
        .filter(|low| !low.is_empty())
        .collect();
    let unnamed = |at: usize| {
        columns
            .get(at)
            .is_some_and(|(up, low)| up.is_empty() && low.is_empty())
    };
    let index = (0..width).take_while(|&at| unnamed(at)).count();
    let named = !(index..width).any(unnamed) && index * 2 < width;
    let of_index = |record: &&Record<'_>| {
        index > 0 && (0..width).all(|at| said(record, at).is_empty() == (at >= index))
    };
    let (body, lines) = match rest.first() {
        Some(names) if of_index(&names) => (rest.get(1)?, 3),
        body => (body?, 2),
    };
    let no_values = below.len() >= 2 && !below.iter().any(|low| is_value(low) || is_no_value(low));
    let valued = body.cells.len() == width && body.cells.iter().any(|cell| is_value(cell));
    // A group goes on over the columns beside it, whose cells are empty or say the same.
    let goes_on = columns.windows(2).any(|two| {
        let [(up, low), (next, below)] = two else {
            return false;
        };
        !up.is_empty() && (next.is_empty() || next == up) && !low.is_empty() && !below.is_empty()
    });
    // A title stands over the first columns, and all names are below it.
    let mut unique = below.clone();
    unique.sort_unstable();
    unique.dedup();
    let first = columns
        .first()
        .map(|(up, low)| (up.is_empty(), low.is_empty()));
    let needed = unique.len() < below.len()
        || first.is_some_and(|(up, _)| up)
        || columns
            .iter()
            .any(|(up, low)| !up.is_empty() && (low.is_empty() || low == up));
    let is_such = upper.cells.len() <= width
        && upper.filled() > 0
        && named
        && no_values
        && valued
        && goes_on
        && needed;
    is_such.then_some(lines)
}
