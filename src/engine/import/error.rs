//! Why a file could not be read at all, or a mapping could not be applied.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A refusal: which file, what was found, where, and — in its sentence — what would be accepted instead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{file}: {fault}{at}. {}", fault.advice())]
pub struct ImportError {
    /// The file's name as the user knows it.
    pub file: String,
    /// What was found.
    pub fault: Fault,
    /// Where, as far as it is known.
    pub at: Place,
}

/// A place in a file; all counts start at 1 but the byte's, which starts at 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Place {
    /// Data row, the header not counted.
    pub row: Option<u32>,
    /// Line of the file.
    pub line: Option<u32>,
    /// Column: of the table in delimited text, of the line in JSON.
    pub column: Option<u32>,
    /// Offset from the start of the file.
    pub byte: Option<u64>,
}

/// What was found in place of a readable table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// Not one cell.
    Empty,
    /// A known format that is not text, by its first bytes.
    Binary {
        /// The format, for people: `an Excel workbook (.xlsx)`.
        format: String,
    },
    /// Two bytes a character.
    Utf16,
    /// A web page or XML where a table was expected, such as a login page saved by mistake.
    Markup,
    /// A byte that cannot be in UTF-8 text.
    NotUtf8 {
        /// That byte.
        found: u8,
    },
    /// A quoted cell that the file's end, or too much text, leaves open.
    OpenQuote,
    /// One row or JSON value longer than is kept in memory at once.
    RowTooLong {
        /// Most bytes that one row may have.
        limit: u64,
    },
    /// A file that stops inside a JSON value.
    TruncatedJson,
    /// Text that is not JSON.
    BadJson {
        /// What was expected there.
        reason: String,
    },
    /// JSON nested further than is followed.
    TooDeep {
        /// Most levels followed.
        limit: u32,
    },
    /// A delimiter chosen by hand that is not one ASCII character.
    BadDelimiter {
        /// The choice.
        found: char,
    },
    /// Different bytes when the file was read a second time.
    Changed,
    /// A mapping that names a column the file does not have.
    NoSuchColumn {
        /// The name.
        column: String,
    },
    /// A mapping without a column that its table cannot do without.
    Unbound {
        /// The canonical column.
        canonical: String,
        /// The table's name for people.
        table: String,
    },
    /// A constant that is not what its column holds.
    BadConstant {
        /// The canonical column.
        canonical: String,
        /// The constant.
        found: String,
    },
}

impl Fault {
    /// What to do about it, as a sentence of its own.
    #[must_use]
    pub fn advice(&self) -> &'static str {
        match self {
            Self::Empty
            | Self::Binary { .. }
            | Self::Utf16
            | Self::Markup
            | Self::NotUtf8 { .. } => {
                "Accepted are delimited text (comma, semicolon, tab or bar) and JSON (a list of objects, or one object a line), in UTF-8"
            }
            Self::OpenQuote => "Close the quote, or double every quote that belongs to the text",
            Self::RowTooLong { .. } => "Check for a quote or a bracket that is never closed",
            Self::TruncatedJson => "Export it again: the end is missing",
            Self::BadJson { .. } => {
                "Accepted are a JSON list of objects, or one JSON object a line"
            }
            Self::TooDeep { .. } => "Flatten it before it is dropped here",
            Self::BadDelimiter { .. } => {
                "Choose a comma, a semicolon, a tab, a bar or another ASCII character"
            }
            Self::Changed => "Drop it again",
            Self::NoSuchColumn { .. } => "Choose one of the file's own columns in the mapping",
            Self::Unbound { .. } => "Choose a column or a constant for it in the mapping",
            Self::BadConstant { .. } => "Write a value of the column's type",
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => write!(f, "the file holds no table, it is empty"),
            Self::Binary { format } => write!(f, "this is {format}, not text"),
            Self::Utf16 => write!(f, "the text is in UTF-16"),
            Self::Markup => write!(f, "this is a web page or XML, not a table"),
            Self::NotUtf8 { found } => write!(f, "the byte {found:#04X} is not UTF-8 text"),
            Self::OpenQuote => write!(f, "a quoted cell is never closed"),
            Self::RowTooLong { limit } => write!(f, "one row is longer than {limit} bytes"),
            Self::TruncatedJson => write!(f, "the JSON stops before it is complete"),
            Self::BadJson { reason } => write!(f, "this is not JSON: {reason}"),
            Self::TooDeep { limit } => {
                write!(f, "the JSON is nested more than {limit} levels deep")
            }
            Self::BadDelimiter { found } => write!(f, "cells cannot be delimited by {found:?}"),
            Self::Changed => write!(f, "the file changed while it was read"),
            Self::NoSuchColumn { column } => write!(f, "there is no column {column:?}"),
            Self::Unbound { canonical, table } => {
                write!(f, "{table} need {canonical:?}, which nothing is bound to")
            }
            Self::BadConstant { canonical, found } => {
                write!(f, "{found:?} cannot be a value of {canonical:?}")
            }
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [
            ("row", self.row.map(u64::from)),
            ("line", self.line.map(u64::from)),
            ("column", self.column.map(u64::from)),
            ("byte", self.byte),
        ];
        let mut lead = " at";
        for (word, value) in parts {
            if let Some(value) = value {
                write!(f, "{lead} {word} {value}")?;
                lead = ",";
            }
        }
        Ok(())
    }
}
