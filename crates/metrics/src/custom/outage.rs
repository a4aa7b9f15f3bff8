//! Availability, from outages.

use super::{Tally, ratio};
use crate::{Input, Observation, Scope, Slices, Unavailable};
use outturn_core::calendar::{Coverage, Span, date_of};
use outturn_core::table::{Table, TableKind};
use outturn_core::units::{Timestamp, Unit};
use outturn_expr::{Custom, Read};
use std::collections::BTreeMap;
use std::sync::Arc;

const UPTIME: TableKind = TableKind::Uptime;

/// Share of time in which predictions were served: 1 − outage time ÷ (time observed × number of models named). Outages that overlap
/// are counted once, and are cut at the ends of the slice. One that is still open lasts to the end of the last day of its file.
pub const OUTAGES: Custom = Custom {
    words: "1 − outage time ÷ (time observed in the period × models named)",
    sql: "a union of intervals (range_agg in PostgreSQL), cut at the ends of the period, summed by model",
    noun: "outages",
    reads: &[
        Read {
            table: UPTIME,
            column: "started_at",
            required: true,
        },
        Read {
            table: UPTIME,
            column: "ended_at",
            required: true,
        },
        Read {
            table: UPTIME,
            column: "model",
            required: false,
        },
    ],
    measure: from_outages,
};

type Outages = BTreeMap<String, OfModel>;

