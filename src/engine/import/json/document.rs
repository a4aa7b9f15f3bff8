//! One JSON object that is a whole file: where in it the table is.
//!
//! In this order:
//! 1. lists of one length under names are columns; so are objects of one set of keys under names, as pandas writes frames
//!    (`orient` list, columns, index, split);
//! 2. a list of objects anywhere in it is the table; of several, the user is asked;
//! 3. else it is one row.
//!
//! In a row of such a table one member may hold rows of its own, and is spread over them, the others repeated:
//! - a list of lists of one length, `values: [[1435781430.781, "1"], …]`, gives `values.0`, `values.1`, … a row for each;
//! - a list of two, the first a number, under `value` gives `value.0` and `value.1`;
//! - an object of objects whose name has `_by_` in it, `drift_by_columns: {"age": {…}, …}`, gives `….key` and the members of each.
//!
//! What the document says outside its table is kept beside it, as names and values.

use super::super::error::Fault;
use super::super::question::{Answer, Question, Subject};
use super::super::read::ReadOptions;
use super::super::report::excerpt;
use super::flatten::{Cell, Member, Scalar, dotted, elements, flatten, members};
use super::sink::Sink;
use std::borrow::Cow;

/// How a document was read.
#[derive(Debug, Default)]
pub(in crate::engine::import) struct Document {
    /// Where the rows were, as dotted names; empty is the document itself.
    pub(in crate::engine::import) read: String,
    /// All lists of objects in it.
    pub(in crate::engine::import) all: Vec<String>,
    /// What it says outside its table.
    pub(in crate::engine::import) facts: Vec<(String, String)>,
    pub(in crate::engine::import) question: Option<Question>,
}

/// Documents with several lists whose table is known: a list that must be there too, and the one that is the table.
const KNOWN: [(&str, &str); 1] = [("tests", "metrics")];

/// Most facts kept.
const FACTS: usize = 100;

type List<'a> = (String, &'a str);

/// Reads a document that is known to be JSON.
pub(super) fn read(value: &str, options: &ReadOptions, sink: &mut Sink) -> Result<Document, Fault> {
    let failed = |error: serde_json::Error| Fault::BadJson {
        reason: error.to_string(),
    };
    let top = members(value).map_err(failed)?;
    if options.rows_at.is_none() && columns(&top, sink).map_err(failed)? {
        return Ok(Document::default());
    }
    let mut lists = Vec::new();
    let mut facts = Vec::new();
    find("", &top, &mut lists, &mut facts).map_err(failed)?;
    let mut document = Document {
        all: lists.iter().map(|(path, _)| path.clone()).collect(),
        facts,
        ..Document::default()
    };
    let chosen = match &options.rows_at {
        Some(path) if path.is_empty() => None,
        Some(path) => {
            let found = lists.iter().find(|(known, _)| known == path);
            Some(found.ok_or_else(|| Fault::NoSuchList { path: path.clone() })?)
        }
        None => likely(&lists),
    };
    let Some((path, list)) = chosen else {
        sink.row(value).map_err(failed)?;
        return Ok(document);
    };
    if lists.len() > 1 && options.rows_at.is_none() && known(&lists).is_none() {
        document.question = Some(question(&lists, path));
    }
    path.clone_into(&mut document.read);
    rows(list, sink).map_err(failed)?;
    Ok(document)
}

/// Finds the lists of objects, those nearer to the top first, and collects what is said beside them.
fn find<'a>(
    prefix: &str,
    object: &[Member<'a>],
    lists: &mut Vec<List<'a>>,
    facts: &mut Vec<(String, String)>,
) -> serde_json::Result<()> {
    let mut inner = Vec::new();
    for (key, text) in object {
        let name = dotted(prefix, key);
        match text.as_bytes().first() {
            Some(b'[') if begins_with_object(text) || is_sample(&name, text) => {
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
        find(&name, &members(text)?, lists, facts)?;
    }
    Ok(())
}

fn begins_with_object(list: &str) -> bool {
    list.get(1..)
        .is_some_and(|rest| rest.trim_start().starts_with('{'))
}

/// Prometheus answers a scalar with one pair of time and value in place of a list of series.
fn is_sample(name: &str, list: &str) -> bool {
    name == "data.result" && is_pair(list)
}

/// Whether a list is a number and something beside it.
fn is_pair(list: &str) -> bool {
    if !list.starts_with('[') {
        return false;
    }
    match elements(list).unwrap_or_default().as_slice() {
        [first, second] => {
            first.starts_with(|c: char| c.is_ascii_digit() || c == '-')
                && !second.starts_with(['[', '{'])
        }
        _ => false,
    }
}

/// The list of a document whose shape is known.
fn known<'a, 'b>(lists: &'b [List<'a>]) -> Option<&'b List<'a>> {
    let named = |name: &str| lists.iter().find(|(path, _)| path == name);
    KNOWN
        .iter()
        .find_map(|(beside, table)| named(beside).and(named(table)))
}

/// The list that is the table, or would be by a guess: the longest.
fn likely<'a, 'b>(lists: &'b [List<'a>]) -> Option<&'b List<'a>> {
    // Of lists equally long the first is nearer to the top.
    let longest = lists.iter().rev().max_by_key(|(_, list)| list.len());
    known(lists).or(longest)
}

