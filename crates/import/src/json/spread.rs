//! Rows within rows of a document, as its own page says.

use super::flatten::{Cell, Scalar, begins_with_object, dotted, elements, flatten, members};
use super::series;
use super::sink::Sink;

/// The rows of a document's table.
pub(super) fn rows(list: &str, sink: &mut Sink) -> serde_json::Result<()> {
    if !begins_with_object(list) {
        sink.emit(&pair("value", list)?);
        return Ok(());
    }
    for element in elements(list)? {
        if sink.fault().is_some() {
            break;
        }
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
    if series::may_be(object) && series::spread(object, sink)? {
        return Ok(());
    }
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
            if sink.fault().is_some() {
                break;
            }
            sink.frame.fill(outer);
            cells.extend(pair(&name, element)?);
            sink.emit(&cells);
            cells.truncate(outer);
        }
        return Ok(());
    }
    for (key, member) in members(text)? {
        if sink.fault().is_some() {
            break;
        }
        sink.frame.fill(outer);
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
pub(super) fn is_lists(value: &str) -> bool {
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

/// Whether a list is a number and something beside it.
pub(super) fn is_pair(list: &str) -> bool {
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
