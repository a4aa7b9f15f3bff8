//! A formula → what it comes to, checked.

use super::names::{Known, Makes, function_of};
use super::quantity::Quantity;
use super::rows::{Rows, Worth, all, chain, like, number, of_kind};
use super::syntax::{Expression, Node, Operator};
use super::{Mistake, What, kept, parse, tables, word};
use crate::row::{Row, Test};
use crate::value::{Elapsed, Events, Silence, Value};
use outturn_core::table::{ColumnKind, TableKind};
use outturn_core::units::Unit;

/// What a formula comes to.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// The formula as text, as it is printed.
    pub text: String,
    /// What it computes.
    pub value: Value,
    /// The unit of the result.
    pub unit: Unit,
    /// The table of each function, each once, in the order in which they stand.
    pub tables: Vec<TableKind>,
}

type Read<T> = Result<T, Mistake>;

fn mistake<T>(part: &Expression, what: What) -> Read<T> {
    Err(Mistake {
        place: part.place.clone(),
        what,
    })
}

/// Reads a formula and checks what it says.
///
/// ```
/// use outturn_core::units::Unit;
/// use outturn_expr::language::{Known, read};
/// use outturn_expr::{Events, Sources};
/// let known = Known {
///     rows: |table| Events::of(table, table.schema().plural),
///     table: None,
///     sources: &Sources::default(),
/// };
/// let reading = read("median(resolved_at - detected_at) where severity = \"high\"", &known)?;
/// assert_eq!(reading.unit, Unit::Seconds);
/// assert_eq!(reading.value.words(), "median of resolved_at − detected_at of incidents whose severity is high");
/// let mistake = read("count(statu = \"error\")", &known).unwrap_err();
/// assert_eq!(mistake.to_string(), "There is no column statu. Did you mean status?");
/// # Ok::<(), outturn_expr::language::Mistake>(())
/// ```
///
/// # Errors
/// The first thing that is wrong, where it is, and what is accepted.
pub fn read(text: &str, known: &Known<'_>) -> Result<Reading, Mistake> {
    let formula = parse(text)?;
    let tables = tables::find(&formula, known)?;
    let reader = Reader {
        known,
        tables: &tables,
        conditions: Vec::new(),
    };
    let (value, quantity) = reader.value(&formula, true)?;
    let mut own: Vec<TableKind> = Vec::new();
    for (_, table) in &tables {
        if !own.contains(table) {
            own.push(*table);
        }
    }
    if own.is_empty() {
        return mistake(&formula, What::Empty);
    }
    // What a register says stands until a newer one comes.
    let value = match own.as_slice() {
        [only] if only.schema().is_register() => Value::Standing(*only, kept(value)),
        _ => value,
    };
    Ok(Reading {
        text: formula.to_string(),
        value,
        unit: quantity.unit(),
        tables: own,
    })
}

struct Reader<'a> {
    known: &'a Known<'a>,
    tables: &'a [(usize, TableKind)],
    conditions: Vec<&'a Expression>,
}

/// Which rows of which table a function is of, and what of them.
struct Of<'a> {
    table: TableKind,
    /// What is asked of a row, where anything is.
    argument: Option<&'a Expression>,
    conditions: Vec<&'a Expression>,
}

impl<'a> Reader<'a> {
    /// What a part comes to; `alone` where it is the whole formula.
    fn value(&self, part: &'a Expression, alone: bool) -> Read<(Value, Quantity)> {
        match &part.node {
            Node::Number(typed, measure) => {
                let (number, quantity) = number(*typed, *measure);
                Ok((Value::Number(number), quantity))
            }
            Node::Where(of, condition) => {
                let mut conditions = self.conditions.clone();
                conditions.extend(chain(condition, Operator::And));
                let within = Reader {
                    conditions,
                    ..*self
                };
                within.value(of, alone)
            }
            Node::Negative(of) => {
                let (value, quantity) = self.value(of, alone)?;
                Ok((Value::Times(kept(value), &Value::Number(-1.0)), quantity))
            }
            Node::Two(
                operator @ (Operator::Plus | Operator::Minus | Operator::Times | Operator::Over),
                a,
                b,
            ) => self.arithmetic(part, *operator, (a, b)),
            Node::Call {
                function,
                arguments,
            } => self.call(part, (function, arguments), alone),
            Node::Name { name, .. } => mistake(part, What::OfRows(name.clone())),
            Node::Text(_) => mistake(part, What::NoNumber("a word")),
            Node::Truth(_) => mistake(part, What::NoNumber("yes or no")),
            Node::Two(..) | Node::Not(_) | Node::In(..) | Node::Between(..) | Node::Given(_) => {
                mistake(part, What::Condition)
            }
        }
    }

