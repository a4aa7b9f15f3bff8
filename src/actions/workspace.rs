//! The workspace file: everything, in one file that any archiver opens.

use super::keep::files::load;
use super::sync_files::sync_files;
use crate::browser::document::{today, unique_name};
use crate::browser::file::{Blob, File, download};
use crate::browser::programs;
use crate::state::App;
use leptos::prelude::*;
use outturn_protocol::{Member, WriteWorkspace};
use outturn_store::archive::{BLOCK, CHECKSUMS, DOCUMENT, Entry, FILES, checksum_of, read_header};
use outturn_store::document::{Document, DocumentFile};
use outturn_store::{Database, Keeper};
use outturn_threads::BrowserError;
use outturn_threads::blob::{Part, blob_of, fingerprint, read_slice};
use std::collections::BTreeMap;

/// Saves everything: files, mappings, targets, scenarios, choices.
pub fn save_workspace(app: App) {
    app.working.update(|n| *n += 1);
    leptos::task::spawn_local(async move {
        let document = app.document().get_untracked();
        let mut members = Vec::new();
        for file in &document.files {
            let known = app.blobs.with_value(|blobs| blobs.get(&file.id).cloned());
            let blob = match known {
                Some(blob) => Some(blob),
                None => load(app, &file.id).await,
            };
            let original = app.originals.with_value(|all| all.get(&file.id).cloned());
            members.push((file.clone(), blob.into_iter().chain(original).collect()));
        }
        let report = match document.to_json() {
            Ok(json) => saved(json, members).await,
            Err(error) => Err(format!("It cannot be written as text: {error}.")),
        };
        match report {
            Ok(Report {
                said,
                complete: true,
            }) => app.tell(said),
            Ok(Report { said, .. }) => app.warn(said),
            Err(error) => app.warn(format!("The workspace was not saved. {error}")),
        }
        app.working.update(|n| *n -= 1);
    });
}

/// Saves what the browser's storage holds: the document as it is stored, whether this version can read it or not, and the files it
/// names or may need.
///
/// # Errors
/// A sentence when there is nothing, or it cannot be read.
pub async fn save_stored<D>(
    keeper: &Keeper<D>,
    text: &str,
    ids: &[String],
) -> Result<Report, String>
where
    D: Database<Blob = Blob>,
{
    let known = Document::from_json(text)
        .map(|d| d.files)
        .unwrap_or_default();
    let mut members = Vec::new();
    for id in ids {
        let blob = keeper.database().file(id).await;
        let blob = blob.map_err(|error| format!("{error}."))?;
        let file = known.iter().find(|file| file.id == *id).cloned();
        let file = file.unwrap_or_else(|| DocumentFile::new(id, id, false));
        members.push((file, blob.into_iter().collect()));
    }
    saved(text.to_owned(), members).await
}

/// What was saved.
pub struct Report {
    /// In a sentence or two.
    pub said: String,
    /// Whether nothing is missing in it.
    pub complete: bool,
}

/// Offers a workspace file for download. A file that cannot be read, or is not what it was, is left out and named. `members` come with
/// the blobs that may be them, the likelier first.
async fn saved(json: String, members: Vec<(DocumentFile, Vec<Blob>)>) -> Result<Report, String> {
    let blobs: Vec<Blob> = members
        .iter()
        .flat_map(|(_, copies)| copies.iter().cloned())
        .collect();
    let members = members.into_iter().map(|(file, copies)| Member {
        id: file.id,
        name: file.name,
        sha256: file.sha256,
        copies: copies.len(),
    });
    let question = WriteWorkspace {
        document: json,
        members: members.collect(),
    };
    let (written, archive) = programs::ask(&question, &blobs).await?;
    let missing = written?.missing;
    let archive = archive.ok_or("The file did not arrive.")?;
    let name = file_name();
    download(&name, &archive).map_err(|error| error.to_string())?;
    let complete = missing.is_empty();
    let said = if complete {
        format!("Saved {name}.")
    } else {
        format!(
            "Saved {name} without {}: no longer readable here. Add what is missing again, and save once more.",
            missing.join(", ")
        )
    };
    Ok(Report { said, complete })
}

fn file_name() -> String {
    format!("workspace-{}.outturn.tar", today())
}

/// Opens a workspace file in place of the present work; undo brings that back.
pub async fn open_workspace(app: App, file: File) {
    let name = file.name();
    match opened(&file).await {
        Ok(workspace) => {
            let lacks = workspace.lacks();
            let opened = take(app, workspace.document, &workspace.files);
            match lacks {
                None => app.tell(format!("Opened {name}.")),
                Some(lacks) => app.warn_about(&opened, format!("Opened {name} {lacks}")),
            }
        }
        Err(reason) => app.warn(format!("{name}: {reason}")),
    }
}

