//! Reading one file: chunks in, a typed table out, after a second reading where a column's type clashed late.

use super::csv::CsvReader;
use super::dates::DateOrder;
use super::decode::{self, Decoder};
use super::error::{Fault, ImportError, Place};
use super::frame::{Frame, Notes, Settled};
use super::json::JsonReader;
use super::report::{LeftOut, Repair, RepairLog, RepairRule};
use super::sniff::{self, Shape};
use crate::table::Table;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Longest row or JSON value, in bytes: past it, a quote or bracket was never closed.
const LONGEST_ROW: usize = 64 << 20;
/// Most bytes worked on at once, however large the chunk.
const STEP: usize = 1 << 20;

/// What is known of a file before it is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileFacts {
    /// Its name as the user knows it.
    pub name: String,
    /// Its length in bytes.
    pub bytes: u64,
}

/// The user's choices in place of what would be found out; `None` is "find out".
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ReadOptions {
    /// The character between cells, one of ASCII. Choosing it says that the file is delimited text.
    pub delimiter: Option<char>,
    /// Whether the first row names the columns. Choosing it says that the file is delimited text.
    pub header: Option<bool>,
    /// Which of day and month comes first in the file's dates.
    pub date_order: Option<DateOrder>,
}

/// What kind of text a file was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FormatKind {
    /// Delimited text.
    Csv,
    /// A JSON list of objects.
    Json,
    /// JSON objects one after the other.
    JsonLines,
}

/// How a file was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileFormat {
    /// What kind of text it was.
    pub kind: FormatKind,
    /// The character between cells, in delimited text.
    pub delimiter: Option<char>,
    /// Whether its first row named the columns, in delimited text.
    pub header: Option<bool>,
    /// Whether it began with a byte order mark.
    pub bom: bool,
}

/// A file as read: its own columns, typed, under its own names.
#[derive(Debug, Clone)]
pub struct RawFile {
    /// Its name.
    pub name: String,
    /// Its length in bytes.
    pub bytes: u64,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
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
    /// Columns of dates left as text because day and month cannot be told apart over the whole file.
    pub ambiguous_dates: Vec<String>,
}

impl RawFile {
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

/// The end of a reading.
#[derive(Debug)]
pub enum Pass {
    /// The file is read.
    Done(Box<RawFile>),
    /// A column turned out to be text after values of another type: push the file once more, from its start, into this.
    Again(Box<Importer>),
}

#[derive(Debug)]
enum Reader {
    /// Not enough was seen to decide.
    Undecided,
    Csv(Box<CsvReader>),
    Json(Box<JsonReader>),
}

/// What a first reading found and a second one keeps.
#[derive(Debug)]
struct Known {
    frame: Frame,
    sha256: String,
}

/// Reads a file pushed in chunks.
#[derive(Debug)]
pub struct Importer {
    file: FileFacts,
    options: ReadOptions,
    decoder: Decoder,
    /// The first bytes, until they are looked at.
    start: Vec<u8>,
    looked: bool,
    hash: Sha256,
    read: u64,
    text: String,
    shape: Option<Shape>,
    reader: Reader,
    known: Option<Known>,
}

impl Importer {
    /// A reader of this file. `file.bytes` serves messages only; the file's length is counted.
    #[must_use]
    pub fn new(file: FileFacts, options: ReadOptions) -> Self {
        Self {
            file,
            options,
            decoder: Decoder::default(),
            start: Vec::new(),
            looked: false,
            hash: Sha256::new(),
            read: 0,
            text: String::new(),
            shape: None,
            reader: Reader::Undecided,
            known: None,
        }
    }

    /// Takes the file's next bytes.
    ///
    /// # Errors
    /// When they show that the file cannot be read.
    pub fn push(&mut self, chunk: &[u8]) -> Result<(), ImportError> {
        self.hash.update(chunk);
        self.read += chunk.len() as u64;
        if self.looked {
            return self.decode(chunk);
        }
        if self.start.is_empty() && chunk.len() >= sniff::SAMPLE {
            return self.look(chunk);
        }
        self.start.extend_from_slice(chunk);
        if self.start.len() >= sniff::SAMPLE {
            let start = std::mem::take(&mut self.start);
            return self.look(&start);
        }
        Ok(())
    }

