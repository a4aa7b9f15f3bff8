//! The loaded tables that metrics are computed from, with where each row came from.

use super::cache::Cache;
use super::covered::is_log;
use super::filter::Filter;
use super::{Observation, Scope, Slices, Unavailable};
use chrono::NaiveDate;
use outturn_core::calendar::{Calendar, Coverage, Grain, Span, Zone, date_of};
use outturn_core::table::{Column, Table, TableKind};
use outturn_core::units::Timestamp;
use serde::{Deserialize, Serialize};
use std::any::Any;
use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;

const MICROS_PER_DAY: i64 = 86_400_000_000;

/// A file behind a table: what a receipt says of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct SourceFile {
    /// Its name.
    pub file: String,
    /// SHA-256 of its bytes, in hexadecimal; empty while it is being computed.
    pub sha256: String,
    /// Its length in bytes.
    pub bytes: u64,
    /// Rows read from it.
    pub rows_read: u64,
    /// Rows that made it into the table.
    pub rows_used: u64,
    /// Rows left out, by reason.
    pub left_out: Vec<(String, u64)>,
    /// What a reader should know of the rows that count.
    #[serde(default)]
    pub caveats: Vec<Caveat>,
}

/// Something about rows of a file that count: they may not be what they seem.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Caveat {
    /// So many rows of charges are the same as another one of the file in every column.
    Repeated {
        /// Without the first of each.
        rows: u64,
    },
    /// Another file of charges covers days of this one, and nothing names a charge.
    SameDays {
        /// Its name.
        other: String,
        /// Which days.
        days: Span,
    },
    /// Another file holds the same rows.
    SameRows {
        /// Its name.
        other: String,
    },
    /// So many rows do not count yet: another file tells of them differently, and it is asked which is right.
    Contested {
        /// How many.
        rows: u64,
        /// The name of the other file.
        other: String,
    },
    /// So many rows are dated after today: they are planned, and no part of what is complete, to date or everything.
    Ahead {
        /// How many.
        rows: u64,
        /// Today.
        today: Span,
    },
}

/// All rows of one kind.
#[derive(Debug, Clone)]
pub struct SourceTable {
    /// One table a file.
    parts: Vec<Arc<Table>>,
    /// All their rows, once somebody asked for them.
    whole: Rc<OnceCell<Arc<Table>>>,
    /// The files they came from.
    files: Vec<Arc<SourceFile>>,
    /// The days that its time column touches.
    span: Option<Span>,
}

impl SourceTable {
    /// The rows of all files of this kind, one file after the other. They are brought together when they are first asked for; the
    /// table of a single file is that file's own.
    #[must_use]
    pub fn table(&self) -> &Arc<Table> {
        self.whole.get_or_init(|| match self.parts.as_slice() {
            [only] => Arc::clone(only),
            parts => Arc::new(Table::concatenated(parts)),
        })
    }

    /// The tables of the files, as they were added.
    #[must_use]
    pub fn parts(&self) -> &[Arc<Table>] {
        &self.parts
    }

    /// The files that the rows came from, in their order.
    pub fn files(&self) -> impl ExactSizeIterator<Item = &SourceFile> {
        self.files.iter().map(AsRef::as_ref)
    }
}

/// What a file adds to the table of a kind. Adding it again costs no more than a few pointers.
#[derive(Debug, Clone)]
pub struct SourcePart {
    /// Its rows.
    pub table: Arc<Table>,
    /// What a receipt says of it.
    pub file: Arc<SourceFile>,
    /// The days that its time columns touch; see [`Sources::span_in`].
    pub span: Option<Span>,
}

impl SourcePart {
    /// The part that a file's table of this kind is.
    #[must_use]
    pub fn new(kind: TableKind, table: Arc<Table>, file: SourceFile) -> Self {
        Self {
            span: Sources::span_in(kind, &table),
            file: Arc::new(file),
            table,
        }
    }
}

