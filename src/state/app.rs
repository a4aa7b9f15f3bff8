//! Everything on the page that changes, in one place; shared through context.

use super::{
    Dialog, Engine, Files, History, Keep, Kept, Late, Matter, Notices, OpenSnapshot, Pace,
    ReadQueue, Role, Route, Tally, Theme,
};
use crate::browser::document::{now, unique_name};
use crate::browser::file::Blob;
use leptos::prelude::*;
use outturn_format::Locale;
use outturn_metrics::scorecard::Detail;
use outturn_protocol::FileId;
use outturn_protocol::{DoneOf, FileStanding, JoinOffer, LeadLagAnswer, ScorecardAnswer};
use outturn_scenario::Measured;
use outturn_store::Aside;
use outturn_store::document::{Document, DocumentFile};
use std::collections::BTreeMap;
use std::rc::Rc;

/// Everything on the page that changes.
#[derive(Clone, Copy)]
pub struct App {
    /// Where the user is.
    pub route: RwSignal<Route>,
    /// What the user decided; changed only through [`App::change`].
    document: RwSignal<Document>,
    history: StoredValue<History<Document>>,
    /// The files.
    pub files: Files,
    /// Which of them is read next.
    pub reads: StoredValue<ReadQueue>,
    /// When figures are asked for.
    pub pace: StoredValue<Pace>,
    /// Counts changes of what is loaded, as far as figures are to follow them.
    pub data_version: RwSignal<u32>,
    /// The cards.
    pub scorecard: RwSignal<Option<ScorecardAnswer>>,
    /// The open drill-down.
    pub detail: RwSignal<Option<Detail>>,
    /// What scenarios can be fed with.
    pub measured: RwSignal<Measured>,
    /// What becomes of each file: whether it counts, waits or feeds no metric, and what it has in common with others.
    pub standing: RwSignal<Vec<FileStanding>>,
    /// Whether the open scenario takes over what is measured next, since its times were chosen anew.
    pub follow_measured: StoredValue<bool>,
    /// Which files complete one another.
    pub joins: RwSignal<Vec<JoinOffer>>,
    /// The snapshot that is looked at. It is no part of the work.
    pub snapshot: RwSignal<Option<OpenSnapshot>>,
    /// Which indicators lead.
    pub lead_lag: RwSignal<Option<LeadLagAnswer>>,
    /// How far the next one has come; `None` while there is none to come.
    pub compared: RwSignal<Option<DoneOf>>,
    /// Requests to the worker without an answer yet.
    pub pending: RwSignal<usize>,
    /// Work under way on the page itself: restoring, saving, exporting.
    pub working: RwSignal<usize>,
    /// Where the screens are that are loaded late.
    pub late: RwSignal<Late>,
    /// What to tell the user, the last first.
    pub notices: RwSignal<Notices>,
    /// Whether the page is dark.
    pub dark: RwSignal<bool>,
    /// Light or dark, where the user chose that; else it is as the device is.
    pub theme: RwSignal<Option<Theme>>,
    /// The dialog that is open.
    pub dialog: RwSignal<Option<Dialog>>,
    /// How figures are written and read, where the user chose that; else it is as the browser's languages want it.
    pub chosen_locale: RwSignal<Option<Locale>>,
    browser_locale: Locale,
    /// The line to the worker.
    pub engine: StoredValue<Engine, LocalStorage>,
    /// Whether the worker has not answered for so long that something may be wrong with it.
    pub worker_silent: RwSignal<bool>,
    /// When a worker was replaced last, in milliseconds of the page's clock.
    pub worker_replaced_at: StoredValue<f64>,
    /// The files as the user gave them, in case the browser loses its copies.
    pub originals: StoredValue<BTreeMap<String, Blob>, LocalStorage>,
    /// The files themselves, for reading again, keeping and saving.
    pub blobs: StoredValue<BTreeMap<String, Blob>, LocalStorage>,
    /// What keeps the work.
    pub keep: StoredValue<Rc<Keep>, LocalStorage>,
    /// What this tab is among the tabs that show the work.
    pub role: RwSignal<Role>,
    /// Counts the changes that the user made in this tab.
    pub touched: RwSignal<u32>,
    /// Which files the browser keeps.
    pub kept: RwSignal<BTreeMap<String, Kept>>,
    /// Whether everything that the user decided and added is kept.
    pub all_kept: RwSignal<bool>,
    /// Whether the browser has said that it will not clear what is kept when the disk is short; `None` until it was asked.
    pub persisted: RwSignal<Option<bool>>,
    /// Work that was set aside.
    pub asides: RwSignal<Vec<Aside>>,
}

