//! What a file leaves open, asked instead of guessed.
//!
//! A column that a question is about stays text, so nothing is computed from it; a question about the whole file asks which of
//! several tables is meant. The answer goes into [`ReadOptions`](super::ReadOptions::answer), and the file is read anew.

use super::dates::{DateOrder, offset, places_of};
use super::options::{DashMeaning, DayMeaning, GapMeaning, LetterM, OneCurrency};
use super::report::LeftOutReason;
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
    /// Numbers with signs of different currencies: which is counted?
    Currencies,
    /// Numbers with and without a percent sign: are they to be numbers of one column?
    Percent,
    /// Whether a dash among amounts is zero or no value.
    Dash,
    /// Whether moments that all stand at midnight of their own zone are days.
    Days,
    /// Which of several zones letters such as `IST` are.
    Zone,
    /// Which sheet of a workbook holds the table.
    Sheet,
    /// Which list of a JSON document holds the rows.
    Rows,
    /// Whether numbers in merged cells are of all their rows together or of each.
    MergedNumbers,
    /// What `m` behind numbers is.
    LetterM,
    /// Whether cells without a value hold the one above them.
    Gaps,
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
    /// Only amounts in this currency.
    Currency(OneCurrency),
    /// All of them are percentages.
    Percent,
    /// What a dash is.
    Dash(DashMeaning),
    /// What moments at one local midnight are.
    Days(DayMeaning),
    /// Letters of several zones are this far ahead of UTC.
    Zone {
        /// The letters.
        letters: String,
        /// Minutes ahead of UTC.
        minutes: i16,
    },
    /// Text, as it stands: no number is taken from it.
    Text,
    /// The sheet of this name.
    Sheet(String),
    /// The sheets of these names, each as a file of its own.
    Sheets(Vec<String>),
    /// The list at this place, as dotted names.
    RowsAt(String),
    /// Numbers in merged cells are this.
    Merged(MergedNumber),
    /// What `m` behind numbers is.
    LetterM(LetterM),
    /// What cells without a value are.
    Gaps(GapMeaning),
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Dates(order) => f.write_str(order.words()),
            Self::Decimal(DecimalSign::Point) => f.write_str("1,234.5: a point before fractions"),
            Self::Decimal(DecimalSign::Comma) => f.write_str("1.234,5: a comma before fractions"),
            Self::Numbers => f.write_str("5% is 0.05, and 0.6 without a sign is 0.6"),
            Self::Percent => {
                f.write_str("all are percentages: 5% is 0.05, and 6 without a sign is 0.06")
            }
            Self::Currency(OneCurrency {
                code,
                unmarked: false,
            }) => write!(f, "only amounts marked {code}"),
            Self::Currency(OneCurrency { code, .. }) => {
                write!(
                    f,
                    "amounts marked {code}, and those without a sign as {code}"
                )
            }
            Self::Dash(DashMeaning::Zero) => f.write_str("zero"),
            Self::Dash(DashMeaning::NoValue) => f.write_str("no value"),
            Self::Days(DayMeaning::AsWritten) => {
                f.write_str("in the zone whose midnight they are: each is the day that begins then")
            }
            Self::Days(DayMeaning::Moments) => {
                f.write_str("in UTC: each is a moment of the day before")
            }
            Self::Zone { letters, minutes } => {
                let place = places_of(letters)
                    .iter()
                    .find(|(_, known)| known == minutes);
                let place = place.map_or("", |(place, _)| place);
                write!(f, "{place}, {}", offset(i64::from(*minutes)))
            }
            Self::Text => f.write_str("text, as it stands: nothing is computed from it"),
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
            Self::Gaps(GapMeaning::AsAbove) => {
                f.write_str("the value above, as where cells were merged")
            }
            Self::Gaps(GapMeaning::NoValue) => f.write_str("no value"),
            Self::LetterM(LetterM::Millions) => f.write_str("millions: 1.2m is 1,200,000"),
            Self::LetterM(LetterM::Thousandths) => f.write_str("thousandths: 1.2m is 0.0012"),
            Self::LetterM(LetterM::Minutes) => f.write_str("minutes: 1.2m is 72 seconds"),
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
    /// Further columns of which the same is asked.
    #[serde(default)]
    pub also: Vec<String>,
    /// A few texts of the file that show why.
    pub examples: Vec<String>,
    /// How it can be answered.
    pub choices: Vec<Answer>,
    /// The likeliest answer, which is one of the choices.
    pub guess: Answer,
}

impl Question {
    /// All columns that it is about.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        self.column.iter().chain(&self.also).map(String::as_str)
    }

    /// Why rows that need the answer are left out until it is given.
    pub(crate) fn leaves_out(&self) -> LeftOutReason {
        match self.subject {
            Subject::DateOrder => LeftOutReason::AmbiguousDate,
            Subject::Decimal => LeftOutReason::AmbiguousNumber,
            _ => LeftOutReason::Unanswered,
        }
    }

    /// Whether it asks how numbers are written.
    #[must_use]
    pub fn is_about_numbers(&self) -> bool {
        use Subject::{Currencies, Dash, Decimal, LetterM, Percent};
        matches!(
            self.subject,
            Currencies | Dash | Decimal | LetterM | Percent
        )
    }

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
        let columns: Vec<&str> = self.columns().collect();
        let columns = match columns.split_last() {
            None => "the file".to_owned(),
            Some((last, [])) => (*last).to_owned(),
            Some((last, others)) => format!("{} and {last}", others.join(", ")),
        };
        match self.subject {
            Subject::DateOrder if self.choices.contains(&Answer::Dates(DateOrder::YearFirst)) => {
                write!(f, "Does day, month or year come first in {columns}?")
            }
            Subject::DateOrder => write!(f, "Does day or month come first in {columns}?"),
            Subject::Decimal => write!(
                f,
                "Is the sign in {columns} between thousands or before fractions?"
            ),
            Subject::Currencies => write!(
                f,
                "{columns} has amounts in several currencies: which is counted?"
            ),
            Subject::Percent => write!(
                f,
                "{columns} has numbers with and without a percent sign: what are those without?"
            ),
            Subject::Dash => write!(f, "Is a dash in {columns} zero or no value?"),
            Subject::Days => write!(f, "In which time zone do the days in {columns} begin?"),
            Subject::Zone => {
                let letters = self.choices.iter().find_map(|choice| match choice {
                    Answer::Zone { letters, .. } => Some(letters.as_str()),
                    _ => None,
                });
                write!(f, "Which zone is {} in {columns}?", letters.unwrap_or("it"))
            }
            Subject::Sheet => write!(f, "Which sheet of the workbook is the table?"),
            Subject::Rows => write!(f, "Which list of the document holds the rows?"),
            Subject::Gaps => write!(f, "What are the empty cells of {columns}?"),
            Subject::LetterM => write!(f, "What is the m behind numbers in {columns}?"),
            Subject::MergedNumbers => write!(
                f,
                "Numbers stand in cells that are merged over several rows: what are they?"
            ),
        }
    }
}
