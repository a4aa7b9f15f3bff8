//! Workbooks: the sheet that is the table, as delimited text, which [`outturn_import`] reads like any other.
//!
//! ```text
//! bytes → gunzip → .xlsx (ours, a row at a time) | .xlsb, .xls, .ods (calamine) → sheets → the table's → text delimited by commas
//! ```
//!
//! Dates become ISO 8601; times of day and hours past a day are text as they are shown; errors are missing. Formulas count by the value
//! that was stored with them; where none was, the workbook is refused. Cells under merged ones are filled. Hidden rows and columns are
//! read and told of, hidden sheets are named and not looked at, nor is what is outside a table: charts, comments.
//!
//! What formats other than .xlsx do not tell through their reader: of .xls hidden rows and columns, and formulas that share one text; of
//! .xlsb all but hidden sheets.
//!
//! Nothing here pauses or can be stopped: in the page it runs in a worker of its own, which is ended with the reading.
//!
//! ```
//! use outturn_import::ReadOptions;
//! # let book = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/data/workbook_openpyxl.xlsx")).unwrap();
//! let file = outturn_workbook::read_all("incidents.xlsx", &book, &ReadOptions::default())?;
//! assert!(file.format.sheet.is_some());
//! # Ok::<(), outturn_import::ImportError>(())
//! ```

mod arithmetic;
mod book;
mod formulas;
mod merged;
mod ods;
mod other;
mod serial;
mod xls;
mod xlsb;
mod xlsx;
mod xml;
mod zip;

use book::{Book, Cell, Rows, Seen};
use merged::Merged;
use outturn_import::{
    Fault, FileFacts, Fingerprint, FormatKind, ImportError, Importer, LARGEST_WORKBOOK, Pass,
    Place, RawFile, ReadOptions, RepairRule, Sheet, gunzip,
};
use std::borrow::Cow;
use zip::Archive;

/// Bytes of text handed on at once, or one row where that is longer.
const PIECE: usize = 1 << 20;
/// Bytes written of a sheet before they are compared with those of its workbook.
const LARGE_SHEET: usize = 8 << 20;
/// Bytes written for one byte of a workbook past which it is no data: its cells may share texts.
const SHARED: usize = 100;
/// Rows that a sheet can have.
const LONGEST: usize = 1 << 20;

/// Reads the sheet of a workbook that the options choose, or that is the table; `take` is given its text, piece by piece.
///
/// # Errors
/// When it is no workbook, is damaged or protected, would unpack to more than data does, or lacks the chosen sheet; and what `take`
/// refuses.
pub fn read(
    name: &str,
    bytes: &[u8],
    options: &ReadOptions,
    mut take: impl FnMut(&str) -> Result<(), ImportError>,
) -> Result<Sheet, ImportError> {
    let refused = |fault| ImportError {
        file: name.to_owned(),
        fault,
        at: Place::default(),
    };
    let (bytes, gzip) = unpacked(bytes).map_err(refused)?;
    let (mut book, kind) = open(&bytes).map_err(refused)?;
    let (at, question) = book::choose(&mut *book, options.sheet.as_deref()).map_err(refused)?;
    let sheets = book.sheets();
    let named = |shown: bool| {
        let all = sheets.iter().filter(move |sheet| sheet.shown == shown);
        all.map(|sheet| sheet.name.clone()).collect::<Vec<_>>()
    };
    let mut sheet = Sheet {
        kind,
        gzip,
        name: sheets[at].name.clone(),
        all: named(true),
        hidden: named(false),
        questions: question.into_iter().collect(),
        since_1904: book.since_1904(),
        ..Sheet::of(kind)
    };
    let areas = match options.repairs(RepairRule::MergedCell) {
        true => book.merged(at),
        false => Vec::new(),
    };
    let mut lines = Lines {
        merged: Merged::new(areas, options.merged),
        rows: book.rows(at).map_err(refused)?,
        errors_are_missing: options.repairs(RepairRule::ErrorCell),
        width: 0,
        read: 0,
        errors: 0,
        first_error: String::new(),
    };
    let (mut text, mut written) = (String::new(), 0);
    loop {
        let more = lines.write(&mut text).map_err(refused)?;
        if text.len() >= PIECE || !more {
            written += text.len();
            // A text that all cells share is packed once, and so is a row that is as wide as a sheet can be.
            if written > LARGE_SHEET && written / SHARED > bytes.len() {
                let ratio = SHARED as u64;
                return Err(refused(Fault::Bomb { ratio }));
            }
            take(&text)?;
            text.clear();
        }
        if !more {
            break;
        }
    }
    let seen = lines.rows.seen();
    if let Some(fault) = &seen.uncalculated {
        return Err(refused(fault.clone()));
    }
    hidden(&mut sheet, &seen, lines.width);
    (sheet.errors, sheet.first_error) = (lines.errors, lines.first_error);
    (sheet.filled, sheet.first_filled) = (lines.merged.filled, lines.merged.first.clone());
    sheet.questions.extend(lines.merged.question());
    Ok(sheet)
}

