//! Dropped folders: the files in them.

use crate::folder::{LeftOut, MOST_ENTRIES, MOST_FILES, is_hidden};
use js_sys::{Array, Function, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
pub use web_sys::FileSystemEntry;
use web_sys::{
    DataTransfer, File, FileSystemDirectoryEntry, FileSystemDirectoryReader, FileSystemFileEntry,
};

/// What was dropped, when a folder is among it; to be asked while the drop is handled, as browsers forget it afterwards.
#[must_use]
pub fn with_folders(dropped: &DataTransfer) -> Option<Vec<FileSystemEntry>> {
    let items = dropped.items();
    let entries: Vec<FileSystemEntry> = (0..items.length())
        .filter_map(|i| items.get(i)?.webkit_get_as_entry().ok()?)
        .collect();
    let has_folder = entries.iter().any(FileSystemEntry::is_directory);
    has_folder.then_some(entries)
}

/// The files of what was dropped and of all folders in it: those dropped in the browser's order, those inside by name. What was dropped
/// itself is never skipped.
pub async fn all_files(dropped: Vec<FileSystemEntry>) -> (Vec<File>, LeftOut) {
    let (mut files, mut left_out) = (Vec::new(), LeftOut::default());
    // The next one is the last.
    let mut waiting: Vec<(FileSystemEntry, bool)> = dropped
        .into_iter()
        .rev()
        .map(|entry| (entry, true))
        .collect();
    let mut seen = 0;
    while let Some((entry, chosen)) = waiting.pop() {
        if files.len() == MOST_FILES || seen == MOST_ENTRIES {
            left_out.more = true;
            break;
        }
        seen += 1;
        if !chosen && is_hidden(&entry.name()) {
            left_out.hidden += 1;
        } else if entry.is_directory() {
            match children(entry.unchecked_ref()).await {
                Ok(inside) => waiting.extend(inside.into_iter().rev().map(|entry| (entry, false))),
                Err(_) => left_out.unreadable += 1,
            }
        } else {
            match file(entry.unchecked_ref()).await {
                Ok(file) if file.size() == 0.0 && !chosen => left_out.empty += 1,
                Ok(file) => files.push(file),
                Err(_) => left_out.unreadable += 1,
            }
        }
    }
    (files, left_out)
}

/// What is in a folder, by name. Browsers give it a part at a time, and nothing at the end.
async fn children(folder: &FileSystemDirectoryEntry) -> Result<Vec<FileSystemEntry>, JsValue> {
    let reader: FileSystemDirectoryReader = folder.create_reader();
    let mut children: Vec<FileSystemEntry> = Vec::new();
    while children.len() <= MOST_ENTRIES {
        let part = answer(|yes, no| {
            reader
                .read_entries_with_callback_and_callback(yes, no)
                .map(drop)
        });
        let part = Array::from(&part.await?);
        if part.length() == 0 {
            break;
        }
        children.extend(part.iter().map(JsCast::unchecked_into::<FileSystemEntry>));
    }
    children.sort_by_cached_key(FileSystemEntry::name);
    Ok(children)
}

async fn file(entry: &FileSystemFileEntry) -> Result<File, JsValue> {
    let file = answer(|yes, no| {
        entry.file_with_callback_and_callback(yes, no);
        Ok(())
    });
    file.await.map(JsCast::unchecked_into)
}

/// What an old function gives to the first of its two callbacks, or its error to the second.
async fn answer(
    ask: impl Fn(&Function, &Function) -> Result<(), JsValue>,
) -> Result<JsValue, JsValue> {
    let promise = Promise::new(&mut |yes, no| {
        if let Err(error) = ask(&yes, &no) {
            drop(no.call1(&JsValue::NULL, &error));
        }
    });
    JsFuture::from(promise).await
}
