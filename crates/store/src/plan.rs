//! What each transaction does, decided over all that is stored. No clock, no browser: `at` and `tab` are given. One that fails writes
//! nothing.

use super::database::{Contents, StoreError, Write};
use super::text::{Stamp, stamped};
use crate::document::{Document, DocumentError};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Key of the work.
const CURRENT: &str = "current";
/// Key of what a closing tab wrote last.
const CLOSING: &str = "closing";
/// What keys of works set aside begin with.
const ASIDE: &str = "aside-";

/// The work as it is stored.
#[derive(Debug, Clone, PartialEq)]
pub enum Found {
    /// Nothing is stored.
    Nothing,
    /// Work that this version reads.
    Work {
        /// It.
        document: Box<Document>,
        /// Its revision.
        revision: u64,
    },
    /// Work that this version cannot read.
    Unreadable(Unreadable),
}

/// Stored work that this version cannot read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// Its text, as it is stored.
    pub text: String,
    /// Version of the program that wrote it, where that can be told.
    pub saved_by: Option<String>,
    /// Why it cannot be read.
    pub because: DocumentError,
}

/// Work that was set aside: neither shown nor changed, until the user decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aside {
    /// Its key.
    pub key: String,
    /// Why it was set aside.
    pub reason: AsideReason,
    /// When, as RFC 3339.
    pub at: String,
    /// Version of the program that wrote it, where that can be told.
    pub saved_by: Option<String>,
    /// The files it may need.
    pub files: Vec<String>,
    /// Whether this version can read it.
    pub readable: bool,
    /// Its text, as it was stored.
    pub text: String,
}

/// Why work was set aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AsideReason {
    /// The user started empty beside it.
    StartedEmpty,
    /// A tab wrote it as it was closed, while another one had saved something else.
    ClosedTab,
    /// Other work that had been set aside was opened in its place.
    Replaced,
}

#[derive(Serialize, Deserialize)]
struct AsideText {
    reason: AsideReason,
    at: String,
    files: Vec<String>,
    text: String,
}

/// Who writes, and when.
#[derive(Debug, Clone, Copy)]
pub struct Writer<'a> {
    /// Tells one visit's writes from another's.
    pub tab: &'a str,
    /// Now, as RFC 3339.
    pub at: &'a str,
}

/// What is written, and what is told.
pub type Plan<T> = Result<(Vec<Write>, T), StoreError>;

/// What a save came to.
#[derive(Debug, Clone, PartialEq)]
pub enum Save {
    /// It is stored.
    Written {
        /// Under this revision.
        revision: u64,
        /// Files that it does not name yet, since they are not stored.
        waiting: Vec<String>,
    },
    /// It was refused: what is stored does not come from where this document comes from.
    Refused(Found),
}

fn found(contents: &Contents) -> Found {
    match contents.documents.get(CURRENT) {
        None => Found::Nothing,
        Some(text) => read(text),
    }
}

fn read(text: &str) -> Found {
    let stamp = Stamp::of(text);
    match Document::from_json(text) {
        Ok(document) => Found::Work {
            document: Box::new(document),
            revision: stamp.unwrap_or_default().revision,
        },
        Err(because) => Found::Unreadable(Unreadable {
            text: text.to_owned(),
            saved_by: stamp.and_then(|stamp| stamp.saved_by),
            because,
        }),
    }
}

fn names(document: &Document) -> impl Iterator<Item = String> + '_ {
    document.files.iter().map(|file| file.id.clone())
}

/// What is there, without changing anything.
pub fn look(contents: &Contents) -> (Found, Vec<Aside>) {
    (found(contents), asides(contents))
}

/// What is there for the tab that may write: what a closing tab wrote last takes its place first.
pub fn open(contents: &Contents, writer: Writer<'_>) -> Plan<(Found, Vec<Aside>)> {
    let mut then = contents.clone();
    let writes = take_in_closing(contents, writer)?;
    apply(&mut then, &writes);
    Ok((writes, look(&then)))
}

