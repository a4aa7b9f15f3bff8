//! Weights & Biases: the table of runs as CSV, where columns of a run's configuration and summary follow after these; the history of
//! a run, one row a step.

use crate::map::{Mapping, Source, Unit};
use crate::recognise::Recognition;
use crate::recognise::codes;
use crate::recognise::export::{Export, Fill, Note};
use crate::recognise::names::Names;
use outturn_core::table::{Column, TableKind};

pub(super) const RUNS: Export = Export {
    name: "Weights & Biases runs",
    kind: Some(TableKind::TrainingRuns),
    tool: "Weights & Biases",
    how: "the project's table of runs, Export > CSV",
    has: &[&["Runtime"]],
    marks: (
        2,
        &[&["State"], &["Sweep"], &["Notes"], &["Tags"], &["User"]],
    ),
    fills: &[
        ("id", Fill::Needed(&["ID", "Run ID", "Name"])),
        ("started_at", Fill::Needed(&["Created", "Start Time"])),
        (
            "finished_at",
            Fill::After {
                start: &["Created", "Start Time"],
                length: &["Runtime"],
                unit: Unit::Seconds,
            },
        ),
        ("user", Fill::Filled(&["User", "Username"])),
        ("experiment", Fill::Filled(&["Project", "Sweep", "Group"])),
        (
            "model",
            Fill::Filled(&["model", "model_name", "architecture", "model_type"]),
        ),
    ],
    notes: &[
        Note::Always(
            "A run ended {Runtime}, in seconds, after it was created; one that is running has not.",
        ),
        Note::Without(
            "model",
            "No column says which model a run trains: bind model to one, or to a constant.",
        ),
    ],
    ..Export::BLANK
};

/// What was logged at each step, with the moment at which it was.
pub(super) const HISTORY: Export = Export {
    name: "Weights & Biases history",
    kind: Some(TableKind::MetricSeries),
    // Names fold without their line, and others have steps and times too.
    only_if: Some(|names| {
        ["_step", "_timestamp"]
            .iter()
            .all(|n| names.raw.table.column(n).is_some())
    }),
    read_as: Some(history),
    notes: &[Note::Always(
        "Each column that was logged is a metric, at the moment that _timestamp says; steps and running time are left out.",
    )],
    ..Export::BLANK
};

/// Every column of numbers is a metric but those that the tool adds, whose names begin with a line.
fn history(names: &Names<'_>) -> Option<Recognition> {
    let mut mapping = Mapping::new(TableKind::MetricSeries);
    mapping.bind("date", Source::column(names.find(&["_timestamp"])?));
    let columns = names.raw.table.columns();
    let counts_steps = |name: &str| {
        let last = name.rsplit(['/', '_', '.']).next().unwrap_or(name);
        last.eq_ignore_ascii_case("step") || last.eq_ignore_ascii_case("epoch")
    };
    let logged = columns.filter(|(name, _)| !name.starts_with('_') && !counts_steps(name));
    for (name, column) in logged {
        match column {
            Column::I64(_) | Column::F64(_) if codes::of(name, column).is_none() => {
                mapping.metrics.push(name.to_owned());
            }
            Column::Text(text) if text.distinct() > 0 => mapping.labels.push(name.to_owned()),
            _ => {}
        }
    }
    let is_series = !mapping.metrics.is_empty();
    is_series.then(|| Recognition::new("", mapping, Vec::new()))
}
