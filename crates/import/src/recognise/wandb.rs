//! Weights & Biases: the table of runs as CSV. Columns of a run's configuration and summary follow after these.

use super::super::map::{Mapping, Source, Unit};
use super::Recognition;
use super::names::Names;
use outturn_core::table::TableKind;

pub(super) fn recognise(names: &Names<'_>) -> Option<Recognition> {
    let id = names.find(&["ID", "Run ID", "Name"])?;
    let created = names.find(&["Created", "Start Time"])?;
    let runtime = names.find(&["Runtime"])?;
    if names.count(&[&["State"], &["Sweep"], &["Notes"], &["Tags"], &["User"]]) < 2 {
        return None;
    }
    let mut mapping = Mapping::new(TableKind::TrainingRuns);
    mapping
        .bind("id", Source::column(id))
        .bind("started_at", Source::column(created))
        .bind(
            "finished_at",
            Source::after(created, runtime, Unit::Seconds),
        );
    names.bind_filled(
        &mut mapping,
        &[
            ("user", &["User", "Username"]),
            ("experiment", &["Project", "Sweep", "Group"]),
            (
                "model",
                &["model", "model_name", "architecture", "model_type"],
            ),
        ],
    );
    let mut notes = vec![format!(
        "A run ended {runtime}, in seconds, after it was created; one that is running has not."
    )];
    if mapping.binding("model").is_none() {
        notes.push(
            "No column says which model a run trains: bind model to one, or to a constant."
                .to_owned(),
        );
    }
    Some(Recognition::new("Weights & Biases runs", mapping, notes))
}
