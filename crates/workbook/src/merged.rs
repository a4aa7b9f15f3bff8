//! Cells under a merged one: what it holds, holds for them.
//!
//! A sheet stores the value in the first cell only. Names and dates are filled in. A number over several rows may be that of each of
//! them or that of all of them together, which the sheet does not say: the user is asked, and until then it stands on the first row.
//! A year is a name, and so is the number of a day under the name of a time.

use crate::book::{self, Area, Cell, Row};
use outturn_import::{Answer, Fault, MergedNumber, Question, Subject, excerpt, is_named_as_time};

/// Merged cells of one sheet, filled in as its rows pass by.
pub(crate) struct Merged {
    /// Those still to come, the first last.
    ahead: Vec<Area>,
    /// The last text of each column, which names it.
    names: Vec<String>,
    /// Those that the row at hand is under, with what they hold.
    open: Vec<(Area, Cell)>,
    /// What a number over several rows is, where the user has said it.
    numbers: Option<MergedNumber>,
    /// Cells filled, and the first of them.
    pub(crate) filled: u64,
    pub(crate) first: String,
    /// Numbers over several rows that may have been meant for each of them.
    asked: Vec<String>,
}

impl Merged {
    pub(crate) fn new(mut areas: Vec<Area>, numbers: Option<MergedNumber>) -> Self {
        areas.sort_by_key(|area| std::cmp::Reverse((area.top, area.left)));
        Self {
            ahead: areas,
            names: Vec::new(),
            open: Vec::new(),
            numbers,
            filled: 0,
            first: String::new(),
            asked: Vec::new(),
        }
    }

    /// Fills the cells of a row that are under merged ones.
    pub(crate) fn fill(&mut self, row: &mut Row) {
        if self.ahead.is_empty() && self.open.is_empty() {
            return;
        }
        let at = row.at;
        self.name(row);
        self.open.retain(|(area, _)| area.bottom >= at);
        while let Some(area) = self.ahead.pop_if(|area| area.top <= at) {
            // A first row with nothing in it was passed over: so is what is under it.
            // No more of them lie beside one another.
            if area.top == at && self.open.len() < WIDEST {
                let held = row.cells.get(area.left).cloned().unwrap_or_default();
                if !held.is_empty() {
                    self.open.push((area, held));
                }
            }
        }
        let own = row.cells.iter().filter(|cell| !cell.is_empty()).count();
        for (area, held) in std::mem::take(&mut self.open) {
            // Alone in its row, a wide cell is a title.
            if area.top < at || own > 1 {
                self.fill_area(&area, &held, row);
            }
            self.open.push((area, held));
        }
    }

    /// Keeps what a row of names calls the columns.
    fn name(&mut self, row: &Row) {
        for (column, cell) in row.cells.iter().enumerate().take(WIDEST) {
            if cell.is_empty() || is_number(cell) {
                continue;
            }
            if self.names.len() <= column {
                self.names.resize(column + 1, String::new());
            }
            let name = &mut self.names[column];
            name.clear();
            name.push_str(cell.text());
        }
    }

    /// Whether a cell is the number of a day, from 1927 on, in a column of a time.
    fn is_day(&self, area: &Area, cell: &Cell) -> bool {
        let of_time = self
            .names
            .get(area.left)
            .is_some_and(|name| is_named_as_time(name));
        let number = cell.text().parse().unwrap_or_default();
        of_time && (10_000.0..80_000.0).contains(&number)
    }

    fn fill_area(&mut self, area: &Area, held: &Cell, row: &mut Row) {
        let is_amount = is_number(held) && !self.is_day(area, held);
        if is_amount && self.numbers != Some(MergedNumber::OfEachRow) {
            if area.top < row.at && self.numbers.is_none() {
                self.ask(area, held);
            }
            return;
        }
        let width = (area.right + 1).min(WIDEST);
        if row.cells.len() < width {
            row.cells.resize(width, Cell::default());
        }
        for at in area.left..width {
            if row.cells[at].is_empty() {
                row.cells[at] = held.clone();
                self.filled += 1;
                if self.first.is_empty() {
                    self.first = format!("{}: {}", place(area), excerpt(held.text()));
                }
            }
        }
    }

    fn ask(&mut self, area: &Area, held: &Cell) {
        /// Numbers that are shown.
        const SHOWN: usize = 3;
        let example = format!("{}: {}", place(area), held.text());
        if self.asked.len() < SHOWN && !self.asked.contains(&example) {
            self.asked.push(example);
        }
    }

    /// What is to be asked of the numbers.
    pub(crate) fn question(&self) -> Option<Question> {
        let choices = [MergedNumber::OfAllRows, MergedNumber::OfEachRow].map(Answer::Merged);
        (!self.asked.is_empty()).then(|| Question {
            also: Vec::new(),
            subject: Subject::MergedNumbers,
            column: None,
            examples: self.asked.clone(),
            guess: choices[0].clone(),
            choices: choices.to_vec(),
        })
    }
}

/// Columns that a sheet can have.
const WIDEST: usize = 16_384;

/// Whether a cell is a number, and no year.
fn is_number(cell: &Cell) -> bool {
    let text = cell.text();
    let is_year = text.len() == 4
        && text
            .parse()
            .is_ok_and(|year: u32| (1900..=2100).contains(&year));
    !is_year && text.parse::<f64>().is_ok()
}

/// `A2:A4`.
fn place(area: &Area) -> String {
    let last = book::place(area.bottom, area.right);
    format!("{}:{last}", book::place(area.top, area.left))
}

/// Rows with the cells under merged ones filled in.
pub(crate) fn next_filled(
    rows: &mut dyn book::Rows,
    merged: &mut Merged,
) -> Result<Option<Row>, Fault> {
    let mut row = rows.next()?;
    if let Some(row) = &mut row {
        merged.fill(row);
    }
    Ok(row)
}