/// All loaded tables by kind.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    tables: BTreeMap<TableKind, SourceTable>,
    calendar: Calendar,
    zone: Zone,
    /// When it is looked at; `None` where that is not said.
    now: Option<Timestamp>,
    /// Which rows count.
    filter: Filter,
    cache: Cache,
}

impl Sources {
    /// Nothing loaded yet, to be cut into the periods of a calendar.
    #[must_use]
    pub fn by(calendar: Calendar) -> Self {
        Self {
            calendar,
            zone: Zone::fixed(calendar.ahead_of_utc),
            ..Self::default()
        }
    }

    /// Nothing loaded, to be cut into periods as these are.
    #[must_use]
    pub fn cut_alike(&self) -> Self {
        Self {
            calendar: self.calendar,
            zone: self.zone.clone(),
            now: self.now,
            ..Self::default()
        }
    }

    /// The calendar that periods are cut by.
    #[must_use]
    pub fn calendar(&self) -> Calendar {
        self.calendar
    }

    /// Cuts periods by another calendar, whose days are a fixed distance from UTC.
    pub fn set_calendar(&mut self, calendar: Calendar) {
        self.set_clock(calendar, Zone::fixed(calendar.ahead_of_utc));
    }

    /// Cuts periods by another calendar, whose days are those of a zone.
    pub fn set_clock(&mut self, calendar: Calendar, zone: Zone) {
        if self.calendar != calendar || self.zone != zone {
            (self.calendar, self.zone) = (calendar, zone);
            self.cache = Cache::default();
        }
    }

    /// Says when it is looked at. Until that is said nothing is dated ahead.
    pub fn set_now(&mut self, now: Timestamp) {
        if self.today() != Self::date_in(&self.zone, now) {
            self.cache = Cache::default();
        }
        self.now = Some(now);
    }

    /// The day on which it is looked at, in the calendar's zone or in that of the data, whichever is further: a log in UTC is not ahead
    /// of an evening in New York.
    #[must_use]
    pub fn today(&self) -> Option<NaiveDate> {
        Self::date_in(&self.zone, self.now?)
    }

    fn date_in(zone: &Zone, now: Timestamp) -> Option<NaiveDate> {
        Some(date_of(now).max(date_of(zone.local(now))))
    }

    /// Those of some days that are not ahead; `None` where all of them are.
    #[must_use]
    pub fn elapsed(&self, days: Span) -> Option<Span> {
        let Some(end) = self.today().and_then(|today| today.succ_opt()) else {
            return Some(days);
        };
        (days.start < end).then(|| Span {
            end: days.end.min(end),
            ..days
        })
    }

    /// How many rows of a table are dated after today.
    #[must_use]
    pub fn rows_ahead(&self, kind: TableKind, part: &SourcePart) -> u64 {
        let is_ahead = |span: Span| self.elapsed(span) != Some(span);
        if !part.span.is_some_and(is_ahead) {
            return 0;
        }
        let clock = self.clock(kind);
        let ahead = |(at, late): (Timestamp, i64)| {
            let at = clock.local(Timestamp(at.0.saturating_sub(late)));
            Some(date_of(at)) > self.today()
        };
        let times = times(kind).into_iter();
        let columns: Vec<(&Column, i64)> = times
            .filter_map(|(name, late)| Some((part.table.column(name)?, late)))
            .collect();
        let rows = (0..part.table.rows()).filter(|row| {
            let mut moments = columns.iter();
            moments
                .any(|(column, late)| column.timestamp(*row).is_some_and(|at| ahead((at, *late))))
        });
        rows.count() as u64
    }

    /// The zone that days are of.
    #[must_use]
    pub fn zone(&self) -> &Zone {
        &self.zone
    }

    /// The clocks that the moments of a kind are looked at by. Dates have no zone: a table of nothing but dates is as it is written.
    #[must_use]
    pub fn clock(&self, kind: TableKind) -> &Zone {
        const UTC: &Zone = &Zone::UTC;
        if self.zone.is_utc() {
            return UTC;
        }
        let only_dates = self.about(&format!("zone of {}", kind.schema().name), || {
            let parts = self.get(kind).map_or(&[][..], SourceTable::parts);
            moments(kind, parts).all(|at| at.0.rem_euclid(MICROS_PER_DAY) == 0)
        });
        if *only_dates { UTC } else { &self.zone }
    }

