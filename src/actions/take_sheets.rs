//! Taking several sheets of a workbook: each becomes a file of its own in the list, with its own mapping, in the workbook's place.

use super::sync_files::sync_files;
use crate::browser::document::unique_name;
use crate::browser::file::Blob;
use crate::state::App;
use leptos::prelude::*;
use outturn_protocol::FileId;

/// Takes these sheets of a loaded workbook.
pub fn take_sheets(app: App, file: &FileId, sheets: &[String]) {
    let (file, sheets) = (file.clone(), sheets.to_vec());
    leptos::task::spawn_local(async move {
        let known = app.blobs.with_value(|blobs| blobs.get(&file).cloned());
        let blob = match known {
            Some(blob) => Some(blob),
            None => super::keep::files::load(app, &file).await,
        };
        match blob {
            Some(blob) => put_in_place(app, &file, &sheets, &blob),
            None => {
                let known = app.files.get(&file).map(|file| file.name);
                let name = known.unwrap_or_default();
                app.warn(format!(
                    "{name} is not in this browser any more. Add it again."
                ));
            }
        }
    });
}

fn put_in_place(app: App, file: &FileId, sheets: &[String], blob: &Blob) {
    let original = app
        .originals
        .with_value(|all| all.get(file).cloned())
        .unwrap_or_else(|| blob.clone());
    let named: Vec<(FileId, String)> = sheets
        .iter()
        .map(|sheet| (unique_name(), sheet.clone()))
        .collect();
    for (id, _) in &named {
        app.originals.update_value(|all| {
            all.insert(id.clone(), original.clone());
        });
        app.blobs.update_value(|all| {
            all.insert(id.clone(), blob.clone());
        });
    }
    app.change(|document| document.take_sheets(file, &named));
    sync_files(app);
}
