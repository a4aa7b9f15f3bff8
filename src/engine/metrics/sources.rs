//! The loaded tables that metrics are computed from, with where each row came from.

use crate::calendar::Span;
use crate::table::{Table, TableKind};
use crate::units::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A file behind a table: what a receipt says of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceFile {
    /// Its name.
    pub file: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// Its length in bytes.
    pub bytes: u64,
    /// Rows read from it.
    pub rows_read: u64,
    /// Rows that made it into the table.
    pub rows_used: u64,
    /// Rows left out, by reason.
    pub left_out: Vec<(String, u64)>,
}

/// All rows of one kind.
#[derive(Debug, Clone)]
pub struct SourceTable {
    /// The rows, of all files of that kind one after the other.
    pub table: Arc<Table>,
    /// The files they came from.
    pub files: Vec<SourceFile>,
}

/// All loaded tables by kind.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    tables: BTreeMap<TableKind, SourceTable>,
}

impl Sources {
    /// Adds a file's table to those of its kind.
    pub fn add(&mut self, kind: TableKind, table: Arc<Table>, file: SourceFile) {
        match self.tables.get_mut(&kind) {
            Some(known) => {
                known.table = Arc::new(known.table.appended(&table));
                known.files.push(file);
            }
            None => {
                self.tables.insert(
                    kind,
                    SourceTable {
                        table,
                        files: vec![file],
                    },
                );
            }
        }
    }

    /// The table of a kind.
    #[must_use]
    pub fn get(&self, kind: TableKind) -> Option<&SourceTable> {
        self.tables.get(&kind)
    }

    /// Whether nothing is loaded.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.tables.is_empty()
    }

    /// The days that the time columns of all tables touch.
    #[must_use]
    pub fn span(&self) -> Option<Span> {
        self.tables
            .keys()
            .filter_map(|&kind| self.span_of(kind))
            .reduce(Span::joined)
    }

    /// The days that a table's time column touches.
    #[must_use]
    pub fn span_of(&self, kind: TableKind) -> Option<Span> {
        Self::span_in(kind, &self.get(kind)?.table)
    }

    /// The days that the time column of a table of this kind touches.
    #[must_use]
    pub fn span_in(kind: TableKind, table: &Table) -> Option<Span> {
        let columns: &[&str] = if kind == TableKind::Uptime {
            &["timestamp", "started_at", "ended_at"]
        } else {
            kind.schema().time.as_slice()
        };
        let moments = columns
            .iter()
            .filter_map(|c| table.column(c))
            .flat_map(|column| (0..table.rows()).filter_map(move |row| column.timestamp(row)));
        let (first, last) = moments.fold((None, None), |(low, high), t| {
            (
                Some(low.map_or(t, |l: Timestamp| l.min(t))),
                high.max(Some(t)),
            )
        });
        Some(Span::covering(first?, last?))
    }
}
