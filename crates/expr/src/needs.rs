//! What must be loaded for an expression, in the words of the schema.

use super::row::{Row, Test};
use super::value::{Elapsed, Events, Value};
use outturn_core::table::{Dated, TableKind};

/// What must be loaded.
#[derive(Debug, Clone, PartialEq)]
enum Need {
    /// A table, whatever columns it has.
    Table(TableKind),
    /// A column of a table.
    Column(TableKind, &'static str),
    /// All of them.
    All(Vec<Need>),
    /// One of them.
    Any(Vec<Need>),
}

impl Value {
    /// What must be loaded for it, with the schema's names: `incidents with started_at`. Columns that every table of the kind has are
    /// not named, nor the one that says when, nor those that it can do without.
    ///
    /// ```
    /// use outturn_core::table::TableKind::{Incidents, Volumes};
    /// use outturn_expr::{Events, Row, Value};
    /// const TOTAL: Value = Value::Sum {
    ///     of: Row::Seconds { from: "started_at", to: "detected_at" },
    ///     events: Events::of(Incidents, "incidents"),
    /// };
    /// const SERVED: Value = Value::Count(Events::of(Volumes, "days"));
    /// assert_eq!(TOTAL.needs(), "incidents with started_at");
    /// assert_eq!(Value::Over(&TOTAL, &SERVED).needs(), "incidents with started_at and volumes");
    /// ```
    #[must_use]
    pub fn needs(&self) -> String {
        of_value(self).simple().said().text
    }
}

fn of_row(table: TableKind, row: &Row) -> Need {
    let of = |row| of_row(table, row);
    match *row {
        Row::Number(_) | Row::Optional(..) => Need::Table(table),
        Row::Column(name) => Need::Column(table, name),
        Row::Seconds { from, to }
        | Row::WorkingSeconds { from, to }
        | Row::Age {
            since: from,
            on: to,
        } => Need::All(vec![Need::Column(table, from), Need::Column(table, to)]),
        Row::Flag(test) => of_test(table, test).unwrap_or(Need::Table(table)),
        Row::NotNegative(a) => of(a),
        Row::Plus(a, b) | Row::Minus(a, b) | Row::Times(a, b) | Row::Over(a, b) => {
            Need::All(vec![of(a), of(b)])
        }
    }
}

/// `None` for what can always be said, or is passed over where it is not loaded.
fn of_test(table: TableKind, test: &Test) -> Option<Need> {
    match *test {
        Test::Holds(column)
        | Test::Is { column, .. }
        | Test::OneOf { column, .. }
        | Test::Word { column, .. } => Some(Need::Column(table, column)),
        Test::After { column, than }
        | Test::Later { column, than }
        | Test::Same {
            column,
            other: than,
        } => Some(Need::All(vec![
            Need::Column(table, column),
            Need::Column(table, than),
        ])),
        Test::Within { of, .. } => Some(of_row(table, of)),
        Test::AtMost { of, most } => Some(Need::All(vec![of_row(table, of), of_row(table, most)])),
        Test::Present(_)
        | Test::HoldsIfKnown(_)
        | Test::BeginsWithIfAny { .. }
        | Test::Says { .. }
        | Test::SaysIfAny { .. }
        | Test::Loaded(_) => None,
        Test::NamedIn {
            column,
            table: other,
            by,
        } => Some(Need::All(vec![
            Need::Column(table, column),
            Need::Column(other, by),
        ])),
        Test::Not(of) => of_test(table, of),
        Test::All(parts) => {
            let parts = parts.iter().filter_map(|part| of_test(table, part));
            Some(Need::All(parts.collect()))
        }
        Test::Any(parts) | Test::Evidence(parts) => {
            let parts = parts.iter().filter_map(|part| match *part {
                // Always to be said, but one of several ways to know.
                Test::Present(column) => Some(Need::Column(table, column)),
                ref part => of_test(table, part),
            });
            Some(Need::Any(parts.collect()))
        }
    }
}

fn of_events(events: &Events) -> Vec<Need> {
    let table = events.table;
    let at = events.at.or(table.schema().time);
    let needs = [
        at.map(|at| Need::Column(table, at)),
        events.only.and_then(|test| of_test(table, test)),
        events.weight.map(|weight| of_row(table, weight)),
    ];
    needs.into_iter().flatten().collect()
}

fn of_value(value: &Value) -> Need {
    match *value {
        Value::Number(_) | Value::Unread(_) => Need::All(Vec::new()),
        Value::Elapsed {
            which: Elapsed::Covered(table),
            ..
        } => Need::Table(table),
        Value::Count(ref events) => Need::All(of_events(events)),
        Value::Sum { ref of, ref events }
        | Value::Mean {
            ref of, ref events, ..
        }
        | Value::Quantile {
            ref of, ref events, ..
        }
        | Value::Periods {
            ref of, ref events, ..
        } => {
            let mut needs = of_events(events);
            needs.push(of_row(events.table, of));
            Need::All(needs)
        }
        Value::Distinct { column, ref events } => {
            let mut needs = of_events(events);
            needs.push(Need::Column(events.table, column));
            Need::All(needs)
        }
        Value::Money {
            amount, ref events, ..
        } => {
            let mut needs = of_events(events);
            needs.push(Need::Column(events.table, amount));
            Need::All(needs)
        }
        Value::Named(_, _, value)
        | Value::Counted(_, value)
        | Value::Standing(_, value)
        | Value::Written(_, value) => of_value(value),
        Value::Plus(a, b) | Value::Minus(a, b) | Value::Times(a, b) | Value::Over(a, b) => {
            Need::All(vec![of_value(a), of_value(b)])
        }
        Value::Either(values) => Need::Any(values.iter().map(of_value).collect()),
        Value::Custom(custom) => {
            let required = custom.reads.iter().filter(|read| read.required);
            let columns = required.map(|read| Need::Column(read.table, read.column));
            Need::All(columns.collect())
        }
    }
}

/// A need in words, and how they are joined: those of what is joined already are kept apart by a comma, then by a semicolon.
struct Said {
    text: String,
    joined: usize,
}

/// What is needed of one table.
#[derive(Default)]
struct Columns {
    /// Each with the others that would do in its place.
    columns: Vec<Vec<&'static str>>,
}

impl Need {
    /// The same without what is said by the rest of it: of two ways of which one needs all that the other does and more, the other.
    fn simple(self) -> Self {
        match self {
            Self::Table(_) => self,
            // What every table of the kind has says no more than the table.
            Self::Column(table, name) => match is_in_every(table, name) {
                true => Self::Table(table),
                false => self,
            },
            Self::All(needs) => {
                let mut flat: Vec<Self> = Vec::new();
                for need in needs {
                    match need.simple() {
                        Self::All(more) => flat.extend(more),
                        one => flat.push(one),
                    }
                }
                Self::one_of(
                    without_implied(flat, |other, one| one.is_met_by(other)),
                    Self::All,
                )
            }
            Self::Any(needs) => {
                let needs = needs.into_iter().map(Self::simple).collect();
                Self::one_of(without_implied(needs, Self::is_met_by), Self::Any)
            }
        }
    }