    fn arithmetic(
        &self,
        part: &'a Expression,
        operator: Operator,
        (a, b): (&'a Expression, &'a Expression),
    ) -> Read<(Value, Quantity)> {
        if operator == Operator::Over
            && let Some(share) = self.share(a, b)?
        {
            return Ok((share, Quantity::Of(Unit::Ratio)));
        }
        let ((x, of_x), (y, of_y)) = (self.value(a, false)?, self.value(b, false)?);
        let quantity = match operator {
            Operator::Plus | Operator::Minus => like(part, of_x, of_y)?,
            operator => of_x.made(operator, of_y),
        };
        let (x, y) = (kept(x), kept(y));
        let value = match operator {
            Operator::Plus => Value::Minus(x, kept(Value::Times(y, &Value::Number(-1.0)))),
            Operator::Minus => Value::Minus(x, y),
            Operator::Times => Value::Times(x, y),
            _ => Value::Over(x, y),
        };
        Ok((value, quantity))
    }

    /// Rows of a kind among others of the same table, as `count(a) / count()`: their share, of the rows of which it can be said.
    fn share(&self, a: &'a Expression, b: &'a Expression) -> Read<Option<Value>> {
        let (Some(some), Some(of)) = (self.counted(a)?, self.counted(b)?) else {
            return Ok(None);
        };
        let is_of = |one: &&&Expression| of.conditions.contains(*one);
        let (among, tested): (Vec<_>, Vec<_>) = some.conditions.iter().partition(is_of);
        let is_part = of.conditions.iter().all(|one| among.contains(one));
        if some.table != of.table || !is_part || tested.is_empty() {
            return Ok(None);
        }
        let rows = self.rows(of.table);
        let tests: Read<Vec<Test>> = tested.into_iter().map(|one| rows.test(one)).collect();
        let events = self.events(&of)?;
        Ok(Some(self.standing(of.table, shared(all(tests?), events))))
    }

    /// The rows that a part counts, with all their conditions, where it does nothing else.
    fn counted(&self, part: &'a Expression) -> Read<Option<Of<'a>>> {
        match &part.node {
            Node::Where(of, condition) => {
                let mut conditions = self.conditions.clone();
                conditions.extend(chain(condition, Operator::And));
                Reader {
                    conditions,
                    ..*self
                }
                .counted(of)
            }
            Node::Call {
                function,
                arguments,
            } if function_of(function).is_some_and(|f| f.makes == Makes::Count) => {
                let mut of = self.of(part, (function, arguments))?;
                of.conditions.extend(
                    of.argument
                        .into_iter()
                        .flat_map(|one| chain(one, Operator::And)),
                );
                Ok(Some(of))
            }
            _ => Ok(None),
        }
    }

    fn rows(&self, table: TableKind) -> Rows<'_> {
        Rows {
            known: self.known,
            table,
        }
    }

    /// What a function is of.
    fn of(
        &self,
        part: &'a Expression,
        (function, arguments): (&str, &'a [Expression]),
    ) -> Read<Of<'a>> {
        let own = self.tables.iter().find(|(at, _)| *at == part.place.start);
        let Some((_, table)) = own else {
            return mistake(part, What::WhichTable(function.to_owned()));
        };
        let mut conditions = self.conditions.clone();
        let mut argument = arguments.first();
        while let Some(Expression {
            node: Node::Where(of, condition),
            ..
        }) = argument
        {
            conditions.extend(chain(condition, Operator::And));
            argument = Some(of);
        }
        let is_table = |one: &&Expression| match &one.node {
            Node::Name { table: None, name } => {
                super::names::table_of(name) == Some(*table)
                    && (self.known.column(*table, name).is_none()
                        || function_of(function).is_some_and(|f| f.makes == Makes::Count))
            }
            _ => false,
        };
        Ok(Of {
            table: *table,
            argument: argument.filter(|one| !is_table(one)),
            conditions,
        })
    }