    /// Adds a file's table behind those of its kind. No row is looked at.
    pub fn add(&mut self, kind: TableKind, part: SourcePart) {
        self.cache = Cache::default();
        let SourcePart { table, file, span } = part;
        match self.tables.get_mut(&kind) {
            Some(known) => {
                known.parts.push(table);
                known.files.push(file);
                known.whole = Rc::default();
                let spans = [known.span, span].into_iter().flatten();
                known.span = spans.reduce(Span::joined);
            }
            None => {
                let table = SourceTable {
                    parts: vec![table],
                    whole: Rc::default(),
                    files: vec![file],
                    span,
                };
                self.tables.insert(kind, table);
            }
        }
    }

    /// Tells the hash of a file that was added without one.
    pub fn hashed(&mut self, facts: &SourceFile) {
        let files = self.tables.values_mut().flat_map(|table| &mut table.files);
        let same = |known: &&mut Arc<SourceFile>| {
            known.sha256.is_empty() && known.file == facts.file && known.bytes == facts.bytes
        };
        files
            .filter(same)
            .for_each(|known| Arc::make_mut(known).sha256.clone_from(&facts.sha256));
    }

    /// Bytes that bringing the tables together copies, of all kinds of which there is more than one file.
    #[must_use]
    pub fn copied(&self) -> u64 {
        let several = self.tables.values().filter(|table| table.parts.len() > 1);
        let parts = several.flat_map(|table| &table.parts);
        parts.map(|part| part.bytes() as u64).sum()
    }

    /// The table of a kind.
    #[must_use]
    pub fn get(&self, kind: TableKind) -> Option<&SourceTable> {
        self.tables.get(&kind)
    }

    /// The same with another table in place of those of a kind, and nothing computed yet.
    pub(super) fn with(&self, kind: TableKind, part: SourcePart) -> Self {
        let mut others = self.cut_alike();
        others.filter = self.filter.clone();
        others.tables = self.tables.clone();
        others.tables.remove(&kind);
        others.add(kind, part);
        others
    }

    /// Which rows count.
    #[must_use]
    pub fn filter(&self) -> &Filter {
        &self.filter
    }

