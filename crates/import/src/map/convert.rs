//! One column of a file brought to a canonical type. Text is converted once per distinct entry, not once per row.
//!
//! Missing stays missing. What cannot be converted is missing in the result and told beside it.

use super::super::dates::DateOrder;
use super::super::infer::{boolean, is_null_word};
use super::super::options::ColumnChoice;
use super::super::repair;
use super::super::report::LeftOutReason;
use super::super::rule::Repair;
use super::super::written::AsWritten;
use super::moments::{Periods, dates_of, epochs};
use super::words;
use super::{Mapping, placeholder};
use outturn_core::table::{Column, ColumnKind, ColumnType, TableKind, TextBuilder, TextColumn};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// A column of a canonical type.
pub(super) struct Converted {
    pub(super) column: Arc<Column>,
    /// Rows whose value could not be converted, in order.
    pub(super) bad: Vec<(u32, LeftOutReason)>,
    /// How values were understood, where that is worth saying.
    pub(super) note: Option<String>,
    /// What was done to spellings.
    pub(super) repairs: Vec<Repair>,
}

impl Converted {
    pub(super) fn whole(column: Arc<Column>) -> Self {
        Self {
            column,
            bad: Vec::new(),
            note: None,
            repairs: Vec::new(),
        }
    }
}

/// The canonical column that is asked for.
#[derive(Clone, Copy)]
pub(super) struct Wanted<'a> {
    pub(super) table: TableKind,
    pub(super) name: &'a str,
    pub(super) kind: ColumnKind,
    pub(super) order: Option<DateOrder>,
    pub(super) how: How<'a>,
}

/// How the cells of a source are written, where that is known.
#[derive(Clone, Copy, Default)]
pub(super) struct How<'a> {
    /// What holds for the file.
    pub(super) file: Option<&'a AsWritten>,
    /// What was chosen or found out of the column.
    pub(super) column: Option<&'a ColumnChoice>,
    /// Values that stand for no value.
    pub(super) placeholders: &'a [String],
    /// The periods that its name says it holds.
    pub(super) periods: Option<Periods>,
}

impl<'a> How<'a> {
    /// How a column of a file is written.
    pub(super) fn of(file: &'a AsWritten, column: Option<&str>) -> Self {
        Self {
            file: Some(file),
            column: column.and_then(|name| file.columns.get(name)),
            placeholders: &[],
            periods: column.and_then(Periods::of_name),
        }
    }

    /// How it is written, and what of it stands for no value in a mapping.
    pub(super) fn under(mapping: &'a Mapping, file: &'a AsWritten, column: Option<&str>) -> Self {
        Self {
            placeholders: mapping.placeholders_of(column),
            ..Self::of(file, column)
        }
    }

    /// What is known of the column.
    pub(super) fn choice(self) -> ColumnChoice {
        let mut choice = self.column.cloned().unwrap_or_default();
        choice.kind = choice.kind.filter(|kind| *kind == ColumnType::Text);
        choice
    }

    /// Whether the user chose it to be text, of which nothing is computed.
    fn is_text(self) -> bool {
        self.column
            .is_some_and(|c| c.kind == Some(ColumnType::Text))
    }
}

/// Converts a column; one that has the type already is shared.
pub(super) fn convert(source: &Arc<Column>, wanted: Wanted<'_>) -> Converted {
    placeholder::without(as_wanted(source, wanted), wanted.how.placeholders)
}

