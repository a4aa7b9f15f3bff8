//! Incidents and deployments as events: how many, how often, which share went wrong.

use super::requests::{count_rows, requests};
use super::{Tally, ratio};
use crate::metrics::{Input, Lack, Observation, Scope};
use crate::table::{Table, TableKind};
use crate::units::SECONDS_PER_WEEK;
use rustc_hash::FxHashSet;

const INCIDENTS: TableKind = TableKind::Incidents;
const DEPLOYMENTS: TableKind = TableKind::Deployments;

/// Incidents detected in each slice.
///
/// # Errors
/// [`Lack`] when no incidents are loaded.
pub fn incident_count(scope: &Scope<'_>) -> Result<Vec<Observation>, Lack> {
    let slices = count_rows(scope, INCIDENTS, |_, _| Some(1.0))?;
    Ok(slices
        .into_iter()
        .map(|(n, tally)| {
            let mut observation = tally.observe(Some(n).filter(|n| *n > 0.0));
            observation.inputs = vec![Input::count("incidents", n)];
            observation
        })
        .collect())
}

/// AI incidents per 1,000 requests. Only incidents marked `ai_related` count; requests come from volumes or predictions.
///
/// # Errors
/// [`Lack`] when incidents, their `ai_related` column, or both volumes and predictions are missing.
pub fn ai_incidents_per_thousand(scope: &Scope<'_>) -> Result<Vec<Observation>, Lack> {
    let related = scope.column(INCIDENTS, "ai_related")?;
    let incidents = count_rows(scope, INCIDENTS, |_, row| {
        related.boolean(row).map(f64::from)
    })?;
    let requests = requests(scope)?;
    Ok(incidents
        .into_iter()
        .zip(requests)
        .map(|((incidents, mut tally), (requests, served))| {
            tally.used += served.used;
            let mut observation = tally.observe(ratio(incidents * 1000.0, requests));
            observation.inputs = vec![
                Input::count("AI incidents", incidents),
                Input::count("requests", requests),
            ];
            observation
        })
        .collect())
}

/// How a deployment went.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Fate {
    Succeeded,
    Failed,
    RolledBack,
    Unknown,
}

fn fate(table: &Table, row: usize) -> Fate {
    if table
        .column("rolled_back_at")
        .and_then(|c| c.timestamp(row))
        .is_some()
    {
        return Fate::RolledBack;
    }
    let status = table
        .column("status")
        .and_then(|c| c.text(row))
        .map(|s| s.trim().to_ascii_lowercase());
    match status.as_deref() {
        Some("success" | "succeeded" | "ok" | "deployed") => Fate::Succeeded,
        Some("failure" | "failed" | "error") => Fate::Failed,
        Some("rolled_back" | "rolled back" | "rollback") => Fate::RolledBack,
        _ => Fate::Unknown,
    }
}

/// Whether a deployment went to production. Where no environment of the table is named like production, all of them count.
fn in_production(table: &Table) -> impl Fn(usize) -> bool + '_ {
    let is_production = |name: &str| name.trim().to_ascii_lowercase().starts_with("prod");
    let environment = table.column("environment").and_then(|c| c.as_text());
    let named: Vec<bool> = environment
        .map(|e| e.entries().map(is_production).collect())
        .unwrap_or_default();
    let any = named.contains(&true);
    move |row| {
        !any || environment
            .and_then(|e| e.code(row))
            .is_some_and(|code| named[code as usize])
    }
}

/// Which deployments count, and which of those are wanted.
fn share_of_deployments(
    scope: &Scope<'_>,
    wanted: &str,
    judge: impl Fn(&Table, usize) -> Option<bool>,
) -> Result<Vec<Observation>, Lack> {
    let rows = scope.rows(DEPLOYMENTS)?;
    let production = in_production(rows.table);
    let mut slices = vec![(0.0, 0.0, Tally::default()); scope.slices().len()];
    rows.for_each(|row, slice| {
        if !production(row) {
            return;
        }
        let (hit, all, tally) = &mut slices[slice];
        match judge(rows.table, row) {
            Some(yes) => {
                *all += 1.0;
                *hit += f64::from(yes);
                tally.used += 1;
            }
            None => tally.skipped += 1,
        }
    });
    Ok(slices
        .into_iter()
        .map(|(hit, all, tally)| {
            let mut observation = tally.observe(ratio(hit, all));
            observation.inputs = vec![
                Input::count(wanted, hit),
                Input::count("releases with a known result", all),
            ];
            observation
        })
        .collect())
}

/// Names of the deployments that incidents point to.
fn blamed(scope: &Scope<'_>) -> Option<FxHashSet<String>> {
    let text = scope.column(INCIDENTS, "deployment_id").ok()?.as_text()?;
    Some(text.entries().map(str::to_owned).collect())
}

