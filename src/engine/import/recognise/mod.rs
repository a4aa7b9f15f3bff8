//! What a file is, by its columns: vendors first, then the canonical tables under their own and usual names.

mod canonical;
mod devlake;
mod focus;
mod names;
mod series;
mod servicenow;

pub use focus::CostBasis;

use super::map::Mapping;
use super::read::RawFile;
use crate::table::{TableKind, schema};
use names::Names;
use serde::{Deserialize, Serialize};

/// What a file was recognised as. All of it is a proposal: the mapping is the user's to change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recognition {
    /// The canonical table it becomes; `None` when its columns say nothing that is known.
    pub kind: Option<TableKind>,
    /// What it is, for people: `ServiceNow incident log`, `predictions`.
    pub vendor: String,
    /// How it becomes that table.
    pub mapping: Option<Mapping>,
    /// What the user should know: choices that were made for them, and what such a file cannot tell.
    pub notes: Vec<String>,
}

impl Recognition {
    fn new(vendor: &str, mapping: Mapping, notes: Vec<String>) -> Self {
        Self {
            kind: Some(mapping.kind),
            vendor: vendor.to_owned(),
            mapping: Some(mapping),
            notes,
        }
    }
}

/// Recognises a file by its columns.
#[must_use]
pub fn recognise(raw: &RawFile) -> Recognition {
    let names = Names::of(raw);
    let known = [
        servicenow::recognise,
        focus::recognise,
        devlake::recognise,
        canonical::recognise,
        series::recognise,
    ];
    let mut found = known
        .iter()
        .find_map(|recognise| recognise(&names))
        .unwrap_or_else(unknown);
    let bindings = found.mapping.iter().flat_map(|m| &m.bindings);
    for binding in bindings {
        let open = |name: &&str| raw.ambiguous_dates.iter().any(|open| open == name);
        if let Some(name) = binding.source.columns().into_iter().find(open) {
            found.notes.push(format!(
                "{}: nothing is computed from {name} until you say whether day or month comes first.",
                binding.canonical
            ));
        }
    }
    found
}

fn unknown() -> Recognition {
    let accepted: Vec<String> = schema::ALL
        .iter()
        .map(|table| {
            let needed: Vec<&str> = table
                .columns
                .iter()
                .filter(|c| c.required)
                .map(|c| c.name)
                .collect();
            let needed = if needed.is_empty() {
                "timestamp, up or started_at, ended_at".to_owned()
            } else {
                needed.join(", ")
            };
            format!("{} ({needed})", table.label.to_ascii_lowercase())
        })
        .collect();
    Recognition {
        kind: None,
        vendor: "unknown".to_owned(),
        mapping: None,
        notes: vec![format!(
            "Its columns are not those of a table that is known. Choose one and map its columns by hand, or bring one of: {}; a \
             ServiceNow incident log, a FOCUS bill, DevLake deployments.",
            accepted.join("; ")
        )],
    }
}