/// Names the rows and columns that the sheet hides, of the columns those that its table has.
fn hidden(sheet: &mut Sheet, seen: &Seen, width: usize) {
    let rows = seen.first_hidden.iter().map(|row| row + 1);
    sheet.hidden_rows = seen.hidden_rows;
    sheet.first_hidden_rows = rows.collect();
    let columns = seen.hidden_columns.iter().filter(|at| **at < width);
    sheet.hidden_columns = columns.map(|at| book::letters(*at)).collect();
}

/// Reads a file of any kind that is in memory as a whole, both readings where two are needed.
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
        match finish(name, bytes, options, importer)? {
            Pass::Done(mut file) => {
                let mut fingerprint = Fingerprint::default();
                fingerprint.push(bytes);
                file.sha256 = fingerprint.finish();
                return Ok(*file);
            }
            Pass::Again(again) => importer = *again,
        }
    }
}

/// Tells an importer that the file ends here, with its sheet if the file is a workbook; `bytes` are the whole file.
///
/// # Errors
/// When the file cannot be read; see [`ImportError`].
pub fn finish(
    name: &str,
    bytes: &[u8],
    options: &ReadOptions,
    mut importer: Importer,
) -> Result<Pass, ImportError> {
    if importer.is_workbook() {
        let sheet = read(name, bytes, options, |text| importer.push_sheet(text))?;
        importer.end_sheet(sheet);
    }
    importer.finish()
}

fn unpacked(bytes: &[u8]) -> Result<(Cow<'_, [u8]>, bool), Fault> {
    if bytes.starts_with(&[0x1F, 0x8B]) {
        return Ok((Cow::Owned(gunzip(bytes, LARGEST_WORKBOOK)?), true));
    }
    Ok((Cow::Borrowed(bytes), false))
}

fn open(bytes: &[u8]) -> Result<(Box<dyn Book + '_>, FormatKind), Fault> {
    if bytes.starts_with(b"\xD0\xCF\x11\xE0") {
        return Ok((Box::new(other::Book::xls(bytes)?), FormatKind::Xls));
    }
    let archive = Archive::open(bytes)?;
    if archive.has("[Content_Types].xml") && archive.has(".rels") && !archive.has("workbook.bin") {
        return Ok((Box::new(xlsx::Book::open(archive)?), FormatKind::Xlsx));
    }
    if archive.has("xl/workbook.bin") {
        archive.check()?;
        return Ok((
            Box::new(other::Book::xlsb(&archive, bytes)?),
            FormatKind::Xlsb,
        ));
    }
    if archive.has("content.xml")
        && memchr::memmem::find(bytes, b"opendocument.spreadsheet").is_some()
    {
        archive.check()?;
        return Ok((
            Box::new(other::Book::ods(&archive, bytes)?),
            FormatKind::Ods,
        ));
    }
    let format = if archive.has("word/document.xml") {
        "a Word document (.docx)"
    } else {
        "a zip archive"
    };
    Err(Fault::Binary {
        format: format.to_owned(),
    })
}

/// The rows of a sheet as lines of delimited text.
struct Lines<'a> {
    merged: Merged,
    rows: Box<dyn Rows + 'a>,
    errors_are_missing: bool,
    /// Most cells that a row had so far: shorter ones are filled, as the sheet shows them.
    width: usize,
    read: usize,
    errors: u64,
    first_error: String,
}

impl Lines<'_> {
    /// Appends the next row with something in it; `false` at the end of the sheet.
    fn write(&mut self, text: &mut String) -> Result<bool, Fault> {
        let cells = loop {
            let Some(row) = merged::next_filled(&mut *self.rows, &mut self.merged)? else {
                return Ok(false);
            };
            self.read += 1;
            if self.read > LONGEST {
                return Err(zip::bad("it has more rows than a sheet can have"));
            }
            let mut cells: Vec<String> =
                row.cells.into_iter().map(|cell| self.text(cell)).collect();
            let filled = cells.iter().rposition(|cell| !cell.is_empty());
            cells.truncate(filled.map_or(0, |last| last + 1));
            if !cells.is_empty() {
                break cells;
            }
        };
        self.width = self.width.max(cells.len());
        for at in 0..self.width {
            if at > 0 {
                text.push(',');
            }
            let cell = cells.get(at).map_or("", String::as_str);
            let plain = !cell.contains(['"', ',', '\n', '\r']) && cell.trim().len() == cell.len();
            if plain {
                text.push_str(cell);
            } else {
                text.push('"');
                text.push_str(&cell.replace('"', "\"\""));
                text.push('"');
            }
        }
        text.push('\n');
        Ok(true)
    }

    fn text(&mut self, cell: Cell) -> String {
        match cell {
            Cell::Text(text) => text,
            Cell::Error(error) if self.errors_are_missing => {
                if self.errors == 0 {
                    self.first_error = error;
                }
                self.errors += 1;
                String::new()
            }
            Cell::Error(error) => error,
        }
    }
}
