//! The columns of one file while it is read, and what is decided about all of them at its end.

use super::dates::DateOrder;
use super::infer::{ColumnBuilder, Found};
use super::report::{RepairLog, RepairRule};
use crate::table::Table;
use rustc_hash::FxHashMap;

/// Columns under unique names, of one length whenever a row is complete.
#[derive(Debug, Clone, Default)]
pub(super) struct Frame {
    names: Vec<String>,
    places: FxHashMap<String, usize>,
    pub(super) columns: Vec<ColumnBuilder>,
    pub(super) rows: usize,
    order: Option<DateOrder>,
    notes: Notes,
}

/// What was decided about columns at the end of a reading.
#[derive(Debug, Clone, Default)]
pub(super) struct Notes {
    /// Columns whose dates said no zone.
    pub(super) unzoned: Vec<String>,
    /// Columns left text because day and month cannot be told apart.
    pub(super) ambiguous: Vec<String>,
    /// Columns whose order of day and month was taken from the file's other columns.
    pub(super) borrowed: Vec<(String, DateOrder)>,
}

/// A finished table, or the columns as far as they are known when some must be read again.
pub(super) enum Settled {
    Done(Table, Notes),
    Again(Box<Frame>),
}

impl Frame {
    /// No columns yet; `order` is the user's for dates that leave it open.
    pub(super) fn new(order: Option<DateOrder>) -> Self {
        Self {
            order,
            ..Self::default()
        }
    }

    /// Adds a column that earlier rows did not have, under this name or, if it is taken, one like it.
    pub(super) fn add(&mut self, name: &str) -> usize {
        let mut unique = name.to_owned();
        let mut more = 2;
        while self.places.contains_key(&unique) {
            unique = format!("{name}_{more}");
            more += 1;
        }
        self.places.insert(unique.clone(), self.columns.len());
        self.names.push(unique);
        self.columns.push(ColumnBuilder::new(self.rows, self.order));
        self.columns.len() - 1
    }

    /// The column of this name, added where it is new.
    pub(super) fn place(&mut self, name: &str) -> usize {
        match self.places.get(name) {
            Some(&at) => at,
            None => self.add(name),
        }
    }

    /// The column's unique name.
    pub(super) fn name(&self, at: usize) -> &str {
        self.names.get(at).map_or("", String::as_str)
    }

    /// How many columns there are.
    pub(super) fn width(&self) -> usize {
        self.columns.len()
    }

    /// Ends a row in which the columns that have a cell are marked; the others are missing.
    pub(super) fn end_row(&mut self, present: &mut [bool]) {
        for (column, present) in self.columns.iter_mut().zip(present) {
            if !std::mem::take(present) {
                column.push(Found::Missing);
            }
        }
        self.rows += 1;
    }

    /// Decides what is still open about the columns and finishes them.
    pub(super) fn settle(mut self, repairs: &mut RepairLog) -> Settled {
        self.decide_orders();
        let mut table = Table::new(self.rows);
        let mut pending = Vec::with_capacity(self.columns.len());
        let mut again = false;
        for (name, builder) in self.names.iter().zip(self.columns) {
            let nulls = builder.nulls.clone();
            if builder.is_unzoned() {
                self.notes.unzoned.push(name.clone());
            }
            match builder.finish(self.rows) {
                Ok(column) => pending.push((Ok(column), nulls)),
                Err(builder) => {
                    again = true;
                    pending.push((Err(builder), nulls));
                }
            }
        }
        if again {
            self.columns = pending
                .into_iter()
                .map(|(column, nulls)| {
                    column.map_or_else(|again| *again, |c| ColumnBuilder::kept(c, nulls))
                })
                .collect();
            self.rows = 0;
            return Settled::Again(Box::new(self));
        }
        for (name, (column, (count, example))) in self.names.iter().zip(pending) {
            repairs.add(RepairRule::NullWord, count, || {
                format!("{example} in {name}")
            });
            if let Ok(column) = column {
                table.push(name, column);
            }
        }
        Settled::Done(table, self.notes)
    }

    /// One program wrote the file and writes all dates alike: the order that some columns prove holds for those that leave it
    /// open. Where none proves it, or two contradict each other, those columns stay text until the user says.
    fn decide_orders(&mut self) {
        let mut proven = self.columns.iter().filter_map(ColumnBuilder::date_order);
        let order = proven
            .next()
            .filter(|first| proven.all(|other| other == *first));
        for (name, column) in self.names.iter().zip(&mut self.columns) {
            if !column.is_open() {
                continue;
            }
            match order {
                Some(order) => self.notes.borrowed.push((name.clone(), order)),
                None => self.notes.ambiguous.push(name.clone()),
            }
            column.settle(order);
        }
    }
}
