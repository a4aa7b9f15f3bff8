//! Tags that a team puts on what it pays for: which of them says the model is its own convention, and asked.

use super::super::map::{Source, Topic};
use super::names::Names;
use super::question::examples;
use super::{Edit, MappingChoice, MappingQuestion, Recognition};
use outturn_core::table::Column;

/// Which of the tags in a column of JSON objects, if any, says which model a charge was for; `called` is what the tool calls one.
pub(super) fn ask_for_model(
    names: &Names<'_>,
    found: &mut Recognition,
    column: &str,
    called: &str,
) {
    const LOOKED_AT: usize = 500;
    const MOST: usize = 12;
    let Some(tags) = names.find(&[column]) else {
        return;
    };
    let text = names.raw.table.column(tags).and_then(Column::as_text);
    let mut keys: Vec<String> = Vec::new();
    for entry in text.iter().flat_map(|text| text.entries()).take(LOOKED_AT) {
        let Ok(serde_json::Value::Object(members)) = serde_json::from_str(entry) else {
            continue;
        };
        // Some exports leave spaces around a tag's name.
        for key in members.keys().map(|key| key.trim()) {
            if keys.len() < MOST && !keys.iter().any(|known| known == key) {
                keys.push(key.to_owned());
            }
        }
    }
    if keys.is_empty() {
        return;
    }
    let choices = keys.iter().map(|key| {
        let source = Source::Inside {
            column: tags.to_owned(),
            path: vec![key.clone()],
        };
        MappingChoice::new(
            format!("the {called} {key}"),
            vec![Edit::bind("model", source)],
        )
    });
    let none = MappingChoice::new("none of them", Vec::new());
    found.questions.push(MappingQuestion {
        topic: Topic::Column,
        canonical: None,
        text: format!("Which {called} says what model a charge was for?"),
        examples: examples(names.raw.table.column(tags)),
        guess: keys
            .iter()
            .position(|key| key.to_ascii_lowercase().contains("model"))
            .or(Some(keys.len())),
        choices: choices.chain([none]).collect(),
    });
}