/// The outages of a model, and when those were that cannot be used, and why not.
#[derive(Clone, Default)]
struct OfModel {
    on: Vec<(Timestamp, Timestamp)>,
    /// Those of them that are still open, to where they are counted.
    open: Vec<(Timestamp, Timestamp)>,
    unusable: Vec<(Timestamp, &'static str)>,
}

fn from_outages(scope: &Scope<'_>) -> Result<Vec<Observation>, Unavailable> {
    let table = scope.table(UPTIME)?;
    let (from, to) = (
        scope.column(UPTIME, "started_at")?,
        scope.column(UPTIME, "ended_at")?,
    );
    let model = table.column("model");
    let mut outages = Outages::new();
    let clock = scope.sources().clock(UPTIME);
    let local = |at: Timestamp| clock.local(at);
    let parts = scope.sources().get(UPTIME).map_or(&[][..], |t| t.parts());
    let ends = parts.iter().flat_map(|part| {
        let end = last_day_end(part, local);
        std::iter::repeat_n(end, part.rows())
    });
    let counted = scope.counted(UPTIME);
    let rows = (0..table.rows()).zip(ends);
    for (row, end) in rows.filter(|(row, _)| counted.has(*row)) {
        let name = model.and_then(|c| c.text(row)).unwrap_or_default();
        let of_model = outages.entry(name.to_owned()).or_default();
        match (from.timestamp(row).map(local), to.timestamp(row).map(local)) {
            (Some(from), Some(to)) if to >= from => of_model.on.push((from, to)),
            (Some(from), Some(_)) => of_model
                .unusable
                .push((from, "end before they begin: ended_at before started_at")),
            (Some(from), None) => {
                let until = end.unwrap_or(from).max(from);
                of_model.on.push((from, until));
                of_model.open.push((from, until));
            }
            (None, Some(to)) => of_model.unusable.push((to, "without started_at")),
            (None, None) => {}
        }
    }
    let known = scope.sources().coverage(UPTIME);
    (0..scope.slices().len())
        .map(|i| match scope.slices() {
            Slices::Spans(spans) => Ok(observe(&outages, spans[i], known.as_ref())),
            Slices::Values { column, values, .. } if column == "model" => {
                let model = scope.slices().value(i);
                let own = outages.iter().filter(|(name, _)| match model {
                    Some(model) => *name == model,
                    None => !values.contains(name),
                });
                let own = own.map(|(name, of)| (name.clone(), of.clone()));
                Ok(observe(
                    &own.collect(),
                    scope.slices().span(i),
                    known.as_ref(),
                ))
            }
            Slices::Values { column, .. } => Err(Unavailable::Breakdown(column.clone())),
        })
        .collect()
}

/// The end of the last day that a file's rows touch.
fn last_day_end(part: &Arc<Table>, local: impl Fn(Timestamp) -> Timestamp) -> Option<Timestamp> {
    // The moment at which an outage has ended is not part of it.
    let times = [("timestamp", 0), ("started_at", 0), ("ended_at", 1)];
    let last = times.iter().filter_map(|(name, late)| {
        let (_, last) = part.column(name)?.first_and_last()?;
        Some(Timestamp(local(last).0.saturating_sub(*late)))
    });
    let last = last.max()?;
    Some(Span::covering(last, last).end_moment())
}

fn observe(outages: &Outages, span: Span, known: Option<&Coverage>) -> Observation {
    let mut tally = Tally::default();
    let mut down = 0.0;
    let (start, end) = (span.start_moment(), span.end_moment());
    let mut open = Vec::new();
    for OfModel {
        on,
        open: of_model,
        unusable,
    } in outages.values()
    {
        let (seconds, touched) = seconds_down(on, span);
        down += seconds;
        tally.used += touched;
        open.extend(of_model.iter().filter(|(a, b)| *a < end && *b > start));
        let within = unusable.iter().filter(|(at, _)| start <= *at && *at < end);
        within.for_each(|(_, why)| tally.skip(why));
    }
    let models = outages.values().filter(|of| !of.on.is_empty()).count();
    let observed = known.map_or(0.0, |known| known.seconds(span)) * models as f64;
    let mut observation = tally.observe(ratio(observed - down, observed));
    observation.inputs = still_open(&open, span).into_iter().collect();
    observation.inputs.extend([
        Input::new("outage time", down, Unit::Seconds),
        Input::new("time observed", observed, Unit::Seconds),
    ]);
    observation
}

/// What the receipt says of outages that are still open: how many, and to where they are counted.
fn still_open(open: &[(Timestamp, Timestamp)], span: Span) -> Option<Input> {
    let last = open.iter().map(|(_, until)| *until).max()?;
    let last = last.min(span.end_moment());
    let day = date_of(Timestamp(last.0.saturating_sub(1)));
    let outages = if open.len() == 1 { "outage" } else { "outages" };
    let name = format!(
        "{} {outages} still open, counted to the end of {day}",
        open.len()
    );
    let seconds = open.iter().map(|(from, until)| {
        let from = (*from).max(span.start_moment());
        (*until).min(span.end_moment()).seconds_since(from)
    });
    Some(Input::new(&name, seconds.sum(), Unit::Seconds))
}

/// Seconds of the span in which at least one of the intervals was on, and how many touched it.
fn seconds_down(intervals: &[(Timestamp, Timestamp)], span: Span) -> (f64, u64) {
    let (start, end) = (span.start_moment(), span.end_moment());
    let mut cut: Vec<(Timestamp, Timestamp)> = intervals
        .iter()
        .map(|&(a, b)| (a.max(start), b.min(end)))
        .filter(|(a, b)| a < b)
        .collect();
    cut.sort();
    let (mut seconds, mut until) = (0.0, start);
    for &(a, b) in &cut {
        seconds += b.seconds_since(a.max(until)).max(0.0);
        until = until.max(b);
    }
    (seconds, cut.len() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlapping_outages_count_once_and_end_with_the_span() {
        let t = |hours: f64| Timestamp::from_seconds(hours * 3600.0);
        let day = Span::covering(t(0.0), t(23.0));
        let (seconds, touched) = seconds_down(
            &[(t(2.0), t(4.0)), (t(3.0), t(5.0)), (t(23.0), t(30.0))],
            day,
        );
        assert_eq!((seconds / 3600.0, touched), (4.0, 3));
    }
}
