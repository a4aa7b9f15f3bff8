//! One JSON object that is a whole file: where in it the table is.
//!
//! In this order:
//! 1. lists of one length under names are columns; so are objects of one set of keys under names, as pandas writes frames
//!    (`orient` list, columns, index, split);
//! 2. what is about one thing, which says of itself which one it is and when it happened, is one row, its lists parts of it;
//! 3. a list of objects anywhere in it is the table; of several, or beside something with a name of its own, the user is asked;
//! 4. else it is one row.
//!
//! In a row of such a table one member may hold rows of its own, and is spread over them, the others repeated:
//! - a list of lists of one length, `values: [[1435781430.781, "1"], …]`, gives `values.0`, `values.1`, … a row for each;
//! - a list of two, the first a number, under `value` gives `value.0` and `value.1`;
//! - an object of objects whose name has `_by_` in it, `drift_by_columns: {"age": {…}, …}`, gives `….key` and the members of each;
//! - `Timestamps` and `Values`, lists of one length, give a row for each pair;
//! - lists that tools nest, `status.history` of Argo CD and `builds` of Jenkins, give `status.history.id`, … a row for each.
//!
//! An object of objects that each have their key as `name` is as many rows.
//!
//! What the document says outside its table is kept beside it, as names and values.

use super::super::error::Fault;
use super::super::options::ReadOptions;
use super::super::question::{Answer, Question, Subject};
use super::super::report::excerpt;
use super::flatten::{Member, Scalar, begins_with_object, dotted, elements, members};
use super::frames;
use super::nested;
use super::places::{self, Thing};
use super::sink::Sink;
use super::spread::{is_pair, rows};

/// How a document was read.
#[derive(Debug, Default)]
pub(crate) struct Document {
    /// Where the rows were, as dotted names; empty is the document itself.
    pub(crate) read: String,
    /// All lists of objects in it.
    pub(crate) all: Vec<String>,
    /// What it says outside its table.
    pub(crate) facts: Vec<(String, String)>,
    pub(crate) question: Option<Question>,
    /// It is one of many objects, and not the whole file.
    pub(crate) one_of_many: bool,
}

/// Documents with several lists whose table is known: a list that must be there too, and the one that is the table.
const KNOWN: [(&str, &str); 1] = [("tests", "metrics")];

/// Most facts kept.
const FACTS: usize = 100;

type List<'a> = (String, &'a str);

/// Reads a document that is known to be JSON.
pub(super) async fn read(
    value: &str,
    options: &ReadOptions,
    sink: &mut Sink,
) -> Result<Document, Fault> {
    let failed = |error: serde_json::Error| Fault::BadJson {
        reason: error.to_string(),
    };
    let top = members(value).await.map_err(failed)?;
    if options.rows_at.is_none() && frames::columns(&top, sink).await.map_err(failed)? {
        return Ok(Document::default());
    }
    let mut lists = Vec::new();
    let mut facts = Vec::new();
    find("", &top, &mut lists, &mut facts)
        .await
        .map_err(failed)?;
    let mut document = Document {
        all: lists.iter().map(|(path, _)| path.clone()).collect(),
        facts,
        ..Document::default()
    };
    let thing = places::thing(&top).await.map_err(failed)?;
    let (place, is_open) = match &options.rows_at {
        Some(path) if path.is_empty() => (None, false),
        Some(path) => {
            let found = lists.iter().find(|(known, _)| known == path);
            let list = found.ok_or_else(|| Fault::NoSuchList { path: path.clone() })?;
            (Some(list), false)
        }
        None => match known(&lists).await {
            Some(list) => (Some(list), false),
            None => likely(&lists, thing.as_ref()),
        },
    };
    if is_open {
        document.question = Some(question(&lists, place.map_or("", |(path, _)| path)).await);
    }
    match place {
        Some((path, list)) => {
            path.clone_into(&mut document.read);
            rows(list, sink).await.map_err(failed)?;
        }
        None => {
            let at = thing.map_or(String::new(), |thing| thing.at);
            let inner = top.iter().find(|(key, _)| **key == at);
            if inner.is_some() {
                let within = format!("{at}.");
                document
                    .facts
                    .retain(|(name, _)| !name.starts_with(&within));
            }
            sink.row(inner.map_or(value, |(_, text)| text))
                .await
                .map_err(failed)?;
        }
    }
    Ok(document)
}

