//! The columns of one file while it is read, and what is decided about all of them at its end.

use super::error::Fault;
use super::infer::{ColumnBuilder, Counts, Found};
use super::notes::Notes;
use super::options::{DashMeaning, DayMeaning, ReadOptions};
use super::repair::{self, Named};
use super::report::RepairLog;
use super::room::Room;
use super::written::AsWritten;
use outturn_core::steps::pause;
use outturn_core::table::Table;
use outturn_core::units::Timestamp;
use rustc_hash::FxHashMap;

/// Most columns, those of the widest sheet: past them a delimiter is another, or names are values.
pub(super) const WIDEST: usize = 16_384;
/// Most cells that rows may be filled up with, however large the file; so many a byte of it; and as many as do no harm.
const MOST_FILLED: u64 = 1 << 27;
const FILLED_A_BYTE: u64 = 64;
const INNOCENT: u64 = 1 << 22;

/// Columns under unique names, of one length whenever a row is complete.
#[derive(Debug, Clone, Default)]
pub(super) struct Frame {
    names: Vec<String>,
    places: FxHashMap<String, usize>,
    /// Of names that came again, the number that the next one gets.
    repeated: FxHashMap<String, usize>,
    /// A column had no place any more.
    full: bool,
    /// Cells so far that rows do not have themselves: missing, or told once for several rows.
    filled: u64,
    pub(super) columns: Vec<ColumnBuilder>,
    pub(super) rows: usize,
    options: ReadOptions,
    notes: Notes,
}

/// A finished table, or the columns as far as they are known when some must be read again.
pub(super) enum Settled {
    Done(Table, Box<Notes>),
    Again(Box<Frame>),
}

impl Frame {
    /// No columns yet.
    pub(super) fn new(options: &ReadOptions) -> Self {
        Self {
            options: options.clone(),
            ..Self::default()
        }
    }

    /// Adds a column that earlier rows did not have, under this name or, if it is taken, one like it.
    pub(super) fn add(&mut self, name: &str) -> usize {
        let mut unique = name.to_owned();
        if self.places.contains_key(name) {
            let more = self.repeated.entry(unique.clone()).or_insert(2);
            while self.places.contains_key(&unique) {
                unique = format!("{name}_{more}");
                *more += 1;
            }
        }
        self.places.insert(unique.clone(), self.columns.len());
        self.columns
            .push(ColumnBuilder::new(self.rows, &unique, &self.options));
        self.names.push(unique);
        self.columns.len() - 1
    }

    /// The column of this name, added where it is new; `None` where there is no room for another.
    pub(super) fn place(&mut self, name: &str) -> Option<usize> {
        match self.places.get(name) {
            Some(&at) => Some(at),
            None if self.columns.len() < WIDEST => {
                self.fill(self.rows);
                Some(self.add(name))
            }
            None => {
                self.full = true;
                None
            }
        }
    }

    /// Counts cells that rows are filled up with.
    pub(super) fn fill(&mut self, cells: usize) {
        self.filled += cells as u64;
    }

