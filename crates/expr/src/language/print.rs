//! A formula back as text. What is printed is parsed to the same formula.

use super::syntax::{
    ADDED, COMPARED, Expression, Measure, NEGATIVE, NOT, Node, Operator, WHERE, WHOLE, WORDS,
};
use std::fmt::{Display, Formatter, Result, Write};

impl Display for Expression {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        self.put(out, WHERE)
    }
}

impl Node {
    fn strength(&self) -> u8 {
        match self {
            Self::Number(..)
            | Self::Text(_)
            | Self::Truth(_)
            | Self::Name { .. }
            | Self::Call { .. } => WHOLE,
            Self::Negative(_) => NEGATIVE,
            Self::Not(of) if matches!(of.node, Self::Given(_)) => COMPARED,
            Self::Not(_) => NOT,
            Self::Two(operator, ..) => operator.strength(),
            Self::In(..) | Self::Between(..) | Self::Given(_) => COMPARED,
            Self::Where(..) => WHERE,
        }
    }
}

impl Expression {
    /// Puts it into brackets where it binds less than what it stands in.
    fn put(&self, out: &mut Formatter<'_>, least: u8) -> Result {
        match self.node.strength() < least {
            true => {
                out.write_char('(')?;
                self.put(out, WHERE)?;
                out.write_char(')')
            }
            false => self.put_bare(out),
        }
    }

    fn put_bare(&self, out: &mut Formatter<'_>) -> Result {
        match &self.node {
            Node::Number(number, measure) => match measure {
                Measure::Plain => write!(out, "{number}"),
                Measure::Percent => write!(out, "{number}%"),
                Measure::Time(name) => write!(out, "{number} {name}"),
            },
            Node::Text(text) => write!(out, "\"{}\"", text.replace('"', "\"\"")),
            Node::Truth(true) => out.write_str("yes"),
            Node::Truth(false) => out.write_str("no"),
            Node::Name { table, name } => {
                if let Some(table) = table {
                    put_name(out, table)?;
                    out.write_char('.')?;
                }
                put_name(out, name)
            }
            Node::Call {
                function,
                arguments,
            } => {
                write!(out, "{function}(")?;
                put_list(out, arguments)?;
                out.write_char(')')
            }
            Node::Negative(of) => {
                out.write_char('-')?;
                of.put(out, NEGATIVE)
            }
            Node::Not(of) if matches!(of.node, Node::Given(_)) => match &of.node {
                Node::Given(of) => {
                    of.put(out, ADDED)?;
                    out.write_str(" is missing")
                }
                _ => Ok(()),
            },
            Node::Not(of) => {
                out.write_str("not ")?;
                of.put(out, NOT)
            }
            Node::Two(operator, a, b) => {
                let strength = operator.strength();
                // Two comparisons in a row say nothing; of all others the first is done first.
                let first = strength + u8::from(strength == COMPARED);
                a.put(out, first)?;
                write!(out, " {} ", operator.sign())?;
                b.put(out, strength + 1)
            }
            Node::In(of, list) => {
                of.put(out, ADDED)?;
                out.write_str(" in (")?;
                put_list(out, list)?;
                out.write_char(')')
            }
            Node::Between(of, from, to) => {
                of.put(out, ADDED)?;
                out.write_str(" between ")?;
                from.put(out, ADDED)?;
                write!(out, " {} ", Operator::And.sign())?;
                to.put(out, ADDED)
            }
            Node::Given(of) => {
                of.put(out, ADDED)?;
                out.write_str(" is given")
            }
            Node::Where(of, condition) => {
                of.put(out, WHERE + 1)?;
                out.write_str(" where ")?;
                condition.put(out, WHERE + 1)
            }
        }
    }
}

fn put_list(out: &mut Formatter<'_>, list: &[Expression]) -> Result {
    for (at, one) in list.iter().enumerate() {
        if at > 0 {
            out.write_str(", ")?;
        }
        one.put(out, WHERE)?;
    }
    Ok(())
}

/// A name as it is, or between backquotes where it would be read as something else.
fn put_name(out: &mut Formatter<'_>, name: &str) -> Result {
    let mut chars = name.chars();
    let begins = chars.next().is_some_and(|c| c.is_alphabetic() || c == '_');
    let plain = begins && chars.all(|c| c.is_alphanumeric() || c == '_');
    match plain && !WORDS.contains(&name) {
        true => out.write_str(name),
        false => write!(out, "`{}`", name.replace('`', "``")),
    }
}
