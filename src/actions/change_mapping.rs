//! Changing how a file becomes a canonical table.

use super::sync_files::sync_files;
use crate::engine::import::{Mapping, Source};
use crate::engine::table::TableKind;
use crate::state::App;
use crate::worker::ColumnSummary;

/// Reads a file as another table; columns of the same name are taken for each other.
pub fn read_as(app: App, file: &str, kind: TableKind, columns: &[ColumnSummary]) {
    let mut mapping = Mapping::new(kind);
    for canonical in kind.schema().columns {
        if let Some(column) = columns.iter().find(|c| same_name(&c.name, canonical.name)) {
            mapping.bind(canonical.name, Source::column(&column.name));
        }
    }
    set(app, file, Some(mapping));
}

/// Fills one canonical column from another source; `None` leaves it empty.
pub fn bind(app: App, file: &str, mapping: &Mapping, canonical: &str, source: Option<Source>) {
    let mut mapping = mapping.clone();
    match source {
        Some(source) => mapping.bind(canonical, source),
        None => mapping.unbind(canonical),
    };
    set(app, file, Some(mapping));
}

/// Forgets the user's own mapping.
pub fn use_recognised(app: App, file: &str) {
    set(app, file, None);
}

fn set(app: App, file: &str, mapping: Option<Mapping>) {
    app.change(|document| {
        if let Some(known) = document.files.iter_mut().find(|f| f.id == file) {
            known.mapping = mapping;
        }
    });
    sync_files(app);
}

fn same_name(a: &str, b: &str) -> bool {
    let plain = |s: &str| s.to_ascii_lowercase().replace([' ', '-', '.'], "_");
    plain(a) == plain(b)
}
