//! What an Excel workbook of 1997 to 2003 says of its cells beside their values, as far as calamine tells: which are merged, and
//! formulas without a result. A formula that cells share is not told.

use crate::book::Area;
use crate::formulas::Formulas;
use calamine::{Data, Dimensions, Range};
use outturn_import::Fault;

/// What to say of formulas without a result. A program that does not calculate leaves out those of a whole column; a text of no
/// characters, which looks the same, is the result of some.
pub(crate) fn without_results(values: &Range<Data>, formulas: &Range<String>) -> Option<Fault> {
    let mut columns = Formulas::default();
    let (top, left) = formulas.start().unwrap_or_default();
    let above = values.cells().filter_map(|(row, column, cell)| match cell {
        Data::String(text) => {
            let (top, left) = values.start().unwrap_or_default();
            Some((row as u32 + top, column + left as usize, text))
        }
        _ => None,
    });
    for (_, column, text) in above.filter(|(row, ..)| *row < top) {
        columns.name(column, text);
    }
    for (row, column, formula) in formulas.used_cells() {
        let (row, column) = (row as u32 + top, column as u32 + left);
        let value = values.get_value((row, column)).unwrap_or(&Data::Empty);
        let without =
            matches!(value, Data::Empty) || matches!(value, Data::String(t) if t.is_empty());
        if !formula.is_empty() {
            let shown = number(value).map(|number| number.to_string());
            let result = (!without).then_some(shown.as_deref().unwrap_or("a text"));
            columns.formula(row, column as usize, formula, result);
            let number = |at: usize| number(values.get_value((row, at as u32))?);
            columns.end_row(row, "", &number);
        }
    }
    columns.without_any()
}

fn number(value: &Data) -> Option<f64> {
    match value {
        Data::Int(whole) => Some(*whole as f64),
        Data::Float(number) => Some(*number),
        _ => None,
    }
}

pub(crate) fn area(merged: &Dimensions) -> Area {
    Area {
        top: merged.start.0,
        left: merged.start.1 as usize,
        bottom: merged.end.0,
        right: merged.end.1 as usize,
    }
}
