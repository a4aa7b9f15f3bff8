//! Applying a mapping to a file.
//!
//! A row without a usable value in a column that the table needs is left out, with its reason. An unusable value in any other
//! column is missing there, and counted in a note.

use super::super::dates;
use super::super::error::{Fault, ImportError};
use super::super::file::RawFile;
use super::super::question::{Question, Subject};
use super::super::recognise::{basis_counted, purchases_of_commitments};
use super::super::report::LeftOutReason;
use super::super::room::Room;
use super::convert::{How, Wanted, target_sides};
use super::made::Made;
use super::mapped::Mapped;
use super::rise::{added_up, so_far};
use super::selection::Selection;
use super::source::{self, refuse};
use super::{Binding, Mapping, Source, identity, series, shown_in, steps};
use outturn_core::calendar::date_of;
use outturn_core::steps::{Steps, pause};
use outturn_core::table::{Column, ColumnKind, ColumnSchema, Dated, Table, TableKind};
use outturn_core::units::Timestamp;
use std::sync::Arc;

/// Makes the canonical table that a mapping describes. Columns that are used as they are are shared with the file's table.
///
/// # Errors
/// When the mapping names a column that the file does not have, leaves a needed one unbound, or gives a constant that is no value
/// of its column.
pub fn apply(raw: &RawFile, mapping: &Mapping) -> Result<Mapped, ImportError> {
    let room = Room {
        limit: u64::MAX,
        held: 0,
    };
    Steps::new(applied(raw, mapping, room)).finish()
}

/// [`apply`] within so much memory, that of the file itself included, as work for [`Steps`] of a column each.
///
/// # Errors
/// As [`apply`], and where the memory is not enough.
pub async fn applied(raw: &RawFile, mapping: &Mapping, room: Room) -> Result<Mapped, ImportError> {
    let mut made = Made::new(raw, room);
    check_bound(raw, mapping)?;
    let mut selection = Selection::new(raw);
    selection.by_filters(&mapping.filters, &mut made)?;
    selection.by_rule(&mapping.rows)?;
    selection.once_each(mapping);
    let mut notes = Vec::new();
    notes.extend(basis_counted(raw, mapping));
    if let Some(rows) = purchases_of_commitments(raw, mapping) {
        notes.push(format!(
            "Purchases of commitments are left out ({} rows): at these prices what they cover counts where it is used.",
            rows.len()
        ));
        for row in rows {
            selection.leave_out(row, LeftOutReason::CommitmentPurchase, None);
        }
    }
    let mut columns = filled(raw, mapping, &mut selection, &mut made, &mut notes).await?;
    columns.extend(dated_by_file(raw, mapping, &mut notes));
    shown_in::settle(&mut columns, mapping, &raw.written);
    if let Some(groups) = either(mapping.kind) {
        selection.need_either(&columns, groups);
    }
    if matches!(mapping.kind, TableKind::MetricSeries | TableKind::Features) {
        for name in mapping
            .labels
            .iter()
            .filter(|n| mapping.kind.schema().column(n).is_none())
        {
            columns.push((name.clone(), source::column(raw, name)?));
        }
    }
    if mapping.is_by_order() {
        notes.push(steps::ONLY_ORDER.to_owned());
    }
    if mapping.metrics.is_empty() {
        let table = selection.table(columns, &mut made).await?;
        let beside = selection
            .table(identity::beside(raw, mapping), &mut made)
            .await?;
        let table = steps::named(table, mapping);
        return Ok(selection.finish(mapping.kind, table, beside, notes));
    }
    // A row a value, and for each what stands beside it.
    let values = mapping
        .metrics
        .iter()
        .filter_map(|name| raw.table.column(name));
    let values: usize = values.map(Column::present).sum();
    made.bytes((values * (columns.len() * 8 + 16)) as u64)?;
    pause().await;
    let table = series::unfold(raw, mapping, &columns, &mut selection, &mut notes)?;
    let table = steps::named(table, mapping);
    let beside = Table::new(table.rows());
    Ok(selection.finish(mapping.kind, table, beside, notes))
}