fn question(lists: &[List<'_>], guess: &str) -> Question {
    let told = |(path, list): &List<'_>| {
        let count = elements(list).map_or(0, |e| e.len());
        format!("{path}: {count} rows")
    };
    Question {
        subject: Subject::Rows,
        column: None,
        examples: lists.iter().map(told).collect(),
        choices: lists
            .iter()
            .map(|(path, _)| Answer::RowsAt(path.clone()))
            .chain([Answer::RowsAt(String::new())])
            .collect(),
        guess: Answer::RowsAt(guess.to_owned()),
    }
}

/// The rows of a document's table.
fn rows(list: &str, sink: &mut Sink) -> serde_json::Result<()> {
    if !begins_with_object(list) {
        sink.emit(&pair("value", list)?);
        return Ok(());
    }
    for element in elements(list)? {
        if element.starts_with('{') {
            spread(element, sink)?;
        } else {
            sink.leave_out(element);
        }
    }
    Ok(())
}

/// An object as a row, or as many as one of its members holds.
fn spread(object: &str, sink: &mut Sink) -> serde_json::Result<()> {
    let mut cells = Vec::new();
    let mut inner: Option<(String, &str)> = None;
    let mut pairs = Vec::new();
    flatten(object, "", &mut cells, &mut |name, text| {
        let last = name.rsplit('.').next().unwrap_or(name);
        if last == "value" && is_pair(text) {
            pairs.push((name.to_owned(), text));
            return true;
        }
        let spreads =
            inner.is_none() && (is_lists(text) || last.contains("_by_") && is_objects(text));
        if spreads {
            inner = Some((name.to_owned(), text));
        }
        spreads
    })?;
    for (name, text) in pairs {
        cells.extend(pair(&name, text)?);
    }
    let Some((name, text)) = inner else {
        sink.emit(&cells);
        return Ok(());
    };
    let outer = cells.len();
    if text.starts_with('[') {
        for element in elements(text)? {
            cells.extend(pair(&name, element)?);
            sink.emit(&cells);
            cells.truncate(outer);
        }
        return Ok(());
    }
    for (key, member) in members(text)? {
        cells.push((dotted(&name, "key"), Scalar::Text(key)));
        flatten(member, &name, &mut cells, &mut |_, _| false)?;
        sink.emit(&cells);
        cells.truncate(outer);
    }
    Ok(())
}

/// A list's elements under numbered names.
fn pair<'a>(name: &str, list: &'a str) -> serde_json::Result<Vec<Cell<'a>>> {
    let numbered = elements(list)?.into_iter().enumerate();
    numbered
        .map(|(at, text)| Ok((dotted(name, &at.to_string()), Scalar::of(text)?)))
        .collect()
}

/// Whether a value is a list of lists of one length, with no objects in them.
fn is_lists(value: &str) -> bool {
    if !value
        .get(1..)
        .is_some_and(|rest| value.starts_with('[') && rest.trim_start().starts_with('['))
    {
        return false;
    }
    let Ok(all) = elements(value) else {
        return false;
    };
    let mut lengths = all.iter().map(|inner| {
        let inner = elements(inner).unwrap_or_default();
        let flat = inner.iter().all(|e| !e.starts_with(['[', '{']));
        flat.then_some(inner.len())
    });
    matches!(lengths.next(), Some(Some(first)) if first > 0 && lengths.all(|length| length == Some(first)))
}

