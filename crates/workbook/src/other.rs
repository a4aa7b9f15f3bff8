//! Workbooks of other formats than .xlsx, read by calamine: binary Excel workbooks (.xlsb, .xls) and OpenDocument spreadsheets (.ods).

use crate::book::{self, Area, Cell, Listed, Row, Seen};
use crate::serial::{self, Style};
use crate::zip::{Archive, bad};
use crate::{ods, xls, xlsb};
use calamine::{
    Data, ExcelDateTime, Ods, OdsError, Range, Reader, Sheet, SheetType, SheetVisible, Xls,
    XlsError, Xlsb, XlsbError,
};
use outturn_import::Fault;
use std::fmt::Display;
use std::io::Cursor;

type Bytes = Cursor<Vec<u8>>;

/// The format of a workbook, with what calamine has of it.
enum Format {
    Xlsb(Box<Xlsb<Bytes>>),
    /// Formats whose sheets are in memory once they are open. Errors of an OpenDocument spreadsheet come as text.
    InMemory {
        ranges: Vec<Range<Data>>,
        errors_are_text: bool,
    },
}

/// A workbook of one of these formats.
pub(crate) struct Book {
    format: Format,
    since_1904: bool,
    sheets: Vec<Listed>,
    /// The merged cells of each sheet, as far as the format's reader tells.
    merged: Vec<Vec<Area>>,
    /// What else is known of each sheet.
    seen: Vec<Seen>,
}

impl Book {
    pub(crate) fn xlsb(archive: &Archive<'_>, bytes: &[u8]) -> Result<Self, Fault> {
        if has_short_cells(archive)? {
            return Err(bad(
                "some of its cells are stored in a short form that is not supported",
            ));
        }
        let mut book = Xlsb::new(Cursor::new(bytes.to_vec())).map_err(|error| match error {
            XlsbError::Password => protected(),
            error => unreadable(&error),
        })?;
        let sheets = of_cells(book.sheets_metadata());
        let since_1904 = book.has_1904_epoch();
        let workbook = xlsb::Workbook::of(archive)?;
        let (mut merged, mut seen) = (Vec::new(), Vec::new());
        for sheet in &sheets {
            let mut beside = workbook.beside(archive, &sheet.name)?;
            if beside.calculates
                && let Ok(values) = book.worksheet_range(&sheet.name)
                && let Ok(formulas) = book.worksheet_formula(&sheet.name)
            {
                beside.seen.uncalculated = workbook.uncalculated(&values, &formulas);
            }
            merged.push(beside.merged);
            seen.push(beside.seen);
        }
        let read = Self::new(sheets, since_1904, Format::Xlsb(Box::new(book)))?;
        Ok(Self {
            merged,
            seen,
            ..read
        })
    }

    pub(crate) fn xls(bytes: &[u8]) -> Result<Self, Fault> {
        // Newer workbooks with a password are wrapped in an old Office document.
        if memchr::memmem::find(bytes, &utf16("EncryptedPackage")).is_some() {
            return Err(protected());
        }
        if ["Workbook", "Book"]
            .iter()
            .all(|name| memchr::memmem::find(bytes, &utf16(name)).is_none())
        {
            return Err(Fault::Binary {
                format: "an old Office document without a workbook in it".to_owned(),
            });
        }
        let mut book = Xls::new(Cursor::new(bytes.to_vec())).map_err(|error| match error {
            XlsError::Password => protected(),
            error => unreadable(&error),
        })?;
        let since_1904 = book.has_1904_epoch();
        let mut read = Self::in_memory(&mut book, since_1904, false)?;
        let Format::InMemory { ranges, .. } = &read.format else {
            return Ok(read);
        };
        for (sheet, values) in read.sheets.iter().zip(ranges) {
            let areas = book
                .merge_cells_by_sheet_name(&sheet.name)
                .unwrap_or_default();
            read.merged.push(areas.iter().map(xls::area).collect());
            // Formulas that cannot be read have values all the same.
            let formulas = book.worksheet_formula(&sheet.name).unwrap_or_default();
            read.seen.push(Seen {
                uncalculated: xls::without_results(values, &formulas),
                ..Seen::default()
            });
        }
        Ok(read)
    }

    pub(crate) fn ods(archive: &Archive<'_>, bytes: &[u8]) -> Result<Self, Fault> {
        let mut book = Ods::new(Cursor::new(bytes.to_vec())).map_err(|error| match error {
            OdsError::Password => protected(),
            error => unreadable(&error),
        })?;
        let mut read = Self::in_memory(&mut book, false, true)?;
        let mut beside = ods::beside(archive);
        for sheet in &read.sheets {
            let beside = beside.remove(&sheet.name).unwrap_or_default();
            read.merged.push(beside.merged);
            read.seen.push(beside.seen);
        }
        Ok(read)
    }

