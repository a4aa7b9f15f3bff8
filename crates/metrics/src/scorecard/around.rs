//! What stands around a metric: what happened while it moved, and the same metric of each value of a label, side by side.

use super::{Card, NONE};
use crate::events::RELEASES;
use crate::labels;
use crate::{Metric, Scope, Slices, SourceTable, Sources};
use outturn_core::calendar::{Period, Span};
use outturn_core::table::TableKind::{self, Deployments, Incidents};
use outturn_core::units::Timestamp;
use outturn_expr::{Filter, Value};
use serde::{Deserialize, Serialize};

/// What kind of thing happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Happened {
    /// A release to production.
    Release,
    /// An incident.
    Incident,
}

/// Something that happened while a metric moved.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Happening {
    /// What.
    pub what: Happened,
    /// From when.
    pub from: Timestamp,
    /// To when; of a release, and of what has not ended, the same moment.
    pub to: Timestamp,
    /// What it is called.
    pub label: String,
}

/// What happened, as much as can be shown.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Happenings {
    /// Those that are shown, in order of time.
    pub shown: Vec<Happening>,
    /// How many there are of each kind.
    pub of: Vec<(Happened, u64)>,
}

/// A metric of each value of a label.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Multiples {
    /// The label.
    pub by: String,
    /// The periods.
    pub periods: Vec<Period>,
    /// The values of most rows, each with the metric in every period.
    pub shown: Vec<(String, Vec<Option<f64>>)>,
    /// The other values, by name.
    pub rest: Vec<String>,
}

/// Most releases, and most incidents, that a chart has room for.
const MOST_HAPPENINGS: usize = 120;
/// Most charts side by side.
const MOST_MULTIPLES: usize = 12;

/// What happened in some days to what a filter lets through; of many incidents the longest, of many releases the last.
#[must_use]
pub fn happenings(sources: &Sources, filter: &Filter, days: Span) -> Happenings {
    let kinds = [
        (Happened::Release, Deployments),
        (Happened::Incident, Incidents),
    ];
    let mut all = Happenings::default();
    for (what, kind) in kinds {
        // What has no such label happened to everybody.
        let known = filter.conditions().filter(|condition| {
            let table = sources.get(kind).map(SourceTable::table);
            table.is_some_and(|table| condition.column(table).is_some())
        });
        let view = sources.filtered(&Filter(known.cloned().collect()));
        let mut found = match what {
            Happened::Release => releases(&view, days),
            Happened::Incident => incidents(&view, days),
        };
        if found.is_empty() {
            continue;
        }
        all.of.push((what, found.len() as u64));
        match what {
            Happened::Release => found.sort_by_key(|one| std::cmp::Reverse(one.from)),
            Happened::Incident => found.sort_by_key(|one| std::cmp::Reverse(one.to.0 - one.from.0)),
        }
        found.truncate(MOST_HAPPENINGS);
        all.shown.extend(found);
    }
    all.shown.sort_by_key(|one| one.from);
    all
}

fn releases(sources: &Sources, days: Span) -> Vec<Happening> {
    let scope = Scope::new(sources, Slices::Spans(vec![days]));
    let involved = Value::Count(RELEASES).involved(&scope).unwrap_or_default();
    let Some((table, involved)) = sources
        .get(Deployments)
        .map(SourceTable::table)
        .zip(involved.first())
    else {
        return Vec::new();
    };
    let text = |name: &str, row| table.column(name).and_then(|column| column.text(row));
    let counted = involved.rows.iter().filter(|one| one.left_out.is_none());
    let one = |row: usize| {
        let at = table.column("finished_at")?.timestamp(row)?;
        let names = [text("id", row), text("model", row)];
        let names: Vec<&str> = names.into_iter().flatten().collect();
        Some(Happening {
            what: Happened::Release,
            from: at,
            to: at,
            label: names.join(", "),
        })
    };
    counted.filter_map(|of| one(of.row as usize)).collect()
}

