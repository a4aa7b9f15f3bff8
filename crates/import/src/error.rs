//! Why a file could not be read at all, or a mapping could not be applied.

use super::rule::RepairRule;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A refusal: which file, what was found, where, and — in its sentence — what would be accepted instead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{file}: {fault}{at}. {}.", fault.advice())]
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
    /// An archive that stops before its end.
    TruncatedArchive,
    /// An archive that is damaged.
    BadArchive {
        /// What is wrong with it.
        reason: String,
    },
    /// An archive that unpacks to far more than data does.
    Bomb {
        /// Most bytes out for one byte in.
        ratio: u64,
    },
    /// A workbook, or a part of one, past what is held in memory.
    WorkbookTooLarge {
        /// Most bytes.
        limit: u64,
    },
    /// More than the memory there is for tables, as far as can be foreseen.
    TooLarge {
        /// Bytes that its table would take.
        needed: u64,
        /// Bytes that the other files take.
        held: u64,
        /// Bytes there are for all of them.
        limit: u64,
    },
    /// A workbook that is damaged, protected or of another kind.
    BadWorkbook {
        /// What is wrong with it.
        reason: String,
    },
    /// Formulas of a workbook that no spreadsheet has calculated: what they come to is not in the file.
    NeverCalculated {
        /// Names of the columns that hold them.
        columns: Vec<String>,
        /// The place of the first of them: `E2`.
        first: String,
    },
    /// A sheet chosen by hand that the workbook does not have.
    NoSuchSheet {
        /// The choice.
        name: String,
    },
    /// A place chosen by hand at which a JSON document has no list.
    NoSuchList {
        /// The choice.
        path: String,
    },
    /// A repair without which the file cannot be read, switched off.
    RepairOff {
        /// The repair.
        rule: RepairRule,
        /// What it was needed for.
        example: String,
    },
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
    /// More columns than any sheet has.
    TooManyColumns {
        /// Most columns.
        limit: u32,
    },
    /// Rows that have few of the table's cells, and so many of them that the table would be far larger than the file.
    TooSparse,
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
    /// A delimiter or quote chosen by hand that is not one ASCII character, or both the same.
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
    /// What to do about it: a sentence, but for its full stop.
    #[must_use]
    pub fn advice(&self) -> &'static str {
        match self {
            Self::Empty | Self::Binary { .. } | Self::Markup => {
                "Accepted are delimited text (comma, semicolon, tab or bar), JSON (a list of objects, one object a line, or a document with lists of them), metrics as Prometheus writes them, and Excel and OpenDocument workbooks (.xlsx, .xlsb, .xls, .ods), each also packed with gzip"
            }
            Self::NotUtf8 { .. } => "Choose the encoding by hand, or save the file as UTF-8",
            Self::TruncatedArchive | Self::BadArchive { .. } => "Copy or export it again",
            Self::Bomb { .. } => "Unpack it elsewhere and look at what is in it",
            Self::WorkbookTooLarge { .. } => "Save the sheet as CSV and drop that",
            Self::TooLarge { held: 1.., .. } => {
                "Remove a file that you can do without, roll this one up where it lies, to one row a day and model with a count of the rows, or drop one month at a time"
            }
            Self::TooLarge { .. } => {
                "Roll it up where it lies, to one row a day and model with a count of the rows, or drop one month at a time"
            }
            Self::BadWorkbook { .. } => {
                "Save it again as an Excel workbook (.xlsx) without a password, or as CSV"
            }
            Self::NeverCalculated { .. } => {
                "Open the workbook in a spreadsheet, have it calculate (LibreOffice does so with Ctrl+Shift+F9), save it there, and add it again"
            }
            Self::NoSuchSheet { .. } => "Choose one of the workbook's own sheets",
            Self::NoSuchList { .. } => "Choose one of the document's own lists",
            Self::RepairOff { .. } => "Switch the repair on again, or mend the file",
            Self::OpenQuote => "Close the quote, or double every quote that belongs to the text",
            Self::RowTooLong { .. } => "Check for a quote or a bracket that is never closed",
            Self::TooManyColumns { .. } | Self::TooSparse => {
                "Check the delimiter and the header; in JSON, whether names of members are values"
            }
            Self::TruncatedJson => "Export it again: the end is missing",
            Self::BadJson { .. } => {
                "Accepted are a JSON list of objects, one JSON object a line, or a JSON document with lists of objects"
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
            Self::Binary { format } => write!(f, "this is {format}, not a table"),
            Self::TruncatedArchive => write!(f, "the archive stops before it is complete"),
            Self::BadArchive { reason } => write!(f, "the archive cannot be unpacked: {reason}"),
            Self::Bomb { ratio } => write!(
                f,
                "the archive unpacks to more than {ratio} times its size, which data does not"
            ),
            Self::WorkbookTooLarge { limit } => {
                write!(f, "the workbook needs more than {limit} bytes of memory")
            }
            Self::TooLarge {
                needed,
                held,
                limit,
            } => {
                let [needed, others, limit] = [needed, held, limit].map(|bytes| Size(*bytes));
                write!(f, "its table would take about {needed} of memory, ")?;
                match held {
                    0 => write!(f, "and a tab has {limit} for it"),
                    _ => write!(
                        f,
                        "the other files take {others}, and a tab has {limit} for all"
                    ),
                }
            }
            Self::BadWorkbook { reason } => write!(f, "the workbook cannot be read: {reason}"),
            Self::NeverCalculated { columns, first } => {
                let hold = if columns.len() == 1 { "holds" } else { "hold" };
                write!(
                    f,
                    "{} {hold} formulas that no spreadsheet has calculated yet, the first in {first}",
                    columns.join(", ")
                )
            }
            Self::NoSuchSheet { name } => write!(f, "the workbook has no sheet {name:?}"),
            Self::NoSuchList { path } => write!(f, "the document has no list at {path:?}"),
            Self::RepairOff { rule, example } => {
                write!(
                    f,
                    "it needs a repair that is switched off, {:?} ({example})",
                    rule.label()
                )
            }
            Self::Markup => write!(f, "this is a web page or XML, not a table"),
            Self::NotUtf8 { found } => write!(f, "the byte {found:#04X} is not UTF-8 text"),
            Self::OpenQuote => write!(f, "a quoted cell is never closed"),
            Self::RowTooLong { limit } => write!(f, "one row is longer than {limit} bytes"),
            Self::TooManyColumns { limit } => {
                write!(f, "the table has more than {limit} columns")
            }
            Self::TooSparse => write!(
                f,
                "its rows have so few of the table's cells that the table would be far larger than the file"
            ),
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

/// Bytes for people.
struct Size(u64);

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 as f64 {
            small if small < 0.95e9 => write!(f, "{:.0} MB", (small / 1e6).max(1.0)),
            large => write!(f, "{:.1} GB", large / 1e9),
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