/// Whether a value is an object, not empty, of objects only.
fn is_objects(value: &str) -> bool {
    value.starts_with('{')
        && members(value)
            .is_ok_and(|m| !m.is_empty() && m.iter().all(|(_, text)| text.starts_with('{')))
}

/// Reads a document that is columns under names, or a frame as pandas writes it; `false` where it is neither.
fn columns(top: &[Member<'_>], sink: &mut Sink) -> serde_json::Result<bool> {
    if let (Some(names), Some(data)) = (member(top, "columns"), member(top, "data"))
        && names.starts_with('[')
        && is_lists(data)
    {
        sink.row(names)?;
        for row in elements(data)? {
            sink.row(row)?;
        }
        return Ok(true);
    }
    if !top.is_empty() && top.iter().all(|(_, text)| text.starts_with('[')) {
        return lists(top, sink);
    }
    if !top.is_empty() && top.iter().all(|(_, text)| text.starts_with('{')) {
        return objects(top, sink);
    }
    Ok(false)
}

fn member<'a>(top: &[Member<'a>], name: &str) -> Option<&'a str> {
    top.iter()
        .find(|(key, _)| key == name)
        .map(|(_, text)| *text)
}

/// Columns under their names: lists of one length.
fn lists(top: &[Member<'_>], sink: &mut Sink) -> serde_json::Result<bool> {
    let mut columns = Vec::with_capacity(top.len());
    for (_, list) in top {
        if begins_with_object(list) {
            return Ok(false);
        }
        columns.push(elements(list)?);
    }
    let rows = columns.first().map_or(0, Vec::len);
    if rows == 0 || columns.iter().any(|c| c.len() != rows) {
        return Ok(false);
    }
    for row in 0..rows {
        let mut cells: Vec<Cell> = Vec::with_capacity(top.len());
        for ((name, _), column) in top.iter().zip(&columns) {
            cells.push((name.clone().into_owned(), Scalar::of(column[row])?));
        }
        sink.emit(&cells);
    }
    Ok(true)
}

/// Objects of one set of keys, all of whose members are cells: columns by row where the inner keys count from 0 or are dates, else
/// rows by name.
fn objects(top: &[Member<'_>], sink: &mut Sink) -> serde_json::Result<bool> {
    let mut inner = Vec::with_capacity(top.len());
    for (_, object) in top {
        inner.push(members(object)?);
    }
    let keys: Vec<&str> = inner[0].iter().map(|(key, _)| key.as_ref()).collect();
    let alike = |object: &Vec<Member>| {
        object
            .iter()
            .map(|(key, _)| key.as_ref())
            .eq(keys.iter().copied())
    };
    let cells_only = inner
        .iter()
        .flatten()
        .all(|(_, text)| !text.starts_with(['{', '[']));
    if keys.is_empty() || !cells_only || !inner.iter().all(alike) {
        return Ok(false);
    }
    let counts = |mut keys: std::iter::Enumerate<std::vec::IntoIter<&str>>| {
        keys.all(|(at, key)| key == at.to_string())
    };
    let outer: Vec<&str> = top.iter().map(|(key, _)| key.as_ref()).collect();
    let by_row = counts(keys.clone().into_iter().enumerate());
    let dates = keys.iter().all(|k| {
        super::super::dates::parse(k.as_bytes(), super::super::dates::DateOrder::DayFirst).is_some()
    });
    if by_row || dates {
        for (row, key) in keys.iter().enumerate() {
            let mut cells: Vec<Cell> = Vec::with_capacity(top.len() + 1);
            if !by_row {
                cells.push(("date".to_owned(), Scalar::Text(Cow::Borrowed(*key))));
            }
            for (name, object) in outer.iter().zip(&inner) {
                cells.push(((*name).to_owned(), Scalar::of(object[row].1)?));
            }
            sink.emit(&cells);
        }
        return Ok(true);
    }
    // Of one object alone it cannot be told from a row with an object in it.
    if outer.len() < 2 {
        return Ok(false);
    }
    let named = !counts(outer.clone().into_iter().enumerate());
    for (key, object) in outer.iter().zip(&inner) {
        let mut cells: Vec<Cell> = Vec::with_capacity(keys.len() + 1);
        if named {
            cells.push(("key".to_owned(), Scalar::Text(Cow::Borrowed(*key))));
        }
        for (name, text) in object {
            cells.push((name.clone().into_owned(), Scalar::of(text)?));
        }
        sink.emit(&cells);
    }
    Ok(true)
}
