//! What is said of single rows: what they are worth and whether they count.

use super::names::{Known, Named, kind_words, meant, table_of};
use super::quantity::{Quantity, of_column};
use super::syntax::{Expression, Measure, Node, Operator};
use super::{Mistake, What, kept, word};
use crate::row::{Row, Test};
use outturn_core::table::{ColumnKind, TableKind};
use outturn_core::units::Unit;

/// What a part of a formula is, of a row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Worth {
    Number(Row, Quantity),
    Moment(&'static str),
    Text(&'static str),
    /// A word in quotes.
    Word(&'static str),
    Truth(bool),
    Test(Test),
}

/// The rows of one table.
#[derive(Clone, Copy)]
pub(super) struct Rows<'a> {
    pub(super) known: &'a Known<'a>,
    pub(super) table: TableKind,
}

type Read<T> = Result<T, Mistake>;

fn mistake<T>(part: &Expression, what: What) -> Read<T> {
    Err(Mistake {
        place: part.place.clone(),
        what,
    })
}

impl Worth {
    /// With its article, as in “this is text”.
    pub(super) fn words(&self) -> &'static str {
        match self {
            Self::Number(_, quantity) => quantity.words(),
            Self::Moment(_) => "a time",
            Self::Text(_) => "text",
            Self::Word(_) => "a word",
            Self::Truth(_) => "yes or no",
            Self::Test(_) => "a condition",
        }
    }
}

/// A number as it is typed, in the base unit. What is divided is as near to the number meant as one that is read from a file.
pub(super) fn number(number: f64, measure: Measure) -> (f64, Quantity) {
    match measure {
        Measure::Plain => (number, Quantity::Bare),
        Measure::Percent => (number / 100.0, Quantity::Of(Unit::Ratio)),
        Measure::Time("ms") => (number / 1_000.0, Quantity::Length),
        Measure::Time(_) => (number * measure.size(), Quantity::Length),
    }
}

