//! Weights & Biases: the table of runs as CSV, where columns of a run's configuration and summary follow after these; the history of
//! a run, one row a step; versions in its registry, as its Python library has them (docs.wandb.ai/models/ref/python/public-api, Registry and
//! Artifact: `collection`, `version`, `aliases`, `created_at`).

use crate::map::{Mapping, Source, Unit};
use crate::recognise::Recognition;
use crate::recognise::codes;
use crate::recognise::export::{Export, Fill, LastPer, Note};
use crate::recognise::names::Names;
use crate::recognise::serving::ask_which_version;
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

/// Versions in the registry, of which one of each collection counts.
pub(super) const REGISTRY: Export = Export {
    name: "Weights & Biases registry",
    kind: Some(TableKind::Models),
    tool: "Weights & Biases",
    how: "python -c \"import json, wandb; print(json.dumps([dict(collection=v.collection.name, version=v.version, aliases=v.aliases, \
          created_at=v.created_at) for v in wandb.Api().registries().collections().versions()]))\" > registry.json",
    has: &[&["collection"], &["version"], &["aliases"], &["created_at"]],
    only_if: Some(are_versions),
    last_per: Some(LastPer {
        column: &["collection"],
        by: Some(&["created_at"]),
    }),
    fills: &[
        ("model", Fill::Needed(&["collection"])),
        ("last_retrained_at", Fill::Needed(&["created_at"])),
    ],
    notes: &[Note::Always(
        "One version of a collection counts, the newest of those that are chosen; a collection without one is not counted.",
    )],
    asks: &[|names, found| ask_which_version(names, found, &[], &["aliases"])],
    ..Export::BLANK
};

/// Whether versions are counted as `v0`, `v1`, ….
fn are_versions(names: &Names<'_>) -> bool {
    let column = names
        .find(&["version"])
        .and_then(|name| names.raw.table.column(name));
    let text = column.and_then(Column::as_text);
    text.is_some_and(|text| {
        text.entries().all(|entry| {
            let number = entry.strip_prefix('v').unwrap_or_default();
            !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit())
        })
    })
}

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
