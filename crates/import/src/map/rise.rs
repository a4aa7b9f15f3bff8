//! Running totals brought to what was added since the row before: a sum of them would count the same money every day.

use super::super::report::LeftOutReason;
use super::binding::Since;
use super::convert::Converted;
use outturn_core::table::{Column, TableKind};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// A total at a moment.
#[derive(Clone, Copy)]
struct At {
    micros: i64,
    total: f64,
}

/// How much each row's total has risen since the last row of the same labels. What a total holds when the file begins is of no row, unless
/// it has only just started anew. A total that falls by more than half has started anew; one that falls by less was corrected.
pub(super) fn rises(
    totals: Converted,
    times: &Column,
    labels: &[Arc<Column>],
    since: Since,
) -> Converted {
    let mut rows: Vec<(i64, usize)> = (0..totals.column.len())
        .filter_map(|row| Some((times.timestamp(row)?.0, row)))
        .collect();
    rows.sort_unstable();
    let mut last: FxHashMap<Vec<Option<String>>, At> = FxHashMap::default();
    let mut risen: Vec<Option<f64>> = vec![None; totals.column.len()];
    let mut bad = totals.bad.clone();
    for (micros, row) in rows {
        let Some(total) = totals.column.number(row) else {
            continue;
        };
        let key = labels.iter().map(|label| label.display(row)).collect();
        let before = last.insert(key, At { micros, total });
        risen[row] = match before {
            Some(before) if starts_anew(before, At { micros, total }, since) => Some(total),
            Some(before) => Some(total - before.total),
            None => Some(total).filter(|_| since.has_just_begun(micros)),
        };
        if risen[row].is_none() {
            bad.push((row as u32, LeftOutReason::FirstOfTotal));
        }
    }
    bad.sort_by_key(|(row, _)| *row);
    Converted {
        column: Arc::new(Column::F64(risen.into_iter().collect())),
        bad,
        ..totals
    }
}

fn starts_anew(before: At, now: At, since: Since) -> bool {
    let has_fallen = now.total < before.total;
    match since {
        Since::Month => month_of(before.micros) != month_of(now.micros),
        // A fiscal year begins in any month.
        Since::Year | Since::Beginning => has_fallen && now.total < before.total / 2.0,
    }
}

/// The year and the month of a moment.
fn month_of(micros: i64) -> Option<(i32, u32)> {
    use chrono::Datelike;
    let at = chrono::DateTime::from_timestamp_micros(micros)?;
    Some((at.year(), at.month()))
}

impl Since {
    /// Whether all that a total holds at a moment is of that day, or of that month where it is of the year.
    fn has_just_begun(self, micros: i64) -> bool {
        use chrono::Datelike;
        let Some(at) = chrono::DateTime::from_timestamp_micros(micros) else {
            return false;
        };
        match self {
            Self::Month => at.day() == 1,
            Self::Year => at.month() == 1 && at.day() == 1,
            Self::Beginning => false,
        }
    }
}

/// Since when totals run that fall at the beginning of each month, or of each year, and at no other time.
pub(in super::super) fn since_by_shape(
    times: &Column,
    totals: &Column,
    labels: &[Arc<Column>],
) -> Since {
    let mut series: FxHashMap<Vec<Option<String>>, Vec<(i64, f64)>> = FxHashMap::default();
    for row in 0..totals.len() {
        if let (Some(at), Some(total)) = (times.timestamp(row), totals.number(row)) {
            let key = labels.iter().map(|label| label.display(row)).collect();
            series.entry(key).or_default().push((at.0, total));
        }
    }
    for points in series.values_mut() {
        points.sort_by_key(|(at, _)| *at);
    }
    let falls_with = |of: fn((i32, u32)) -> (i32, u32)| {
        let mut changes = 0;
        let fits = series
            .values()
            .flat_map(|points| points.windows(2))
            .all(|two| {
                let [(from, before), (to, now)] = [two[0], two[1]];
                let has_changed = month_of(from).map(of) != month_of(to).map(of);
                changes += usize::from(has_changed);
                has_changed == (now < before)
            });
        fits && changes > 0
    };
    if falls_with(|month| month) {
        Since::Month
    } else if falls_with(|(year, _)| (year, 1)) {
        Since::Year
    } else {
        Since::Beginning
    }
}

/// Ways to say in a name that numbers are totals so far, as its words joined, and since when.
const NAMES: [(&str, Since); 26] = [
    ("month to date", Since::Month),
    ("monthtodate", Since::Month),
    ("mtd", Since::Month),
    ("year to date", Since::Year),
    ("yeartodate", Since::Year),
    ("ytd", Since::Year),
    ("fytd", Since::Year),
    ("quarter to date", Since::Beginning),
    ("qtd", Since::Beginning),
    ("running total", Since::Beginning),
    ("running sum", Since::Beginning),
    ("inception to date", Since::Beginning),
    ("itd", Since::Beginning),
    ("to date", Since::Beginning),
    ("cumulative", Since::Beginning),
    ("cumulated", Since::Beginning),
    ("cum", Since::Beginning),
    ("cumsum", Since::Beginning),
    ("accumulated", Since::Beginning),
    ("kumuliert", Since::Beginning),
    ("kumulierte", Since::Beginning),
    ("aufgelaufen", Since::Beginning),
    ("cumulé", Since::Beginning),
    ("acumulado", Since::Beginning),
    ("cumulato", Since::Beginning),
    ("narastająco", Since::Beginning),
];

/// Since when the numbers of a column of this name are totals, and its name without the words that say so; `None` where it does not.
pub(in super::super) fn so_far(name: &str) -> Option<(Since, String)> {
    let words: Vec<String> = name
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let joined = format!(" {} ", words.join(" "));
    NAMES.iter().find_map(|(said, since)| {
        let (front, behind) = joined.split_once(&format!(" {said} "))?;
        Some((*since, format!("{front} {behind}").trim().to_owned()))
    })
}

/// The column of a table whose numbers are counted together.
pub(in super::super) fn added_up(kind: TableKind) -> Option<&'static str> {
    match kind {
        TableKind::Volumes => Some("predictions"),
        TableKind::Costs => Some("cost"),
        TableKind::Cases => Some("volume"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[rstest::rstest]
    #[case("cost_mtd", Some((Since::Month, "cost")))]
    #[case("Month-to-date cost", Some((Since::Month, "cost")))]
    #[case("month_to_date", Some((Since::Month, "")))]
    #[case("spend YTD", Some((Since::Year, "spend")))]
    #[case("cumulative_cost", Some((Since::Beginning, "cost")))]
    #[case("running_total", Some((Since::Beginning, "")))]
    #[case("Kosten kumuliert", Some((Since::Beginning, "kosten")))]
    #[case("cost", None)]
    #[case("update_cost", None)]
    #[case("document_count", None)]
    fn a_name_says_since_when(#[case] name: &str, #[case] says: Option<(Since, &str)>) {
        let says = says.map(|(since, rest)| (since, rest.to_owned()));
        assert_eq!(so_far(name), says);
    }
}
