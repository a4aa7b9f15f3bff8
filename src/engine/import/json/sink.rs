//! Rows of JSON, one after the other, into the columns of a file.

use super::super::frame::Frame;
use super::super::infer::Found;
use super::super::report::{LeftOut, LeftOutReason, RepairLog, excerpt};
use super::flatten::{Cell, Scalar, elements, flatten};
use serde_json::value::RawValue;

#[derive(Debug)]
pub(super) struct Sink {
    pub(super) frame: Frame,
    /// Which columns the current row has filled.
    present: Vec<bool>,
    /// In a list of lists: the names that its first one gives.
    names: Option<Vec<String>>,
    pub(super) rows_read: usize,
    pub(super) left_out: Vec<LeftOut>,
    pub(super) repairs: RepairLog,
}

impl Sink {
    pub(super) fn new(frame: Frame) -> Self {
        Self {
            frame,
            present: Vec::new(),
            names: None,
            rows_read: 0,
            left_out: Vec::new(),
            repairs: RepairLog::default(),
        }
    }

    /// Takes a value as a row; nothing is taken where it is not JSON.
    pub(super) fn row(&mut self, value: &str) -> serde_json::Result<()> {
        let mut cells = Vec::new();
        match value.as_bytes().first() {
            Some(b'{') => {
                flatten(value, "", &mut cells, &mut |_, _| false)?;
                self.emit(&cells);
            }
            Some(b'[') if self.rows_read == 0 || self.names.is_some() => {
                let elements = elements(value)?;
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
                serde_json::from_str::<&RawValue>(value)?;
                self.leave_out(value);
            }
        }
        Ok(())
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

    /// Adds a row of these cells, each column once, with its last value.
    pub(super) fn emit(&mut self, cells: &[Cell<'_>]) {
        self.rows_read += 1;
        for (place, cell) in last_of_each(&mut self.frame, cells) {
            self.present.resize(self.frame.width(), false);
            self.present[place] = true;
            self.frame.columns[place].push(match cell {
                Scalar::Null => Found::Missing,
                Scalar::Bare(text) => Found::Plain(text),
                Scalar::Text(text) => Found::Told(text),
            });
        }
        self.present.resize(self.frame.width(), false);
        self.frame.end_row(&mut self.present);
    }
}

fn numbered(at: usize) -> String {
    format!("column_{}", at + 1)
}

/// The cells to fill: each column once, with its last value.
fn last_of_each<'a, 'b>(frame: &mut Frame, cells: &'b [Cell<'a>]) -> Vec<(usize, &'b Scalar<'a>)> {
    let mut last: Vec<(usize, &Scalar)> = Vec::with_capacity(cells.len());
    for (name, cell) in cells {
        let place = frame.place(name);
        // Objects of one file mostly have the same keys in the same order, each once.
        match last.iter_mut().find(|(taken, _)| *taken == place) {
            Some(earlier) => earlier.1 = cell,
            None => last.push((place, cell)),
        }
    }
    last
}
