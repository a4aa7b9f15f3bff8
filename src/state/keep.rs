//! Who keeps the work, and what of it is kept.

use crate::browser::channel::Channel;
use crate::browser::lock::Lock;
use crate::browser::storage::Storage;
use futures::lock::Mutex;
use outturn_store::{Keeper, Unreadable};
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

/// What this tab is among the tabs that show the work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Role {
    /// It does not know yet.
    Opening,
    /// It saves the work.
    Writer,
    /// Another tab saves the work; this one shows it as it is saved.
    Follower,
    /// There is work that this version cannot read. Nothing is saved until the user decides.
    Unreadable(Unreadable),
    /// Nothing can be saved, for this reason.
    Unkept(String),
}

/// Whether the browser keeps a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kept {
    /// It is being written.
    Saving,
    /// It is written, and the stored document does not name it yet.
    Copied,
    /// It is there, and will be in the next visit.
    Yes,
    /// It is not, for this reason.
    No(String),
    /// It is not, and cannot be: the file on the disk was changed or deleted before it was read to its end.
    Gone,
}

/// What keeps the work of this tab.
pub struct Keep {
    /// What was stored last, and what is to be.
    pub keeper: Keeper<Storage>,
    /// This visit's name.
    pub tab: String,
    /// To the other tabs.
    pub channel: RefCell<Option<Channel>>,
    /// Held while this tab writes.
    pub lock: RefCell<Option<Lock>>,
    /// Whether this tab waits for the lock.
    pub waits: Cell<bool>,
    /// Whether this tab is about to take over.
    pub takes_over: Cell<bool>,
    /// What the tab that writes has said to that.
    pub handed_over: Cell<HandOver>,
    /// Whether the user changed something here that is not saved yet.
    pub unsaved: Cell<bool>,
    /// Whether a save is due.
    pub scheduled: Cell<bool>,
    /// Held while what is stored and what this tab has are compared: neither is compared with anything else meanwhile.
    pub comparing: Mutex<()>,
    /// Whether another tab has saved since this one last looked.
    pub has_news: Cell<bool>,
    /// Whether this tab is looking.
    pub looks: Cell<bool>,
    /// Saves that failed, one after the other.
    pub failures: Cell<u32>,
    /// Whether files are being written.
    pub writes_files: Cell<bool>,
    /// Whether the files that are being written are noted, for the case that the tab ends.
    pub notes_files: Cell<bool>,
    /// Files removed from the work that undo can bring back, the last one last.
    pub removed: RefCell<VecDeque<String>>,
    /// Whether the browser was asked to keep what is stored.
    pub asked_to_persist: Cell<bool>,
}

/// How far another tab is with handing over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum HandOver {
    /// Nothing heard.
    #[default]
    Silent,
    /// It is writing its last.
    Busy,
    /// All that it had is stored.
    Done,
}

impl Keep {
    /// For a tab under a name that no other visit has.
    #[must_use]
    pub fn new(tab: String) -> Self {
        Self {
            keeper: Keeper::new(Storage::default(), tab.clone()),
            tab,
            channel: RefCell::default(),
            lock: RefCell::default(),
            waits: Cell::default(),
            takes_over: Cell::default(),
            handed_over: Cell::default(),
            unsaved: Cell::default(),
            scheduled: Cell::default(),
            comparing: Mutex::default(),
            has_news: Cell::default(),
            looks: Cell::default(),
            failures: Cell::default(),
            writes_files: Cell::default(),
            notes_files: Cell::default(),
            removed: RefCell::default(),
            asked_to_persist: Cell::default(),
        }
    }
}
