//! The stored text of a document: the document's own JSON, with the revision, the tab and the version of the program in front.

use serde::Deserialize;

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

/// The text to store for a document's JSON.
pub fn stamped(json: &str, tab: &str, revision: u64, base: Option<u64>) -> String {
    let base = base.map_or(String::new(), |base| format!("\"base\":{base},"));
    let tab = outturn_core::document::to_json(&tab);
    let own = json.strip_prefix('{').unwrap_or(json);
    let version = env!("CARGO_PKG_VERSION");
    format!("{{\"revision\":{revision},\"tab\":{tab},{base}\"saved_by\":\"{version}\",{own}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    #[test]
    fn a_stamp_is_read_back_and_does_not_change_the_document() {
        let document = Document::default();
        let text = stamped(&document.to_json(), "a \"tab\"", 7, Some(6));
        let stamp = Stamp::of(&text).unwrap();
        assert_eq!((stamp.revision, stamp.base), (7, Some(6)));
        assert_eq!(stamp.tab, "a \"tab\"");
        assert_eq!(stamp.saved_by.as_deref(), Some(env!("CARGO_PKG_VERSION")));
        assert_eq!(Document::from_json(&text), Ok(document));
    }

    #[test]
    fn a_document_of_before_there_were_revisions_is_revision_zero() {
        let stamp = Stamp::of(&Document::default().to_json()).unwrap();
        assert_eq!((stamp.revision, stamp.saved_by), (0, None));
    }
}
