//! How long models go without being checked.

use super::Tally;
use crate::{Input, Observation, Scope, Unavailable};
use outturn_core::stats;
use outturn_core::table::TableKind::DriftChecks;
use outturn_core::units::Timestamp;
use outturn_expr::{Custom, Read};
use rustc_hash::FxHashMap;

/// The middle time between two checks of one model that follow one another, counted when the later one is made.
pub const CADENCE: Custom = Custom {
    words: "median of checked_at − the checked_at before it of the same model",
    noun: "checks",
    sql: "SELECT median(checked_at - lag(checked_at) OVER (PARTITION BY model ORDER BY checked_at)) FROM drift_checks",
    reads: READS,
    measure: |scope| between(scope, stats::median),
};

/// The longest one.
pub const LONGEST: Custom = Custom {
    words: "longest checked_at − the checked_at before it of the same model",
    noun: "checks",
    sql: "SELECT max(checked_at - lag(checked_at) OVER (PARTITION BY model ORDER BY checked_at)) FROM drift_checks",
    reads: READS,
    measure: |scope| between(scope, |gaps| gaps.iter().copied().reduce(f64::max)),
};

const READS: &[Read] = &[
    Read {
        table: DriftChecks,
        column: "checked_at",
        required: true,
    },
    Read {
        table: DriftChecks,
        column: "model",
        required: true,
    },
];

fn between(
    scope: &Scope<'_>,
    of: fn(&mut [f64]) -> Option<f64>,
) -> Result<Vec<Observation>, Unavailable> {
    let rows = scope.rows(DriftChecks)?;
    let when = scope.column(DriftChecks, "checked_at")?;
    let lacking = || Unavailable::Column {
        table: DriftChecks,
        column: "model".to_owned(),
    };
    let model = scope.column(DriftChecks, "model")?.as_text();
    let model = model.ok_or_else(lacking)?;
    // The check before one may lie in an earlier slice, so all of them are put in order first.
    let mut checks: FxHashMap<u32, Vec<(Timestamp, usize)>> = FxHashMap::default();
    let counted = scope.counted(DriftChecks);
    for row in (0..rows.table.rows()).filter(|row| counted.has(*row)) {
        if let (Some(at), Some(model)) = (when.timestamp(row), model.code(row)) {
            checks.entry(model).or_default().push((at, row));
        }
    }
    let mut gaps: FxHashMap<usize, f64> = FxHashMap::default();
    for checks in checks.values_mut() {
        checks.sort_unstable();
        // A model is checked for several things at once.
        checks.dedup_by_key(|(at, _)| *at);
        for pair in checks.windows(2) {
            let [(before, _), (at, row)] = pair else {
                continue;
            };
            gaps.insert(*row, at.seconds_since(*before));
        }
    }
    let mut slices = vec![(Vec::new(), Tally::default()); scope.slices().len()];
    rows.for_each_code(model, |row, slice, _| {
        let (of_slice, tally) = &mut slices[slice];
        tally.used += 1;
        of_slice.extend(gaps.get(&row));
    });
    let observe = |(mut gaps, tally): (Vec<f64>, Tally)| {
        let n = gaps.len() as f64;
        let mut observation = tally.observe(of(&mut gaps));
        observation.inputs = vec![Input::count("times between two checks of a model", n)];
        observation
    };
    Ok(slices.into_iter().map(observe).collect())
}
