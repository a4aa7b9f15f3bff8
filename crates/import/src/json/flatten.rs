//! One object as cells: objects inside it under dotted names, lists as their JSON text.

use super::pieces::{self, LONG, Stint, Unescaped};
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
            Some(b'"') => Self::Text(pieces::at_once(text)?),
            Some(b'n') => Self::Null,
            _ => Self::Bare(text),
        })
    }

    /// [`of`](Self::of), in steps where the value is long.
    async fn read(text: &'a str) -> serde_json::Result<Self> {
        match text.len() > LONG && text.starts_with('"') {
            true => Ok(Self::Text(pieces::unescaped(text).await?)),
            false => Self::of(text),
        }
    }
}

/// A cell with the name of its column.
pub(super) type Cell<'a> = (String, Scalar<'a>);

/// An object's member.
pub(super) type Member<'a> = (Cow<'a, str>, &'a str);

/// An object's members in order, the values unparsed. A long one is known to be JSON.
pub(super) async fn members(object: &str) -> serde_json::Result<Vec<Member<'_>>> {
    if object.len() <= LONG {
        return members_at_once(object);
    }
    let (mut all, mut stint) = (Vec::new(), Stint::default());
    for text in pieces::split(object).await {
        let (name, value) = pieces::member(text)?;
        all.push((pieces::at_once(name)?, value));
        stint.spend(name.len() * 4).await; // each takes its time
    }
    Ok(all)
}

fn members_at_once(object: &str) -> serde_json::Result<Vec<Member<'_>>> {
    let mut parser = serde_json::Deserializer::from_str(object);
    let members = parser.deserialize_map(Members)?;
    parser.end()?;
    Ok(members)
}

/// A list's elements, unparsed. A long one is known to be JSON.
pub(super) async fn elements(list: &str) -> serde_json::Result<Vec<&str>> {
    if list.len() > LONG {
        return Ok(pieces::split(list).await);
    }
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
pub(super) async fn flatten<'a>(
    object: &'a str,
    prefix: &str,
    cells: &mut Vec<Cell<'a>>,
    takes: &mut impl AsyncFnMut(&str, &'a str) -> bool,
) -> serde_json::Result<()> {
    let mut stint = Stint::default();
    // The objects around the current one, with what of them is still to come.
    let mut around = Vec::new();
    let mut current = (prefix.to_owned(), members(object).await?.into_iter());
    loop {
        let Some((key, text)) = current.1.next() else {
            match around.pop() {
                Some(outer) => current = outer,
                None => return Ok(()),
            }
            continue;
        };
        let name = dotted(&current.0, &key);
        if takes(&name, text).await {
            continue;
        }
        if text.starts_with('{') {
            let inner = (name, members(text).await?.into_iter());
            around.push(std::mem::replace(&mut current, inner));
        } else {
            cells.push((name, Scalar::read(text).await?));
            stint.spend(key.len() + text.len()).await;
        }
    }
}

/// Appends all cells of a short object.
pub(super) fn flatten_at_once<'a>(
    object: &'a str,
    prefix: &str,
    cells: &mut Vec<Cell<'a>>,
) -> serde_json::Result<()> {
    for (key, text) in members_at_once(object)? {
        let name = dotted(prefix, &key);
        if text.starts_with('{') {
            flatten_at_once(text, &name, cells)?;
        } else {
            cells.push((name, Scalar::of(text)?));
        }
    }
    Ok(())
}

/// Appends all of an object's cells.
pub(super) async fn flatten_all<'a>(
    object: &'a str,
    prefix: &str,
    cells: &mut Vec<Cell<'a>>,
) -> serde_json::Result<()> {
    if object.len() <= LONG {
        return flatten_at_once(object, prefix, cells);
    }
    flatten(object, prefix, cells, &mut async |_: &str, _: &str| false).await
}

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
