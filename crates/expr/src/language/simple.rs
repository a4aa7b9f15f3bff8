//! Formulas as a form writes them: a table, what becomes of its rows, and which of them count.

use super::parse;
use super::syntax::{Expression, Node, Operator};
use outturn_core::table::{ColumnKind, TableKind};

/// What a form asks: of which table what, and of which rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Simple {
    /// The table.
    pub table: TableKind,
    /// What becomes of its rows.
    pub makes: &'static str,
    /// What of each row, as a formula; empty where rows are counted.
    pub of: String,
    /// Which rows; `None` for all.
    pub only: Option<Only>,
}

/// Which rows count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Only {
    /// The column.
    pub column: String,
    /// What is asked of it.
    pub how: How,
    /// What it is held against, as it is typed.
    pub value: String,
}

/// What is asked of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// It is this.
    Is,
    /// It is not this.
    IsNot,
    /// It is this or more.
    AtLeast,
    /// It is this or less.
    AtMost,
    /// It says yes.
    Yes,
    /// It says no.
    No,
    /// There is something in it.
    Given,
    /// There is nothing in it.
    Missing,
}

impl How {
    /// All of them with their words, in the order in which they are offered.
    pub const ALL: [(Self, &'static str); 8] = [
        (Self::Is, "is"),
        (Self::IsNot, "is not"),
        (Self::AtLeast, "is at least"),
        (Self::AtMost, "is at most"),
        (Self::Yes, "is yes"),
        (Self::No, "is no"),
        (Self::Given, "is given"),
        (Self::Missing, "is missing"),
    ];

    /// Whether it can be asked of a column of this kind.
    #[must_use]
    pub fn fits(self, kind: ColumnKind) -> bool {
        match self {
            Self::Given | Self::Missing => true,
            Self::Is | Self::IsNot => matches!(kind, ColumnKind::Text | ColumnKind::Number),
            Self::AtLeast | Self::AtMost => kind == ColumnKind::Number,
            Self::Yes | Self::No => kind == ColumnKind::Boolean,
        }
    }

    /// Whether it is asked against a value.
    #[must_use]
    pub fn takes_value(self) -> bool {
        matches!(self, Self::Is | Self::IsNot | Self::AtLeast | Self::AtMost)
    }
}

/// What becomes of rows, by function: what it is called, and whether it is of what rows are worth.
pub const MAKES: [(&str, &str, Of); 10] = [
    ("count", "How many rows", Of::Rows),
    ("share", "Which share of the rows", Of::Rows),
    ("sum", "The sum of", Of::Numbers),
    ("mean", "The mean of", Of::Numbers),
    ("median", "The median of", Of::Numbers),
    ("p90", "The 90th percentile of", Of::Numbers),
    ("p95", "The 95th percentile of", Of::Numbers),
    ("max", "The largest", Of::Numbers),
    ("min", "The smallest", Of::Numbers),
    ("distinct", "How many different", Of::Words),
];

/// What a function is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// Whole rows.
    Rows,
    /// Numbers, and lengths between two times.
    Numbers,
    /// Words.
    Words,
}

/// What of a row of a table can be taken: as it is written in a formula, and what it is called.
#[must_use]
pub fn parts_of(table: TableKind, of: Of) -> Vec<(String, String)> {
    let columns = table.schema().columns;
    let of_kind = |kind| columns.iter().filter(move |column| column.kind == kind);
    let named = |name: &str| (name.to_owned(), name.to_owned());
    match of {
        Of::Rows => Vec::new(),
        Of::Words => of_kind(ColumnKind::Text).map(|c| named(c.name)).collect(),
        Of::Numbers => {
            let times: Vec<&str> = of_kind(ColumnKind::Timestamp).map(|c| c.name).collect();
            let pairs = times.iter().enumerate().flat_map(|(at, from)| {
                let later = times.iter().skip(at + 1);
                later.map(move |to| {
                    (
                        format!("{to} - {from}"),
                        format!("time from {from} to {to}"),
                    )
                })
            });
            let numbers = of_kind(ColumnKind::Number).map(|c| named(c.name));
            numbers.chain(pairs).collect()
        }
    }
}

impl Simple {
    /// The formula.
    ///
    /// ```
    /// use outturn_core::table::TableKind;
    /// use outturn_expr::language::{How, Only, Simple};
    /// let high = Only { column: "severity".into(), how: How::Is, value: "high".into() };
    /// let simple = Simple {
    ///     table: TableKind::Incidents,
    ///     makes: "median",
    ///     of: "resolved_at - detected_at".into(),
    ///     only: Some(high),
    /// };
    /// assert_eq!(simple.formula(), "median(incidents.resolved_at - detected_at where severity = \"high\")");
    /// ```
    #[must_use]
    pub fn formula(&self) -> String {
        let name = self.table.schema().name;
        let rows = || self.which(Expression::name(name));
        let formula = match self.makes {
            "count" => Expression::call("count", vec![rows()]),
            "share" => Expression::two(
                Operator::Over,
                Expression::call("count", vec![rows()]),
                Expression::call("count", vec![Expression::name(name)]),
            ),
            function => {
                let of = parse(&self.of).unwrap_or_else(|_| Expression::name(&self.of));
                Expression::call(function, vec![self.which(with_table(of, name))])
            }
        };
        formula.to_string()
    }

    fn which(&self, of: Expression) -> Expression {
        match self
            .only
            .as_ref()
            .and_then(|only| only.condition(self.table))
        {
            Some(condition) => of.only_where(condition),
            None => of,
        }
    }
}

impl Only {
    /// The condition; `None` while nothing is typed that it is held against.
    fn condition(&self, table: TableKind) -> Option<Expression> {
        let column = || Expression::name(&self.column);
        let typed = self.value.trim();
        if self.how.takes_value() && typed.is_empty() {
            return None;
        }
        let schema = table.schema().column(&self.column);
        let value = || match schema.map(|column| column.kind) {
            Some(ColumnKind::Number) => {
                parse(typed).unwrap_or_else(|_| Expression::new(Node::Text(typed.to_owned())))
            }
            _ => Expression::new(Node::Text(typed.to_owned())),
        };
        let compared = |operator| Expression::two(operator, column(), value());
        let not = |of| Expression::new(Node::Not(Box::new(of)));
        let given = || Expression::new(Node::Given(Box::new(column())));
        Some(match self.how {
            How::Is => compared(Operator::Equal),
            How::IsNot => compared(Operator::Unequal),
            How::AtLeast => compared(Operator::AtLeast),
            How::AtMost => compared(Operator::AtMost),
            How::Yes => column(),
            How::No => not(column()),
            How::Given => given(),
            How::Missing => not(given()),
        })
    }
}

/// The same with the table said of its first column, so that it is clear of which one it is.
fn with_table(of: Expression, table: &str) -> Expression {
    let node = match of.node {
        Node::Name { table: None, name } => Node::Name {
            table: Some(table.to_owned()),
            name,
        },
        Node::Two(operator, a, b) => Node::Two(operator, Box::new(with_table(*a, table)), b),
        node => node,
    };
    Expression::new(node)
}
