//! Metrics that the user brings ready-made: one per distinct name in the metric series tables.

use super::custom::Tally;
use super::{Input, Observation, Rows, Scope, Sources, Unavailable};
use outturn_core::stats;
use outturn_core::table::{Column, Table, TableKind, TextColumn};

const SERIES: TableKind = TableKind::MetricSeries;

/// The statistic of the values of a series that fall into one slice.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Statistic {
    /// Arithmetic mean.
    Mean,
    /// Quantile by linear interpolation between order statistics.
    Quantile(f64),
    /// Smallest value.
    Minimum,
    /// Largest value.
    Maximum,
    /// Sum.
    Sum,
}

/// The statistics shown with the mean of a series.
pub const ALSO: [(&str, Statistic); 6] = [
    ("median", Statistic::Quantile(0.5)),
    ("p95", Statistic::Quantile(0.95)),
    ("p99", Statistic::Quantile(0.99)),
    ("lowest", Statistic::Minimum),
    ("highest", Statistic::Maximum),
    ("sum", Statistic::Sum),
];

/// Names of all series that are loaded, in order of first appearance.
#[must_use]
pub fn series_names(sources: &Sources) -> Vec<String> {
    let column = sources
        .get(SERIES)
        .and_then(|t| t.table().column("metric"))
        .and_then(|c| c.as_text());
    column
        .map(|names| {
            names
                .entries()
                .filter(|n| !n.is_empty())
                .map(str::to_owned)
                .collect()
        })
        .unwrap_or_default()
}

/// Columns by which series can be broken down: every text column but the name.
#[must_use]
pub fn series_labels(sources: &Sources) -> Vec<String> {
    let Some(table) = sources.get(SERIES) else {
        return Vec::new();
    };
    let labels = label_columns(table.table());
    labels.map(|(name, _)| name.to_owned()).collect()
}

/// The rows of one series.
pub(crate) struct Found<'a> {
    pub rows: Rows<'a>,
    pub value: &'a Column,
    names: &'a TextColumn,
    wanted: u32,
}

/// The series of this name.
pub(crate) fn found<'a>(scope: &Scope<'a>, name: &str) -> Result<Found<'a>, Unavailable> {
    let rows = scope.rows(SERIES)?;
    let value = scope.column(SERIES, "value")?;
    let names = scope
        .column(SERIES, "metric")?
        .as_text()
        .ok_or(Unavailable::Table(SERIES))?;
    let wanted = names
        .entries()
        .position(|n| n == name)
        .ok_or(Unavailable::Table(SERIES))? as u32;
    Ok(Found {
        rows,
        value,
        names,
        wanted,
    })
}

impl Found<'_> {
    /// Whether a row is one of its own.
    pub fn is_of(&self, row: usize) -> bool {
        self.names.code(row) == Some(self.wanted)
    }

    /// Calls `each(row, slice, value)` for its rows that are in a slice.
    pub fn for_each(&self, mut each: impl FnMut(usize, usize, Option<f64>)) {
        self.rows.for_each(|row, slice| {
            if self.is_of(row) {
                each(row, slice, self.value.number(row));
            }
        });
    }

    /// The columns of its labels.
    pub fn labels(&self) -> impl Iterator<Item = (&str, &Column)> {
        label_columns(self.rows.table)
    }
}

fn label_columns(table: &Table) -> impl Iterator<Item = (&str, &Column)> {
    let columns = table.columns();
    columns.filter(|(name, column)| *name != "metric" && column.as_text().is_some())
}

/// A statistic of the values of one series in each slice. A row without a value is skipped.
///
/// # Errors
/// [`Unavailable`] when no series are loaded or none of that name.
pub fn measure_series(
    scope: &Scope<'_>,
    name: &str,
    statistic: Statistic,
) -> Result<Vec<Observation>, Unavailable> {
    let series = found(scope, name)?;
    let mut slices = vec![(Vec::new(), Tally::default()); scope.slices().len()];
    series.for_each(|_, slice, value| {
        let (values, tally) = &mut slices[slice];
        match value {
            Some(v) => {
                values.push(v);
                tally.used += 1;
            }
            None => tally.skipped += 1,
        }
    });
    Ok(slices
        .into_iter()
        .map(|(mut values, tally)| {
            let n = values.len() as f64;
            let mut observation = tally.observe(of(&mut values, statistic));
            observation.inputs = vec![Input::count("values", n)];
            observation
        })
        .collect())
}

fn of(values: &mut [f64], statistic: Statistic) -> Option<f64> {
    match statistic {
        Statistic::Mean => stats::mean(values),
        Statistic::Quantile(q) => stats::quantile(values, q),
        Statistic::Minimum => values.iter().copied().reduce(f64::min),
        Statistic::Maximum => values.iter().copied().reduce(f64::max),
        Statistic::Sum => (!values.is_empty()).then(|| stats::sum(values.iter().copied())),
    }
}

/// The target that a series' own `target` column gives in a slice: the last one there.
#[must_use]
pub fn series_target(scope: &Scope<'_>, name: &str) -> Option<f64> {
    let rows = scope.rows(SERIES).ok()?;
    let target = rows.table.column("target")?;
    let names = rows.table.column("metric")?.as_text()?;
    let wanted = names.entries().position(|n| n == name)? as u32;
    let mut last = None;
    rows.for_each(|row, _| {
        if names.code(row) == Some(wanted) {
            last = target.number(row).or(last);
        }
    });
    last
}