impl Rows<'_> {
    /// A column by its name.
    pub(super) fn column(&self, part: &Expression) -> Read<Named> {
        let Node::Name { table, name } = &part.node else {
            return mistake(part, What::GivenOf);
        };
        let own = self.table.schema();
        match table.as_deref().map(|of| (of, table_of(of))) {
            Some((of, None)) => {
                return mistake(
                    part,
                    What::NoTable {
                        name: of.to_owned(),
                        meant: meant(of, super::names::tables().map(|t| t.schema().name)),
                    },
                );
            }
            Some((_, Some(other))) if other != self.table => {
                return mistake(part, What::TwoTables(other, self.table));
            }
            _ => {}
        }
        if let Some(column) = self.known.column(self.table, name) {
            return Ok(column);
        }
        if table.is_none() && table_of(name).is_some() {
            let first = own.columns.first().map_or("", |column| column.name);
            return mistake(part, What::Table(name.clone(), first));
        }
        let all = self.known.columns(self.table);
        mistake(
            part,
            What::NoColumn {
                name: name.clone(),
                table: Some(self.table),
                meant: meant(name, all.iter().map(|column| column.name)),
            },
        )
    }

    /// What a part is, of a row.
    pub(super) fn worth(&self, part: &Expression) -> Read<Worth> {
        match &part.node {
            Node::Number(typed, measure) => {
                let (number, quantity) = number(*typed, *measure);
                Ok(Worth::Number(Row::Number(number), quantity))
            }
            Node::Text(text) => Ok(Worth::Word(word(&text.trim().to_ascii_lowercase()))),
            Node::Truth(truth) => Ok(Worth::Truth(*truth)),
            Node::Name { .. } => self.column(part).map(cell),
            Node::Call { function, .. } => mistake(part, What::Nested(function.clone())),
            Node::Negative(of) => {
                let (row, quantity) = self.number(of)?;
                let row = match row {
                    Row::Number(number) => Row::Number(-number),
                    row => Row::Minus(&Row::Number(0.0), kept(row)),
                };
                Ok(Worth::Number(row, quantity))
            }
            Node::Two(operator, a, b) => self.two(part, *operator, (a, b)),
            Node::Not(of) => Ok(Worth::Test(Test::Not(kept(self.test(of)?)))),
            Node::In(of, list) => {
                let tests = list
                    .iter()
                    .map(|one| self.compared(part, Operator::Equal, (of, one)));
                Ok(Worth::Test(any(tests.collect::<Read<_>>()?)))
            }
            Node::Between(of, from, to) => {
                let least = self.compared(part, Operator::AtLeast, (of, from))?;
                let most = self.compared(part, Operator::AtMost, (of, to))?;
                Ok(Worth::Test(match (least, most) {
                    (Test::Within { of, from, .. }, Test::Within { of: same, to, .. })
                        if of == same =>
                    {
                        Test::Within { of, from, to }
                    }
                    both => Test::All(kept([both.0, both.1])),
                }))
            }
            Node::Given(of) => Ok(Worth::Test(Test::Present(self.column(of)?.name))),
            Node::Where(of, _) => match &of.node {
                Node::Call { function, .. } => mistake(of, What::WhereOfAll(function.clone())),
                _ => mistake(part, What::WhereOfAll("sum".to_owned())),
            },
        }
    }

    /// A number; a condition counts one where it holds, and nothing where not.
    pub(super) fn number(&self, part: &Expression) -> Read<(Row, Quantity)> {
        match self.worth(part)? {
            Worth::Number(row, quantity) => Ok((row, quantity)),
            Worth::Test(test) => Ok((Row::Flag(kept(test)), Quantity::Of(Unit::Count))),
            other => mistake(part, What::NoNumber(other.words())),
        }
    }

    /// A condition.
    pub(super) fn test(&self, part: &Expression) -> Read<Test> {
        let example = |how: &str| format!("{part} {how}");
        match self.worth(part)? {
            Worth::Test(test) => Ok(test),
            Worth::Number(_, quantity) if quantity.unit() == Unit::Seconds => {
                mistake(part, What::NoCondition("a duration", example("> 1 h")))
            }
            Worth::Number(_, quantity) => {
                mistake(part, What::NoCondition(quantity.words(), example("> 10")))
            }
            Worth::Text(_) => mistake(part, What::NoCondition("text", example("= \"…\""))),
            Worth::Moment(_) => mistake(part, What::NoCondition("a time", example("is given"))),
            other => mistake(
                part,
                What::NoCondition(other.words(), "status = \"error\"".to_owned()),
            ),
        }
    }

    fn two(
        &self,
        part: &Expression,
        operator: Operator,
        (a, b): (&Expression, &Expression),
    ) -> Read<Worth> {
        match operator {
            Operator::And => {
                let mut parts = Vec::new();
                for one in chain(part, Operator::And) {
                    parts.push(self.test(one)?);
                }
                Ok(Worth::Test(all(parts)))
            }
            Operator::Or => {
                let parts = chain(part, Operator::Or).into_iter();
                let parts: Read<Vec<Test>> = parts.map(|one| self.test(one)).collect();
                Ok(Worth::Test(any(parts?)))
            }
            Operator::Plus | Operator::Minus | Operator::Times | Operator::Over => {
                self.arithmetic(part, operator, (a, b))
            }
            _ => self.compared(part, operator, (a, b)).map(Worth::Test),
        }
    }

    fn arithmetic(
        &self,
        part: &Expression,
        operator: Operator,
        (a, b): (&Expression, &Expression),
    ) -> Read<Worth> {
        if let (Operator::Minus, Worth::Moment(to), Worth::Moment(from)) =
            (operator, self.worth(a)?, self.worth(b)?)
        {
            // What a register knows of is often no more than a day.
            let row = match self.table.schema().is_register() {
                true => Row::Age {
                    since: from,
                    on: to,
                },
                false => Row::Seconds { from, to },
            };
            return Ok(Worth::Number(row, Quantity::Of(Unit::Seconds)));
        }
        let ((first, of_first), (second, of_second)) = (self.number(a)?, self.number(b)?);
        let (x, y) = (kept(first), kept(second));
        let quantity = match operator {
            Operator::Plus | Operator::Minus => like(part, of_first, of_second)?,
            operator => of_first.made(operator, of_second),
        };
        let row = match operator {
            Operator::Plus => Row::Plus(x, y),
            Operator::Minus => Row::Minus(x, y),
            Operator::Times => Row::Times(x, y),
            _ => Row::Over(x, y),
        };
        Ok(Worth::Number(row, quantity))
    }

    fn compared(
        &self,
        part: &Expression,
        operator: Operator,
        (a, b): (&Expression, &Expression),
    ) -> Read<Test> {
        let (one, other) = (self.worth(a)?, self.worth(b)?);
        let equal = match operator {
            Operator::Equal => Some(true),
            Operator::Unequal => Some(false),
            _ => None,
        };
        let found = match (one, other) {
            (Worth::Text(column), Worth::Word(word)) | (Worth::Word(word), Worth::Text(column))
                if equal.is_some() =>
            {
                match word.is_empty() {
                    true => Test::Not(kept(Test::Present(column))),
                    false => Test::Is { column, word },
                }
            }
            (Worth::Text(column), Worth::Text(other)) if equal.is_some() => {
                Test::Same { column, other }
            }
            (Worth::Test(test), Worth::Truth(truth)) | (Worth::Truth(truth), Worth::Test(test))
                if equal.is_some() =>
            {
                match truth {
                    true => test,
                    false => Test::Not(kept(test)),
                }
            }
            (Worth::Moment(column), Worth::Moment(than)) => {
                let later = |column, than| Test::Later { column, than };
                match operator {
                    Operator::More => return Ok(later(column, than)),
                    Operator::Less => return Ok(later(than, column)),
                    Operator::AtMost => return Ok(Test::Not(kept(later(column, than)))),
                    Operator::AtLeast => return Ok(Test::Not(kept(later(than, column)))),
                    _ => all(vec![
                        Test::Not(kept(later(column, than))),
                        Test::Not(kept(later(than, column))),
                    ]),
                }
            }
            (Worth::Number(x, of_x), Worth::Number(y, of_y)) => {
                like(part, of_x, of_y)?;
                return Ok(numbers(operator, x, y));
            }
            (one, other) => {
                let hint = match (one, &b.node) {
                    (Worth::Text(_), Node::Number(number, _)) => {
                        format!(" Put it in quotes: \"{number}\".")
                    }
                    (Worth::Text(_), Node::Text(_)) => " Use = or !=.".to_owned(),
                    _ => String::new(),
                };
                return mistake(part, What::Incomparable(one.words(), other.words(), hint));
            }
        };
        Ok(match equal {
            Some(false) => Test::Not(kept(found)),
            _ => found,
        })
    }
}

