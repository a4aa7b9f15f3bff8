//! A quotient of two tables, over the time that both cover.
//!
//! A bill of 2024 and volumes of 2020 are no cost per prediction, a month's bill says nothing of the half of it that the volumes cover,
//! and incidents of a week are not to be divided by the requests of its month. Both are taken only for the whole periods, days, weeks or
//! months, that both tables cover; the receipt says how many days those are, and how many rows are left out for it.

use super::covered::is_log;
use super::evaluate::over;
use super::{Input, Observation, Scope, Slices, Sources, Unavailable, Value};
use outturn_core::calendar::{Calendar, Grain, Period, Span, date_of, natural_steps};
use outturn_core::table::TableKind;
use std::collections::BTreeSet;

/// Why rows do not count.
const OUTSIDE: &str = "outside the time that both tables cover";

/// The observations of one value over another, each of those parts of the slices that the tables of both cover.
pub(super) fn quotient(
    scope: &Scope<'_>,
    a: &Value,
    b: &Value,
) -> Result<Vec<Observation>, Unavailable> {
    let Some(slices) = slices(scope, a, b)? else {
        return over(scope, a, b);
    };
    let tables = [a, b].map(|value| tables(scope.sources(), value));
    let cut = Scope::new(scope.sources(), slices);
    let mut inside = over(&cut, a, b)?;
    let all: BTreeSet<TableKind> = tables.into_iter().flatten().collect();
    for kind in all {
        let counts = scope.rows(kind)?.counts().into_iter();
        let left = counts.zip(cut.rows(kind)?.counts());
        for (one, (whole, part)) in inside.iter_mut().zip(left) {
            if whole > part {
                one.leave_out(vec![(OUTSIDE.to_owned(), whole - part)]);
            }
        }
    }
    for (i, one) in inside.iter_mut().enumerate() {
        if one.left_out.iter().any(|(reason, _)| reason == OUTSIDE) {
            let days = cut.slices().span(i).days();
            let shared = Input::count("days that both tables cover", days);
            one.inputs.insert(0, shared);
        }
    }
    Ok(inside)
}

/// The parts of the slices that the tables of both values cover; `None` where that is all of them.
pub(super) fn slices(
    scope: &Scope<'_>,
    a: &Value,
    b: &Value,
) -> Result<Option<Slices>, Unavailable> {
    let tables = [a, b].map(|value| tables(scope.sources(), value));
    let Some(both) = in_both(scope.sources(), &tables)? else {
        return Ok(None);
    };
    let slices = scope.slices().cut(|span| both.within(span));
    Ok((slices != *scope.slices()).then_some(slices))
}

/// The tables that give a value its time.
fn tables(sources: &Sources, value: &Value) -> Vec<TableKind> {
    let timed = value.timed_by(sources).into_iter();
    timed.map(|timed| timed.table).collect()
}

/// What the tables of two values cover together; `None` where they are the same, or one is not loaded, which is said when it is evaluated.
fn in_both(
    sources: &Sources,
    [first, second]: &[Vec<TableKind>; 2],
) -> Result<Option<Reach>, Unavailable> {
    let differs = |(one, other): &(&TableKind, &TableKind)| one != other;
    let Some((one, other)) = first.iter().zip(second).find(differs) else {
        return Ok(None);
    };
    let reach = |tables: &[TableKind]| {
        let reach = tables.iter().map(|kind| Reach::of(sources, *kind));
        reach.reduce(|a, b| a?.and(b?)).flatten()
    };
    let (Some(of_one), Some(of_other)) = (reach(first), reach(second)) else {
        return Ok(None);
    };
    let both = of_one.and(of_other);
    both.map(Some).ok_or(Unavailable::Apart(*one, *other))
}

/// The days that a table covers, and in periods of which length.
#[derive(Clone, Copy)]
struct Reach {
    span: Span,
    grain: Grain,
    by: Calendar,
}

impl Reach {
    /// Of a log from its first day to its last, with the months at both ends whole where it covers them; of values from the first to the
    /// last period that they are of.
    fn of(sources: &Sources, kind: TableKind) -> Option<Self> {
        let name = format!("whole periods of {}", kind.schema().name);
        *sources.about(&name, || match is_log(kind) {
            true => Some(Self {
                span: sources
                    .coverage(kind)?
                    .reach((sources.calendar(), Grain::Month)),
                grain: Grain::Day,
                by: sources.calendar(),
            }),
            false => Self::of_values(sources, kind),
        })
    }

    fn of_values(sources: &Sources, kind: TableKind) -> Option<Self> {
        let parts = sources.get(kind)?.parts();
        let days: BTreeSet<_> = sources.local_moments(kind, parts).map(date_of).collect();
        let days: Vec<_> = days.into_iter().collect();
        let first_of_month = |day: &_| Period::containing_date(*day, Grain::Month).start() == *day;
        let (grain, by) = match natural_steps(&days, sources.calendar())? {
            // What is dated the first of a month is of the month.
            _ if days.iter().all(first_of_month) => (Grain::Month, Calendar::default()),
            (grain, by, _) if grain <= Grain::Month => (grain, by),
            _ => (Grain::Month, Calendar::default()),
        };
        let (first, last) = (days.first()?, days.last()?);
        let ends = [first, last].map(|day| by.period(*day, grain).span());
        Some(Self {
            span: ends[0].joined(ends[1]),
            grain,
            by,
        })
    }

    /// What both cover, in periods of the longer of the two.
    fn and(self, other: Self) -> Option<Self> {
        let longer = if other.grain > self.grain {
            other
        } else {
            self
        };
        let span = self.span.overlap(other.span)?;
        Some(Self { span, ..longer })
    }

    /// The whole periods in some days; none where there are none.
    fn within(self, days: Span) -> Span {
        let nothing = Span {
            start: days.start,
            end: days.start,
        };
        let Some(both) = self.span.overlap(days) else {
            return nothing;
        };
        let periods = self.by.periods(both, self.grain);
        let is_inside = |period: &&Period| period.start() >= both.start && period.end() <= both.end;
        let inside = periods.iter().filter(is_inside).map(Period::span);
        inside.reduce(Span::joined).unwrap_or(nothing)
    }
}
