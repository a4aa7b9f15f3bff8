//! The workspace file: everything, in one file that any archiver opens.

use super::keep::keep_file;
use super::sync_files::sync_files;
use crate::browser::BrowserError;
use crate::browser::document::{today, unique_name};
use crate::browser::file::{Blob, File, Part, blob_of, download, file_from_blob, read_slice};
use crate::browser::storage::Storage;
use crate::snapshot::archive::{BLOCK, DOCUMENT, Entry, FILES, end, header, padding, read_header};
use crate::snapshot::document::Document;
use crate::state::App;
use leptos::prelude::*;

/// Saves everything: files, mappings, targets, scenarios, choices.
pub fn save_workspace(app: App) {
    let json = app.document().with_untracked(Document::to_json);
    let files = app.document().with_untracked(|d| d.files.clone());
    let blobs: Vec<(String, Blob)> = app.blobs.with_value(|blobs| {
        files
            .iter()
            .filter_map(|f| Some((f.id.clone(), blobs.get(&f.id)?.clone())))
            .collect()
    });
    match archived(&json, &blobs).and_then(|blob| download(&file_name(), &blob)) {
        Ok(()) => app.tell(format!("Saved {}.", file_name())),
        Err(error) => app.warn(error.to_string()),
    }
}

fn file_name() -> String {
    format!("workspace-{}.outturn.tar", today())
}

fn archived(json: &str, files: &[(String, Blob)]) -> Result<Blob, BrowserError> {
    let heads: Vec<(Vec<u8>, Vec<u8>)> = files
        .iter()
        .map(|(id, blob)| {
            (
                header(&format!("{FILES}{id}"), blob.size() as u64),
                padding(blob.size() as u64),
            )
        })
        .collect();
    let (head, pad, end) = (
        header(DOCUMENT, json.len() as u64),
        padding(json.len() as u64),
        end(),
    );
    let mut parts = vec![
        Part::Bytes(&head),
        Part::Bytes(json.as_bytes()),
        Part::Bytes(&pad),
    ];
    for ((_, blob), (head, pad)) in files.iter().zip(&heads) {
        parts.extend([Part::Bytes(head), Part::Blob(blob), Part::Bytes(pad)]);
    }
    parts.push(Part::Bytes(&end));
    blob_of(&parts, "application/x-tar")
}

/// Saves what the browser's storage holds, without reading any of it.
///
/// # Errors
/// A sentence when the storage cannot be read.
pub async fn save_stored() -> Result<String, String> {
    let words = |e: BrowserError| e.to_string();
    let storage = Storage::open().await.map_err(words)?;
    let json = storage
        .load_document()
        .await
        .map_err(words)?
        .unwrap_or_else(|| Document::default().to_json());
    let ids = Document::from_json(&json)
        .map(|d| d.files)
        .unwrap_or_default();
    let mut blobs = Vec::new();
    for file in ids {
        if let Some(blob) = storage.load_file(&file.id).await.map_err(words)? {
            blobs.push((file.id, blob));
        }
    }
    download(&file_name(), &archived(&json, &blobs).map_err(words)?).map_err(words)?;
    Ok(format!("Saved {}.", file_name()))
}

/// Puts an empty document into the browser's storage; the files go with the next visit, which needs none of them.
///
/// # Errors
/// A sentence when the storage cannot be written.
pub async fn empty_stored() -> Result<(), String> {
    let words = |e: BrowserError| e.to_string();
    let storage = Storage::open().await.map_err(words)?;
    let nothing = Document::default().to_json();
    storage.save_document(&nothing).await.map_err(words)
}

/// Opens a workspace file in place of the present work; undo brings that back.
pub fn open_workspace(app: App, file: File) {
    app.working.update(|n| *n += 1);
    leptos::task::spawn_local(async move {
        match opened(&file).await {
            Ok((document, files)) => {
                take(app, document, &files);
                app.tell(format!("Opened {}.", file.name()));
            }
            Err(reason) => app.warn(format!("{}: {reason}", file.name())),
        }
        app.working.update(|n| *n -= 1);
    });
}

/// The largest document that is read into memory.
const DOCUMENT_LIMIT: u64 = 64 << 20;

async fn opened(file: &File) -> Result<(Document, Vec<(String, Blob)>), String> {
    let (mut at, total) = (0, file.size() as u64);
    let (mut document, mut files) = (None, Vec::new());
    while let Some(entry) = entry_at(file, at, total).await? {
        if entry.name == DOCUMENT && entry.length <= DOCUMENT_LIMIT {
            let bytes = read_slice(
                file,
                entry.start as f64,
                (entry.start + entry.length) as f64,
            )
            .await;
            let json =
                String::from_utf8(bytes.map_err(|e| e.to_string())?).map_err(|e| e.to_string())?;
            document = Some(Document::from_json(&json).map_err(|e| e.to_string())?);
        } else if let Some(id) = entry.name.strip_prefix(FILES) {
            let blob = file
                .slice_with_f64_and_f64(entry.start as f64, (entry.start + entry.length) as f64);
            files.push((
                id.to_owned(),
                blob.map_err(|_| "a part of it cannot be read".to_owned())?,
            ));
        }
        at = entry.next();
    }
    let document = document
        .ok_or_else(|| "there is no workspace.json inside; was it cut short?".to_owned())?;
    Ok((document, files))
}

async fn entry_at(file: &File, at: u64, total: u64) -> Result<Option<Entry>, String> {
    if at + BLOCK > total {
        return Ok(None);
    }
    let block = read_slice(file, at as f64, (at + BLOCK) as f64)
        .await
        .map_err(|e| e.to_string())?;
    let entry = read_header(&block, at);
    match entry {
        Some(entry) if entry.start + entry.length > total => {
            Err(format!("it ends inside {}; copy it again", entry.name))
        }
        entry => Ok(entry),
    }
}

fn take(app: App, mut document: Document, files: &[(String, Blob)]) {
    for known in &mut document.files {
        let id = unique_name();
        if let Some((_, blob)) = files.iter().find(|(old, _)| *old == known.id) {
            if let Ok(file) = file_from_blob(&known.name, blob) {
                keep_file(app, &id, &file);
            }
            app.blobs.update_value(|blobs| {
                blobs.insert(id.clone(), blob.clone());
            });
        }
        known.id = id;
    }
    app.change(|now| *now = document);
    sync_files(app);
}
