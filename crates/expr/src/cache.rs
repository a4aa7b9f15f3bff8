//! What was computed from the loaded tables and is asked for again: cards, scenarios and snapshots want the same figures.

use super::filter::Filter;
use super::rows::Cuts;
use super::{Observation, Sources, Unavailable};
use outturn_core::calendar::Span;
use outturn_core::table::TableKind;
use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;

/// A table and the column that says when.
pub(super) type Cut = (TableKind, &'static str);

type Observed = Result<Rc<[Observation]>, Unavailable>;

/// Answers by question. Oldest first, and let go of when there are many: a question that is asked no more costs no memory. The newest
/// of each kind stays, however large: all metrics of a scope want it.
#[derive(Debug, Clone, Default)]
pub(super) struct Cache {
    cuts: Answers<(Cut, Vec<Span>), Rc<Cuts>>,
    observed: Answers<(String, Vec<Span>), Observed>,
    shared: Answers<(String, Vec<Span>), Rc<dyn Any>>,
    /// Shared by all that is of the same tables.
    about: Rc<Answers<String, Rc<dyn Any>>>,
    views: Answers<Filter, Rc<Sources>>,
}

/// Bytes of answers that are kept of each kind, roughly.
const MOST: usize = 4 << 20;

impl Cache {
    /// Which of some spans each row of a table falls into.
    pub(super) fn cuts(
        &self,
        cut: Cut,
        spans: &[Span],
        compute: impl FnOnce() -> Cuts,
    ) -> Rc<Cuts> {
        let same = |(c, s): &(Cut, Vec<Span>)| *c == cut && s == spans;
        self.cuts.get(same).unwrap_or_else(|| {
            let cuts = Rc::new(compute());
            let key = (cut, spans.to_vec());
            self.cuts.put(key, Rc::clone(&cuts), cuts.bytes());
            cuts
        })
    }

    /// Something of this name, of what falls into spans.
    pub(super) fn shared<T: Any>(
        &self,
        name: &str,
        spans: &[Span],
        bytes: fn(&T) -> usize,
        compute: impl FnOnce() -> Result<T, Unavailable>,
    ) -> Result<Rc<T>, Unavailable> {
        let same = |(n, s): &(String, Vec<Span>)| n == name && s == spans;
        if let Some(known) = self.shared.get(same).and_then(|any| any.downcast().ok()) {
            return Ok(known);
        }
        let shared = Rc::new(compute()?);
        let key = (name.to_owned(), spans.to_vec());
        self.shared
            .put(key, Rc::clone(&shared) as Rc<dyn Any>, bytes(&shared));
        Ok(shared)
    }

    /// What goes on to hold where other rows of the same tables count.
    pub(super) fn of_other_rows(&self) -> Self {
        Self {
            about: Rc::clone(&self.about),
            ..Self::default()
        }
    }

    /// The tables as a filter shows them. Those of a few filters are kept.
    pub(super) fn view(&self, filter: &Filter, make: impl FnOnce() -> Rc<Sources>) -> Rc<Sources> {
        const KEPT: usize = 3;
        let known = self.views.get(|known| known == filter);
        known.unwrap_or_else(|| {
            let view = make();
            self.views
                .put(filter.clone(), Rc::clone(&view), MOST / KEPT);
            view
        })
    }

    /// Something of this name about all that is loaded. It is small, and always kept.
    pub(super) fn about<T: Any>(&self, name: &str, compute: impl FnOnce() -> T) -> Rc<T> {
        let same = |known: &String| known == name;
        if let Some(known) = self.about.get(same).and_then(|any| any.downcast().ok()) {
            return known;
        }
        let about = Rc::new(compute());
        self.about
            .put(name.to_owned(), Rc::clone(&about) as Rc<dyn Any>, 0);
        about
    }

    /// The observations of something of this name in spans.
    pub(super) fn observed(
        &self,
        name: &str,
        spans: &[Span],
        compute: impl FnOnce() -> Result<Vec<Observation>, Unavailable>,
    ) -> Observed {
        let same = |(n, s): &(String, Vec<Span>)| n == name && s == spans;
        self.observed.get(same).unwrap_or_else(|| {
            let observed: Observed = compute().map(Into::into);
            /// What the inputs of an observation take, roughly.
            const INPUTS: usize = 200;
            let bytes = spans.len() * (size_of::<Observation>() + INPUTS);
            let key = (name.to_owned(), spans.to_vec());
            self.observed.put(key, observed.clone(), bytes);
            observed
        })
    }
}

#[derive(Debug, Clone)]
struct Answers<K, A>(RefCell<Vec<(K, A, usize)>>);

impl<K, A> Default for Answers<K, A> {
    fn default() -> Self {
        Self(RefCell::default())
    }
}

impl<K, A: Clone> Answers<K, A> {
    fn get(&self, same: impl Fn(&K) -> bool) -> Option<A> {
        let answers = self.0.borrow();
        let found = answers.iter().find(|(key, _, _)| same(key));
        found.map(|(_, answer, _)| answer.clone())
    }

    fn put(&self, key: K, answer: A, bytes: usize) {
        let mut answers = self.0.borrow_mut();
        answers.push((key, answer, bytes));
        let mut held: usize = answers.iter().map(|(_, _, bytes)| bytes).sum();
        let old = answers[..answers.len() - 1]
            .iter()
            .take_while(|(_, _, bytes)| {
                let too_much = held > MOST;
                held -= bytes;
                too_much
            });
        let old = old.count();
        answers.drain(..old);
    }
}
