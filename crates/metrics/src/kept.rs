//! What was computed from the loaded tables and is asked for again: cards, scenarios and snapshots want the same figures.

use super::measure::{Labelled, Latencies};
use super::scope::Cuts;
use super::{Lack, Observation};
use crate::calendar::Span;
use crate::table::TableKind;
use std::cell::RefCell;
use std::rc::Rc;

/// A table and the column that says when.
pub(super) type Cut = (TableKind, &'static str);

type Observed = Result<Rc<[Observation]>, Lack>;

/// Answers by question. Oldest first, and let go of when there are many: a question that is asked no more costs no memory. The newest
/// of each kind stays, however large: all metrics of a scope want it.
#[derive(Debug, Clone, Default)]
pub(super) struct Kept {
    cuts: Answers<(Cut, Vec<Span>), Rc<Cuts>>,
    observed: Answers<(String, Vec<Span>), Observed>,
    latencies: Answers<Vec<Span>, Rc<[Latencies]>>,
    labelled: Answers<Vec<Span>, Rc<Labelled>>,
}

/// Bytes of answers that are kept of each kind, roughly.
const MOST: usize = 4 << 20;

impl Kept {
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

    /// The latencies of the predictions that fall into spans.
    pub(super) fn latencies(
        &self,
        spans: &[Span],
        compute: impl FnOnce() -> Vec<Latencies>,
    ) -> Rc<[Latencies]> {
        self.latencies.get(|s| s == spans).unwrap_or_else(|| {
            let latencies: Rc<[Latencies]> = compute().into();
            let bytes = size_of_val(&*latencies);
            self.latencies
                .put(spans.to_vec(), Rc::clone(&latencies), bytes);
            latencies
        })
    }

    /// The predictions that fall into spans, by class.
    pub(super) fn labelled(
        &self,
        spans: &[Span],
        compute: impl FnOnce() -> Result<Labelled, Lack>,
    ) -> Result<Rc<Labelled>, Lack> {
        if let Some(known) = self.labelled.get(|s| s == spans) {
            return Ok(known);
        }
        let labelled = Rc::new(compute()?);
        let bytes = labelled.bytes();
        self.labelled
            .put(spans.to_vec(), Rc::clone(&labelled), bytes);
        Ok(labelled)
    }

    /// The observations of the metric with this id in spans.
    pub(super) fn observed(
        &self,
        id: &str,
        spans: &[Span],
        compute: impl FnOnce() -> Result<Vec<Observation>, Lack>,
    ) -> Observed {
        let same = |(i, s): &(String, Vec<Span>)| i == id && s == spans;
        self.observed.get(same).unwrap_or_else(|| {
            let observed: Observed = compute().map(Into::into);
            /// What the inputs of an observation take, roughly.
            const INPUTS: usize = 200;
            let bytes = spans.len() * (size_of::<Observation>() + INPUTS);
            let key = (id.to_owned(), spans.to_vec());
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
