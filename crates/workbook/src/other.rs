//! Workbooks of other formats than .xlsx, read by calamine: binary Excel workbooks (.xlsb, .xls) and OpenDocument spreadsheets (.ods).

use crate::book::{self, Cell, Listed};
use crate::serial::{self, Style};
use crate::zip::bad;
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
    /// Formats whose sheets are in memory once they are open.
    InMemory(Vec<Range<Data>>),
}

/// A workbook of one of these formats.
pub(crate) struct Book {
    format: Format,
    since_1904: bool,
    sheets: Vec<Listed>,
}

impl Book {
    pub(crate) fn xlsb(bytes: &[u8]) -> Result<Self, Fault> {
        let book = Xlsb::new(Cursor::new(bytes.to_vec())).map_err(|error| match error {
            XlsbError::Password => protected(),
            error => unreadable(&error),
        })?;
        let sheets = of_cells(book.sheets_metadata());
        Self::new(sheets, book.has_1904_epoch(), Format::Xlsb(Box::new(book)))
    }

    pub(crate) fn xls(bytes: &[u8]) -> Result<Self, Fault> {
        let mut book = Xls::new(Cursor::new(bytes.to_vec())).map_err(|error| match error {
            XlsError::Password => protected(),
            error => unreadable(&error),
        })?;
        let sheets = of_cells(book.sheets_metadata());
        let ranges = sheets.iter().map(|sheet| {
            book.worksheet_range(&sheet.name)
                .map_err(|error| unreadable(&error))
        });
        let ranges = ranges.collect::<Result<_, _>>()?;
        Self::new(sheets, book.has_1904_epoch(), Format::InMemory(ranges))
    }

    pub(crate) fn ods(bytes: &[u8]) -> Result<Self, Fault> {
        let mut book = Ods::new(Cursor::new(bytes.to_vec())).map_err(|error| match error {
            OdsError::Password => protected(),
            error => unreadable(&error),
        })?;
        let sheets = of_cells(book.sheets_metadata());
        let ranges = sheets.iter().map(|sheet| {
            book.worksheet_range(&sheet.name)
                .map_err(|error| unreadable(&error))
        });
        let ranges = ranges.collect::<Result<_, _>>()?;
        Self::new(sheets, false, Format::InMemory(ranges))
    }

    fn new(sheets: Vec<Listed>, since_1904: bool, format: Format) -> Result<Self, Fault> {
        if sheets.is_empty() {
            return Err(bad("it has no sheet of cells"));
        }
        Ok(Self {
            format,
            since_1904,
            sheets,
        })
    }
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

    fn size(&mut self, sheet: usize) -> u64 {
        let name = &self.sheets[sheet].name;
        match &mut self.format {
            Format::Xlsb(book) => book
                .worksheet_cells_reader(name)
                .map_or(0, |cells| cells.dimensions().len()),
            Format::InMemory(ranges) => {
                let (rows, columns) = ranges[sheet].get_size();
                rows as u64 * columns as u64
            }
        }
    }

    fn rows(&mut self, sheet: usize) -> Result<Box<dyn book::Rows + '_>, Fault> {
        let since_1904 = self.since_1904;
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
                })
            }
            Format::InMemory(ranges) => Box::new(Rows {
                first_column: ranges[sheet]
                    .start()
                    .map_or(0, |(_, column)| column as usize),
                rows: ranges[sheet].rows(),
                since_1904,
            }),
        })
    }
}

/// Rows of a sheet that is in memory.
struct Rows<'a> {
    first_column: usize,
    rows: calamine::Rows<'a, Data>,
    since_1904: bool,
}

impl book::Rows for Rows<'_> {
    fn next(&mut self) -> Result<Option<Vec<Cell>>, Fault> {
        for row in self.rows.by_ref() {
            if row.iter().all(|cell| *cell == Data::Empty) {
                continue;
            }
            let mut cells = vec![Cell::default(); self.first_column];
            cells.extend(row.iter().map(|cell| shown(cell, self.since_1904)));
            return Ok(Some(cells));
        }
        Ok(None)
    }
}

/// Rows of a sheet that is read cell by cell, in order.
struct Cells<'a> {
    next: Box<dyn FnMut() -> Result<Option<Placed>, Fault> + 'a>,
    /// The first cell of the next row.
    ahead: Option<Placed>,
}

/// A cell with its row and column.
type Placed = (u32, usize, Cell);

impl Cells<'_> {
    fn cell(&mut self) -> Result<Option<Placed>, Fault> {
        match self.ahead.take() {
            Some(ahead) => Ok(Some(ahead)),
            None => (self.next)(),
        }
    }
}

/// Columns that a sheet can have.
const WIDEST: usize = 16_384;

impl book::Rows for Cells<'_> {
    fn next(&mut self) -> Result<Option<Vec<Cell>>, Fault> {
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
        Ok((!cells.is_empty()).then_some(cells))
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
