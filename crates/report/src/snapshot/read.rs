//! A snapshot to and from text.

use super::document::{FORMAT, Snapshot, VERSION};
use super::seal::is_changed;
use serde_json::Value;

/// Why a snapshot cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SnapshotError {
    /// Not JSON.
    #[error(
        "This is not a snapshot: it stops being JSON at line {line}, column {column}. Save it again from the page."
    )]
    NotJson {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
    },
    /// JSON of something else.
    #[error(
        "This is JSON, but not an Outturn snapshot: its “format” is {found}, not “{FORMAT}” with a “version”."
    )]
    NotASnapshot {
        /// What `format` says.
        found: String,
    },
    /// Written by a newer program.
    #[error(
        "This snapshot was written in version {found}; this page reads up to version {VERSION}. Reload the page to get the newest."
    )]
    Newer {
        /// Its version.
        found: u64,
    },
    /// A key is missing or holds something else.
    #[error("This snapshot is damaged: {0}.")]
    Damaged(String),
}

/// Brings a snapshot from one version to the next.
type Migration = fn(Value) -> Value;

/// One migration for each version before the present one; the first is from version 1 to 2.
const MIGRATIONS: [Migration; VERSION as usize - 1] = [];

impl Snapshot {
    /// Reads a snapshot; one of an older version is brought to the present one.
    ///
    /// # Errors
    /// [`SnapshotError`] when it is none, damaged, or newer than this program.
    ///
    /// ```
    /// use outturn_report::snapshot::{Snapshot, SnapshotError};
    /// let newer = r#"{"format": "outturn.snapshot", "version": 99}"#;
    /// assert_eq!(Snapshot::from_json(newer), Err(SnapshotError::Newer { found: 99 }));
    /// ```
    pub fn from_json(json: &str) -> Result<Self, SnapshotError> {
        let value: Value = serde_json::from_str(json).map_err(|e| SnapshotError::NotJson {
            line: e.line(),
            column: e.column(),
        })?;
        let changed = is_changed(&value);
        let value = migrated(value)?;
        let read = serde_json::from_value(value);
        let read: Self = read.map_err(|e| SnapshotError::Damaged(e.to_string()))?;
        Ok(Self { changed, ..read })
    }

    /// The snapshot as text, one key a line.
    ///
    /// # Errors
    /// JSON cannot hold a map whose keys are not text; nothing here has one.
    pub fn to_json(&self) -> serde_json::Result<String> {
        serde_json::to_string_pretty(self)
    }
}

fn migrated(mut value: Value) -> Result<Value, SnapshotError> {
    let found = || {
        value
            .get("format")
            .map_or("missing".to_owned(), Value::to_string)
    };
    let version = value.get("version").and_then(Value::as_u64);
    let version = match version.filter(|v| *v > 0) {
        Some(version) if value.get("format").and_then(Value::as_str) == Some(FORMAT) => version,
        _ => return Err(SnapshotError::NotASnapshot { found: found() }),
    };
    if version > u64::from(VERSION) {
        return Err(SnapshotError::Newer { found: version });
    }
    for migrate in MIGRATIONS.iter().skip(version as usize - 1) {
        value = migrate(value);
    }
    if let Some(known) = value.get_mut("version") {
        *known = VERSION.into();
    }
    Ok(value)
}
