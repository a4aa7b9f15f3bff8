//! The rows behind a value: which of them count in a slice, what each is worth, and why the others do not.

use super::aggregate::Walk;
use super::left_out::Reason;
use super::row::Row;
use super::standing::standing_before;
use super::value::{Custom, Events, Value};
use super::{Scope, Slices, Sources, Unavailable, shared};
use outturn_core::table::{Column, TableKind};
use std::collections::BTreeMap;

/// A row that falls into the slice.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Involved {
    /// Its place in the whole table.
    pub row: u32,
    /// What it is worth, such as its seconds or its amount; one where every row is worth the same. Nothing where it does not count.
    pub worth: Option<f64>,
    /// Why it does not count, by its place among the reasons.
    pub left_out: Option<u16>,
}

/// The rows of one table behind a value.
#[derive(Debug, Clone, PartialEq)]
pub struct Involvement {
    /// The table.
    pub table: TableKind,
    /// Its rows in the slice, in order.
    pub rows: Vec<Involved>,
    /// Why rows do not count.
    pub reasons: Vec<String>,
    /// Whether each row counts for itself. Else the value is of all of them together, and a row is among them that has what it takes.
    pub one_by_one: bool,
}

impl Involvement {
    /// No rows of a table yet.
    #[must_use]
    pub fn of(table: TableKind) -> Self {
        Self {
            table,
            rows: Vec::new(),
            reasons: Vec::new(),
            one_by_one: true,
        }
    }

    /// Adds a row with its worth, or with why it does not count.
    pub fn add(&mut self, row: usize, counts: Result<f64, &str>) {
        let left_out = counts.err().map(|why| {
            let known = self.reasons.iter().position(|known| known == why);
            let at = known.unwrap_or_else(|| {
                self.reasons.push(why.to_owned());
                self.reasons.len() - 1
            });
            u16::try_from(at).unwrap_or(u16::MAX)
        });
        self.rows.push(Involved {
            row: row as u32,
            worth: counts.ok(),
            left_out,
        });
    }

    /// Takes what another part of the value says of rows of the same table: a row that one of them uses is used.
    fn also(&mut self, other: &Self) {
        let mut all: BTreeMap<u32, Result<f64, String>> = BTreeMap::new();
        for of in [&*self, other] {
            for one in &of.rows {
                let why = one.left_out.and_then(|at| of.reasons.get(usize::from(at)));
                let counts = match why {
                    Some(why) => Err(why.clone()),
                    None => Ok(one.worth.unwrap_or(1.0)),
                };
                let known = all.get(&one.row);
                if known.is_none_or(|known| known.is_err() && counts.is_ok()) {
                    all.insert(one.row, counts);
                }
            }
        }
        let mut both = Self::of(self.table);
        both.one_by_one = self.one_by_one && other.one_by_one;
        for (row, counts) in &all {
            let counts = counts.as_ref().map_err(String::as_str);
            both.add(*row as usize, counts.copied());
        }
        *self = both;
    }
}

impl Value {
    /// The rows behind it in a scope of one span, table by table.
    ///
    /// # Errors
    /// What is lacking.
    pub fn involved(&self, scope: &Scope<'_>) -> Result<Vec<Involvement>, Unavailable> {
        match *self {
            Self::Number(_) | Self::Unread(_) | Self::Elapsed { .. } => Ok(Vec::new()),
            Self::Count(ref events) | Self::Distinct { ref events, .. } => {
                Ok(vec![of_events(scope, events, None)?])
            }
            Self::Sum { ref of, ref events }
            | Self::Mean {
                ref of, ref events, ..
            }
            | Self::Quantile {
                ref of, ref events, ..
            }
            | Self::Periods {
                ref of, ref events, ..
            } => Ok(vec![of_events(scope, events, Some(of))?]),
            Self::Money {
                amount, ref events, ..
            } => Ok(vec![of_events(scope, events, Some(&Row::Column(amount)))?]),
            Self::Named(_, _, value) | Self::Counted(_, value) | Self::Written(_, value) => {
                value.involved(scope)
            }
            Self::Plus(a, b) | Self::Minus(a, b) | Self::Times(a, b) => both(scope, a, b),
            Self::Over(a, b) => {
                let slices = shared::slices(scope, a, b)?;
                match slices {
                    Some(slices) => both(&Scope::new(scope.sources(), slices), a, b),
                    None => both(scope, a, b),
                }
            }
            Self::Either(values) => {
                let first = values.iter().find(|value| value.is_loaded(scope.sources()));
                first.map_or(Err(Unavailable::Period), |first| first.involved(scope))
            }
            Self::Standing(kind, value) => of_register(scope, kind, value),
            Self::Custom(custom) => Ok(of_custom(scope, custom)?.into_iter().collect()),
        }
    }
}