impl App {
    /// A fresh page. `browser_locale` is how figures are written until the user chooses otherwise, `engine` the line to the worker.
    #[must_use]
    pub fn new(
        route: Route,
        dark: bool,
        browser_locale: Locale,
        pending: RwSignal<usize>,
        engine: Engine,
    ) -> Self {
        Self {
            route: RwSignal::new(route),
            document: RwSignal::new(Document::default()),
            history: StoredValue::new(History::default()),
            files: Files::default(),
            reads: StoredValue::new(ReadQueue::default()),
            pace: StoredValue::new(Pace::default()),
            data_version: RwSignal::new(0),
            scorecard: RwSignal::new(None),
            detail: RwSignal::new(None),
            measured: RwSignal::new(Measured::default()),
            standing: RwSignal::new(Vec::new()),
            follow_measured: StoredValue::new(false),
            joins: RwSignal::new(Vec::new()),
            snapshot: RwSignal::new(None),
            lead_lag: RwSignal::new(None),
            compared: RwSignal::new(None),
            pending,
            working: RwSignal::new(0),
            late: RwSignal::new(Late::default()),
            notices: RwSignal::new(Notices::default()),
            dark: RwSignal::new(dark),
            theme: RwSignal::new(None),
            dialog: RwSignal::new(None),
            chosen_locale: RwSignal::new(None),
            browser_locale,
            engine: StoredValue::new_local(engine),
            worker_silent: RwSignal::new(false),
            worker_replaced_at: StoredValue::new(f64::NEG_INFINITY),
            originals: StoredValue::new_local(BTreeMap::new()),
            blobs: StoredValue::new_local(BTreeMap::new()),
            keep: StoredValue::new_local(Rc::new(Keep::new(unique_name()))),
            role: RwSignal::new(Role::Opening),
            touched: RwSignal::new(0),
            kept: RwSignal::new(BTreeMap::new()),
            all_kept: RwSignal::new(false),
            persisted: RwSignal::new(None),
            asides: RwSignal::new(Vec::new()),
        }
    }

    /// The page's state, from context.
    ///
    /// # Panics
    /// Outside the page's component tree.
    #[must_use]
    #[allow(clippy::expect_used)] // A component outside the page is a mistake of ours, caught by the first test that opens it.
    pub fn here() -> Self {
        use_context().expect("components are inside the page")
    }

    /// How figures are written and read. A screen is made anew when this changes, so a view asks once and nothing on it is left
    /// written the old way.
    #[must_use]
    pub fn locale(&self) -> Locale {
        let chosen = self.chosen_locale.get_untracked();
        chosen.unwrap_or(self.browser_locale)
    }

    /// How figures are written and read where the user does not choose.
    #[must_use]
    pub fn browser_locale(&self) -> Locale {
        self.browser_locale
    }

    /// What the user decided.
    #[must_use]
    pub fn document(&self) -> ReadSignal<Document> {
        self.document.read_only()
    }

