//! What names the things of each table, across files.

use outturn_core::table::TableKind;

/// What names the things of a table, and whether a row may be told anew as they go on.
pub(super) struct Key {
    table: TableKind,
    pub(super) columns: &'static [&'static str],
    /// The file's own id names them.
    pub(super) own_id: bool,
    /// A row that knows of a later moment is newer.
    pub(super) goes_on: bool,
    /// All columns but the value name them.
    pub(super) labels: bool,
}

const fn key(table: TableKind, columns: &'static [&'static str]) -> Key {
    Key {
        table,
        columns,
        own_id: false,
        goes_on: false,
        labels: false,
    }
}

const fn thing(table: TableKind, columns: &'static [&'static str]) -> Key {
    Key {
        goes_on: true,
        ..key(table, columns)
    }
}

const fn of_its_own(table: TableKind, columns: &'static [&'static str]) -> Key {
    Key {
        own_id: true,
        ..key(table, columns)
    }
}

const KEYS: [Key; 12] = [
    thing(TableKind::Incidents, &["id", "detected_at"]),
    thing(TableKind::Deployments, &["id", "environment", "model"]),
    thing(TableKind::TrainingRuns, &["id", "started_at"]),
    thing(
        TableKind::WorkflowRuns,
        &["run_id", "workflow", "step", "started_at"],
    ),
    key(TableKind::Volumes, &["date", "model"]),
    key(TableKind::Platform, &["period"]),
    key(TableKind::Cases, &["period", "workflow"]),
    key(TableKind::Connectors, &["date", "connector"]),
    Key {
        labels: true,
        ..key(TableKind::MetricSeries, &[])
    },
    of_its_own(TableKind::Predictions, &["timestamp"]),
    of_its_own(TableKind::Findings, &["opened_at"]),
    of_its_own(TableKind::Surveys, &["date"]),
];

impl Key {
    /// Of a kind of table; `None` where nothing names its rows.
    pub(super) fn of(kind: TableKind) -> Option<&'static Self> {
        KEYS.iter().find(|key| key.table == kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use outturn_core::table::schema;

    #[test]
    fn what_counts_once_has_a_key() {
        for table in schema::ALL {
            let has_key = Key::of(table.kind).is_some();
            let once = outturn_import::count_once(table.kind, ["id"]);
            assert_eq!(has_key, once, "{}", table.name);
        }
    }
}