fn caused_incident(table: &Table, row: usize, blamed: &FxHashSet<String>) -> bool {
    table
        .column("id")
        .and_then(|c| c.text(row))
        .is_some_and(|id| blamed.contains(id))
}

/// Releases that failed, were rolled back or caused an incident ÷ releases whose result is known.
///
/// # Errors
/// [`Lack`] when no deployments are loaded.
pub fn change_failures(scope: &Scope<'_>) -> Result<Vec<Observation>, Lack> {
    let blamed = blamed(scope).unwrap_or_default();
    share_of_deployments(scope, "failed releases", |table, row| {
        match (fate(table, row), caused_incident(table, row, &blamed)) {
            (_, true) | (Fate::Failed | Fate::RolledBack, _) => Some(true),
            (Fate::Succeeded, false) => Some(false),
            (Fate::Unknown, false) => None,
        }
    })
}

/// Rival definition: releases whose own status says failure or rollback ÷ releases whose status is known.
///
/// # Errors
/// [`Lack`] when no deployments are loaded.
pub fn failed_by_status(scope: &Scope<'_>) -> Result<Vec<Observation>, Lack> {
    share_of_deployments(
        scope,
        "releases that failed or were rolled back",
        |table, row| match fate(table, row) {
            Fate::Unknown => None,
            fate => Some(fate != Fate::Succeeded),
        },
    )
}

/// Rival definition: releases that an incident names as its cause ÷ releases.
///
/// # Errors
/// [`Lack`] when no deployments are loaded, or no incidents with a `deployment_id`.
pub fn failed_by_incident(scope: &Scope<'_>) -> Result<Vec<Observation>, Lack> {
    scope.column(INCIDENTS, "deployment_id")?;
    let blamed = blamed(scope).unwrap_or_default();
    share_of_deployments(scope, "releases named by an incident", |table, row| {
        Some(caused_incident(table, row, &blamed))
    })
}

/// Releases that neither failed nor were rolled back ÷ releases whose status is known.
///
/// # Errors
/// [`Lack`] when no deployments are loaded.
pub fn successful(scope: &Scope<'_>) -> Result<Vec<Observation>, Lack> {
    share_of_deployments(scope, "releases that held", |table, row| {
        match fate(table, row) {
            Fate::Unknown => None,
            fate => Some(fate == Fate::Succeeded),
        }
    })
}

/// Deployments to production in each slice; `only_successful` leaves out those whose status says otherwise.
///
/// # Errors
/// [`Lack`] when no deployments are loaded.
pub fn deployments(scope: &Scope<'_>, only_successful: bool) -> Result<Vec<(f64, u64)>, Lack> {
    let rows = scope.rows(DEPLOYMENTS)?;
    let production = in_production(rows.table);
    let mut slices = vec![(0.0, 0); scope.slices().len()];
    rows.for_each(|row, slice| {
        if production(row) && (!only_successful || fate(rows.table, row) == Fate::Succeeded) {
            slices[slice].0 += 1.0;
            slices[slice].1 += 1;
        }
    });
    Ok(slices)
}

/// Deployments to production per week of the slice. A slice between the first and the last deployment that has none is zero.
///
/// # Errors
/// [`Lack`] when no deployments are loaded.
pub fn rate_per_week(scope: &Scope<'_>, only_successful: bool) -> Result<Vec<Observation>, Lack> {
    let known = scope.sources().span_of(DEPLOYMENTS);
    Ok(deployments(scope, only_successful)?
        .into_iter()
        .enumerate()
        .map(|(i, (n, used))| {
            let span = scope.slices().span(i);
            let observed = known.is_some_and(|known| span.overlap(known).is_some());
            let weeks = span.seconds() / SECONDS_PER_WEEK;
            let tally = Tally { used, skipped: 0 };
            let mut observation = tally.observe(ratio(n, weeks).filter(|_| observed));
            observation.inputs = vec![Input::count("deployments", n), Input::count("weeks", weeks)];
            observation
        })
        .collect())
}

/// Sum of a count column per day of the slice.
///
/// # Errors
/// [`Lack`] when the table or the column is missing.
pub fn events_per_day(
    scope: &Scope<'_>,
    kind: TableKind,
    column: &str,
) -> Result<Vec<Observation>, Lack> {
    let counted = scope.column(kind, column)?;
    Ok(count_rows(scope, kind, |_, row| counted.number(row))?
        .into_iter()
        .enumerate()
        .map(|(i, (n, tally))| {
            let days = scope.slices().span(i).days();
            let mut observation = tally.observe(ratio(n, days).filter(|_| tally.used > 0));
            observation.inputs = vec![Input::count(column, n), Input::count("days", days)];
            observation
        })
        .collect())
}