/// A workspace file, checked.
struct Workspace {
    document: Document,
    files: BTreeMap<String, Blob>,
    /// Names of files that are not what was saved.
    damaged: Vec<String>,
    /// Names of files that are not in it.
    missing: Vec<String>,
}

impl Workspace {
    /// The end of a sentence about what of it is not there.
    fn lacks(&self) -> Option<String> {
        let (damaged, missing) = (self.damaged.join(", "), self.missing.join(", "));
        Some(match (damaged.is_empty(), missing.is_empty()) {
            (true, true) => return None,
            (true, false) => format!("without {missing}: not in the file. Add what is missing."),
            (false, true) => format!(
                "without {damaged}: the bytes are not those that were saved. Copy the workspace file again, or add what is missing."
            ),
            (false, false) => format!(
                "without {damaged}, whose bytes are not those that were saved, and {missing}, which it does not hold. Copy the workspace file again, or add what is missing."
            ),
        })
    }
}

/// The largest document, or list of checksums, that is read into memory.
const DOCUMENT_LIMIT: u64 = 64 << 20;

async fn opened(file: &File) -> Result<Workspace, String> {
    let (mut at, total) = (0, file.size() as u64);
    if total == 0 {
        return Err("the file is empty.".to_owned());
    }
    let (mut json, mut sums, mut files) = (None, String::new(), BTreeMap::new());
    while let Some(entry) = entry_at(file, at, total).await? {
        if entry.name == DOCUMENT && entry.length <= DOCUMENT_LIMIT {
            json = Some(text_of(file, &entry).await?);
        } else if entry.name == CHECKSUMS && entry.length <= DOCUMENT_LIMIT {
            sums = text_of(file, &entry).await?;
        } else if let Some(id) = entry.name.strip_prefix(FILES) {
            let end = entry.start + entry.length;
            let blob = file.slice_with_f64_and_f64(entry.start as f64, end as f64);
            let blob = blob.map_err(|_| "a part of it cannot be read".to_owned())?;
            files.insert(id.to_owned(), blob);
        }
        at = entry.next();
    }
    let json =
        json.ok_or_else(|| "there is no workspace.json inside; was it cut short?".to_owned())?;
    let words = |error: BrowserError| error.to_string();
    if let Some(expected) = checksum_of(&sums, DOCUMENT) {
        let bytes = blob_of(&[Part::Bytes(json.as_bytes())], "").map_err(words)?;
        if fingerprint(&bytes).await.map_err(words)? != expected {
            return Err(
                "its workspace.json is not what was saved: it is damaged. Copy it again."
                    .to_owned(),
            );
        }
    }
    let document = Document::from_json(&json).map_err(|e| e.to_string())?;
    let (mut damaged, mut missing) = (Vec::new(), Vec::new());
    for known in &document.files {
        let Some(blob) = files.get(&known.id) else {
            missing.push(known.name.clone());
            continue;
        };
        // Workspaces of before there were checksums have none to compare.
        let Some(expected) = checksum_of(&sums, &format!("{FILES}{}", known.id)) else {
            continue;
        };
        if fingerprint(blob).await.map_err(words)? != expected {
            files.remove(&known.id);
            damaged.push(known.name.clone());
        }
    }
    Ok(Workspace {
        document,
        files,
        damaged,
        missing,
    })
}

async fn text_of(file: &File, entry: &Entry) -> Result<String, String> {
    let (start, end) = (entry.start as f64, (entry.start + entry.length) as f64);
    let bytes = read_slice(file, start, end).await;
    String::from_utf8(bytes.map_err(|e| e.to_string())?).map_err(|e| e.to_string())
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
            Err("it ends before its last file does; copy it again.".to_owned())
        }
        entry => Ok(entry),
    }
}

/// Returns the new names of the files.
fn take(app: App, mut document: Document, files: &BTreeMap<String, Blob>) -> Vec<String> {
    // What is not there is said once, and is not shown as if it could be read.
    document.files.retain(|known| files.contains_key(&known.id));
    let mut renamed = BTreeMap::new();
    for known in &mut document.files {
        let id = unique_name();
        if let Some(blob) = files.get(&known.id) {
            app.blobs.update_value(|blobs| {
                blobs.insert(id.clone(), blob.clone());
            });
        }
        renamed.insert(std::mem::replace(&mut known.id, id.clone()), id);
    }
    for known in &mut document.files {
        known.join = known.join.as_ref().and_then(|id| renamed.get(id).cloned());
    }
    let opened = document.files.iter().map(|file| file.id.clone()).collect();
    app.change(|now| *now = document);
    sync_files(app);
    opened
}
