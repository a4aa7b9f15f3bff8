//! Moments that are none: 9999-12-31 for "not yet", 1900-01-01 and 1970-01-01 for "never".

use super::super::super::dates::{DAY, date};
use super::super::super::map::Topic;
use super::super::{MappingChoice, MappingQuestion};
use super::Used;
use outturn_core::table::{Column, Values};

/// Microseconds of a year of 365.25 days.
const YEAR: i64 = DAY / 4 * 1461;
/// Before the first and from the second year on, nothing is recorded that was not meant as a placeholder or is history.
const RECORDED: (i64, i64) = (1990, 2099);
/// A moment so many years from all others, in the past and in the future, is none of them.
const GAPS: (i64, i64) = (15, 20);
/// Days that programs write for no value: the ends of what their calendars hold, and where these begin. They are none of the others
/// from so many years on.
const KNOWN: [(i64, u32, u32); 14] = [
    (1, 1, 1),      // .NET
    (1601, 1, 1),   // Windows
    (1753, 1, 1),   // SQL Server
    (1899, 12, 30), // OLE, spreadsheets
    (1899, 12, 31), // spreadsheets
    (1900, 1, 1),   // SQL Server, spreadsheets
    (1904, 1, 1),   // spreadsheets
    (1970, 1, 1),   // Unix
    (1980, 1, 1),   // DOS
    (2000, 1, 1),   // clocks that were never set
    (2038, 1, 19),  // Unix, 32 bits
    (2079, 6, 6),   // SQL Server, smalldatetime
    (2099, 12, 31),
    (9999, 12, 31),
];
const NEAR: i64 = 3;
/// What may not have come to its end yet, for which programs write a day of their own that is still to come.
const ENDS: [&str; 7] = [
    "acknowledged_at",
    "closed_at",
    "ended_at",
    "finished_at",
    "resolved_at",
    "rolled_back_at",
    "triaged_at",
];

fn moments(used: &Used) -> Option<&Values<i64>> {
    match used.column.as_ref() {
        Column::Timestamp(values) => Some(values),
        _ => None,
    }
}

fn year(year: i64) -> i64 {
    date(year, 1, 1).unwrap_or(0)
}

/// First and last of all moments.
fn ends(times: &[Used]) -> Option<(i64, i64)> {
    let all = times
        .iter()
        .filter_map(moments)
        .flat_map(|values| values.iter().flatten());
    all.map(|at| (at, at))
        .reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))
}

/// Of each column the moments that stand for none: they are decades from all others of the file, or one end in a column of ends, years
/// after all others.
pub(super) fn placeholders(times: &[Used]) -> Vec<Vec<String>> {
    let far = far_from_all(times);
    if far.iter().any(|found| !found.is_empty()) {
        return far;
    }
    let ends = times.iter().map(|used| far_end(used, times));
    ends.map(|end| shown(end.into_iter().collect())).collect()
}

/// The last moment of a column of ends where it is years after all others of the file, of which this column has several.
fn far_end(used: &Used, times: &[Used]) -> Option<i64> {
    const LEAST: usize = 2;
    if !ENDS.contains(&used.waits.as_str()) {
        return None;
    }
    let of = |used| {
        moments(used)
            .into_iter()
            .flat_map(|v: &Values<i64>| v.iter().flatten())
    };
    let end = of(used).max()?;
    let last = times.iter().flat_map(of).filter(|at| *at != end).max()?;
    let (rows, here) = (of(used).count(), of(used).filter(|at| *at == end).count());
    // The same end again and again is one that nothing came to.
    let years = if here > 1 && 3 * here >= rows {
        1
    } else {
        NEAR
    };
    (rows - here >= LEAST && end - last > years * YEAR).then_some(end)
}

fn shown(found: Vec<i64>) -> Vec<String> {
    let shown: Values<i64> = found.into_iter().map(Some).collect();
    let shown = Column::Timestamp(shown);
    (0..shown.len())
        .filter_map(|row| shown.display(row))
        .collect()
}

/// Of each column the moments that are decades from all others of the file.
fn far_from_all(times: &[Used]) -> Vec<Vec<String>> {
    let none = || times.iter().map(|_| Vec::new()).collect();
    let Some((first, last)) = ends(times) else {
        return none();
    };
    if first >= year(RECORDED.0) && last - first < NEAR * YEAR {
        return none();
    }
    let known: Vec<i64> = KNOWN
        .iter()
        .filter_map(|(y, m, d)| date(*y, *m, *d))
        .collect();
    let is_known = |at: i64| known.contains(&(at - at.rem_euclid(DAY)));
    let every = || {
        let columns = times.iter().filter_map(moments);
        columns.flat_map(|values| values.iter().flatten())
    };
    if first >= year(RECORDED.0) && last - first < GAPS.1 * YEAR && !every().any(is_known) {
        return none();
    }
    // In a history from before then, they are days as others are.
    let is_history = every().any(|at| at < year(RECORDED.0) && !is_known(at));
    let is_known = |at: i64| !is_history && is_known(at);
    let mut all: Vec<i64> = every().filter(|at| !is_known(*at)).collect();
    all.sort_unstable();
    all.dedup();
    let Some((from, to)) = recorded(&all) else {
        return none();
    };
    let near = NEAR * YEAR;
    let is_far = |at: i64| match is_known(at) {
        true => at < from - near || at > to + near,
        false => at < from || at > to,
    };
    let of = |used: &Used| {
        let mut found: Vec<i64> = moments(used)
            .into_iter()
            .flat_map(|values| values.iter().flatten())
            .filter(|at| is_far(*at))
            .collect();
        found.sort_unstable();
        found.dedup();
        shown(found)
    };
    times.iter().map(of).collect()
}

/// First and last of the moments that belong together, out of all in order: those that are plainly recorded ones, and whatever no gap
/// separates from them.
fn recorded(all: &[i64]) -> Option<(i64, i64)> {
    let (from, to) = (year(RECORDED.0), year(RECORDED.1));
    let first = all.iter().position(|at| *at >= from)?;
    let recorded = all[first..].iter().take_while(|at| **at < to).count();
    let middle = first + recorded.checked_sub(1)? / 2;
    let (mut low, mut high) = (middle, middle);
    while low > 0 && (all[low - 1] >= from || all[low] - all[low - 1] <= GAPS.0 * YEAR) {
        low -= 1;
    }
    while high + 1 < all.len() && all[high + 1] - all[high] <= GAPS.1 * YEAR {
        high += 1;
    }
    Some((all[low], all[high]))
}

/// A question where all moments of a file lie within days of 1970, which is how numbers look that are no seconds.
pub(super) fn in_1970(times: &[Used]) -> Option<MappingQuestion> {
    const DAYS: i64 = 62;
    let (first, last) = ends(times)?;
    if first < -DAYS * DAY || last > DAYS * DAY {
        return None;
    }
    let used = times.iter().find(|used| used.column.present() > 0)?;
    let examples = (0..used.column.len()).filter_map(|row| used.column.display(row));
    Some(MappingQuestion {
        topic: Topic::Steps,
        canonical: Some(used.waits.clone()),
        text: format!(
            "All moments of {} lie in the first days of 1970, as those do that were made of other numbers: are they right?",
            used.name
        ),
        examples: examples.take(3).collect(),
        choices: vec![MappingChoice::new(
            "yes, it is a record of 1970",
            Vec::new(),
        )],
        guess: None,
    })
}
