//! Mappings that outlive their file: held for the next file with the same columns, saved and opened as files.

use super::save::save_text;
use super::sync_files::sync_files;
use crate::browser::file::File;
use crate::state::{App, LoadedFile};
use leptos::prelude::*;
use outturn_protocol::mapping::{ReadOptions, SavedMapping};
use outturn_protocol::{FileId, FileSummary};
use outturn_threads::blob::read_slice;
use std::collections::BTreeSet;

/// What mapping files end with.
pub const MAPPING_ENDING: &str = ".outturn-mapping.json";

fn saved(file: &LoadedFile) -> Option<SavedMapping> {
    let summary = file.summary()?;
    let mut options = file.treatment.options.clone();
    // A sheet is of this workbook; the next one may call it otherwise.
    options.sheet = None;
    Some(SavedMapping::new(
        header(&summary),
        options,
        summary.mapping.clone()?,
    ))
}

fn header(summary: &FileSummary) -> Vec<String> {
    summary.columns.iter().map(|c| c.name.clone()).collect()
}

/// After a file is mapped: keeps what the user decided for the next one, and gives a file that was just added what was decided
/// about the last one.
pub(super) fn remember_or_reuse(app: App, id: &FileId) {
    let Some(file) = app.files.get(id) else {
        return;
    };
    app.files.update(id, |file| file.fresh = false);
    let (Some(summary), treatment) = (file.summary(), &file.treatment) else {
        return;
    };
    let untouched = treatment.mapping.is_none() && treatment.options == ReadOptions::default();
    let header = header(&summary);
    if !untouched && treatment.join.is_none() {
        let Some(saved) = saved(&file) else { return };
        if app
            .document()
            .with_untracked(|d| d.mappings.contains(&saved))
        {
            return;
        }
        app.amend(|document| {
            document.mappings.retain(|m| !m.fits_names(&header));
            document.mappings.push(saved);
        });
    } else if file.fresh && untouched {
        let known = app.document().with_untracked(|document| {
            let mut known = document.mappings.iter();
            known.find(|m| m.fits_names(&header)).cloned()
        });
        let Some(known) = known else { return };
        app.amend_file(id, |own| {
            own.mapping = Some(known.mapping);
            own.options = known.options;
            own.reused = true;
        });
    }
}

/// Saves how a file is read and mapped.
pub fn save_mapping(app: App, id: &FileId) {
    let file = app.files.get(id);
    let Some((file, saved)) = file.and_then(|f| saved(&f).map(|s| (f, s))) else {
        return;
    };
    let stem = file
        .name
        .rsplit_once('.')
        .map_or(file.name.as_str(), |(stem, _)| stem);
    let name = format!("{stem}{MAPPING_ENDING}");
    match saved.to_json() {
        Ok(text) => save_text(app, &name, "application/json", &text),
        Err(error) => app.warn(format!("The mapping cannot be written: {error}.")),
    }
}

/// Opens a saved mapping: the loaded files with its columns are read and mapped by it, and so will the next ones be.
pub fn open_mapping(app: App, file: File) {
    app.working.update(|n| *n += 1);
    leptos::task::spawn_local(async move {
        let bytes = read_slice(&file, 0.0, file.size()).await;
        let text = bytes.map(|b| String::from_utf8_lossy(&b).into_owned());
        match text.map(|text| SavedMapping::from_json(&text)) {
            Ok(Ok(saved)) => apply(app, &saved),
            Ok(Err(error)) => app.warn(format!("{}: {error}", file.name())),
            Err(error) => app.warn(error.to_string()),
        }
        app.working.update(|n| *n -= 1);
    });
}

fn apply(app: App, saved: &SavedMapping) {
    let fitting: BTreeSet<FileId> = app.files.with_all(|files| {
        let fits = |f: &&LoadedFile| f.summary().is_some_and(|s| saved.fits_names(&header(&s)));
        files.values().filter(fits).map(|f| f.id.clone()).collect()
    });
    app.change(|document| {
        document.mappings.retain(|m| m.header != saved.header);
        document.mappings.push(saved.clone());
        for file in document
            .files
            .iter_mut()
            .filter(|f| fitting.contains(&f.id))
        {
            file.options = saved.options.clone();
            file.mapping = Some(saved.mapping.clone());
        }
    });
    app.tell(match fitting.len() {
        0 => {
            "No loaded file has its columns; the next one that has them is mapped by it.".to_owned()
        }
        1 => "One file is mapped by it.".to_owned(),
        n => format!("{n} files are mapped by it."),
    });
    sync_files(app);
}
