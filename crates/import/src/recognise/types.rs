//! Trackers keep more than incidents: tasks, stories, changes. Which types count is the team's own convention, so it is asked, with
//! those proposed that sound like something that went wrong.

use super::super::map::{CellTest, RowFilter, Topic};
use super::names::Names;
use super::question::MOST_CHOICES;
use super::{Edit, MappingChoice, MappingQuestion, Recognition};
use outturn_core::table::{Column, TableKind};

/// Columns of types, by the names that trackers give them.
const OF_A_TRACKER: [&str; 8] = [
    "Issue Type",
    "issue_type",
    "original_type",
    "fields.issuetype.name",
    "issuetype.name",
    "Work Item Type",
    "ticket_type",
    "Tracker",
];

/// Columns that may hold such types, and much else.
const OF_ANYTHING: [&str; 7] = [
    "type",
    "sys_class_name",
    "task_type",
    "record_type",
    "kind",
    "item_type",
    "status_impact",
];

/// Words for something that went wrong.
const INCIDENTS: [&str; 12] = [
    "incident",
    "outage",
    "problem",
    "bug",
    "defect",
    "failure",
    "crash",
    "disruption",
    "degradation",
    "emergency",
    "sev1",
    "regression",
];

/// Words for work and wishes.
const OTHERS: [&str; 22] = [
    "task",
    "story",
    "epic",
    "feature",
    "requirement",
    "improvement",
    "enhancement",
    "change",
    "request",
    "question",
    "documentation",
    "spike",
    "chore",
    "initiative",
    "test",
    "idea",
    "release",
    "milestone",
    "refactor",
    "discussion",
    "information",
    "maintenance",
];

fn has_one_of(words: &[&str], of: &str) -> bool {
    let of = of.to_lowercase();
    words.iter().any(|word| of.contains(word))
}

fn is_incident(kind: &str) -> bool {
    has_one_of(&INCIDENTS, kind)
}

/// Asks which types are incidents, where a table of incidents has rows of several, or of one that sounds like none.
pub(super) fn ask_for_types(names: &Names<'_>, found: &mut Recognition) {
    let is_of_incidents = found.kind == Some(TableKind::Incidents);
    if !is_of_incidents || found.questions.iter().any(|q| q.topic == Topic::Rows) {
        return;
    }
    let tracker = names.find(&OF_A_TRACKER);
    let Some(name) = tracker.or_else(|| names.find(&OF_ANYTHING)) else {
        return;
    };
    let Some(text) = names.raw.table.column(name).and_then(Column::as_text) else {
        return;
    };
    let entries = text
        .entries()
        .map(str::trim)
        .filter(|kind| !kind.is_empty());
    let mut types: Vec<&str> = Vec::new();
    for kind in entries.take(MOST_CHOICES) {
        if !types.iter().any(|known| known.eq_ignore_ascii_case(kind)) {
            types.push(kind);
        }
    }
    let others = types
        .iter()
        .any(|kind| has_one_of(&OTHERS, kind) && !is_incident(kind));
    if others || tracker.is_some() && types.len() > 1 {
        found.ask(which_types(name, &types, |words| {
            RowFilter::is(name, words)
        }));
    }
}

/// The same of labels, of which a row may have several.
pub(super) fn ask_for_labels(names: &Names<'_>, found: &mut Recognition) {
    let Some(name) = names.find(&["labels", "labels.name", "label"]) else {
        return;
    };
    let Some(text) = names.raw.table.column(name).and_then(Column::as_text) else {
        return;
    };
    let mut labels: Vec<String> = Vec::new();
    for label in text.entries().flat_map(CellTest::named_in) {
        if labels.len() < MOST_CHOICES && !labels.contains(&label) {
            labels.push(label);
        }
    }
    if labels.is_empty() {
        return;
    }
    let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
    found.ask(which_types(name, &labels, |words| RowFilter {
        column: name.to_owned(),
        test: CellTest::Names(words.iter().map(|w| (*w).to_owned()).collect()),
    }));
}

fn which_types(
    name: &str,
    types: &[&str],
    filter: impl Fn(&[&str]) -> RowFilter,
) -> MappingQuestion {
    let keep = |words: &[&str]| vec![Edit::Keep(filter(words))];
    let wrong: Vec<&str> = types
        .iter()
        .copied()
        .filter(|kind| is_incident(kind))
        .collect();
    let mut choices = Vec::new();
    if wrong.len() > 1 && wrong.len() < types.len() {
        choices.push(MappingChoice::new(wrong.join(" and "), keep(&wrong)));
    }
    let several = choices.len();
    choices.extend(
        types
            .iter()
            .map(|kind| MappingChoice::new(*kind, keep(&[kind]))),
    );
    let all = vec![Edit::KeepAll(name.to_owned())];
    choices.push(MappingChoice::new("all of them", all));
    let first = types.iter().position(|kind| is_incident(kind));
    let guess = match wrong.len() {
        all if all == types.len() => Some(choices.len() - 1),
        _ if several > 0 => Some(0),
        _ => first,
    };
    MappingQuestion {
        topic: Topic::Rows,
        canonical: Some("detected_at".to_owned()),
        text: format!("Which {name} is an incident?"),
        examples: types.iter().take(5).map(|t| (*t).to_owned()).collect(),
        guess,
        choices,
    }
}