/// What both are, where they are alike.
pub(super) fn like(part: &Expression, a: Quantity, b: Quantity) -> Read<Quantity> {
    let typed = |one| matches!(one, Quantity::Bare);
    match a.alike(b) {
        Some(both) => Ok(both),
        None if typed(a) || typed(b) => mistake(
            part,
            What::Unlike(
                a.words(),
                b.words(),
                " Write a length of time with its unit: 500 ms, 30 s, 5 min, 2 h or 3 days.",
            ),
        ),
        None => mistake(part, What::Unlike(a.words(), b.words(), "")),
    }
}

/// The cell of a column, as what it is.
fn cell(column: Named) -> Worth {
    match column.kind {
        ColumnKind::Timestamp => Worth::Moment(column.name),
        ColumnKind::Text => Worth::Text(column.name),
        ColumnKind::Boolean => Worth::Test(Test::Holds(column.name)),
        ColumnKind::Number => {
            let (quantity, by) = of_column(column.quantity);
            let row = Row::Column(column.name);
            // No length of time is below zero.
            let length = || kept(Row::NotNegative(kept(row)));
            let row = match by {
                Some((Operator::Over, by)) => Row::Over(length(), kept(Row::Number(by))),
                Some((_, by)) => Row::Times(length(), kept(Row::Number(by))),
                None => row,
            };
            Worth::Number(row, quantity)
        }
    }
}

pub(super) fn of_kind(column: &Named) -> &'static str {
    kind_words(column.kind)
}

/// Whether a worth is that of a cell, or of two times: what is computed of more has lost decimals.
fn is_cell(row: &Row) -> bool {
    matches!(
        row,
        Row::Column(_)
            | Row::Seconds { .. }
            | Row::Age { .. }
            | Row::Over(Row::NotNegative(_), Row::Number(_))
            | Row::Times(Row::NotNegative(_), Row::Number(_))
    )
}

/// Two numbers compared. A cell is compared with a number as it is; what is computed with what decimals lose in binary.
fn numbers(operator: Operator, x: Row, y: Row) -> Test {
    let not = |test| Test::Not(kept(test));
    let at_most = |x: Row, y: Row| match (x, y) {
        (x, Row::Number(to)) if is_cell(&x) => Test::Within {
            of: kept(x),
            from: f64::NEG_INFINITY,
            to,
        },
        (Row::Number(from), y) if is_cell(&y) => Test::Within {
            of: kept(y),
            from,
            to: f64::INFINITY,
        },
        (x, y) => Test::AtMost {
            of: kept(x),
            most: kept(y),
        },
    };
    let equal = |x: Row, y: Row| match (x, y) {
        (cell, Row::Number(at)) | (Row::Number(at), cell) if is_cell(&cell) => Test::Within {
            of: kept(cell),
            from: at,
            to: at,
        },
        (x, y) => all(vec![at_most(x, y), at_most(y, x)]),
    };
    match operator {
        Operator::Less => not(at_most(y, x)),
        Operator::AtMost => at_most(x, y),
        Operator::More => not(at_most(x, y)),
        Operator::AtLeast => at_most(y, x),
        Operator::Unequal => not(equal(x, y)),
        _ => equal(x, y),
    }
}

/// The parts that are joined by one operator, however they are bracketed.
pub(super) fn chain(part: &Expression, by: Operator) -> Vec<&Expression> {
    match &part.node {
        Node::Two(operator, a, b) if *operator == by => {
            let mut parts = chain(a, by);
            parts.extend(chain(b, by));
            parts
        }
        _ => vec![part],
    }
}

/// All of some tests.
pub(super) fn all(mut tests: Vec<Test>) -> Test {
    match tests.len() {
        1 => tests.remove(0),
        _ => Test::All(Vec::leak(tests)),
    }
}

fn any(mut tests: Vec<Test>) -> Test {
    match tests.len() {
        1 => tests.remove(0),
        _ => Test::Any(Vec::leak(tests)),
    }
}