/// Puts what a closing tab wrote last in place of the document it follows from, or aside where it follows from another one.
fn take_in_closing(contents: &Contents, writer: Writer<'_>) -> Result<Vec<Write>, StoreError> {
    let Some(text) = contents.documents.get(CLOSING) else {
        return Ok(Vec::new());
    };
    let gone = Write::NoDocument {
        key: CLOSING.to_owned(),
    };
    let Found::Work { document: last, .. } = read(text) else {
        // A newer version's, or damaged: left as it is, for whoever can read it.
        let files = free_but_for(contents, CLOSING);
        let aside = put_aside(contents, text, files, AsideReason::ClosedTab, writer)?;
        return Ok(vec![aside, gone]);
    };
    let stamp = Stamp::of(text).unwrap_or_default();
    let base = stamp.base.unwrap_or_default();
    let current = contents.documents.get(CURRENT);
    let now = current.map_or_else(Stamp::default, |text| Stamp::of(text).unwrap_or_default());
    let follows = match found(contents) {
        Found::Nothing => true,
        Found::Work { document, .. } if document == last => return Ok(vec![gone]),
        Found::Work { .. } => {
            now.revision == base || (now.tab == stamp.tab && base <= now.revision)
        }
        Found::Unreadable(_) => false,
    };
    if follows {
        let (stored, _) = storable(contents, &last);
        let text = stamped(&stored, &stamp.tab, now.revision.max(base) + 1, None)?;
        let key = CURRENT.to_owned();
        return Ok(vec![Write::Document { key, text }, gone]);
    }
    let aside = put_aside(
        contents,
        text,
        names(&last).collect(),
        AsideReason::ClosedTab,
        writer,
    )?;
    Ok(vec![aside, gone])
}

/// The document without the files that are not stored, and the names of those. A file that the stored document names already stays
/// named, whatever became of it: what the user decided about it must not be forgotten.
fn storable(contents: &Contents, document: &Document) -> (Document, Vec<String>) {
    let known: BTreeSet<String> = match found(contents) {
        Found::Work { document, .. } => names(&document).collect(),
        _ => BTreeSet::new(),
    };
    let is_stored = |id: &String| contents.files.contains(id) || known.contains(id);
    let waiting = names(document).filter(|id| !is_stored(id)).collect();
    let mut document = document.clone();
    document.files.retain(|file| is_stored(&file.id));
    (document, waiting)
}

/// Saves a document that was made from revision `base`.
pub fn save(contents: &Contents, base: u64, document: &Document, writer: Writer<'_>) -> Plan<Save> {
    let mut then = contents.clone();
    let mut writes = take_in_closing(contents, writer)?;
    // What this tab wrote at an earlier closing, which was none after all, is what this save comes from.
    let own = contents
        .documents
        .get(CLOSING)
        .is_some_and(|text| Stamp::of(text).is_some_and(|stamp| stamp.tab == writer.tab));
    if own {
        writes = vec![Write::NoDocument {
            key: CLOSING.to_owned(),
        }];
    }
    apply(&mut then, &writes);
    let there = found(&then);
    let stamp = then.documents.get(CURRENT).and_then(|text| Stamp::of(text));
    // An earlier save of the same tab may have been stored without the tab hearing of it.
    let own = stamp.is_some_and(|stamp| stamp.tab == writer.tab);
    let revision = match &there {
        Found::Nothing => base,
        Found::Work { revision, .. } if *revision == base || own => *revision,
        _ => return Ok((writes, Save::Refused(there))),
    };
    let (stored, waiting) = storable(&then, document);
    let revision = revision + 1;
    writes.push(Write::Document {
        key: CURRENT.to_owned(),
        text: stamped(&stored, writer.tab, revision, None)?,
    });
    Ok((writes, Save::Written { revision, waiting }))
}

/// Key and text of what a closing tab writes.
pub fn closing(
    base: u64,
    document: &Document,
    tab: &str,
) -> Result<(&'static str, String), StoreError> {
    let text = stamped(document, tab, base + 1, Some(base))?;
    Ok((CLOSING, text))
}

/// Deletes those of the files that `may_go` which no stored document needs. Returns their names. While a document cannot be read nobody
/// knows what it needs, and nothing is deleted.
///
/// A file that no document names yet may be on its way into one, put there by another tab: `may_go` names what is known to be left over.
pub fn sweep(contents: &Contents, may_go: impl Fn(&String) -> bool) -> (Vec<Write>, Vec<String>) {
    let Some(needed) = needed(contents) else {
        return (Vec::new(), Vec::new());
    };
    let is_free = |id: &&String| !needed.contains(*id) && may_go(id);
    let free: Vec<String> = contents.files.iter().filter(is_free).cloned().collect();
    let writes = free.iter().map(|id| Write::NoFile { id: id.clone() });
    (writes.collect(), free)
}

/// The files that stored documents need; `None` while one of them cannot be read.
fn needed(contents: &Contents) -> Option<BTreeSet<String>> {
    let mut needed = BTreeSet::new();
    for (key, text) in &contents.documents {
        if key.starts_with(ASIDE) {
            let aside: AsideText = serde_json::from_str(text).ok()?;
            needed.extend(aside.files);
        } else if key == CURRENT || key == CLOSING {
            needed.extend(names(&Document::from_json(text).ok()?));
        } else {
            return None; // of a later version
        }
    }
    Some(needed)
}

