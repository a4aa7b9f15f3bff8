//! A database in memory that fails where a test says, and a tab that works with it as the page does.

use outturn_store::document::{Document, DocumentFile};
use outturn_store::{Contents, Database, Keeper, Opened, Saved, StoreError, Write};
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::future::Future;
use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

/// What goes wrong at a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It is refused: nothing is written.
    Refused,
    /// There is no room: nothing is written.
    Full,
    /// It is written, but the connection is lost before that is known.
    LostAfter,
    /// The connection is lost first, and for all calls that follow.
    Gone,
    /// No answer comes in time; it is written all the same, later: with the next call or when the tab ends.
    Late,
    /// The tab ends before it is written.
    CrashBefore,
    /// The tab ends after it is written, before it is known.
    CrashAfter,
}

impl Fault {
    pub const ALL: [Self; 7] = [
        Self::Refused,
        Self::Full,
        Self::LostAfter,
        Self::Gone,
        Self::Late,
        Self::CrashBefore,
        Self::CrashAfter,
    ];
}

/// What outlives every tab.
#[derive(Debug, Clone, Default)]
pub struct Disk {
    pub documents: BTreeMap<String, String>,
    pub files: BTreeMap<String, String>,
}

enum Work {
    Writes(Vec<Write>),
    Files(Vec<(String, String)>),
}

impl Disk {
    fn contents(&self) -> Contents {
        Contents {
            documents: self.documents.clone(),
            files: self.files.keys().cloned().collect(),
        }
    }

    fn take(&mut self, work: Work) {
        match work {
            Work::Files(files) => self.files.extend(files),
            Work::Writes(writes) => {
                for write in writes {
                    match write {
                        Write::Document { key, text } => {
                            self.documents.insert(key, text);
                        }
                        Write::NoDocument { key } => {
                            self.documents.remove(&key);
                        }
                        Write::NoFile { id } => {
                            self.files.remove(&id);
                        }
                    }
                }
            }
        }
    }
}

/// One tab's connection.
pub struct Connection {
    pub disk: Rc<RefCell<Disk>>,
    /// Calls until the fault; `None` for none.
    countdown: Cell<Option<usize>>,
    fault: Cell<Option<Fault>>,
    late: RefCell<Vec<Work>>,
    pub ended: Cell<bool>,
    gone: Cell<bool>,
    pub calls: Cell<usize>,
}

impl Connection {
    pub fn new(disk: &Rc<RefCell<Disk>>) -> Self {
        Self {
            disk: Rc::clone(disk),
            countdown: Cell::new(None),
            fault: Cell::new(None),
            late: RefCell::default(),
            ended: Cell::new(false),
            gone: Cell::new(false),
            calls: Cell::new(0),
        }
    }

    /// Fails the call after so many.
    pub fn failing(disk: &Rc<RefCell<Disk>>, after: usize, fault: Fault) -> Self {
        let connection = Self::new(disk);
        connection.countdown.set(Some(after));
        connection.fault.set(Some(fault));
        connection
    }

    /// The tab is gone; what the browser had taken over is written all the same.
    pub fn end(&self) {
        self.ended.set(true);
        self.write_late();
    }

    fn write_late(&self) {
        for work in self.late.take() {
            self.disk.borrow_mut().take(work);
        }
    }

    fn due(&self) -> Option<Fault> {
        self.calls.set(self.calls.get() + 1);
        match self.countdown.get() {
            Some(0) => {
                self.countdown.set(None);
                self.fault.get()
            }
            Some(n) => {
                self.countdown.set(Some(n - 1));
                None
            }
            None => None,
        }
    }

    fn call(&self, work: impl FnOnce(&mut Disk) -> Option<Work>) -> Result<(), StoreError> {
        let closed = || StoreError::Refused("the connection is closed".to_owned());
        if self.ended.get() || self.gone.get() {
            return Err(closed());
        }
        self.write_late();
        let fault = self.due();
        let nothing_written = match fault {
            Some(Fault::Refused) => Some(StoreError::Refused("a test".to_owned())),
            Some(Fault::Full) => Some(StoreError::Full),
            Some(Fault::Gone) => {
                self.gone.set(true);
                Some(closed())
            }
            Some(Fault::CrashBefore) => {
                self.ended.set(true);
                Some(closed())
            }
            _ => None,
        };
        if let Some(error) = nothing_written {
            return Err(error);
        }
        let work = work(&mut self.disk.borrow_mut());
        if fault == Some(Fault::Late) {
            self.late.borrow_mut().extend(work);
            return Err(StoreError::Silent);
        }
        if let Some(work) = work {
            self.disk.borrow_mut().take(work);
        }
        match fault {
            Some(Fault::LostAfter) => Err(StoreError::Refused("lost".to_owned())),
            Some(Fault::CrashAfter) => {
                self.ended.set(true);
                Err(closed())
            }
            _ => Ok(()),
        }
    }
}

impl Database for Connection {
    type Blob = String;

