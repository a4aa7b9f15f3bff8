//! Time between two moments of a row. A row in which the end comes before the beginning is not used.

use super::Tally;
use crate::metrics::{Input, Lack, Observation, Scope};
use crate::stats;
use crate::table::TableKind;
use crate::units::Unit;

struct Durations {
    tally: Tally,
    seconds: Vec<f64>,
}

fn durations(
    scope: &Scope<'_>,
    kind: TableKind,
    from: &str,
    to: &str,
) -> Result<Vec<Durations>, Lack> {
    let rows = scope.rows(kind)?;
    let (from, to) = (scope.column(kind, from)?, scope.column(kind, to)?);
    let mut slices: Vec<Durations> = (0..scope.slices().len())
        .map(|_| Durations {
            tally: Tally::default(),
            seconds: Vec::new(),
        })
        .collect();
    rows.for_each(|row, slice| {
        let slice = &mut slices[slice];
        match (from.timestamp(row), to.timestamp(row)) {
            (Some(from), Some(to)) if to >= from => {
                slice.tally.used += 1;
                slice.seconds.push(to.seconds_since(from));
            }
            _ => slice.tally.skipped += 1,
        }
    });
    Ok(slices)
}

/// Mean seconds from one column's moment to another's.
///
/// # Errors
/// [`Lack`] when the table or one of the columns is missing.
pub fn duration_mean(
    scope: &Scope<'_>,
    kind: TableKind,
    from: &str,
    to: &str,
) -> Result<Vec<Observation>, Lack> {
    let slices = durations(scope, kind, from, to)?;
    Ok(slices
        .into_iter()
        .map(|slice| {
            let total = stats::sum(slice.seconds.iter().copied());
            let n = slice.seconds.len() as f64;
            let mut observation = slice.tally.observe(super::ratio(total, n));
            observation.inputs = vec![
                Input::new("total time", total, Unit::Seconds),
                Input::count("rows with both times", n),
            ];
            observation
        })
        .collect())
}

/// Quantile (linear interpolation between order statistics) of the seconds from one column's moment to another's.
///
/// # Errors
/// [`Lack`] when the table or one of the columns is missing.
pub fn duration_quantile(
    scope: &Scope<'_>,
    kind: TableKind,
    from: &str,
    to: &str,
    q: f64,
) -> Result<Vec<Observation>, Lack> {
    let slices = durations(scope, kind, from, to)?;
    Ok(slices
        .into_iter()
        .map(|mut slice| {
            let n = slice.seconds.len() as f64;
            let mut observation = slice.tally.observe(stats::quantile(&mut slice.seconds, q));
            observation.inputs = vec![Input::count("rows with both times", n)];
            observation
        })
        .collect())
}
