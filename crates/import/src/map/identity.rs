//! What makes the rows of a table the things that they are: an id, of the table or of the file's own, and when a thing begins.

use super::super::file::RawFile;
use super::{Mapping, Source};
use crate::recognise::fold;
use outturn_core::table::{Column, TableKind};
use std::sync::Arc;

/// What makes the rows of a table the things that they are.
pub(super) struct Identity {
    table: TableKind,
    /// The canonical column that names them; `None` where the table has none and the file may have one of its own.
    id: Option<&'static str>,
    /// When a thing begins: the first of these that is bound. It does not change as a thing goes on, so two rows of one id that differ
    /// here are two things, or a mistake.
    pub(super) begins: &'static [&'static str],
    /// Whether they are two things without a question.
    pub(super) begins_anew: bool,
    /// Columns in which things of one id differ: a release goes to one environment and then to the next.
    pub(super) apart_by: &'static [&'static str],
}

const IDENTITIES: [Identity; 6] = [
    named(TableKind::Incidents, "id", &["detected_at"]),
    Identity {
        apart_by: &["environment", "model"],
        ..named(TableKind::Deployments, "id", &["started_at", "approved_at"])
    },
    named(TableKind::TrainingRuns, "id", &["started_at"]),
    of_its_own(TableKind::Predictions, &["timestamp"]),
    of_its_own(TableKind::Findings, &["opened_at"]),
    of_its_own(TableKind::Surveys, &["date"]),
];

const fn named(table: TableKind, id: &'static str, begins: &'static [&'static str]) -> Identity {
    Identity {
        table,
        id: Some(id),
        begins,
        begins_anew: false,
        apart_by: &[],
    }
}

const fn of_its_own(table: TableKind, begins: &'static [&'static str]) -> Identity {
    Identity {
        table,
        id: None,
        begins,
        begins_anew: true,
        apart_by: &[],
    }
}

/// Names of a file's own column that names its rows, of tables that have no such column.
const OWN_IDS: [&str; 10] = [
    "id",
    "uuid",
    "prediction_id",
    "request_id",
    "event_id",
    "transaction_id",
    "record_id",
    "response_id",
    "finding_id",
    "survey_id",
];

/// Names of the column that says when a row was last changed.
const CHANGES: [&str; 12] = [
    "updated_at",
    "updated",
    "last_updated",
    "last_updated_at",
    "updated_on",
    "sys_updated_on",
    "sys_updated_at",
    "updated_date",
    "modified_at",
    "modified",
    "last_modified",
    "last_modified_at",
];

impl Identity {
    /// Of a kind of table; `None` where nothing names its rows within a file.
    pub(super) fn of(kind: TableKind) -> Option<&'static Self> {
        IDENTITIES.iter().find(|identity| identity.table == kind)
    }
}

/// The file's column that names the rows of the table that a mapping makes.
pub(crate) fn id_column<'a>(raw: &'a RawFile, mapping: &'a Mapping) -> Option<&'a str> {
    let identity = Identity::of(mapping.kind)?;
    match identity.id {
        Some(canonical) => source_of(mapping, canonical),
        None => named_as(raw, &OWN_IDS),
    }
}

/// The column that says when a row was last changed.
pub(crate) fn changes(raw: &RawFile) -> Option<&str> {
    named_as(raw, &CHANGES)
}

/// What stands beside the rows of a table without being a figure; see [`Mapped::beside`](super::Mapped::beside).
pub(super) fn beside(raw: &RawFile, mapping: &Mapping) -> Vec<(String, Arc<Column>)> {
    let identity = Identity::of(mapping.kind);
    let own = identity.filter(|identity| identity.id.is_none());
    let columns = [
        ("id", own.and_then(|_| id_column(raw, mapping))),
        ("changed", changes(raw)),
    ];
    let columns = columns.into_iter();
    let there = columns.filter_map(|(name, of)| Some((name.to_owned(), raw.table.shared(of?)?)));
    there.collect()
}

fn named_as<'a>(raw: &'a RawFile, names: &[&str]) -> Option<&'a str> {
    let columns = raw.table.columns().map(|(name, _)| name);
    let mut columns = columns.filter(|name| names.iter().any(|n| fold(n) == fold(name)));
    columns.next()
}

pub(crate) fn source_of<'a>(mapping: &'a Mapping, canonical: &str) -> Option<&'a str> {
    match &mapping.binding(canonical)?.source {
        Source::Column(name) => Some(name),
        _ => None,
    }
}

/// Whether what a table of this kind tells of counts once, however many files tell of it: something names its rows. Of the others,
/// such as charges, every row counts.
#[must_use]
pub fn count_once<'a>(kind: TableKind, columns: impl IntoIterator<Item = &'a str>) -> bool {
    match kind {
        TableKind::Incidents
        | TableKind::Deployments
        | TableKind::TrainingRuns
        | TableKind::WorkflowRuns
        | TableKind::Volumes
        | TableKind::Platform
        | TableKind::Cases
        | TableKind::Connectors
        | TableKind::MetricSeries => true,
        TableKind::Predictions | TableKind::Findings | TableKind::Surveys => {
            let is_id = |name: &str| OWN_IDS.iter().any(|id| fold(id) == fold(name));
            columns.into_iter().any(is_id)
        }
        _ => false,
    }
}
