//! What is read, as the first screen says it.

use outturn_core::table::TableKind;
use outturn_import::TOOL_EXPORTS;

/// What files tell of, and the tables of each.
const ABOUT: [(&str, &[TableKind]); 5] = [
    ("Incidents", &[TableKind::Incidents]),
    ("Deployments", &[TableKind::Deployments]),
    (
        "Models and runs",
        &[
            TableKind::TrainingRuns,
            TableKind::Models,
            TableKind::DriftChecks,
        ],
    ),
    (
        "Metrics",
        &[TableKind::MetricSeries, TableKind::Uptime, TableKind::Gpu],
    ),
    ("Bills", &[TableKind::Costs]),
];

/// The tools whose exports are read as they come, by what they tell of; those to which people are sent for a file.
#[must_use]
pub fn read_from() -> Vec<(&'static str, Vec<&'static str>)> {
    let of = |tables: &[TableKind]| {
        let mut tools: Vec<&'static str> = Vec::new();
        for export in TOOL_EXPORTS {
            let is_of = export.table.is_some_and(|table| tables.contains(&table));
            if is_of && !export.how.is_empty() && !tools.contains(&export.tool) {
                tools.push(export.tool);
            }
        }
        tools
    };
    ABOUT
        .iter()
        .map(|(what, tables)| (*what, of(tables)))
        .collect()
}

/// What is read besides.
pub const READ_BESIDES: (&str, &str) = (
    "Anything else",
    "predictions, surveys, pilots, tickets, A/B tests: any table with a date",
);
