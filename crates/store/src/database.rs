//! What a database must offer: transactions over all documents and names of files, and files by name.

use std::collections::{BTreeMap, BTreeSet};

/// All that is stored, but for the bytes of files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contents {
    /// The documents by key, as the text they were written as.
    pub documents: BTreeMap<String, String>,
    /// Names of the files of which anything is stored.
    pub files: BTreeSet<String>,
}

/// One write of a transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Write {
    /// Stores a document under a key, in place of what is there.
    Document {
        /// The key.
        key: String,
        /// The document.
        text: String,
    },
    /// Deletes a document.
    NoDocument {
        /// Its key.
        key: String,
    },
    /// Deletes a file.
    NoFile {
        /// Its name.
        id: String,
    },
}

/// Why a database did not do what it was asked; `Display` is the middle of a sentence.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// There is no storage, or the browser does not let the page use it.
    #[error("this browser keeps nothing here ({0})")]
    Unavailable(String),
    /// It was made by a later version of the program, which stores in another way.
    #[error("it was stored by a newer version of this page")]
    Newer,
    /// The disk, or the share of it that the browser grants, is full.
    #[error("the browser has no room left for it")]
    Full,
    /// No answer within the time that such work takes.
    #[error("the browser’s storage does not answer")]
    Silent,
    /// It has a shape that cannot be written as text. No document has.
    #[error("it cannot be written as text ({0})")]
    Unwritable(String),
    /// Anything else, in the browser's own words.
    #[error("the browser’s storage refused ({0})")]
    Refused(String),
}

impl From<serde_json::Error> for StoreError {
    fn from(error: serde_json::Error) -> Self {
        Self::Unwritable(error.to_string())
    }
}

/// Where documents and files are stored.
#[allow(
    async_fn_in_trait,
    reason = "one thread: neither page nor tests send the futures anywhere"
)]
pub trait Database {
    /// A file as this database takes and gives it; cheap to clone.
    type Blob: Clone;

    /// One atomic transaction: `decide` sees all that is stored and says what is written. Returns once that is on its way to the disk
    /// for certain; an error means that nothing of it was written, or that nobody knows.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn transact<T>(
        &self,
        decide: impl FnOnce(&Contents) -> (Vec<Write>, T),
    ) -> Result<T, StoreError>;

    /// Stores a document without looking, at once: for a page that is about to close and will see no answer.
    fn put_at_once(&self, key: &str, text: &str);

    /// Stores files under their names: all of them, or none.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn put_files(&self, files: &[(String, Self::Blob)]) -> Result<(), StoreError>;

    /// Stored files, whole, in the order asked for; `None` where there is none of that name.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn files(&self, ids: &[String]) -> Result<Vec<Option<Self::Blob>>, StoreError>;

    /// A stored file, whole; `None` where there is none of that name.
    ///
    /// # Errors
    /// [`StoreError`].
    async fn file(&self, id: &str) -> Result<Option<Self::Blob>, StoreError> {
        Ok(self.files(&[id.to_owned()]).await?.pop().flatten())
    }
}
