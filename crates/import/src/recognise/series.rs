//! Metric series with one column a metric: a time, and nothing beside it but numbers.

use super::super::dates::{self, DateOrder};
use super::super::map::{Mapping, MetricEdit, Source, Unit, names_periods, values_of};
use super::codes::{self, Code};
use super::kinds::{self, Kinds};
use super::names::{Names, fold};
use super::{Recognition, guess};
use outturn_core::table::{Column, ColumnKind, TableKind, TextColumn};

/// Names of the column that says when.
const TIMES: [&str; 10] = [
    "date",
    "timestamp",
    "time",
    "datetime",
    "day",
    "week",
    "month",
    "period",
    "quarter",
    "year",
];

/// Names of columns that count steps.
const STEPS: [&str; 5] = ["step", "global_step", "epoch", "sprint", "iteration"];

pub(super) fn recognise(names: &Names<'_>) -> Option<Recognition> {
    let date = when(names)?;
    let time = date.columns();
    let kinds = Kinds::of(names);
    let (mut metrics, mut edits) = (Vec::new(), Vec::new());
    let mut left_out: Vec<(&str, Code)> = Vec::new();
    for (name, column) in names
        .raw
        .table
        .columns()
        .filter(|(name, _)| !time.contains(name))
    {
        match column {
            Column::I64(_) | Column::F64(_) => match codes::of(name, column) {
                Some(code) => left_out.push((name, code)),
                None => {
                    metrics.push(name.to_owned());
                    edits.extend(kinds.of_column(name));
                }
            },
            Column::Text(_) if names.raw.holds_numbers(name) => metrics.push(name.to_owned()),
            Column::Text(text) if text.distinct() > 0 && unit_of(text).is_some() => {
                metrics.push(name.to_owned());
                edits.push(MetricEdit {
                    unit: unit_of(text),
                    ..MetricEdit::of(name)
                });
            }
            // Text, further dates and flags beside numbers: rows of something else.
            _ if column.present() > 0 => return None,
            _ => {}
        }
    }
    let weight = weight(&metrics);
    metrics.retain(|name| Some(name) != weight.as_ref());
    // A single amount is a series, or what something cost.
    let amount = guess::amount(names).filter(|amount| metrics == [*amount]);
    if metrics.is_empty() || amount.is_some() {
        return None;
    }
    let mut notes = vec![format!(
        "Each of {} columns is a metric, named as the column is.",
        metrics.len()
    )];
    if !left_out.is_empty() {
        let named = left_out
            .iter()
            .map(|(name, code)| format!("{name} ({})", code.label()));
        let named: Vec<String> = named.collect();
        notes.push(format!("No metrics, and left out: {}.", named.join(", ")));
    }
    let totals = edits.iter().filter(|edit| edit.kind.is_some());
    let totals: Vec<&str> = totals.map(|edit| edit.column.as_str()).collect();
    notes.extend(kinds::note(&totals));
    let mut mapping = Mapping::new(TableKind::MetricSeries);
    mapping.bind("date", date);
    if let Some(name) = weight {
        notes.push(format!(
            "{name} says how many each value rests on: it weights their mean."
        ));
        mapping.bind("n", Source::column(&name));
    }
    mapping.metrics = metrics;
    mapping.metric_edits = edits;
    Some(Recognition::new("metric series", mapping, notes))
}

/// The column, of metrics, that says how many answers or events stand behind the others, as `n` does where each value has a row.
pub(super) fn weight(metrics: &[String]) -> Option<String> {
    let n = TableKind::MetricSeries.schema().column("n")?;
    let is_it = |name: &&String| {
        let folded = fold(name);
        folded == n.name || n.usual.iter().any(|usual| fold(usual) == folded)
    };
    let weight = metrics.iter().find(is_it)?;
    (metrics.len() > 1).then(|| weight.clone())
}

/// The unit of a column whose numbers were formatted for people, each with its unit: `45 %`, `1.2 s`.
fn unit_of(text: &TextColumn) -> Option<Unit> {
    [Unit::Percent, Unit::Written]
        .into_iter()
        .find(|unit| unit.reads_most(text))
}

/// A year in one column and a part of it in another.
pub(super) fn of_year(names: &Names<'_>) -> Option<Source> {
    let year = names.find(&["year"])?.to_owned();
    if let Some(quarter) = names.find(&["quarter", "qtr"]) {
        return Some(Source::YearQuarter {
            year,
            quarter: quarter.to_owned(),
        });
    }
    names.find(&["month"]).map(|month| Source::YearMonth {
        year,
        month: month.to_owned(),
    })
}

/// The first column of texts that are all dates or periods, as `Mai 2026` is under a name in any language, or of numbers that are the
/// periods of their name.
pub(super) fn of_periods<'a>(names: &Names<'a>) -> Option<&'a str> {
    let columns = names.raw.table.columns();
    // One text tells most columns of something else from them.
    let begins = |text: &TextColumn| {
        let first = text.entries().next().unwrap_or_default().trim();
        let date = || dates::parse(first.as_bytes(), DateOrder::DayFirst);
        let period = || dates::period(first).or_else(|| dates::short_month(first));
        date().is_some() || period().is_some() || dates::fiscal(first).is_some()
    };
    let may_be = |(name, column): &(&str, &Column)| match column {
        Column::Text(text) => begins(text),
        Column::I64(_) => names_periods(name),
        _ => false,
    };
    let mut columns = columns.filter(may_be);
    let are_dates = |name: &str, column: &Column| {
        values_of(names.raw, name, ColumnKind::Timestamp, None)
            .is_some_and(|dates| dates.present() > 0 && dates.present() == column.present())
    };
    let are_fiscal = |column: &Column| {
        let text = column.as_text().filter(|text| text.distinct() > 1);
        text.is_some_and(|text| text.entries().all(|label| dates::fiscal(label).is_some()))
    };
    let are = |name, column| are_fiscal(column) || are_dates(name, column);
    columns.find_map(|(name, column)| are(name, column).then_some(name))
}

/// Where the dates come from: year and quarter, year and month, or one column.
fn when(names: &Names<'_>) -> Option<Source> {
    if let Some(parts) = of_year(names) {
        return Some(parts);
    }
    let of_time = |name: &&str| {
        names
            .raw
            .table
            .column(name)
            .is_some_and(|c| !matches!(c, Column::Bool(_)))
    };
    let named = TIMES
        .iter()
        .filter_map(|time| names.find(&[time]))
        .find(of_time);
    let typed = || {
        names
            .raw
            .table
            .columns()
            .find(|(_, c)| matches!(c, Column::Timestamp(_)))
            .map(|(name, _)| name)
    };
    // Steps count nothing that is known; what they count is asked.
    let steps = || names.find(&STEPS).filter(of_time);
    let steps = named.or_else(typed).or_else(steps);
    steps.or_else(|| of_periods(names)).map(Source::column)
}
