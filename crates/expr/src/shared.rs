//! A value of two tables, where both say something.
//!
//! A bill of 2024 and volumes of 2020 are no cost per prediction, and a month's bill says nothing of the half of it that the volumes
//! cover. Both are taken only for the whole periods, days, weeks or months, that both tables cover.

use super::evaluate::quotient;
use super::{Input, Observation, Scope, Slices, Unavailable, Value};
use chrono::{Datelike, NaiveDate};
use outturn_core::calendar::{Grain, Period, Span, date_of, natural_grain};
use outturn_core::table::TableKind;
use outturn_core::units::Timestamp;
use std::collections::BTreeSet;

/// Why rows do not count.
const OUTSIDE: &str = "outside the time that both tables cover";

/// The observations of a value over those parts of the slices that both tables cover.
pub(super) fn evaluate(
    scope: &Scope<'_>,
    (table, others): (TableKind, &[TableKind]),
    of: &Value,
) -> Result<Vec<Observation>, Unavailable> {
    // A quotient is cut to the time of both here, not once more for itself.
    let value = |scope: &Scope<'_>| match of {
        Value::Over(a, b) => quotient(scope, a, b),
        of => of.evaluate(scope),
    };
    let whole = value(scope)?;
    let loaded = |kind: &&TableKind| scope.table(**kind).is_ok();
    let other = others.iter().find(loaded).copied();
    let both = covered(scope, table).zip(other.and_then(|kind| covered(scope, kind)));
    let Some((a, b)) = both else {
        return Ok(whole);
    };
    let grain = a.grain.max(b.grain);
    let both = a.span.overlap(b.span);
    let both = both.ok_or(Unavailable::Apart(a.kind, b.kind))?;
    let clipped = |span: Span| {
        let nothing = Span {
            start: span.start,
            end: span.start,
        };
        both.overlap(span)
            .and_then(|both| whole_periods(both, grain))
            .unwrap_or(nothing)
    };
    let slices = match scope.slices() {
        Slices::Spans(spans) => Slices::Spans(spans.iter().map(|s| clipped(*s)).collect()),
        Slices::Values {
            spans,
            column,
            values,
            rest,
        } => Slices::Values {
            spans: spans.iter().map(|s| clipped(*s)).collect(),
            column: column.clone(),
            values: values.clone(),
            rest: *rest,
        },
    };
    if slices == *scope.slices() {
        return Ok(whole);
    }
    let cut = Scope::new(scope.sources(), slices);
    let inside = value(&cut)?;
    let rows = |scope: &Scope<'_>| -> Result<Vec<u64>, Unavailable> {
        let (one, other) = (scope.rows(a.kind)?.counts(), scope.rows(b.kind)?.counts());
        Ok(one.into_iter().zip(other).map(|(a, b)| a + b).collect())
    };
    let left = rows(scope)?.into_iter().zip(rows(&cut)?);
    let left = left.map(|(all, inside)| all - inside);
    let all = inside.into_iter().zip(left).enumerate();
    Ok(all
        .map(|(i, (mut inside, left))| {
            if left > 0 {
                inside.leave_out(vec![(OUTSIDE.to_owned(), left)]);
                let days = cut.slices().span(i).days();
                let shared = Input::count("days that both tables cover", days);
                inside.inputs.insert(0, shared);
            }
            inside
        })
        .collect())
}

/// The days that a table covers, and in periods of which length.
#[derive(Clone, Copy)]
struct Covered {
    kind: TableKind,
    span: Span,
    grain: Grain,
}

fn covered(scope: &Scope<'_>, kind: TableKind) -> Option<Covered> {
    let name = format!("whole periods of {}", kind.schema().name);
    *scope.sources().about(&name, || compute(scope, kind))
}

fn compute(scope: &Scope<'_>, kind: TableKind) -> Option<Covered> {
    let table = scope.table(kind).ok()?;
    let when = table.column(kind.schema().time?)?;
    let (mut days, mut row) = (BTreeSet::new(), 0);
    while row < table.rows() {
        let Some(moment) = when.timestamp(row) else {
            row += 1;
            continue;
        };
        let day = Period::containing(moment, Grain::Day);
        days.insert(date_of(moment));
        row = when.timestamps_within(row + 1, day.start_moment().0..day.end_moment().0);
    }
    let days: Vec<NaiveDate> = days.into_iter().collect();
    let (first, last) = (*days.first()?, *days.last()?);
    let grain = match kind {
        // A log of events covers the days from its first to its last, however few there are.
        TableKind::Predictions => Grain::Day,
        // What is dated the first of a month is of the month.
        _ if days.iter().all(|day| day.day() == 1) => Grain::Month,
        _ => natural_grain(&days)?.0.min(Grain::Month),
    };
    Some(Covered {
        kind,
        span: Span {
            start: Period::containing_date(first, grain).start(),
            end: Period::containing_date(last, grain).end(),
        },
        grain,
    })
}

/// The periods that lie in a span wholly.
fn whole_periods(span: Span, grain: Grain) -> Option<Span> {
    let last = Timestamp(span.end_moment().0 - 1);
    let periods = Period::range(span.start_moment(), last, grain);
    let inside = |period: &&Period| period.start() >= span.start && period.end() <= span.end;
    let mut inside = periods.iter().filter(inside);
    let first = inside.next()?;
    let last = inside.next_back().unwrap_or(first);
    Some(Span {
        start: first.start(),
        end: last.end(),
    })
}
