//! Expressions about rows with their columns looked up, evaluated for many rows at once.
//!
//! Nothing is NaN in a row's worth; a test is 1 for yes, 0 for no and NaN where it cannot be said.

use super::row::{Row, Test, says};
use super::working::working_seconds;
use super::{Scope, Unavailable};
use outturn_core::calendar::Zone;
use outturn_core::table::{Column, Table, TableKind, TextColumn};
use outturn_core::units::SECONDS_PER_DAY;
use rustc_hash::FxHashSet;
use std::ops::{Range, RangeInclusive};

/// A number for each row of a block; NaN for none.
pub(super) enum Program<'a> {
    Number(f64),
    Column(&'a Column),
    Seconds(&'a Column, &'a Column),
    /// By the clock.
    Working(&'a Column, &'a Column, &'a Zone),
    Age(&'a Column, &'a Column),
    Holds(&'a Column),
    After(&'a Column, &'a Column),
    Later(&'a Column, &'a Column),
    Same(&'a Column, &'a Column),
    /// What is said of each code of a text, and of a cell without one.
    Text(&'a TextColumn, Vec<f64>, f64),
    Present(&'a Column),
    Within(Box<Program<'a>>, RangeInclusive<f64>),
    Not(Box<Program<'a>>),
    All(Vec<Program<'a>>),
    Evidence(Vec<Program<'a>>),
    Any(Vec<Program<'a>>),
    NotNegative(Box<Program<'a>>),
    Two(fn(f64, f64) -> f64, Box<[Program<'a>; 2]>),
}

const UNKNOWN: f64 = f64::NAN;

fn answer(said: Option<bool>) -> f64 {
    said.map_or(UNKNOWN, f64::from)
}

/// Looks up the columns of a kind of table.
pub(super) struct Compiler<'s, 'a> {
    pub(super) scope: &'s Scope<'a>,
    pub(super) kind: TableKind,
    pub(super) table: &'a Table,
}

impl<'a> Compiler<'_, 'a> {
    fn column(&self, name: &str) -> Result<&'a Column, Unavailable> {
        self.scope.column(self.kind, name)
    }

    fn text(&self, name: &str) -> Result<&'a TextColumn, Unavailable> {
        let lacking = || Unavailable::Column {
            table: self.kind,
            column: name.to_owned(),
        };
        self.column(name)?.as_text().ok_or_else(lacking)
    }

    /// What each row is worth.
    pub(super) fn row(&self, row: &Row) -> Result<Program<'a>, Unavailable> {
        let two = |of: fn(f64, f64) -> f64, a: &Row, b: &Row| {
            Ok(Program::Two(of, Box::new([self.row(a)?, self.row(b)?])))
        };
        match *row {
            Row::Number(number) => Ok(Program::Number(number)),
            Row::Column(name) => self.column(name).map(Program::Column),
            Row::Optional(name, number) => Ok(self
                .table
                .column(name)
                .map_or(Program::Number(number), Program::Column)),
            Row::Seconds { from, to } => Ok(Program::Seconds(self.column(from)?, self.column(to)?)),
            Row::WorkingSeconds { from, to } => Ok(Program::Working(
                self.column(from)?,
                self.column(to)?,
                self.scope.sources().clock(self.kind),
            )),
            Row::Age { since, on } => Ok(Program::Age(self.column(since)?, self.column(on)?)),
            Row::Flag(test) => self.test(test),
            Row::NotNegative(of) => Ok(match self.row(of)? {
                Program::Number(number) if number >= 0.0 => Program::Number(number),
                of => Program::NotNegative(Box::new(of)),
            }),
            Row::Plus(a, b) => two(|a, b| a + b, a, b),
            Row::Minus(a, b) => two(|a, b| a - b, a, b),
            Row::Times(a, b) => two(|a, b| a * b, a, b),
            Row::Over(a, b) => two(|a, b| if b == 0.0 { UNKNOWN } else { a / b }, a, b),
        }
    }

    /// Whether each row counts.
    pub(super) fn test(&self, test: &Test) -> Result<Program<'a>, Unavailable> {
        match *test {
            Test::Holds(name) => self.column(name).map(Program::Holds),
            Test::HoldsIfKnown(name) => {
                let column = self.table.column(name);
                Ok(column.map_or(Program::Number(1.0), Program::Holds))
            }
            Test::Present(name) => {
                let column = self.table.column(name);
                Ok(column.map_or(Program::Number(0.0), Program::Present))
            }
            Test::After { column, than } => {
                Ok(Program::After(self.column(column)?, self.column(than)?))
            }
            Test::Later { column, than } => {
                Ok(Program::Later(self.column(column)?, self.column(than)?))
            }
            Test::Same { column, other } => {
                let both = [column, other].map(|name| self.text(name).and(self.column(name)));
                let [column, other] = both;
                Ok(Program::Same(column?, other?))
            }
            Test::Within { of, from, to } => {
                Ok(Program::Within(Box::new(self.row(of)?), from..=to))
            }
            Test::AtMost { of, most } => {
                let both = [self.row(of)?, self.row(most)?];
                Ok(Program::Two(at_most, Box::new(both)))
            }
            Test::Is { column, word } => {
                self.words(column, |entry| entry.trim().eq_ignore_ascii_case(word))
            }
            Test::OneOf { column, words, .. } => self.one_of(column, words),
            Test::Word { column, vocabulary } => {
                let text = self.text(column)?;
                let said = text.entries().map(|word| answer(vocabulary.says(word)));
                Ok(Program::Text(text, said.collect(), UNKNOWN))
            }
            Test::BeginsWithIfAny { column, beginning } => Ok(self.begins(column, beginning)),
            Test::Says { columns, phrases } => Ok(self.said(columns, phrases).0),
            Test::SaysIfAny { columns, phrases } => match self.said(columns, phrases) {
                (said, true) => Ok(said),
                (_, false) => Ok(Program::Number(1.0)),
            },
            Test::NamedIn { column, table, by } => self.named_in(column, (table, by)),
            Test::Loaded(of) => Ok(self.test(of).unwrap_or(Program::Number(0.0))),
            Test::Not(of) => Ok(Program::Not(Box::new(self.test(of)?))),
            Test::All(parts) => {
                let parts = parts.iter().map(|part| self.test(part));
                Ok(Program::All(parts.collect::<Result<_, _>>()?))
            }
            Test::Any(parts) => self.any(parts),
            Test::Evidence(parts) => self.evidence(parts),
        }
    }
}

/// Tests of texts: each text of the column is looked at once, however many rows have it.
impl<'a> Compiler<'_, 'a> {
    /// Which rows have a text that passes; it cannot be said of those without one.
    fn words(
        &self,
        column: &'static str,
        passes: impl Fn(&str) -> bool,
    ) -> Result<Program<'a>, Unavailable> {
        let text = self.text(column)?;
        let said = text.entries().map(|entry| f64::from(passes(entry)));
        Ok(Program::Text(text, said.collect(), UNKNOWN))
    }

    fn one_of(&self, column: &'static str, words: &[&str]) -> Result<Program<'a>, Unavailable> {
        let is = |entry: &str| words.iter().any(|w| entry.trim().eq_ignore_ascii_case(w));
        match self.words(column, is)? {
            Program::Text(_, said, _) if !said.contains(&1.0) => Ok(Program::Number(UNKNOWN)),
            said => Ok(said),
        }
    }

    fn begins(&self, column: &str, beginning: &str) -> Program<'a> {
        let Some(text) = self.table.column(column).and_then(Column::as_text) else {
            return Program::Number(1.0);
        };
        let begins = |entry: &str| entry.trim().to_ascii_lowercase().starts_with(beginning);
        let said = text.entries().map(|entry| f64::from(begins(entry)));
        let said: Vec<f64> = said.collect();
        match said.contains(&1.0) {
            true => Program::Text(text, said, 0.0),
            false => Program::Number(1.0),
        }
    }

    fn named_in(
        &self,
        column: &'static str,
        (table, by): (TableKind, &'static str),
    ) -> Result<Program<'a>, Unavailable> {
        let lacking = || Unavailable::Column {
            table,
            column: by.to_owned(),
        };
        let names = self.scope.column(table, by)?;
        let names = names.as_text().ok_or_else(lacking)?;
        let names: FxHashSet<&str> = names.entries().filter(|n| !n.is_empty()).collect();
        if names.is_empty() {
            return Err(lacking());
        }
        let text = self.text(column)?;
        let said = text.entries().map(|entry| f64::from(names.contains(entry)));
        Ok(Program::Text(text, said.collect(), 0.0))
    }

    /// Which rows say one of some phrases in one of some columns, and whether any text of them does.
    fn said(&self, columns: &[&str], phrases: &[&str]) -> (Program<'a>, bool) {
        let mut any = false;
        let texts = columns
            .iter()
            .filter_map(|name| self.table.column(name)?.as_text());
        let parts = texts.map(|text| {
            let entries = text.entries();
            let said: Vec<f64> = entries
                .map(|entry| f64::from(says(entry, phrases)))
                .collect();
            any |= said.contains(&1.0);
            Program::Text(text, said, 0.0)
        });
        let parts: Vec<Program<'a>> = parts.collect();
        (Program::Any(parts), any)
    }

    /// Whether one of some parts passes. What is not loaded cannot be said of any row.
    fn any(&self, parts: &[Test]) -> Result<Program<'a>, Unavailable> {
        let (mut known, mut lacks) = (Vec::new(), None);
        for part in parts {
            match self.test(part) {
                Ok(part) => known.push(part),
                Err(lack) => lacks = Some(lack),
            }
        }
        match lacks {
            Some(lack) if known.is_empty() => Err(lack),
            Some(_) => {
                known.push(Program::Number(UNKNOWN));
                Ok(Program::Any(known))
            }
            None => Ok(Program::Any(known)),
        }
    }

    /// Those parts of some evidence that are loaded. A text without any value, or a list of names without any, says nothing.
    fn evidence(&self, parts: &[Test]) -> Result<Program<'a>, Unavailable> {
        let (mut known, mut lacks) = (Vec::new(), None);
        for part in parts {
            let loaded = match part {
                Test::Present(name) => self.column(name).and_then(|_| self.test(part)),
                Test::Loaded(of) => self.test(of),
                part => self.test(part),
            };
            match loaded {
                Ok(Program::Text(_, said, _)) if said.is_empty() => {}
                Ok(part) => known.push(part),
                Err(lack) => lacks = Some(lack),
            }
        }
        match lacks {
            Some(lack) if known.is_empty() => Err(lack),
            _ if known.is_empty() => Ok(Program::Number(UNKNOWN)),
            _ => Ok(Program::Evidence(known)),
        }
    }
}

impl Program<'_> {
    /// Evaluates some rows into as many places.
    pub(super) fn run(&self, rows: Range<usize>, out: &mut [f64]) {
        match self {
            Self::Number(number) => out.fill(*number),
            Self::Column(column) => {
                let mut places = out.iter_mut();
                column.for_each_number(rows, |number| {
                    if let Some(place) = places.next() {
                        *place = number.unwrap_or(UNKNOWN);
                    }
                });
            }
            Self::Text(text, said, missing) => {
                let mut places = out.iter_mut();
                text.for_each_code(rows, |code| {
                    if let Some(place) = places.next() {
                        *place = said.get(code as usize).copied().unwrap_or(*missing);
                    }
                });
            }
            Self::Seconds(from, to) => each(rows, out, |row| {
                match (from.timestamp(row), to.timestamp(row)) {
                    (Some(from), Some(to)) if to >= from => to.seconds_since(from),
                    _ => UNKNOWN,
                }
            }),
            Self::Working(from, to, clock) => each(rows, out, |row| {
                match (from.timestamp(row), to.timestamp(row)) {
                    (Some(from), Some(to)) if to >= from => {
                        working_seconds(clock.local(from), clock.local(to))
                    }
                    _ => UNKNOWN,
                }
            }),
            Self::Age(since, on) => each(rows, out, |row| {
                match since.timestamp(row).zip(on.timestamp(row)) {
                    Some((since, on)) => age(on.seconds_since(since)),
                    None => UNKNOWN,
                }
            }),
            Self::After(column, than) => each(rows, out, |row| {
                let both = column.timestamp(row).zip(than.timestamp(row));
                f64::from(both.is_some_and(|(at, than)| at > than))
            }),
            Self::Later(column, than) => each(rows, out, |row| {
                let both = column.timestamp(row).zip(than.timestamp(row));
                answer(both.map(|(at, than)| at > than))
            }),
            Self::Same(column, other) => each(rows, out, |row| {
                let both = column.text(row).zip(other.text(row));
                answer(both.map(|(a, b)| a.trim().eq_ignore_ascii_case(b.trim())))
            }),
            Self::Holds(column) => each(rows, out, |row| answer(column.boolean(row))),
            Self::Present(column) => each(rows, out, |row| f64::from(column.is_present(row))),
            Self::Within(of, bounds) => {
                of.run(rows, out);
                let known = out.iter_mut().filter(|number| !number.is_nan());
                known.for_each(|number| *number = f64::from(bounds.contains(number)));
            }
            Self::NotNegative(of) => {
                of.run(rows, out);
                let negative = out.iter_mut().filter(|number| **number < 0.0);
                negative.for_each(|number| *number = UNKNOWN);
            }
            Self::Not(of) => {
                of.run(rows, out);
                out.iter_mut().for_each(|said| *said = 1.0 - *said);
            }
            Self::All(parts) => all_of(1.0, parts, rows, out, and),
            Self::Any(parts) => all_of(0.0, parts, rows, out, or),
            Self::Evidence(parts) => all_of(0.0, parts, rows, out, evident),
            Self::Two(of, operands) => {
                let [first, second] = &**operands;
                first.run(rows.clone(), out);
                combine(std::slice::from_ref(second), rows, out, of);
            }
        }
    }
}

/// No age is below none, but for the hours of a day of which only the date is known.
fn age(seconds: f64) -> f64 {
    match seconds {
        seconds if seconds >= 0.0 => seconds,
        seconds if seconds > -SECONDS_PER_DAY => 0.0,
        _ => UNKNOWN,
    }
}

fn at_most(of: f64, most: f64) -> f64 {
    /// What decimals lose in binary, and far less than anybody writes.
    const LOST: f64 = 1e-9;
    match of.is_nan() || most.is_nan() {
        true => UNKNOWN,
        false => f64::from(of <= most + LOST * of.abs().max(most.abs()).max(1.0)),
    }
}

/// Evaluates row by row.
fn each(rows: Range<usize>, out: &mut [f64], of: impl Fn(usize) -> f64) {
    for (place, row) in out.iter_mut().zip(rows) {
        *place = of(row);
    }
}

/// No where one says no, though of another it cannot be said.
fn and(so_far: f64, part: f64) -> f64 {
    match so_far == 0.0 || part == 0.0 {
        true => 0.0,
        false => so_far * part,
    }
}

/// Yes where one says yes, though of another it cannot be said.
fn or(so_far: f64, part: f64) -> f64 {
    match so_far == 1.0 || part == 1.0 {
        true => 1.0,
        false => so_far + part,
    }
}

/// Yes where one says yes, and nothing where it cannot be said of all.
fn evident(so_far: f64, part: f64) -> f64 {
    match so_far.is_nan() || part.is_nan() {
        true => UNKNOWN,
        false => so_far.max(part),
    }
}

fn all_of(
    start: f64,
    parts: &[Program<'_>],
    rows: Range<usize>,
    out: &mut [f64],
    of: impl Fn(f64, f64) -> f64,
) {
    out.fill(start);
    combine(parts, rows, out, of);
}

fn combine(
    parts: &[Program<'_>],
    rows: Range<usize>,
    out: &mut [f64],
    of: impl Fn(f64, f64) -> f64,
) {
    let mut of_part = vec![0.0; out.len()];
    for part in parts {
        part.run(rows.clone(), &mut of_part);
        for (so_far, part) in out.iter_mut().zip(&of_part) {
            *so_far = of(*so_far, *part);
        }
    }
}
