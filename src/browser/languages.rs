//! The languages that the user has told the browser.

use super::document::window;

/// Their BCP 47 tags, most preferred first; empty where the browser does not say.
#[must_use]
pub fn preferred() -> Vec<String> {
    let languages = window().navigator().languages();
    languages.iter().filter_map(|tag| tag.as_string()).collect()
}