/// The canonical columns that are bound and do not wait for an answer.
async fn filled(
    raw: &RawFile,
    mapping: &Mapping,
    selection: &mut Selection<'_>,
    made: &mut Made<'_>,
    notes: &mut Vec<String>,
) -> Result<Vec<(String, Arc<Column>)>, ImportError> {
    let mut columns: Vec<(String, Arc<Column>)> = Vec::new();
    for schema in mapping.kind.schema().columns {
        let Some(binding) = mapping.binding(schema.name) else {
            continue;
        };
        if mapping.is_unfolded(schema.name) {
            continue;
        }
        let wanted = Wanted {
            table: mapping.kind,
            name: schema.name,
            kind: schema.kind,
            order: binding.date_order,
            how: How::under(
                mapping,
                &raw.written,
                binding.source.columns().first().copied(),
            ),
        };
        if let Some(reason) = waits(raw, mapping, binding, schema) {
            notes.push(format!("{} waits for an answer.", schema.name));
            if schema.required {
                made.left_out(raw.table.rows())?;
                selection.leave_out_all(reason, binding);
            }
            continue;
        }
        let converted = source::fill(raw, binding, wanted)?;
        made.column(&converted.column)?;
        pause().await;
        if let Some(note) = &converted.note {
            notes.push(format!("{}: {note}.", schema.name));
        }
        if let Source::Column(name) = &binding.source
            && added_up(mapping.kind) == Some(schema.name)
            && so_far(name).is_some()
        {
            notes.push(format!(
                "{name} sounds like a total so far, and its numbers are added up as they stand."
            ));
        }
        selection.repaired(&converted, schema.name);
        if schema.required {
            made.left_out(raw.table.rows() - converted.column.present())?;
            selection.need(&converted, binding);
        } else if let Some(&(row, reason)) = converted.bad.first() {
            let count = converted.bad.len();
            let row = raw.file_row(row as usize);
            notes.push(format!(
                "{}: {count} values are missing because they are {} (first in row {row}).",
                schema.name,
                reason.label()
            ));
        }
        columns.push((schema.name.to_owned(), converted.column));
        // The signs in front of targets say which side of them is the better one.
        if let (TableKind::MetricSeries, "target", Source::Column(name)) =
            (mapping.kind, schema.name, &binding.source)
            && let Some(sides) = target_sides(&*source::column(raw, name)?)
        {
            columns.push(("target_side".to_owned(), Arc::new(Column::Text(sides))));
        }
    }
    Ok(columns)
}

/// When the rows are true, of a table that may do without: nothing in the file says so, and it was saved on some day.
fn dated_by_file(
    raw: &RawFile,
    mapping: &Mapping,
    notes: &mut Vec<String>,
) -> Option<(String, Arc<Column>)> {
    let schema = mapping.kind.schema();
    let time = schema.time.filter(|_| schema.dated != Dated::ByRow)?;
    if mapping.binding(time).is_some() || mapping.waits(time) {
        return None;
    }
    let Timestamp(at) = raw.saved_at?;
    let day = Timestamp(at - at.rem_euclid(dates::DAY));
    notes.push(format!(
        "{time}: {}, the day the file was saved, as it does not say of which day it tells. Where that is another, fill {time} with it.",
        date_of(day)
    ));
    let every = vec![Some(day); raw.table.rows()];
    Some((time.to_owned(), Arc::new(Column::from_timestamps(every))))
}

/// Why nothing is computed from a bound column, if so: a question about what it means is open, or one about how a column that fills
/// it is written. Text is what it is, however its numbers would be read.
fn waits(
    raw: &RawFile,
    mapping: &Mapping,
    binding: &Binding,
    schema: &ColumnSchema,
) -> Option<LeftOutReason> {
    if mapping.waits(schema.name) {
        return Some(LeftOutReason::Unanswered);
    }
    let columns = binding.source.columns();
    let is_text = schema.kind == ColumnKind::Text;
    let about = |question: &&Question| {
        let applies = !is_text || question.subject == Subject::Gaps;
        applies && question.columns().any(|name| columns.contains(&name))
    };
    let ordered = binding.date_order.is_some();
    let open = raw.questions.iter().filter(about);
    let mut open = open.filter(|q| !(ordered && q.subject == Subject::DateOrder));
    open.next().map(Question::leaves_out)
}

/// Every needed column is bound.
fn check_bound(raw: &RawFile, mapping: &Mapping) -> Result<(), ImportError> {
    let schema = mapping.kind.schema();
    let unbound = schema
        .columns
        .iter()
        .find(|c| c.required && mapping.binding(c.name).is_none() && !mapping.is_unfolded(c.name));
    let bound = |name: &&str| mapping.binding(name).is_some();
    let missing = either(mapping.kind)
        .filter(|groups| !groups.iter().any(|group| group.iter().all(bound)))
        .and_then(|groups| groups[0].last().copied());
    match unbound.map(|c| c.name).or(missing) {
        None => Ok(()),
        Some(canonical) => Err(refuse(
            raw,
            Fault::Unbound {
                canonical: canonical.to_owned(),
                table: schema.label.to_owned(),
            },
        )),
    }
}

/// Columns of which one group must be there, in tables that say the same in more than one way.
pub(in super::super) fn either(kind: TableKind) -> Option<&'static [&'static [&'static str]]> {
    match kind {
        TableKind::Uptime => Some(&[&["timestamp", "up"], &["started_at"]]),
        TableKind::Features => Some(&[&["window"], &["timestamp"]]),
        _ => None,
    }
}