    /// Why nothing more may be added, after so many bytes of the file.
    pub(super) fn fault(&self, bytes: u64) -> Option<Fault> {
        let limit = WIDEST as u32;
        let most = (bytes * FILLED_A_BYTE).clamp(INNOCENT, MOST_FILLED);
        if self.full {
            Some(Fault::TooManyColumns { limit })
        } else {
            (self.filled > most).then_some(Fault::TooSparse)
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

    /// Bytes that the columns hold, with what computing from so many rows takes besides.
    pub(super) fn needs(&self) -> u64 {
        let held: usize = self.columns.iter().map(ColumnBuilder::bytes).sum();
        held as u64 + Room::figures(self.rows)
    }

    /// Ends a row in which the columns that have a cell are marked; the others are missing.
    pub(super) fn end_row(&mut self, present: &mut [bool]) {
        for (column, present) in self.columns.iter_mut().zip(present) {
            if !std::mem::take(present) {
                column.push(Found::Missing);
                self.filled += 1;
            }
        }
        self.rows += 1;
    }

    /// Keeps when the file was last written.
    pub(super) fn written_at(&mut self, at: Option<Timestamp>) {
        self.notes.written_at = at;
    }

    /// Decides what is still open about the columns, finishes and mends them.
    pub(super) async fn settle(
        mut self,
        options: &ReadOptions,
        repairs: &mut RepairLog,
        delimiter: Option<char>,
    ) -> Settled {
        self.decide_orders();
        let mut finished = Vec::with_capacity(self.columns.len());
        let mut again = false;
        for (name, mut builder) in self.names.iter().zip(std::mem::take(&mut self.columns)) {
            let choice = options.column(name);
            if choice.days != Some(DayMeaning::Moments) {
                builder.doubt_midnights();
            }
            if choice.dash != Some(DashMeaning::NoValue) {
                builder.doubt_dashes();
            }
            if builder.is_unzoned() {
                self.notes.unzoned.push(name.clone());
            }
            self.notes.tell_letters(name, builder.letters());
            builder.count_dashes();
            let counts = builder.counts.clone();
            let column = builder.finish(self.rows);
            again |= column.is_err();
            finished.push((column, counts));
            pause().await;
        }
        if again {
            self.columns = finished
                .into_iter()
                .map(|(column, counts)| {
                    column.map_or_else(|again| *again, |c| ColumnBuilder::kept(c, counts))
                })
                .collect();
            (self.rows, self.filled) = (0, 0);
            return Settled::Again(Box::new(self));
        }
        let mut columns: Vec<Named> = Vec::with_capacity(finished.len());
        let mut all_counts = Vec::with_capacity(finished.len());
        for (name, (column, counts)) in self.names.iter().zip(finished) {
            if let Ok(column) = column {
                columns.push((name.clone(), column));
                all_counts.push(counts);
            }
        }
        let told: Vec<bool> = all_counts.iter().map(Counts::may_have_thousands).collect();
        let doubtful = repair::doubtful(&columns, &told, options, delimiter);
        if doubtful.contains(&true) {
            self.columns = columns
                .into_iter()
                .zip(all_counts)
                .zip(doubtful)
                .map(|(((_, column), counts), doubtful)| {
                    if doubtful {
                        ColumnBuilder::again(&self.options)
                    } else {
                        ColumnBuilder::kept(column, counts)
                    }
                })
                .collect();
            (self.rows, self.filled) = (0, 0);
            return Settled::Again(Box::new(self));
        }
        for ((name, column), counts) in columns.iter().zip(&all_counts) {
            counts.note(name, column, repairs);
            pause().await;
        }
        self.notes.ahead = options.utc_offset_minutes.unwrap_or(0);
        self.notes.written = AsWritten::of(options);
        self.notes.ambiguous.clear();
        repair::repair(&mut columns, options, delimiter, repairs, &mut self.notes).await;
        self.notes.cropped = columns
            .iter()
            .find_map(|(name, column)| Some((name.clone(), cropped(column.as_text()?)?)));
        let mut table = Table::new(self.rows);
        for (name, column) in columns {
            table.push(&name, column);
        }
        Settled::Done(table, Box::new(self.notes))
    }

    /// One program wrote the file and writes all dates alike: the order that some columns prove holds for those that leave it
    /// open. Where none proves it, or two contradict each other, those columns stay text until the user says.
    fn decide_orders(&mut self) {
        let mut proven = self.columns.iter().filter_map(ColumnBuilder::date_order);
        let order = proven
            .next()
            .filter(|first| proven.all(|other| other == *first));
        self.notes.order = order.or(self.notes.order);
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

/// The length at which a tool crops, if a text has exactly that: 32,000 characters in a ticket export, 32,767 in a spreadsheet.
fn cropped(text: &outturn_core::table::TextColumn) -> Option<usize> {
    const CROPS: [usize; 2] = [32_000, 32_767];
    text.entries()
        .filter(|entry| entry.len() >= CROPS[0])
        .map(|entry| entry.chars().count())
        .find(|length| CROPS.contains(length))
}
