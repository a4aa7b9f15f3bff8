//! Weights & Biases: the table of runs as CSV. Columns of a run's configuration and summary follow after these.

use crate::map::Unit;
use crate::recognise::export::{Export, Fill, Note};
use outturn_core::table::TableKind;

pub(super) const RUNS: Export = Export {
    name: "Weights & Biases runs",
    kind: Some(TableKind::TrainingRuns),
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
