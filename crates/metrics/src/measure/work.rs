//! Manual work that is no longer done.

use super::{Tally, ratio};
use crate::metrics::{Input, Lack, Observation, Scope};
use crate::stats;
use crate::table::TableKind;

const CASES: TableKind = TableKind::Cases;

/// Hours a month: (minutes before − after − added) × volume, over the months that the slice's rows report on.
///
/// A row reports on the calendar month its period starts in, or on less when several rows share a month; minutes added count as
/// none where the column is absent, and make the row unusable where only the cell is.
///
/// # Errors
/// [`Lack`] when no cases are loaded or the minutes are missing.
pub fn work_removed(scope: &Scope<'_>) -> Result<Vec<Observation>, Lack> {
    let rows = scope.rows(CASES)?;
    let when = scope.column(CASES, "period")?;
    let (before, after) = (
        scope.column(CASES, "minutes_before")?,
        scope.column(CASES, "minutes_after")?,
    );
    let volume = scope.column(CASES, "volume")?;
    let added = rows.table.column("minutes_added");
    let mut slices =
        vec![(stats::Sum::default(), Vec::new(), Tally::default()); scope.slices().len()];
    rows.for_each(|row, slice| {
        let (minutes, months, tally) = &mut slices[slice];
        let added = added.map_or(Some(0.0), |c| c.number(row));
        match (
            before.number(row),
            after.number(row),
            added,
            volume.number(row),
            when.timestamp(row),
        ) {
            (Some(before), Some(after), Some(added), Some(volume), Some(when)) => {
                minutes.add((before - after - added) * volume);
                months.push(crate::calendar::Period::containing(
                    when,
                    crate::calendar::Grain::Month,
                ));
                tally.used += 1;
            }
            _ => tally.skipped += 1,
        }
    });
    Ok(slices
        .into_iter()
        .map(|(minutes, mut months, tally)| {
            crate::order::sort(&mut months);
            months.dedup();
            let (hours, months) = (minutes.value() / 60.0, months.len() as f64);
            let mut observation = tally.observe(ratio(hours, months));
            observation.inputs = vec![
                Input::count("hours in the period", hours),
                Input::count("months reported", months),
            ];
            observation
        })
        .collect())
}