    fn in_memory<R>(book: &mut R, since_1904: bool, errors_are_text: bool) -> Result<Self, Fault>
    where
        R: Reader<Bytes>,
        R::Error: Display,
    {
        let sheets = of_cells(book.sheets_metadata());
        let ranges = sheets.iter().map(|sheet| {
            book.worksheet_range(&sheet.name)
                .map_err(|error| unreadable(&error))
        });
        let format = Format::InMemory {
            ranges: ranges.collect::<Result<_, _>>()?,
            errors_are_text,
        };
        Self::new(sheets, since_1904, format)
    }

    fn new(sheets: Vec<Listed>, since_1904: bool, format: Format) -> Result<Self, Fault> {
        if sheets.is_empty() {
            return Err(bad("it has no sheet of cells"));
        }
        Ok(Self {
            format,
            since_1904,
            sheets,
            merged: Vec::new(),
            seen: Vec::new(),
        })
    }
}

/// Whether a sheet has cells that leave out their column, being next to the one before: calamine would pass them over.
///
/// Source: MS-XLSB 2.1.4 (records), 2.3.1 (their numbers).
fn has_short_cells(archive: &Archive<'_>) -> Result<bool, Fault> {
    const SHORT: std::ops::RangeInclusive<u32> = 12..=18; // BrtShortBlank to BrtShortIsst
    let mut found = false;
    for name in archive
        .names()
        .filter(|name| name.contains("worksheets/") && name.ends_with(".bin"))
    {
        xlsb::for_each(&archive.whole(name)?, |kind, _| {
            found |= SHORT.contains(&kind);
        });
    }
    Ok(found)
}

/// A name as the directory of an old Office document has it.
fn utf16(name: &str) -> Vec<u8> {
    name.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn protected() -> Fault {
    bad("it is protected by a password")
}

fn unreadable(error: &dyn Display) -> Fault {
    bad(&error.to_string())
}

fn of_cells(all: &[Sheet]) -> Vec<Listed> {
    let cells = all.iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    cells
        .map(|sheet| Listed {
            name: sheet.name.clone(),
            shown: sheet.visible == SheetVisible::Visible,
        })
        .collect()
}

impl book::Book for Book {
    fn sheets(&self) -> &[Listed] {
        &self.sheets
    }

    fn since_1904(&self) -> bool {
        self.since_1904
    }

    fn size(&mut self, sheet: usize) -> u64 {
        let name = &self.sheets[sheet].name;
        match &mut self.format {
            Format::Xlsb(book) => book
                .worksheet_cells_reader(name)
                .map_or(0, |cells| cells.dimensions().len()),
            Format::InMemory { ranges, .. } => {
                let (rows, columns) = ranges[sheet].get_size();
                rows as u64 * columns as u64
            }
        }
    }

    fn merged(&mut self, sheet: usize) -> Vec<Area> {
        self.merged.get(sheet).cloned().unwrap_or_default()
    }

    fn rows(&mut self, sheet: usize) -> Result<Box<dyn book::Rows + '_>, Fault> {
        let since_1904 = self.since_1904;
        let seen = self.seen.get(sheet).cloned().unwrap_or_default();
        let name = &self.sheets[sheet].name;
        Ok(match &mut self.format {
            Format::Xlsb(book) => {
                let mut cells = book
                    .worksheet_cells_reader(name)
                    .map_err(|error| unreadable(&error))?;
                Box::new(Cells {
                    next: Box::new(move || {
                        let cell = cells.next_cell().map_err(|error| unreadable(&error))?;
                        Ok(cell.map(|cell| {
                            let (row, column) = cell.get_position();
                            let value = Data::from(cell.get_value().clone());
                            (row, column as usize, shown(&value, since_1904))
                        }))
                    }),
                    ahead: None,
                    ended: false,
                    seen,
                })
            }
            Format::InMemory {
                ranges,
                errors_are_text,
            } => Box::new(Rows {
                errors_are_text: *errors_are_text,
                at: ranges[sheet].start().map_or(0, |(row, _)| row),
                first_column: ranges[sheet]
                    .start()
                    .map_or(0, |(_, column)| column as usize),
                rows: ranges[sheet].rows(),
                since_1904,
                seen,
            }),
        })
    }
}

/// Rows of a sheet that is in memory.
struct Rows<'a> {
    /// The next row.
    at: u32,
    first_column: usize,
    rows: calamine::Rows<'a, Data>,
    since_1904: bool,
    errors_are_text: bool,
    seen: Seen,
}

