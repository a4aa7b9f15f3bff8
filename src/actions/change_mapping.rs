//! Changing how a file is read and how it becomes a canonical table.

use super::sync_files::sync_files;
use super::take_sheets::take_sheets;
use crate::state::App;
use outturn_core::table::TableKind;
use outturn_protocol::ColumnSummary;
use outturn_protocol::mapping::{Answer, Mapping, Question, ReadOptions, Source};
use outturn_store::document::DocumentFile;

/// Reads a file as another table; columns of the same name are taken for each other.
pub fn read_as(app: App, file: &str, kind: TableKind, columns: &[ColumnSummary]) {
    let mut mapping = Mapping::new(kind);
    for canonical in kind.schema().columns {
        if let Some(column) = columns.iter().find(|c| same_name(&c.name, canonical.name)) {
            mapping.bind(canonical.name, Source::column(&column.name));
        }
    }
    set_mapping(app, file, mapping);
}

/// Maps a file by the user's own mapping.
pub fn set_mapping(app: App, file: &str, mapping: Mapping) {
    set(app, file, |known| known.mapping = Some(mapping));
}

/// Forgets the user's own mapping, and what was kept for the next file with the same columns.
pub fn use_recognised(app: App, file: &str, columns: &[ColumnSummary]) {
    let header: Vec<String> = columns.iter().map(|c| c.name.clone()).collect();
    app.change(|document| {
        document.mappings.retain(|m| !m.fits_names(&header));
        if let Some(known) = document.files.iter_mut().find(|f| f.id == file) {
            *known = DocumentFile {
                join: known.join.clone(),
                bytes: known.bytes,
                sha256: known.sha256.clone(),
                saved_at: known.saved_at,
                ..DocumentFile::new(&known.id, &known.name, known.sample)
            };
        }
    });
    sync_files(app);
}

/// Reads a file anew with other options. A mapping made for another table of the file is forgotten.
pub fn read_with(app: App, file: &str, change: impl FnOnce(&mut ReadOptions)) {
    set(app, file, |known| {
        let table = |o: &ReadOptions| (o.sheet.clone(), o.rows_at.clone(), o.header, o.delimiter);
        let before = table(&known.options);
        change(&mut known.options);
        if table(&known.options) != before {
            known.mapping = None;
        }
    });
}

/// Answers what a file's writing leaves open.
pub fn answer(app: App, file: &str, question: &Question, answer: &Answer) {
    if let Answer::Sheets(sheets) = answer {
        return take_sheets(app, &file.to_owned(), sheets);
    }
    read_with(app, file, |options| options.answer(question, answer));
}

/// Completes a file's rows by those of another one, or no longer.
pub fn join(app: App, file: &str, with: Option<String>) {
    set(app, file, |known| {
        known.join = with;
        known.mapping = None;
    });
}

fn set(app: App, file: &str, change: impl FnOnce(&mut DocumentFile)) {
    app.change(|document| {
        if let Some(known) = document.files.iter_mut().find(|f| f.id == file) {
            change(known);
        }
    });
    sync_files(app);
}

fn same_name(a: &str, b: &str) -> bool {
    let plain = |s: &str| s.to_ascii_lowercase().replace([' ', '-', '.'], "_");
    plain(a) == plain(b)
}
