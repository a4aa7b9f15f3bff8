//! Tools that build also deploy, and do not say which of their runs did: it is asked, with those proposed whose name says it. And whether
//! one that ended between success and failure counts as failed is the team's to say.

use super::super::map::{RowFilter, Topic};
use super::names::Names;
use super::question::MOST_CHOICES;
use super::{Edit, MappingChoice, MappingQuestion, Recognition};
use outturn_core::table::Column;

/// Words for bringing something out, inside a name.
const SAYS_SO: [&str; 7] = [
    "deploy", "release", "rollout", "publish", "promote", "delivery", "prod",
];

/// Whether a pipeline's name says that it deploys.
fn deploys(name: &str) -> bool {
    let name = name.to_lowercase();
    let mut words = name.split(|c: char| !c.is_alphanumeric());
    SAYS_SO.iter().any(|word| name.contains(word)) || words.any(|word| word == "cd")
}

/// Asks which runs are deployments, where the names of what ran do not say that all are. `columns` are those that hold these names, `all`
/// the name of all where it stands outside the table.
pub(super) fn ask_which(
    names: &Names<'_>,
    found: &mut Recognition,
    columns: &[&str],
    all: Option<&str>,
) {
    let column = names.find(columns);
    let text = column.and_then(|name| names.raw.table.column(name)?.as_text());
    let ran: Vec<&str> = match text {
        Some(text) => text.entries().take(MOST_CHOICES).collect(),
        None => all.into_iter().collect(),
    };
    if !ran.is_empty() && ran.iter().all(|name| deploys(name)) {
        return;
    }
    let keep = |words: &[&str]| match column {
        Some(column) => vec![Edit::Keep(RowFilter::is(column, words))],
        None => Vec::new(),
    };
    let every = || column.map_or(Vec::new(), |column| vec![Edit::KeepAll(column.to_owned())]);
    let (likely, _): (Vec<&str>, Vec<&str>) = ran.iter().partition(|name| deploys(name));
    let mut choices = Vec::new();
    let text = if let [] | [_] = ran.as_slice() {
        choices.push(MappingChoice::new("yes, each of them", every()));
        match ran.first() {
            Some(name) => format!("Is each run of {name} a deployment?"),
            None => "Is each of these runs a deployment?".to_owned(),
        }
    } else {
        if likely.len() > 1 {
            choices.push(MappingChoice::new(likely.join(" and "), keep(&likely)));
        }
        let each = ran
            .iter()
            .map(|name| MappingChoice::new(*name, keep(&[name])));
        choices.extend(each);
        choices.push(MappingChoice::new("all of them", every()));
        "Runs of which of these are deployments?".to_owned()
    };
    let guess = match likely.as_slice() {
        [one] => choices.iter().position(|choice| choice.label == *one),
        _ => Some(0),
    };
    found.ask(MappingQuestion {
        topic: Topic::Rows,
        canonical: Some("finished_at".to_owned()),
        text,
        examples: ran.iter().take(5).map(|name| (*name).to_owned()).collect(),
        choices,
        guess,
    });
}

/// Asks whether what ended as `word` says failed, where any did.
pub(super) fn ask_of_halves(
    names: &Names<'_>,
    found: &mut Recognition,
    columns: &[&str],
    word: &str,
) {
    let column = names.find(columns);
    let text = column.and_then(|name| names.raw.table.column(name).and_then(Column::as_text));
    if !text.is_some_and(|text| text.entries().any(|entry| entry == word)) {
        return;
    }
    let choice = |label: &str, meaning: &str| {
        let edit = Edit::Translate {
            canonical: "status".to_owned(),
            words: vec![(word.to_owned(), meaning.to_owned())],
        };
        MappingChoice::new(label, vec![edit])
    };
    found.ask(MappingQuestion {
        topic: Topic::Column,
        canonical: Some("status".to_owned()),
        text: format!("Did a deployment fail that ended as {word}?"),
        examples: vec![word.to_owned()],
        choices: vec![
            choice("no, it was deployed", "success"),
            choice("yes, it failed", "failure"),
        ],
        guess: Some(0),
    });
}

#[cfg(test)]
mod tests {
    use super::deploys;

    #[test]
    fn names_of_pipelines_say_that_they_deploy() {
        for name in ["churn-deploy", "Deploy to prod", "ml/churn-cd", "Release"] {
            assert!(deploys(name), "{name}");
        }
        for name in ["churn-tests", "nightly", "abcd", "lint", "train churn"] {
            assert!(!deploys(name), "{name}");
        }
    }
}
