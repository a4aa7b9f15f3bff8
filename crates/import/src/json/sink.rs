//! Rows of JSON, one after the other, into the columns of a file.

use super::super::error::Fault;
use super::super::frame::Frame;
use super::super::infer::Found;
use super::super::report::{LeftOut, LeftOutReason, RepairLog, excerpt};
use super::flatten::{
    Cell, Scalar, begins_with_object, elements, flatten_all, flatten_at_once, members,
};
use super::pieces::{LONG, Stint};
use super::{nested, series, spread};
use serde_json::value::RawValue;

#[derive(Debug)]
pub(super) struct Sink {
    pub(super) frame: Frame,
    /// Which columns the current row has filled.
    present: Vec<bool>,
    /// Where among the row's cells each column's is, from 1; 0 is nowhere.
    slots: Vec<u32>,
    /// In a list of lists: the names that its first one gives.
    names: Option<Vec<String>>,
    /// Where in each object its rows are, as dotted names; `None` where objects are rows.
    pub(super) at: Option<String>,
    /// Lists of objects in the first objects, as dotted names.
    pub(super) lists: Vec<String>,
    pub(super) rows_read: usize,
    /// Bytes of the file that the rows so far were made of.
    pub(super) bytes: u64,
    pub(super) left_out: Vec<LeftOut>,
    pub(super) repairs: RepairLog,
}

impl Sink {
    pub(super) fn new(frame: Frame) -> Self {
        Self {
            frame,
            present: Vec::new(),
            slots: Vec::new(),
            names: None,
            at: None,
            lists: Vec::new(),
            rows_read: 0,
            bytes: 0,
            left_out: Vec::new(),
            repairs: RepairLog::default(),
        }
    }

    /// Why the table has no room for more.
    pub(super) fn fault(&self) -> Option<Fault> {
        self.frame.fault(self.bytes)
    }

    /// Takes a value as a row, or the rows in it; nothing is taken where it is not JSON. A long one is known to be.
    pub(super) async fn row(&mut self, value: &str) -> serde_json::Result<()> {
        let mut cells = Vec::new();
        match value.as_bytes().first() {
            Some(b'{') if let Some(path) = self.at.clone() => {
                checked(value)?;
                match inside(value, &path).await? {
                    Some(list) if begins_with_object(list) => spread::rows(list, self).await?,
                    // A page with nothing on it.
                    Some(list) if list.starts_with('[') => {}
                    Some(thing) if thing.starts_with('{') => {
                        flatten_all(thing, "", &mut cells).await?;
                        self.emit(&cells);
                    }
                    _ => self.leave_out(value),
                }
            }
            // A page of a list of pages.
            Some(b'[') if self.names.is_none() && begins_with_object(value) => {
                let mut stint = Stint::default();
                for element in elements(value).await? {
                    Box::pin(self.row(element)).await?;
                    stint.spend(element.len()).await;
                }
            }
            Some(b'[') if self.names.is_none() && value[1..].trim_start() == "]" => {}
            Some(b'{') if series::may_be(value) && series::spread(value, self).await? => {}
            Some(b'{') if nested::may_be(value) && nested::spread(value, self).await? => {}
            Some(b'{') => {
                flatten_all(value, "", &mut cells).await?;
                self.emit(&cells);
            }
            Some(b'[') if self.rows_read == 0 || self.names.is_some() => {
                let elements = elements(value).await?;
                match &self.names {
                    Some(names) => {
                        for (at, text) in elements.into_iter().enumerate() {
                            let name = names.get(at).cloned();
                            cells.push((name.unwrap_or_else(|| numbered(at)), Scalar::of(text)?));
                        }
                        self.emit(&cells);
                    }
                    None => self.first_list(&elements)?,
                }
            }
            _ => {
                checked(value)?;
                self.leave_out(value);
            }
        }
        Ok(())
    }

