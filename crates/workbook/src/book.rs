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

    pub(crate) fn text(&self) -> &str {
        match self {
            Self::Text(text) | Self::Error(text) => text,
        }
    }
}

/// A row of a sheet.
#[derive(Debug, Clone, Default)]
pub(crate) struct Row {
    /// Which row of the sheet it is, from 0.
    pub(crate) at: u32,
    /// Its cells, from the sheet's first column on.
    pub(crate) cells: Vec<Cell>,
}

/// Cells that are merged into one, rows and columns from 0, both ends among them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Area {
    pub(crate) top: u32,
    pub(crate) left: usize,
    pub(crate) bottom: u32,
    pub(crate) right: usize,
}

/// What the rows of a sheet have beside their values.
#[derive(Debug, Clone, Default)]
pub(crate) struct Seen {
    /// Rows that the sheet hides, and the first of them, from 0.
    pub(crate) hidden_rows: u64,
    pub(crate) first_hidden: Vec<u32>,
    /// Columns that it hides, from 0.
    pub(crate) hidden_columns: Vec<usize>,
    /// Formulas that were never calculated.
    pub(crate) uncalculated: Option<Fault>,
}

impl Seen {
    /// Notes a row with something in it that is hidden.
    pub(crate) fn hide_row(&mut self, at: u32) {
        /// Rows that are named.
        const NAMED: usize = 5;
        self.hidden_rows += 1;
        if self.first_hidden.len() < NAMED {
            self.first_hidden.push(at);
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

    /// Whether its days are counted from 1904.
    fn since_1904(&self) -> bool;

    /// How large a sheet is beside the others.
    fn size(&mut self, sheet: usize) -> u64;

    /// The merged cells of a sheet, those nearer to the top first.
    fn merged(&mut self, sheet: usize) -> Vec<Area>;

    /// The rows of a sheet.
    fn rows(&mut self, sheet: usize) -> Result<Box<dyn Rows + '_>, Fault>;
}

/// The rows of a sheet, from its top.
pub(crate) trait Rows {
    /// The next row with something in it; `None` is the end of the sheet.
    fn next(&mut self) -> Result<Option<Row>, Fault>;

    /// What the rows so far have beside their values.
    fn seen(&self) -> Seen {
        Seen::default()
    }

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
        let Some(row) = rows.next()? else {
            return Ok(None);
        };
        let filled: Vec<&str> = row
            .cells
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

/// Which sheet is meant, or whether all are: likeliest where they begin with the same names, as those of months do.
fn question(sheets: &[Listed], tables: &[(usize, String)], guess: usize) -> Question {
    let name = |at: usize| sheets[at].name.clone();
    let one = tables.iter().map(|(at, _)| Answer::Sheet(name(*at)));
    let all = Answer::Sheets(tables.iter().map(|(at, _)| name(*at)).collect());
    let alike = tables.windows(2).all(|two| two[0].1 == two[1].1);
    Question {
        subject: Subject::Sheet,
        column: None,
        also: Vec::new(),
        examples: tables
            .iter()
            .map(|(at, cells)| format!("{}: {cells}", name(*at)))
            .collect(),
        choices: one.chain([all.clone()]).collect(),
        guess: match alike {
            true => all,
            false => Answer::Sheet(name(guess)),
        },
    }
}

/// The letters of a column, from 0: `A`, `Z`, `AA`.
pub(crate) fn letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        letters.push(char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// The place of a cell as a spreadsheet names it, `B3`; row and column from 0.
pub(crate) fn place(row: u32, column: usize) -> String {
    format!("{}{}", letters(column), u64::from(row) + 1)
}

/// The column, from 0, of a place such as `AB12`.
pub(crate) fn column(place: &str) -> Option<usize> {
    let letters = place.bytes().take_while(u8::is_ascii_alphabetic);
    let mut column = 0usize;
    for letter in letters {
        let digit = usize::from(letter.to_ascii_uppercase() - b'A') + 1;
        column = column.checked_mul(26)?.checked_add(digit)?;
    }
    column.checked_sub(1)
}

/// The row, from 0, of a place such as `AB12`.
pub(crate) fn row(place: &str) -> Option<u32> {
    let digits = place.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    digits.parse::<u32>().ok()?.checked_sub(1)
}

#[cfg(test)]
mod tests {
    use super::column;

    #[test]
    fn places_name_their_column() {
        for (place, at) in [
            ("A1", Some(0)),
            ("Z9", Some(25)),
            ("AA10", Some(26)),
            ("XFD1048576", Some(16_383)),
            ("12", None),
        ] {
            assert_eq!(column(place), at, "{place}");
        }
    }
}