    /// The same tables with all their rows, whatever the filter.
    #[must_use]
    pub fn unfiltered(&self) -> Cow<'_, Self> {
        match self.filter.is_empty() {
            true => Cow::Borrowed(self),
            false => Cow::Owned(self.by_filter(Filter::default())),
        }
    }

    /// The same tables, of which other rows count. What holds of all rows is not computed anew.
    pub(super) fn by_filter(&self, filter: Filter) -> Self {
        Self {
            tables: self.tables.clone(),
            zone: self.zone.clone(),
            cache: self.cache.of_other_rows(),
            filter,
            ..*self
        }
    }

    /// The kinds of tables that are loaded.
    pub fn kinds(&self) -> impl Iterator<Item = TableKind> {
        self.tables.keys().copied()
    }

    /// Whether nothing is loaded.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.tables.is_empty()
    }

    /// The days that the time columns of all tables touch.
    #[must_use]
    pub fn span(&self) -> Option<Span> {
        self.tables
            .keys()
            .filter_map(|&kind| self.span_of(kind))
            .reduce(Span::joined)
    }

    /// The days that a table's time column touches.
    #[must_use]
    pub fn span_of(&self, kind: TableKind) -> Option<Span> {
        let table = self.get(kind)?;
        if self.clock(kind).is_utc() {
            return table.span;
        }
        *self.about(&format!("days of {}", kind.schema().name), || {
            let all = self.local_moments(kind, table.parts());
            let ends = all
                .map(|at| (at, at))
                .reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
            ends.map(|(first, last)| Span::covering(first, last))
        })
    }

    /// The moments of all rows of a kind as clocks in the calendar's zone show them, in no order.
    pub(super) fn local_moments(
        &self,
        kind: TableKind,
        parts: &[Arc<Table>],
    ) -> impl Iterator<Item = Timestamp> {
        let clock = self.clock(kind);
        moments(kind, parts).map(move |at| clock.local(at))
    }

    /// Something of this name about all that is loaded, whichever rows count. It is computed once.
    pub fn about<T: Any>(&self, name: &str, compute: impl FnOnce() -> T) -> Rc<T> {
        self.cache.about(name, compute)
    }

    /// What something of this name measures in each of some spans. It is computed once.
    ///
    /// # Errors
    /// That of `compute`.
    pub fn observed(
        &self,
        name: &str,
        spans: &[Span],
        compute: impl FnOnce(&Scope<'_>) -> Result<Vec<Observation>, Unavailable>,
    ) -> Result<Rc<[Observation]>, Unavailable> {
        let scope = Scope::new(self, Slices::Spans(spans.to_vec()));
        self.cache.observed(name, spans, || compute(&scope))
    }

    /// What was computed for spans before.
    pub(super) fn cache(&self) -> &Cache {
        &self.cache
    }

    /// The days that the time column of a table of this kind touches.
    #[must_use]
    pub fn span_in(kind: TableKind, table: &Table) -> Option<Span> {
        let times = times(kind);
        let spans = times.iter().filter_map(|(name, late)| {
            let (first, last) = table.column(name)?.first_and_last()?;
            let within = |at: Timestamp| Timestamp(at.0.saturating_sub(*late));
            Some(Span::covering(within(first), within(last)))
        });
        spans.reduce(Span::joined)
    }
}

impl Sources {
    /// What each date of a table stands for, where that is longer than a day: a month in a series of months. `None` for logs, and for
    /// so many dates that they tell it by how far they reach.
    #[must_use]
    pub fn step_in(kind: TableKind, table: &Table) -> Option<Grain> {
        const MOST: usize = 60;
        let time = kind.schema().time.filter(|_| !is_log(kind))?;
        let column = table.column(time)?;
        let mut days = BTreeSet::new();
        let mut last = None;
        for at in (0..column.len()).filter_map(|row| column.timestamp(row)) {
            if last.replace(at) == Some(at) {
                continue;
            }
            days.insert(at);
            if days.len() > MOST {
                return None;
            }
        }
        Coverage::of_values(days, Calendar::default())?.step()
    }
}

/// The columns that say when the rows of a table are, each with the microseconds by which it is late: the moment at which an outage
/// has ended is not part of it, so one that ends at midnight does not touch the next day.
pub(super) fn times(kind: TableKind) -> Vec<(&'static str, i64)> {
    match kind {
        TableKind::Uptime => vec![("timestamp", 0), ("started_at", 0), ("ended_at", 1)],
        TableKind::Initiatives => ["concept_at", "pilot_at", "production_at", "first_value_at"]
            .map(|time| (time, 0))
            .to_vec(),
        TableKind::Deployments => vec![("finished_at", 0), ("rolled_back_at", 0)],
        TableKind::DriftEvents => vec![("shift_at", 0), ("detected_at", 0)],
        _ => kind
            .schema()
            .time
            .map(|time| (time, 0))
            .into_iter()
            .collect(),
    }
}

/// The moments of all rows of a kind, in no order.
fn moments(kind: TableKind, parts: &[Arc<Table>]) -> impl Iterator<Item = Timestamp> {
    let columns = parts.iter().flat_map(move |table| {
        let times = times(kind).into_iter();
        times.filter_map(|(name, late)| Some((table.column(name)?, late, table.rows())))
    });
    columns.flat_map(|(column, late, rows)| {
        let moments = (0..rows).filter_map(|row| column.timestamp(row));
        moments.map(move |at| Timestamp(at.0.saturating_sub(late)))
    })
}
