//! What a file is, by its columns: vendors first, then the canonical tables under their own and usual names.

mod actuals;
mod answers;
mod canonical;
mod clocks;
mod codes;
mod deploys;
mod export;
mod guess;
mod kinds;
mod labels;
mod languages;
mod lasting;
mod mixed_units;
mod money;
mod names;
mod placeholders;
mod question;
mod repeats;
mod series;
mod serving;
mod spans;
mod steps;
mod sums;
mod tags;
mod totals;
mod types;
mod units;
mod unused;
mod vendors;
mod years;

pub use question::{Edit, MappingChoice, MappingQuestion};
pub use vendors::{CostBasis, TOOL_EXPORTS, ToolExport};
pub(crate) use vendors::{basis_counted, purchases_of_commitments};

use super::file::RawFile;
use super::map::{Join, Mapping};
use names::Names;
pub(crate) use names::fold;
use outturn_core::table::TableKind;
use question::Asked;
use serde::{Deserialize, Serialize};

/// What a file was recognised as. All of it is a proposal: the mapping is the user's to change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recognition {
    /// The canonical table it becomes; `None` when its columns say nothing that is known.
    pub kind: Option<TableKind>,
    /// What it is, for people: `ServiceNow incident log`, `predictions`.
    pub vendor: String,
    /// How it becomes that table.
    pub mapping: Option<Mapping>,
    /// What the user should know: choices that were made for them, and what such a file cannot tell.
    pub notes: Vec<String>,
    /// What only the user can know.
    pub questions: Vec<MappingQuestion>,
}

impl Recognition {
    fn unmapped(vendor: &str, notes: Vec<String>) -> Self {
        Self {
            kind: None,
            vendor: vendor.to_owned(),
            mapping: None,
            notes,
            questions: Vec::new(),
        }
    }

    fn new(vendor: &str, mapping: Mapping, notes: Vec<String>) -> Self {
        Self {
            kind: Some(mapping.kind),
            vendor: vendor.to_owned(),
            mapping: Some(mapping),
            notes,
            questions: Vec::new(),
        }
    }

    /// The mapping once each question that something waits for has its likeliest answer; for a button that takes them all.
    #[must_use]
    pub fn guessed(&self) -> Option<Mapping> {
        let mut mapping = self.mapping.clone()?;
        for question in &self.questions {
            if let Some(guess) = question.guess.filter(|_| question.is_open(&mapping)) {
                mapping = question.answer(Some(&mapping), guess)?;
            }
        }
        Some(mapping)
    }

    /// Asks what a mapping of the user's own leaves open, and has it wait for the answer.
    pub fn review(&mut self, raw: &RawFile, mapping: &mut Mapping) {
        for question in of_rows(raw, mapping) {
            if let Some(canonical) = &question.canonical {
                mapping.settle(canonical, question.topic);
                mapping.hold(canonical, question.topic);
            }
            self.questions.retain(|known| known.topic != question.topic);
            self.questions.push(question);
        }
    }

    /// Asks what is found open in the mapping, if there is one.
    fn ask_about<Q: Into<Asked>, I: IntoIterator<Item = Q>>(
        &mut self,
        names: &Names<'_>,
        find: impl FnOnce(&Names<'_>, &Mapping) -> I,
    ) {
        let Some(mapping) = &self.mapping else {
            return;
        };
        let asked: Vec<Asked> = find(names, mapping).into_iter().map(Into::into).collect();
        for Asked { question, also } in asked {
            let topic = question.topic;
            self.ask(question);
            for canonical in also {
                if let Some(mapping) = &mut self.mapping {
                    mapping.hold(&canonical, topic);
                }
            }
        }
    }

    /// Asks, and computes nothing from the canonical column until it is answered.
    fn ask(&mut self, question: MappingQuestion) {
        if let (Some(mapping), Some(canonical)) = (&mut self.mapping, &question.canonical) {
            mapping.hold(canonical, question.topic);
        }
        self.questions.push(question);
    }
}

/// Which columns of a file a mapping makes nothing of, in a sentence; `None` where it uses all.
#[must_use]
pub fn unused_columns(raw: &RawFile, mapping: &Mapping) -> Option<String> {
    unused::note(&unused::of(raw, mapping))
}

/// Recognises a file by its columns.
#[must_use]
pub fn recognise(raw: &RawFile) -> Recognition {
    let names = Names::of(raw);
    let of_vendor = vendors::VENDORS
        .iter()
        .find_map(|export| export.recognise(&names));
    let is_of_vendor = of_vendor.is_some();
    let mut found = of_vendor
        .or_else(|| canonical::recognise(&names))
        .or_else(|| series::recognise(&names))
        .unwrap_or_else(|| guess::of(&names));
    kinds::tell(&names, &mut found);
    types::ask_for_types(&names, &mut found);
    found.ask_about(&names, sums::question);
    found.ask_about(&names, actuals::question);
    say_open_order(raw, &mut found);
    found.ask_about(&names, steps::questions);
    found.ask_about(&names, clocks::questions);
    found.ask_about(&names, mixed_units::question);
    found.ask_about(&names, placeholders::question);
    // What a vendor counts is known.
    if !is_of_vendor {
        found.ask_about(&names, answers::question);
        found.ask_about(&names, totals::question);
        found.ask_about(&names, spans::question);
        found.ask_about(&names, years::question);
    }
    let mapping = found.mapping.clone();
    for question in mapping.iter().flat_map(|mapping| of_rows(raw, mapping)) {
        found.ask(question);
    }
    found
}

/// What the rows themselves leave open under a mapping, whoever made it.
fn of_rows(raw: &RawFile, mapping: &Mapping) -> Vec<MappingQuestion> {
    let asked = [
        labels::question_of_labels(raw, mapping),
        repeats::question_of_repeats(raw, mapping),
        repeats::question_of_values(raw, mapping),
    ];
    asked.into_iter().flatten().collect()
}

/// How a second file completes the rows of the first; `None` where the two are not parts of one thing.
///
/// Known pairs: predictions and truth that arrives later, GitHub's deployments and their statuses, incidents and the deployments
/// that caused them as DevLake and Four Keys keep them.
#[must_use]
pub fn propose_join(first: &RawFile, second: &RawFile) -> Option<Join> {
    vendors::JOINS.iter().find_map(|join| join(first, second))
}

/// Dates whose day and month cannot be told apart are no dates until the user says which is which.
fn say_open_order(raw: &RawFile, found: &mut Recognition) {
    let bindings: Vec<_> = found
        .mapping
        .iter()
        .flat_map(|m| m.bindings.clone())
        .collect();
    for binding in bindings {
        let open = |name: &&str| raw.ambiguous_dates.iter().any(|open| open == name);
        let Some(name) = binding.source.columns().into_iter().find(open) else {
            continue;
        };
        let canonical = &binding.canonical;
        found.notes.push(format!(
            "{canonical}: nothing is computed from {name} until you say whether day or month comes first."
        ));
    }
}
