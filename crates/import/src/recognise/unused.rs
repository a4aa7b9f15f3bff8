//! Columns of a file that nothing is made of: said, and asked about where one looks like something that is missing.

use super::super::file::RawFile;
use super::super::map::{Mapping, Source, Topic};
use super::names::Names;
use super::question::examples;
use super::{Edit, MappingChoice, MappingQuestion, Recognition};

/// Most columns that are asked about, and that are named.
const ASKED: usize = 3;
const NAMED: usize = 8;

/// Adds what there is to say of unused columns.
pub(super) fn tell(names: &Names<'_>, found: &mut Recognition) {
    let Some(mapping) = &found.mapping else {
        return;
    };
    let unused = of(names.raw, mapping);
    if unused.is_empty() {
        return;
    }
    let mut questions: Vec<MappingQuestion> = Vec::new();
    for name in &unused {
        let Some(canonical) = resembling(mapping, name).filter(|_| questions.len() < ASKED) else {
            continue;
        };
        if questions
            .iter()
            .any(|q| q.text.ends_with(&format!("{canonical}?")))
        {
            continue;
        }
        questions.push(MappingQuestion {
            topic: Topic::Column,
            canonical: None,
            text: format!("Is {name} {canonical}?"),
            examples: examples(names.raw.table.column(name)),
            choices: vec![
                MappingChoice::new("yes", vec![Edit::bind(canonical, Source::column(name))]),
                MappingChoice::new("no, leave it unused", Vec::new()),
            ],
            guess: Some(0),
        });
    }
    found.questions.extend(questions);
    found.notes.extend(note(&unused));
}

/// The columns of a file that nothing is made of.
pub(super) fn of<'a>(raw: &'a RawFile, mapping: &Mapping) -> Vec<&'a str> {
    let columns = raw.table.columns().map(|(name, _)| name);
    columns.filter(|name| !is_used(mapping, name)).collect()
}

/// Names them, if there are any.
pub(super) fn note(unused: &[&str]) -> Option<String> {
    let more = unused.len().saturating_sub(NAMED);
    let named = unused[..unused.len() - more].join(", ");
    let and_more = if more > 0 {
        format!(" and {more} more")
    } else {
        String::new()
    };
    (!unused.is_empty()).then(|| format!("Columns that are not used: {named}{and_more}."))
}

fn is_used(mapping: &Mapping, name: &str) -> bool {
    let bound = mapping
        .bindings
        .iter()
        .any(|b| b.source.columns().contains(&name));
    let kept = |names: &[String]| names.iter().any(|n| n == name);
    bound || kept(&mapping.metrics) || kept(&mapping.labels)
}

/// The canonical column, not filled yet, whose words are all in a name: `model` for `model_version`.
fn resembling(mapping: &Mapping, name: &str) -> Option<&'static str> {
    let has = words(name);
    let columns = mapping.kind.schema().columns.iter();
    columns
        .filter(|c| mapping.binding(c.name).is_none())
        .find(|c| words(c.name).iter().all(|word| has.contains(word)))
        .map(|c| c.name)
}

/// The words of a name, parted by signs.
pub(super) fn words(name: &str) -> Vec<String> {
    name.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}