    async fn transact<T>(
        &self,
        decide: impl FnOnce(&Contents) -> (Vec<Write>, T),
    ) -> Result<T, StoreError> {
        let mut answer = None;
        self.call(|disk| {
            let (writes, value) = decide(&disk.contents());
            answer = Some(value);
            Some(Work::Writes(writes))
        })?;
        answer.ok_or(StoreError::Silent)
    }

    fn put_at_once(&self, key: &str, text: &str) {
        let (key, text) = (key.to_owned(), text.to_owned());
        let write = Write::Document { key, text };
        let _ = self.call(|_| Some(Work::Writes(vec![write])));
    }

    async fn put_files(&self, files: &[(String, String)]) -> Result<(), StoreError> {
        self.call(|_| Some(Work::Files(files.to_vec())))
    }

    async fn files(&self, ids: &[String]) -> Result<Vec<Option<String>>, StoreError> {
        let mut found = Vec::new();
        self.call(|disk| {
            found.extend(ids.iter().map(|id| disk.files.get(id).cloned()));
            None
        })?;
        Ok(found)
    }
}

/// Nothing here ever waits.
pub fn now<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("the database in memory never waits"),
    }
}

pub const AT: &str = "2026-03-05T08:15:30Z";

/// A tab at work: what it shows, and what it has said is kept.
pub struct Tab {
    pub keeper: Keeper<Connection>,
    pub document: Document,
    /// Files in the tab's memory.
    pub blobs: BTreeMap<String, String>,
    pub kept_files: BTreeSet<String>,
    /// The document that was last said to be saved, with the files it names there.
    pub promised: Option<Document>,
    /// Every document since then: what a save that was not heard of may have stored.
    pub attempts: Vec<Document>,
    pub opened: Option<Opened>,
}

impl Tab {
    /// Opens the work as the tab that writes.
    pub fn open(name: &str, connection: Connection) -> Self {
        let mut tab = Self {
            keeper: Keeper::new(connection, name.to_owned()),
            document: Document::default(),
            blobs: BTreeMap::new(),
            kept_files: BTreeSet::new(),
            promised: None,
            attempts: Vec::new(),
            opened: None,
        };
        if let Ok((opened, _)) = now(tab.keeper.open(AT)) {
            tab.adopt(&opened);
            tab.opened = Some(opened);
        }
        tab
    }

    fn adopt(&mut self, opened: &Opened) {
        if let Opened::Work(document) = opened {
            self.document = (**document).clone();
            self.promised = Some(self.document.clone());
            for file in &self.document.files {
                if let Ok(Some(blob)) = now(self.keeper.database().file(&file.id)) {
                    self.blobs.insert(file.id.clone(), blob);
                    self.kept_files.insert(file.id.clone());
                }
            }
        }
    }

    /// A page whose storage was not opened saves nothing: it does not know what is there.
    fn is_open(&self) -> bool {
        self.opened.is_some()
    }

    pub fn add(&mut self, id: &str, bytes: &str) {
        self.blobs.insert(id.to_owned(), bytes.to_owned());
        let file = DocumentFile::new(id, &format!("{id}.csv"), false);
        self.document.files.push(file);
        self.keep(id);
        self.save();
    }

    fn keep(&mut self, id: &str) {
        if self.is_open()
            && let Some(blob) = self.blobs.get(id)
            && now(self.keeper.keep_file(id, blob)).is_ok()
        {
            self.kept_files.insert(id.to_owned());
        }
    }

    pub fn remove(&mut self, id: &str) {
        self.document.files.retain(|file| file.id != id);
        self.save();
        self.tidy();
    }

    pub fn undo_removal(&mut self, id: &str) {
        let file = DocumentFile::new(id, &format!("{id}.csv"), false);
        self.document.files.push(file);
        self.keep(id);
        self.save();
    }

    pub fn change(&mut self, headline: &str) {
        headline.clone_into(&mut self.document.headline);
        self.save();
    }

    pub fn tidy(&mut self) {
        if !self.is_open() {
            return;
        }
        let held = self.document.files.iter().map(|f| f.id.clone()).collect();
        if let Ok(gone) = now(self.keeper.sweep(&held)) {
            self.kept_files.retain(|id| !gone.contains(id));
        }
    }

    pub fn save(&mut self) {
        if !self.is_open() {
            return;
        }
        self.attempts.push(self.document.clone());
        match now(self.keeper.save(&self.document, AT)) {
            Ok(Saved::Written { waiting }) => {
                let mut promised = self.document.clone();
                promised.files.retain(|file| !waiting.contains(&file.id));
                self.promised = Some(promised);
                self.attempts.clear();
            }
            Ok(Saved::Unchanged) => {}
            Ok(Saved::Overtaken(opened)) => self.adopt(&opened),
            Err(_) => {}
        }
    }

    /// The user closes the tab.
    pub fn close(&mut self) {
        if self.is_open() {
            self.attempts.push(self.document.clone());
            self.keeper.save_at_once(&self.document);
        }
        self.keeper.database().end();
    }
}