    /// The rows as events.
    fn events(&self, of: &Of<'_>) -> Read<Events> {
        let rows = self.rows(of.table);
        let tests = of.conditions.iter().map(|one| rows.test(one));
        let tests: Vec<Test> = tests.collect::<Read<_>>()?;
        let events = (self.known.rows)(of.table);
        Ok(match tests.is_empty() {
            true => events,
            false => Events {
                only: Some(kept(all(tests))),
                ..events
            },
        })
    }

    /// A function of a register beside one of another table, as the register stands; a formula of nothing else stands as a whole.
    fn standing(&self, table: TableKind, value: Value) -> Value {
        let several = self.tables.iter().any(|(_, other)| *other != table);
        match table.schema().is_register() && several {
            true => Value::Standing(table, kept(value)),
            false => value,
        }
    }

    fn call(
        &self,
        part: &'a Expression,
        (function, arguments): (&'a str, &'a [Expression]),
        alone: bool,
    ) -> Read<(Value, Quantity)> {
        let Some(known) = function_of(function) else {
            return mistake(
                part,
                What::NoFunction {
                    name: function.to_owned(),
                    meant: None,
                },
            );
        };
        let most = match known.makes {
            Makes::Quantile(None) => 2,
            _ => 1,
        };
        let wrong = || What::Arguments {
            name: function.to_owned(),
            usage: known.usage,
        };
        if arguments.len() > most {
            return mistake(part, wrong());
        }
        let of = self.of(part, (function, arguments))?;
        let needs_one = !matches!(known.makes, Makes::Count | Makes::Elapsed(_));
        if needs_one && of.argument.is_none() || arguments.len() < most && most == 2 {
            return mistake(part, wrong());
        }
        let (value, quantity) = self.made(part, known.makes, &of, arguments)?;
        // The numbers that go into a quotient or a sum are on the receipt.
        let value = match (&value, alone) {
            (Value::Mean { .. } | Value::Over(..), _) | (Value::Quantile { .. }, true) => value,
            _ => Value::Named(named(&value, part), quantity.unit(), kept(value)),
        };
        Ok((self.standing(of.table, value), quantity))
    }

    fn made(
        &self,
        part: &'a Expression,
        makes: Makes,
        of: &Of<'a>,
        arguments: &'a [Expression],
    ) -> Read<(Value, Quantity)> {
        let events = self.events(of)?;
        let rows = self.rows(of.table);
        let Some(argument) = of.argument else {
            return Ok(match makes {
                Makes::Elapsed(per) => (
                    Value::Elapsed {
                        which: Elapsed::Covered(of.table),
                        per,
                    },
                    Quantity::Elapsed(per),
                ),
                _ => (counted(events), Quantity::Of(Unit::Count)),
            });
        };
        match makes {
            Makes::Count => {
                let tests: Vec<&Expression> = chain(argument, Operator::And);
                let of = Of {
                    table: of.table,
                    argument: None,
                    conditions: of.conditions.iter().copied().chain(tests).collect(),
                };
                Ok((counted(self.events(&of)?), Quantity::Of(Unit::Count)))
            }
            Makes::Share => {
                let share = shared(rows.test(argument)?, events);
                Ok((share, Quantity::Of(Unit::Ratio)))
            }
            Makes::Distinct => match rows.column(argument)? {
                column if column.kind == ColumnKind::Text => {
                    let column = column.name;
                    let value = Value::Distinct { column, events };
                    Ok((value, Quantity::Of(Unit::Count)))
                }
                column => mistake(
                    argument,
                    What::NotWords(column.name.to_owned(), of_kind(&column)),
                ),
            },
            Makes::Elapsed(_) => mistake(
                argument,
                What::NoTable {
                    name: argument.to_string(),
                    meant: None,
                },
            ),
            Makes::Sum | Makes::Mean | Makes::Quantile(_) => {
                self.of_numbers(part, makes, (argument, events), arguments)
            }
        }
    }