fn both(scope: &Scope<'_>, a: &Value, b: &Value) -> Result<Vec<Involvement>, Unavailable> {
    let mut all = a.involved(scope)?;
    for other in b.involved(scope)? {
        match all.iter_mut().find(|known| known.table == other.table) {
            Some(known) => known.also(&other),
            None => all.push(other),
        }
    }
    Ok(all)
}

fn of_events(
    scope: &Scope<'_>,
    events: &Events,
    of: Option<&Row>,
) -> Result<Involvement, Unavailable> {
    let walk = Walk::new(scope, events, of)?;
    let mut involved = Involvement::of(events.table);
    let words = Reason::ALL.map(|reason| reason.words(of, events));
    walk.each_of_all(|_, (row, event)| {
        let counts = event.map(|(worth, weight)| worth * weight);
        involved.add(row, counts.map_err(|why| words[why as usize].as_str()));
    });
    Ok(involved)
}

/// The rows of a register as it stands at the end of the span.
fn of_register(
    scope: &Scope<'_>,
    kind: TableKind,
    value: &Value,
) -> Result<Vec<Involvement>, Unavailable> {
    let Some((sources, days, rows)) = standing_before(scope, kind)? else {
        return Ok(Vec::new());
    };
    let alone = Scope::new(&sources, Slices::Spans(vec![days]));
    let mut all = value.involved(&alone)?;
    for involved in all.iter_mut().filter(|of| of.table == kind) {
        for one in &mut involved.rows {
            one.row = rows.get(one.row as usize).copied().unwrap_or(one.row);
        }
    }
    Ok(all)
}

/// The rows that a computation reads which is no expression: those of the span that have what it cannot do without.
fn of_custom(scope: &Scope<'_>, custom: &Custom) -> Result<Option<Involvement>, Unavailable> {
    let Some(first) = custom.reads.first() else {
        return Ok(None);
    };
    let kind = first.table;
    let table = scope.table(kind)?;
    let is_time = |name: &str| {
        table
            .column(name)
            .is_some_and(|column| column.first_and_last().is_some())
    };
    let rows = match is_time(first.column) {
        true => scope.rows_at(kind, first.column)?,
        false => scope.rows(kind)?,
    };
    let needed = custom.reads.iter();
    let needed = needed.filter(|read| read.table == kind && read.required);
    let needed: Vec<(&Column, String)> = needed
        .filter_map(|read| {
            let column = table.column(read.column)?;
            Some((column, format!("without {}", read.column)))
        })
        .collect();
    let mut involved = Involvement::of(kind);
    involved.one_by_one = false;
    rows.for_each(|row, _| {
        let mut lacks = needed.iter().filter(|(column, _)| !column.is_present(row));
        let counts = lacks.next().map_or(Ok(1.0), |(_, why)| Err(why.as_str()));
        involved.add(row, counts);
    });
    Ok(Some(involved))
}

/// The whole table of a kind has so many rows of each file, in their order: which file a row is of, and where in it.
#[must_use]
pub fn place_of(sources: &Sources, kind: TableKind, row: usize) -> Option<(usize, usize)> {
    let mut first = 0;
    for (at, part) in sources.get(kind)?.parts().iter().enumerate() {
        if row < first + part.rows() {
            return Some((at, row - first));
        }
        first += part.rows();
    }
    None
}
