//! When something of ours breaks: the page starts again without computing anything, and offers the work for download.

use super::workspace::{Report, save_stored};
use crate::browser::document::{now_as_text, unique_name};
use crate::browser::storage::Storage;
use crate::browser::{document, location};
use crate::state::{RESCUE, is_rescue};
use outturn_store::{Contents, Database, Keeper, Opened};

/// From now on a panic opens the rescue page. The work is in the browser's storage by then; nothing of the broken state is used.
pub fn offer_work_on_panic() {
    std::panic::set_hook(Box::new(|panic| {
        console_error_panic_hook::hook(panic);
        if !is_rescue(&location::fragment()) {
            location::replace_fragment(RESCUE);
            document::reload();
        }
    }));
}

/// Back to the page as it was.
pub fn try_again() {
    location::replace_fragment("/data");
    document::reload();
}

/// Sets the kept work aside, then goes on: the way out when the work itself is what breaks the page. `failed` is called with a sentence
/// when the storage cannot be written.
pub fn start_empty(failed: impl FnOnce(String) + 'static) {
    leptos::task::spawn_local(async move {
        match keeper().set_aside(&now_as_text()).await {
            Ok(_) => try_again(),
            Err(error) => failed(format!("Nothing was changed: {error}.")),
        }
    });
}

/// Saves the kept work; `done` is called with what to say.
pub fn save_kept_work(done: impl FnOnce(Result<Report, String>) + 'static) {
    leptos::task::spawn_local(async move { done(saved().await) });
}

fn keeper() -> Keeper<Storage> {
    Keeper::new(Storage::default(), unique_name())
}

async fn saved() -> Result<Report, String> {
    let keeper = keeper();
    let words = |error| format!("The work cannot be read: {error}.");
    let (opened, _) = keeper.open(&now_as_text()).await.map_err(words)?;
    match opened {
        Opened::Nothing => {
            Err("Nothing is kept in this browser: there is nothing to save.".to_owned())
        }
        Opened::Work(document) => {
            let ids: Vec<String> = document.files.iter().map(|f| f.id.clone()).collect();
            let text = document.to_json();
            let text = text.map_err(|error| format!("The work cannot be written: {error}."))?;
            save_stored(&keeper, &text, &ids).await
        }
        Opened::Unreadable(unreadable) => {
            let ids = all_files(&keeper).await?;
            save_stored(&keeper, &unreadable.text, &ids).await
        }
    }
}

/// The names of all files that are kept.
///
/// # Errors
/// A sentence when the storage cannot be read.
pub async fn all_files<D: Database>(keeper: &Keeper<D>) -> Result<Vec<String>, String> {
    let names = |contents: &Contents| (Vec::new(), contents.files.iter().cloned().collect());
    let all = keeper.database().transact(names).await;
    all.map_err(|error| format!("The work cannot be read: {error}."))
}
