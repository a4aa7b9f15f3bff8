//! A file before and after it is read.

use super::decode::Encoding;
use super::question::Question;
use super::report::LeftOut;
use super::room::Room;
use super::rule::Repair;
use super::written::AsWritten;
use outturn_core::table::Table;
use outturn_core::units::Timestamp;
use serde::{Deserialize, Serialize};

/// What is known of a file before it is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileFacts {
    /// Its name as the user knows it.
    pub name: String,
    /// Its length in bytes.
    pub bytes: u64,
}

/// What kind of file it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FormatKind {
    /// Delimited text.
    Csv,
    /// A JSON list of objects.
    Json,
    /// JSON objects one after the other.
    JsonLines,
    /// One JSON object with a table in it.
    JsonDocument,
    /// An Excel workbook (.xlsx).
    Xlsx,
    /// A binary Excel workbook (.xlsb).
    Xlsb,
    /// A workbook of Excel 97 to 2003 (.xls).
    Xls,
    /// An OpenDocument spreadsheet.
    Ods,
    /// Prometheus's text exposition format.
    Exposition,
}

impl FormatKind {
    /// What it is called: `Excel workbook`.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Csv => "Delimited text",
            Self::Json => "JSON list",
            Self::JsonLines => "JSON lines",
            Self::JsonDocument => "JSON document",
            Self::Xlsx => "Excel workbook",
            Self::Xlsb => "Binary Excel workbook",
            Self::Xls => "Excel 97–2003 workbook",
            Self::Ods => "OpenDocument spreadsheet",
            Self::Exposition => "Prometheus metrics as text",
        }
    }

    /// Whether it holds sheets rather than text.
    #[must_use]
    pub fn is_workbook(self) -> bool {
        matches!(self, Self::Xlsx | Self::Xlsb | Self::Xls | Self::Ods)
    }
}

/// How a file was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileFormat {
    /// What kind of file it was.
    pub kind: FormatKind,
    /// How its characters were written.
    pub encoding: Encoding,
    /// Whether it was packed with gzip.
    pub gzip: bool,
    /// The character between cells, in delimited text.
    pub delimiter: Option<char>,
    /// Whether its first row named the columns, in delimited text and workbooks.
    pub header: Option<bool>,
    /// Records in front of the table that were skipped.
    pub preamble: u32,
    /// Whether it began with a byte order mark.
    pub bom: bool,
    /// The sheet that was read, of a workbook.
    pub sheet: Option<String>,
    /// All sheets of a workbook that are on show.
    pub sheets: Vec<String>,
    /// Where the rows were in a JSON document, or in each of several objects, as dotted names; empty is the object itself.
    pub rows_at: Option<String>,
    /// All lists of objects in a JSON document, or in the first of several objects.
    pub lists: Vec<String>,
    /// What a JSON document says outside its table, as dotted names and values; of metrics as text, their types.
    pub facts: Vec<(String, String)>,
}

/// A file as read: its own columns, typed, under its own names.
#[derive(Debug, Clone)]
pub struct RawFile {
    /// Its name.
    pub name: String,
    /// Its length in bytes.
    pub bytes: u64,
    /// SHA-256 of its bytes, in hexadecimal; empty until who reads the file has it (see [`Fingerprint`](crate::Fingerprint)).
    pub sha256: String,
    /// When it was last saved, where that is known.
    pub saved_at: Option<Timestamp>,
    /// How it was read.
    pub format: FileFormat,
    /// Its columns, under their names in the source, made unique.
    pub table: Table,
    /// Data rows in the file, those left out among them.
    pub rows_read: usize,
    /// Rows that could not be read, in order.
    pub left_out: Vec<LeftOut>,
    /// What was repaired.
    pub repairs: Vec<Repair>,
    /// What the user should know, in sentences.
    pub warnings: Vec<String>,
    /// What the file leaves open.
    pub questions: Vec<Question>,
    /// How cells of its text columns are read.
    pub written: AsWritten,
    /// Columns of dates left as text because day and month cannot be told apart over the whole file.
    pub ambiguous_dates: Vec<String>,
}

impl RawFile {
    /// Bytes of memory that it takes, with what computing from it takes besides.
    #[must_use]
    pub fn needs(&self) -> u64 {
        self.table.bytes() as u64 + Room::figures(self.table.rows())
    }

    /// Whether a question about how this column is written is open: nothing is computed from it until it is answered.
    #[must_use]
    pub fn is_open(&self, column: &str) -> bool {
        let mut asked = self.questions.iter().flat_map(Question::columns);
        asked.any(|name| name == column)
    }

    /// Whether most cells of a text column are numbers, however they are spelled, or will be once a question is answered.
    #[must_use]
    pub fn holds_numbers(&self, column: &str) -> bool {
        let known = self.written.columns.get(column);
        let about = self
            .questions
            .iter()
            .filter(|q| q.columns().any(|name| name == column));
        known.is_some_and(|choice| choice.kind.is_none() && choice.dash.is_some())
            || about.into_iter().any(Question::is_about_numbers)
    }

    /// The data row in the file, from 1, of a row of the table, from 0: rows left out are in the file only.
    #[must_use]
    pub fn file_row(&self, table_row: usize) -> u32 {
        let before = |(at, out): (usize, &LeftOut)| out.row as usize - 1 - at <= table_row;
        let (mut low, mut high) = (0, self.left_out.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            if before((middle, &self.left_out[middle])) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        (table_row + low + 1) as u32
    }
}
