//! Registers keep versions of models; which of them serves they say by a stage, or by an alias that a team chose, which is asked.

use super::super::map::{CellTest, RowFilter, Source, Topic};
use super::names::Names;
use super::{Edit, MappingChoice, MappingQuestion, Recognition};
use outturn_core::table::{Column, TextColumn};

/// The stage of what serves, in registers that have stages.
const PRODUCTION: &str = "Production";
/// Aliases that mean as much in most teams, the likeliest first.
const USUAL: [&str; 4] = ["production", "prod", "champion", "live"];
/// The alias that every newest version has.
const NEWEST: &str = "latest";

fn text<'a>(names: &Names<'a>, column: Option<&str>) -> Option<&'a TextColumn> {
    names.raw.table.column(column?).and_then(Column::as_text)
}

/// The place of the likeliest alias among some.
fn likeliest(aliases: &[String]) -> Option<usize> {
    USUAL.iter().find_map(|usual| {
        let same = |alias: &String| alias.eq_ignore_ascii_case(usual);
        aliases.iter().position(same)
    })
}

fn question(text: &str, choices: Vec<MappingChoice>, guess: usize) -> MappingQuestion {
    let labels = choices.iter().take(5).map(|choice| choice.label.clone());
    MappingQuestion {
        topic: Topic::Rows,
        canonical: Some("model".to_owned()),
        text: text.to_owned(),
        examples: labels.collect(),
        choices,
        guess: Some(guess),
    }
}

/// Asks which version of a model serves, in a list of versions; nothing where they have neither a stage of production nor aliases.
pub(super) fn ask_which_version(
    names: &Names<'_>,
    found: &mut Recognition,
    stages: &[&str],
    aliases: &[&str],
) {
    let (stage, alias) = (names.find(stages), names.find(aliases));
    let columns = [stage, alias];
    let of = |filter: Option<RowFilter>| {
        let known = columns.iter().flatten();
        let mut edits: Vec<Edit> = known.map(|c| Edit::KeepAll((*c).to_owned())).collect();
        match filter {
            Some(filter) => edits.extend([
                Edit::Keep(filter),
                Edit::bind("in_production", Source::constant("yes")),
            ]),
            None => edits.push(Edit::Unbind("in_production".to_owned())),
        }
        edits
    };
    let mut choices = Vec::new();
    let staged = text(names, stage).is_some_and(|text| text.entries().any(|s| s == PRODUCTION));
    if let Some(stage) = stage.filter(|_| staged) {
        let filter = RowFilter::is(stage, &[PRODUCTION]);
        choices.push(MappingChoice::new(
            "the one in stage Production",
            of(Some(filter)),
        ));
    }
    let used = aliases_in(text(names, alias));
    let guess = match (staged, likeliest(&used)) {
        (true, _) => 0,
        (false, Some(place)) => place,
        (false, None) => used.len(),
    };
    for name in &used {
        let filter = RowFilter {
            column: alias.unwrap_or_default().to_owned(),
            test: CellTest::Names(vec![name.clone()]),
        };
        choices.push(MappingChoice::new(
            format!("the one with the alias {name}"),
            of(Some(filter)),
        ));
    }
    if choices.is_empty() {
        let note = "The file does not say which versions serve: of each model the newest counts.";
        return found.notes.push(note.to_owned());
    }
    choices.push(MappingChoice::new(
        "the newest of each, whether it serves or not",
        of(None),
    ));
    found.ask(question("Which version of a model counts?", choices, guess));
}

/// The aliases in a column of lists, but for that of the newest.
fn aliases_in(text: Option<&TextColumn>) -> Vec<String> {
    const MOST: usize = 20;
    let mut all: Vec<String> = Vec::new();
    let entries = text.iter().flat_map(|text| text.entries());
    for alias in entries.flat_map(CellTest::named_in) {
        if all.len() < MOST && alias != NEWEST && !all.contains(&alias) {
            all.push(alias);
        }
    }
    all
}

/// Says which models of a register serve, by the stages in its lists of newest versions, or asks which alias means so.
pub(super) fn ask_which_serve(names: &Names<'_>, found: &mut Recognition) {
    const VERSIONS: &str = "latest_versions";
    let inside = |column: &str, step: String, last: &str| Source::Inside {
        column: column.to_owned(),
        path: vec![step, last.to_owned()],
    };
    let Some(mapping) = &mut found.mapping else {
        return;
    };
    let versions = names.find(&[VERSIONS]);
    let has_stage = |stage: &str| {
        let said = format!("\"{stage}\"");
        text(names, versions).is_some_and(|t| t.entries().any(|entry| entry.contains(&said)))
    };
    if let Some(versions) = versions {
        // Where none is in production now, stages may be in use all the same.
        let are_used = [PRODUCTION, "Staging", "Archived"]
            .into_iter()
            .any(has_stage);
        let stage = if are_used { PRODUCTION } else { "None" };
        let step = || format!("[current_stage={stage}]");
        mapping.bind(
            "last_retrained_at",
            inside(versions, step(), "creation_timestamp"),
        );
        if stage == PRODUCTION {
            mapping.bind("in_production", inside(versions, step(), "current_stage"));
            mapping.translate("in_production", PRODUCTION, "yes");
            let note = "A model is in production if a version of it is in the stage Production, and was last trained when that was made.";
            return found.notes.push(note.to_owned());
        }
    }
    found
        .notes
        .push("A model was last trained when its newest version was made.".to_owned());
    let column = names.find(&["aliases"]);
    let aliases = pairs_in(text(names, column));
    let Some(column) = column.filter(|_| !aliases.is_empty()) else {
        let note = "The registry does not say which models are in production: all count.";
        return found.notes.push(note.to_owned());
    };
    let mut choices: Vec<MappingChoice> = Vec::new();
    for alias in &aliases {
        let edits = vec![
            Edit::bind(
                "in_production",
                inside(column, format!("[alias={alias}]"), "alias"),
            ),
            Edit::Translate {
                canonical: "in_production".to_owned(),
                words: vec![(alias.clone(), "yes".to_owned())],
            },
        ];
        choices.push(MappingChoice::new(
            format!("those with the alias {alias}"),
            edits,
        ));
    }
    let all = vec![Edit::Unbind("in_production".to_owned())];
    choices.push(MappingChoice::new("no alias says so: all count", all));
    let guess = likeliest(&aliases).unwrap_or(aliases.len());
    found.ask(question("Which models are in production?", choices, guess));
}

/// The aliases in a column of lists of aliases and versions.
fn pairs_in(text: Option<&TextColumn>) -> Vec<String> {
    use serde_json::Value;
    let mut all: Vec<String> = Vec::new();
    for entry in text.iter().flat_map(|text| text.entries()) {
        let Ok(Value::Array(pairs)) = serde_json::from_str(entry) else {
            continue;
        };
        let named = pairs.iter().filter_map(|pair| pair.get("alias")?.as_str());
        for alias in named {
            if !all.iter().any(|known| known == alias) {
                all.push(alias.to_owned());
            }
        }
    }
    all
}