fn incidents(sources: &Sources, days: Span) -> Vec<Happening> {
    let Some(table) = sources.get(Incidents).map(SourceTable::table) else {
        return Vec::new();
    };
    let (counted, clock) = (sources.counted(Incidents), sources.clock(Incidents));
    let moment = |name: &str, row| table.column(name).and_then(|column| column.timestamp(row));
    let text = |name: &str, row| table.column(name).and_then(|column| column.text(row));
    let ends = (
        clock.moment(days.start_moment()),
        clock.moment(days.end_moment()),
    );
    let one = |row: usize| {
        let from = moment("started_at", row).or_else(|| moment("detected_at", row))?;
        let to = moment("resolved_at", row)
            .filter(|to| *to >= from)
            .unwrap_or(from);
        let names = [text("id", row), text("severity", row), text("service", row)];
        let names: Vec<&str> = names.into_iter().flatten().collect();
        (from < ends.1 && to >= ends.0).then(|| Happening {
            what: Happened::Incident,
            from,
            to,
            label: names.join(", "),
        })
    };
    let rows = (0..table.rows()).filter(|row| counted.has(*row));
    rows.filter_map(one).collect()
}

/// The labels by which a metric can be told apart: those of its breakdowns first, then the file's own that no schema knows.
#[must_use]
pub fn told_apart_by(metric: &Metric<'_>, sources: &Sources) -> (TableKind, Vec<String>) {
    let (kind, mut columns) = metric.breakdowns(sources);
    let Some(table) = sources.get(kind).map(SourceTable::table) else {
        return (kind, Vec::new());
    };
    columns.retain(|name| {
        let text = table.column(name).and_then(|column| column.as_text());
        text.is_some_and(|text| text.distinct() > 0)
    });
    if kind != TableKind::MetricSeries {
        let own = labels::of_table(kind, table).map(|(name, _)| name);
        let own = own.filter(|name| kind.schema().column(name).is_none());
        columns.extend(own.map(str::to_owned));
    }
    (kind, columns)
}

/// A metric of each of the largest values of a label in the periods of its card; `None` where it cannot be told apart so, or there is
/// but one value.
#[must_use]
pub fn multiples(
    metric: &Metric<'_>,
    sources: &Sources,
    card: &Card,
    by: &str,
) -> Option<Multiples> {
    let (kind, columns) = told_apart_by(metric, sources);
    let known = columns.iter().any(|column| column == by);
    let text = sources.get(kind)?.table().column(by).filter(|_| known)?;
    let periods: Vec<Period> = card.series.iter().map(|point| point.period).collect();
    let spans: Vec<Span> = periods.iter().map(Period::span).collect();
    let entries = text.as_text()?.entries().map(str::to_owned);
    let mut values: Vec<String> = entries.chain([String::new()]).collect();
    values.dedup();
    let slices = |values: &[String], spans: Vec<Span>| Slices::Values {
        spans,
        column: by.to_owned(),
        values: values.to_vec(),
        rest: false,
    };
    let whole = spans.first()?.joined(*spans.last()?);
    let scope = Scope::new(sources, slices(&values, vec![whole]));
    let mut sized: Vec<(u64, String)> = scope
        .rows(kind)
        .ok()?
        .counts()
        .into_iter()
        .zip(values)
        .collect();
    sized.retain(|(rows, _)| *rows > 0);
    sized.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    let values: Vec<String> = sized.into_iter().map(|(_, value)| value).collect();
    let named = |value: &String| match value.as_str() {
        "" => NONE.to_owned(),
        value => value.to_owned(),
    };
    let (shown, rest) = values.split_at(values.len().min(MOST_MULTIPLES));
    let observed = metric
        .measure(&Scope::new(sources, slices(shown, spans)))
        .ok()?;
    let width = shown.len();
    let of = |at: usize| observed.iter().skip(at).step_by(width.max(1));
    (values.len() > 1).then(|| Multiples {
        by: by.to_owned(),
        shown: shown
            .iter()
            .enumerate()
            .map(|(at, value)| (named(value), of(at).map(|one| one.value).collect()))
            .collect(),
        rest: rest.iter().map(named).collect(),
        periods,
    })
}
