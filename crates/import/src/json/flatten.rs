//! One object as cells: objects inside it under dotted names, lists as their JSON text.

use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;

/// A value that is one cell.
#[derive(Clone)]
pub(super) enum Scalar<'a> {
    Null,
    /// A number, true, false, or a list as its JSON text.
    Bare(&'a str),
    Text(Cow<'a, str>),
}

impl<'a> Scalar<'a> {
    /// A value that is no object.
    pub(super) fn of(text: &'a str) -> serde_json::Result<Self> {
        Ok(match text.as_bytes().first() {
            Some(b'"') => Self::Text(serde_json::from_str::<Unescaped>(text)?.0),
            Some(b'n') => Self::Null,
            _ => Self::Bare(text),
        })
    }
}

/// A cell with the name of its column.
pub(super) type Cell<'a> = (String, Scalar<'a>);

/// An object's member.
pub(super) type Member<'a> = (Cow<'a, str>, &'a str);

/// An object's members in order, the values unparsed.
pub(super) fn members(object: &str) -> serde_json::Result<Vec<Member<'_>>> {
    let mut parser = serde_json::Deserializer::from_str(object);
    let members = parser.deserialize_map(Members)?;
    parser.end()?;
    Ok(members)
}

/// A list's elements, unparsed.
pub(super) fn elements(list: &str) -> serde_json::Result<Vec<&str>> {
    let all: Vec<&RawValue> = serde_json::from_str(list)?;
    Ok(all.into_iter().map(RawValue::get).collect())
}

/// A name under another.
pub(super) fn dotted(prefix: &str, key: &str) -> String {
    if prefix.is_empty() {
        key.to_owned()
    } else {
        format!("{prefix}.{key}")
    }
}

/// Appends an object's cells. A member for which `takes` answers true is left to it.
pub(super) fn flatten<'a>(
    object: &'a str,
    prefix: &str,
    cells: &mut Vec<Cell<'a>>,
    takes: &mut impl FnMut(&str, &'a str) -> bool,
) -> serde_json::Result<()> {
    for (key, text) in members(object)? {
        let name = dotted(prefix, &key);
        if takes(&name, text) {
            continue;
        }
        if text.starts_with('{') {
            flatten(text, &name, cells, takes)?;
        } else {
            cells.push((name, Scalar::of(text)?));
        }
    }
    Ok(())
}

/// Text borrowed from the source where it has no escapes.
#[derive(serde::Deserialize)]
struct Unescaped<'a>(#[serde(borrow)] Cow<'a, str>);

struct Members;

impl<'de> Visitor<'de> for Members {
    type Value = Vec<Member<'de>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members = Vec::new();
        while let Some((Unescaped(key), value)) = map.next_entry::<_, &'de RawValue>()? {
            members.push((key, value.get()));
        }
        Ok(members)
    }
}

/// Whether the first element of a list is an object.
pub(super) fn begins_with_object(list: &str) -> bool {
    list.get(1..)
        .is_some_and(|rest| rest.trim_start().starts_with('{'))
}
