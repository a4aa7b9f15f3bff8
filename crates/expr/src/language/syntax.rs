//! A formula as it is written: what it says, and where, before it is known what the names mean.

use super::Place;

/// A part of a formula. Two are equal where they say the same, wherever they stand.
#[derive(Debug, Clone)]
pub struct Expression {
    /// What it says.
    pub node: Node,
    /// Where it stands in the text.
    pub place: Place,
}

impl PartialEq for Expression {
    fn eq(&self, other: &Self) -> bool {
        self.node == other.node
    }
}

impl Expression {
    /// A part that stands nowhere yet.
    #[must_use]
    pub fn new(node: Node) -> Self {
        Self { node, place: 0..0 }
    }

    /// A column or a table by its name.
    #[must_use]
    pub fn name(name: &str) -> Self {
        Self::new(Node::Name {
            table: None,
            name: name.to_owned(),
        })
    }

    /// A column of a table.
    #[must_use]
    pub fn column(table: &str, name: &str) -> Self {
        Self::new(Node::Name {
            table: Some(table.to_owned()),
            name: name.to_owned(),
        })
    }

    /// A function of something.
    #[must_use]
    pub fn call(function: &str, arguments: Vec<Self>) -> Self {
        Self::new(Node::Call {
            function: function.to_owned(),
            arguments,
        })
    }

    /// Two joined by an operator.
    #[must_use]
    pub fn two(operator: Operator, a: Self, b: Self) -> Self {
        Self::new(Node::Two(operator, Box::new(a), Box::new(b)))
    }

    /// Only where a condition holds.
    #[must_use]
    pub fn only_where(self, condition: Self) -> Self {
        Self::new(Node::Where(Box::new(self), Box::new(condition)))
    }
}

/// What a part of a formula says.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// A number of at least zero.
    Number(f64, Measure),
    /// A text in quotes.
    Text(String),
    /// Yes or no.
    Truth(bool),
    /// A column, perhaps with its table; or a table.
    Name {
        /// The table, where it is said.
        table: Option<String>,
        /// The name.
        name: String,
    },
    /// A function of something.
    Call {
        /// Its name.
        function: String,
        /// What it is of.
        arguments: Vec<Expression>,
    },
    /// The opposite of a number.
    Negative(Box<Expression>),
    /// No where it says yes.
    Not(Box<Expression>),
    /// Two joined by an operator.
    Two(Operator, Box<Expression>, Box<Expression>),
    /// Whether it is one of some.
    In(Box<Expression>, Vec<Expression>),
    /// Whether it lies between two, both included.
    Between(Box<Expression>, Box<Expression>, Box<Expression>),
    /// Whether the cell is there.
    Given(Box<Expression>),
    /// Only where a condition holds.
    Where(Box<Expression>, Box<Expression>),
}

/// What a number is said to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// Nothing but a number.
    Plain,
    /// So many hundredths.
    Percent,
    /// So many of a length of time, by its name as it is written: `min`.
    Time(&'static str),
}

/// What joins two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs)] // their signs say it
pub enum Operator {
    Plus,
    Minus,
    Times,
    Over,
    Equal,
    Unequal,
    Less,
    AtMost,
    More,
    AtLeast,
    And,
    Or,
}

impl Operator {
    /// All of them with their signs.
    pub const ALL: [(Self, &'static str); 12] = [
        (Self::Plus, "+"),
        (Self::Minus, "-"),
        (Self::Times, "*"),
        (Self::Over, "/"),
        (Self::Equal, "="),
        (Self::Unequal, "!="),
        (Self::Less, "<"),
        (Self::AtMost, "<="),
        (Self::More, ">"),
        (Self::AtLeast, ">="),
        (Self::And, "and"),
        (Self::Or, "or"),
    ];

    /// Its sign.
    #[must_use]
    pub fn sign(self) -> &'static str {
        let own = Self::ALL.iter().find(|(operator, _)| *operator == self);
        own.map_or("", |(_, sign)| sign)
    }

    /// How strongly it binds; what binds more is done first.
    pub(super) fn strength(self) -> u8 {
        match self {
            Self::Or => OR,
            Self::And => AND,
            Self::Equal
            | Self::Unequal
            | Self::Less
            | Self::AtMost
            | Self::More
            | Self::AtLeast => COMPARED,
            Self::Plus | Self::Minus => ADDED,
            Self::Times | Self::Over => MULTIPLIED,
        }
    }
}

pub(super) const WHERE: u8 = 0;
pub(super) const OR: u8 = 1;
pub(super) const AND: u8 = 2;
pub(super) const NOT: u8 = 3;
pub(super) const COMPARED: u8 = 4;
pub(super) const ADDED: u8 = 5;
pub(super) const MULTIPLIED: u8 = 6;
pub(super) const NEGATIVE: u8 = 7;
pub(super) const WHOLE: u8 = 8;

/// Words of the language, which name nothing.
pub(super) const WORDS: &[&str] = &[
    "and", "or", "not", "in", "is", "between", "where", "given", "missing", "true", "false", "yes",
    "no",
];

/// Lengths of time by their names, in seconds.
pub(super) const TIMES: &[(&[&str], f64)] = &[
    (&["ms"], 0.001),
    (&["s", "sec", "second", "seconds"], 1.0),
    (&["min", "minute", "minutes"], 60.0),
    (&["h", "hour", "hours"], 3_600.0),
    (&["d", "day", "days"], 86_400.0),
    (&["week", "weeks"], 604_800.0),
];

impl Measure {
    /// The length of time of a name.
    pub(super) fn time(name: &str) -> Option<Self> {
        let mut all = TIMES.iter().flat_map(|(names, _)| *names);
        all.find(|known| **known == name)
            .map(|name| Self::Time(name))
    }

    /// What one of it is in the base unit.
    pub(super) fn size(self) -> f64 {
        match self {
            Self::Plain => 1.0,
            Self::Percent => 0.01,
            Self::Time(name) => {
                let mut all = TIMES.iter();
                all.find(|(names, _)| names.contains(&name))
                    .map_or(1.0, |(_, seconds)| *seconds)
            }
        }
    }
}
