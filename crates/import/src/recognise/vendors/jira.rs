//! Jira issues as CSV: one row an issue, of whatever types the filter let through.

use crate::map::{RowFilter, Topic};
use crate::recognise::export::{Export, Fill, Note};
use crate::recognise::names::Names;
use crate::recognise::question::MOST_CHOICES;
use crate::recognise::{Edit, MappingChoice, MappingQuestion, Recognition};
use outturn_core::table::{Column, TableKind};

pub(super) const ISSUES: Export = Export {
    name: "Jira issues",
    kind: Some(TableKind::Incidents),
    marks: (
        2,
        &[
            &["Issue Type"],
            &["Issue id"],
            &["Project key"],
            &["Status Category", "Status"],
        ],
    ),
    fills: &[
        ("id", Fill::Needed(&["Issue key"])),
        ("detected_at", Fill::Needed(&["Created"])),
        (
            "severity",
            Fill::Filled(&["Priority", "Custom field (Severity)"]),
        ),
        ("resolved_at", Fill::Filled(&["Resolved"])),
        (
            "service",
            Fill::Filled(&[
                "Components",
                "Component/s",
                "Custom field (Affected services)",
                "Project name",
                "Project key",
            ]),
        ),
        (
            "started_at",
            Fill::Filled(&["Custom field (Start time)", "Custom field (Incident start)"]),
        ),
    ],
    notes: &[Note::Without(
        "started_at",
        "Jira records when an issue was created, not when the alert came: the time to detect needs a column or a second file with both.",
    )],
    asks: &[ask_for_types],
    ..Export::BLANK
};

/// Which issues are incidents is the team's own convention.
fn ask_for_types(names: &Names<'_>, found: &mut Recognition) {
    let Some(name) = names.find(&["Issue Type"]) else {
        return;
    };
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