/// Sets the work aside, whole: what is there then is nothing.
pub fn set_aside(
    contents: &Contents,
    reason: AsideReason,
    writer: Writer<'_>,
) -> Result<Vec<Write>, StoreError> {
    let Some(text) = contents.documents.get(CURRENT) else {
        return Ok(Vec::new());
    };
    let files = match Document::from_json(text) {
        Ok(document) => names(&document).collect(),
        Err(_) => free_but_for(contents, CURRENT),
    };
    let gone = Write::NoDocument {
        key: CURRENT.to_owned(),
    };
    Ok(vec![
        put_aside(contents, text, files, reason, writer)?,
        gone,
    ])
}

/// The files that no document needs but the one under this key, which cannot be read: it may need any of them.
fn free_but_for(contents: &Contents, key: &str) -> Vec<String> {
    let mut others = contents.clone();
    others.documents.remove(key);
    let needed = needed(&others).unwrap_or_default();
    contents.files.difference(&needed).cloned().collect()
}

fn put_aside(
    contents: &Contents,
    text: &str,
    files: Vec<String>,
    reason: AsideReason,
    writer: Writer<'_>,
) -> Result<Write, StoreError> {
    let number = contents
        .documents
        .keys()
        .filter_map(|key| key.strip_prefix(ASIDE)?.parse::<u32>().ok())
        .max()
        .map_or(1, |last| last.saturating_add(1));
    let aside = AsideText {
        reason,
        at: writer.at.to_owned(),
        files,
        text: text.to_owned(),
    };
    Ok(Write::Document {
        key: format!("{ASIDE}{number}"),
        text: serde_json::to_string(&aside)?,
    })
}

fn asides(contents: &Contents) -> Vec<Aside> {
    let all = contents.documents.iter().filter_map(|(key, stored)| {
        key.strip_prefix(ASIDE)?;
        let aside: AsideText = serde_json::from_str(stored).ok()?;
        Some(Aside {
            key: key.clone(),
            reason: aside.reason,
            at: aside.at,
            saved_by: Stamp::of(&aside.text).and_then(|stamp| stamp.saved_by),
            files: aside.files,
            readable: Document::from_json(&aside.text).is_ok(),
            text: aside.text,
        })
    });
    all.collect()
}

/// Puts work that was set aside in the place of the present one, which is set aside instead unless it is empty. Nothing is written when
/// there is none of that key, or this version cannot read it.
pub fn bring_back(
    contents: &Contents,
    key: &str,
    writer: Writer<'_>,
) -> Result<Vec<Write>, StoreError> {
    let aside = asides(contents).into_iter().find(|aside| aside.key == key);
    let Some(aside) = aside.filter(|aside| aside.readable) else {
        return Ok(Vec::new());
    };
    let Ok(document) = Document::from_json(&aside.text) else {
        return Ok(Vec::new());
    };
    let (empty, revision) = match found(contents) {
        Found::Nothing => (true, 0),
        Found::Work { document, revision } => (*document == Document::default(), revision),
        Found::Unreadable(unreadable) => {
            let stamp = Stamp::of(&unreadable.text).unwrap_or_default();
            (false, stamp.revision)
        }
    };
    let mut writes = if empty {
        Vec::new()
    } else {
        set_aside(contents, AsideReason::Replaced, writer)?
    };
    writes.retain(|write| !matches!(write, Write::NoDocument { .. }));
    writes.push(Write::Document {
        key: CURRENT.to_owned(),
        text: stamped(&document, writer.tab, revision + 1, None)?,
    });
    writes.push(Write::NoDocument {
        key: key.to_owned(),
    });
    Ok(writes)
}

/// Deletes work that was set aside, with those of its files that nothing else needs.
pub fn delete_aside(contents: &Contents, key: &str, held: &BTreeSet<String>) -> Vec<Write> {
    let Some(aside) = asides(contents).into_iter().find(|aside| aside.key == key) else {
        return Vec::new();
    };
    let mut writes = vec![Write::NoDocument {
        key: key.to_owned(),
    }];
    let mut then = contents.clone();
    apply(&mut then, &writes);
    let is_its_own = |id: &String| aside.files.contains(id) && !held.contains(id);
    writes.extend(sweep(&then, is_its_own).0);
    writes
}

/// What a transaction leaves.
pub fn apply(contents: &mut Contents, writes: &[Write]) {
    for write in writes {
        match write {
            Write::Document { key, text } => {
                contents.documents.insert(key.clone(), text.clone());
            }
            Write::NoDocument { key } => {
                contents.documents.remove(key);
            }
            Write::NoFile { id } => {
                contents.files.remove(id);
            }
        }
    }
}
