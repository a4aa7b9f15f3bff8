//! Keeps one tab's work: what it last saw stored, what it has saved.

use super::database::{Contents, Database, StoreError, Write};
use super::plan::{self, Aside, AsideReason, Found, Plan, Save, Unreadable, Writer};
use crate::document::Document;
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

/// What there was when the storage was opened.
#[derive(Debug, Clone, PartialEq)]
pub enum Opened {
    /// Nothing yet.
    Nothing,
    /// The work.
    Work(Box<Document>),
    /// Work that this version cannot read. Until it is set aside, nothing is saved.
    Unreadable(Unreadable),
}

/// What a save came to.
#[derive(Debug, Clone, PartialEq)]
pub enum Saved {
    /// Nothing has changed since the last one.
    Unchanged,
    /// It is stored, without these files that are not stored yet.
    Written {
        /// Their names.
        waiting: Vec<String>,
    },
    /// Refused, as something else was stored meanwhile: this. The next save follows from it.
    Overtaken(Opened),
}

/// Keeps one tab's work in a database.
pub struct Keeper<D> {
    database: D,
    tab: String,
    /// The revision that the tab's work comes from.
    revision: Cell<u64>,
    /// The work as it was last stored or read.
    base: RefCell<Document>,
    /// Whether what is stored cannot be read.
    locked: Cell<bool>,
    /// Whether files were stored that nothing names, when the work was opened.
    leftovers: Cell<bool>,
}

impl<D: Database> Keeper<D> {
    /// For one tab, in one visit: `tab` is a name that no other visit has.
    pub fn new(database: D, tab: String) -> Self {
        Self {
            database,
            tab,
            revision: Cell::new(0),
            base: RefCell::default(),
            locked: Cell::new(false),
            leftovers: Cell::new(false),
        }
    }

    /// The database.
    pub fn database(&self) -> &D {
        &self.database
    }

    /// The work as it was last stored or read: what the tab's own comes from.
    pub fn base(&self) -> Document {
        self.base.borrow().clone()
    }

    /// Whether the work names a file, as it was last stored or read.
    pub fn names(&self, id: &str) -> bool {
        self.base.borrow().files.iter().any(|file| file.id == id)
    }

    /// Whether files were stored that nothing names, when the work was [opened](Self::open).
    pub fn has_leftovers(&self) -> bool {
        self.leftovers.get()
    }

    /// The revision that the tab's work comes from.
    pub fn revision(&self) -> u64 {
        self.revision.get()
    }