    fn of_numbers(
        &self,
        part: &'a Expression,
        makes: Makes,
        (argument, events): (&'a Expression, Events),
        arguments: &'a [Expression],
    ) -> Read<(Value, Quantity)> {
        let rows = self.rows(events.table);
        if let (Makes::Mean, Worth::Test(test)) = (makes, rows.worth(argument)?) {
            return Ok((shared(test, events), Quantity::Of(Unit::Ratio)));
        }
        let (of, quantity) = rows.number(argument)?;
        let schema = events.table.schema();
        let currency = schema.column("currency").map(|column| column.name);
        if let Some(currency) = currency.filter(|_| quantity == Quantity::Of(Unit::Money)) {
            let same = schema
                .column("basis")
                .map_or(currency, |column| column.name);
            let Row::Column(amount) = of else {
                return mistake(
                    argument,
                    What::Currencies(schema.plural, first_name(argument)),
                );
            };
            let total = Value::Money {
                amount,
                currency,
                same,
                events,
            };
            return match makes {
                Makes::Sum => Ok((total, quantity)),
                Makes::Mean => Ok((mean_amount(total, amount, events), quantity)),
                _ => mistake(part, What::Currencies(schema.plural, amount.to_owned())),
            };
        }
        let value = match makes {
            Makes::Sum => Value::Sum { of, events },
            Makes::Mean => Value::Mean {
                of,
                events,
                total: (word(&format!("sum of {}", of.words())), quantity.unit()),
                counted: word(&format!("{} with a value", events.noun)),
            },
            Makes::Quantile(q) => {
                let q = match q {
                    Some(q) => q,
                    None => which(part, arguments.get(1))?,
                };
                Value::Quantile {
                    of,
                    events,
                    q,
                    together: Vec::leak(vec![q]),
                    counted: word(&format!("{} with a value", events.noun)),
                }
            }
            _ => counted(events),
        };
        let quantity = match (makes, quantity) {
            (_, Quantity::Bare) => Quantity::Of(Unit::Number),
            (_, Quantity::Length) => Quantity::Of(Unit::Seconds),
            (Makes::Mean | Makes::Quantile(_), Quantity::Of(Unit::Count)) => {
                Quantity::Of(Unit::Number)
            }
            // Shares of many rows do not add up to a share.
            (Makes::Sum, Quantity::Of(Unit::Ratio)) => Quantity::Of(Unit::Number),
            (_, quantity) => quantity,
        };
        Ok((value, quantity))
    }
}

/// The second argument of a quantile.
fn which(part: &Expression, argument: Option<&Expression>) -> Read<f64> {
    match argument.map(|one| (&one.node, one)) {
        Some((Node::Number(typed, measure), one)) => {
            let (q, quantity) = number(*typed, *measure);
            match (0.0..=1.0).contains(&q) && quantity.unit() != Unit::Seconds {
                true => Ok(q),
                false => mistake(one, What::Share),
            }
        }
        Some((_, one)) => mistake(one, What::Share),
        None => mistake(part, What::Share),
    }
}

/// What a number is called on the receipt: what is counted by its words, anything else as it is written.
fn named(value: &Value, part: &Expression) -> &'static str {
    match value {
        Value::Count(events) => word(&events.words()),
        Value::Elapsed {
            which: Elapsed::Covered(table),
            per,
        } => word(&format!(
            "{}s that the {} cover",
            per.word(),
            table.schema().plural
        )),
        _ => word(&part.to_string()),
    }
}

/// How many there are; none of a time that the table covers is zero.
fn counted(events: Events) -> Value {
    Value::Count(events.silence(Silence::ZeroWhereCovered))
}

/// The share of events that pass a test.
fn shared(test: Test, events: Events) -> Value {
    Value::Mean {
        of: Row::Flag(kept(test)),
        events,
        total: (
            word(&format!("{} whose {}", events.noun, test.words())),
            Unit::Count,
        ),
        counted: events.noun,
    }
}

/// The mean of amounts, none of which are of two currencies.
fn mean_amount(total: Value, amount: &'static str, events: Events) -> Value {
    let given = Test::Present(amount);
    let only = match events.only {
        Some(test) => Test::All(kept([*test, given])),
        None => given,
    };
    let counted = Value::Count(Events {
        only: Some(kept(only)),
        ..events
    });
    Value::Over(
        kept(Value::Named(
            word(&format!("sum of {amount}")),
            Unit::Money,
            kept(total),
        )),
        kept(Value::Named(events.noun, Unit::Count, kept(counted))),
    )
}

/// The first column in a part.
fn first_name(part: &Expression) -> String {
    match &part.node {
        Node::Name { name, .. } => name.clone(),
        Node::Two(_, a, _) | Node::Negative(a) => first_name(a),
        _ => part.to_string(),
    }
}