    fn one_of(mut needs: Vec<Self>, of: fn(Vec<Self>) -> Self) -> Self {
        match needs.len() {
            1 => needs.remove(0),
            _ => of(needs),
        }
    }

    /// Whether it is there wherever something else is.
    fn is_met_by(&self, other: &Self) -> bool {
        match (self, other) {
            _ if self == other => true,
            (Self::All(needs), _) => needs.iter().all(|need| need.is_met_by(other)),
            (_, Self::Any(ways)) if !ways.is_empty() => ways.iter().all(|way| self.is_met_by(way)),
            (Self::Any(ways), _) if ways.iter().any(|way| way.is_met_by(other)) => true,
            (_, Self::All(needs)) => needs.iter().any(|need| self.is_met_by(need)),
            (Self::Table(table), Self::Column(of, _)) => table == of,
            _ => false,
        }
    }

    fn said(&self) -> Said {
        match self {
            Self::Any(needs) if self.alternatives().is_none() => {
                let mut parts: Vec<Said> = needs.iter().map(Self::said).collect();
                let only = self.only_table();
                if let Some(label) = only.map(|table| format!("{} with ", label(table))) {
                    // The table is named once.
                    for part in parts.iter_mut().skip(1) {
                        if let Some(rest) = part.text.strip_prefix(&label) {
                            part.text = format!("with {rest}");
                        }
                    }
                }
                joined(parts, "or")
            }
            _ => self.all_said(),
        }
    }

    fn all_said(&self) -> Said {
        let (mut tables, mut others) = (Vec::new(), Vec::new());
        self.sort(&mut tables, &mut others);
        let tables = tables.iter().map(|(table, of)| of.said(*table));
        joined(
            tables
                .chain(others.iter().map(|need| need.said()))
                .collect(),
            "and",
        )
    }

    /// Puts what is needed of each table together, and what is needed of one table or another apart.
    fn sort<'a>(&'a self, tables: &mut Vec<(TableKind, Columns)>, others: &mut Vec<&'a Self>) {
        match self {
            Self::All(needs) => needs.iter().for_each(|need| need.sort(tables, others)),
            Self::Table(table) => _ = columns_of(tables, *table),
            Self::Column(table, name) => columns_of(tables, *table).add(*table, vec![*name]),
            Self::Any(_) => match self.alternatives() {
                Some((table, names)) => columns_of(tables, table).add(table, names),
                None => others.push(self),
            },
        }
    }

