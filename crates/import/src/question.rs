//! What a file leaves open, asked instead of guessed.
//!
//! A column that a question is about stays text, so nothing is computed from it; a question about the whole file asks which of
//! several tables is meant. The answer goes into [`ReadOptions`](super::ReadOptions::answer), and the file is read anew.

use super::dates::DateOrder;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What stands between whole numbers and fractions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DecimalSign {
    /// `1.5`; a comma between thousands.
    Point,
    /// `1,5`; a point between thousands.
    Comma,
}

/// What a number is that stands in a cell over several rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MergedNumber {
    /// One number for all of them together: it counts once, on the first.
    OfAllRows,
    /// The number of each of them.
    OfEachRow,
}

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// Which of day and month comes first.
    DateOrder,
    /// Whether `1,234` is a thousand and more or one and a bit.
    Decimal,
    /// Numbers with signs of different currencies: are they to be numbers of one column?
    Currencies,
    /// Numbers with and without a percent sign: are they to be numbers of one column?
    Percent,
    /// Which sheet of a workbook holds the table.
    Sheet,
    /// Which list of a JSON document holds the rows.
    Rows,
    /// Whether numbers in merged cells are of all their rows together or of each.
    MergedNumbers,
}

/// One way to answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// This of day and month comes first.
    Dates(DateOrder),
    /// This stands before fractions.
    Decimal(DecimalSign),
    /// Numbers, whatever sign is at them.
    Numbers,
    /// Text, as it stands.
    Text,
    /// The sheet of this name.
    Sheet(String),
    /// The sheets of these names, each as a file of its own.
    Sheets(Vec<String>),
    /// The list at this place, as dotted names.
    RowsAt(String),
    /// Numbers in merged cells are this.
    Merged(MergedNumber),
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Dates(order) => f.write_str(order.words()),
            Self::Decimal(DecimalSign::Point) => f.write_str("1,234.5: a point before fractions"),
            Self::Decimal(DecimalSign::Comma) => f.write_str("1.234,5: a comma before fractions"),
            Self::Numbers => f.write_str("numbers, whatever sign is at them"),
            Self::Text => f.write_str("text, as it stands"),
            Self::Sheet(name) => write!(f, "the sheet {name}"),
            Self::Sheets(names) => {
                write!(f, "all {} of them, each as a table of its own", names.len())
            }
            Self::RowsAt(path) if path.is_empty() => f.write_str("the document itself, as one row"),
            Self::RowsAt(path) => write!(f, "the list {path}"),
            Self::Merged(MergedNumber::OfAllRows) => {
                f.write_str("one number for all the rows together, counted once")
            }
            Self::Merged(MergedNumber::OfEachRow) => f.write_str("the number of each of the rows"),
        }
    }
}

/// Something that the file leaves open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// What is asked.
    pub subject: Subject,
    /// The column that it is about; `None` for the file.
    pub column: Option<String>,
    /// A few texts of the file that show why.
    pub examples: Vec<String>,
    /// How it can be answered.
    pub choices: Vec<Answer>,
    /// The likeliest answer, which is one of the choices.
    pub guess: Answer,
}

impl Question {
    /// Whether the file's table itself is in question, and nothing may be computed from any of it.
    #[must_use]
    pub fn is_about_the_table(&self) -> bool {
        matches!(
            self.subject,
            Subject::Sheet | Subject::Rows | Subject::MergedNumbers
        )
    }
}

impl fmt::Display for Question {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let column = self.column.as_deref().unwrap_or("the file");
        match self.subject {
            Subject::DateOrder => write!(f, "Does day or month come first in {column}?"),
            Subject::Decimal => {
                write!(
                    f,
                    "Is the sign in {column} between thousands or before fractions?"
                )
            }
            Subject::Currencies => {
                write!(
                    f,
                    "{column} has signs of several currencies: are these numbers of one kind?"
                )
            }
            Subject::Percent => write!(
                f,
                "{column} has numbers with and without a percent sign: are these numbers of one kind?"
            ),
            Subject::Sheet => write!(f, "Which sheet of the workbook is the table?"),
            Subject::Rows => write!(f, "Which list of the document holds the rows?"),
            Subject::MergedNumbers => write!(
                f,
                "Numbers stand in cells that are merged over several rows: what are they?"
            ),
        }
    }
}
