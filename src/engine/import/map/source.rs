//! What a binding names, as one column of the file's length.

use super::super::dates;
use super::super::error::{Fault, ImportError, Place};
use super::super::number;
use super::super::read::RawFile;
use super::super::report::LeftOutReason;
use super::convert::{Converted, Wanted, convert};
use super::{Binding, Source};
use crate::table::{Column, ColumnKind, TextBuilder, Values};
use std::sync::Arc;

/// The column that a binding fills, converted to what is wanted.
pub(super) fn fill(
    raw: &RawFile,
    binding: &Binding,
    wanted: Wanted<'_>,
) -> Result<Converted, ImportError> {
    match &binding.source {
        Source::Column(name) => Ok(convert(&column(raw, name)?, wanted)),
        Source::Constant(value) => constant(raw, value, wanted),
        Source::FirstOf(names) => first_of(raw, names, wanted),
        Source::YearQuarter { year, quarter } => period(raw, year, quarter, wanted, |text| {
            let number: u32 = text.trim().trim_start_matches(['q', 'Q']).parse().ok()?;
            (1..=4).contains(&number).then(|| 3 * number - 2)
        }),
        Source::YearMonth { year, month } => period(raw, year, month, wanted, dates::month),
    }
}

/// A column of the file by its name.
pub(super) fn column(raw: &RawFile, name: &str) -> Result<Arc<Column>, ImportError> {
    raw.table.shared(name).ok_or_else(|| {
        refuse(
            raw,
            Fault::NoSuchColumn {
                column: name.to_owned(),
            },
        )
    })
}

/// A refusal that concerns the mapping of this file.
pub(super) fn refuse(raw: &RawFile, fault: Fault) -> ImportError {
    ImportError {
        file: raw.name.clone(),
        fault,
        at: Place::default(),
    }
}

fn constant(raw: &RawFile, value: &str, wanted: Wanted<'_>) -> Result<Converted, ImportError> {
    let one = convert(&Arc::new(Column::from_texts([Some(value)])), wanted);
    if one.column.present() == 0 {
        return Err(refuse(
            raw,
            Fault::BadConstant {
                canonical: wanted.name.to_owned(),
                found: value.to_owned(),
            },
        ));
    }
    let every = vec![0; raw.table.rows()];
    Ok(Converted {
        column: Arc::new(one.column.take(&every)),
        ..one
    })
}

fn first_of(raw: &RawFile, names: &[String], wanted: Wanted<'_>) -> Result<Converted, ImportError> {
    let mut columns = Vec::with_capacity(names.len());
    for name in names {
        columns.push(convert(
            &column(raw, name)?,
            Wanted {
                kind: ColumnKind::Text,
                ..wanted
            },
        ));
    }
    let mut builder = TextBuilder::default();
    for row in 0..raw.table.rows() {
        builder.push(columns.iter().find_map(|c| c.column.text(row)));
    }
    Ok(convert(&Arc::new(Column::Text(builder.finish())), wanted))
}

/// Dates from a column of years and one of parts of the year; `month` reads the month that a part begins with.
fn period(
    raw: &RawFile,
    year: &str,
    part: &str,
    wanted: Wanted<'_>,
    month: impl Fn(&str) -> Option<u32>,
) -> Result<Converted, ImportError> {
    if wanted.kind != ColumnKind::Timestamp {
        return Err(refuse(
            raw,
            Fault::BadConstant {
                canonical: wanted.name.to_owned(),
                found: format!("{year}, {part}"),
            },
        ));
    }
    let (years, parts) = (column(raw, year)?, column(raw, part)?);
    let mut values = Values::default();
    let mut bad = Vec::new();
    for row in 0..raw.table.rows() {
        let (Some(year), Some(part)) = (years.display(row), parts.display(row)) else {
            values.push(None);
            continue;
        };
        let year = number::lenient(&year).filter(|y| y.fract() == 0.0);
        let at = year
            .zip(month(&part))
            .and_then(|(year, month)| dates::date(year as i64, month, 1));
        if at.is_none() {
            bad.push((row as u32, LeftOutReason::NotADate));
        }
        values.push(at);
    }
    Ok(Converted {
        column: Arc::new(Column::Timestamp(values)),
        bad,
        note: None,
    })
}
