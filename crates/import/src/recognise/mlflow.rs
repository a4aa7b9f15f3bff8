//! MLflow: the table of runs, as its page, its command line and its tracking interface write it; histories of metrics.

use super::super::map::{Mapping, Source, Unit};
use super::Recognition;
use super::names::Names;
use outturn_core::table::TableKind;

pub(super) fn recognise(names: &Names<'_>) -> Option<Recognition> {
    history(names)
        .or_else(|| runs(names))
        .or_else(|| chart(names))
}

fn runs(names: &Names<'_>) -> Option<Recognition> {
    let table = || {
        let marks: [&[&str]; 4] = [&["Source Type"], &["Source Name"], &["User"], &["Duration"]];
        (names.count(&marks) >= 2).then_some(())?;
        Some((names.find(&["Run ID"])?, names.find(&["Start Time"])?))
    };
    let frame = || {
        let experiment = ["experiment_id", "info.experiment_id"];
        let rest = [
            &["artifact_uri", "info.artifact_uri"][..],
            &["status", "info.status"],
        ];
        (names.has(&experiment) && names.count(&rest) > 0).then_some(())?;
        Some((
            names.find(&["run_id", "info.run_id", "info.run_uuid"])?,
            names.find(&["start_time", "info.start_time"])?,
        ))
    };
    let (id, start) = table().or_else(frame)?;
    let mut mapping = Mapping::new(TableKind::TrainingRuns);
    mapping
        .bind("id", Source::column(id))
        .bind("started_at", Source::column(start));
    names.bind_filled(
        &mut mapping,
        &[
            (
                "experiment",
                &[
                    "experiment_name",
                    "experiment_id",
                    "info.experiment_id",
                    "Source Name",
                ],
            ),
            (
                "user",
                &["User", "tags.mlflow.user", "info.user_id", "user_id"],
            ),
            ("finished_at", &["end_time", "info.end_time"]),
            (
                "model",
                &["tags.model", "params.model", "params.model_type", "model"],
            ),
        ],
    );
    let mut notes = Vec::new();
    if let (None, Some(length)) = (mapping.binding("finished_at"), names.find(&["Duration"])) {
        mapping.bind("finished_at", Source::after(start, length, Unit::Written));
        notes.push(format!(
            "A run ended its {length} after its start, which MLflow rounds for display."
        ));
    }
    if mapping.binding("model").is_none() {
        notes.push("MLflow's runs do not say which model they train: bind model to a parameter or tag, or to a constant.".to_owned());
    }
    Some(Recognition::new("MLflow runs", mapping, notes))
}

/// One row a value of a metric: the chart's history, and the interface's.
fn history(names: &Names<'_>) -> Option<Recognition> {
    let at = names.find(&["timestamp"])?;
    let value = names.find(&["value"])?;
    let metric = names.find(&["metric", "key"])?;
    if !names.has(&["step"]) {
        return None;
    }
    let mut mapping = Mapping::new(TableKind::MetricSeries);
    mapping
        .bind("date", Source::column(at))
        .bind("metric", Source::column(metric))
        .bind("value", Source::column(value));
    names.label(
        &mut mapping,
        &[&["Run"], &["Group"], &["Run ID", "run_id"], &["step"]],
    );
    Some(Recognition::new(
        "MLflow metric history",
        mapping,
        Vec::new(),
    ))
}

/// The chart's data has final values and parameters of each run, and no time.
fn chart(names: &Names<'_>) -> Option<Recognition> {
    let first = names.raw.table.columns().next()?.0;
    if !matches!(first, "Run" | "Group") || !names.has(&["Run ID"]) {
        return None;
    }
    let notes = vec![
        "The data of MLflow's chart says nothing of when a run was: export the table of runs, or the chart's history.".to_owned(),
    ];
    Some(Recognition::unmapped("MLflow chart data", notes))
}
