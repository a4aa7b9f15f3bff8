//! Columns under names, and frames as pandas writes them.

use super::super::dates::{self, DateOrder};
use super::flatten::{Cell, Member, Scalar, begins_with_object, elements, members};
use super::sink::Sink;
use super::spread::is_lists;
use std::borrow::Cow;

/// Reads a document that is columns under names, or a frame as pandas writes it; `false` where it is neither.
pub(super) fn columns(top: &[Member<'_>], sink: &mut Sink) -> serde_json::Result<bool> {
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
    let dates = keys
        .iter()
        .all(|k| dates::parse(k.as_bytes(), DateOrder::DayFirst).is_some());
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
