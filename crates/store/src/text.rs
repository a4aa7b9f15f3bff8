//! The stored text of a document: the document's own JSON, with the revision, the tab and the version of the program in front.

use crate::document::Document;
use serde::{Deserialize, Serialize};

/// What can be read of any stored document, also of one written by a later version.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Stamp {
    /// Counts the saves. 0 where the program that wrote it did not count yet.
    pub revision: u64,
    /// The tab that wrote it, in one of its visits.
    pub tab: String,
    /// The revision it was made from, in what a closing tab wrote.
    pub base: Option<u64>,
    /// Version of the program that wrote it.
    pub saved_by: Option<String>,
}

impl Stamp {
    /// Of a stored text; `None` for one that is damaged.
    pub fn of(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }
}

#[derive(Serialize)]
struct Stamped<'a> {
    revision: u64,
    tab: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    base: Option<u64>,
    saved_by: &'a str,
    #[serde(flatten)]
    document: &'a Document,
}

/// The text to store for a document.
pub fn stamped(
    document: &Document,
    tab: &str,
    revision: u64,
    base: Option<u64>,
) -> serde_json::Result<String> {
    serde_json::to_string(&Stamped {
        revision,
        tab,
        base,
        saved_by: env!("CARGO_PKG_VERSION"),
        document,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_is_read_back_and_does_not_change_the_document() {
        let document = Document::default();
        let text = stamped(&document, "a \"tab\"", 7, Some(6)).unwrap();
        let stamp = Stamp::of(&text).unwrap();
        assert_eq!((stamp.revision, stamp.base), (7, Some(6)));
        assert_eq!(stamp.tab, "a \"tab\"");
        assert_eq!(stamp.saved_by.as_deref(), Some(env!("CARGO_PKG_VERSION")));
        assert_eq!(Document::from_json(&text), Ok(document));
    }

    #[test]
    fn a_document_of_before_there_were_revisions_is_revision_zero() {
        let stamp = Stamp::of(&Document::default().to_json().unwrap()).unwrap();
        assert_eq!((stamp.revision, stamp.saved_by), (0, None));
    }
}
