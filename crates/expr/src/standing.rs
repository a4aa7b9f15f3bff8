//! Registers as they stand at some time. The newest one stands until a newer one comes.
//!
//! A register is all rows of one day in one file. Of two files that have a thing in common, a model or a control, the newer register
//! stands in place of the older one; files without anything in common are parts of one register and stand side by side.

use super::{
    Input, Observation, Scope, Slices, SourceFile, SourcePart, Sources, Unavailable, Value,
};
use chrono::NaiveDate;
use outturn_core::calendar::{Span, date_of};
use outturn_core::table::{Column, Dated, Table, TableKind};
use outturn_core::units::Unit;
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// A register: the rows of one day in one file.
#[derive(Debug)]
struct Register {
    day: NaiveDate,
    file: usize,
    rows: Vec<u32>,
    /// What it is about, each by its name.
    things: FxHashSet<String>,
}

/// All registers of a kind, the oldest first.
#[derive(Debug)]
pub struct Registers {
    kind: TableKind,
    all: Vec<Register>,
}

/// The rows of a kind as they stand at some time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The day of the newest of them.
    pub day: NaiveDate,
    /// The rows, in order.
    pub rows: Vec<u32>,
}

impl Registers {
    /// Of what is loaded.
    ///
    /// # Errors
    /// What is lacking.
    pub fn of(scope: &Scope<'_>, kind: TableKind) -> Result<Self, Unavailable> {
        let table = scope.table(kind)?;
        let schema = kind.schema();
        let Some(time) = schema.time else {
            return Err(Unavailable::Table(kind));
        };
        // Rows about no single thing are about the same.
        let names = match schema.dated {
            Dated::Register(names) => names,
            Dated::ByRow | Dated::ByFile => &[],
        };
        let when = scope.column(kind, time)?;
        let sources = scope.sources();
        let clock = sources.clock(kind);
        let names: Vec<&Column> = names.iter().filter_map(|name| table.column(name)).collect();
        let mut all: BTreeMap<(NaiveDate, usize), Register> = BTreeMap::new();
        for (file, rows) in files(sources, kind).into_iter().enumerate() {
            for row in rows {
                let Some(at) = when.timestamp(row) else {
                    continue;
                };
                let day = date_of(clock.local(at));
                let register = all.entry((day, file)).or_insert_with(|| Register {
                    day,
                    file,
                    rows: Vec::new(),
                    things: FxHashSet::default(),
                });
                register.rows.push(row as u32);
                register.things.insert(thing(&names, row));
            }
        }
        let all = all.into_values().collect();
        Ok(Self { kind, all })
    }

    /// As they stand before a day begins; `None` where there is none yet.
    #[must_use]
    pub fn before(&self, end: NaiveDate) -> Option<Standing> {
        let mut standing: Vec<&Register> = Vec::new();
        for new in self.all.iter().filter(|register| register.day < end) {
            let replaces = |old: &Register| {
                let shares = || old.things.iter().any(|thing| new.things.contains(thing));
                old.file == new.file || old.day < new.day && shares()
            };
            standing.retain(|old| !replaces(old));
            standing.push(new);
        }
        let day = standing.last()?.day;
        let mut rows: Vec<u32> = standing.iter().flat_map(|one| &one.rows).copied().collect();
        rows.sort_unstable();
        Some(Standing { day, rows })
    }

    /// The oldest of them: what is known of the time before.
    #[must_use]
    pub fn first(&self) -> Option<Standing> {
        self.before(self.all.first()?.day.succ_opt()?)
    }

    /// What is loaded, with nothing but these rows of the kind.
    fn alone(&self, sources: &Sources, table: &Table, standing: &Standing) -> Sources {
        let rows = Arc::new(table.take(&standing.rows));
        sources.with(
            self.kind,
            SourcePart::new(self.kind, rows, SourceFile::default()),
        )
    }
}

/// Which rows of the whole table each file has.
fn files(sources: &Sources, kind: TableKind) -> Vec<Range<usize>> {
    let parts = sources.get(kind).map_or(&[][..], |table| table.parts());
    let mut first = 0;
    let ranges = parts.iter().map(|part| {
        let rows = first..first + part.rows();
        first = rows.end;
        rows
    });
    ranges.collect()
}

/// The name of what a row is about.
fn thing(names: &[&Column], row: usize) -> String {
    let parts = names
        .iter()
        .map(|name| name.display(row).unwrap_or_default());
    let parts: Vec<String> = parts.map(|part| part.to_lowercase()).collect();
    parts.join("\u{1f}")
}

/// What a value comes to over the rows that stand at the end of each slice.
pub(super) fn evaluate(
    scope: &Scope<'_>,
    kind: TableKind,
    value: &Value,
) -> Result<Vec<Observation>, Unavailable> {
    let table = scope.table(kind)?;
    let registers = Registers::of(scope, kind)?;
    // A column that no register has is said to be missing whatever the period.
    value.evaluate(&Scope::new(scope.sources(), Slices::Spans(Vec::new())))?;
    let slices = scope.slices();
    let mut all = Vec::with_capacity(slices.len());
    let mut known: Option<(Standing, Vec<Observation>)> = None;
    for span in slices.spans() {
        let standing = registers.before(span.end);
        let Some(standing) = standing else {
            all.extend(vec![Observation::default(); slices.width()]);
            continue;
        };
        if known.as_ref().is_none_or(|(rows, _)| *rows != standing) {
            let sources = registers.alone(scope.sources(), table, &standing);
            let days = sources.span_of(kind).unwrap_or(*span);
            let observed = value.evaluate(&Scope::new(&sources, slices.of(days)))?;
            known = Some((standing, observed));
        }
        let Some((standing, observed)) = &known else {
            continue;
        };
        let age = age(standing, *span, scope.sources());
        all.extend(observed.iter().cloned().map(|mut one| {
            // The last count is what a verdict rests on.
            one.inputs.insert(0, age.clone());
            one
        }));
    }
    Ok(all)
}

/// What is loaded with nothing but the rows that stand at the end of the first span, the days of these, and where they are in the whole
/// table; `None` where there is no register yet.
pub(super) fn standing_before(
    scope: &Scope<'_>,
    kind: TableKind,
) -> Result<Option<(Sources, Span, Vec<u32>)>, Unavailable> {
    let registers = Registers::of(scope, kind)?;
    let span = scope.slices().spans().first();
    let Some((span, standing)) = span.and_then(|span| Some((span, registers.before(span.end)?)))
    else {
        return Ok(None);
    };
    let sources = registers.alone(scope.sources(), scope.table(kind)?, &standing);
    let days = sources.span_of(kind).unwrap_or(*span);
    Ok(Some((sources, days, standing.rows)))
}

/// How old the register is at the end of the slice, or today where that has not come.
fn age(standing: &Standing, span: Span, sources: &Sources) -> Input {
    let end = sources.elapsed(span).unwrap_or(span).end;
    let days = (end - standing.day).num_days().max(1) - 1;
    Input::new("age of the register", days as f64 * 86_400.0, Unit::Seconds)
}