fn as_wanted(source: &Arc<Column>, wanted: Wanted<'_>) -> Converted {
    match (wanted.kind, source.as_ref()) {
        (ColumnKind::Timestamp, Column::Timestamp(_))
        | (ColumnKind::Number, Column::I64(_) | Column::F64(_))
        | (ColumnKind::Boolean, Column::Bool(_)) => Converted::whole(Arc::clone(source)),
        (ColumnKind::Timestamp, Column::I64(_) | Column::F64(_)) => epochs(source, wanted),
        (ColumnKind::Timestamp | ColumnKind::Number, Column::Text(text))
            if wanted.how.is_text() =>
        {
            from_entries(text, Column::F64, |_| {
                Err::<f64, _>(LeftOutReason::KeptAsText)
            })
        }
        (ColumnKind::Timestamp, Column::Text(text)) => dates_of(text, wanted),
        (ColumnKind::Number, Column::Text(text)) if is_target(wanted) => {
            numbers_of(&without_signs(text), wanted.how)
        }
        (ColumnKind::Number, Column::Text(text)) => numbers_of(text, wanted.how),
        (ColumnKind::Boolean, Column::Text(text)) => from_entries(text, Column::Bool, |entry| {
            flag(entry).ok_or(LeftOutReason::NotYesOrNo)
        }),
        (ColumnKind::Number, Column::Bool(flags)) => {
            from_values(flags.iter(), Column::F64, |yes| {
                Ok(f64::from(u8::from(yes)))
            })
        }
        (ColumnKind::Boolean, Column::I64(_) | Column::F64(_)) => {
            let values = (0..source.len()).map(|row| source.number(row));
            from_values(values, Column::Bool, |v| match v {
                0.0 => Ok(false),
                1.0 => Ok(true),
                _ => Err(LeftOutReason::NotYesOrNo),
            })
        }
        (ColumnKind::Text, Column::Text(text)) => texts(source, text, wanted),
        (ColumnKind::Text, _) => spelled(source, wanted),
        (kind, _) => impossible(source, kind),
    }
}

/// Signs of comparison in front of a target: `≤ 0.15`, `>= 40`.
const SIGNS: [char; 5] = ['<', '>', '≤', '≥', '='];

fn is_target(wanted: Wanted<'_>) -> bool {
    (wanted.table, wanted.name) == (TableKind::MetricSeries, "target")
}

fn without_signs(targets: &TextColumn) -> TextColumn {
    let mut bare = TextBuilder::default();
    for row in 0..targets.len() {
        let target = targets.code(row).map(|code| targets.entry(code));
        bare.push(target.map(|t| t.trim_start().trim_start_matches(SIGNS).trim_start()));
    }
    bare.finish()
}

/// Which side of its target is the better one, as the signs in front of targets say; `None` where none has one.
pub(super) fn target_sides(source: &Column) -> Option<TextColumn> {
    let targets = source.as_text()?;
    let side = |entry: &str| match entry.trim_start().chars().next()? {
        '<' | '≤' => Some("down"),
        '>' | '≥' => Some("up"),
        _ => None,
    };
    targets.entries().find_map(side)?;
    let mut sides = TextBuilder::default();
    for row in 0..targets.len() {
        sides.push(source.text(row).and_then(side));
    }
    Some(sides.finish())
}

/// A column made of each distinct text's value.
pub(super) fn from_entries<T: Copy, V: FromIterator<Option<T>>>(
    text: &TextColumn,
    wrap: fn(V) -> Column,
    convert: impl Fn(&str) -> Result<T, LeftOutReason>,
) -> Converted {
    let entries: Vec<Option<Result<T, LeftOutReason>>> = text
        .entries()
        .map(|entry| {
            let entry = entry.trim();
            (!is_missing(entry)).then(|| convert(entry))
        })
        .collect();
    let rows = (0..text.len()).map(|row| {
        text.code(row)
            .and_then(|code| entries.get(code as usize).copied().flatten())
    });
    from_values(rows, wrap, |result| result)
}

/// A column made of each row's value.
pub(super) fn from_values<S, T, V: FromIterator<Option<T>>>(
    rows: impl Iterator<Item = Option<S>>,
    wrap: fn(V) -> Column,
    convert: impl Fn(S) -> Result<T, LeftOutReason>,
) -> Converted {
    let mut bad = Vec::new();
    let values = rows.enumerate().map(|(row, value)| {
        let converted = convert(value?);
        converted
            .map_err(|reason| bad.push((row as u32, reason)))
            .ok()
    });
    let values = values.collect();
    Converted {
        column: Arc::new(wrap(values)),
        bad,
        note: None,
        repairs: Vec::new(),
    }
}

pub(super) fn is_missing(trimmed: &str) -> bool {
    trimmed.is_empty() || is_null_word(trimmed.as_bytes())
}

/// Yes or no in the words that probes and exports use.
fn flag(text: &str) -> Option<bool> {
    let is = |words: &[&str]| words.iter().any(|w| text.eq_ignore_ascii_case(w));
    boolean(text.as_bytes())
        .or_else(|| is(&["1", "y", "t", "on", "up", "ok"]).then_some(true))
        .or_else(|| is(&["0", "n", "f", "off", "down"]).then_some(false))
}

