//! Rows within rows of a document, as its own page says.

use super::flatten::{
    Cell, Scalar, begins_with_object, dotted, elements, flatten, flatten_all, members,
};
use super::nested::{self, Paired};
use super::pieces::Stint;
use super::series;
use super::sink::Sink;

/// The rows of a document's table.
pub(super) async fn rows(list: &str, sink: &mut Sink) -> serde_json::Result<()> {
    if !begins_with_object(list) {
        sink.emit(&pair("value", list).await?);
        return Ok(());
    }
    let mut stint = Stint::default();
    for element in elements(list).await? {
        stint.spend(element.len()).await;
        if sink.fault().is_some() {
            break;
        }
        if element.starts_with('{') {
            spread(element, sink).await?;
        } else {
            sink.leave_out(element);
        }
    }
    Ok(())
}

/// An object as a row, or as many as one of its members holds.
async fn spread<'a>(object: &'a str, sink: &mut Sink) -> serde_json::Result<()> {
    if series::may_be(object) && series::spread(object, sink).await?
        || nested::may_be(object) && nested::spread(object, sink).await?
        || nested::by_name(object, sink).await?
    {
        return Ok(());
    }
    let mut cells = Vec::new();
    let mut inner: Option<(String, &'a str)> = None;
    let mut pairs = Vec::new();
    let mut paired = Paired::default();
    let mut takes = async |name: &str, text: &'a str| {
        let last = name.rsplit('.').next().unwrap_or(name);
        if last == "value" && is_pair(text).await {
            pairs.push((name.to_owned(), text));
            return true;
        }
        if paired.takes(name, text) {
            return true;
        }
        let spreads = inner.is_none()
            && (is_lists(text).await || last.contains("_by_") && is_objects(text).await);
        if spreads {
            inner = Some((name.to_owned(), text));
        }
        spreads
    };
    flatten(object, "", &mut cells, &mut takes).await?;
    for (name, text) in pairs {
        cells.extend(pair(&name, text).await?);
    }
    if paired.rows(&mut cells, sink).await? {
        return Ok(());
    }
    let Some((name, text)) = inner else {
        sink.emit(&cells);
        return Ok(());
    };
    let (outer, mut stint) = (cells.len(), Stint::default());
    if text.starts_with('[') {
        for element in elements(text).await? {
            stint.spend(element.len()).await;
            if sink.fault().is_some() {
                break;
            }
            sink.frame.fill(outer);
            cells.extend(pair(&name, element).await?);
            sink.emit(&cells);
            cells.truncate(outer);
        }
        return Ok(());
    }
    for (key, member) in members(text).await? {
        stint.spend(member.len()).await;
        if sink.fault().is_some() {
            break;
        }
        sink.frame.fill(outer);
        cells.push((dotted(&name, "key"), Scalar::Text(key)));
        flatten_all(member, &name, &mut cells).await?;
        sink.emit(&cells);
        cells.truncate(outer);
    }
    Ok(())
}

/// A list's elements under numbered names.
async fn pair<'a>(name: &str, list: &'a str) -> serde_json::Result<Vec<Cell<'a>>> {
    let numbered = elements(list).await?.into_iter().enumerate();
    numbered
        .map(|(at, text)| Ok((dotted(name, &at.to_string()), Scalar::of(text)?)))
        .collect()
}

/// Whether a value is a list of lists of one length, with no objects in them.
pub(super) async fn is_lists(value: &str) -> bool {
    if !value
        .get(1..)
        .is_some_and(|rest| value.starts_with('[') && rest.trim_start().starts_with('['))
    {
        return false;
    }
    let Ok(all) = elements(value).await else {
        return false;
    };
    let (mut first, mut stint) = (None, Stint::default());
    for list in all {
        let inner = elements(list).await.unwrap_or_default();
        let is_flat = inner.iter().all(|e| !e.starts_with(['[', '{']));
        let length = *first.get_or_insert(inner.len());
        if !is_flat || length == 0 || inner.len() != length {
            return false;
        }
        stint.spend(list.len()).await;
    }
    first.is_some()
}

/// Whether a value is an object, not empty, of objects only.
async fn is_objects(value: &str) -> bool {
    value.starts_with('{')
        && members(value)
            .await
            .is_ok_and(|m| !m.is_empty() && m.iter().all(|(_, text)| text.starts_with('{')))
}

/// Whether a list is a number and something beside it.
pub(super) async fn is_pair(list: &str) -> bool {
    if !list.starts_with('[') {
        return false;
    }
    match elements(list).await.unwrap_or_default().as_slice() {
        [first, second] => {
            first.starts_with(|c: char| c.is_ascii_digit() || c == '-')
                && !second.starts_with(['[', '{'])
        }
        _ => false,
    }
}
