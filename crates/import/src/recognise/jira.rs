//! Jira issues as CSV: one row an issue, of whatever types the filter let through.

use super::super::map::{Mapping, RowFilter, Source, Topic};
use super::names::Names;
use super::question::MOST_CHOICES;
use super::{Edit, MappingChoice, MappingQuestion, Recognition};
use outturn_core::table::{Column, TableKind};

pub(super) fn recognise(names: &Names<'_>) -> Option<Recognition> {
    let key = names.find(&["Issue key"])?;
    let created = names.find(&["Created"])?;
    let marks: [&[&str]; 4] = [
        &["Issue Type"],
        &["Issue id"],
        &["Project key"],
        &["Status Category", "Status"],
    ];
    if names.count(&marks) < 2 {
        return None;
    }
    let mut mapping = Mapping::new(TableKind::Incidents);
    mapping
        .bind("id", Source::column(key))
        .bind("detected_at", Source::column(created));
    names.bind_filled(
        &mut mapping,
        &[
            ("severity", &["Priority", "Custom field (Severity)"]),
            ("resolved_at", &["Resolved"]),
            (
                "service",
                &[
                    "Components",
                    "Component/s",
                    "Custom field (Affected services)",
                    "Project name",
                    "Project key",
                ],
            ),
            (
                "started_at",
                &["Custom field (Start time)", "Custom field (Incident start)"],
            ),
        ],
    );
    let mut notes = vec![
        "Jira records when an issue was created, not when the alert came: the time to detect needs a column or a second file with both."
            .to_owned(),
    ];
    if mapping.binding("started_at").is_some() {
        notes.clear();
    }
    let mut found = Recognition::new("Jira issues", mapping, notes);
    if let Some(name) = names.find(&["Issue Type"]) {
        ask_for_types(names, name, &mut found);
    }
    Some(found)
}

/// Which issues are incidents is the team's own convention.
fn ask_for_types(names: &Names<'_>, name: &str, found: &mut Recognition) {
    let Some(text) = names.raw.table.column(name).and_then(Column::as_text) else {
        return;
    };
    let types: Vec<&str> = text.entries().take(MOST_CHOICES).collect();
    if types.len() < 2 {
        return;
    }
    let sounds = |kind: &str| {
        let kind = kind.to_ascii_lowercase();
        ["incident", "outage", "problem"]
            .iter()
            .any(|word| kind.contains(word))
    };
    let keep = |words: &[&str]| vec![Edit::Keep(RowFilter::is(name, words))];
    let mut choices: Vec<MappingChoice> = types
        .iter()
        .map(|kind| MappingChoice::new(*kind, keep(&[kind])))
        .collect();
    choices.push(MappingChoice::new("all of them", Vec::new()));
    found.ask(MappingQuestion {
        topic: Topic::Rows,
        canonical: Some("detected_at".to_owned()),
        text: format!("Which {name} is an incident?"),
        examples: types.iter().take(5).map(|t| (*t).to_owned()).collect(),
        guess: types.iter().position(|kind| sounds(kind)),
        choices,
    });
}
