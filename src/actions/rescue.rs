//! When something of ours breaks: the page starts again without computing anything, and offers the work for download.

use crate::browser::{document, location};
use crate::state::{RESCUE, is_rescue};

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

/// Lets go of the kept work, then goes on: the way out when the work itself is what breaks the page. `failed` is called with a sentence
/// when the storage cannot be written.
pub fn start_empty(failed: impl FnOnce(String) + 'static) {
    leptos::task::spawn_local(async move {
        match super::workspace::empty_stored().await {
            Ok(()) => try_again(),
            Err(reason) => failed(reason),
        }
    });
}

/// Saves the kept work; `done` is called with what to say.
pub fn save_kept_work(done: impl FnOnce(Result<String, String>) + 'static) {
    leptos::task::spawn_local(async move { done(super::workspace::save_stored().await) });
}