    /// The columns of one table of which one will do.
    fn alternatives(&self) -> Option<(TableKind, Vec<&'static str>)> {
        match self {
            Self::Column(table, name) => Some((*table, vec![name])),
            Self::Any(needs) => {
                let mut found = needs.iter().map(Self::alternatives);
                let (table, mut names) = found.next()??;
                for other in found {
                    let (other, more) = other?;
                    names.extend(more);
                    if other != table {
                        return None;
                    }
                }
                Some((table, names))
            }
            Self::Table(_) | Self::All(_) => None,
        }
    }

    /// The table that all of it is about.
    fn only_table(&self) -> Option<TableKind> {
        match self {
            Self::Table(table) | Self::Column(table, _) => Some(*table),
            Self::All(needs) | Self::Any(needs) => {
                let mut tables = needs.iter().map(Self::only_table);
                let first = tables.next()??;
                tables.all(|table| table == Some(first)).then_some(first)
            }
        }
    }
}

/// Those of some that no other one makes needless; of two that do so to each other the first.
fn without_implied(needs: Vec<Need>, implies: impl Fn(&Need, &Need) -> bool) -> Vec<Need> {
    let mut kept: Vec<Need> = Vec::new();
    for need in needs {
        if kept.iter().any(|known| implies(known, &need)) {
            continue;
        }
        kept.retain(|known| !implies(&need, known));
        kept.push(need);
    }
    kept
}

fn is_in_every(table: TableKind, name: &str) -> bool {
    let schema = table.schema();
    // What does not say when it is true is of the day of its file.
    let by_file = schema.dated != Dated::ByRow && schema.time == Some(name);
    by_file || schema.column(name).is_some_and(|column| column.required)
}

fn columns_of(tables: &mut Vec<(TableKind, Columns)>, table: TableKind) -> &mut Columns {
    let at = tables.iter().position(|(known, _)| *known == table);
    let at = at.unwrap_or_else(|| {
        tables.push((table, Columns::default()));
        tables.len() - 1
    });
    &mut tables[at].1
}

impl Columns {
    fn add(&mut self, table: TableKind, names: Vec<&'static str>) {
        if !names.iter().any(|name| is_in_every(table, name)) && !self.columns.contains(&names) {
            self.columns.push(names);
        }
    }

    fn said(&self, table: TableKind) -> Said {
        let columns = self.columns.iter().map(|names| {
            let names = names.iter().map(|name| Said {
                text: (*name).to_owned(),
                joined: 0,
            });
            joined(names.collect(), "or")
        });
        let columns = joined(columns.collect(), "and");
        match columns.text.is_empty() {
            true => Said {
                text: label(table),
                joined: 0,
            },
            false => Said {
                text: format!("{} with {}", label(table), columns.text),
                ..columns
            },
        }
    }
}

fn label(table: TableKind) -> String {
    table.schema().plural.to_owned()
}

fn joined(parts: Vec<Said>, word: &str) -> Said {
    let parts: Vec<Said> = parts.into_iter().filter(|p| !p.text.is_empty()).collect();
    let deepest = parts.iter().map(|part| part.joined).max().unwrap_or(0);
    let mark = ["", ",", ";"][deepest.min(2)];
    let texts: Vec<&str> = parts.iter().map(|part| part.text.as_str()).collect();
    let text = match texts.as_slice() {
        [before @ .., last] if before.len() > 1 && deepest == 0 => {
            format!("{} {word} {last}", before.join(", "))
        }
        texts => texts.join(&format!("{mark} {word} ")),
    };
    Said {
        joined: deepest + usize::from(parts.len() > 1),
        text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use TableKind::{TimeLogs, WorkflowRuns};

    const ENDED: Need = Need::Column(WorkflowRuns, "finished_at");
    const GOOD: Need = Need::Column(WorkflowRuns, "quality_ok");
    const TOIL: Need = Need::Column(TimeLogs, "repetitive");

    fn both() -> Need {
        Need::All(vec![ENDED, GOOD])
    }

    #[test]
    fn what_is_needed_is_said_once() {
        let thrice = Need::All(vec![both(), Need::Any(vec![both(), both()]), both()]);
        let cases = [
            (thrice, "workflow runs with finished_at and quality_ok"),
            (
                Need::Any(vec![ENDED, both()]),
                "workflow runs with finished_at",
            ),
            (
                Need::All(vec![both(), Need::Any(vec![ENDED, TOIL])]),
                "workflow runs with finished_at and quality_ok",
            ),
            // Of two ways of which one needs no more than the table, that one.
            (
                Need::Any(vec![TOIL, Need::Column(TimeLogs, "category")]),
                "time logs",
            ),
            (
                Need::Any(vec![both(), TOIL]),
                "workflow runs with finished_at and quality_ok, or time logs with repetitive",
            ),
        ];
        for (need, said) in cases {
            assert_eq!(need.simple().said().text, said);
        }
    }
}