/// Finds the lists of objects, those nearer to the top first, and collects what is said beside them.
async fn find<'a>(
    prefix: &str,
    object: &[Member<'a>],
    lists: &mut Vec<List<'a>>,
    facts: &mut Vec<(String, String)>,
) -> serde_json::Result<()> {
    let mut inner = Vec::new();
    for (key, text) in object {
        let name = dotted(prefix, key);
        match text.as_bytes().first() {
            Some(b'[') if begins_with_object(text) || is_sample(&name, text).await => {
                lists.push((name, text));
            }
            Some(b'{') => inner.push((name, *text)),
            Some(b'[') | None => {}
            _ if facts.len() < FACTS => match Scalar::of(text)? {
                Scalar::Null => {}
                Scalar::Bare(said) => facts.push((name, excerpt(said))),
                Scalar::Text(said) => facts.push((name, excerpt(&said))),
            },
            _ => {}
        }
    }
    for (name, text) in inner {
        let members = members(text).await?;
        Box::pin(find(&name, &members, lists, facts)).await?;
    }
    Ok(())
}

/// Prometheus answers a scalar with one pair of time and value in place of a list of series.
async fn is_sample(name: &str, list: &str) -> bool {
    name == "data.result" && is_pair(list).await
}

/// The list of a document whose shape is known.
async fn known<'a, 'b>(lists: &'b [List<'a>]) -> Option<&'b List<'a>> {
    let named = |name: &str| lists.iter().find(|(path, _)| path == name);
    let by_names = KNOWN.iter();
    let mut by_names = by_names.filter_map(|(beside, table)| named(beside).and(named(table)));
    if let Some(list) = by_names.next() {
        return Some(list);
    }
    for list in lists {
        if nested::is_table(&list.0, list.1).await {
            return Some(list);
        }
    }
    None
}

/// The list that is the table, `None` where the document is a row, and whether that is to be asked.
fn likely<'a, 'b>(lists: &'b [List<'a>], thing: Option<&Thing>) -> (Option<&'b List<'a>>, bool) {
    // Of lists equally long the first is nearer to the top.
    let longest = lists.iter().rev().max_by_key(|(_, list)| list.len());
    let is_table = longest.is_some_and(|(path, _)| places::is_table(path));
    match thing {
        Some(Thing { at, is_dated: true }) => {
            let within = |path: &str| {
                at.is_empty()
                    || path
                        .strip_prefix(at.as_str())
                        .is_some_and(|p| p.starts_with('.'))
            };
            let all_within = lists
                .iter()
                .all(|(path, _)| within(path) && !places::is_table(path));
            (longest.filter(|_| is_table), !all_within)
        }
        Some(_) if !is_table && longest.is_some() => (None, true),
        _ => (longest, lists.len() > 1),
    }
}

async fn question(lists: &[List<'_>], guess: &str) -> Question {
    let mut examples = Vec::with_capacity(lists.len());
    for (path, list) in lists {
        let count = elements(list).await.map_or(0, |e| e.len());
        examples.push(format!("{path}: {count} rows"));
    }
    let mut choices: Vec<Answer> = lists
        .iter()
        .map(|(path, _)| Answer::RowsAt(path.clone()))
        .chain([Answer::RowsAt(String::new())])
        .collect();
    let guess = Answer::RowsAt(guess.to_owned());
    // The likelier reading first.
    choices.sort_by_key(|choice| *choice != guess);
    Question {
        subject: Subject::Rows,
        column: None,
        also: Vec::new(),
        examples,
        choices,
        guess,
    }
}