    /// Tells that the file ends here.
    ///
    /// # Errors
    /// When the file cannot be read, or changed between two readings.
    pub fn finish(mut self) -> Result<Pass, ImportError> {
        if !self.looked {
            let start = std::mem::take(&mut self.start);
            self.look(&start)?;
        }
        self.decoder
            .finish()
            .map_err(|(fault, byte)| self.error(fault, at_byte(byte)))?;
        if self.shape.is_none() {
            self.decide(true)?;
        }
        self.work(true)?;
        self.settle()
    }

    /// Looks at the file's start, once there is enough of it.
    fn look(&mut self, start: &[u8]) -> Result<(), ImportError> {
        self.looked = true;
        // The same bytes are looked at whatever the chunks were.
        let sample = &start[..start.len().min(sniff::SAMPLE)];
        decode::look(sample).map_err(|fault| self.error(fault, Place::default()))?;
        self.decode(start)
    }

    fn decode(&mut self, chunk: &[u8]) -> Result<(), ImportError> {
        for step in chunk.chunks(STEP) {
            let result = self.decoder.push(step, &mut self.text);
            result.map_err(|(fault, byte)| self.error(fault, at_byte(byte)))?;
            if self.shape.is_none() && self.text.len() >= sniff::SAMPLE {
                self.decide(false)?;
            }
            self.work(false)?;
        }
        Ok(())
    }

    /// Decides how the text is read; `whole` says that it is all there.
    fn decide(&mut self, whole: bool) -> Result<(), ImportError> {
        let delimiter = match self.options.delimiter {
            None => None,
            Some(c) if c.is_ascii() && !matches!(c, '"' | '\n' | '\r') => Some(c as u8),
            Some(found) => return Err(self.error(Fault::BadDelimiter { found }, Place::default())),
        };
        if self.text.trim().is_empty() {
            return Err(self.error(Fault::Empty, Place::default()));
        }
        let mut sample = self.text.len().min(sniff::SAMPLE);
        while !self.text.is_char_boundary(sample) {
            sample -= 1;
        }
        let shape = sniff::shape(
            &self.file.name,
            &self.text[..sample],
            whole,
            delimiter,
            self.options.header,
        );
        let offset = if self.decoder.bom { 3 } else { 0 };
        let order = self.options.date_order;
        let known = self
            .known
            .as_mut()
            .map(|known| std::mem::take(&mut known.frame));
        self.shape = Some(shape);
        self.reader = match shape {
            Shape::Csv(dialect) => {
                Reader::Csv(Box::new(CsvReader::new(dialect, offset, order, known)))
            }
            Shape::JsonList => Reader::Json(Box::new(JsonReader::new(true, offset, order, known))),
            Shape::JsonLines => {
                Reader::Json(Box::new(JsonReader::new(false, offset, order, known)))
            }
        };
        Ok(())
    }

    /// Reads what is complete in the text at hand.
    fn work(&mut self, last: bool) -> Result<(), ImportError> {
        let result = match &mut self.reader {
            Reader::Undecided => return Ok(()),
            Reader::Csv(reader) => reader.read(&self.text, last),
            Reader::Json(reader) => reader.read(&self.text, last),
        };
        let done = result.map_err(|(fault, at)| self.error(fault, at))?;
        self.text.drain(..done);
        if self.text.len() > LONGEST_ROW {
            let limit = LONGEST_ROW as u64;
            let (fault, at) = match &self.reader {
                Reader::Csv(reader) => reader.too_long(limit),
                Reader::Json(reader) => reader.too_long(&self.text, limit),
                Reader::Undecided => (Fault::RowTooLong { limit }, Place::default()),
            };
            return Err(self.error(fault, at));
        }
        Ok(())
    }

