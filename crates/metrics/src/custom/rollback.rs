//! How long a bad release stayed after it was known to be bad.

use super::Tally;
use crate::{Input, Observation, Scope, Unavailable};
use outturn_core::stats;
use outturn_core::table::TableKind::{Deployments, Incidents};
use outturn_core::table::{TableKind, TextColumn};
use outturn_core::units::{Timestamp, Unit};
use outturn_expr::{Custom, Read};
use rustc_hash::FxHashMap;

const fn read(table: TableKind, column: &'static str) -> Read {
    Read {
        table,
        column,
        required: true,
    }
}

/// The mean time from the first incident that names a release as its cause to the release being rolled back.
pub const TIME_TO_ROLLBACK: Custom = Custom {
    words: "mean of rolled_back_at − detected_at of the first incident that names the release",
    noun: "releases",
    sql: "SELECT avg(rolled_back_at - detected) FROM deployments JOIN (SELECT deployment_id, min(detected_at) AS detected FROM incidents GROUP BY 1) ON id = deployment_id WHERE rolled_back_at >= detected",
    reads: &[
        read(Deployments, "rolled_back_at"),
        read(Deployments, "id"),
        read(Incidents, "deployment_id"),
        read(Incidents, "detected_at"),
    ],
    measure,
};

fn text<'a>(
    scope: &Scope<'a>,
    table: TableKind,
    column: &str,
) -> Result<&'a TextColumn, Unavailable> {
    let lacking = || Unavailable::Column {
        table,
        column: column.to_owned(),
    };
    scope.column(table, column)?.as_text().ok_or_else(lacking)
}

fn measure(scope: &Scope<'_>) -> Result<Vec<Observation>, Unavailable> {
    let rows = scope.rows_at(Deployments, "rolled_back_at")?;
    let rolled_back = scope.column(Deployments, "rolled_back_at")?;
    let id = text(scope, Deployments, "id")?;
    let named = text(scope, Incidents, "deployment_id")?;
    let detected = scope.column(Incidents, "detected_at")?;
    let mut first: FxHashMap<&str, Timestamp> = FxHashMap::default();
    for row in 0..scope.table(Incidents)?.rows() {
        if let (Some(name), Some(at)) = (named.get(row), detected.timestamp(row)) {
            let known = first.entry(name).or_insert(at);
            *known = at.min(*known);
        }
    }
    let mut slices = vec![(stats::Sum::default(), Tally::default()); scope.slices().len()];
    rows.for_each_code(id, |row, slice, _| {
        let (sum, tally) = &mut slices[slice];
        let known = id.get(row).and_then(|id| first.get(id));
        match (known, rolled_back.timestamp(row)) {
            (Some(known), Some(at)) if at >= *known => {
                sum.add(at.seconds_since(*known));
                tally.used += 1;
            }
            (Some(_), Some(_)) => tally.skip("rolled back before the incident was detected"),
            _ => tally.skip("rolled back, but named by no incident"),
        }
    });
    let observe = |(sum, tally): (stats::Sum, Tally)| {
        let n = tally.used as f64;
        let mut observation = tally.observe((n > 0.0).then(|| sum.value() / n));
        observation.inputs = vec![
            Input::new("total time", sum.value(), Unit::Seconds),
            Input::count("releases rolled back after an incident", n),
        ];
        observation
    };
    Ok(slices.into_iter().map(observe).collect())
}
