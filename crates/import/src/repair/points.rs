//! Whether a point or a comma stands before fractions, as far as a file tells.

use super::super::options::ReadOptions;
use super::super::question::DecimalSign;
use super::numbers::Numbers;
use super::{Named, numbers_in};
use outturn_core::table::{Column, Decimals};

/// Prometheus answers with numbers in texts, whose points are before fractions.
const SAMPLES: [&str; 2] = ["values.1", "value.1"];

/// The sign before fractions that the file's columns prove, if they agree: numbers read as they stood have a point.
pub(super) fn decimal_of(
    columns: &[Named],
    numbers: &[Option<Numbers<'_>>],
) -> Option<DecimalSign> {
    let mut proven = columns
        .iter()
        .zip(numbers)
        .filter_map(|((_, column), numbers)| {
            let Column::F64(values) = column else {
                return numbers.as_ref()?.proven();
            };
            let mut values = values.iter().flatten();
            values
                .any(|v| v.fract() != 0.0)
                .then_some(DecimalSign::Point)
        });
    let first = proven.next()?;
    proven.all(|other| other == first).then_some(first)
}

/// Which columns were read with a point before fractions and might have it between thousands: a comma is before fractions elsewhere
/// in the file, or it is cut by semicolons or tabs as programs write it that do so, and nothing in it proves the point. Such columns
/// must be read again as text. `told` are the columns whose numbers a format of its own numbers holds as texts: whoever wrote them may
/// have written a point between thousands.
pub(in super::super) fn doubtful(
    columns: &[Named],
    told: &[bool],
    options: &ReadOptions,
    delimiter: Option<char>,
) -> Vec<bool> {
    let proves = |sign| {
        options.decimal == Some(sign)
            || columns.iter().any(|named| {
                options.column(&named.0).decimal == Some(sign)
                    || numbers_in(named, options).and_then(|n| n.proven()) == Some(sign)
            })
    };
    let is_foreign = matches!(delimiter, Some(';' | '\t'));
    let has_comma = proves(DecimalSign::Comma);
    // Of most files nothing more need be looked at.
    if !is_foreign && !has_comma && !told.contains(&true) {
        return vec![false; columns.len()];
    }
    let doubtful = |(name, column): &Named| {
        let chosen = options.column(name).decimal;
        chosen != Some(DecimalSign::Point)
            && !SAMPLES.contains(&name.as_str())
            && matches!(column, Column::F64(values) if may_be_thousands(values))
    };
    let mut all: Vec<bool> = columns.iter().map(doubtful).collect();
    if has_comma || !all.contains(&true) {
        return all;
    }
    let has_fractions = |column: &Column| matches!(column, Column::F64(values) if values.iter().flatten().any(|v| v.fract() != 0.0));
    let mut plain = columns.iter().zip(&all).filter(|(_, doubtful)| !**doubtful);
    let has_point =
        plain.any(|((_, column), _)| has_fractions(column)) || proves(DecimalSign::Point);
    for (doubtful, told) in all.iter_mut().zip(told) {
        *doubtful &= !has_point && (is_foreign || *told);
    }
    all
}

/// Whether all fractions may have been written with exactly three digits, of which zeros at the end are not held, behind fewer than a
/// thousand.
fn may_be_thousands(values: &Decimals) -> bool {
    let mut fractions = false;
    let fits = values.places().is_none_or(|places| places <= 3)
        && values.iter().flatten().all(|v| {
            fractions |= v.fract() != 0.0;
            let thousandths = v * 1000.0;
            v.fract() == 0.0
                || ((1.0..1000.0).contains(&v.abs())
                    && (thousandths - thousandths.round()).abs() < 1e-6)
        });
    fits && fractions
}