    /// Finishes the columns, or asks for a second reading.
    fn settle(self) -> Result<Pass, ImportError> {
        let Self {
            file,
            options,
            decoder,
            hash,
            read,
            shape,
            reader,
            known,
            ..
        } = self;
        let sha256: String = hash
            .finalize()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        let file = FileFacts {
            bytes: read,
            ..file
        };
        let refuse = |fault| {
            Err(ImportError {
                file: file.name.clone(),
                fault,
                at: Place::default(),
            })
        };
        if known.as_ref().is_some_and(|known| known.sha256 != sha256) {
            return refuse(Fault::Changed);
        }
        let (frame, left_out, mut repairs, rows_read) = match reader {
            Reader::Undecided => return refuse(Fault::Empty),
            Reader::Csv(r) => (r.frame, r.left_out, r.repairs, r.rows_read),
            Reader::Json(r) => (r.frame, r.left_out, r.repairs, r.rows_read),
        };
        if decoder.bom {
            repairs.note(RepairRule::ByteOrderMark, || "EF BB BF".to_owned());
        }
        match frame.settle(&mut repairs) {
            Settled::Again(frame) => {
                let known = Some(Known {
                    frame: *frame,
                    sha256,
                });
                Ok(Pass::Again(Box::new(Self {
                    known,
                    ..Self::new(file, options)
                })))
            }
            Settled::Done(table, notes) => Ok(Pass::Done(Box::new(RawFile {
                name: file.name,
                bytes: file.bytes,
                sha256,
                format: format_of(shape, decoder.bom),
                warnings: warnings(&notes, rows_read, shape),
                ambiguous_dates: notes.ambiguous,
                table,
                rows_read,
                left_out,
                repairs: RepairLog::finish(repairs),
            }))),
        }
    }

    fn error(&self, fault: Fault, at: Place) -> ImportError {
        ImportError {
            file: self.file.name.clone(),
            fault,
            at,
        }
    }
}

fn at_byte(byte: u64) -> Place {
    Place {
        byte: Some(byte),
        ..Place::default()
    }
}

fn format_of(shape: Option<Shape>, bom: bool) -> FileFormat {
    let (kind, delimiter, header) = match shape {
        Some(Shape::Csv(d)) => (
            FormatKind::Csv,
            Some(char::from(d.delimiter)),
            Some(d.header),
        ),
        Some(Shape::JsonLines) => (FormatKind::JsonLines, None, None),
        Some(Shape::JsonList) | None => (FormatKind::Json, None, None),
    };
    FileFormat {
        kind,
        delimiter,
        header,
        bom,
    }
}

/// What the user should know of a reading.
fn warnings(notes: &Notes, rows_read: usize, shape: Option<Shape>) -> Vec<String> {
    /// Where common tools stop writing: a ticket export, and the last row of old and new spreadsheets with and without header.
    const CUTS: [usize; 5] = [20_000, 65_535, 65_536, 1_048_575, 1_048_576];
    let mut all = Vec::new();
    if rows_read == 0 {
        all.push("The file has column names and no rows.".to_owned());
    }
    if matches!(shape, Some(Shape::Csv(d)) if !d.header) {
        all.push("The first row holds values, not names: the columns were numbered.".to_owned());
    }
    if CUTS.contains(&rows_read) {
        all.push(format!("Exactly {rows_read} rows: the export may have been cut at a limit of the tool that wrote it."));
    }
    if !notes.unzoned.is_empty() {
        all.push(format!(
            "Times without a zone were taken as UTC: {}.",
            notes.unzoned.join(", ")
        ));
    }
    for (column, order) in &notes.borrowed {
        all.push(format!("Dates of {column} can be read in both orders; {} was taken, as in the file's other columns.", order.words()));
    }
    if !notes.ambiguous.is_empty() {
        all.push(format!(
            "Day and month cannot be told apart in {}: left as text until you choose the order.",
            notes.ambiguous.join(", ")
        ));
    }
    all
}

/// Reads a file that is in memory as a whole, both readings where two are needed.
///
/// # Errors
/// When the file cannot be read; see [`ImportError`].
pub fn read_all(name: &str, bytes: &[u8], options: &ReadOptions) -> Result<RawFile, ImportError> {
    let facts = FileFacts {
        name: name.to_owned(),
        bytes: bytes.len() as u64,
    };
    let mut importer = Importer::new(facts, options.clone());
    loop {
        importer.push(bytes)?;
        match importer.finish()? {
            Pass::Done(file) => return Ok(*file),
            Pass::Again(again) => importer = *again,
        }
    }
}