    /// Takes a short object that is a row and nothing else; `false` where it may be more, or no JSON.
    pub(super) fn object(&mut self, value: &str) -> bool {
        let is_more = self.at.is_some() || series::may_be(value) || nested::may_be(value);
        if is_more || !value.starts_with('{') {
            return false;
        }
        let mut cells = Vec::new();
        let is_read = flatten_at_once(value, "", &mut cells).is_ok();
        if is_read {
            self.emit(&cells);
        }
        is_read
    }

    /// The first list of a list of lists: names if all of it is text, else a row.
    fn first_list(&mut self, elements: &[&str]) -> serde_json::Result<()> {
        let scalars: Vec<Scalar> = elements
            .iter()
            .map(|t| Scalar::of(t))
            .collect::<Result<_, _>>()?;
        let texts = scalars.iter().map(|s| match s {
            Scalar::Text(text) if !text.is_empty() => Some(text.clone().into_owned()),
            _ => None,
        });
        match texts.collect::<Option<Vec<String>>>() {
            Some(names) if !names.is_empty() => self.names = Some(names),
            _ => {
                self.names = Some((0..elements.len()).map(numbered).collect());
                let cells: Vec<Cell> = scalars
                    .into_iter()
                    .enumerate()
                    .map(|(at, s)| (numbered(at), s))
                    .collect();
                self.emit(&cells);
            }
        }
        Ok(())
    }

    /// Counts a value that is no row.
    pub(super) fn leave_out(&mut self, value: &str) {
        self.rows_read += 1;
        self.left_out.push(LeftOut {
            row: self.rows_read as u32,
            reason: LeftOutReason::NotAnObject,
            column: None,
            found: Some(excerpt(value)),
        });
    }

    /// Adds a row of these cells, each column once, with its last value; nothing once the table has no room.
    pub(super) fn emit(&mut self, cells: &[Cell<'_>]) {
        self.rows_read += 1;
        let last = self.last_of_each(cells);
        if self.fault().is_some() {
            return;
        }
        self.present.resize(self.frame.width(), false);
        for (place, cell) in last {
            self.present[place] = true;
            self.frame.columns[place].push(match cell {
                Scalar::Null => Found::Missing,
                Scalar::Bare(text) => Found::Plain(text),
                Scalar::Text(text) => Found::Told(text),
            });
        }
        self.frame.end_row(&mut self.present);
    }

    /// The cells to fill: each column once, with its last value.
    fn last_of_each<'a, 'b>(&mut self, cells: &'b [Cell<'a>]) -> Vec<(usize, &'b Scalar<'a>)> {
        let mut last: Vec<(usize, &Scalar)> = Vec::with_capacity(cells.len());
        for (name, cell) in cells {
            let Some(place) = self.frame.place(name) else {
                break;
            };
            self.slots.resize(self.frame.width(), 0);
            match self.slots[place] {
                0 => {
                    last.push((place, cell));
                    self.slots[place] = last.len() as u32;
                }
                slot => last[slot as usize - 1].1 = cell,
            }
        }
        for (place, _) in &last {
            self.slots[*place] = 0;
        }
        last
    }
}

/// Whether a value is JSON. A long one is known to be.
fn checked(value: &str) -> serde_json::Result<()> {
    match value.len() > LONG {
        true => Ok(()),
        false => serde_json::from_str::<&RawValue>(value).map(drop),
    }
}

/// What an object holds under dotted names.
pub(super) async fn inside<'a>(object: &'a str, path: &str) -> serde_json::Result<Option<&'a str>> {
    for (key, text) in members(object).await? {
        let Some(rest) = path.strip_prefix(key.as_ref()) else {
            continue;
        };
        if rest.is_empty() {
            return Ok(Some(text));
        }
        if let Some(rest) = rest.strip_prefix('.')
            && text.starts_with('{')
            && let Some(found) = Box::pin(inside(text, rest)).await?
        {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

fn numbered(at: usize) -> String {
    format!("column_{}", at + 1)
}
