//! What a workbook is, whatever its format: sheets with rows of cells.

use outturn_import::{Answer, Fault, Question, Subject};

/// A cell, as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Cell {
    /// What it holds; nothing where it is empty.
    Text(String),
    /// A formula that failed, such as `#DIV/0!`.
    Error(String),
}

impl Default for Cell {
    fn default() -> Self {
        Self::Text(String::new())
    }
}

impl Cell {
    pub(crate) fn is_empty(&self) -> bool {
        matches!(self, Self::Text(text) if text.is_empty())
    }

    fn text(&self) -> &str {
        match self {
            Self::Text(text) | Self::Error(text) => text,
        }
    }
}

/// A sheet of a workbook.
#[derive(Debug, Clone)]
pub(crate) struct Listed {
    pub(crate) name: String,
    /// Whether the workbook shows it.
    pub(crate) shown: bool,
}

/// An open workbook.
pub(crate) trait Book {
    /// Its sheets of cells, at least one.
    fn sheets(&self) -> &[Listed];

    /// How large a sheet is beside the others.
    fn size(&mut self, sheet: usize) -> u64;

    /// The rows of a sheet.
    fn rows(&mut self, sheet: usize) -> Result<Box<dyn Rows + '_>, Fault>;
}

/// The rows of a sheet, from its top.
pub(crate) trait Rows {
    /// The cells of the next row with something in it, from the first column on; `None` is the end of the sheet.
    fn next(&mut self) -> Result<Option<Vec<Cell>>, Fault>;

    /// Bytes unpacked for the rows so far.
    fn made(&self) -> usize {
        0
    }
}

/// The place of the sheet that the user chose; else of the one that holds a table; of several the largest, and the user is asked.
pub(crate) fn choose(
    book: &mut dyn Book,
    chosen: Option<&str>,
) -> Result<(usize, Option<Question>), Fault> {
    if let Some(name) = chosen {
        let at = book.sheets().iter().position(|sheet| sheet.name == name);
        let at = at.ok_or_else(|| Fault::NoSuchSheet {
            name: name.to_owned(),
        })?;
        return Ok((at, None));
    }
    let (mut tables, mut looked_at) = (Vec::new(), 0);
    let shown: Vec<usize> = (0..book.sheets().len())
        .filter(|at| book.sheets()[*at].shown)
        .collect();
    for &at in &shown {
        if looked_at > LOOK_AT_MOST {
            break;
        }
        let mut rows = book.rows(at)?;
        if let Some(example) = begins(&mut *rows)? {
            tables.push((at, example));
        }
        looked_at += rows.made();
    }
    // Of sheets of one size the first.
    let largest = tables
        .iter()
        .rev()
        .map(|(at, _)| *at)
        .max_by_key(|at| book.size(*at));
    let guess = largest.or(shown.first().copied()).unwrap_or_default();
    let asked = (tables.len() > 1).then(|| question(book.sheets(), &tables, guess));
    Ok((guess, asked))
}

/// Bytes of sheets that are looked at to find out which is the table.
const LOOK_AT_MOST: usize = 64 << 20;

/// The first row of a table, if a sheet begins with one: two rows of two cells within the first few.
fn begins(rows: &mut dyn Rows) -> Result<Option<String>, Fault> {
    const LOOK: usize = 50;
    let mut first: Option<String> = None;
    for _ in 0..LOOK {
        let Some(cells) = rows.next()? else {
            return Ok(None);
        };
        let filled: Vec<&str> = cells
            .iter()
            .filter(|cell| matches!(cell, Cell::Text(_)) && !cell.is_empty())
            .map(Cell::text)
            .collect();
        match &first {
            _ if filled.len() < 2 => {}
            Some(first) => return Ok(Some(first.clone())),
            None => first = Some(outturn_import::excerpt(&filled.join(", "))),
        }
    }
    Ok(None)
}

fn question(sheets: &[Listed], tables: &[(usize, String)], guess: usize) -> Question {
    let name = |at: usize| sheets[at].name.clone();
    Question {
        subject: Subject::Sheet,
        column: None,
        also: Vec::new(),
        examples: tables
            .iter()
            .map(|(at, cells)| format!("{}: {cells}", name(*at)))
            .collect(),
        choices: tables
            .iter()
            .map(|(at, _)| Answer::Sheet(name(*at)))
            .collect(),
        guess: Answer::Sheet(name(guess)),
    }
}
