//! What a binary Excel workbook says of its cells beside their values: which are merged, which rows and columns are hidden, and whether
//! it has formulas that were never calculated.
//!
//! Source: MS-XLSB 2.1.4 (records), 2.3.1 (their numbers), 2.4.62 (BrtBundleSh), 2.4.306 (BrtCalcProp), 2.4.313 (BrtColInfo), 2.4.672
//! (BrtMergeCell), 2.4.741 (BrtRowHdr).

use crate::book::{Area, Seen};
use crate::formulas::Formulas;
use crate::xlsx::{relations, target};
use crate::zip::Archive;
use calamine::{Data, Range};
use outturn_import::Fault;

/// Numbers of records.
const ROW: u32 = 0;
const CELLS: std::ops::RangeInclusive<u32> = 2..=11;
const FORMULAS: std::ops::RangeInclusive<u32> = 8..=11;
const COLUMNS: u32 = 60;
const SHEET: u32 = 156;
const CALCULATION: u32 = 157;
const MERGED: u32 = 176;

/// What is known of one sheet.
#[derive(Debug, Default)]
pub(crate) struct Beside {
    pub(crate) merged: Vec<Area>,
    pub(crate) seen: Seen,
    /// It has formulas.
    pub(crate) calculates: bool,
}

/// What is known of a workbook.
#[derive(Debug, Default)]
pub(crate) struct Workbook {
    /// The parts that its sheets are, by name.
    parts: Vec<(String, String)>,
    /// It wants to be calculated when it is opened, or says that it was not.
    pub(crate) to_calculate: bool,
}

impl Workbook {
    pub(crate) fn of(archive: &Archive<'_>) -> Result<Self, Fault> {
        let main = target(&relations(archive, "_rels/.rels", "")?, "/officeDocument")
            .unwrap_or_else(|| "xl/workbook.bin".to_owned());
        let (folder, file) = main.rsplit_once('/').unwrap_or(("", &main));
        let relations = relations(archive, &format!("{folder}/_rels/{file}.rels"), folder)?;
        let mut workbook = Self::default();
        for_each(&archive.whole(&main)?, |kind, bytes| match kind {
            SHEET => {
                let mut rest = bytes.get(8..).unwrap_or_default();
                let sheet = text(&mut rest).zip(text(&mut rest)).and_then(|(id, name)| {
                    let (.., part) = relations.iter().find(|(_, known, _)| *known == id)?;
                    Some((name, part.clone()))
                });
                workbook.parts.extend(sheet);
            }
            CALCULATION => {
                // fFullCalcOnLoad and fSomeUncalced.
                let flags = bytes.get(24).copied().unwrap_or_default();
                workbook.to_calculate = flags & 0b1_0001 != 0;
            }
            _ => {}
        });
        Ok(workbook)
    }

    /// What there is beside the values of a sheet.
    pub(crate) fn beside(&self, archive: &Archive<'_>, sheet: &str) -> Result<Beside, Fault> {
        let mut beside = Beside::default();
        let Some((_, part)) = self.parts.iter().find(|(name, _)| name == sheet) else {
            return Ok(beside);
        };
        let mut hidden = None;
        for_each(&archive.whole(part)?, |kind, bytes| {
            let number = |at: usize| {
                let four = bytes.get(at..at + 4).and_then(|four| four.try_into().ok());
                four.map_or(0, u32::from_le_bytes)
            };
            let flags = |at: usize| bytes.get(at).copied().unwrap_or_default();
            match kind {
                ROW => hidden = (flags(11) & 0x10 != 0).then(|| number(0)),
                COLUMNS if flags(16) & 1 != 0 => {
                    let last = number(4).min(WIDEST);
                    let columns = number(0)..=last;
                    beside
                        .seen
                        .hidden_columns
                        .extend(columns.map(|at| at as usize));
                }
                MERGED => beside.merged.push(Area {
                    top: number(0),
                    bottom: number(4),
                    left: number(8) as usize,
                    right: number(12) as usize,
                }),
                kind if CELLS.contains(&kind) => {
                    if let Some(row) = hidden.take() {
                        beside.seen.hide_row(row);
                    }
                    beside.calculates |= FORMULAS.contains(&kind);
                }
                _ => {}
            }
        });
        Ok(beside)
    }

    /// What to say of formulas that were never calculated. Each has a result: zero, where nothing has calculated it.
    pub(crate) fn uncalculated(
        &self,
        values: &Range<Data>,
        formulas: &Range<String>,
    ) -> Option<Fault> {
        let mut columns = Formulas::default();
        let (top, left) = formulas.start().unwrap_or_default();
        for (row, column, cell) in values.cells() {
            let (above, beside) = values.start().unwrap_or_default();
            if let Data::String(text) = cell
                && row as u32 + above < top
            {
                columns.name(column + beside as usize, text);
            }
        }
        for (row, column, formula) in formulas.used_cells() {
            let (row, column) = (row as u32 + top, column as u32 + left);
            let number = |at: usize| match values.get_value((row, at as u32))? {
                Data::Int(whole) => Some(*whole as f64),
                Data::Float(number) => Some(*number),
                _ => None,
            };
            if !formula.is_empty() {
                let shown = number(column as usize).map(|number| number.to_string());
                let result = shown.as_deref().unwrap_or("a text");
                columns.formula(row, column as usize, formula, Some(result));
                columns.end_row(row, first_text(values, row), &number);
            }
        }
        columns.uncalculated(self.to_calculate)
    }
}

/// The text that a row begins with; a row of sums is known by it.
fn first_text(values: &Range<Data>, row: u32) -> &str {
    let columns = values.start().zip(values.end());
    let columns = columns.map(|((_, left), (_, right))| left..=right);
    let mut cells = columns
        .into_iter()
        .flatten()
        .filter_map(|at| values.get_value((row, at)));
    match cells.find(|cell| **cell != Data::Empty) {
        Some(Data::String(text)) => text,
        _ => "",
    }
}

/// Columns that a sheet can have.
const WIDEST: u32 = 16_383;

/// Goes through records: their numbers and their bytes.
pub(crate) fn for_each(mut rest: &[u8], mut each: impl FnMut(u32, &[u8])) {
    while let Some((kind, length)) = record(&mut rest) {
        let (bytes, after) = rest.split_at_checked(length).unwrap_or((rest, &[]));
        each(kind, bytes);
        rest = after;
    }
}

/// The number and length of the next record, seven bits a byte; what remains are its bytes.
fn record(rest: &mut &[u8]) -> Option<(u32, usize)> {
    let mut number = |most: usize| {
        let mut value = 0;
        for shift in 0..most {
            let (byte, after) = rest.split_first()?;
            *rest = after;
            value |= u32::from(byte & 0x7F) << (7 * shift);
            if byte & 0x80 == 0 {
                break;
            }
        }
        Some(value)
    };
    Some((number(2)?, number(4)? as usize))
}

/// A text with its length in front.
fn text(rest: &mut &[u8]) -> Option<String> {
    let (length, after) = rest.split_first_chunk::<4>()?;
    let length = u32::from_le_bytes(*length) as usize;
    let (bytes, after) = after.split_at_checked(length.checked_mul(2)?)?;
    *rest = after;
    let units = bytes
        .chunks_exact(2)
        .map(|two| u16::from_le_bytes([two[0], two[1]]));
    Some(units.collect::<Vec<u16>>()).map(|units| String::from_utf16_lossy(&units))
}
