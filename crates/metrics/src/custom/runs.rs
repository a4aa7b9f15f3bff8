//! Runs of workflows of which every step did what it should. A run that is logged step by step is one run.

use super::{Tally, ratio};
use crate::{Input, Observation, Scope, Unavailable};
use outturn_core::table::TableKind::WorkflowRuns;
use outturn_core::table::{Column, TextColumn};
use outturn_expr::{Custom, Read};
use rustc_hash::FxHashMap;

const fn read(column: &'static str, required: bool) -> Read {
    Read {
        table: WorkflowRuns,
        column,
        required,
    }
}

/// Runs that kept to their time target and were good enough ÷ runs of which that is known. One step that took too long, or was not good
/// enough, is enough for a run to miss.
pub const IN_TIME_AND_GOOD: Custom = Custom {
    words: "runs of which no step took longer than time_target_s or was not good enough (quality_ok) ÷ runs with both targets",
    sql: "SELECT avg(met) FROM (SELECT run_id, min(quality_ok AND finished_at - started_at <= time_target_s) AS met FROM workflow_runs GROUP BY run_id)",
    noun: "runs",
    reads: &[
        read("started_at", true),
        read("run_id", true),
        read("time_target_s", true),
        read("finished_at", true),
        read("quality_ok", true),
    ],
    measure: |scope| {
        let [from, to, target, quality] =
            ["started_at", "finished_at", "time_target_s", "quality_ok"]
                .map(|name| scope.column(WorkflowRuns, name));
        let (from, to, target, quality) = (from?, to?, target?, quality?);
        let met = |row| {
            let took = from.timestamp(row).zip(to.timestamp(row));
            let took = took.filter(|(from, to)| to >= from);
            let in_time = took
                .zip(target.number(row))
                .map(|((from, to), target)| to.seconds_since(from) <= target);
            both(in_time, quality.boolean(row))
        };
        measure(scope, met, ["runs that met both", "runs with both targets"])
    },
};

/// Runs that ended and in which nobody had to step in ÷ runs of which that is known.
pub const WITHOUT_HELP: Custom = Custom {
    words: "runs that ended and of which no step was rescued ÷ runs",
    sql: "SELECT avg(unaided) FROM (SELECT run_id, min(finished_at IS NOT NULL AND NOT rescued) AS unaided FROM workflow_runs GROUP BY run_id)",
    noun: "runs",
    reads: &[
        read("started_at", true),
        read("run_id", true),
        read("rescued", true),
        read("finished_at", false),
    ],
    measure: |scope| {
        let rescued = scope.column(WorkflowRuns, "rescued")?;
        // A log without such a column is of runs that have ended.
        let ended = scope.table(WorkflowRuns)?.column("finished_at");
        let unaided = |row| {
            let has_ended = ended.is_none_or(|ended: &Column| ended.is_present(row));
            both(
                Some(has_ended),
                rescued.boolean(row).map(|rescued| !rescued),
            )
        };
        measure(scope, unaided, ["runs without help", "runs"])
    },
};

/// Yes where both say yes, no where one says no.
fn both(one: Option<bool>, other: Option<bool>) -> Option<bool> {
    match (one, other) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    }
}

fn ids<'a>(scope: &Scope<'a>) -> Result<&'a TextColumn, Unavailable> {
    let lacking = || Unavailable::Column {
        table: WorkflowRuns,
        column: "run_id".to_owned(),
    };
    let ids = scope.column(WorkflowRuns, "run_id")?;
    ids.as_text().ok_or_else(lacking)
}

/// The share of runs of which every row passes, of those with a row of which that can be said.
fn measure(
    scope: &Scope<'_>,
    passes: impl Fn(usize) -> Option<bool>,
    [passed, judged]: [&str; 2],
) -> Result<Vec<Observation>, Unavailable> {
    let rows = scope.rows(WorkflowRuns)?;
    let ids = ids(scope)?;
    let slices = scope.slices().len();
    let mut tallies = vec![Tally::default(); slices];
    let mut runs: Vec<FxHashMap<u32, bool>> = vec![FxHashMap::default(); slices];
    rows.for_each_code(ids, |row, slice, run| match passes(row) {
        Some(passes) if ids.get(row).is_some() => {
            tallies[slice].used += 1;
            *runs[slice].entry(run).or_insert(true) &= passes;
        }
        _ => tallies[slice].skip("without a value"),
    });
    let observe = |(tally, runs): (Tally, FxHashMap<u32, bool>)| {
        let all = runs.len() as f64;
        let good = runs.values().filter(|passes| **passes).count() as f64;
        let mut observation = tally.observe(ratio(good, all));
        observation.inputs = vec![Input::count(passed, good), Input::count(judged, all)];
        observation
    };
    Ok(tallies.into_iter().zip(runs).map(observe).collect())
}