/// Numbers in any spelling, read as their column is.
fn numbers_of(text: &TextColumn, how: How<'_>) -> Converted {
    let off = |rule| how.file.is_some_and(|file| file.off.contains(&rule));
    let decimal = how.file.and_then(|file| file.decimal);
    let (values, used) = repair::numbers_of(text, &how.choice(), decimal, off);
    let rows = (0..text.len()).map(|row| {
        let code = text.code(row)?;
        let missing = is_missing(text.entry(code).trim());
        let value = values.get(code as usize).copied().flatten()?;
        // A dash that is zero is not missing.
        (!missing || value.is_ok()).then_some(value)
    });
    let mut converted = from_values(rows, Column::F64, |value| value);
    converted.repairs = used.repairs();
    converted
}

/// Text with surrounding space, words for no value and fixed words settled; shared where nothing changes.
fn texts(source: &Arc<Column>, text: &TextColumn, wanted: Wanted<'_>) -> Converted {
    let settled: Vec<Option<&str>> = text.entries().map(|entry| settle(entry, wanted)).collect();
    if settled
        .iter()
        .zip(text.entries())
        .all(|(settled, entry)| *settled == Some(entry))
    {
        return Converted::whole(Arc::clone(source));
    }
    let rows = (0..text.len()).map(|row| {
        text.code(row)
            .and_then(|code| settled.get(code as usize).copied().flatten())
    });
    Converted::whole(Arc::new(Column::from_texts(rows)))
}

fn settle<'a>(entry: &'a str, wanted: Wanted<'_>) -> Option<&'a str> {
    let entry = entry.trim();
    (!is_missing(entry))
        .then(|| words::canonical(wanted.table, wanted.name, entry).unwrap_or(entry))
}

/// Values of another type as text, spelled as they are shown. Classes and codes have few values: each is spelled once, which
/// matters on a million rows.
fn spelled(source: &Arc<Column>, wanted: Wanted<'_>) -> Converted {
    /// Most values that are remembered.
    const MOST: usize = 4096;
    let mut builder = TextBuilder::default();
    builder.make_room(source.len(), source.len());
    let spell = |builder: &mut TextBuilder, row| {
        let text = source.display(row);
        let text = text.as_deref().and_then(|text| settle(text, wanted));
        text.map_or(TextColumn::MISSING, |text| builder.code_of(text))
    };
    let mut row = 0;
    if let Column::I64(wholes) = source.as_ref()
        && let Some(bytes) = wholes.as_bytes()
    {
        let mut known = [None; 256];
        bytes.for_each(0..source.len(), |byte| {
            if let Some(byte) = byte
                && let unknown @ None = &mut known[usize::from(byte.cast_unsigned())]
            {
                *unknown = Some(spell(&mut builder, row));
            }
            row += 1;
        });
        let codes = known.map(|code| code.unwrap_or(TextColumn::MISSING));
        match bytes.complete() {
            Some(all) => builder.extend_by(all.iter().map(|byte| byte.cast_unsigned()), &codes),
            None => bytes.for_each(0..source.len(), |byte| {
                let code = byte.map(|byte| codes[usize::from(byte.cast_unsigned())]);
                builder.push_code(code.unwrap_or(TextColumn::MISSING));
            }),
        }
        return Converted::whole(Arc::new(Column::Text(builder.finish())));
    }
    let mut known: FxHashMap<u64, u32> = FxHashMap::default();
    source.for_each_number(0..source.len(), |number| {
        // Whole numbers past 2^53 would meet others under one double.
        let key = number.filter(|n| n.abs() < 9e15).map(f64::to_bits);
        let code = key.and_then(|key| known.get(&key).copied());
        let code = code.unwrap_or_else(|| {
            let code = spell(&mut builder, row);
            if let Some(key) = key.filter(|_| known.len() < MOST) {
                known.insert(key, code);
            }
            code
        });
        builder.push_code(code);
        row += 1;
    });
    Converted::whole(Arc::new(Column::Text(builder.finish())))
}

/// A type that says nothing of what is wanted, such as dates where numbers are.
fn impossible(source: &Arc<Column>, kind: ColumnKind) -> Converted {
    let reason = match kind {
        ColumnKind::Timestamp => LeftOutReason::NotADate,
        ColumnKind::Boolean => LeftOutReason::NotYesOrNo,
        ColumnKind::Number | ColumnKind::Text => LeftOutReason::NotANumber,
    };
    let rows = (0..source.len()).map(|row| source.display(row));
    from_values(rows, Column::F64, |_| Err(reason))
}