    /// Which of these files are stored. Where nothing at all is stored any more, though the tab's work comes from something, the tab
    /// begins anew: its next save writes everything.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn left_of(&self, ids: &BTreeSet<String>) -> Result<BTreeSet<String>, StoreError> {
        let look = |contents: &Contents| {
            let left = contents.files.intersection(ids).cloned().collect();
            (Vec::new(), (contents.documents.is_empty(), left))
        };
        let (is_empty, left) = self.database.transact(look).await?;
        if is_empty && self.revision.get() > 0 {
            self.seen(Found::Nothing);
        }
        Ok(left)
    }

    /// Reads what is stored, without changing it.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn look(&self) -> Result<(Opened, Vec<Aside>), StoreError> {
        let look = |contents: &_| (Vec::new(), plan::look(contents));
        let (found, asides) = self.database.transact(look).await?;
        Ok((self.seen(found), asides))
    }

    /// Reads what is stored, for the tab that writes from now on. `at` is now, as RFC 3339.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn open(&self, at: &str) -> Result<(Opened, Vec<Aside>), StoreError> {
        let writer = self.writer(at);
        let open = |contents: &_| {
            self.leftovers
                .set(!plan::sweep(contents, |_| true).1.is_empty());
            plan::open(contents, writer)
        };
        let (found, asides) = self.transact(open).await?;
        Ok((self.seen(found), asides))
    }

    /// Saves the work, unless it is what is stored already.
    ///
    /// # Errors
    /// [`StoreError`]: whether it is stored is not known, and the next save finds out.
    pub async fn save(&self, document: &Document, at: &str) -> Result<Saved, StoreError> {
        if self.locked.get() || *self.base.borrow() == *document {
            return Ok(Saved::Unchanged);
        }
        let (base, writer) = (self.revision.get(), self.writer(at));
        let save = |contents: &_| plan::save(contents, base, document, writer);
        match self.transact(save).await? {
            Save::Written { revision, waiting } => {
                self.revision.set(revision);
                let mut stored = document.clone();
                stored.files.retain(|file| !waiting.contains(&file.id));
                self.base.replace(stored);
                Ok(Saved::Written { waiting })
            }
            Save::Refused(found) => Ok(Saved::Overtaken(self.seen(found))),
        }
    }

    /// Writes the work as the tab is closed, unless it is what is stored already. Nobody waits for it; the next visit takes it in.
    pub fn save_at_once(&self, document: &Document) {
        if self.locked.get() || *self.base.borrow() == *document {
            return;
        }
        if let Ok((key, text)) = plan::closing(self.revision.get(), document, &self.tab) {
            self.database.put_at_once(key, &text);
        }
    }

    /// Stores files and gives back the stored copies, which nobody else can change, in the same order.
    ///
    /// # Errors
    /// [`StoreError`]: none of them is known to be stored.
    pub async fn keep_files(
        &self,
        files: &[(String, D::Blob)],
    ) -> Result<Vec<D::Blob>, StoreError> {
        self.database.put_files(files).await?;
        let ids: Vec<String> = files.iter().map(|(id, _)| id.clone()).collect();
        let own = self.database.files(&ids).await?.into_iter();
        own.map(|own| own.ok_or_else(no_copy)).collect()
    }

    /// Stores one file and gives back the stored copy.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn keep_file(&self, id: &str, file: &D::Blob) -> Result<D::Blob, StoreError> {
        let own = self.keep_files(&[(id.to_owned(), file.clone())]).await?;
        own.into_iter().next().ok_or_else(no_copy)
    }

    /// Deletes those of the `removed` files that no stored document needs. Returns their names.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn delete_files(
        &self,
        removed: &BTreeSet<String>,
    ) -> Result<Vec<String>, StoreError> {
        let sweep = |contents: &_| plan::sweep(contents, |id| removed.contains(id));
        self.database.transact(sweep).await
    }

    /// Deletes what earlier visits left: all files that no stored document needs, but for those that are `held`. Only for a tab that is
    /// alone: what another one has just put there is in no document yet. Returns their names.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn sweep(&self, held: &BTreeSet<String>) -> Result<Vec<String>, StoreError> {
        let sweep = |contents: &_| plan::sweep(contents, |id| !held.contains(id));
        self.database.transact(sweep).await
    }

    /// Sets the stored work aside, whole; what is stored then is nothing.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn set_aside(&self, at: &str) -> Result<Vec<Aside>, StoreError> {
        let writer = self.writer(at);
        self.decide(|contents| plan::set_aside(contents, AsideReason::StartedEmpty, writer))
            .await
            .map(|(_, asides)| asides)
    }

    /// Opens work that was set aside in place of the present one, which is set aside instead. What is stored then is returned.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn bring_back(
        &self,
        key: &str,
        at: &str,
    ) -> Result<(Opened, Vec<Aside>), StoreError> {
        let writer = self.writer(at);
        self.decide(|contents| plan::bring_back(contents, key, writer))
            .await
    }

    /// Deletes work that was set aside, with the files that nothing else needs but those that are `held`.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn delete_aside(
        &self,
        key: &str,
        held: &BTreeSet<String>,
    ) -> Result<Vec<Aside>, StoreError> {
        let delete = |contents: &_| {
            let writes = plan::delete_aside(contents, key, held);
            let mut then: Contents = Clone::clone(contents);
            plan::apply(&mut then, &writes);
            (writes, plan::look(&then).1)
        };
        self.database.transact(delete).await
    }

    /// A transaction after which what is stored is read anew.
    async fn decide(
        &self,
        decide: impl FnOnce(&Contents) -> Result<Vec<Write>, StoreError>,
    ) -> Result<(Opened, Vec<Aside>), StoreError> {
        let decide = |contents: &Contents| {
            let writes = decide(contents)?;
            let mut then = contents.clone();
            plan::apply(&mut then, &writes);
            Ok((writes, plan::look(&then)))
        };
        let (found, asides) = self.transact(decide).await?;
        Ok((self.seen(found), asides))
    }

    /// A transaction that writes nothing where its plan fails.
    async fn transact<T>(&self, plan: impl FnOnce(&Contents) -> Plan<T>) -> Result<T, StoreError> {
        let decide = |contents: &_| match plan(contents) {
            Ok((writes, told)) => (writes, Ok(told)),
            Err(error) => (Vec::new(), Err(error)),
        };
        self.database.transact(decide).await?
    }

    fn writer<'a>(&'a self, at: &'a str) -> Writer<'a> {
        Writer { tab: &self.tab, at }
    }

    /// From now on the tab's work comes from this.
    fn seen(&self, found: Found) -> Opened {
        self.locked.set(matches!(found, Found::Unreadable(_)));
        match found {
            Found::Nothing => {
                self.revision.set(0);
                self.base.replace(Document::default());
                Opened::Nothing
            }
            Found::Work { document, revision } => {
                self.revision.set(revision);
                self.base.replace((*document).clone());
                Opened::Work(document)
            }
            Found::Unreadable(unreadable) => Opened::Unreadable(unreadable),
        }
    }
}

fn no_copy() -> StoreError {
    StoreError::Refused("the copy is not there".to_owned())
}