impl book::Rows for Rows<'_> {
    fn seen(&self) -> Seen {
        self.seen.clone()
    }

    fn next(&mut self) -> Result<Option<Row>, Fault> {
        for row in self.rows.by_ref() {
            let at = self.at;
            self.at += 1;
            if row.iter().all(|cell| *cell == Data::Empty) {
                continue;
            }
            let mut cells = vec![Cell::default(); self.first_column];
            cells.extend(row.iter().map(|cell| match cell {
                Data::String(text) if self.errors_are_text && is_error(text) => {
                    Cell::Error(text.clone())
                }
                cell => shown(cell, self.since_1904),
            }));
            return Ok(Some(Row { at, cells }));
        }
        Ok(None)
    }
}

/// Whether a text is what a spreadsheet shows of a formula that failed. Source: OpenFormula 1.3, 5.12, and LibreOffice's own codes.
fn is_error(text: &str) -> bool {
    const ERRORS: [&str; 7] = [
        "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!",
    ];
    ERRORS.contains(&text)
        || text
            .strip_prefix("Err:")
            .is_some_and(|code| code.len() == 3 && code.bytes().all(|b| b.is_ascii_digit()))
}

/// Rows of a sheet that is read cell by cell, in order.
struct Cells<'a> {
    next: Box<dyn FnMut() -> Result<Option<Placed>, Fault> + 'a>,
    /// The first cell of the next row.
    ahead: Option<Placed>,
    /// There are no more: asked once more, the reader would look for a cell in what follows the last.
    ended: bool,
    seen: Seen,
}

/// A cell with its row and column.
type Placed = (u32, usize, Cell);

impl Cells<'_> {
    fn cell(&mut self) -> Result<Option<Placed>, Fault> {
        if let Some(ahead) = self.ahead.take() {
            return Ok(Some(ahead));
        }
        if self.ended {
            return Ok(None);
        }
        let cell = (self.next)()?;
        self.ended = cell.is_none();
        Ok(cell)
    }
}

/// Columns that a sheet can have.
const WIDEST: usize = 16_384;

impl book::Rows for Cells<'_> {
    fn seen(&self) -> Seen {
        self.seen.clone()
    }

    fn next(&mut self) -> Result<Option<Row>, Fault> {
        let mut cells: Vec<Cell> = Vec::new();
        let mut row = None;
        while let Some((at, column, cell)) = self.cell()? {
            if cell.is_empty() {
                continue;
            }
            if *row.get_or_insert(at) != at {
                self.ahead = Some((at, column, cell));
                break;
            }
            if column >= WIDEST {
                return Err(bad("it has more columns than a sheet can have"));
            }
            if cells.len() <= column {
                cells.resize(column + 1, Cell::default());
            }
            cells[column] = cell;
        }
        Ok(row.map(|at| Row { at, cells }))
    }
}

fn shown(cell: &Data, since_1904: bool) -> Cell {
    Cell::Text(match cell {
        Data::Empty => String::new(),
        Data::Int(whole) => whole.to_string(),
        Data::Float(number) => number.to_string(),
        Data::String(text) => text.clone(),
        Data::Bool(holds) => holds.to_string(),
        Data::DateTime(moment) => date(moment, since_1904),
        Data::DateTimeIso(moment) => moment
            .strip_suffix("T00:00:00")
            .unwrap_or(moment)
            .to_owned(),
        Data::DurationIso(duration) => clock(duration).unwrap_or_else(|| duration.clone()),
        Data::Error(error) => return Cell::Error(error.to_string()),
    })
}

fn date(moment: &ExcelDateTime, since_1904: bool) -> String {
    let style = if moment.is_duration() {
        Style::Elapsed
    } else {
        Style::Date
    };
    let serial = moment.as_f64();
    serial::text(serial, style, since_1904).unwrap_or_else(|| serial.to_string())
}

/// A duration of ISO 8601 as OpenDocument writes times of day and hours past a day: `PT09H40M00S` is `09:40:00`.
fn clock(duration: &str) -> Option<String> {
    let (hours, rest) = duration.strip_prefix("PT")?.split_once('H')?;
    let (minutes, seconds) = rest.split_once('M')?;
    let (hours, minutes): (u64, u64) = (hours.parse().ok()?, minutes.parse().ok()?);
    let seconds = seconds.strip_suffix('S')?.replace(',', ".");
    let seconds: f64 = seconds.parse().ok()?;
    let millis = (seconds * 1000.0).round() as u64 + (hours * 60 + minutes) * 60_000;
    Some(serial::clock(i64::try_from(millis).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_of_open_document_are_shown_as_a_clock() {
        for (written, clock_shown) in [
            ("PT09H40M00S", Some("09:40:00")),
            ("PT36H00M05S", Some("36:00:05")),
            ("PT00H00M01.250S", Some("00:00:01.250")),
            ("P1D", None),
            ("", None),
        ] {
            assert_eq!(clock(written).as_deref(), clock_shown, "{written}");
        }
    }
}
