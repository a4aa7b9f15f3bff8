//! A mapping kept for the next file with the same header, and as a file of its own.

use super::super::file::RawFile;
use super::super::options::ReadOptions;
use super::Mapping;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// A mapping with the header it was made for.
///
/// ```
/// use outturn_import::{self as import, ReadOptions, SavedMapping};
/// let read = |text: &[u8]| import::read_all("bill.csv", text, &ReadOptions::default());
/// let march = read(b"date,cost\n2026-03-01,5\n")?;
/// let saved = SavedMapping::of(&march, &import::recognise(&march).mapping.expect("its columns are those of costs"));
/// let kept = SavedMapping::from_json(&saved.to_json().unwrap()).unwrap();
/// assert!(kept.fits(&read(b"date,cost\n2026-04-01,7\n")?));
/// assert!(!kept.fits(&read(b"date,price\n2026-04-01,7\n")?));
/// # Ok::<(), import::ImportError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedMapping {
    format: String,
    version: u32,
    /// The file's column names, sorted.
    pub header: Vec<String>,
    /// How such a file is read, where that is not found out.
    #[serde(default)]
    pub options: ReadOptions,
    /// The mapping, with the answers that were given.
    pub mapping: Mapping,
}

const FORMAT: &str = "outturn.mapping";
const VERSION: u32 = 1;

/// Why a text is no saved mapping.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum SavedMappingError {
    /// Something else, or cut.
    #[error("This is no saved mapping: {reason}. Choose a file that was exported as one.")]
    Unreadable {
        /// What was wrong.
        reason: String,
    },
    /// Written by a later version of this program.
    #[error(
        "This mapping has version {found}; up to {known} can be read. Reload the page to get the latest version."
    )]
    Newer {
        /// Its version.
        found: u32,
        /// The latest one that can be read.
        known: u32,
    },
}

impl SavedMapping {
    /// Keeps a mapping with the header of the file it was made for.
    #[must_use]
    pub fn of(raw: &RawFile, mapping: &Mapping) -> Self {
        Self::new(header(raw), ReadOptions::default(), mapping.clone())
    }

    /// Keeps a mapping, with how the file is read, for files with these columns.
    #[must_use]
    pub fn new(mut header: Vec<String>, options: ReadOptions, mapping: Mapping) -> Self {
        header.sort();
        Self {
            format: FORMAT.to_owned(),
            version: VERSION,
            header,
            options,
            mapping,
        }
    }

    /// Whether a file has the same columns, in any order.
    #[must_use]
    pub fn fits(&self, raw: &RawFile) -> bool {
        self.header == header(raw)
    }

    /// Whether these are its columns, in any order.
    #[must_use]
    pub fn fits_names(&self, names: &[String]) -> bool {
        names.len() == self.header.len()
            && names.iter().all(|n| self.header.binary_search(n).is_ok())
    }

    /// As JSON, to be kept as a file.
    ///
    /// # Errors
    /// JSON cannot hold a map whose keys are not text; nothing here has one.
    pub fn to_json(&self) -> serde_json::Result<String> {
        serde_json::to_string(self)
    }

    /// From JSON.
    ///
    /// # Errors
    /// When it is none, or of a later version.
    pub fn from_json(text: &str) -> Result<Self, SavedMappingError> {
        #[derive(Deserialize)]
        struct Head {
            format: String,
            version: u32,
        }
        let unreadable = |error: serde_json::Error| SavedMappingError::Unreadable {
            reason: error.to_string(),
        };
        let fields: Map<String, Value> = serde_json::from_str(text).map_err(unreadable)?;
        let fields = Value::Object(fields);
        // The head first: the rest of a later version may look quite different.
        let head = Head::deserialize(&fields).map_err(unreadable)?;
        if head.format != FORMAT {
            return Err(SavedMappingError::Unreadable {
                reason: format!("its format is {:?}", head.format),
            });
        }
        if head.version > VERSION {
            return Err(SavedMappingError::Newer {
                found: head.version,
                known: VERSION,
            });
        }
        serde_json::from_value(fields).map_err(unreadable)
    }
}

fn header(raw: &RawFile) -> Vec<String> {
    let mut names: Vec<String> = raw
        .table
        .columns()
        .map(|(name, _)| name.to_owned())
        .collect();
    names.sort();
    names
}