    /// A part of what the user decided, that changes only when that part does.
    #[must_use]
    pub fn select<T: PartialEq + Clone + Send + Sync + 'static>(
        &self,
        part: impl Fn(&Document) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        let document = self.document;
        Memo::new(move |_| document.with(&part))
    }

    /// Changes what the user decided, as one step that can be undone.
    pub fn change(&self, change: impl FnOnce(&mut Document)) {
        self.change_within(None, change);
    }

    /// Changes what the user decided; changes under the same gesture that follow one another are one step.
    pub fn change_within(&self, gesture: Option<&str>, change: impl FnOnce(&mut Document)) {
        let before = self.document.get_untracked();
        let mut after = before.clone();
        change(&mut after);
        if after != before {
            self.history
                .update_value(|history| history.record(Some(before), gesture));
            self.document.set(after);
            self.touch();
        }
    }

    /// The same in place, for what changes many times a second: the document is copied where a gesture begins, and then no more. `change`
    /// says whether it changed anything.
    pub fn change_in_place(&self, gesture: &str, change: impl FnOnce(&mut Document) -> bool) {
        let gesture = Some(gesture);
        let begins = self
            .history
            .with_value(|history| !history.continues(gesture));
        let before = begins.then(|| self.document.get_untracked());
        let mut changed = false;
        self.document.maybe_update(|document| {
            changed = change(document);
            changed
        });
        if changed {
            self.history
                .update_value(|history| history.record(before, gesture));
            self.touch();
        }
    }

    /// The user has changed something here. What was said of the step before is over.
    fn touch(&self) {
        self.keep.get_value().unsaved.set(true);
        self.notices.maybe_update(Notices::end_step);
        self.touched.update(|n| *n += 1);
    }

    /// Takes over what another tab made of the work; as a `step` it can be taken back.
    pub fn adopt(&self, document: Document, step: bool) {
        let before = self.document.get_untracked();
        if document != before {
            if step {
                self.history
                    .update_value(|history| history.record(Some(before), Some("another tab")));
            }
            self.document.set(document);
        }
    }

    /// Whether anything was changed in this tab.
    #[must_use]
    pub fn has_history(&self) -> bool {
        self.history
            .with_value(|history| history.can_undo() || history.can_redo())
    }

    /// Ends a gesture.
    pub fn settle(&self) {
        self.history.update_value(History::settle);
    }

    /// Changes what follows from the data rather than from the user: no step of its own.
    pub fn amend(&self, change: impl FnOnce(&mut Document)) {
        let mut after = self.document.get_untracked();
        change(&mut after);
        if after != self.document.get_untracked() {
            self.document.set(after);
        }
    }

    /// As [`amend`](Self::amend), of one file, without a look at the others: it may be called for each of them.
    pub fn amend_file(&self, id: &str, change: impl FnOnce(&mut DocumentFile)) {
        self.document.maybe_update(|document| {
            let file = document.files.iter_mut().find(|file| file.id == id);
            file.map(change).is_some()
        });
    }

    /// Takes back the last change.
    pub fn undo(&self) {
        self.travel(History::undo);
    }

    /// Does again what was taken back.
    pub fn redo(&self) {
        self.travel(History::redo);
    }

    fn travel(&self, step: impl FnOnce(&mut History<Document>, &Document) -> Option<Document>) {
        let now = self.document.get_untracked();
        let mut then = None;
        self.history
            .update_value(|history| then = step(history, &now));
        if let Some(then) = then {
            self.document.set(then);
            self.touch();
        }
    }

    /// Whether there is a change to take back.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        self.document.track();
        self.history.with_value(History::can_undo)
    }

    /// Whether there is a change to do again.
    #[must_use]
    pub fn can_redo(&self) -> bool {
        self.document.track();
        self.history.with_value(History::can_redo)
    }

    /// Tells the user something. It takes the place of what was told last, unless that was that something went wrong.
    pub fn tell(&self, text: impl Into<String>) {
        self.notices
            .update(|all| all.tell(now(), text.into(), false));
    }

    /// Tells the user of the change that they have just made, which Undo takes back.
    pub fn tell_undoable(&self, text: impl Into<String>) {
        self.notices
            .update(|all| all.tell_undoable(now(), text.into()));
    }

    /// Tells the user that something went wrong; it stays until it is dismissed.
    pub fn warn(&self, text: impl Into<String>) {
        self.notices
            .update(|all| all.tell(now(), text.into(), true));
    }

    /// Tells the user that something is wrong with the first of these files, in which the others have a part; it stays until it is
    /// dismissed or [over](Self::is_over).
    pub fn warn_of(&self, matter: Matter, files: &[FileId], text: String) {
        self.notices
            .update(|all| all.warn_of(now(), matter, files, text));
    }

    /// Tells the user that something went wrong that concerns these files; it stays until it is dismissed or one of them goes.
    pub fn warn_about(&self, files: &[FileId], text: String) {
        self.notices
            .update(|all| all.warn_about(now(), files, text));
    }

    /// What was told of a file no longer holds.
    pub fn is_over(&self, file: &str) {
        self.notices.maybe_update(|all| all.end(file, None));
    }

    /// This is no longer wrong with a file.
    pub fn is_mended(&self, matter: Matter, file: &str) {
        self.notices.maybe_update(|all| all.end(file, Some(matter)));
    }

    /// This is no longer wrong. Returns whether it was.
    pub fn is_settled(&self, matter: Matter) -> bool {
        let settled = self.notices.try_maybe_update(|all| {
            let settled = all.settle(matter);
            (settled, settled)
        });
        settled.unwrap_or(false)
    }

    /// Notes whether the browser keeps a file, and tells who shows it.
    pub fn set_kept(&self, id: &str, kept: Option<Kept>) {
        if let Some(file) = self.files.get(id) {
            file.kept.set(kept.clone());
        }
        self.kept.update(|all| match kept {
            Some(kept) => drop(all.insert(id.to_owned(), kept)),
            None => drop(all.remove(id)),
        });
    }

    /// Whether work is under way, for people and scripts that wait.
    #[must_use]
    pub fn busy(&self) -> bool {
        self.pending.get() > 0
            || self.working.get() > 0
            || self.files.tally().with(Tally::reads) > 0
    }
}
