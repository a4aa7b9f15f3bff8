//! Two changes of one document, made apart, brought together.

use crate::document::Document;
use serde_json::{Map, Value};

/// The document with what was changed from `base` to `mine` and what was changed from `base` to `theirs`. Files, mappings and scenarios
/// are told apart by what identifies them, settings by their names. Where both changed the very same thing, `mine` stands.
///
/// ```
/// use outturn_store::document::Document;
/// use outturn_store::merged;
/// let base = Document::default();
/// let mine = Document { headline: "Faster".into(), ..base.clone() };
/// let theirs = Document { open_scenario: 1, ..base.clone() };
/// let both = merged(&base, &mine, &theirs);
/// assert_eq!((both.headline.as_str(), both.open_scenario), ("Faster", 1));
/// ```
#[must_use]
pub fn merged(base: &Document, mine: &Document, theirs: &Document) -> Document {
    if base == mine {
        return theirs.clone();
    }
    if base == theirs || mine == theirs {
        return mine.clone();
    }
    let both = || {
        let [base, mine, theirs] = [base, mine, theirs].map(serde_json::to_value);
        serde_json::from_value(merge(base?, mine?, theirs?))
    };
    both().unwrap_or_else(|_| mine.clone())
}

fn merge(base: Value, mine: Value, theirs: Value) -> Value {
    if mine == base {
        return theirs;
    }
    if theirs == base || mine == theirs {
        return mine;
    }
    match (base, mine, theirs) {
        (Value::Object(base), Value::Object(mine), Value::Object(theirs)) => {
            Value::Object(merge_objects(base, mine, theirs))
        }
        (Value::Array(base), Value::Array(mine), Value::Array(theirs)) => {
            merge_lists(&base, &mine, &theirs)
        }
        (_, mine, _) => mine,
    }
}

/// In the order of `theirs`, with what `mine` has besides at the end.
fn merge_objects(
    mut base: Map<String, Value>,
    mut mine: Map<String, Value>,
    theirs: Map<String, Value>,
) -> Map<String, Value> {
    let mut both = Map::new();
    for (key, theirs) in theirs {
        let was = base.remove(&key);
        match (was, mine.remove(&key)) {
            (was, Some(mine)) => {
                both.insert(key, merge(was.unwrap_or_default(), mine, theirs));
            }
            // Taken out by mine, unless they changed it meanwhile.
            (Some(was), None) if was == theirs => {}
            (_, None) => {
                both.insert(key, theirs);
            }
        }
    }
    for (key, mine) in mine {
        // Taken out by them, unless it was changed by mine meanwhile.
        if base.get(&key) != Some(&mine) {
            both.insert(key, mine);
        }
    }
    both
}

/// Lists whose elements have names are merged by name; of others, `mine` stands.
fn merge_lists(base: &[Value], mine: &[Value], theirs: &[Value]) -> Value {
    let named = |list: &[Value]| {
        let by_name: Option<Map<String, Value>> = list
            .iter()
            .map(|element| Some((name(element)?, element.clone())))
            .collect();
        by_name.filter(|by_name| by_name.len() == list.len())
    };
    match (named(base), named(mine), named(theirs)) {
        (Some(base), Some(own), Some(others)) => {
            // serde_json's maps are sorted: the order is that of the lists.
            let place = |element: &Value| {
                let own = theirs.iter().position(|e| name(e) == name(element));
                own.or_else(|| {
                    let added = mine.iter().position(|e| name(e) == name(element))?;
                    Some(theirs.len() + added)
                })
            };
            let mut both: Vec<Value> = merge_objects(base, own, others)
                .into_iter()
                .map(|(_, element)| element)
                .collect();
            both.sort_by_key(place);
            Value::Array(both)
        }
        _ => Value::Array(mine.to_vec()),
    }
}

/// What tells an element of a document's list from the others.
fn name(element: &Value) -> Option<String> {
    ["id", "header", "name"]
        .iter()
        .find_map(|key| element.get(key))
        .map(Value::to_string)
}
