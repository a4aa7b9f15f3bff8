//! Evidently's reports as JSON, both generations: the older one nests all columns in one result, the newer one has a row for each.
//!
//! A report does not say for which model it was made, and mostly not when.

use crate::map::{CellTest, RowFilter};
use crate::recognise::Recognition;
use crate::recognise::export::{Export, Fill, Keep, Note};
use crate::recognise::names::Names;
use crate::recognise::question::ask_day;
use outturn_core::table::{Column, TableKind};

const NAME: &str = "Evidently report";

const SCORES: Note = Note::Always(
    "A score means nothing without its method: of a p-value low is drift, of a distance high is.",
);

pub(super) const LEGACY: Export = Export {
    name: NAME,
    kind: Some(TableKind::DriftChecks),
    tool: "Evidently",
    // Results about the data as a whole name no column.
    keeps: &[Keep::Filled(&["result.drift_by_columns.key"])],
    fills: &[
        ("model", Fill::FileName),
        ("kind", Fill::Constant("drift")),
        ("checked_at", Fill::Fact("timestamp")),
        ("feature", Fill::Needed(&["result.drift_by_columns.key"])),
        (
            "score",
            Fill::Needed(&["result.drift_by_columns.drift_score"]),
        ),
        (
            "method",
            Fill::Present(&["result.drift_by_columns.stattest_name"]),
        ),
        (
            "threshold",
            Fill::Present(&["result.drift_by_columns.stattest_threshold"]),
        ),
    ],
    notes: &[SCORES],
    asks: &[ask_when],
    ..Export::BLANK
};

pub(super) const CURRENT: Export = Export {
    name: NAME,
    kind: Some(TableKind::DriftChecks),
    tool: "Evidently",
    how: "report.run(current, reference).save_json(\"drift-2026-03-31.json\"), with the day in its name",
    keeps: &[Keep::Computed(drifts)],
    fills: &[
        ("model", Fill::FileName),
        ("kind", Fill::Constant("drift")),
        ("checked_at", Fill::Fact("timestamp")),
        ("score", Fill::Needed(&["value"])),
        ("feature", Fill::Filled(&["config.column"])),
        ("feature", Fill::Argument(METRIC, "column")),
        ("method", Fill::Filled(&["config.method"])),
        ("method", Fill::Argument(METRIC, "method")),
        ("threshold", Fill::Filled(&["config.threshold"])),
        ("threshold", Fill::Argument(METRIC, "threshold")),
    ],
    notes: &[SCORES],
    asks: &[ask_when],
    ..Export::BLANK
};

/// Which measure a row is of, with its arguments: `ValueDrift(column=age,method=psi)`.
const METRIC: &[&str] = &["metric_name"];

/// The rows that measure drift; `None` where none does.
fn drifts(names: &Names<'_>) -> Option<RowFilter> {
    let metric = names.find(METRIC)?;
    let text = names.raw.table.column(metric).and_then(Column::as_text)?;
    let drifts = text.entries().filter(|e| e.starts_with("ValueDrift("));
    let drifts: Vec<String> = drifts.map(str::to_owned).collect();
    (!drifts.is_empty()).then(|| RowFilter {
        column: metric.to_owned(),
        test: CellTest::Is(drifts),
    })
}

fn ask_when(names: &Names<'_>, found: &mut Recognition) {
    let mapping = found.mapping.as_ref();
    if mapping.is_some_and(|m| m.binding("checked_at").is_none()) {
        ask_day(names, found, "checked_at", "When was this checked?");
    }
}
