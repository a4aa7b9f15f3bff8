//! Evidently: reports as JSON (docs.evidentlyai.com; the files of the tests are as its version 0.7 writes them). Of the older generation one
//! result nests all columns, or is of one, and test suites have a test for each; the newer one has a row for each.
//!
//! A report does not say for which model it was made, and mostly not when.

use crate::map::{CellTest, RowFilter, Source};
use crate::recognise::Recognition;
use crate::recognise::export::{Export, Fill, Keep, Note};
use crate::recognise::names::Names;
use crate::recognise::question::ask_day;
use outturn_core::table::{Column, TableKind};

const NAME: &str = "Evidently report";

const SCORES: Note = Note::Always(
    "A score means nothing without its method: of a p-value low is drift, of a distance high is.",
);
const NO_MODEL: Note = Note::Always(
    "A report does not say of which model it is: it is named after the file, without the day in its name, unless model is bound to a constant.",
);

/// In all of them: the model that the file is called after, and that drift was looked for.
const MODEL: (&str, Fill) = ("model", Fill::Computed(called_after_the_file));
const KIND: (&str, Fill) = ("kind", Fill::Constant("drift"));
const WHEN: (&str, Fill) = ("checked_at", Fill::Fact("timestamp"));

pub(super) const LEGACY: Export = Export {
    name: NAME,
    kind: Some(TableKind::DriftChecks),
    tool: "Evidently",
    only_if: Some(|names| names.has(&[OF_ALL_SCORE, OF_ONE_SCORE])),
    // Results about the data as a whole, and about other things than drift, have no score.
    keeps: &[Keep::Is(
        &["metric"],
        &[
            "DataDriftTable",
            "ColumnDriftMetric",
            "TextDescriptorsDriftMetric",
            "EmbeddingsDriftMetric",
        ],
    )],
    fills: &[
        MODEL,
        KIND,
        WHEN,
        (
            "feature",
            Fill::FirstOf(&[
                &["result.drift_by_columns.key"],
                &["result.column_name", "result.embeddings_name"],
            ]),
        ),
        ("score", Fill::FirstOf(&[&[OF_ALL_SCORE], &[OF_ONE_SCORE]])),
        (
            "method",
            Fill::FirstOf(&[
                &["result.drift_by_columns.stattest_name"],
                &["result.stattest_name", "result.method_name"],
            ]),
        ),
        (
            "threshold",
            Fill::FirstOf(&[
                &["result.drift_by_columns.stattest_threshold"],
                &["result.stattest_threshold"],
            ]),
        ),
    ],
    notes: &[SCORES, NO_MODEL],
    asks: &[ask_when],
    ..Export::BLANK
};

const OF_ALL_SCORE: &str = "result.drift_by_columns.drift_score";
const OF_ONE_SCORE: &str = "result.drift_score";

/// A test for each column.
pub(super) const LEGACY_TESTS: Export = Export {
    name: "Evidently test suite",
    kind: Some(TableKind::DriftChecks),
    tool: "Evidently",
    has: &[&["group"], &["parameters.stattest"]],
    keeps: &[Keep::Is(&["name"], &["Drift per Column"])],
    fills: &[
        MODEL,
        KIND,
        WHEN,
        ("feature", Fill::Needed(&["parameters.column_name"])),
        ("score", Fill::Needed(&["parameters.score"])),
        ("method", Fill::Needed(&["parameters.stattest"])),
        ("threshold", Fill::Filled(&["parameters.threshold"])),
    ],
    notes: &[
        SCORES,
        Note::Always("A suite rounds its scores: the report of the same data has them whole."),
        NO_MODEL,
    ],
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
        MODEL,
        KIND,
        WHEN,
        ("score", Fill::Needed(&["value"])),
        ("feature", Fill::Filled(&["config.column"])),
        ("feature", Fill::Argument(METRIC, "column")),
        ("method", Fill::Filled(&["config.method"])),
        ("method", Fill::Argument(METRIC, "method")),
        ("threshold", Fill::Filled(&["config.threshold"])),
        ("threshold", Fill::Argument(METRIC, "threshold")),
    ],
    notes: &[SCORES, NO_MODEL],
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

fn called_after_the_file(names: &Names<'_>) -> Option<Source> {
    Some(Source::constant(names.subject()))
}

fn ask_when(names: &Names<'_>, found: &mut Recognition) {
    let mapping = found.mapping.as_ref();
    if mapping.is_some_and(|m| m.binding("checked_at").is_none()) {
        ask_day(names, found, "checked_at", "When was this checked?");
    }
}
