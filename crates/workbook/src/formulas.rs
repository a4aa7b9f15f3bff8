//! Formulas that no spreadsheet has calculated: programs that write workbooks do not calculate, and leave the result out, or write zero,
//! with a mark that the workbook wants to be calculated when it is opened. Some that open it keep the zeros and drop the mark: then
//! what the cells beside them come to proves it, where the formula is simple; where it is not, nothing in the file says so.

use crate::{arithmetic, book};
use outturn_import::{Fault, excerpt, is_total};
use std::cell::Cell;

/// The formulas of one column.
#[derive(Debug, Clone, Default)]
struct Column {
    /// What stands above the first of them.
    name: String,
    /// The row of the first of them, from 0.
    first: u32,
    formulas: u64,
    /// Those without a result, and those whose result is zero.
    without: u64,
    zeros: u64,
    /// A result of zero was seen that cannot be one.
    contradicted: bool,
}

/// The formulas of a sheet, column by column.
#[derive(Debug, Default)]
pub(crate) struct Formulas {
    columns: Vec<Column>,
    /// Formulas of the row at hand whose result is zero, and their columns.
    zeros: Vec<(usize, String)>,
    /// Formulas of the row at hand, and then of the last row if that is one of sums, which is left out whatever it says.
    row: Vec<Formula>,
    sums: Vec<Formula>,
}

/// A formula in a column: whether it has no result, or zero.
#[derive(Debug, Clone, Copy)]
struct Formula {
    column: usize,
    without: bool,
    zero: bool,
}

impl Formulas {
    fn column(&mut self, at: usize) -> &mut Column {
        if self.columns.len() <= at {
            self.columns.resize(at + 1, Column::default());
        }
        &mut self.columns[at]
    }

    /// Notes a text that may name its column.
    pub(crate) fn name(&mut self, column: usize, text: &str) {
        let column = self.column(column);
        if column.formulas == 0 {
            column.name = excerpt(text);
        }
    }

    /// Notes a formula with its result; `None` where it has none.
    pub(crate) fn formula(&mut self, row: u32, at: usize, formula: &str, result: Option<&str>) {
        /// Formulas of a column that are looked at: one is enough, and most are alike.
        const LOOK: u64 = 100;
        self.row.push(Formula {
            column: at,
            without: result.is_none(),
            zero: result == Some("0"),
        });
        let column = self.column(at);
        if column.formulas == 0 {
            column.first = row;
        }
        column.formulas += 1;
        match result {
            None => column.without += 1,
            Some("0") => {
                column.zeros += 1;
                // Where all are zero so far.
                if column.zeros == column.formulas && column.zeros <= LOOK {
                    self.zeros.push((at, formula.to_owned()));
                }
            }
            Some(_) => {}
        }
    }

    /// Ends a row that begins with this text: looks whether its results of zero can be such. `number` answers with the number in a
    /// column.
    pub(crate) fn end_row(&mut self, row: u32, first: &str, number: &dyn Fn(usize) -> Option<f64>) {
        self.sums = std::mem::take(&mut self.row);
        if !is_total(first) {
            self.sums.clear();
        }
        for (at, formula) in std::mem::take(&mut self.zeros) {
            let largest = Cell::new(1.0_f64);
            let measured = |at: usize| {
                let number = number(at)?;
                largest.set(largest.get().max(number.abs()));
                Some(number)
            };
            let result = arithmetic::result(&formula, row, &measured);
            // Beside what binary fractions do to differences of large numbers.
            let least = 1e-9 * largest.get();
            let column = self.column(at);
            column.contradicted |= result.is_some_and(|value| value.abs() > least);
        }
    }

    /// What to say where some were never calculated. `to_calculate` says that the workbook wants to be: then a column whose formulas all
    /// are zero was not.
    pub(crate) fn uncalculated(&self, to_calculate: bool) -> Option<Fault> {
        self.fault(|column| {
            let zeros = column.zeros == column.formulas && (to_calculate || column.contradicted);
            column.without > 0 || zeros
        })
    }

    /// The same where no result may be one: said of columns in which no formula has any.
    pub(crate) fn without_any(&self) -> Option<Fault> {
        self.fault(|column| {
            let zeros = column.zeros == column.formulas && column.contradicted;
            column.without == column.formulas || zeros
        })
    }

    fn fault(&self, never: impl Fn(&Column) -> bool) -> Option<Fault> {
        let mut all = self.columns.clone();
        for sum in &self.sums {
            let column = &mut all[sum.column];
            column.formulas -= 1;
            column.without -= u64::from(sum.without);
            column.zeros -= u64::from(sum.zero);
        }
        let columns = all.iter().enumerate();
        let columns = columns.filter(|(_, column)| column.formulas > 0 && never(column));
        let columns: Vec<(usize, &Column)> = columns.collect();
        let (at, first) = columns.first()?;
        let name = |(at, column): &(usize, &Column)| match column.name.as_str() {
            "" => format!("column {}", book::letters(*at)),
            name => name.to_owned(),
        };
        Some(Fault::NeverCalculated {
            columns: columns.iter().map(name).collect(),
            first: book::place(first.first, *at),
        })
    }
}
