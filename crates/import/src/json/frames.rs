//! Columns under names, and frames as pandas writes them.

use super::super::dates::{self, DateOrder};
use super::flatten::{Cell, Member, Scalar, begins_with_object, elements, members};
use super::pieces::Stint;
use super::sink::Sink;
use super::spread::is_lists;
use std::borrow::Cow;

/// What a cell is reckoned as, in bytes of text that take as long.
const CELL: usize = 16;

/// Reads a document that is columns under names, or a frame as pandas writes it; `false` where it is neither.
pub(super) async fn columns(top: &[Member<'_>], sink: &mut Sink) -> serde_json::Result<bool> {
    if let (Some(names), Some(data)) = (member(top, "columns"), member(top, "data"))
        && names.starts_with('[')
        && is_lists(data).await
    {
        sink.row(names).await?;
        let mut stint = Stint::default();
        for row in elements(data).await? {
            sink.row(row).await?;
            stint.spend(row.len()).await;
        }
        return Ok(true);
    }
    if !top.is_empty() && top.iter().all(|(_, text)| text.starts_with('[')) {
        return lists(top, sink).await;
    }
    if !top.is_empty() && top.iter().all(|(_, text)| text.starts_with('{')) {
        return objects(top, sink).await;
    }
    Ok(false)
}

fn member<'a>(top: &[Member<'a>], name: &str) -> Option<&'a str> {
    top.iter()
        .find(|(key, _)| key == name)
        .map(|(_, text)| *text)
}

/// Columns under their names: lists of one length.
async fn lists(top: &[Member<'_>], sink: &mut Sink) -> serde_json::Result<bool> {
    let mut columns = Vec::with_capacity(top.len());
    for (_, list) in top {
        if begins_with_object(list) {
            return Ok(false);
        }
        columns.push(elements(list).await?);
    }
    let rows = columns.first().map_or(0, Vec::len);
    if rows == 0 || columns.iter().any(|c| c.len() != rows) {
        return Ok(false);
    }
    let mut stint = Stint::default();
    for row in 0..rows {
        stint.spend(CELL * columns.len()).await;
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
async fn objects(top: &[Member<'_>], sink: &mut Sink) -> serde_json::Result<bool> {
    let mut inner = Vec::with_capacity(top.len());
    let mut stint = Stint::default();
    for (_, object) in top {
        inner.push(members(object).await?);
        stint.spend(object.len()).await;
    }
    let keys: Vec<&str> = inner[0].iter().map(|(key, _)| key.as_ref()).collect();
    for object in &inner {
        if object.len() != keys.len() {
            return Ok(false);
        }
        for ((key, text), first) in object.iter().zip(&keys) {
            if key != first || text.starts_with(['{', '[']) {
                return Ok(false);
            }
            stint.spend(CELL).await;
        }
    }
    if keys.is_empty() {
        return Ok(false);
    }
    let outer: Vec<&str> = top.iter().map(|(key, _)| key.as_ref()).collect();
    let is_date = |_, key: &str| dates::parse(key.as_bytes(), DateOrder::DayFirst).is_some();
    let by_row = all(&keys, counts).await;
    if by_row || all(&keys, is_date).await {
        for (row, key) in keys.iter().enumerate() {
            stint.spend(CELL * outer.len()).await;
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
    let named = !all(&outer, counts).await;
    for (key, object) in outer.iter().zip(&inner) {
        stint.spend(CELL * keys.len()).await;
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

/// Whether something is true of each key and its place.
async fn all(keys: &[&str], is: impl Fn(usize, &str) -> bool) -> bool {
    let mut stint = Stint::default();
    for (at, key) in keys.iter().enumerate() {
        if !is(at, key) {
            return false;
        }
        stint.spend(CELL).await;
    }
    true
}

/// Whether a key is the number of its place.
fn counts(at: usize, key: &str) -> bool {
    key == at.to_string()
}
